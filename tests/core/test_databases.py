"""Each test has databases of its own, with every table and nothing in them."""

import pytest
from sqlalchemy import inspect, select

from voice_app.core.database import open_engine
from voice_app.core.keyring import SeenHead


@pytest.mark.parametrize("_time", ["first", "second"])
def test_every_test_gets_an_empty_keyring(database_urls, _time):
    engine = open_engine(database_urls[1])

    with engine.begin() as connection:
        assert connection.execute(select(SeenHead)).all() == []
        connection.exec_driver_sql(
            "INSERT INTO seen_head (size, root, seen_at) VALUES (1, '', '2026-11-23 00:00:00')"
        )
    engine.dispose()


def test_data_and_keyring_are_two_databases(database_urls, request):
    tables = []
    for url in database_urls:
        engine = open_engine(url)
        tables.append(set(inspect(engine).get_table_names()))
        assert engine.dialect.name == request.config.getoption("database")
        engine.dispose()

    assert "wrapped_key" not in tables[0]
    assert "wrapped_key" in tables[1]
