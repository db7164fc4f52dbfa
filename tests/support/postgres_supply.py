"""Fresh databases on PostgreSQL: emptied after a test and handed on, because that is quick.

A new database costs some hundred files on the disk, emptying one costs milliseconds. What a test
bent (a table, a trigger, a row that belongs there) is not mended but thrown away.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import Connection, Engine, create_engine, inspect

from tests.support.connections import Connections
from tests.support.databases import PARTS, Pair, lay_out

# The newest transaction that wrote, and how many rows there are, in each catalogue that makes a
# database what it is besides its rows: tables, columns, rules, indexes, functions.
SHAPE = " UNION ALL ".join(
    f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM pg_catalog.{name}"
    for name in (
        *("pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index"),
        *("pg_trigger", "pg_proc", "pg_rewrite", "pg_namespace"),
    )
)
# What sets each counter that was used to where it is.
COUNTED = """
SELECT concat('SELECT setval(', quote_literal(sequencename), ', ', last_value, ')')
FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
# Tables that only let rows be added would refuse otherwise, and rows that point to later ones.
AS_A_REPLICA = "BEGIN; SET LOCAL session_replication_role = replica"
Shape: TypeAlias = list[tuple[str, int, int]]
# Ends everybody else, but for what was closed in good order.
ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND NOT pid = ANY(%s)
"""


@dataclass
class PostgresSupply:
    """Pairs of databases on one server, copied by the server from a pair that was laid out once.

    `server` is an address with `{}` for the name of a database; `worker` keeps the names of
    workers that test side by side apart; `connections` are what the engines of tests closed.
    """

    server: str
    worker: str
    connections: Connections
    _copies: int = 0
    _emptied: list[Pair] = field(default_factory=list)
    _open: dict[str, Connection] = field(default_factory=dict)
    _added: dict[str, "Added"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._admin = self._engine("postgres").connect()
        templates = [f"template_{self.worker}_{part}" for part in PARTS]
        for name in templates:
            self._admin.exec_driver_sql(f'CREATE DATABASE "{name}"')
        self._template = self._pair(templates)
        lay_out(*self._template)
        for address in self._template:
            self.connections.forget(address)
        # The server copies only what nobody is connected to.
        self._makings = [Making.of(self._connection(name)) for name in templates]
        self._let_go(templates)

    def take(self) -> Pair:
        return self._emptied.pop() if self._emptied else self._copied(self._template)

    def take_empty(self) -> Pair:
        empty = self.server.format("template1")
        return self._copied((empty, empty))

    def _copied(self, addresses: Pair) -> Pair:
        self._copies += 1
        names = [f"test_{self.worker}_{self._copies}_{part}" for part in PARTS]
        for name, address in zip(names, addresses, strict=True):
            # Copying files is twice as fast as the default, which writes everything to the log.
            self._admin.exec_driver_sql(
                f'CREATE DATABASE "{name}" TEMPLATE "{self._name_of(address)}" STRATEGY FILE_COPY'
            )
        return self._pair(names)

    def fill(self, addresses: Pair, original: Pair) -> None:
        for address, source, making in zip(addresses, original, self._makings, strict=True):
            if source not in self._added:
                self._added[source] = making.added_to(self._connection(self._name_of(source)))
            self._added[source].put_into(self._connection(self._name_of(address)))

    def give_back(self, addresses: Pair) -> None:
        names = [self._name_of(address) for address in addresses]
        emptied = []
        for making, name, address in zip(self._makings, names, addresses, strict=True):
            # What is put into it next is something else.
            self._added.pop(address, None)
            closed = [one.info.backend_pid for one in self.connections.waiting(address)]
            self._connection(name).exec_driver_sql(ALONE, (closed,))
            emptied.append(making.restored(self._connection(name)))
        if all(emptied):
            self._emptied.append(addresses)
            return
        self._let_go(names)
        for name, address in zip(names, addresses, strict=True):
            self.connections.forget(address)
            self._admin.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        self._let_go(list(self._open))
        self._admin.close()
        self._admin.engine.dispose()

    def _connection(self, name: str) -> Connection:
        """Our own way into a database, kept: a new one has to learn every table first."""
        if name not in self._open:
            self._open[name] = self._engine(name).connect()
        return self._open[name]

    def _let_go(self, names: list[str]) -> None:
        for name in names:
            connection = self._open.pop(name, None)
            if connection is not None:
                connection.close()
                connection.engine.dispose()

    def _engine(self, name: str) -> Engine:
        return create_engine(self.server.format(name), isolation_level="AUTOCOMMIT")

    def _pair(self, names: list[str]) -> Pair:
        return self.server.format(names[0]), self.server.format(names[1])

    def _name_of(self, address: str) -> str:
        prefix, suffix = self.server.split("{}")
        return address.removeprefix(prefix).removesuffix(suffix)


@dataclass(frozen=True)
class Making:
    """What a database was when it was laid out: its shape, and the rows that belong to it."""

    shape: Shape
    empty: list[str]
    filled: dict[str, str]

    @classmethod
    def of(cls, connection: Connection) -> "Making":
        """Look at a database that was just laid out."""
        tables = inspect(connection).get_table_names()
        rows = {table: _rows(connection, table) for table in tables}
        shape = _shape(connection)
        empty = [table for table in tables if not rows[table]]
        return cls(shape, empty, {table: rows[table] for table in tables if rows[table]})

    def added_to(self, connection: Connection) -> "Added":
        """What was written since into the tables that were empty."""
        copied = {table: _copied_out(connection, table) for table in self.empty}
        counted = connection.exec_driver_sql(COUNTED).scalars().all()
        return Added({table: rows for table, rows in copied.items() if rows}, list(counted))

    def restored(self, connection: Connection) -> bool:
        """Empty a database that a test used; False when it is no longer what it was."""
        same = _shape(connection) == self.shape and all(
            _rows(connection, table) == rows for table, rows in self.filled.items()
        )
        if same:
            delete = [f'DELETE FROM "{table}"' for table in self.empty]
            connection.exec_driver_sql("; ".join([AS_A_REPLICA, *delete, "COMMIT"]))
        return same


@dataclass(frozen=True)
class Added:
    """Rows by table, as the server copies them out, and what sets its counters likewise."""

    rows: dict[str, bytes]
    counters: list[str]

    def put_into(self, connection: Connection) -> None:
        """Put them into a database that has none of them."""
        driver = connection.connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor:
            cursor.execute(AS_A_REPLICA)
            for table, rows in self.rows.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)
            cursor.execute("; ".join([*self.counters, "COMMIT"]))


def _copied_out(connection: Connection, table: str) -> bytes:
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
        return b"".join(rows)


def _shape(connection: Connection) -> Shape:
    return [tuple(row) for row in connection.exec_driver_sql(SHAPE)]


def _rows(connection: Connection, table: str) -> str:
    """The rows of a table, as one short text; nothing for an empty table."""
    rows = "SELECT coalesce(md5(string_agg(t::text, ';' ORDER BY t::text)), '')"
    return _text(connection, f'{rows} FROM "{table}" t')


def _text(connection: Connection, query: str) -> str:
    return str(connection.exec_driver_sql(query).scalar_one())
