"""How long a session may last, and what makes a good PIN or passphrase."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

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
WRONG_PINS_ALLOWED = 10


def is_live(
    *, level: Level, seen_at: datetime, ends_at: datetime, ended_at: datetime | None, now: datetime
) -> bool:
    """Is a session still good: not ended, not too old, not left lying?"""
    return ended_at is None and now < ends_at and now - seen_at < SPANS[level].idle


def is_obvious(pin: str) -> bool:
    """Would a stranger try this PIN early: one digit, a run, a pair again, or a year?"""
    digits = [int(digit) for digit in pin]
    steps = {(b - a) % 10 for a, b in pairwise(digits)}
    halves = pin[: len(pin) // 2] == pin[len(pin) // 2 :]
    is_year = len(pin) == 4 and pin[:2] in ("19", "20")
    return len(steps) == 1 or halves or is_year or pin in OBVIOUS_PINS


OBVIOUS_PINS = frozenset({"1004", "2580", "0852", "1998", "5683", "159357", "147258", "123123"})
