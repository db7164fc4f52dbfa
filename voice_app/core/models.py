"""The base of every table: identifiers, instants in UTC, choices by value, sealed bodies."""

from datetime import UTC, datetime
from enum import Enum as PyEnum
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import (
    DateTime,
    Dialect,
    Enum,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    Table,
    Uuid,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


@event.listens_for(ForeignKeyConstraint, "after_parent_attach")
def _check_at_commit(constraint: ForeignKeyConstraint, _table: Table) -> None:
    # Rows that point at each other are made in one transaction, in whatever order they are
    # written; that each of them points at something is checked when it commits.
    constraint.deferrable, constraint.initially = True, "DEFERRED"


#: The scope of everything that belongs to the organisation and to no young person.
ORGANISATION = UUID(int=0)


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. SQLite drops the zone, so it is put back; a naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def choice(kind: type[PyEnum], name: str) -> Enum:
    """A column that holds one of an enumeration's values, checked by the database too."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [str(member.value) for member in members],
    )


class Base(DeclarativeBase):
    """What all tables share. Each row has an id of its own that says nothing."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        UUID: Uuid(),
        bytes: LargeBinary(),
    }

    #: False for tables of mere housekeeping, whose rows the trail does not vouch for.
    witnessed: ClassVar[bool] = True
    #: Columns whose every change would be noise (a session's last use); named in the docs.
    unwitnessed_columns: ClassVar[frozenset[str]] = frozenset()

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)

    def __init__(self, **values: Any) -> None:
        # The id is part of what a sealed body is bound to, so it must exist before any flush.
        values.setdefault("id", uuid4())
        self.registry.constructor(self, **values)


class Sealed:
    """A row with a body that only the right key opens: words, names, contacts, reasons.

    `key_column` names the column with the young person whose key seals it; None means
    the organisation's own key.
    """

    key_column: ClassVar[str | None] = "young_person_id"

    id: Mapped[UUID]
    sealed: Mapped[bytes] = mapped_column(LargeBinary())

    @property
    def key_scope(self) -> UUID:
        """Whose key seals this row."""
        if self.key_column is None:
            return ORGANISATION
        scope = getattr(self, self.key_column)
        assert isinstance(scope, UUID)  # noqa: S101  a sealed row always knows whose it is
        return scope
