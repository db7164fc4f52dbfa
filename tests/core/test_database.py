"""One writer at a time, all or nothing, and readers that change nothing, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.core.test_keyring import keyring_with
from voice_app.accounts.models import Tries
from voice_app.core.database import Database, open_engine
from voice_app.core.keyring import MasterKey
from voice_app.core.vault import Vault

NOW = datetime(2026, 6, 4, 20, 41, tzinfo=UTC)
KEY = b"somewhere"


@pytest.fixture
def database(database_urls: tuple[str, str], tmp_path: Path) -> Iterator[Database]:
    vault = Vault(keyring_with(tmp_path, MasterKey.new()))
    vault.prepare(now=NOW)
    database = Database(open_engine(database_urls[0]), vault)
    yield database
    database.close()


def count_up(database: Database) -> None:
    with database.writing() as session:
        tries = session.scalar(select(Tries).where(Tries.key_hash == KEY))
        if tries is None:
            session.add(Tries(key_hash=KEY, wrong=1, first_at=NOW))
        else:
            tries.wrong += 1


def wrong_tries(database: Database) -> int | None:
    with database.reading() as session:
        return session.scalar(select(Tries.wrong).where(Tries.key_hash == KEY))


def test_eight_writers_at_once_lose_nothing(database: Database) -> None:
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda _: count_up(database), range(64)))

    assert wrong_tries(database) == 64


def test_two_processes_at_once_lose_nothing_either(database: Database) -> None:
    # A second engine stands for a second process: it does not share the lock in memory.
    other = Database(open_engine(database.engine.url.render_as_string(False)), database.vault)
    with ThreadPoolExecutor(8) as people:
        list(people.map(count_up, [database, other] * 20))

    assert wrong_tries(database) == 40
    other.engine.dispose()


def test_a_failed_transaction_leaves_nothing_behind(database: Database) -> None:
    def fail_half_way() -> None:
        with database.writing() as session:
            session.add(Tries(key_hash=KEY, wrong=1, first_at=NOW))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert wrong_tries(database) is None
    count_up(database)
    assert wrong_tries(database) == 1


def test_a_transaction_that_reads_cannot_write(database: Database) -> None:
    with pytest.raises(RuntimeError, match="only reads"), database.reading() as session:
        session.add(Tries(key_hash=KEY, wrong=1, first_at=NOW))

    assert wrong_tries(database) is None


def test_a_second_transaction_inside_a_first_is_a_mistake(database: Database) -> None:
    with (
        pytest.raises(RuntimeError, match="already open"),
        database.writing(),
        database.writing(),
    ):
        pytest.fail("a request has one transaction")

    count_up(database)
    assert wrong_tries(database) == 1


def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="an instant needs its zone"), database.writing() as session:
        session.add(Tries(key_hash=KEY, wrong=1, first_at=NOW.replace(tzinfo=None)))


def test_instants_come_back_in_utc(database: Database) -> None:
    count_up(database)

    with database.reading() as session:
        assert session.scalar(select(Tries.first_at)) == NOW
