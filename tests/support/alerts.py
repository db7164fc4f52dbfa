"""An alert in the filled world: Amina asked for somebody."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from tests.support.world import World
from voice_app.alerts import service
from voice_app.alerts.rules import AlertKind
from voice_app.core.actor import Level


def an_alert(session: Session, world: World, now: datetime) -> dict[str, Any]:
    """Amina asked for somebody without her PIN, which tells Priya, who covers for Dan."""
    alert = service.raise_alert(
        session,
        actor=world.actor(world.amina, Level.LETTERBOX),
        phone_id=uuid4(),
        kind=AlertKind.CONTACT_ME,
        words="Can somebody come?",
        contact="Not by text.",
        now=now,
    )
    session.flush()
    return {"alert_id": alert.id}
