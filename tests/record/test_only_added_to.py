"""Both databases refuse to change the trail, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.record.fictional import MODELS, NOW, kite_on_the_trail
from voice_app.core.database import Database
from voice_app.record import service as trail
from voice_app.record.models import REFUSAL, TRAIL_TABLES, guard_name

COLUMN = {"trail_event": "action", "trail_row": "table_name", "trail_head": "root"}


@pytest.mark.parametrize("table", TRAIL_TABLES)
def test_no_row_of_the_trail_can_be_updated_or_deleted(database: Database, table: str) -> None:
    kite_on_the_trail(database)

    for statement in (
        f"UPDATE {table} SET {COLUMN[table]} = {COLUMN[table]}",
        f"DELETE FROM {table}",
    ):
        refused(database, statement)
    assert trail.verify(database, now=NOW, models=MODELS).is_whole


@pytest.mark.parametrize("table", TRAIL_TABLES)
def test_no_row_of_the_trail_can_be_replaced_or_truncated(database: Database, table: str) -> None:
    kite_on_the_trail(database)

    if database.engine.dialect.name == "sqlite":
        refused(database, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        refused(database, f"REPLACE INTO {table} SELECT * FROM {table}")
    else:
        refused(database, f"TRUNCATE {table} CASCADE")
        refused(
            database,
            f"INSERT INTO {table} SELECT * FROM {table} "
            f"ON CONFLICT ON CONSTRAINT pk_{table} DO UPDATE SET {COLUMN[table]} = NULL",
        )


def test_without_its_trigger_the_trail_could_be_changed_and_verify_says_so(
    database: Database,
) -> None:
    kite_on_the_trail(database)
    name = guard_name("trail_event", "UPDATE")
    on = "" if database.engine.dialect.name == "sqlite" else " ON trail_event"

    with database.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {name}{on}"))
        connection.execute(text("UPDATE trail_event SET action = action"))

    [problem] = trail.verify(database, now=NOW, models=MODELS).problems
    assert str(problem) == "trail_event: nothing refuses UPDATE any more: a trigger is gone"


def refused(database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match=REFUSAL), database.engine.begin() as connection:
        connection.execute(text(statement))
