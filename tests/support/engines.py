"""What SQLAlchemy worked out for one test serves the next: how each statement is written.

It remembers that by dialect, and every engine has a dialect of its own. Tests open hundreds of
engines over databases that are all alike, and would have every statement written anew for each.
"""

from typing import Any

from sqlalchemy import Engine, create_engine, event


class Engines:
    """Makes engines that share the dialect, and the statements, of the first that connected."""

    def __init__(self) -> None:
        self._first: dict[str, Engine] = {}

    def create(self, url: str, **options: Any) -> Engine:
        """Do as `create_engine` does; connections stay the engine's own."""
        engine = create_engine(url, **options)
        first = self._first.get(engine.dialect.name)
        if first is None:
            # Only a connection tells the dialect all that it needs to know.
            event.listen(engine, "connect", lambda *_: self._remember(engine))
        else:
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    def _remember(self, engine: Engine) -> None:
        self._first.setdefault(engine.dialect.name, engine)
