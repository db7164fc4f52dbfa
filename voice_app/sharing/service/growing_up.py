"""At 18 a door shuts by itself. The adult it is about may open it again, and shut it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.care.models import CarerLink, YoungPerson
from voice_app.core import vault
from voice_app.core.actor import Actor, Level
from voice_app.core.clock import london_day
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.sharing import rules
from voice_app.sharing.service.noting import note


def agree_at_eighteen(
    session: Session, *, actor: Actor, link_id: UUID, agrees: bool, now: datetime
) -> None:
    """Say that a carer may go on reading after one's 18th birthday, or not. Safe to repeat.

    It is asked from three months before that birthday. No younger child can be made to agree.

    Raises:
        NotFound: it is not about `actor`.
        NotAllowed: their phone is not open, or it is too early to agree.
    """
    link = session.get(CarerLink, link_id)
    if link is None or link.young_person_id != actor.person_id or not actor.is_young_person:
        raise NotFound
    if actor.level < Level.OPEN:
        raise NotAllowed
    if agrees == (link.agreed_at is not None):
        return
    place = session.get_one(YoungPerson, link.young_person_id)
    born_on = rules.day(vault.opened(session, place).get("born_on"))
    if agrees and not rules.may_agree_at_eighteen(born_on, london_day(now)):
        raise NotAllowed
    link.agreed_at = now if agrees else None
    note(session, actor, "carer.agreed", link, link.young_person_id, now, agrees=agrees)
