"""The one transaction of a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import current_app
from sqlalchemy.orm import Session

from voice_app.core.database import Database


def database() -> Database:
    """The database of this app."""
    return cast(Database, current_app.extensions["voice.database"])


@contextmanager
def transaction() -> Iterator[Session]:
    """Do all of it or nothing. Also for pages that show words: a reading is recorded."""
    with database().writing() as session:
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Look, and change nothing: for pages that show nobody's words to anybody else."""
    with database().reading() as session:
        yield session
