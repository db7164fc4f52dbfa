"""Whatever is changed in the database, `verify` finds it."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
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
    Time,
    Uuid,
    event,
    inspect,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from tests.record.fictional import AMINA, LEO, MODELS, NOW, Fictional, a_life_with_kites, said
from tests.record.tampering import Intruder, Row, Rows, mutations, others
from voice_app.core.database import Database
from voice_app.core.models import Base, Sealed
from voice_app.core.vault import seal
from voice_app.record import service as trail
from voice_app.record.models import TRAIL_TABLES
from voice_app.record.service.keeping import Kept, all_kept

MADE_UP: Mapping[type[Any], Callable[[int], Any]] = {
    Uuid: lambda _: uuid4(),
    DateTime: lambda number: NOW + timedelta(days=number),
    Date: lambda number: date(2026, 5, 4 + number),
    Time: lambda number: time(9 + number),
    Boolean: bool,
    Integer: lambda number: number + 1,
    Float: float,
    LargeBinary: lambda _: uuid4().bytes,
    String: lambda _: uuid4().hex[:8],
}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("table", ["kite", "shed", *TRAIL_TABLES])
def test_every_change_to_every_column_and_row_is_found(database: Database, table: str) -> None:
    a_life_with_kites(database)
    intruder = Intruder(database.engine, Base.metadata, Fictional.metadata)
    before = intruder.rows(table)
    # The first, one of somebody who was erased, and the last.
    places = sorted({0, len(before) // 2, len(before) - 1})
    assert trail.verify(database, now=NOW, models=MODELS).is_whole

    tried, missed = 0, []
    for name, rows in mutations(intruder.tables[table], before, places, sqlite=intruder.sqlite):
        if not intruder.put(table, rows) or intruder.rows(table) == before:
            continue
        tried += 1
        if trail.verify(database, now=NOW, models=MODELS).is_whole:
            missed.append(name)

    assert missed == []
    assert tried >= 3 * len(intruder.tables[table].columns)
    intruder.put(table, before)
    assert trail.verify(database, now=NOW, models=MODELS).is_whole


@pytest.mark.timeout(600)
def test_every_column_of_every_table_of_the_service_is_watched(database: Database) -> None:
    services = [one for one in all_kept() if one.model.metadata is Base.metadata]
    fill(database, services)
    intruder = Intruder(database.engine, Base.metadata)
    before = {one.name: intruder.rows(one.name) for one in services}
    assert trail.verify(database, now=NOW).is_whole

    tried, missed = set(), []
    for changes in rounds(services, before, intruder):
        taken = intruder.put_all({table: rows for (table, _), rows in changes.items()})
        found = {problem.table for problem in trail.verify(database, now=NOW).problems}
        tried |= {change for change in changes if change[0] in taken}
        missed += [change for change in changes if change[0] in taken - found]
        intruder.put_everything({table: before[table] for table, _ in changes})

    assert missed == []
    assert {(one.name, name) for one in services for name in names(one)} <= tried
    assert trail.verify(database, now=NOW).is_whole


def fill(database: Database, services: list[Kept]) -> None:
    """Two rows in every table, with something in every column, and their event."""
    database.engine.dispose()
    event.listen(database.engine, "connect", do_not_look_after_references)
    with database.writing() as session:
        for one in services:
            for number in (0, 1):
                session.add(made_up(session, one, number))
        said(session)


def do_not_look_after_references(connection: Any, _record: Any) -> None:
    """Rows that are made up point at nothing."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA foreign_keys=OFF")
    else:
        connection.execute("SET session_replication_role = replica")
        connection.commit()


def made_up(session: Session, one: Kept, number: int) -> Base:
    row = one.model()
    for attribute in inspect(one.model).column_attrs:
        if attribute.key not in ("id", "sealed"):
            column = one.table.c[attribute.columns[0].name]
            value = made_up_value(column, number, session.connection().dialect)
            setattr(row, attribute.key, value)
    if isinstance(row, Sealed):
        if row.key_column is not None:
            setattr(row, row.key_column, (AMINA, LEO)[number])
        seal(session, row, {"words": "It pulls so hard"})
    return row


def made_up_value(column: Column[Any], number: int, dialect: Dialect) -> Any:
    kind = column.type
    if isinstance(kind, TypeDecorator):
        plain = Column(column.name, kind.impl_instance)
        return kind.process_result_value(made_up_value(plain, number, dialect), dialect)
    if isinstance(kind, Enum):
        return list(kind.enum_class or kind.enums)[number]
    return next(make for known, make in MADE_UP.items() if isinstance(kind, known))(number)


def rounds(
    services: list[Kept], before: Mapping[str, Rows], intruder: Intruder
) -> Iterator[dict[tuple[str, str], Rows]]:
    """One change in each table at a time: each column in turn, then a row added and one gone."""
    ways: dict[str, list[tuple[str, Rows]]] = {}
    for one in services:
        rows = before[one.name]
        ways[one.name] = [
            (column.name, [{**rows[0], column.name: other}, rows[1]])
            for column in one.columns.values()
            for other in a_few(others(column, rows[0][column.name], rows, sqlite=intruder.sqlite))
        ]
        ways[one.name] += [("", rows[1:]), ("", [*rows, {**rows[0], "id": another_id(rows[0])}])]
    for number in range(max(map(len, ways.values()))):
        yield {
            (table, some[number][0]): some[number][1]
            for table, some in ways.items()
            if number < len(some)
        }


def a_few(values: list[Any]) -> list[Any]:
    """The first, which is of the same kind, and the last, which are not."""
    return [*values[:1], *values[1:][-2:]]


def another_id(row: Row) -> Any:
    return uuid4() if isinstance(row["id"], UUID) else uuid4().hex


def names(one: Kept) -> list[str]:
    return [column.name for column in one.columns.values()]
