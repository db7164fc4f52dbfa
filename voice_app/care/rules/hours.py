"""When somebody is next at work, and which days are working days."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from voice_app.core.clock import LONDON, london

#: How far ahead we look for somebody's next hour at work.
LOOK_AHEAD_DAYS = 366

BANK_HOLIDAYS = Path(__file__).parents[1] / "data" / "bank_holidays.csv"


@dataclass(frozen=True)
class Hours:
    """Working hours on one day of the week (0 is Monday), clock time in London."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True)
class Away:
    """Days on which somebody is away, both included."""

    first_on: date
    last_on: date


def next_at_work(
    hours: Iterable[Hours], away: Iterable[Away], now: datetime, nation: str = ""
) -> datetime | None:
    """When somebody is next at work: `now` itself when they are, None when nobody can say.

    Bank holidays of `nation` count as days away: better to be there earlier than we said.
    """
    by_weekday: dict[int, list[Hours]] = {}
    for shift in sorted(hours, key=lambda shift: shift.starts):
        by_weekday.setdefault(shift.weekday, []).append(shift)
    absences = list(away)
    today = london(now).date()
    for day in (today + timedelta(days=ahead) for ahead in range(LOOK_AHEAD_DAYS)):
        if is_away(absences, day) or is_bank_holiday(day, nation):
            continue
        for shift in by_weekday.get(day.weekday(), ()):
            starts = datetime.combine(day, shift.starts, LONDON)
            if datetime.combine(day, shift.ends, LONDON) > now:
                return max(starts, now)
    return None


def is_away(away: Iterable[Away], day: date) -> bool:
    """Is somebody away on this day?"""
    return any(absence.first_on <= day <= absence.last_on for absence in away)


def working_days_after(day: date, count: int, nation: str) -> date:
    """The day that is `count` working days after `day`.

    Working days are Monday to Friday without the bank holidays of `nation`. The data file
    knows those of England and Wales; elsewhere only weekends are left out, so a promise
    made there falls due a little sooner.
    """
    while count > 0:
        day += timedelta(days=1)
        if _is_working_day(day, nation):
            count -= 1
    return day


def working_days_between(first: date, last: date, nation: str) -> int:
    """How many working days come after `first` until `last`; 0 when both are the same day.

    It is the twin of `working_days_after`: so many days after `first` is `last`.
    """
    days = (first + timedelta(days=ahead) for ahead in range(1, (last - first).days + 1))
    return sum(_is_working_day(day, nation) for day in days)


def _is_working_day(day: date, nation: str) -> bool:
    return day.weekday() < 5 and not is_bank_holiday(day, nation)


def is_bank_holiday(day: date, nation: str) -> bool:
    """Is this day a bank holiday there? Always no for a nation or year we have no list of."""
    return (nation, day) in _bank_holidays()


@cache
def _bank_holidays() -> frozenset[tuple[str, date]]:
    with BANK_HOLIDAYS.open(encoding="utf-8", newline="") as file:
        return frozenset(
            (row["nation"], date.fromisoformat(row["on"])) for row in csv.DictReader(file)
        )
