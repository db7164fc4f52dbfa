"""The six ways to begin: what each is called, how it starts and what the page asks."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from voice_app.entries.rules import STARTS, EntryKind


@dataclass(frozen=True)
class Start:
    """One way to begin. `number` stands in addresses, which say nothing of what it is."""

    number: int
    kind: EntryKind
    #: What the list of starts says.
    label: Any
    icon: str
    #: What the page asks; always open, never a yes or no.
    prompt: Any
    #: The screen's own words before theirs, kept apart from the quotation.
    starter: Any | None = None


SOMETHING = Start(
    number=0,
    kind=EntryKind.SOMETHING,
    label=_l("Just a note"),
    icon="words",
    prompt=_l("Write what you like"),
)

_ALL = {
    EntryKind.FEELING: Start(
        number=1,
        kind=EntryKind.FEELING,
        # NOTE: a way to begin; the young person goes on in their own words.
        label=_l("I feel…"),
        icon="feel",
        prompt=_l("Tell me more about how you feel"),
        # NOTE: stands before what a young person writes, as the start of their sentence.
        starter=_l("I feel"),
    ),
    EntryKind.WISH: Start(
        number=2,
        kind=EntryKind.WISH,
        # NOTE: a way to begin; the young person goes on in their own words.
        label=_l("I want…"),
        icon="want",
        prompt=_l("Tell me what you would like to happen"),
        # NOTE: stands before what a young person writes, as the start of their sentence.
        starter=_l("I want"),
    ),
    EntryKind.WORRY: Start(
        number=3,
        kind=EntryKind.WORRY,
        # NOTE: a way to begin; the young person goes on in their own words.
        label=_l("I’m worried…"),
        icon="cloud",
        prompt=_l("Tell me what is on your mind"),
        # NOTE: stands before what a young person writes, as the start of their sentence.
        starter=_l("I’m worried"),
    ),
    EntryKind.GOOD_NEWS: Start(
        number=4,
        kind=EntryKind.GOOD_NEWS,
        label=_l("Good news"),
        icon="star",
        prompt=_l("Tell me what happened"),
    ),
    EntryKind.QUESTION: Start(
        number=5,
        kind=EntryKind.QUESTION,
        label=_l("A question"),
        icon="q",
        prompt=_l("What would you like to know?"),
    ),
    EntryKind.FOR_MY_MEETING: Start(
        number=6,
        kind=EntryKind.FOR_MY_MEETING,
        label=_l("For my meeting"),
        icon="meeting",
        prompt=_l("Tell me what people should talk about"),
    ),
}


def starts() -> list[Start]:
    """The six, in the order in which they are always shown."""
    return [_ALL[kind] for kind in STARTS]


def start_of(kind: EntryKind) -> Start:
    """How words of this kind begin."""
    return _ALL.get(kind, SOMETHING)


def start_numbered(number: str | None) -> Start:
    """The start that an address names; words of no kind when it names none."""
    return next((start for start in starts() if str(start.number) == number), SOMETHING)
