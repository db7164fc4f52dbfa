"""The trail: what it costs to write, how fast it is checked, and that every change is found."""

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event

from tests.prove import Figure, Size, at_least, at_most, exactly
from tests.record.fictional import (
    AMINA,
    MODELS,
    NOW,
    Fictional,
    a_life_with_kites,
    kite,
    prepared,
    said,
)
from tests.record.tampering import Intruder, mutations
from tests.support.databases import SQLiteSupply, fresh_pair
from voice_app.core.database import Database
from voice_app.core.keyring import MasterKey
from voice_app.core.models import Base
from voice_app.record import service as trail
from voice_app.record.models import TRAIL_TABLES

TIMED = True
PAGE_KB = resource.getpagesize() // 1024
#: Events put on the trail one by one, and by the thousand.
ONE_BY_ONE = {"small": 200, "full": 3_000}
THOUSANDS = {"small": 5, "full": 300}


def run(size: Size) -> list[Figure]:
    """Write a trail and check it; then change everything that can be changed, in turn."""
    return [*_speed(size), *_found(every_row=size == "full")]


def _speed(size: Size) -> Iterator[Figure]:
    with _database() as database:
        statements = _statements_of_one_commit(database)
        yield at_most("SQL statements that the trail adds to one commit", statements, "", 4)
        number = ONE_BY_ONE[size]
        seconds = _timed(lambda: _fly_often(database, number))
        # A busy machine measures in small; what we promise is measured in full.
        least = {"small": 20, "full": 200}[size]
        yield at_least("changes kept with their event, one by one", number / seconds, "/s", least)
        for _ in range(THOUSANDS[size]):
            _fly(database, 1_000)
        before = _memory()
        seconds = _timed(lambda: _verify(database))
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        rows = sum(trail.verify(database, now=NOW, models=MODELS).checked.values())
        least = {"small": 500, "full": 5_000}[size]
        yield at_least(f"rows verified, of {rows}", rows / seconds, "/s", least)
        yield at_most("memory that verifying them takes", grown / 1024, "MB", 100)


def _found(*, every_row: bool) -> Iterator[Figure]:
    with _database() as database:
        a_life_with_kites(database)
        intruder = Intruder(database.engine, Base.metadata, Fictional.metadata)
        tried = missed = 0
        for table in ("kite", "shed", *TRAIL_TABLES):
            rows = intruder.rows(table)
            places = range(len(rows)) if every_row else [0]
            for _, changed in mutations(intruder.tables[table], rows, places, sqlite=True):
                if intruder.put(table, changed) and intruder.rows(table) != rows:
                    tried += 1
                    missed += trail.verify(database, now=NOW, models=MODELS).is_whole
            intruder.put_everything({table: rows})
        yield at_least("changes made past the trail", tried, "", 1_000 if every_row else 200)
        yield exactly("of these not found", missed, "", 0)
        before = intruder.rows("kite")
        intruder.put("kite", [{**row, "looked_at": None} for row in before])
        is_changed = intruder.rows("kite") != before
        unseen = is_changed and trail.verify(database, now=NOW, models=MODELS).is_whole
        yield exactly("control: a column left out changes unseen", unseen, "", 1)


def _fly_often(database: Database, times: int) -> None:
    for _ in range(times):
        _fly(database, 1)


@contextmanager
def _database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="voice-record-") as folder:
        supply = SQLiteSupply(Path(folder))
        with fresh_pair(supply) as urls:
            database = prepared(urls, MasterKey.new())
            yield database
            database.close()
        supply.close()


def _fly(database: Database, events: int) -> None:
    with database.writing() as session:
        row = kite(session)
        for _ in range(events):
            said(session, subject=row)


def _statements_of_one_commit(database: Database) -> int:
    counted: list[str] = []

    def count(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.append(statement)

    _fly(database, 1)
    event.listen(database.engine, "before_cursor_execute", count)
    with database.writing() as session:
        kite(session)
        said(session, young_person_id=AMINA)
        said(session, young_person_id=None)
    event.remove(database.engine, "before_cursor_execute", count)
    return sum("trail_" in statement for statement in counted)


def _verify(database: Database) -> None:
    assert trail.verify(database, now=NOW, models=MODELS).is_whole


def _timed(do: Any) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def _memory() -> int:
    """What this process holds now, in KB."""
    return int(Path(f"/proc/{os.getpid()}/statm").read_text().split()[1]) * PAGE_KB
