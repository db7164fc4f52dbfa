"""How long a door may stay open, who may sign, and when it shuts. Plain decisions."""

from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from voice_app.core.actor import WORKERS, Role


class Ending(StrEnum):
    """Why an assessment holds no longer, before its last day."""

    REPLACED = "replaced"
    INCIDENT = "incident"
    SHUT = "shut"
    CASE_CLOSED = "case_closed"


class Preview(StrEnum):
    """What the young person says of a summary before it leaves."""

    OK = "ok"
    NOT_OK = "not_ok"


class Wanted(StrEnum):
    """What a young person asks for about a carer."""

    TELL = "tell"
    SHUT = "shut"


#: An assessment holds for three months at most.
LONGEST_MONTHS = 3
#: So many days before it ends the workers are told.
WARNED_DAYS = (14, 3)
#: How many people sign an assessment, and a release.
SIGNATURES = 2


class EndsOn(StrEnum):
    """What is wrong with the last day of an assessment."""

    PAST = "past"
    TOO_LATE = "too_late"


def latest_end(today: date) -> date:
    """The last day on which an assessment of today may still hold: three months on.

    Where that month has no such day, it is its last: 30 November gives 28 February.
    """
    month = today.month - 1 + LONGEST_MONTHS
    year, month = today.year + month // 12, month % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    last_of_month = first_of_next - timedelta(days=1)
    return last_of_month.replace(day=min(today.day, last_of_month.day))


def wrong_end(ends_on: date, today: date) -> EndsOn | None:
    """What is wrong with a last day, or None. Today is still a day."""
    if ends_on < today:
        return EndsOn.PAST
    return EndsOn.TOO_LATE if ends_on > latest_end(today) else None


def ends_soon(ends_on: date, today: date) -> int | None:
    """How many days are left, once there are few enough that the workers are told; else None."""
    left = (ends_on - today).days
    return left if 0 <= left <= max(WARNED_DAYS) else None


def may_sign_second(role: Role, person_id: UUID, *, signed: frozenset[UUID]) -> bool:
    """May this person sign after these? Whoever has signed cannot, in whatever part they act.

    A worker who looks after the young person signs first; the second is a manager, who stands
    back from the case.
    """
    return role is Role.MANAGER and bool(signed) and person_id not in signed


def may_write(role: Role) -> bool:
    """May this person write an assessment or a summary, if they look after the young person?"""
    return role in WORKERS


def eighteen_on(born_on: date) -> date:
    """The day on which somebody is 18; born on 29 February, it is 1 March."""
    year = born_on.year + 18
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
