"""When somebody must have seen an alert, who is told next, and what closing it takes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from voice_app.care.rules import Away, Hours
from voice_app.care.rules.hours import LOOK_AHEAD_DAYS, is_away, is_bank_holiday
from voice_app.core.actor import WORKERS, Level, Role
from voice_app.core.clock import LONDON, london_day
from voice_app.core.words import are_written


class AlertKind(StrEnum):
    """What a young person asks for. The letterbox knows only the second, in neutral words."""

    NOT_SAFE = "not_safe"
    CONTACT_ME = "contact_me"


class Step(StrEnum):
    """Who is told, one after the other while nobody acts."""

    OWNER = "owner"
    DEPUTY = "deputy"
    LEAD = "lead"
    """Every manager."""


#: So much working time (of whoever was told, or of the office) passes before the next is told.
SEE_WITHIN = timedelta(hours=1)
#: And so much after somebody has seen it, until it is closed.
ACT_WITHIN = timedelta(hours=8)

#: What waited longer than this on a phone is said to have waited.
LATE = timedelta(minutes=5)

#: When somebody counts as being in, for a clock that must not wait for one person's leave.
OFFICE = tuple(Hours(weekday, time(9), time(17)) for weekday in range(5))


def due(
    hours: Iterable[Hours],
    away: Iterable[Away],
    now: datetime,
    *,
    within: timedelta,
    nation: str,
) -> datetime:
    """When the next person is told: the clock runs in somebody's hours, or in the office's.

    Whichever ends first counts, so nobody's leave or part-time week holds an alert up.

    Args:
        hours: those of whoever was told; empty where they are not known.
        within: how much working time they have.
    """
    office = _after(OFFICE, (), now, within, nation)
    theirs = _after(hours, away, now, within, nation)
    assert office is not None  # noqa: S101  the office opens every week
    return office if theirs is None else min(office, theirs)


def _after(
    hours: Iterable[Hours], away: Iterable[Away], now: datetime, left: timedelta, nation: str
) -> datetime | None:
    """The instant after so much working time; None when nobody can say."""
    shifts, absences = sorted(hours, key=lambda one: (one.weekday, one.starts)), list(away)
    for ahead in range(LOOK_AHEAD_DAYS):
        day = london_day(now) + timedelta(days=ahead)
        if is_away(absences, day) or is_bank_holiday(day, nation):
            continue
        for shift in (one for one in shifts if one.weekday == day.weekday()):
            begins = max(datetime.combine(day, shift.starts, LONDON), now)
            lasts = datetime.combine(day, shift.ends, LONDON) - begins
            if lasts >= left:
                return begins + left
            left -= max(lasts, timedelta())
    return None


def next_step(
    step: Step | None, in_order: Sequence[UUID], already_told: Iterable[UUID]
) -> tuple[Step, UUID | None]:
    """Who is told next, after `step`: one person, or every manager (None).

    Args:
        step: the last one; None when nobody was told yet.
        in_order: who looks after the young person now, keyworker first, with who covers.
    """
    if step in (None, Step.OWNER):
        told = set(already_told)
        for person_id in in_order:
            if person_id not in told:
                return (Step.OWNER if step is None else Step.DEPUTY), person_id
    return Step.LEAD, None


def may_raise(role: Role, level: Level) -> bool:
    """May this person raise an alert? A young person, about themselves, with or without the PIN."""
    return role is Role.YOUNG_PERSON and level >= Level.LETTERBOX


def may_know(role: Role, level: Level) -> bool:
    """May this person know of any alert of others at all? Never an administrator or a carer."""
    return role in WORKERS and level >= Level.TWO_FACTORS


def may_close(done: str, how_told: str) -> bool:
    """Is it written what was done, and how the young person was told, or why not yet?"""
    return are_written(done) and are_written(how_told)
