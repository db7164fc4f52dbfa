"""When somebody may have made sure who a carer is."""

from datetime import date, timedelta
from enum import StrEnum

#: Longer ago than this (days), somebody makes sure anew.
LONGEST_AGO = 366


class WrongDay(StrEnum):
    """What is wrong with the day on which a carer's identity was checked."""

    FUTURE = "future"
    TOO_LONG_AGO = "too_long_ago"


def wrong_day(checked_on: date, today: date) -> WrongDay | None:
    """What is wrong with that day, or None."""
    if checked_on > today:
        return WrongDay.FUTURE
    return WrongDay.TOO_LONG_AGO if checked_on < today - timedelta(days=LONGEST_AGO) else None
