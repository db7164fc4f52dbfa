"""Which months are counted, how a share is said, and what is in the middle. Plain decisions."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median_high

#: How many months back the figures go.
MONTHS = 3
#: Of fewer than this a percentage would say more than is known.
FEW = 10


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    @property
    def is_of_none(self) -> bool:
        """Was there nothing to count?"""
        return self.whole == 0

    @property
    def is_of_few(self) -> bool:
        """Is it too little for a percentage?"""
        return self.whole < FEW

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all of them; 0 of nothing."""
        return self.part * 100 // self.whole if self.whole else 0


def months_before(day: date, months: int = MONTHS) -> date:
    """The same day so many months earlier, or the last day of a month that is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def in_the_middle(counts: Iterable[int]) -> int | None:
    """The one in the middle, the larger of two; None when there is none.

    Unlike an average it is not moved by one that took very long.
    """
    found = list(counts)
    return median_high(found) if found else None
