"""What a person may see of reviews: their own, or those that they belong to now."""

from voice_app.reviews.queries.belonging import (
    Found,
    belongs,
    colleagues_to_name,
    coming,
    get,
    mine,
    of,
    planned_for,
    with_plan,
    without_chair,
)
from voice_app.reviews.queries.dissent import Disagreed, dissents_at
from voice_app.reviews.queries.own import Mine, days_of_picks, of_mine
from voice_app.reviews.queries.page import (
    Belonging,
    Here,
    Part,
    Written,
    decided_at,
    newest_move,
    people_at,
    picks_of,
    waits_to_be_told,
    wish_at,
    words_at,
)

__all__ = [
    "Belonging",
    "Disagreed",
    "Found",
    "Here",
    "Mine",
    "Part",
    "Written",
    "belongs",
    "colleagues_to_name",
    "coming",
    "days_of_picks",
    "decided_at",
    "dissents_at",
    "get",
    "mine",
    "newest_move",
    "of",
    "of_mine",
    "people_at",
    "picks_of",
    "planned_for",
    "waits_to_be_told",
    "wish_at",
    "with_plan",
    "without_chair",
    "words_at",
]
