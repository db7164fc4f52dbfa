"""Reviews as pages show them, to the young person and to those who belong."""

from voice_app.reviews.pages.deciding import (
    DecisionPage,
    DissentPage,
    WishHere,
    decision_page,
    dissent_page,
    wish_here,
)
from voice_app.reviews.pages.own import Meeting, Picked, Picking, meeting, picked, picking
from voice_app.reviews.pages.picks import states_of_picks
from voice_app.reviews.pages.saying import Asking, StepPage, asking, saying, step_page
from voice_app.reviews.pages.staff import Line, ReviewPage, lines, review_page
from voice_app.reviews.pages.steps import StepHere, StepRow
from voice_app.reviews.pages.words import STATE_NAMES, how_far, on_day

__all__ = [
    "STATE_NAMES",
    "Asking",
    "DecisionPage",
    "DissentPage",
    "Line",
    "Meeting",
    "Picked",
    "Picking",
    "ReviewPage",
    "StepHere",
    "StepPage",
    "StepRow",
    "WishHere",
    "asking",
    "decision_page",
    "dissent_page",
    "how_far",
    "lines",
    "meeting",
    "on_day",
    "picked",
    "picking",
    "review_page",
    "saying",
    "states_of_picks",
    "step_page",
    "wish_here",
]
