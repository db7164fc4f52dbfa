"""The one place that asks what time it is. Everything else is handed the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def london(instant: datetime) -> datetime:
    """The same instant as a clock on the wall in London shows it."""
    return instant.astimezone(LONDON)


def london_day(instant: datetime) -> date:
    """The calendar day in London on which an instant falls."""
    return london(instant).date()
