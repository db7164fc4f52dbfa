"""A young person's phones, as their keyworker sees them: never when they were used."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.queries import phones
from voice_app.accounts.queries.phones import Happened, Phone
from voice_app.care.queries.joining import JOINED_BY
from voice_app.care.queries.looking_after import assigned
from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.core.vault import opened


@dataclass(frozen=True)
class Phones:
    """The phones of one young person, and what was done to them."""

    called: str
    phones: list[Phone]
    happened: list[Happened]


def paused_one(
    session: Session, *, actor: Actor, young_person_id: UUID, device_id: UUID, now: datetime
) -> str:
    """What the young person is called whose phone `actor` is about to pause.

    Raises:
        NotFound: `actor` is not their keyworker now and covers for none, or it is no phone of
            theirs that is in use.
    """
    found = phones_of(session, actor=actor, young_person_id=young_person_id, now=now)
    if not any(one.id == device_id and one.taken_at is None for one in found.phones):
        raise NotFound
    return found.called


def phones_of(session: Session, *, actor: Actor, young_person_id: UUID, now: datetime) -> Phones:
    """The phones of a young person that were not ended, the newest first.

    Raises:
        NotFound: `actor` is not their keyworker now and covers for none.
    """
    place = assigned(
        session, actor=actor, young_person_id=young_person_id, now=now, kinds=JOINED_BY
    )
    return Phones(
        called=opened(session, place)["called"],
        phones=[phones.shown(phone) for phone in phones.live(session, young_person_id)],
        happened=phones.happened(session, young_person_id=young_person_id),
    )
