"""The steps of taking part: what each is called, as a list, and for those who read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from voice_app.answers.pages import answered_words
from voice_app.answers.rules import WAITING, WishState
from voice_app.core import vault
from voice_app.entries.pages import readable
from voice_app.entries.rules import excerpt
from voice_app.reviews import rules
from voice_app.reviews.pages.deciding import WishHere, wish_here
from voice_app.reviews.queries import Choice, Disagreed, Here
from voice_app.reviews.rules import Step

ICONS = {
    Step.WANTED: "people",
    Step.NOT_WANTED: "x",
    Step.WHERE_WHEN: "clock",
    Step.TALK_ABOUT: "chat",
    Step.NOT_READ_OUT: "lock",
    Step.JOIN_IN: "home",
    Step.RUN_PART: "star",
    Step.ALONE_FIRST: "eye",
}

TITLES = {
    # NOTE: what a young person may say about taking part in their meeting, each the name of a page.
    Step.WANTED: _l("Who I want there"),
    Step.NOT_WANTED: _l("Who I don’t want in the room"),
    Step.WHERE_WHEN: _l("Where and when"),
    Step.TALK_ABOUT: _l("What I want us to talk about"),
    Step.NOT_READ_OUT: _l("What must not be read out"),
    Step.JOIN_IN: _l("How I join in"),
    Step.RUN_PART: _l("I could run part of it"),
    # NOTE: when it is not known who runs the meeting.
    Step.ALONE_FIRST: _l("See whoever runs it on my own first"),
}

QUESTIONS = {
    Step.WANTED: _l("Who do you want there?"),
    Step.NOT_WANTED: _l("Who don’t you want in the room?"),
    Step.WHERE_WHEN: _l("Where and when should it be?"),
    Step.NOT_READ_OUT: _l("What must not be read out?"),
    Step.JOIN_IN: _l("How do you want to join in?"),
    Step.RUN_PART: _l("Which part could you run?"),
    Step.ALONE_FIRST: _l("Do you want to see whoever runs it on your own first?"),
}

FOR_STAFF = {
    # NOTE: what a young person said about taking part in their meeting, as colleagues read it.
    Step.WANTED: _l("Who they want there"),
    Step.NOT_WANTED: _l("Who they do not want in the room"),
    Step.WHERE_WHEN: _l("Where and when"),
    Step.NOT_READ_OUT: _l("What must not be read out"),
    Step.JOIN_IN: _l("How they join in"),
    Step.RUN_PART: _l("Which part they could run"),
    Step.ALONE_FIRST: _l("Seeing whoever runs it on their own first"),
}


def title(step: Step, chair: str = "") -> str:
    """What a step is called on the young person's pages; `chair` is the first name, if known."""
    if step is Step.ALONE_FIRST and chair:
        return str(_("See %(name)s on my own first", name=chair))
    return str(TITLES[step])


def question(step: Step, chair: str = "") -> str:
    """What its page asks."""
    if step is Step.ALONE_FIRST and chair:
        return str(_("Do you want to see %(name)s on your own first?", name=chair))
    return str(QUESTIONS[step])


@dataclass(frozen=True)
class StepRow:
    """One step on the page of a meeting, and what was said about it."""

    step: Step
    number: int
    title: str
    icon: str
    #: The beginning of their words, or none; and what the screen says below.
    said: str
    lang: str
    line: str
    is_sent: bool
    is_there: bool


def step_rows(
    session: Session, choices: Iterable[Choice], *, chair: str, picked: int
) -> tuple[StepRow, ...]:
    """All the steps in their order. `picked` is how many words are in."""
    standing = {one.step: one for one in choices}
    return tuple(_row(session, step, standing.get(step), chair, picked) for step in Step)


def _row(session: Session, step: Step, choice: Choice | None, chair: str, picked: int) -> StepRow:
    body = vault.opened(session, choice.entry) if choice else {}
    ticked = (body.get("starter") or "") if choice and choice.ways else ""
    return StepRow(
        step=step,
        number=step.number,
        title=title(step, chair),
        icon=ICONS[step],
        said=excerpt(readable(f"{ticked} {body.get('words', '')}").strip(), most=90),
        lang=str(body.get("language", "en_GB")).replace("_", "-"),
        line=_line(step, choice, picked),
        is_sent=choice is not None and choice.is_sent,
        is_there=choice is not None,
    )


def _line(step: Step, choice: Choice | None, picked: int) -> str:
    if step is Step.TALK_ABOUT:
        if not picked:
            return str(_("Pick what goes in first"))
        return str(
            ngettext(
                "%(num)s of my words is on the list",
                "%(num)s of my words are on the list",
                picked,
            )
        )
    if choice is None:
        # NOTE: examples of how to join in a meeting about oneself.
        return str(_("In the room, by video, just my words")) if step is Step.JOIN_IN else ""
    if not choice.is_sent:
        return str(_("Not sent. Only you can see it."))
    if choice.state in WAITING:
        return str(_("Being looked at")) if choice.state is WishState.BEING_LOOKED_AT else ""
    return answered_words(choice.state)


@dataclass(frozen=True)
class StepHere:
    """One step on the page of those who read it, and what became of it."""

    title: str
    #: What they ticked, before what they said in words.
    ticked: str | None
    wish: WishHere
    is_unprinted: bool


def steps_here(
    session: Session, choices: Iterable[Choice], called: str, dissents: Sequence[Disagreed]
) -> tuple[StepHere, ...]:
    """How the young person takes part, as far as these choices, found for the reader, say it."""
    return tuple(
        _step_here(session, one, called, dissents) for one in choices if one.wish is not None
    )


def _step_here(
    session: Session, one: Choice, called: str, dissents: Sequence[Disagreed]
) -> StepHere:
    here = Here(
        entry=one.entry,
        typist=None,
        pick=None,
        wish=one.wish,
        answer=one.answer,
        decision=one.decision,
    )
    wish = wish_here(session, here, called, dissents=dissents)
    return StepHere(
        title=str(FOR_STAFF[one.step]),
        ticked=wish.said.starter if one.ways else None,
        wish=wish,
        is_unprinted=one.step in rules.UNPRINTED,
    )
