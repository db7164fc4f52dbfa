"""The truth about when somebody is at work, in whole sentences."""

from datetime import datetime, timedelta

from flask_babel import format_date, format_time
from flask_babel import gettext as _

from voice_app.core.clock import london, london_day


def is_back(name: str, at: datetime | None, now: datetime) -> str:
    """When somebody is next at work: "Dan is back on Friday at 9 am."

    Args:
        at: from `queries.next_at_work`; None when nobody can say.
    """
    if at is None:
        return str(_("We do not know when %(name)s is next at work.", name=name))
    if at <= now:
        return str(_("%(name)s is at work now.", name=name))
    time = hour(at)
    day, today = london_day(at), london_day(now)
    if day == today:
        return str(_("%(name)s is back today at %(time)s.", name=name, time=time))
    if day == today + timedelta(days=1):
        return str(_("%(name)s is back tomorrow at %(time)s.", name=name, time=time))
    pattern = "EEEE" if day < today + timedelta(days=7) else "EEEE d MMMM"
    said = format_date(day, pattern)
    return str(_("%(name)s is back on %(day)s at %(time)s.", name=name, day=said, time=time))


def hour(at: datetime) -> str:
    """A time as people say it: "9 am", "9:30 am"."""
    return str(format_time(at, "h a" if london(at).minute == 0 else "h:mm a"))
