"""What one event is reduced to. The format is final: an old trail must always verify."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TypeAlias

#: A value as the database keeps it: instants, ids and choices are text here.
Plain: TypeAlias = int | float | str | bytes | None

#: The columns of an event that its leaf covers, in this order, apart from the sealed details.
BEFORE_DETAILS = (
    "seq",
    "at",
    "action",
    "actor_id",
    "session_id",
    "chain_id",
    "chain_seq",
    "subject_table",
    "subject_id",
)
AFTER_DETAILS = ("commitment", "rows_hash", "previous")

#: What stands for "the event before" in the first event of a chain.
NOTHING_BEFORE = bytes(32)


def encode(parts: Iterable[Plain]) -> bytes:
    """Values as bytes, each with its kind and length, so that no two lists look the same."""
    return b"".join(_encode(part) for part in parts)


def leaf_of(event: Mapping[str, Plain]) -> bytes:
    """The leaf hash of an event (RFC 6962: SHA-256 over 0x00 and the event).

    The details stand in it as the hash of their sealed bytes and as a commitment to what was
    sealed, so the leaf still holds, and says nothing, once the key is destroyed.
    """
    sealed = event["sealed"]
    if not isinstance(sealed, bytes):
        raise TypeError("sealed details are bytes")
    parts: list[Plain] = ["voice/trail-event/1"]
    parts += [event[name] for name in BEFORE_DETAILS]
    parts.append(sha256(sealed).digest())
    parts += [event[name] for name in AFTER_DETAILS]
    return sha256(b"\x00" + encode(parts)).digest()


def digest_of_row(table: str, values: Mapping[str, Plain]) -> bytes:
    """The digest of one whole row.

    An empty column counts as no column, so a later version may add one without touching
    what is already on the trail.
    """
    parts: list[Plain] = ["voice/row/1", table]
    for name in sorted(values):
        if values[name] is not None:
            parts += [name, values[name]]
    return sha256(encode(parts)).digest()


def hash_of_rows(rows: Iterable[Mapping[str, Plain]]) -> bytes:
    """One hash for all rows that an event touched, in their order."""
    parts: list[Plain] = ["voice/trail-rows/1"]
    for row in rows:
        parts += [row["table_name"], row["row_id"], row["change"], row["digest"]]
        parts.append(row["commitment"])
    return sha256(encode(parts)).digest()


def _encode(part: Plain) -> bytes:
    if part is None:
        return b"n"
    if isinstance(part, bytes):
        kind, body = b"b", part
    elif isinstance(part, str):
        kind, body = b"s", part.encode("utf-8", "surrogatepass")
    elif isinstance(part, int):
        kind, body = b"i", str(int(part)).encode()
    else:
        kind, body = b"f", repr(part).encode()
    return kind + len(body).to_bytes(4, "big") + body
