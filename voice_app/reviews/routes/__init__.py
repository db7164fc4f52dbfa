"""Addresses of reviews: the young person's own meeting, and the pages of those who belong."""

from voice_app.reviews.routes import (
    copies,
    deciding,
    disagreeing,
    letters,
    own,
    packing,
    preparing,
    showing,
    steps,
)
from voice_app.reviews.routes.blueprint import bp

__all__ = [
    "bp",
    "copies",
    "deciding",
    "disagreeing",
    "letters",
    "own",
    "packing",
    "preparing",
    "showing",
    "steps",
]
