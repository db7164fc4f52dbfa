"""Days and hours as a young person reads them: near ones by name, whole hours without minutes."""

from datetime import datetime, timedelta

from flask_babel import format_date, format_time
from flask_babel import gettext as _

from voice_app.core.clock import london, london_day

#: Between these hours (London) nobody is expected to be awake for this.
NIGHT_FROM, NIGHT_UNTIL = 21, 7


def on_day(value: datetime, now: datetime) -> str:
    """A day that has been, inside a sentence: "today", "yesterday", "Tuesday", "26 May"."""
    age = _days_between(value, now)
    if age == 0:
        # NOTE: a day inside a sentence, as in "Opened by Dan, today".
        return str(_("today"))
    if age == 1:
        # NOTE: a day inside a sentence, as in "Opened by Dan, yesterday".
        return str(_("yesterday"))
    return _named(value, now)


def above(value: datetime, now: datetime) -> str:
    """The same day standing alone above something: "Today", "Yesterday", "Tuesday", "26 May"."""
    age = _days_between(value, now)
    if age == 0:
        # NOTE: a day by itself, above what was said on it.
        return str(_("Today"))
    if age == 1:
        # NOTE: a day by itself, above what was said on it.
        return str(_("Yesterday"))
    return _named(value, now)


def coming(value: datetime, now: datetime) -> str:
    """A day that is still to come, by name: "Friday", and with its date when a week away."""
    on = london_day(value)
    return str(
        format_date(on, "EEEE" if on - london_day(now) < timedelta(days=7) else "EEEE d MMMM")
    )


def hour(value: datetime) -> str:
    """The time on a clock in London: "9 am", "5:30 pm"."""
    return str(format_time(value, "h a" if london(value).minute == 0 else "h:mm a"))


def is_night(now: datetime) -> bool:
    """Is it night in London?"""
    at = london(now).hour
    return at >= NIGHT_FROM or at < NIGHT_UNTIL


def _named(value: datetime, now: datetime) -> str:
    on, today = london_day(value), london_day(now)
    if timedelta(0) <= today - on < timedelta(days=7):
        return str(format_date(on, "EEEE"))
    return str(format_date(on, "d MMMM" if on.year == today.year else "d MMMM y"))


def _days_between(value: datetime, now: datetime) -> int:
    return (london_day(now) - london_day(value)).days
