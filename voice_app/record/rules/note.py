"""A signed head of the trail, in the form that transparency logs use (C2SP signed note).

The text is the origin, the size, the root, and, as its own line, the size of the head before:
so a head taken out of the middle is missed too.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ORIGIN = "voice/trail/1"
ED25519 = b"\x01"
KEY_ID_BYTES = 4


class NotAWitness(ValueError):
    """A text that should hold keys and notes holds something else."""


@dataclass(frozen=True)
class Head:
    """How long the trail is, what its tree hashes to, and how long it was one commit before."""

    size: int
    root: bytes
    previous_size: int

    def text(self) -> str:
        """What is signed."""
        return f"{ORIGIN}\n{self.size}\n{_base64(self.root)}\nafter {self.previous_size}\n"


@dataclass(frozen=True)
class SignedHead:
    """A head with the signature that came with it."""

    head: Head
    signature: bytes


@dataclass
class Witness:
    """What somebody outside kept: public keys to trust, and heads they were shown."""

    keys: list[bytes] = field(default_factory=list)
    heads: list[SignedHead] = field(default_factory=list)


def sign(seed: bytes, head: Head) -> bytes:
    """The Ed25519 signature of a head."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(head.text().encode())


def public_key(seed: bytes) -> bytes:
    """The public half of a signing key."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def is_signed(public: bytes, head: Head, signature: bytes) -> bool:
    """Did the owner of this key sign this head?"""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, head.text().encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def key_line(public: bytes) -> str:
    """A public key as one line that a witness pins."""
    return f"{ORIGIN}+{_key_id(public).hex()}+{_base64(ED25519 + public)}\n"


def note(public: bytes, signed: SignedHead) -> str:
    """A signed head as a text that a witness keeps."""
    signature = _base64(_key_id(public) + signed.signature)
    return f"{signed.head.text()}\n— {ORIGIN} {signature}\n"


def witness_text(public: bytes, signed: SignedHead) -> str:
    """A key and a head that it signed, as somebody outside keeps them."""
    return key_line(public) + note(public, signed)


def read_witness(text: str) -> Witness:
    """The keys and heads in a witness file: key lines and notes, in any order and number.

    Raises:
        NotAWitness: some line is neither.
    """
    found = Witness()
    lines = iter(text.splitlines())
    try:
        for line in lines:
            if line == ORIGIN:
                found.heads.append(_read_note(lines))
            elif line.startswith(f"{ORIGIN}+"):
                found.keys.append(_read_key(line))
            elif line.strip():
                raise NotAWitness
    except ValueError:
        raise NotAWitness from None
    return found


def _read_key(line: str) -> bytes:
    _, key_id, encoded = line.split("+", 2)
    key = base64.b64decode(encoded, validate=True)
    public = key.removeprefix(ED25519)
    if len(key) != 33 or _key_id(public).hex() != key_id:
        raise NotAWitness
    return public


def _read_note(lines: Iterator[str]) -> SignedHead:
    taken = list(islice(lines, 5))
    if len(taken) != 5 or not taken[2].startswith("after ") or taken[3]:
        raise NotAWitness
    size, root, after, _, signature = taken
    head = Head(int(size), base64.b64decode(root, validate=True), int(after.split()[1]))
    encoded = signature.removeprefix(f"— {ORIGIN} ")
    return SignedHead(head, base64.b64decode(encoded, validate=True)[KEY_ID_BYTES:])


def _key_id(public: bytes) -> bytes:
    return sha256(ORIGIN.encode() + b"\n" + ED25519 + public).digest()[:KEY_ID_BYTES]


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()
