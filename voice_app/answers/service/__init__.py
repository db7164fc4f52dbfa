"""What can be done about a wish: wait for it, answer it, tell it, say whether that is OK."""

from voice_app.answers.service.answering import (
    Incomplete,
    answer,
    answer_found,
    read,
    tell,
    tell_found,
    verdict,
)
from voice_app.answers.service.asking import make_wish, pass_on, withdraw

__all__ = [
    "Incomplete",
    "answer",
    "answer_found",
    "make_wish",
    "pass_on",
    "read",
    "tell",
    "tell_found",
    "verdict",
    "withdraw",
]
