"""Fresh databases on PostgreSQL: emptied after a test and handed on, because that is quick.

A new database costs some hundred files on the disk, emptying one costs milliseconds. What a test
bent (a table, a trigger, a row that belongs there) is not mended but thrown away.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, create_engine, inspect

from tests.support.databases import PARTS, Pair, lay_out

# Everything that makes a database what it is, besides rows: tables, columns, rules, functions.
SHAPE = """
SELECT md5(string_agg(what, ';' ORDER BY what)) FROM (
    SELECT concat(attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT concat(conrelid::regclass, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat(pg_get_triggerdef(oid), tgenabled)
        FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT pg_get_functiondef(oid)
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
) AS everything (what)
"""
ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass
class PostgresSupply:
    """Pairs of databases on one server, copied by the server from a pair that was laid out once.

    `server` is an address with `{}` for the name of a database; `worker` keeps the names of
    workers that test side by side apart.
    """

    server: str
    worker: str
    _copies: int = 0
    _emptied: list[Pair] = field(default_factory=list)
    _rows: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._admin = self._engine("postgres").connect()
        templates = [f"template_{self.worker}_{part}" for part in PARTS]
        for name in templates:
            self._admin.exec_driver_sql(f'CREATE DATABASE "{name}"')
        self._template = self._pair(templates)
        lay_out(*self._template)
        self._makings = [Making.of(self._engine(name)) for name in templates]

    def take(self) -> Pair:
        return self._emptied.pop() if self._emptied else self.copy(self._template)

    def take_empty(self) -> Pair:
        empty = self.server.format("template1")
        return self.copy((empty, empty))

    def copy(self, addresses: Pair) -> Pair:
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
            if source not in self._rows:
                self._rows[source] = making.rows_added(self._engine(self._name_of(source)))
            _put_in(self._engine(self._name_of(address)), self._rows[source])

    def give_back(self, addresses: Pair) -> None:
        names = [self._name_of(address) for address in addresses]
        emptied = [
            making.restored(self._engine(name))
            for making, name in zip(self._makings, names, strict=True)
        ]
        if all(emptied):
            self._emptied.append(addresses)
            return
        for name in names:
            self._admin.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        self._admin.close()
        self._admin.engine.dispose()

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

    shape: str
    empty: list[str]
    filled: dict[str, str]

    @classmethod
    def of(cls, engine: Engine) -> "Making":
        """Look at a database that was just laid out."""
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            rows = {table: _rows(connection, table) for table in tables}
            shape = _text(connection, SHAPE)
        engine.dispose()
        empty = [table for table in tables if not rows[table]]
        return cls(shape, empty, {table: rows[table] for table in tables if rows[table]})

    def rows_added(self, engine: Engine) -> dict[str, bytes]:
        """What was written since into the tables that were empty, as the server copies it out."""
        with engine.connect() as connection:
            copied = {table: _copied_out(connection, table) for table in self.empty}
        engine.dispose()
        return {table: rows for table, rows in copied.items() if rows}

    def restored(self, engine: Engine) -> bool:
        """Empty a database that a test used; False when it is no longer what it was."""
        with engine.connect() as connection:
            connection.exec_driver_sql(ALONE)
            same = _text(connection, SHAPE) == self.shape and all(
                _rows(connection, table) == rows for table, rows in self.filled.items()
            )
            if same:
                # As a replica: tables that only let rows be added would refuse otherwise.
                begin = "BEGIN; SET LOCAL session_replication_role = replica"
                delete = [f'DELETE FROM "{table}"' for table in self.empty]
                connection.exec_driver_sql("; ".join([begin, *delete, "COMMIT"]))
        engine.dispose()
        return same


def _copied_out(connection: Connection, table: str) -> bytes:
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
        return b"".join(rows)


def _put_in(engine: Engine, tables: dict[str, bytes]) -> None:
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor:
            # As a replica: whom a row points to may come after it.
            cursor.execute("SET session_replication_role = replica")
            for table, rows in tables.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)
    engine.dispose()


def _rows(connection: Connection, table: str) -> str:
    """The rows of a table, as one short text; nothing for an empty table."""
    rows = "SELECT coalesce(md5(string_agg(t::text, ';' ORDER BY t::text)), '')"
    return _text(connection, f'{rows} FROM "{table}" t')


def _text(connection: Connection, query: str) -> str:
    return str(connection.exec_driver_sql(query).scalar_one())
