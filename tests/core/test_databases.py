"""Each test has databases of its own, with every table and nothing in them."""

from sqlalchemy import inspect, select, text

from tests.support.databases import fresh_pair
from voice_app.core.database import open_engine
from voice_app.core.keyring import SeenHead

PUT_IN = "INSERT INTO seen_head (size, root, seen_at) VALUES (1, '', '2026-11-23 00:00:00')"
TAKE_OUT = "DELETE FROM seen_head"
BEND = "ALTER TABLE seen_head ADD COLUMN bent TEXT"


def heads_in(addresses, *statements):
    """How many heads a keyring holds, once these statements were carried out."""
    engine = open_engine(addresses[1])
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
        heads = connection.execute(select(SeenHead)).all()
    engine.dispose()
    return len(heads)


def columns_of(address, table):
    engine = open_engine(address)
    columns = [column["name"] for column in inspect(engine).get_columns(table)]
    engine.dispose()
    return columns


def test_the_rows_of_one_test_are_gone_in_the_next(database_supply):
    with fresh_pair(database_supply) as addresses:
        assert heads_in(addresses, PUT_IN) == 1

    with fresh_pair(database_supply) as addresses:
        assert heads_in(addresses) == 0


def test_what_one_test_bent_is_straight_in_the_next(database_supply):
    with fresh_pair(database_supply) as addresses:
        heads_in(addresses, BEND)
        assert "bent" in columns_of(addresses[1], "seen_head")

    with fresh_pair(database_supply) as addresses:
        assert "bent" not in columns_of(addresses[1], "seen_head")


def test_a_copy_has_the_same_rows_and_changes_alone(database_supply):
    with fresh_pair(database_supply) as original, fresh_pair(database_supply) as copy:
        heads_in(original, PUT_IN)
        database_supply.fill(copy, original)

        assert heads_in(copy) == 1
        assert heads_in(copy, TAKE_OUT) == 0
        assert heads_in(original) == 1


def test_data_and_keyring_are_two_databases(database_urls, request):
    data, keyring = database_urls

    assert columns_of(keyring, "wrapped_key")
    engine = open_engine(data)
    assert engine.dialect.name == request.config.getoption("database")
    assert not inspect(engine).has_table("wrapped_key")
    engine.dispose()
