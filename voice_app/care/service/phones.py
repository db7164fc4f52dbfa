"""What a keyworker may do about a young person's phone. The young person is told of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.service import phones
from voice_app.care import queries
from voice_app.care.queries.joining import JOINED_BY
from voice_app.core.actor import Actor


def report_taken(
    session: Session, *, actor: Actor, young_person_id: UUID, device_id: UUID, now: datetime
) -> None:
    """Somebody else has a phone of this young person, who is told who said so. Safe to repeat.

    Raises:
        NotFound: `actor` is not their keyworker now and covers for none, or it is no phone of
            theirs.
    """
    _their_keyworker(session, actor, young_person_id, now)
    phones.report_taken(
        session, actor=actor, young_person_id=young_person_id, device_id=device_id, now=now
    )


def pause(
    session: Session,
    *,
    actor: Actor,
    young_person_id: UUID,
    device_id: UUID,
    why: str,
    now: datetime,
) -> None:
    """Let nothing be read on a phone of this young person, who is told `why`. Safe to repeat.

    Raises:
        NotFound: `actor` is not their keyworker now and covers for none, it is no phone of
            theirs that is in use.
    """
    _their_keyworker(session, actor, young_person_id, now)
    phones.pause(
        session,
        actor=actor,
        young_person_id=young_person_id,
        device_id=device_id,
        why=why,
        now=now,
    )


def resume(
    session: Session, *, actor: Actor, young_person_id: UUID, device_id: UUID, now: datetime
) -> None:
    """End the pause of a phone of this young person, who is told of it. Safe to repeat.

    Raises:
        NotFound: `actor` is not their keyworker now and covers for none, it is no phone of
            theirs that is in use.
    """
    _their_keyworker(session, actor, young_person_id, now)
    phones.resume(
        session, actor=actor, young_person_id=young_person_id, device_id=device_id, now=now
    )


def _their_keyworker(session: Session, actor: Actor, young_person_id: UUID, now: datetime) -> None:
    queries.assigned(
        session, actor=actor, young_person_id=young_person_id, now=now, kinds=JOINED_BY
    )
