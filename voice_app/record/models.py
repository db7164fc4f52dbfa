"""The trail's own tables. Rows are only ever added; both databases refuse anything else."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DDL, ForeignKey, Index, String, Table, UniqueConstraint, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from voice_app.core.models import Base, choice

TRAIL_TABLES = ("trail_event", "trail_row", "trail_head")


class TrailBase(DeclarativeBase):
    """The trail's tables have no row ids of their own: their place in the trail is their id."""

    metadata = Base.metadata
    type_annotation_map = Base.type_annotation_map


class Change(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class TrailEvent(TrailBase):
    """One thing that was done or read.

    `chain_id` is the young person it is about, or the organisation. The details are sealed
    for the row id `UUID(int=seq)` with the key of the chain.
    """

    __tablename__ = "trail_event"
    __table_args__ = (
        UniqueConstraint("chain_id", "chain_seq"),
        Index(None, "chain_id", "action", "chain_seq"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(80))
    actor_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    chain_id: Mapped[UUID]
    chain_seq: Mapped[int]
    subject_table: Mapped[str | None] = mapped_column(String(80))
    subject_id: Mapped[UUID | None]
    sealed: Mapped[bytes]
    commitment: Mapped[bytes]
    rows_hash: Mapped[bytes]
    previous: Mapped[bytes]
    leaf: Mapped[bytes]


class TrailRow(TrailBase):
    """One row of another table as an event left it; a removed row has no digest.

    `commitment` binds what is inside a sealed body, so that it cannot be made to open to
    other words by exchanging keys.
    """

    __tablename__ = "trail_row"
    __table_args__ = (Index(None, "table_name", "row_id", "event_seq"),)

    event_seq: Mapped[int] = mapped_column(ForeignKey("trail_event.seq"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(String(80))
    row_id: Mapped[UUID]
    change: Mapped[Change] = mapped_column(choice(Change, "change"))
    digest: Mapped[bytes | None]
    commitment: Mapped[bytes | None]


class TrailHead(TrailBase):
    """The signed state of the whole trail after one transaction."""

    __tablename__ = "trail_head"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous_size: Mapped[int]
    root: Mapped[bytes]
    peaks: Mapped[bytes]
    signature: Mapped[bytes]
    key_version: Mapped[int]


#: What each database is asked to refuse, and whether row by row or for the whole statement.
REFUSED = {
    "sqlite": (("UPDATE", ""), ("DELETE", "")),
    "postgresql": (
        ("UPDATE", "FOR EACH ROW"),
        ("DELETE", "FOR EACH ROW"),
        ("TRUNCATE", "FOR EACH STATEMENT"),
    ),
}
REFUSAL = "the trail is only ever added to"
FUNCTION = (
    "CREATE OR REPLACE FUNCTION trail_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)
DOES = {
    "sqlite": f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "postgresql": "EXECUTE FUNCTION trail_refuses()",
}


def guards(dialect: str, table: str) -> list[str]:
    """The statements that make a database refuse to change a table of the trail.

    A migration runs them as they are, once for each of `TRAIL_TABLES`.
    """
    triggers = [
        f"CREATE TRIGGER {name} BEFORE {what} ON {table} {each} {DOES[dialect]}"
        for name, what, each in (
            (guard_name(table, what), what, each) for what, each in REFUSED[dialect]
        )
    ]
    return [FUNCTION, *triggers] if dialect == "postgresql" else triggers


def guard_name(table: str, what: str) -> str:
    """The name of the trigger that refuses one kind of change."""
    return f"{table}_refuses_{what.lower()}"


def _ddl(statement: str, dialect: str) -> Any:
    return DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]


def _guard_when_created(table: Table) -> None:
    for dialect in REFUSED:
        for statement in guards(dialect, table.name):
            event.listen(table, "after_create", _ddl(statement, dialect))


for _name in TRAIL_TABLES:
    _guard_when_created(Base.metadata.tables[_name])
