"""What can be done with a young person's words, by them and by those they let in."""

from voice_app.entries.service.audience import (
    confirm,
    keep_for_me,
    not_me,
    send,
    stop_showing,
    take_back,
    when_sent,
    when_taken_back,
)
from voice_app.entries.service.halves import half_of, keep_half, keep_half_late, let_half_go
from voice_app.entries.service.hearing import count_as_sent, heard, show_to
from voice_app.entries.service.writing import (
    Given,
    correct,
    erase,
    keep_draft,
    put_in_letterbox,
    write_down,
)

__all__ = [
    "Given",
    "confirm",
    "correct",
    "count_as_sent",
    "erase",
    "half_of",
    "heard",
    "keep_draft",
    "keep_for_me",
    "keep_half",
    "keep_half_late",
    "let_half_go",
    "not_me",
    "put_in_letterbox",
    "send",
    "show_to",
    "stop_showing",
    "take_back",
    "when_sent",
    "when_taken_back",
    "write_down",
]
