"""How stories of asking for somebody begin: Amina asks, time passes, somebody sees it."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.support.world import Someone, World
from voice_app.alerts import service
from voice_app.alerts.models import Alert, AlertTold
from voice_app.alerts.rules import AlertKind, Step
from voice_app.core.actor import Level
from voice_app.record.models import TrailEvent

WORDS = "They were outside college again."
CONTACT = "Text is not safe. Come to college at 12."
DONE = "Dan came to college and walked home with you."
HOW_TOLD = "Dan said so on the way home."


def ask(
    world: World,
    who: Someone | None = None,
    *,
    level: Level | None = None,
    once: UUID | None = None,
    words: str = WORDS,
    contact: str = CONTACT,
    kind: AlertKind = AlertKind.NOT_SAFE,
) -> UUID:
    """Amina asks for somebody; the id of the alert."""
    with world.writing() as session:
        alert = service.raise_alert(
            session,
            actor=world.actor(who or world.amina, level),
            phone_id=once or uuid4(),
            kind=kind,
            words=words,
            contact=contact,
            now=world.now,
        )
        return alert.id


def tick(world: World) -> int:
    """One tick of the job, now."""
    with world.writing() as session:
        return service.escalate(session, now=world.now)


def row(world: World, alert_id: UUID) -> Alert:
    """The alert as it is kept."""
    with world.reading() as session:
        return session.get_one(Alert, alert_id)


def told(world: World, alert_id: UUID) -> list[tuple[Step, str, datetime]]:
    """Who was told, at which step and when, in order."""
    with world.reading() as session:
        rows = session.scalars(
            select(AlertTold).where(AlertTold.alert_id == alert_id).order_by(AlertTold.told_at)
        ).all()
    people = {one.id: str(one) for one in vars(world).values() if isinstance(one, Someone)}
    return [(one.step, people[one.person_id], one.told_at) for one in rows]


def happened(world: World, action: str) -> list[UUID | None]:
    """Who did this, by the trail, in order."""
    with world.reading() as session:
        events = select(TrailEvent).where(TrailEvent.action == action).order_by(TrailEvent.seq)
        return [one.actor_id for one in session.scalars(events)]
