"""Many writers at once, and writers that die: the trail stays one line without a gap."""

import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import event, func, select

from tests.record.fictional import (
    AMINA,
    LEO,
    MODELS,
    NOW,
    Kite,
    kite,
    kite_on_the_trail,
    opened,
    said,
)
from voice_app.core.database import Database
from voice_app.core.keyring import MasterKey
from voice_app.record import service as trail
from voice_app.record.models import TrailEvent, TrailHead

WRITERS = 8
TIMES = 12


def test_eight_writers_in_two_processes_leave_no_gap_and_no_fork(
    database: Database, database_urls: tuple[str, str], master: MasterKey
) -> None:
    # A second engine with its own lock is to the database what a second process is.
    other = opened(database_urls, master)

    def write(number: int) -> None:
        for _ in range(TIMES):
            whose = (AMINA, LEO, None)[number % 3]
            with (database, other)[number % 2].writing() as session:
                kite(session)
                said(session, young_person_id=whose)
                said(session, young_person_id=AMINA)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    other.close()

    report = trail.verify(database, now=NOW, models=MODELS)
    assert report.problems == []
    assert report.newest is not None
    assert report.checked["trail_event"] == report.newest.head.size == 2 * WRITERS * TIMES
    assert report.checked["trail_head"] == report.checked["kite"] == WRITERS * TIMES


@pytest.mark.parametrize("moment", ["flushed", "trail_written"])
def test_a_process_that_dies_before_its_commit_leaves_nothing(
    database: Database, database_urls: tuple[str, str], master: MasterKey, moment: str
) -> None:
    kite_on_the_trail(database)

    died = multiprocessing.get_context("spawn").Process(
        target=die, args=(database_urls, master, moment)
    )
    died.start()
    died.join()

    assert died.exitcode == 9
    assert trail.verify(database, now=NOW, models=MODELS).is_whole
    with database.reading() as session:
        for model in (Kite, TrailEvent, TrailHead):
            assert session.scalar(select(func.count()).select_from(model)) == 1
    kite_on_the_trail(database)
    assert trail.verify(database, now=NOW, models=MODELS).is_whole


def test_a_process_that_dies_after_its_commit_leaves_all_of_it(
    database: Database, database_urls: tuple[str, str], master: MasterKey
) -> None:
    died = multiprocessing.get_context("spawn").Process(
        target=die, args=(database_urls, master, "committed")
    )
    died.start()
    died.join()

    report = trail.verify(database, now=NOW, models=MODELS)
    assert report.is_whole
    assert (report.checked["kite"], report.checked["trail_event"]) == (1, 1)


def test_a_reading_transaction_sees_one_moment(database: Database) -> None:
    kite_on_the_trail(database)

    with database.reading() as session:
        before = session.scalar(select(func.count()).select_from(Kite))
        kite_on_the_trail(database)
        after = session.scalar(select(func.count()).select_from(Kite))

    assert (before, after) == (1, 1)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Kite)) == 2


def die(urls: tuple[str, str], master: MasterKey, moment: str) -> None:
    """Write a kite and its event, and die at the moment asked for."""
    database = opened(urls, master)

    def now(*_: Any) -> None:
        os._exit(9)

    if moment == "trail_written":
        event.listen(database.engine, "commit", now)
    with database.writing() as session:
        kite(session)
        said(session)
        session.flush()
        if moment == "flushed":
            now()
    now()
