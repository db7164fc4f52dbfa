"""Plain decisions about care: who may, until when, when next, and how a code is spelt."""

from voice_app.care.rules.hours import (
    Away,
    Hours,
    next_at_work,
    working_days_after,
    working_days_between,
)
from voice_app.care.rules.looking_after import may_assign

__all__ = [
    "Away",
    "Hours",
    "may_assign",
    "next_at_work",
    "working_days_after",
    "working_days_between",
]
