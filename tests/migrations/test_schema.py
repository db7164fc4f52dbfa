"""The schema that migrations make is the one the models mean, and it can be taken back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, inspect, text

from tests.support.databases import Supply
from voice_app import migrations
from voice_app.core.database import open_engine
from voice_app.core.errors import Refused
from voice_app.core.models import Base

TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.fixture
def empty(database_supply: Supply) -> Iterator[Engine]:
    """A database without even a table."""
    addresses = database_supply.take_empty()
    engine = open_engine(addresses[0])
    yield engine
    engine.dispose()
    database_supply.give_back(addresses)


def triggers_of(engine: Engine) -> dict[str, str]:
    with engine.begin() as connection:
        rows = connection.execute(text(TRIGGERS[engine.dialect.name]))
        return {name: " ".join(made.split()) for name, made in rows}


def test_migrations_make_what_the_models_say(empty: Engine) -> None:
    migrations.upgrade(empty)

    migrations.check(empty)


def test_migrations_guard_the_trail_as_the_models_do(empty: Engine) -> None:
    migrations.upgrade(empty)
    by_migration = triggers_of(empty)
    migrations.downgrade(empty, "base")
    Base.metadata.create_all(empty)

    assert by_migration == triggers_of(empty)
    assert len(by_migration) >= 6


def test_a_migrated_schema_can_be_taken_back_and_made_again(empty: Engine) -> None:
    migrations.upgrade(empty)
    migrations.downgrade(empty, "base")
    assert inspect(empty).get_table_names() == ["alembic_version"]

    migrations.upgrade(empty)
    migrations.upgrade(empty)  # safe to repeat

    assert set(Base.metadata.tables) < set(inspect(empty).get_table_names())


def test_a_schema_of_a_newer_release_is_refused(empty: Engine) -> None:
    migrations.upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Refused, match="newer release"):
        migrations.upgrade(empty)


def test_a_drifted_schema_would_be_noticed(empty: Engine) -> None:
    migrations.upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("ALTER TABLE person ADD COLUMN shoe_size INTEGER"))

    with pytest.raises(Exception, match="shoe_size"):
        migrations.check(empty)
