"""Reviews as pages show them, to the young person and to those who belong."""

from voice_app.reviews.pages.deciding import (
    DecisionPage,
    DissentPage,
    WishHere,
    decision_page,
    dissent_page,
    wish_here,
)
from voice_app.reviews.pages.letter_file import letter_document, letter_file_name
from voice_app.reviews.pages.letters import (
    Letter,
    LetterPage,
    letter_page,
    letter_to_print,
    own_letter,
)
from voice_app.reviews.pages.own import (
    Meeting,
    MyPart,
    Picked,
    Picking,
    meeting,
    my_part,
    picked,
    picking,
)
from voice_app.reviews.pages.pack import (
    Copy,
    PackPage,
    Reader,
    copies,
    may_freeze,
    may_thaw,
    note_read,
    pack_page,
    readers,
    shown_pack,
)
from voice_app.reviews.pages.picks import states_of_picks
from voice_app.reviews.pages.printing import file_name, pack_document
from voice_app.reviews.pages.saying import Asking, StepPage, asking, saying, step_page
from voice_app.reviews.pages.staff import Line, ReviewPage, lines, review_page
from voice_app.reviews.pages.steps import StepHere, StepRow
from voice_app.reviews.pages.words import STATE_NAMES, days_late, how_far, on_day

__all__ = [
    "STATE_NAMES",
    "Asking",
    "Copy",
    "DecisionPage",
    "DissentPage",
    "Letter",
    "LetterPage",
    "Line",
    "Meeting",
    "MyPart",
    "PackPage",
    "Picked",
    "Picking",
    "Reader",
    "ReviewPage",
    "StepHere",
    "StepPage",
    "StepRow",
    "WishHere",
    "asking",
    "copies",
    "days_late",
    "decision_page",
    "dissent_page",
    "file_name",
    "how_far",
    "letter_document",
    "letter_file_name",
    "letter_page",
    "letter_to_print",
    "lines",
    "may_freeze",
    "may_thaw",
    "meeting",
    "my_part",
    "note_read",
    "on_day",
    "own_letter",
    "pack_document",
    "pack_page",
    "picked",
    "picking",
    "readers",
    "review_page",
    "saying",
    "shown_pack",
    "states_of_picks",
    "step_page",
    "wish_here",
]
