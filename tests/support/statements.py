"""Counting what a page asks of the database, so that no page grows with what it shows."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from voice_app.core.database import Database

NOT_COUNTED = (
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
    "SELECT PG_ADVISORY",
    "PRAGMA",
)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Every statement of this block, sign-in and trail included, without BEGIN and COMMIT."""
    heard: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.upper().startswith(NOT_COUNTED):
            heard.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield heard
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
