"""What can be done about who looks after whom: assignments, places, hours, joining, choices."""

from voice_app.care.service.assignments import (
    assign,
    confirm,
    end,
    end_all_of,
    when_assigned,
    when_unassigned,
)
from voice_app.care.service.places import close_case, make_place, reopen_case

__all__ = [
    "assign",
    "close_case",
    "confirm",
    "end",
    "end_all_of",
    "make_place",
    "reopen_case",
    "when_assigned",
    "when_unassigned",
]
