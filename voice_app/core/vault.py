"""The vault: what young people and adults wrote, sealed so that only the right key opens it.

Each young person has a key of their own; the organisation has one for its own names. A body
is bound to its table, row and owner, so it opens nowhere else. Inside the seal lies a random
opener; the trail keeps a commitment made with it, so that erasing the key leaves the trail
whole and says nothing about the words.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from hmac import digest
from secrets import token_bytes
from typing import Any, TypeAlias
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from voice_app.core.errors import RecordBroken
from voice_app.core.keyring import NONCE_BYTES, Keyring
from voice_app.core.models import ORGANISATION, Base, Sealed

Body: TypeAlias = Mapping[str, Any]

FORMAT = 1
OPENER_BYTES = 32
#: A sealed body grows in these steps (bytes), so that its size says little about its words.
SIZES = (256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)

BLIND_INDEX = "blind-index"
PIN_PEPPER = "pin-pepper"
TRAIL_SIGNING = "trail-signing"
PAGE_SECRET = "page-secret"  # noqa: S105  the name of a key, not a key
PUSH_SIGNING = "push-signing"
SERVICE_KEYS = (BLIND_INDEX, PIN_PEPPER, TRAIL_SIGNING, PAGE_SECRET, PUSH_SIGNING)


class Vault:
    """Seals and opens bodies with the keys of a keyring."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    def prepare(self, *, now: datetime) -> None:
        """Make the organisation's own keys if they are not there yet. Safe to repeat."""
        names = (_key_name(ORGANISATION), *SERVICE_KEYS)
        there = self.keyring.open_newest(names)
        for name in names:
            if name not in there:
                self.keyring.make(name, now=now)

    def make_key_for(self, young_person_id: UUID, *, now: datetime) -> None:
        """Make a young person's key, durably, before anything is sealed with it."""
        self.keyring.make(_key_name(young_person_id), now=now)

    def knows(self, scopes: Iterable[UUID]) -> bool:
        """Was a key made here for each of these owners? One that was destroyed counts too."""
        return {_key_name(scope) for scope in scopes} <= self.keyring.names()

    def seal(self, table: str, row_id: UUID, scope: UUID, body: Body) -> bytes:
        """The body as stored: format, key version, nonce and ciphertext."""
        plain = canonical({**body, "": token_bytes(OPENER_BYTES).hex()})
        version, key = self.keyring.newest(_key_name(scope))
        nonce = token_bytes(NONCE_BYTES)
        head = bytes([FORMAT]) + version.to_bytes(4, "big")
        return (
            head
            + nonce
            + AESGCM(key).encrypt(nonce, _padded(plain), _label(head, table, row_id, scope))
        )

    def open(self, table: str, row_id: UUID, scope: UUID, sealed: bytes) -> dict[str, Any]:
        """The body that was sealed for this very row.

        Raises:
            RecordBroken: the bytes were changed, or belong to another row or owner.
            KeyError: the key was destroyed.
        """
        body = self._open(table, row_id, scope, sealed)
        body.pop("")
        return body

    def commitment(self, table: str, row_id: UUID, scope: UUID, sealed: bytes) -> bytes:
        """What the trail keeps of a body: binding, and silent once the key is gone."""
        body = self._open(table, row_id, scope, sealed)
        return sha256(b"voice/commitment/1" + canonical(body)).digest()

    def is_recoverable(self) -> bool:
        """Has the recovery copy of the master key been typed back from paper?"""
        return self.keyring.recovery_is_checked()

    def secret(self, name: str) -> bytes:
        """One of the service's own keys, such as the pepper of PINs."""
        return self.keyring.newest(name)[1]

    def blind_index(self, kind: str, value: str) -> bytes:
        """What may stand in a column to find a name again without telling it."""
        folded = value.strip().casefold()
        return digest(self.secret(BLIND_INDEX), f"{kind}|{folded}".encode(), "sha256")

    def close(self) -> None:
        """Let go of the keyring."""
        self.keyring.close()

    def _open(self, table: str, row_id: UUID, scope: UUID, sealed: bytes) -> dict[str, Any]:
        head, rest = sealed[:5], sealed[5:]
        if head[:1] != bytes([FORMAT]):
            raise RecordBroken
        _, key = self.keyring.open(_key_name(scope), int.from_bytes(head[1:], "big"))
        try:
            plain = AESGCM(key).decrypt(
                rest[:NONCE_BYTES], rest[NONCE_BYTES:], _label(head, table, row_id, scope)
            )
        except (InvalidTag, ValueError):
            raise RecordBroken from None
        body: dict[str, Any] = json.loads(plain)
        return body


def seal(session: Session, row: Sealed, body: Body) -> None:
    """Put a body into a row, sealed for that row alone."""
    row.sealed = vault_of(session).seal(_table(row), row.id, row.key_scope, body)


def opened(session: Session, row: Sealed) -> dict[str, Any]:
    """The body of a row.

    Raises:
        RecordBroken: the stored bytes do not belong to this row.
        KeyError: the key was destroyed, so the words are erased.
    """
    return vault_of(session).open(_table(row), row.id, row.key_scope, row.sealed)


def vault_of(session: Session) -> Vault:
    """The vault that a session works with."""
    vault: Vault = session.info["vault"]
    return vault


def canonical(body: Body) -> bytes:
    """One spelling of a body as bytes: sorted keys, no spaces, the words as they are."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _padded(plain: bytes) -> bytes:
    size = next((size for size in SIZES if len(plain) <= size), -(-len(plain) // 65536) * 65536)
    return plain.ljust(size, b" ")


def _label(head: bytes, table: str, row_id: UUID, scope: UUID) -> bytes:
    parts = (b"voice/sealed", head, table.encode(), row_id.bytes, scope.bytes)
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)


def _key_name(scope: UUID) -> str:
    return "organisation" if scope == ORGANISATION else f"young-person/{scope}"


def _table(row: Sealed) -> str:
    assert isinstance(row, Base)  # noqa: S101  only tables are sealed
    return str(row.__tablename__)
