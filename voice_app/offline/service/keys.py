"""The keys that phones seal to: a new one each month, old ones kept for thirteen.

Each is a P-256 key in the keyring. Its version there is the number by which phones name it.
"""

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from voice_app.core.keyring import Keyring
from voice_app.core.vault import vault_of
from voice_app.offline import rules

NAME = "outbox"


@dataclass(frozen=True)
class Public:
    """The key to seal to now: its number, and the raw point (65 bytes)."""

    number: int
    point: bytes


def public_key(keyring: Keyring, *, now: datetime) -> Public:
    """The newest key; a new one is made when there is none yet or it is a month old."""
    versions = keyring.versions(NAME)
    if rules.needs_a_new_key(versions[0][1] if versions else None, now):
        private = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
        try:
            keyring.make(NAME, now=now, key=private.to_bytes(32, "big"))
        except IntegrityError:
            keyring.forget()  # Somebody else made it at the same moment.
    number, scalar = keyring.newest(NAME)
    return Public(number, point_of(_private(scalar)))


def private_key(
    keyring: Keyring, number: int, *, now: datetime
) -> ec.EllipticCurvePrivateKey | None:
    """The private half of a key that phones may still have sealed to; None for any other."""
    made_at = dict(keyring.versions(NAME)).get(number)
    if made_at is None or not rules.still_opens(made_at, now):
        return None
    return _private(keyring.open(NAME, number)[1])


def destroy_old_keys(keyring: Keyring, *, now: datetime) -> int:
    """Destroy keys that open nothing any more; says how many."""
    old = [
        number for number, made_at in keyring.versions(NAME) if not rules.still_opens(made_at, now)
    ]
    return sum(keyring.destroy_version(NAME, number, now=now) for number in old)


def clear_away(session: Session, *, now: datetime) -> int:
    """The job of each round: destroy what opens nothing any more. Safe to repeat."""
    return destroy_old_keys(vault_of(session).keyring, now=now)


def point_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half, as browsers know it: a raw point."""
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _private(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())
