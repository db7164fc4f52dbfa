"""A phone that other people use: nothing of it is of use any more but that it may be opened."""

from datetime import datetime

from sqlalchemy.orm import Session

from voice_app.accounts.models import Device
from voice_app.core.actor import Actor
from voice_app.record import service as trail


def forget_key(session: Session, *, actor: Actor, now: datetime) -> None:
    """Take in nothing more that is sealed on the phone in their hand. Twice changes nothing."""
    phone = session.get(Device, actor.device_id) if actor.device_id else None
    if phone is None or phone.public_key is None:
        return
    phone.public_key = None
    trail.append(
        session,
        actor=actor,
        action="phone.key_forgotten",
        now=now,
        young_person_id=phone.young_person_id,
        subject=phone,
    )
