"""A young person's phones: enrolled face to face, taken, ended by them or with their place."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.models import Device, PhoneEvent, PhoneEventKind
from voice_app.accounts.queries import phones as queries
from voice_app.accounts.queries.asking import token_hash
from voice_app.accounts.service import sessions
from voice_app.core import vault
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
    phone = queries.phone_of(session, actor.person_id, device_id)
    _end(session, phone, actor=actor, now=now)


def end_others(session: Session, *, actor: Actor, now: datetime) -> None:
    """End every phone of the person asking but the one in their hand.

    A phone that was taken stays as it is: it still has to send what waits, and to empty itself.
    """
    for phone in queries.live(session, actor.person_id):
        if phone.id != actor.device_id and phone.taken_at is None:
            _end(session, phone, actor=actor, now=now)


def report_taken(
    session: Session, *, actor: Actor, young_person_id: UUID, device_id: UUID, now: datetime
) -> None:
    """Somebody else has a phone of this young person. Saying it twice changes nothing.

    From now on nothing is read on it. What waits on it still comes in, marked as from a phone
    that was taken; then it is told to empty itself. Whoever asks for this must have asked first
    whether `actor` may do it for this young person.

    Raises:
        NotFound: it is no phone of theirs, or it was ended.
    """
    phone = queries.phone_of(session, young_person_id, device_id)
    if phone.ended_at is not None:
        raise NotFound
    if phone.taken_at is not None:
        return
    phone.taken_at = now
    sessions.end_on_phone(session, device_id=phone.id, now=now)
    _keep_event(session, phone, PhoneEventKind.TAKEN, actor=actor, now=now)


def pause(
    session: Session,
    *,
    actor: Actor,
    young_person_id: UUID,
    device_id: UUID,
    now: datetime,
    why: str = "",
) -> None:
    """Let nothing be read on a phone until the pause ends. Words may still be put in.

    To whoever holds it, it looks as if there were no signal. Pausing twice changes nothing.
    Whoever asks for this must have asked first whether `actor` may do it.

    Args:
        why: what the young person is told, when it is somebody else who does it.

    Raises:
        NotFound: it is no phone of theirs, it was ended, or somebody else has it.
    """
    phone = _in_use(session, young_person_id, device_id)
    if phone.paused_at is not None:
        return
    phone.paused_at = now
    sessions.end_on_phone(session, device_id=phone.id, now=now)
    _keep_event(session, phone, PhoneEventKind.PAUSED, actor=actor, now=now, why=why)


def resume(
    session: Session, *, actor: Actor, young_person_id: UUID, device_id: UUID, now: datetime
) -> None:
    """End the pause of a phone; the PIN opens it again. Twice changes nothing.

    Whoever asks for this must have asked first whether `actor` may do it.

    Raises:
        NotFound: it is no phone of theirs, it was ended, or somebody else has it.
    """
    phone = _in_use(session, young_person_id, device_id)
    if phone.paused_at is None:
        return
    phone.paused_at = None
    _keep_event(session, phone, PhoneEventKind.RESUMED, actor=actor, now=now)


def empties_itself(session: Session, *, actor: Actor, now: datetime) -> bool:
    """Nothing waits any more on the phone in hand: must it empty itself now?

    The first time, it is written down that it was told so.
    """
    phone = session.get(Device, actor.device_id) if actor.device_id else None
    if phone is None or phone.taken_at is None:
        return False
    if phone.emptied_at is None:
        phone.emptied_at = now
        _note(session, phone, "phone.emptied", actor=None, now=now)
    return True


def have_been_told(session: Session, *, actor: Actor, now: datetime) -> None:
    """The young person has read what others did to their phones. Safe to repeat."""
    for event in queries.not_told(session, actor.person_id):
        event.told_at = now
        trail.append(
            session,
            actor=actor,
            action="phone.told",
            now=now,
            young_person_id=actor.person_id,
            subject=event,
        )


def _in_use(session: Session, young_person_id: UUID, device_id: UUID) -> Device:
    phone = queries.phone_of(session, young_person_id, device_id)
    if phone.ended_at is not None or phone.taken_at is not None:
        raise NotFound
    return phone


def _keep_event(
    session: Session,
    phone: Device,
    kind: PhoneEventKind,
    *,
    actor: Actor,
    now: datetime,
    why: str = "",
) -> None:
    event = PhoneEvent(
        young_person_id=phone.young_person_id,
        device_id=phone.id,
        kind=kind,
        by_id=actor.person_id,
        at=now,
        told_at=now if actor.person_id == phone.young_person_id else None,
    )
    vault.seal(session, event, {"why": why})
    session.add(event)
    _note(session, phone, f"phone.{kind}", actor=actor, now=now)


def _end(session: Session, phone: Device, *, actor: Actor, now: datetime) -> None:
    if phone.ended_at is not None:
        return
    phone.ended_at = now
    sessions.end_on_phone(session, device_id=phone.id, now=now)
    _note(session, phone, "phone.ended", actor=actor, now=now)


def _note(
    session: Session, phone: Device, action: str, *, actor: Actor | None, now: datetime
) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=phone.young_person_id,
        subject=phone,
    )
