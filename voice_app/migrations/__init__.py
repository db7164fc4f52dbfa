"""The schema and its history."""

from sqlalchemy import Engine

from voice_app.accounts import models as _accounts
from voice_app.answers import models as _answers
from voice_app.care import models as _care
from voice_app.core.models import Base
from voice_app.entries import models as _entries

MODELS = (_accounts, _answers, _care, _entries)


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version. Safe to repeat."""
    Base.metadata.create_all(engine)
