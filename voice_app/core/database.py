"""Opening the database: one writer at a time, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session, UOWTransaction, sessionmaker

from voice_app.core.vault import Vault

#: The advisory lock that stands for "the one writer" on PostgreSQL. The number means nothing.
ONE_WRITER = 20_260_601

SQLITE_SETTINGS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=30000",
    # Without this, INSERT OR REPLACE deletes rows past the triggers that guard the trail.
    "recursive_triggers=ON",
    "secure_delete=ON",
)


class VoiceSession(Session):
    """A session that knows whether it may write; the trail listens to its commits."""

    def _refuse(self, *_args: Any, **_options: Any) -> NoReturn:
        """Writing in bulk tells no listener which rows it wrote."""
        raise RuntimeError("a bulk write goes past the trail")

    bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = _refuse


@event.listens_for(VoiceSession, "before_flush")
def _only_writers_write(session: Session, _context: UOWTransaction, _instances: Any | None) -> None:
    if not session.info["writes"] and (session.new or session.dirty or session.deleted):
        raise RuntimeError("this transaction only reads")


def open_engine(url: str) -> Engine:
    """An engine for `url`, with the settings that every connection must have."""
    # What a statement carries never stands in a log, whatever goes wrong with it.
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin or commit by itself, or a failed migration stays half done.
    connection.isolation_level = None
    for setting in SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes and connection.get_execution_options().get("one_writer", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_WRITER})")


class Database:
    """The service's data: transactions that read, and transactions that write one by one.

    One writer at a time makes "twice", "two at once" and the order of the trail simple on
    both databases. In this process a lock queues the writers fairly (SQLite's own waiting is
    not fair); between processes SQLite's write lock or an advisory lock does the same.
    """

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self.engine = engine
        self.vault = vault
        self._write_lock = Lock()
        self._writer: int | None = None
        self._readers = sessionmaker(
            engine.execution_options(writes=False, **self._read_only()),
            class_=VoiceSession,
            expire_on_commit=False,
            info={"vault": vault, "writes": False},
        )
        self._writers = sessionmaker(
            engine.execution_options(writes=True, one_writer=True),
            class_=VoiceSession,
            expire_on_commit=False,
            info={"vault": vault, "writes": True},
        )

    def _read_only(self) -> dict[str, Any]:
        if self.engine.dialect.name == "sqlite":
            return {}
        # Each statement would see a moment of its own otherwise; SQLite's never do.
        return {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One transaction that sees one moment and changes nothing."""
        with self._readers() as session, session.begin():
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that writes: all of it is kept, or nothing.

        Raises:
            RuntimeError: this thread already writes; a request has one transaction.
        """
        if self._writer == get_ident():
            raise RuntimeError("a transaction that writes is already open")
        with self._write_lock:
            self._writer = get_ident()
            try:
                with self._writers() as session, session.begin():
                    yield session
            finally:
                self._writer = None

    def let_go_of_connections(self) -> None:
        """Forget connections that belong to the process this one was forked from."""
        self.engine.dispose(close=False)
        self.vault.keyring.let_go_of_connections()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()
        self.vault.close()
