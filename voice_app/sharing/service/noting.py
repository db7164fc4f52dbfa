"""How the trail is told about sharing: ids and states, never words."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.core.models import Base
from voice_app.record import service as trail
from voice_app.sharing.queries import Door


def note(
    session: Session,
    actor: Actor | None,
    action: str,
    subject: Base,
    young_person_id: UUID,
    now: datetime,
    **details: Any,
) -> None:
    """Write down what was done to a row about one young person."""
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=young_person_id,
        subject=subject,
        details=details,
    )


def show_door(session: Session, *, actor: Actor, door: Door, now: datetime) -> None:
    """Note that a colleague was shown what the young person says of a carer, if it is there."""
    holds_their_words = any(one.body["view"] for one in door.assessed) or any(
        one.body["from_them"] or one.body["said"] for one in door.drafted
    )
    if holds_their_words or door.released:
        note(session, actor, "sharing.read", door.link, door.link.young_person_id, now)
