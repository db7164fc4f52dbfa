"""What can be done about a review: plan it, take part, meet and decide, tell."""

from voice_app.reviews.service.deciding import Unfinished, decide
from voice_app.reviews.service.disagreeing import dissent
from voice_app.reviews.service.letters import (
    Untold,
    letter_of,
    open_letter,
    show_letter,
    take_letter,
    write_letter,
)
from voice_app.reviews.service.meeting import finish, hold, take_text_out, write_text
from voice_app.reviews.service.packing import (
    ask_to_check,
    check,
    freeze,
    hand_out,
    reader_as,
    standing_check,
    thaw,
)
from voice_app.reviews.service.planning import (
    Problem,
    Wrong,
    for_workers,
    leave,
    move,
    name_chair,
    name_member,
    plan,
    refuse_a_day_they_were_not_here,
    take_over,
    unchaired,
)
from voice_app.reviews.service.steps import Saying, may_read, say, take_back
from voice_app.reviews.service.taking_part import leave_out, pick, shift, welcome
from voice_app.reviews.service.telling import told_in_person
from voice_app.reviews.service.wording import Suggested

__all__ = [
    "Problem",
    "Saying",
    "Suggested",
    "Unfinished",
    "Untold",
    "Wrong",
    "ask_to_check",
    "check",
    "decide",
    "dissent",
    "finish",
    "for_workers",
    "freeze",
    "hand_out",
    "hold",
    "leave",
    "leave_out",
    "letter_of",
    "may_read",
    "move",
    "name_chair",
    "name_member",
    "open_letter",
    "pick",
    "plan",
    "reader_as",
    "refuse_a_day_they_were_not_here",
    "say",
    "shift",
    "show_letter",
    "standing_check",
    "take_back",
    "take_letter",
    "take_over",
    "take_text_out",
    "thaw",
    "told_in_person",
    "unchaired",
    "welcome",
    "write_letter",
    "write_text",
]
