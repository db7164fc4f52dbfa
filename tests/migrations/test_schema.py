"""The schema that migrations make is the one the models mean, and it can be taken back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Enum,
    MetaData,
    Table,
    insert,
    inspect,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import TypeEngine

from tests.support.databases import Supply
from voice_app import migrations
from voice_app.core.database import open_engine
from voice_app.core.errors import Refused
from voice_app.core.models import Base, UTCDateTime

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


def test_reviews_stay_when_packs_can_be_frozen(empty: Engine) -> None:
    migrations.upgrade(empty, "0004")
    with empty.begin() as connection:
        amina, ruth, review = uuid4(), uuid4(), uuid4()
        for person in (amina, ruth):
            put(connection, "person", id=person)
        put(connection, "young_person", id=amina, made_by_id=ruth)
        people = {"young_person_id": amina, "chair_id": ruth, "made_by_id": ruth}
        put(connection, "review", id=review, **people)
        # Something points at it, so that it cannot be taken out and put back.
        named = {"review_id": review, "person_id": ruth, "named_by_id": ruth}
        put(connection, "review_member", young_person_id=amina, **named)

    migrations.upgrade(empty)

    with empty.begin() as connection:
        connection.execute(text("UPDATE review SET state = 'frozen'"))
        assert connection.execute(text("SELECT count(*) FROM review_member")).scalar_one() == 1
    with pytest.raises(IntegrityError), empty.begin() as connection:
        connection.execute(text("UPDATE review SET state = 'lost'"))
    with pytest.raises(RuntimeError, match="opened again"):
        migrations.downgrade(empty, "0004")


def put(connection: Connection, table: str, **values: Any) -> None:
    """A row with these values, and something of the right kind in every column that needs it."""
    columns = Table(table, MetaData(), autoload_with=connection).columns
    listed = Base.metadata.tables[table].columns
    row = {
        column.name: values.get(column.name, something_for(listed[column.name].type))
        for column in columns
        if column.name in values or not column.nullable
    }
    made = {name: listed[name].type for name in row}
    connection.execute(insert(table_of(table, made)), {name: row[name] for name in made})


def something_for(kind: TypeEngine[Any]) -> Any:
    """A value that a column of this kind takes."""
    if isinstance(kind, Enum):
        return kind.enums[0]
    if isinstance(kind, UTCDateTime):
        return datetime(2026, 6, 16, tzinfo=UTC)
    return {
        bool: False,
        bytes: b"sealed",
        date: date(2026, 6, 16),
        int: 1,
        str: "something",
        UUID: uuid4(),
    }[kind.python_type]


def table_of(name: str, kinds: dict[str, TypeEngine[Any]]) -> Table:
    return Table(name, MetaData(), *(Column(column, kind) for column, kind in kinds.items()))


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
