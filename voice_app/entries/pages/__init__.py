"""What templates need of words, shaped: the words themselves, their state, what comes next."""

from voice_app.entries.pages.beginnings import Start, start_numbered, start_of, starts
from voice_app.entries.pages.days import above, is_night, on_day
from voice_app.entries.pages.feelings import Felt, by_week, in_words, monday
from voice_app.entries.pages.lists import Item, Row, Whole, items, rows, whole
from voice_app.entries.pages.readers import Reader, and_so_on, readers_from, steps_after_sending
from voice_app.entries.pages.state import (
    AddStates,
    Happened,
    State,
    happenings,
    state_of,
    states,
    states_of,
)
from voice_app.entries.pages.words import (
    AREA_NAMES,
    FEELING_NAMES,
    KIND_NAMES,
    STRENGTH_NAMES,
    Said,
    Shown,
    feeling_name,
    readable,
    said,
    shown,
)

__all__ = [
    "AREA_NAMES",
    "FEELING_NAMES",
    "KIND_NAMES",
    "STRENGTH_NAMES",
    "AddStates",
    "Felt",
    "Happened",
    "Item",
    "Reader",
    "Row",
    "Said",
    "Shown",
    "Start",
    "State",
    "Whole",
    "above",
    "and_so_on",
    "by_week",
    "feeling_name",
    "happenings",
    "in_words",
    "is_night",
    "items",
    "monday",
    "on_day",
    "readable",
    "readers_from",
    "rows",
    "said",
    "shown",
    "start_numbered",
    "start_of",
    "starts",
    "state_of",
    "states",
    "states_of",
    "steps_after_sending",
    "whole",
]
