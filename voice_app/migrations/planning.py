"""What SQLite believes about our tables when it decides how to look something up.

It has no figures of its own until somebody runs ANALYZE, and then they are those of one day.
Without them it takes ten rows for everything a young person ever said, and walks through all
of it where a better index lies ready. So we say once what a large service looks like: a page
is then looked up in the same way on its first day and after many years.
"""

from math import prod

from sqlalchemy import Connection

#: The tables that grow with what is said; all are taken to be as long as this.
TABLES = ("entry", "audience", "wish", "answer")
ROWS = 100_000
#: How many different values a column has, where that is far fewer than there are rows.
VALUES = {
    "young_person_id": 10,
    "state": 2,
    "waits": 300,
    "person_id": 500,
    "until_at": 2,
    "look_again_on": 1_000,
}


def say_what_is_usual(connection: Connection) -> None:
    """Tell SQLite; PostgreSQL counts by itself. Safe to repeat, after each change of a table."""
    if connection.dialect.name != "sqlite":
        return
    # The statistics are a table that only ANALYZE makes; this one has a single row.
    connection.exec_driver_sql("ANALYZE alembic_version")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    for table in TABLES:
        for index in _names(connection, f"PRAGMA index_list({table})"):
            columns = _names(connection, f"PRAGMA index_info({index})", at=2)
            connection.exec_driver_sql(
                "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", (table, index, _usual(columns))
            )
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # which only reads them in again


def _names(connection: Connection, question: str, *, at: int = 1) -> list[str]:
    return [row[at] for row in connection.exec_driver_sql(question)]


def _usual(columns: list[str]) -> str:
    """How many rows there are, and how many share the first column, the first two, and so on."""
    counts = [
        prod(VALUES.get(name, ROWS) for name in columns[: n + 1]) for n in range(len(columns))
    ]
    return " ".join(map(str, [ROWS, *(max(1, ROWS // count) for count in counts)]))
