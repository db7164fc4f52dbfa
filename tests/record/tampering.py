"""What somebody with the database in their hands could do, so that tests can try all of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Column, Connection, Engine, Enum, MetaData, Table, Uuid, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import LargeBinary, String

from voice_app.core.models import Base
from voice_app.record.models import TRAIL_TABLES, guard_name, guards
from voice_app.record.rules import note
from voice_app.record.rules.leaf import NOTHING_BEFORE, Plain, digest_of_row, hash_of_rows, leaf_of
from voice_app.record.rules.merkle import Frontier
from voice_app.record.service.keeping import kept, plain_as_stored

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = list[Row]


#: Columns of the fictional tables that the trail does not vouch for.
UNWITNESSED = frozenset({"looked_at"})


class Intruder:
    """Somebody who writes to a database past the service, its triggers and its checks."""

    def __init__(self, engine: Engine, *metadata: MetaData) -> None:
        self.engine = engine
        self.sqlite = engine.dialect.name == "sqlite"
        self.tables: dict[str, Table] = {}
        for one in metadata:
            self.tables |= one.tables

    def rows(self, table: str) -> Rows:
        """Every row, as the driver gives it, in the order of its key."""
        key = ", ".join(column.name for column in self.tables[table].primary_key)
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY {key}")
            return [dict(row) for row in found.mappings()]

    def put(self, table: str, rows: Rows) -> bool:
        """Make these the rows of a table; False when the database itself will not have them."""
        return self.put_all({table: rows}) == {table}

    def put_all(self, content: Mapping[str, Rows]) -> set[str]:
        """The same for several tables at once; returns those that the database took."""
        taken = set()
        with self._unhindered() as connection:
            for table, rows in content.items():
                with suppress(DBAPIError), connection.begin_nested():
                    self._fill(connection, table, rows)
                    taken.add(table)
        return taken

    def _fill(self, connection: Connection, table: str, rows: Rows) -> None:
        connection.exec_driver_sql(f"DELETE FROM {table}")
        for row in rows:
            marks = ", ".join("?" if self.sqlite else "%s" for _ in row)
            names = ", ".join(row)
            connection.exec_driver_sql(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values())
            )

    def everything(self) -> dict[str, Rows]:
        """A copy of the whole database."""
        return {table: self.rows(table) for table in self.tables}

    def put_everything(self, copy: dict[str, Rows]) -> None:
        """Bring the whole database back to a copy."""
        assert self.put_all(copy) == set(copy)

    @contextmanager
    def _unhindered(self) -> Iterator[Connection]:
        """A transaction that no trigger, reference or check stops; afterwards all stand again."""
        mine = {name for name in TRAIL_TABLES if name in self.tables}
        with self.engine.connect() as connection:
            if self.sqlite:
                driver: Any = connection.connection.driver_connection
                driver.executescript("PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON")
            with connection.begin():
                if self.sqlite:
                    for table in mine:
                        for what in ("UPDATE", "DELETE"):
                            connection.execute(text(f"DROP TRIGGER {guard_name(table, what)}"))
                else:
                    connection.execute(text("SET LOCAL session_replication_role = replica"))
                yield connection
                if self.sqlite:
                    for table in mine:
                        for statement in guards("sqlite", table):
                            connection.execute(text(statement))
            if self.sqlite:
                driver.executescript("PRAGMA foreign_keys=ON; PRAGMA ignore_check_constraints=OFF")


def mutations(
    table: Table, rows: Rows, places: Iterable[int], *, sqlite: bool
) -> Iterator[tuple[str, Rows]]:
    """Every small change to some rows of a table: its name, and the rows as they then are.

    Each value becomes another (and nothing, and of another kind), each row goes, comes twice,
    and changes places with the one before, wholly and column by column.
    """
    columns = [column for column in table.columns if column.name not in UNWITNESSED]
    key = [column.name for column in table.primary_key]
    for place in places:
        row, before = rows[place], rows[place - 1]
        for column in columns:
            for other in others(column, row[column.name], rows, sqlite=sqlite):
                yield f"{column.name} of row {place}", _with(rows, place, {column.name: other})
        yield f"row {place} goes", rows[:place] + rows[place + 1 :]
        yield f"row {place} comes twice", [*rows, {**row, **_fresh_key(table, row, rows)}]
        for names in [[column.name] for column in columns if column.name not in key] + [key]:
            if any(row[name] != before[name] for name in names):
                swapped = list(rows)
                swapped[place] = row | {name: before[name] for name in names}
                swapped[place - 1] = before | {name: row[name] for name in names}
                yield f"{', '.join(names)} of row {place} and the one before", swapped
    yield "every row goes", []


def _with(rows: Rows, place: int, values: Row) -> Rows:
    return [*rows[:place], {**rows[place], **values}, *rows[place + 1 :]]


def _fresh_key(table: Table, row: Row, rows: Rows) -> Row:
    """The last part of the row's key, as no other row has it."""
    name = list(table.primary_key)[-1].name
    value = row[name]
    if isinstance(value, int):
        return {name: max(other[name] for other in rows) + 1}
    return {name: _others_by_kind(value)[0]}


def others(column: Column[Any], value: Any, rows: Rows, *, sqlite: bool) -> list[Any]:
    """What could stand in a column instead of a value."""
    if value is None:
        return [
            next((row[column.name] for row in rows if row[column.name] is not None), None)
            or _sample(column)
        ]
    choices = column.type.enums if isinstance(column.type, Enum) else []
    found = [choice for choice in choices if choice != value] + _others_by_kind(value)
    if column.nullable:
        found.append(None)
    if sqlite and isinstance(value, str):
        # Of another kind; and spelled so that the service would read it as the same.
        found += [value.encode(), value.upper(), f"{value} "]
    if sqlite and isinstance(value, int) and not isinstance(value, bool):
        found += [f"{value}?", b"1"] if not column.primary_key else []
    return [other for other in found if type(other) is not type(value) or other != value]


def _others_by_kind(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, (int, float)):
        return [value + 1, -value]
    if isinstance(value, bytes):
        flipped = int.from_bytes(value, "big") ^ 1
        return [flipped.to_bytes(len(value), "big"), value[:-1], value + b"\0", b""]
    if isinstance(value, UUID):
        return [UUID(int=value.int ^ 1), UUID(int=value.int ^ 1 << 100)]
    if isinstance(value, (datetime, date)):
        step = timedelta(microseconds=1) if isinstance(value, datetime) else timedelta(days=1)
        return [value + step, value - timedelta(days=400)]
    if isinstance(value, time):
        return [value.replace(second=1)]
    last = "1" if value[-1:] == "0" else "0"
    return [value[:-1] + last, last + value[1:], value + last, ""]


def _sample(column: Column[Any]) -> Any:
    if isinstance(column.type, Uuid):
        return UUID(int=5)
    if isinstance(column.type, LargeBinary):
        return b"x"
    return "x" if isinstance(column.type, String) else 1


class Forger:
    """An intruder who also computes every hash anew, so that the trail fits its own rows."""

    def __init__(self, intruder: Intruder) -> None:
        self.intruder = intruder

    def retell(self, model: type[Base]) -> None:
        """Make the trail's newest word on every row of a table fit the row as it now is."""
        one = kept(model)
        dialect = self.intruder.engine.dialect
        told = self.intruder.rows("trail_row")
        newest = {row["row_id"]: row for row in told if row["table_name"] == one.name}
        for row in self.intruder.rows(one.name):
            newest[row["id"]]["digest"] = digest_of_row(
                one.name,
                {
                    column.name: plain_as_stored(column, row[column.name], dialect)
                    for column in one.columns.values()
                },
            )
        self.intruder.put("trail_row", told)

    def rewrite(self, seed: bytes, version: int = 1) -> None:
        """Make the whole trail fit the events and rows that it now has, and sign every head."""
        events, heads = self.intruder.rows("trail_event"), self.intruder.rows("trail_head")
        rows = self.intruder.rows("trail_row")
        frontier = Frontier()
        chains: dict[Any, tuple[int, bytes]] = {}
        ends = {head["size"]: head for head in heads}
        previous_size = 0
        for event in events:
            own = [row for row in rows if row["event_seq"] == event["seq"]]
            event["rows_hash"] = hash_of_rows(self._plain("trail_row", row) for row in own)
            place, before = chains.get(event["chain_id"], (0, NOTHING_BEFORE))
            event["chain_seq"], event["previous"] = place + 1, before
            event["leaf"] = leaf_of(self._plain("trail_event", event))
            chains[event["chain_id"]] = (place + 1, event["leaf"])
            frontier.add(event["leaf"])
            if event["seq"] in ends:
                signed = note.Head(frontier.size, frontier.root(), previous_size)
                ends[event["seq"]] |= {
                    "previous_size": previous_size,
                    "root": signed.root,
                    "peaks": frontier.peaks,
                    "signature": note.sign(seed, signed),
                    "key_version": version,
                }
                previous_size = frontier.size
        self.intruder.put("trail_event", events)
        self.intruder.put("trail_head", list(ends.values()))

    def _plain(self, table: str, row: Row) -> dict[str, Plain]:
        columns = Base.metadata.tables[table].c
        return {
            name: plain_as_stored(columns[name], value, self.intruder.engine.dialect)
            for name, value in row.items()
        }
