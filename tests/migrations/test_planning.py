"""SQLite looks things up as a large service needs it, from the first day on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from voice_app import migrations
from voice_app.config import sqlite_url
from voice_app.core.database import open_engine
from voice_app.core.models import Base
from voice_app.migrations import planning

WHAT_WAITS = """
    SELECT wish.id FROM wish JOIN entry ON entry.id = wish.entry_id
    WHERE wish.young_person_id = 'amina' AND wish.waits = 1
    AND entry.young_person_id = 'amina' AND entry.state = 'sent'
"""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A service of today, with nothing in it, on SQLite."""
    engine = open_engine(sqlite_url(tmp_path / "voice.db"))
    migrations.upgrade(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def looked_up(connection: Connection) -> list[str]:
    """The tables in which SQLite searches, in its order, and by which index."""
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {WHAT_WAITS}")
    return [row[3] for row in steps]


def test_what_waits_is_found_without_walking_through_all_that_was_said(
    connection: Connection,
) -> None:
    told = looked_up(connection)
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    connection.exec_driver_sql("ANALYZE sqlite_schema")
    untold = looked_up(connection)

    assert told[0].startswith("SEARCH wish USING INDEX ix_wish_young_person_id_waits_due_on")
    assert untold[0].startswith("SEARCH entry")


def test_telling_it_again_changes_nothing(connection: Connection) -> None:
    rows = "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY idx"
    once = connection.exec_driver_sql(rows).all()
    planning.say_what_is_usual(connection)

    assert connection.exec_driver_sql(rows).all() == once
    assert {row[0] for row in once} == set(planning.TABLES)
    assert ("wish", "ix_wish_young_person_id_waits_due_on", "100000 10000 33 1") in once


def test_every_name_in_it_is_one_of_the_schema() -> None:
    columns = {column.name for name in planning.TABLES for column in Base.metadata.tables[name].c}

    assert set(planning.VALUES) < columns
