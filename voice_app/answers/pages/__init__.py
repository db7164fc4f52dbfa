"""Wishes and answers as pages show them."""

from voice_app.answers.pages.own import Story, answered_words, story
from voice_app.answers.pages.told import Told, told
from voice_app.answers.pages.wishes import (
    Line,
    WishPage,
    line_of,
    lines,
    said_in,
    wish_page,
)

__all__ = [
    "Line",
    "Story",
    "Told",
    "WishPage",
    "answered_words",
    "line_of",
    "lines",
    "said_in",
    "story",
    "told",
    "wish_page",
]
