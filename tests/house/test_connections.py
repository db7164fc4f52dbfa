"""A connection that serves the next test is as if it were new, or it does not serve again."""

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.support.connections import Connections
from tests.support.engines import Engines
from tests.support.postgres import throwaway_server
from tests.support.system import POSTGRES

WHO = "SELECT pg_backend_pid()"
LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The database of a server of its own."""
    if not POSTGRES.find():
        pytest.skip(POSTGRES.advice)
    with throwaway_server() as address:
        yield address.format("postgres")


@pytest.fixture
def connections() -> Iterator[Connections]:
    """What waits here and nowhere else."""
    made = Connections()
    yield made
    made.close()


@pytest.fixture
def engines(connections: Connections) -> Engines:
    """What makes engines that leave their connections there."""
    return Engines(connections)


def ask(engine: Engine, *questions: str) -> list[object]:
    with engine.begin() as connection:
        return [connection.exec_driver_sql(one).scalar() for one in questions]


def test_what_was_closed_in_good_order_serves_again_as_if_it_were_new(
    url: str, engines: Engines
) -> None:
    first = engines.create(url)
    ask(first, "SELECT pg_advisory_lock(1)", "SELECT set_config('work_mem', '1MB', false)")
    left = ask(first, WHO, LOCKS, "SHOW work_mem")
    first.dispose()

    second = engines.create(url)
    found = ask(second, WHO, LOCKS, "SHOW work_mem")
    second.dispose()

    assert left == [found[0], 1, "1MB"]
    assert found[1:] == [0, "4MB"]


def test_what_the_server_ended_is_not_kept(
    url: str, engines: Engines, connections: Connections
) -> None:
    first, second = engines.create(url), engines.create(url)
    [pid] = ask(first, WHO)
    ask(second, f"SELECT pg_terminate_backend({pid}, 5000)")
    first.dispose()
    assert connections.waiting(url) == []

    second.dispose()
    assert len(connections.waiting(url)) == 1


def test_another_process_finds_nothing_that_waits(
    url: str, engines: Engines, connections: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engines.create(url)
    ask(engine, WHO)
    engine.dispose()
    assert len(connections.waiting(url)) == 1

    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "getpid", lambda: -1)
        assert connections.waiting(url) == []
