"""What the trail vouches for: which tables, which columns, and how a row becomes a digest.

Every value is taken in the plain form in which SQLite stores it, on both databases. So a
trail can move between them, and a value written in another spelling counts as changed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Enum,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Time,
    Uuid,
    inspect,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from voice_app.core.models import Base, Sealed
from voice_app.record.rules.leaf import Plain, digest_of_row


@dataclass(frozen=True)
class Kept:
    """One witnessed table: its class and the columns that its digests cover."""

    model: type[Base]
    table: Table
    columns: Mapping[str, Column[Any]]
    """By the name of the attribute that holds each."""

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.name

    @property
    def is_sealed(self) -> bool:
        """Does each row carry a sealed body?"""
        return issubclass(self.model, Sealed)


@cache
def kept(model: type[Base]) -> Kept:
    """What is witnessed of a class.

    Raises:
        TypeError: a column is of a type the trail cannot vouch for.
    """
    mapper = inspect(model)
    table = mapper.local_table
    if not isinstance(table, Table) or mapper.inherits is not None:
        raise TypeError(f"{model.__name__} shares its table with another class")
    columns = {
        attribute.key: table.c[attribute.columns[0].name]
        for attribute in mapper.column_attrs
        if attribute.columns[0].name not in model.unwitnessed_columns
    }
    for column in columns.values():
        _spelling(column.type)
    return Kept(model, table, columns)


def all_kept(models: Iterable[type[Base]] | None = None) -> list[Kept]:
    """Every witnessed table, by name; `models` narrows what is looked at."""
    if models is None:
        models = [
            mapper.class_
            for mapper in Base.registry.mappers
            if mapper.local_table in set(Base.metadata.sorted_tables)
        ]
    return sorted((kept(model) for model in models if model.witnessed), key=lambda one: one.name)


def digest_of(row: Base, dialect: Dialect) -> bytes:
    """The digest of a row as it stands in memory, which is as it will stand in the database."""
    one = kept(type(row))
    values = {
        column.name: plain(column, getattr(row, key), dialect)
        for key, column in one.columns.items()
    }
    return digest_of_row(one.name, values)


def plain(column: Column[Any], value: Any, dialect: Dialect) -> Plain:
    """A value of a column in the plain form that every digest and leaf is made of."""
    if isinstance(column.type, TypeDecorator):
        value = column.type.process_bind_param(value, dialect)
    return None if value is None else _spelling(column.type)(value)


def plain_as_stored(column: Column[Any], value: Any, dialect: Dialect) -> Plain:
    """The same of a value just as the driver returned it.

    Raises:
        TypeError: the database holds something that is not of the column's type.
    """
    if dialect.name != "sqlite" and value is not None:
        value = _spelling(column.type)(value)
    if value is not None and not isinstance(value, (int, float, str, bytes)):
        raise TypeError("not a value of this column")
    return value


def _spelling(kind: TypeEngine[Any]) -> Callable[[Any], Plain]:
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    for known, spell in SPELLINGS.items():
        if isinstance(kind, known):
            return spell
    raise TypeError(f"the trail cannot vouch for a column of type {kind!r}")


def _choice(value: Any) -> str:
    return str(getattr(value, "value", value))


def _id(value: UUID) -> str:
    return value.hex


def _instant(value: datetime) -> str:
    aware = value.astimezone(UTC) if value.tzinfo else value
    return aware.replace(tzinfo=None).isoformat(" ", "microseconds")


def _day(value: date) -> str:
    return value.isoformat()


def _hour(value: time) -> str:
    return value.isoformat("microseconds")


def _number(value: Any) -> int:
    return int(value)


#: An enumeration is a kind of String to SQLAlchemy, so it comes before it.
SPELLINGS: Mapping[type[TypeEngine[Any]], Callable[[Any], Plain]] = {
    Enum: _choice,
    Uuid: _id,
    DateTime: _instant,
    Date: _day,
    Time: _hour,
    Boolean: _number,
    Integer: _number,
    Float: float,
    LargeBinary: bytes,
    String: str,
}
