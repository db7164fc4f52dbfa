"""How long a session may last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from voice_app.core.actor import Level


@dataclass(frozen=True)
class Span:
    """How long a session lasts without use, and in all."""

    idle: timedelta
    absolute: timedelta


SPANS = {
    Level.OPEN: Span(timedelta(minutes=2), timedelta(minutes=30)),
    Level.ONE_FACTOR: Span(timedelta(minutes=10), timedelta(minutes=10)),
    Level.TWO_FACTORS: Span(timedelta(minutes=15), timedelta(hours=10)),
}

#: A session's last use is written down at most this often, to spare writes.
NOTED_EVERY = timedelta(seconds=20)

PHONE_COOKIE_LASTS = timedelta(days=400)
BROWSER_COOKIE_LASTS = timedelta(days=400)


def is_live(
    *, level: Level, seen_at: datetime, ends_at: datetime, ended_at: datetime | None, now: datetime
) -> bool:
    """Is a session still good: not ended, not too old, not left lying?"""
    return ended_at is None and now < ends_at and now - seen_at < SPANS[level].idle
