"""The option `--database` and the fixture that hands each test databases of its own."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.support.connections import Connections
from tests.support.databases import SQLiteSupply, Supply, fresh_pair
from tests.support.engines import Engines
from tests.support.postgres import throwaway_server
from tests.support.postgres_supply import PostgresSupply
from tests.support.system import quick_folder

# Set once by the process that starts the workers, which all inherit it.
SERVER = "VOICE_TEST_SERVER"
# Where pytest makes the temporary folders of tests, unless somebody has said so already.
FOLDERS = "PYTEST_DEBUG_TEMPROOT"
UNTIL_THE_END = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the same tests run on either database."""
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="the database that tests use; PostgreSQL is started for the run and removed after it",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL before any worker does, and keep what tests write in memory.

    Voice waits for the disk at every commit, and half of the time of a test would be that.
    """
    quick = quick_folder()
    if quick:
        os.environ.setdefault(FOLDERS, str(quick))
    config.stash[UNTIL_THE_END] = ExitStack()
    if config.getoption("database") == "postgresql" and not is_worker(config):
        address = config.stash[UNTIL_THE_END].enter_context(throwaway_server())
        os.environ[SERVER] = address


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what touches no database: it has run, and would not differ."""
    if config.getoption("database") != "postgresql":
        return
    touches = {item: "database_supply" in getattr(item, "fixturenames", ()) for item in items}
    config.hook.pytest_deselected(items=[item for item in items if not touches[item]])
    items[:] = [item for item in items if touches[item]]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started, also after a failure or Ctrl-C."""
    config.stash[UNTIL_THE_END].close()


def is_worker(config: pytest.Config) -> bool:
    """Whether another process started this one to share the tests."""
    return hasattr(config, "workerinput")


@pytest.fixture(scope="session", autouse=True)
def connections() -> Iterator[Connections]:
    """Let every engine of the app learn from those before it, and take over what they closed."""
    made = Connections()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voice_app.core.database.create_engine", Engines(made).create)
        yield made
    made.close()


@pytest.fixture(scope="session")
def database_supply(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    connections: Connections,
) -> Iterator[Supply]:
    """Where fresh databases come from, of the kind asked for on the command line."""
    supply: Supply
    if request.config.getoption("database") == "postgresql":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        supply = PostgresSupply(os.environ[SERVER], worker, connections)
    else:
        supply = SQLiteSupply(tmp_path_factory.mktemp("databases"))
    yield supply
    supply.close()


@pytest.fixture
def database_urls(database_supply: Supply) -> Iterator[tuple[str, str]]:
    """The addresses of this test's own data and keyring: every table, no rows."""
    with fresh_pair(database_supply) as addresses:
        yield addresses
