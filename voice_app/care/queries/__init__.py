"""Who looks after whom and when: every way from a colleague to a young person begins here."""

from voice_app.care.queries.hours import Timetable, next_at_work, timetables
from voice_app.care.queries.looking_after import (
    Cared,
    Cover,
    Known,
    ReadersState,
    Worker,
    acts_for,
    asked_and_waiting,
    assigned,
    called,
    is_covered_by,
    is_live,
    known,
    readers_state,
    to_confirm,
    workers_of,
    young_people_of,
)

__all__ = [
    "Cared",
    "Cover",
    "Known",
    "ReadersState",
    "Timetable",
    "Worker",
    "acts_for",
    "asked_and_waiting",
    "assigned",
    "called",
    "is_covered_by",
    "is_live",
    "known",
    "next_at_work",
    "readers_state",
    "timetables",
    "to_confirm",
    "workers_of",
    "young_people_of",
]
