"""Connections to PostgreSQL that serve one test after another.

Behind each stands a process of the server, which learns every table anew: that took more than half
of the time of a test that does little else.
"""

import os
from typing import Any, TypeAlias, cast
from weakref import WeakKeyDictionary

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import Dialect

Connection: TypeAlias = psycopg.Connection[Any]

#: What a session may have set up, besides its transaction, until it is as if it had just begun.
AS_NEW = """
CLOSE ALL; UNLISTEN *; RESET ALL; DISCARD TEMP; DISCARD SEQUENCES; SELECT pg_advisory_unlock_all()
"""


class Connections:
    """Keeps what was closed in good order until the same database is opened again."""

    def __init__(self) -> None:
        # A process that was forked must not speak into the connections of another.
        self._idle: dict[tuple[int, str], list[Connection]] = {}
        self._leads_to: WeakKeyDictionary[Connection, str] = WeakKeyDictionary()

    def serve(self, engine: Engine, url: str) -> None:
        """Let an engine open what waits for its database, and keep what it closes."""
        dialect = engine.dialect
        close = dialect.do_close

        def connect(dialect: Dialect, _record: Any, args: Any, options: Any) -> Connection:
            waiting = self.waiting(url)
            opened = waiting.pop() if waiting else dialect.connect(*args, **options)
            connection = cast(Connection, opened)
            self._leads_to[connection] = url
            return connection

        def keep_or_close(connection: Any) -> None:
            if not self._keep(connection):
                close(connection)

        event.listen(engine, "do_connect", connect)
        dialect.do_close = keep_or_close  # type: ignore[method-assign,assignment]

    def waiting(self, url: str) -> list[Connection]:
        """What waits for this database in this process."""
        return self._idle.setdefault((os.getpid(), url), [])

    def close(self) -> None:
        """Close all that waits in this process."""
        for process, url in list(self._idle):
            if process == os.getpid():
                self.forget(url)

    def forget(self, url: str) -> None:
        """Close what waits for a database that goes."""
        for connection in self._idle.pop((os.getpid(), url), []):
            connection.close()

    def _keep(self, connection: Connection) -> bool:
        """Keep it as if it were new; False when it cannot be."""
        url = self._leads_to.get(connection)
        if url is None or connection.info.transaction_status is not TransactionStatus.IDLE:
            return False
        try:
            connection.execute(AS_NEW)
            connection.commit()
        except psycopg.Error:
            return False
        self.waiting(url).append(connection)
        return True
