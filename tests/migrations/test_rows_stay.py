"""A database of the release before carers is upgraded: every row is there, and the record whole."""

from typing import Any

from sqlalchemy import MetaData, Table, inspect, select, text

from tests.entries.telling import sent
from tests.support.signing_in import set_pin
from tests.support.world import World
from voice_app import migrations
from voice_app.record import service as trail

BEFORE_CARERS = "0007"
Rows = dict[str, list[dict[str, Any]]]


def rows_of(world: World) -> Rows:
    """Every row of every table as it lies there, by table."""
    found = {}
    with world.database.engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            if name != "alembic_version":
                table = Table(name, MetaData(), autoload_with=connection)
                rows = connection.execute(select(table)).mappings()
                found[name] = sorted(map(dict, rows), key=repr)
    return found


def a_life_before_carers(world: World) -> Rows:
    """Amina has a PIN and sent words to Dan; nobody was ever linked. Returns every row."""
    set_pin(world, world.amina)
    for _ in range(3):
        sent(world, world.dan)
    migrations.downgrade(world.database.engine, BEFORE_CARERS)
    return rows_of(world)


def test_every_row_made_before_there_were_carers_is_found_again(world: World) -> None:
    before = a_life_before_carers(world)
    assert "carer_link" not in before
    assert {"person", "entry", "trail_event", "assignment"} <= {
        name for name, rows in before.items() if rows
    }

    migrations.upgrade(world.database.engine)

    after = rows_of(world)
    for name, rows in before.items():
        columns = set(rows[0]) if rows else set()
        as_before = [{key: row[key] for key in row if key in columns} for row in after[name]]
        assert sorted(as_before, key=repr) == rows, name
        new = [row[key] for row in after[name] for key in row if key not in columns]
        assert set(new) <= {None}, name
    assert {"carer_link", "safety_assessment", "carer_note", "sharing_decision"} <= after.keys()
    migrations.check(world.database.engine)
    assert trail.verify(world.database, now=world.now).problems == []


def test_a_row_that_was_changed_on_the_way_would_be_found(world: World) -> None:
    a_life_before_carers(world)
    with world.database.engine.begin() as connection:
        connection.execute(text("UPDATE assignment SET kind = 'social_worker'"))

    migrations.upgrade(world.database.engine)

    assert trail.verify(world.database, now=world.now).problems != []
