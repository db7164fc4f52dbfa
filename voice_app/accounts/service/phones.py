"""A young person's phones: enrolled face to face, ended by them or with their place."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.models import Device
from voice_app.accounts.queries import phones as queries
from voice_app.accounts.queries.asking import token_hash
from voice_app.accounts.service import sessions
from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.record import service as trail


@dataclass(frozen=True)
class Enrolled:
    """A phone that has just joined; the token is kept nowhere but on it."""

    device_id: UUID
    token: str


def enrol(
    session: Session,
    *,
    young_person_id: UUID,
    public_key: bytes | None,
    now: datetime,
    actor: Actor | None = None,
) -> Enrolled:
    """Let a phone in at the letterbox. It begins with no wrong PINs.

    Args:
        public_key: the public half of the key the phone keeps (raw P-256 point), if it has one.
        actor: who confirmed that it is the right phone.
    """
    token = token_urlsafe(sessions.TOKEN_BYTES)
    phone = Device(
        young_person_id=young_person_id,
        token_hash=token_hash(token),
        public_key=public_key,
        enrolled_at=now,
    )
    session.add(phone)
    trail.append(
        session,
        actor=actor,
        action="phone.joined",
        now=now,
        young_person_id=young_person_id,
        subject=phone,
    )
    return Enrolled(phone.id, token)


def end(session: Session, *, actor: Actor, device_id: UUID, now: datetime) -> None:
    """End one of the person's own phones and what is open on it. Ending twice changes nothing.

    Raises:
        NotFound: it is not a phone of theirs.
    """
    phone = session.get(Device, device_id)
    if phone is None or phone.young_person_id != actor.person_id:
        raise NotFound
    _end(session, phone, actor=actor, now=now)


def end_others(session: Session, *, actor: Actor, now: datetime) -> None:
    """End every phone of the person asking but the one in their hand."""
    for phone in queries.live(session, actor.person_id):
        if phone.id != actor.device_id:
            _end(session, phone, actor=actor, now=now)


def _end(session: Session, phone: Device, *, actor: Actor, now: datetime) -> None:
    if phone.ended_at is not None:
        return
    phone.ended_at = now
    sessions.end_on_phone(session, device_id=phone.id, now=now)
    trail.append(
        session,
        actor=actor,
        action="phone.ended",
        now=now,
        young_person_id=phone.young_person_id,
        subject=phone,
    )
