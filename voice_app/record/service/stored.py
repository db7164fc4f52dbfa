"""Reading the database as it is, not as the models would have it: one moment, row by row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeAlias, TypeVar, cast

from sqlalchemy import Column, Connection, Select, select, type_coerce
from sqlalchemy.types import NullType

from voice_app.core.database import Database
from voice_app.record.rules.leaf import Plain
from voice_app.record.service.keeping import plain_as_stored

#: Rows fetched at a time, so that a million fit in memory.
BATCH = 2000

Values: TypeAlias = dict[str, Plain]
Item = TypeVar("Item")


@contextmanager
def one_moment(database: Database) -> Iterator[Connection]:
    """A transaction that sees one moment, however long it takes."""
    options: dict[str, Any] = {"writes": False}
    if database.engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with database.engine.execution_options(**options).connect() as connection:
        driver = connection.connection.driver_connection
        if connection.dialect.name != "sqlite" or driver is None:
            yield connection
            return
        # Bytes that are no text at all must be found, not stop the search.
        usual, driver.text_factory = driver.text_factory, _any_text
        try:
            yield connection
        finally:
            driver.text_factory = usual


def _any_text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def stored(
    connection: Connection,
    columns: Sequence[Column[Any]],
    *,
    order: Sequence[Column[Any]],
    narrow: Callable[[Select[Any]], Select[Any]] = lambda query: query,
) -> Iterator[Values]:
    """Rows with every value in plain form, just as the driver gave it."""
    raw = [type_coerce(column, NullType()).label(column.name) for column in columns]
    query = narrow(cast(Select[Any], select(*raw))).order_by(*order)
    names = [column.name for column in columns]
    dialect = connection.dialect
    for row in connection.execute(query, execution_options={"yield_per": BATCH}):
        yield {
            name: plain_as_stored(column, value, dialect)
            for name, column, value in zip(names, columns, row, strict=True)
        }


class Ahead(Generic[Item]):
    """An iterator that lets one look at the next item before taking it."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self._next: Item | None = next(self._items, None)

    def look(self) -> Item | None:
        """The next item, which stays; None at the end."""
        return self._next

    def take(self) -> Item:
        """The next item."""
        assert self._next is not None  # noqa: S101  the caller looked first
        taken, self._next = self._next, next(self._items, None)
        return taken
