"""The schema and its history. `python -m voice_app.migrations "sentence"` drafts a new step."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from voice_app.accounts import models as _accounts
from voice_app.alerts import models as _alerts
from voice_app.answers import models as _answers
from voice_app.care import models as _care
from voice_app.core.errors import Refused
from voice_app.entries import models as _entries
from voice_app.migrations.planning import say_what_is_usual
from voice_app.notices import models as _notices
from voice_app.plan import models as _plan
from voice_app.record import models as _record
from voice_app.reviews import models as _reviews
from voice_app.sharing import models as _sharing
from voice_app.together import models as _together

#: Named here so that every table is known to whoever asks for the schema.
MODELS = (
    _accounts,
    _alerts,
    _answers,
    _care,
    _entries,
    _notices,
    _plan,
    _record,
    _reviews,
    _sharing,
    _together,
)


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the schema to a version, all or nothing. Safe to repeat.

    Raises:
        Refused: the schema was made by a newer release than this one.
    """
    with engine.begin() as connection:
        upgrade_on(connection, to)


def upgrade_on(connection: Connection, to: str = "head") -> None:
    """The same, within a transaction that the caller has open."""
    _refuse_a_newer_schema(connection)
    command.upgrade(configured(connection), to)
    say_what_is_usual(connection)


def downgrade(engine: Engine, to: str) -> None:
    """Take the schema back to an earlier version."""
    with engine.begin() as connection:
        command.downgrade(configured(connection), to)


def check(engine: Engine) -> None:
    """Raise when the models and the newest schema say different things."""
    with engine.begin() as connection:
        command.check(configured(connection))


def is_newest(engine: Engine) -> bool:
    """Is the schema the one that this release works with?"""
    with engine.begin() as connection:
        heads = ScriptDirectory.from_config(configured(connection)).get_heads()
        return [MigrationContext.configure(connection).get_current_revision()] == list(heads)


def configured(connection: Connection) -> Config:
    """What Alembic needs to know, with the connection it is to use."""
    config = Config()
    config.set_main_option("script_location", "voice_app:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _refuse_a_newer_schema(connection: Connection) -> None:
    now_at = MigrationContext.configure(connection).get_current_revision()
    known = {
        step.revision
        for step in ScriptDirectory.from_config(configured(connection)).walk_revisions()
    }
    if now_at is not None and now_at not in known:
        raise Refused(
            f"This data was written by a newer release (schema {now_at}). Start that release, "
            "or restore a backup made by this one."
        )
