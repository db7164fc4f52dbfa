"""Who may know of a door, what a carer may read, and what the young person always sees."""

from voice_app.sharing.queries.doors import (
    Assessed,
    Brief,
    Door,
    Drafted,
    Released,
    Signed,
    door,
    doors_of,
    ending_soon,
    of_assessment,
    of_publication,
    of_summary,
    to_sign,
)
from voice_app.sharing.queries.own import Given, Mine, Shown, mine, one_of_mine
from voice_app.sharing.queries.reading import Open, open_one, open_to

__all__ = [
    "Assessed",
    "Brief",
    "Door",
    "Drafted",
    "Given",
    "Mine",
    "Open",
    "Released",
    "Shown",
    "Signed",
    "door",
    "doors_of",
    "ending_soon",
    "mine",
    "of_assessment",
    "of_publication",
    "of_summary",
    "one_of_mine",
    "open_one",
    "open_to",
    "to_sign",
]
