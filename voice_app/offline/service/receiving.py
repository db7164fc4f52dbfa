"""Opening what a phone sealed. It goes where the letterbox goes: unconfirmed, seen by nobody."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from sqlalchemy.orm import Session

from voice_app.accounts.models import Device
from voice_app.alerts import service as alerts
from voice_app.alerts.rules import AlertKind
from voice_app.core.actor import Actor, Level
from voice_app.core.keyring import Keyring
from voice_app.core.words import are_written
from voice_app.entries import service as entries
from voice_app.offline import rules
from voice_app.offline.rules import Contents, Envelope, Unreadable
from voice_app.offline.service.keys import private_key
from voice_app.offline.service.renewing import keys_of

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Refusal(StrEnum):
    """Why an envelope was not taken in. The phone keeps it until its author decides."""

    UNREADABLE = "unreadable"
    #: The key was retired more than a year ago, or never was.
    NO_KEY = "no_key"
    #: It was sealed on another phone, or for another entry, or changed on the way.
    NOT_SEALED_HERE = "not_sealed_here"


@dataclass(frozen=True)
class Receipt:
    """What the phone is told: taken in, or why not."""

    refusal: Refusal | None = None


def receive(
    session: Session,
    keyring: Keyring,
    *,
    actor: Actor,
    sent: object,
    origin: str,
    now: datetime,
) -> Receipt:
    """Take in one sealed entry. The same one sent again is taken in once.

    Args:
        sent: parsed JSON, see `rules.envelope_from`.

    Raises:
        NotAllowed: `actor` is no young person.
    """
    try:
        envelope = rules.envelope_from(sent)
    except Unreadable:
        return Receipt(Refusal.UNREADABLE)
    phone = session.get(Device, actor.device_id) if actor.device_id else None
    private = private_key(keyring, envelope.key, now=now)
    if private is None:
        return Receipt(Refusal.NO_KEY)
    points = keys_of(session, phone, now=now) if phone is not None else []
    bound = _bound_by_one_of(points, envelope, origin)
    if bound is None:
        return Receipt(Refusal.NOT_SEALED_HERE)
    try:
        contents = rules.contents_from(SUITE.decrypt(envelope.sealed, private, bound))
    except InvalidTag:
        return Receipt(Refusal.NOT_SEALED_HERE)
    except Unreadable:
        return Receipt(Refusal.UNREADABLE)
    if contents.contact is not None:
        _ask_to_ring(session, actor, envelope, contents, contents.contact, now)
    elif are_written(contents.words):
        _keep(session, actor, envelope, contents, now)
    return Receipt()


def _ask_to_ring(
    session: Session,
    actor: Actor,
    envelope: Envelope,
    contents: Contents,
    contact: str,
    now: datetime,
) -> None:
    """Ask somebody to ring, as the letterbox does: the PIN was not given when it was written."""
    alerts.raise_alert(
        session,
        actor=replace(actor, level=Level.LETTERBOX),
        phone_id=envelope.id,
        kind=AlertKind.CONTACT_ME,
        words=contents.words,
        contact=contact,
        asked_at=rules.believed(contents.written_at, now),
        now=now,
    )


def _keep(
    session: Session, actor: Actor, envelope: Envelope, contents: Contents, now: datetime
) -> None:
    entries.put_in_letterbox(
        session,
        actor=actor,
        phone_id=envelope.id,
        given=entries.Given(
            words=contents.words,
            language=contents.language,
            is_unfinished=contents.is_unfinished or None,
            received_as=hashlib.sha256(envelope.sealed).hexdigest(),
        ),
        written_at=rules.believed(contents.written_at, now),
        now=now,
    )


def _bound_by_one_of(points: Sequence[bytes], envelope: Envelope, origin: str) -> bytes | None:
    """What the envelope is bound to, when one of these keys signed it."""
    for point in points:
        bound = rules.binding(origin=origin, key=envelope.key, phone=point, entry_id=envelope.id)
        if _is_signed(envelope, bound, point):
            return bound
    return None


def _is_signed(envelope: Envelope, bound: bytes, point: bytes) -> bool:
    r, s = (int.from_bytes(half, "big") for half in _halves(envelope.signature))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    verify: Callable[..., None] = public.verify
    try:
        verify(encode_dss_signature(r, s), bound + envelope.sealed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _halves(signature: bytes) -> tuple[bytes, bytes]:
    middle = len(signature) // 2
    return signature[:middle], signature[middle:]
