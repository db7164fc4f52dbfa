"""Databases with fictional tables, and somebody who has them in their hands."""

from collections.abc import Iterator

import pytest

from tests.record.fictional import Fictional, a_life_with_kites, prepared
from tests.record.tampering import Intruder
from voice_app.core.database import Database
from voice_app.core.keyring import MasterKey
from voice_app.core.models import Base


@pytest.fixture
def master() -> MasterKey:
    """The key that wraps the keys of the test's keyring."""
    return MasterKey.new()


@pytest.fixture
def database(database_urls: tuple[str, str], master: MasterKey) -> Iterator[Database]:
    """Fresh databases with the fictional tables, and keys for Amina and Leo."""
    made = prepared(database_urls, master)
    yield made
    made.close()


@pytest.fixture
def life(database: Database) -> Database:
    """A database that is full of a life with kites."""
    a_life_with_kites(database)
    return database


@pytest.fixture
def data(life: Database) -> Intruder:
    """Somebody who has that database in their hands."""
    return Intruder(life.engine, Base.metadata, Fictional.metadata)
