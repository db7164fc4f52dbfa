"""What one test worked out serves the next: how statements are written, what a database can do.

SQLAlchemy remembers that by dialect, and every engine has a dialect of its own. Tests open hundreds
of engines over databases that are all alike, and would have all of it worked out anew for each.
"""

from typing import Any

from sqlalchemy import Engine, create_engine, event

from tests.support.connections import Connections


class Engines:
    """Makes engines that share the dialect, and the statements, of the first that connected."""

    def __init__(self, connections: Connections | None = None) -> None:
        self._first: dict[str, Engine] = {}
        self._connections = connections

    def create(self, url: str, **options: Any) -> Engine:
        """Do as `create_engine` does; connections to PostgreSQL may have served before."""
        engine = create_engine(url, **options)
        if self._connections is not None and engine.dialect.name == "postgresql":
            self._connections.serve(engine, url)
        first = self._first.get(engine.dialect.name)
        if first is None:
            # Only a connection tells the dialect all that it needs to know.
            event.listen(engine, "connect", lambda *_: self._remember(engine))
        else:
            # What the new one would ask at its first connection, the old one knows.
            engine.dialect.initialize = _ask_nothing  # type: ignore[method-assign,assignment]
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    def _remember(self, engine: Engine) -> None:
        self._first.setdefault(engine.dialect.name, engine)


def _ask_nothing(_connection: object) -> None:
    pass
