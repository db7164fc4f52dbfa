"""How Alembic meets our schema: on the connection it is given, in one transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from voice_app.core.models import Base


def _render(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    # Our own types are written as the plain types below them, so that a migration that is
    # years old does not depend on today's code.
    if kind == "type" and type(item).__module__.startswith("voice_app."):
        return f"sa.{item.impl!r}"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=_render,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


_run(context.config.attributes["connection"])
