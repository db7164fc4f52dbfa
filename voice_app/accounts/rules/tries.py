"""How long somebody waits after wrong guesses."""

from datetime import datetime, timedelta

#: Wrong guesses that cost no time: people mistype.
FREE_TRIES = 4
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
#: Wrong guesses are forgotten after a day in which nothing was tried.
FORGOTTEN_AFTER = timedelta(days=1)


def wait_after(wrong: int) -> timedelta:
    """How long to wait after so many wrong guesses: nothing at first, then ever twice as long."""
    doublings = wrong - FREE_TRIES
    if doublings < 0:
        return timedelta(0)
    # Beyond this the wait would be longer than the longest, and the number too large.
    return min(FIRST_WAIT * (1 << min(doublings, 16)), LONGEST_WAIT)


def is_forgotten(*, first_at: datetime, blocked_until: datetime | None, now: datetime) -> bool:
    """Do old wrong guesses no longer count?"""
    last = max(first_at, blocked_until or first_at)
    return now - last >= FORGOTTEN_AFTER
