"""A young person's PIN: set, and tried on a phone that counts its wrong ones."""

from dataclasses import dataclass
from datetime import datetime
from hmac import digest
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.models import Credential, CredentialKind, Device
from voice_app.accounts.queries import credentials
from voice_app.accounts.rules import pins as rules
from voice_app.accounts.rules.digits import plain_digits
from voice_app.accounts.service import hashing, sessions, tries
from voice_app.core.actor import Actor, Level
from voice_app.core.database import Database
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.core.vault import PIN_PEPPER, Vault, opened, seal
from voice_app.record import service as trail

GUESS = "pin"


@dataclass(frozen=True)
class Tried:
    """What came of trying a PIN."""

    is_right: bool
    wrong_pins: int

    @property
    def is_closed(self) -> bool:
        """Must this phone be joined again before any PIN opens it?"""
        return rules.is_closed(self.wrong_pins)

    @property
    def left_to_tell(self) -> int | None:
        """How many tries the page says are left."""
        return rules.tries_to_tell(self.wrong_pins)


def verifier_of(vault: Vault, *, person_id: UUID, pin: str) -> str:
    """What a PIN will be checked against. Slow, so make it before the transaction begins."""
    return hashing.hashed(_peppered(vault, person_id, pin))


def set_pin(
    session: Session, *, actor: Actor | None, person_id: UUID, verifier: str, now: datetime
) -> None:
    """Give a young person their PIN; one they had before stops working.

    Args:
        verifier: from `verifier_of`, for a PIN with which `rules.pins.problem_with` is content.
    """
    for old in credentials.live(session, person_id, CredentialKind.PIN):
        old.ended_at = now
        _record(session, actor, "pin.ended", now, person_id, old)
    fresh = Credential(person_id=person_id, kind=CredentialKind.PIN, made_at=now)
    seal(session, fresh, {"verifier": verifier})
    session.add(fresh)
    _record(session, actor, "pin.set", now, person_id, fresh)


def check_pin(database: Database, *, actor: Actor, pin: str, now: datetime) -> Tried:
    """Try a PIN on the phone of the person asking. A right one forgets the wrong ones before it.

    Has two short transactions of its own with the slow hash between them: the hash must not
    hold up the one writer, and a wrong PIN must count whatever happens to the request.

    Raises:
        NotFound: this is no enrolled phone.
        TooManyTries: wrong PINs on this phone just now.
        TooBusy: too many people come in at once.
    """
    with database.writing() as session:
        wrong_pins = _phone(session, actor).wrong_pins
        if rules.is_closed(wrong_pins):
            return Tried(False, wrong_pins)
        tries.take(session, GUESS, str(actor.device_id), now)
        found = credentials.live(session, actor.person_id, CredentialKind.PIN)
        verifier = opened(session, found[0])["verifier"] if found else None
    is_right = hashing.matches(verifier, _peppered(database.vault, actor.person_id, pin))
    with database.writing() as session:
        return _count(session, actor, is_right=is_right, now=now)


def _count(session: Session, actor: Actor, *, is_right: bool, now: datetime) -> Tried:
    phone = _phone(session, actor)
    # Other tries may have closed the phone while this one was looked at.
    is_right = is_right and not rules.is_closed(phone.wrong_pins)
    if is_right:
        tries.succeeded(session, GUESS, str(actor.device_id))
    if is_right and phone.wrong_pins:
        phone.wrong_pins = 0
        _record(session, actor, "pin.right", now, actor.person_id, phone)
    if not is_right and not rules.is_closed(phone.wrong_pins):
        phone.wrong_pins += 1
        _record(session, actor, "pin.wrong", now, actor.person_id, phone)
    return Tried(is_right, phone.wrong_pins)


def open_with_pin(
    database: Database, *, actor: Actor, pin: str, now: datetime
) -> tuple[Tried, str | None]:
    """Open the phone of the person asking: what came of the PIN, and the session's token.

    Raises:
        TooManyTries: wrong PINs on this phone just now.
    """
    tried = check_pin(database, actor=actor, pin=pin, now=now)
    if not tried.is_right:
        return tried, None
    with database.writing() as session:
        _phone(session, actor)  # It may have been ended a moment ago.
        return tried, sessions.start(
            session,
            person_id=actor.person_id,
            level=Level.OPEN,
            now=now,
            device_id=actor.device_id,
            young_person_id=actor.person_id,
            replaces=actor.session_id,
        )


def _phone(session: Session, actor: Actor) -> Device:
    phone = session.get(Device, actor.device_id) if actor.device_id else None
    if phone is None or phone.young_person_id != actor.person_id:
        raise NotFound
    if phone.ended_at is not None:
        raise NotAllowed
    return phone


def _peppered(vault: Vault, person_id: UUID, pin: str) -> bytes:
    """The PIN mixed with a key that is not in the database, so that a stolen row is no help."""
    digits = plain_digits(pin) or ""
    return digest(vault.secret(PIN_PEPPER), person_id.bytes + digits.encode(), "sha256")


def _record(
    session: Session,
    actor: Actor | None,
    action: str,
    now: datetime,
    young_person_id: UUID,
    subject: Credential | Device,
) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=young_person_id,
        subject=subject,
    )
