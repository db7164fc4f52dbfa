"""What became of wishes, for the young person who wished them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from voice_app.accounts.queries import names
from voice_app.answers import queries, rules
from voice_app.answers.pages.told import Told, told
from voice_app.answers.queries import Asked
from voice_app.answers.rules import WishState
from voice_app.care.models import AssignmentKind
from voice_app.care.queries import workers_of
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.entries.models import Entry
from voice_app.entries.pages import Said, State, said, states


@dataclass(frozen=True)
class Story:
    """What became of a wish, for whoever wished it."""

    said: Said
    asked_at: datetime
    state: WishState
    due_on: date
    is_late: bool
    #: No answer is wanted any more: the words were taken back.
    is_withdrawn: bool
    newest: Told | None
    earlier: tuple[Told, ...]
    #: The first name of somebody to turn to when an answer is late; may be empty.
    turn_to: str


def story(session: Session, *, actor: Actor, asked: Asked, now: datetime) -> Story:
    """What became of a young person's own wish, step by step."""
    wish, entry = asked.wish, asked.entry
    answers = told(session, queries.answers_to(session, actor=actor, asked=asked))
    typists = names(session, [entry.typed_by_id] if entry.typed_by_id else [])
    typist = typists.get(entry.typed_by_id) if entry.typed_by_id else None
    is_late = rules.days_late(asked.state, wish.due_on, london_day(now)) > 0
    is_withdrawn = wish.withdrawn_at is not None
    return Story(
        said=said(
            entry,
            vault.opened(session, entry),
            typed_by=typist.first_name if typist else "",
            to_author=True,
        ),
        asked_at=wish.asked_at,
        state=asked.state,
        due_on=wish.due_on,
        is_late=is_late and not is_withdrawn,
        is_withdrawn=is_withdrawn,
        newest=answers[0] if answers else None,
        earlier=answers[1:],
        turn_to=_turn_to(session, wish.young_person_id, now) if is_late else "",
    )


def _turn_to(session: Session, young_person_id: UUID, now: datetime) -> str:
    """Whom a young person may tell that an answer is late: the reviewing officer, if any."""
    workers = workers_of(session, young_person_id, now=now)
    reviewing = [one for one in workers if one.kind is AssignmentKind.REVIEWING_OFFICER]
    return reviewing[0].first_name if reviewing else ""


def states_of_wishes(
    session: Session, *, actor: Actor, entries: Sequence[Entry], now: datetime
) -> Mapping[UUID, State]:
    """Where a young person's wishes are, for the list of their words; one statement."""
    found = queries.of_entries(session, actor=actor, entries=entries, now=now)
    today = london_day(now)
    return {
        entry_id: state
        for entry_id, asked in found.items()
        if (state := _state(asked, today)) is not None
    }


states.append(states_of_wishes)


def _state(asked: Asked, today: date) -> State | None:
    """What My words says of a wish; None while there is nothing to add to who opened it."""
    url = url_for("answers.show", entry_id=asked.entry.id)
    if asked.wish.withdrawn_at is not None and asked.answer is None:
        return None
    if asked.state in rules.WAITING:
        due_on = asked.wish.due_on
        if rules.days_late(asked.state, due_on, today):
            return State(
                _("Your answer is late. We are sorry"), "clock", url=url, link=_("See more")
            )
        if asked.answer is None:
            # Who opened it says more than that nobody answered yet; only the day is ours.
            return State("", "", answer_by=due_on)
        return State(_("Being looked at"), "s-being-looked-at", url=url, answer_by=due_on)
    return State(
        answered_words(asked.state),
        "answer",
        is_new=asked.answer is not None and asked.answer.told_at is None,
        url=url,
        link=_("Read the answer"),
    )


def answered_words(state: WishState) -> str:
    """A settled state as one sentence, for a list of a young person's words."""
    words: dict[WishState, str] = {
        WishState.YES: _("Answered: yes"),
        WishState.PARTLY: _("Answered: partly"),
        WishState.NOT_NOW: _("Answered: not now"),
        WishState.NO: _("Answered: no"),
    }
    return words[state]
