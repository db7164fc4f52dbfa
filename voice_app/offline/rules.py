"""What a sealed envelope is bound to, how its contents are padded, and how long a key is good."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

#: The suite and the shape of what is sealed. Another shape is another name.
SHAPE = "voice/outbox/1"
#: A new key is made after so long; words sealed to an old one are still opened for so long.
A_NEW_KEY_AFTER = timedelta(days=30)
OPENED_FOR = timedelta(days=395)
#: Sealed sizes come in these steps, so that the length of what was written does not show (bytes).
STEPS = (1_024, 4_096, 16_384, 65_536, 262_144)
#: What sealing adds: a P-256 point and the tag of AES-GCM (bytes).
SEALING_ADDS = 65 + 16
#: A signature of P-256, as browsers make it: r and s (bytes).
SIGNATURE_BYTES = 64
#: What a phone's clock may be ahead of ours before we take our own.
AHEAD = timedelta(minutes=5)


class Unreadable(ValueError):
    """This is not an envelope that we can open."""


@dataclass(frozen=True)
class Envelope:
    """What a phone sends: which key, which words, and the seal around them."""

    key: int
    id: UUID
    sealed: bytes
    signature: bytes


@dataclass(frozen=True)
class Contents:
    """What was inside."""

    words: str
    language: str
    #: When the phone says it was written.
    written_at: datetime
    #: It was taken from the page when the page went away: nobody pressed the button.
    is_unfinished: bool
    #: Somebody is asked to ring, at this time and in this way; None when nobody is.
    contact: str | None = None


def envelope_from(sent: object) -> Envelope:
    """Read what was sent.

    Args:
        sent: parsed JSON: `{"key": int, "id": uuid, "sealed": base64url, "signature": base64url}`.

    Raises:
        Unreadable: it is anything else.
    """
    if not isinstance(sent, Mapping):
        raise Unreadable
    try:
        envelope = Envelope(
            key=sent["key"],
            id=UUID(sent["id"]),
            sealed=_bytes(sent["sealed"]),
            signature=_bytes(sent["signature"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unreadable from None
    sizes = {step + SEALING_ADDS for step in STEPS}
    if (
        type(envelope.key) is not int
        or not 0 < envelope.key < 1_000_000
        or len(envelope.sealed) not in sizes
        or len(envelope.signature) != SIGNATURE_BYTES
        or str(envelope.id) != sent["id"]
    ):
        raise Unreadable
    return envelope


def binding(*, origin: str, key: int, phone: bytes, entry_id: UUID) -> bytes:
    """What a seal is bound to: it opens for this service, key, phone and entry, and no other.

    Args:
        origin: such as "https://notes.example".
        phone: the public half of the phone's key (raw P-256 point, 65 bytes).
    """
    thumbprint = hashlib.sha256(phone).hexdigest()
    return "|".join((SHAPE, origin, str(key), thumbprint, str(entry_id))).encode()


def contents_from(opened: bytes) -> Contents:
    """Read what a phone sealed: JSON, then spaces up to one of `STEPS`.

    Raises:
        Unreadable: it is anything else.
    """
    try:
        inside: Any = json.loads(opened)
        words, language = inside["words"], inside["language"]
        written_at = datetime.fromisoformat(inside["written_at"])
        is_unfinished = inside["unfinished"]
        contact = inside.get("contact")
    except (ValueError, KeyError, TypeError):
        raise Unreadable from None
    if not (
        isinstance(words, str)
        and isinstance(language, str)
        and isinstance(is_unfinished, bool)
        and isinstance(contact, str | None)
        and written_at.tzinfo is not None
    ):
        raise Unreadable
    return Contents(words, language, written_at, is_unfinished, contact)


def believed(written_at: datetime, now: datetime) -> datetime:
    """When something was written: what the phone says, unless its clock is ahead of ours."""
    return written_at if written_at <= now + AHEAD else now


def needs_a_new_key(made_at: datetime | None, now: datetime) -> bool:
    """Is there none yet, or is the newest old enough?"""
    return made_at is None or now - made_at >= A_NEW_KEY_AFTER


def still_opens(made_at: datetime, now: datetime) -> bool:
    """Are words sealed to a key of that age still opened?"""
    return now - made_at < OPENED_FOR


def _bytes(text: str) -> bytes:
    try:
        read = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise Unreadable from None
    # The last letter has bits to spare: one envelope has one way of being written, or some changed
    # letters would go unnoticed.
    if base64.urlsafe_b64encode(read).decode().rstrip("=") != text:
        raise Unreadable
    return read
