"""The keyring: every key of the service, each wrapped by the master key, in its own database.

The master key is a file outside both databases. Its lines are `voice-master <id> <base64>`,
the newest first: while a rotation is under way there are two.
"""

import base64
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_bytes, token_hex
from time import monotonic
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, MetaData, UniqueConstraint, func, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from voice_app.core.errors import Refused
from voice_app.core.models import NAMES, UTCDateTime

KEY_BYTES = 32
NONCE_BYTES = 12
#: How long an opened key may stay in memory, in seconds.
REMEMBERED_FOR = 60.0


class KeyringBase(DeclarativeBase):
    """Tables of the keyring; they live in a database of their own."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: UTCDateTime()}


class WrappedKey(KeyringBase):
    """One key, wrapped. A destroyed key keeps its row with nothing in it."""

    __tablename__ = "wrapped_key"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int]
    wrapped: Mapped[bytes | None]
    master_id: Mapped[str]
    made_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]


class SeenHead(KeyringBase):
    """A head of the trail that was seen; a trail that is shorter has been cut off."""

    __tablename__ = "seen_head"

    size: Mapped[int] = mapped_column(primary_key=True)
    root: Mapped[bytes]
    seen_at: Mapped[datetime]


class RecoveryCheck(KeyringBase):
    """Somebody typed the recovery copy of this master key back from paper."""

    __tablename__ = "recovery_check"

    master_id: Mapped[str] = mapped_column(primary_key=True)
    checked_at: Mapped[datetime]


@dataclass(frozen=True)
class MasterKey:
    """One key that wraps the others."""

    id: str
    key: bytes

    @classmethod
    def new(cls) -> "MasterKey":
        """A fresh random key with a short random name."""
        return cls(token_hex(4), token_bytes(KEY_BYTES))

    def line(self) -> str:
        """How the key stands in its file."""
        return f"voice-master {self.id} {base64.b64encode(self.key).decode()}"


def read_master_keys(path: Path) -> list[MasterKey]:
    """The master keys in a file, newest first.

    Raises:
        Refused: the file is missing or is not a master key.
    """
    try:
        lines = path.read_text("ascii").split("\n")
    except FileNotFoundError:
        raise Refused(
            f"The master key is not at {path}. Put the file back, or type the recovery copy: "
            "`voice recovery` makes the file again. Without it nothing can be read."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise Refused(f"The master key at {path} cannot be read.") from None
    return [_master_key_from(line, path) for line in lines if line.strip()] or _not_a_key(path)


def _master_key_from(line: str, path: Path) -> MasterKey:
    words = line.split()
    try:
        if len(words) != 3 or words[0] != "voice-master":
            raise ValueError
        key = base64.b64decode(words[2], validate=True)
        if len(key) != KEY_BYTES:
            raise ValueError
    except ValueError:
        _not_a_key(path)
    return MasterKey(words[1], key)


def _not_a_key(path: Path) -> list[MasterKey]:
    raise Refused(f"The file at {path} is not a master key.")


def write_master_keys(path: Path, keys: Sequence[MasterKey]) -> None:
    """Write the master key file, readable by its owner only, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(path.name + ".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write("".join(key.line() + "\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


class Keyring:
    """Makes, opens, rewraps and destroys keys by name. Names hold ids, never words."""

    def __init__(self, engine: Engine, masters: Sequence[MasterKey]) -> None:
        self._engine = engine.execution_options(writes=True)
        self._masters = {master.id: master for master in masters}
        self._newest = masters[0]
        self._remembered: dict[tuple[str, int], tuple[float, bytes]] = {}

    def newest(self, name: str) -> tuple[int, bytes]:
        """The version and key that new data is sealed with.

        Raises:
            KeyError: there is no such key, or it was destroyed.
        """
        return self.open(name, None)

    def open(self, name: str, version: int | None) -> tuple[int, bytes]:
        """A key by name and version (None means the newest).

        Raises:
            KeyError: there is no such key, or it was destroyed.
            Refused: the master key in use is not the one that wrapped it.
        """
        remembered = self._remembered.get((name, version or 0))
        if remembered and monotonic() - remembered[0] < REMEMBERED_FOR:
            return int.from_bytes(remembered[1][:4], "big"), remembered[1][4:]
        found = self._find(name, version)
        return found.version, self._remember(found, asked=version or 0)

    def open_newest(self, names: Collection[str]) -> set[str]:
        """Open the newest version of each of these keys at once; the names of those there are.

        Raises:
            Refused: the master key in use is not the one that wrapped them.
        """
        query = (
            select(WrappedKey)
            .where(WrappedKey.name.in_(names), WrappedKey.wrapped.is_not(None))
            .order_by(WrappedKey.version)
        )
        with Session(self._engine) as session:
            newest = {found.name: found for found in session.scalars(query)}
        for found in newest.values():
            self._remember(found, asked=0)
        return set(newest)

    def make(self, name: str, *, now: datetime, key: bytes | None = None) -> int:
        """Add a new version of a key and keep it durably before anything uses it."""
        with Session(self._engine) as session, session.begin():
            latest = session.scalar(
                select(func.max(WrappedKey.version)).where(WrappedKey.name == name)
            )
            version = (latest or 0) + 1
            session.add(
                WrappedKey(
                    name=name,
                    version=version,
                    wrapped=self._wrap(name, version, key or token_bytes(KEY_BYTES)),
                    master_id=self._newest.id,
                    made_at=now,
                )
            )
        self._remembered.pop((name, 0), None)
        return version

    def destroy(self, name: str, *, now: datetime) -> None:
        """Empty every version of a key. What it sealed can never be read again."""
        with Session(self._engine) as session, session.begin():
            for row in session.scalars(select(WrappedKey).where(WrappedKey.name == name)):
                row.wrapped, row.destroyed_at = None, row.destroyed_at or now
        self.forget()

    def versions(self, name: str) -> list[tuple[int, datetime]]:
        """Every version of a key that can still be opened and when it was made, newest first."""
        with Session(self._engine) as session:
            rows = session.execute(
                select(WrappedKey.version, WrappedKey.made_at)
                .where(WrappedKey.name == name, WrappedKey.wrapped.is_not(None))
                .order_by(WrappedKey.version.desc())
            )
            return [(version, made_at) for version, made_at in rows]

    def destroy_version(self, name: str, version: int, *, now: datetime) -> bool:
        """Empty one version of a key. What it sealed can never be read again.

        Of several who try at the same moment one does it, and is told True.
        """
        with Session(self._engine) as session, session.begin():
            emptied = session.execute(
                update(WrappedKey)
                .where(
                    WrappedKey.name == name,
                    WrappedKey.version == version,
                    WrappedKey.wrapped.is_not(None),
                )
                .values(wrapped=None, destroyed_at=now)
                .returning(WrappedKey.version)
            ).all()
        self.forget()
        return len(emptied) > 0

    def rewrap(self, master: MasterKey, *, now: datetime) -> int:
        """Wrap every key by a new master key, in one transaction; returns how many.

        A service that was in use stays in use: the check of the old recovery copy is carried
        over, and the new copy is asked for by `voice recovery` all the same.
        """
        with Session(self._engine) as session, session.begin():
            rows = session.scalars(select(WrappedKey).where(WrappedKey.wrapped.is_not(None))).all()
            keys = [(row, self._unwrap(row)) for row in rows]
            old_id = self._newest.id
            self._masters[master.id] = self._newest = master
            for row, key in keys:
                row.wrapped = self._wrap(row.name, row.version, key)
                row.master_id = master.id
            if session.get(RecoveryCheck, old_id) is not None:
                session.merge(RecoveryCheck(master_id=master.id, checked_at=now))
        return len(rows)

    def names(self) -> set[str]:
        """The name of every key that was ever made, destroyed or not."""
        with Session(self._engine) as session:
            return set(session.scalars(select(WrappedKey.name).distinct()))

    def check(self) -> None:
        """Open every key once.

        Raises:
            Refused: some key was wrapped by another master key, or was changed.
        """
        with Session(self._engine) as session:
            for row in session.scalars(select(WrappedKey).where(WrappedKey.wrapped.is_not(None))):
                self._unwrap(row)

    def forget(self) -> None:
        """Drop opened keys from memory."""
        self._remembered.clear()

    def note_recovery_check(self, *, now: datetime) -> None:
        """Remember that the recovery copy of the master key in use can be read."""
        with Session(self._engine) as session, session.begin():
            session.merge(RecoveryCheck(master_id=self._newest.id, checked_at=now))

    def recovery_is_checked(self) -> bool:
        """Has somebody typed the recovery copy of the master key in use back from paper?"""
        with Session(self._engine) as session:
            return session.get(RecoveryCheck, self._newest.id) is not None

    def remember_head(self, size: int, root: bytes, *, now: datetime) -> None:
        """Keep a head of the trail here, out of reach of whoever edits the data."""
        with Session(self._engine) as session, session.begin():
            session.merge(SeenHead(size=size, root=root, seen_at=now))

    def seen_heads(self) -> list[tuple[int, bytes]]:
        """Every head of the trail kept here, shortest first."""
        with Session(self._engine) as session:
            heads = session.scalars(select(SeenHead).order_by(SeenHead.size))
            return [(head.size, head.root) for head in heads]

    def let_go_of_connections(self) -> None:
        """Forget connections that belong to the process this one was forked from."""
        self._engine.dispose(close=False)

    def close(self) -> None:
        """Let go of keys and connections."""
        self.forget()
        self._engine.dispose()

    def _find(self, name: str, version: int | None) -> WrappedKey:
        query = select(WrappedKey).where(WrappedKey.name == name, WrappedKey.wrapped.is_not(None))
        if version is not None:
            query = query.where(WrappedKey.version == version)
        with Session(self._engine) as session:
            found = session.scalar(query.order_by(WrappedKey.version.desc()).limit(1))
        if found is None:
            raise KeyError(name)
        return found

    def _remember(self, found: WrappedKey, *, asked: int) -> bytes:
        """Open a key and keep it in memory under the version that was asked for (0: newest)."""
        key = self._unwrap(found)
        entry = (monotonic(), found.version.to_bytes(4, "big") + key)
        self._remembered[found.name, asked] = self._remembered[found.name, found.version] = entry
        return key

    def _wrap(self, name: str, version: int, key: bytes) -> bytes:
        nonce = token_bytes(NONCE_BYTES)
        label = _label(name, version, self._newest.id)
        return nonce + AESGCM(self._newest.key).encrypt(nonce, key, label)

    def _unwrap(self, row: WrappedKey) -> bytes:
        master = self._masters.get(row.master_id)
        if master is None or row.wrapped is None:
            raise Refused(
                f"The keyring was sealed with the master key {row.master_id}, and that is not "
                "the one in the key file. Use the right key file or the recovery copy."
            )
        nonce, body = row.wrapped[:NONCE_BYTES], row.wrapped[NONCE_BYTES:]
        try:
            label = _label(row.name, row.version, row.master_id)
            return AESGCM(master.key).decrypt(nonce, body, label)
        except InvalidTag:
            raise Refused(
                f"The keyring does not open with the master key {row.master_id}: the key file "
                "or the keyring has been changed. Restore both from one backup."
            ) from None


def _label(name: str, version: int, master_id: str) -> bytes:
    return f"voice/wrapped-key/1|{name}|{version}|{master_id}".encode()
