"""Somebody is asked for in the demo: one alert that waits, and one that was answered."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from voice_app.alerts import queries, service
from voice_app.alerts.rules import AlertKind
from voice_app.core.actor import Actor


def waits(session: Session, young_person: Actor, at: datetime) -> None:
    """A young person does not feel safe; their keyworker has not seen it yet."""
    service.raise_alert(
        session,
        actor=young_person,
        phone_id=uuid4(),
        kind=AlertKind.NOT_SAFE,
        words="Two older boys wait for me at the bus stop again.",
        contact="Text me. Don’t ring while I am on the bus.",
        now=at,
    )
    session.flush()


def was_answered(session: Session, young_person: Actor, worker: Actor, at: datetime) -> None:
    """A young person asked to be contacted, and reads what was done."""
    alert = service.raise_alert(
        session,
        actor=young_person,
        phone_id=uuid4(),
        kind=AlertKind.CONTACT_ME,
        words="I want to talk about Friday.",
        contact="After school is good.",
        now=at,
    )
    session.flush()
    soon, later = at + timedelta(minutes=10), at + timedelta(hours=3)
    shown = queries.get(session, actor=worker, alert_id=alert.id, now=soon)
    service.show_to(session, actor=worker, found=[shown], place="alert", now=soon)
    service.see(session, actor=worker, alert_id=alert.id, now=soon)
    session.flush()
    service.close(
        session,
        actor=worker,
        alert_id=alert.id,
        done="Dan came after school. You talked about Friday and made a plan for it together.",
        told=True,
        how_told="At your place, that afternoon.",
        now=later,
    )
    session.flush()
