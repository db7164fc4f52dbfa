"""Who is asking: sessions and phones found by the secret a browser holds."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import AccountSession, Device, Person
from voice_app.accounts.queries.sessions import is_live
from voice_app.accounts.rules import sessions as rules
from voice_app.core.actor import Actor, Level


@dataclass(frozen=True)
class Found:
    """Somebody recognised, and whether the use of their session is due to be noted."""

    actor: Actor
    note_use: bool = False
    #: What is kept of the token of the phone that a session was opened on.
    phone_hash: bytes | None = None

    def was_opened_on(self, phone_token: str | None) -> bool:
        """Does this token belong to the phone of the session?"""
        return phone_token is not None and self.phone_hash == token_hash(phone_token)


def token_hash(token: str) -> bytes:
    """What is kept of a browser's token."""
    return sha256(token.encode()).digest()


def by_session(session: Session, token: str, *, now: datetime) -> Found | None:
    """The person whose live session this token is, or None."""
    row = session.execute(
        select(AccountSession, Person, Device.token_hash)
        .join(Person, Person.id == AccountSession.person_id)
        .outerjoin(Device, Device.id == AccountSession.device_id)
        .where(
            AccountSession.token_hash == token_hash(token),
            Person.ended_at.is_(None),
            Device.ended_at.is_(None),
            Device.taken_at.is_(None),
            Device.paused_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    signed_in, person, phone_hash = row
    if not is_live(signed_in, now=now):
        return None
    actor = _actor(person, signed_in.level, signed_in.id, signed_in.device_id)
    return Found(actor, now - signed_in.seen_at >= rules.NOTED_EVERY, phone_hash)


def by_phone(session: Session, token: str) -> Found | None:
    """The young person whose enrolled phone this is, at the letterbox, or None."""
    row = session.execute(
        select(Device, Person)
        .join(Person, Person.id == Device.young_person_id)
        .where(
            Device.token_hash == token_hash(token),
            Device.ended_at.is_(None),
            Person.ended_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    device, person = row
    return Found(_actor(person, Level.LETTERBOX, None, device.id, reads=device.reads))


def _actor(
    person: Person,
    level: Level,
    session_id: UUID | None,
    device_id: UUID | None,
    *,
    reads: bool = True,
) -> Actor:
    return Actor(
        person_id=person.id,
        role=person.role,
        level=level,
        session_id=session_id,
        device_id=device_id,
        language=person.language,
        paper=person.paper,
        theme=person.theme,
        reads=reads,
    )
