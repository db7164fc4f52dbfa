"""A phone whose browser threw its key away makes another one, once the PIN was given on it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Device, RetiredPhoneKey
from voice_app.core.actor import Actor, Level
from voice_app.core.errors import NotAllowed
from voice_app.offline import rules
from voice_app.record import service as trail


def renew_key(session: Session, *, actor: Actor, public_key: bytes, now: datetime) -> None:
    """From now on the phone in hand signs with this key. The same again changes nothing.

    The key before it is kept as retired, for what was signed with it and is still on its way.

    Args:
        public_key: the public half (raw P-256 point, checked).

    Raises:
        NotAllowed: the PIN was not given on this phone.
    """
    phone = session.get(Device, actor.device_id) if actor.device_id else None
    if phone is None or not actor.is_young_person or actor.level < Level.OPEN:
        raise NotAllowed
    if phone.public_key == public_key:
        return
    if phone.public_key is not None:
        session.add(
            RetiredPhoneKey(device_id=phone.id, public_key=phone.public_key, retired_at=now)
        )
    phone.public_key = public_key
    trail.append(
        session,
        actor=actor,
        action="phone.key_renewed",
        now=now,
        young_person_id=phone.young_person_id,
        subject=phone,
    )


def keys_of(session: Session, phone: Device, *, now: datetime) -> list[bytes]:
    """The public keys that this phone may have signed with: its own, then retired ones."""
    if phone.public_key is None:
        return []
    retired = session.scalars(
        select(RetiredPhoneKey)
        .where(
            RetiredPhoneKey.device_id == phone.id,
            RetiredPhoneKey.retired_at > now - rules.OPENED_FOR,
        )
        .order_by(RetiredPhoneKey.retired_at.desc())
    )
    return [phone.public_key, *(row.public_key for row in retired)]
