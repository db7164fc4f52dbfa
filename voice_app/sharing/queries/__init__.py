"""Who may know of a door, what a carer may read, and what the young person always sees."""

from voice_app.sharing.queries.asked import asked_of
from voice_app.sharing.queries.briefs import Brief, doors_of, for_today
from voice_app.sharing.queries.doors import (
    Assessed,
    Door,
    Drafted,
    Released,
    Signed,
    door,
    of_assessment,
    of_publication,
    of_summary,
)
from voice_app.sharing.queries.notes import (
    HalfWritten,
    Noted,
    half_written,
    notes_of,
    released_to_me,
)
from voice_app.sharing.queries.own import (
    Given,
    Mine,
    Shown,
    mine,
    one_of_mine,
    one_to_look_at,
    something_to_look_at,
)
from voice_app.sharing.queries.passing_on import (
    Decided,
    get_decision,
    register,
    to_agree,
    to_tell,
    told_to_me,
    told_to_me_of,
)
from voice_app.sharing.queries.reading import Open, open_one, open_to

__all__ = [
    "Assessed",
    "Brief",
    "Decided",
    "Door",
    "Drafted",
    "Given",
    "HalfWritten",
    "Mine",
    "Noted",
    "Open",
    "Released",
    "Shown",
    "Signed",
    "asked_of",
    "door",
    "doors_of",
    "for_today",
    "get_decision",
    "half_written",
    "mine",
    "notes_of",
    "of_assessment",
    "of_publication",
    "of_summary",
    "one_of_mine",
    "one_to_look_at",
    "open_one",
    "open_to",
    "register",
    "released_to_me",
    "something_to_look_at",
    "to_agree",
    "to_tell",
    "told_to_me",
    "told_to_me_of",
]
