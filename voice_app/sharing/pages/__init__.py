"""Frozen values for the pages about sharing."""

from voice_app.sharing.pages.carer import Letter, carer_home, letter, lines_for_parents
from voice_app.sharing.pages.doors import (
    CarerRow,
    Carers,
    DoorPage,
    Draft,
    carers_page,
    door_page,
    draft_of,
)
from voice_app.sharing.pages.passing_on import passed_on_of, put_right_in

__all__ = [
    "CarerRow",
    "Carers",
    "DoorPage",
    "Draft",
    "Letter",
    "carer_home",
    "carers_page",
    "door_page",
    "draft_of",
    "letter",
    "lines_for_parents",
    "passed_on_of",
    "put_right_in",
]
