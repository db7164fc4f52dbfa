"""What can be done about telling a carer: assess, sign, write, show, release, withdraw, shut."""

from voice_app.sharing.rules.checking import Checked, FactFound, WordFound, check
from voice_app.sharing.service.asking import ask
from voice_app.sharing.service.assessments import (
    end_all_of,
    must_write,
    shut_door,
    sign_assessment,
    write_assessment,
)
from voice_app.sharing.service.growing_up import agree_at_eighteen
from voice_app.sharing.service.notes import keep_draft, read_notes, release_note, write_note
from voice_app.sharing.service.noting import show_door
from voice_app.sharing.service.passing_on import (
    agree_to_wait,
    decide,
    note_told,
    put_right,
    show_decisions,
    wait_longer,
)
from voice_app.sharing.service.releasing import (
    checked,
    flagged,
    let_stand,
    may_be_released,
    open_publication,
    sign_release,
    withdraw,
)
from voice_app.sharing.service.summaries import (
    begin_summary,
    change_summary,
    drop_summary,
    on_its_way,
    say_of_summary,
    show_summary,
    text_of,
)

__all__ = [
    "Checked",
    "FactFound",
    "WordFound",
    "agree_at_eighteen",
    "agree_to_wait",
    "ask",
    "begin_summary",
    "change_summary",
    "check",
    "checked",
    "decide",
    "drop_summary",
    "end_all_of",
    "flagged",
    "keep_draft",
    "let_stand",
    "may_be_released",
    "must_write",
    "note_told",
    "on_its_way",
    "open_publication",
    "put_right",
    "read_notes",
    "release_note",
    "say_of_summary",
    "show_decisions",
    "show_door",
    "show_summary",
    "shut_door",
    "sign_assessment",
    "sign_release",
    "text_of",
    "wait_longer",
    "withdraw",
    "write_assessment",
    "write_note",
]
