"""What a run of the jobs does before it sends: later layers and the app put their ticks here."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from voice_app.core.database import Database
from voice_app.core.errors import VoiceError

#: Each is called with the session of one writing transaction of its own, and `now`. Calling it
#: again, or from several runners, must do no harm. What it returns is not looked at.
Tick = Callable[..., Any]

ticks: list[Tick] = []

log = logging.getLogger("voice.jobs")


def run_ticks(database: Database, *, now: datetime) -> int:
    """Run every tick, each in a transaction of its own; says how many failed.

    One that fails keeps no other from running.
    """
    failed = 0
    for tick in list(ticks):
        try:
            with database.writing() as session:
                _call(tick, session, now)
        except (VoiceError, SQLAlchemyError, RuntimeError, ValueError, KeyError) as error:
            failed += 1
            # The name of the error alone: its message could hold somebody's words.
            log.error("a job did not run: %s (%s)", _name(tick), type(error).__name__)
    return failed


def _call(tick: Tick, session: Session, now: datetime) -> None:
    tick(session, now=now)


def _name(tick: Tick) -> str:
    return f"{tick.__module__}.{getattr(tick, '__name__', 'tick')}"
