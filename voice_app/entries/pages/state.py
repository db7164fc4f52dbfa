"""Where words are, as a young person reads it: a shape and a sentence, never a colour alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.entries.models import Entry, EntryState
from voice_app.entries.queries import Around


@dataclass(frozen=True)
class State:
    """Where an entry is. `is_new` marks what the young person has not seen yet.

    A later layer may leave `words` empty: then what this layer knows stands, and only the rest
    of it is added.
    """

    words: str
    icon: str
    is_new: bool = False
    #: A page that tells more, and what the link to it says.
    url: str | None = None
    link: str | None = None
    #: The day until which an answer is promised.
    answer_by: date | None = None
    #: Who reads it besides those it was sent to, as one sentence; empty when nobody does.
    readers: str = ""
    #: What is the case as well, and stands below.
    also: "State | None" = None
    #: What else they may do with it: where that is, and what the way there says.
    offer: tuple[str, str] | None = None


class AddStates(Protocol):
    """How a later layer says more about entries: in a constant number of statements for all."""

    def __call__(
        self, session: Session, *, actor: Actor, entries: Sequence[Entry], now: datetime
    ) -> Mapping[UUID, State]: ...


#: Later layers add theirs; what comes later in the list stands above what came before.
states: list[AddStates] = []


@dataclass(frozen=True)
class Happened:
    """What somebody did because of some words, as one sentence, and a page that tells more."""

    words: str
    url: str


class AddHappened(Protocol):
    """How a later layer tells an author what was done because of one entry."""

    def __call__(self, session: Session, *, actor: Actor, entry: Entry) -> Sequence[Happened]: ...


#: Later layers add theirs, for the page of one entry.
happenings: list[AddHappened] = []


def states_of(
    session: Session, *, actor: Actor, entries: Sequence[Entry], now: datetime
) -> dict[UUID, State]:
    """What the later layers say of these entries. Most entries are not in it."""
    found: dict[UUID, State] = {}
    for add in states:
        for entry_id, state in add(session, actor=actor, entries=entries, now=now).items():
            found[entry_id] = _above(state, found.get(entry_id))
    return found


def _above(state: State, below: State | None) -> State:
    """One thing that is the case above another, so that neither hides the other."""
    if below is None:
        return state
    if not state.words:
        return replace(below, answer_by=state.answer_by or below.answer_by)
    return replace(state, also=below if below.words else None, offer=below.offer)


def state_of(
    entry: Entry,
    around: Around,
    *,
    name_of: Callable[[UUID], str],
    day_of: Callable[[datetime], str],
    is_undelivered: bool = False,
) -> State:
    """Where an entry is, as far as this layer knows.

    Args:
        name_of: the first name of a colleague.
        day_of: a day as people say it.
    """
    if entry.state is EntryState.TAKEN_BACK:
        return _taken_back(entry, around, name_of, day_of)
    if entry.confirmed_at is None:
        return State(_("Not confirmed yet"), "phone")
    if entry.state is EntryState.DRAFT:
        # NOTE: words a young person began to write and has not finished.
        return State(_("Not finished yet"), "pen")
    if entry.state is EntryState.KEPT:
        # NOTE: a young person kept this for themselves. Nobody who works here can open it.
        return State(_("Just me"), "lock")
    if around.heard:
        heard = around.heard[-1][0]
        return State(_("%(name)s has heard you", name=name_of(heard.person_id)), "chat")
    if around.openings:
        return State(_opened(around, name_of, day_of), "opened")
    if is_undelivered:
        return State(_("Nobody is there to read this now"), "sent")
    if not around.readers:
        return State(_("Nobody else can see this now"), "lock")
    return State(_("Sent. Not opened yet"), "sent")


def _opened(
    around: Around, name_of: Callable[[UUID], str], day_of: Callable[[datetime], str]
) -> str:
    first = around.openings[0]
    told = {"name": name_of(first.person_id), "day": day_of(first.opened_at)}
    if first.for_id is not None:
        other = name_of(first.for_id)
        return str(_("Opened by %(name)s, for %(other)s, %(day)s", other=other, **told))
    return str(_("Opened by %(name)s, %(day)s", **told))


def _taken_back(
    entry: Entry,
    around: Around,
    name_of: Callable[[UUID], str],
    day_of: Callable[[datetime], str],
) -> State:
    if entry.confirmed_at is None:
        # NOTE: the young person said that somebody else wrote this.
        return State(_("You said this wasn’t you"), "x")
    taken_back_at = entry.taken_back_at
    assert taken_back_at is not None  # noqa: S101  set together with the state
    day = day_of(taken_back_at)
    if not around.openings:
        return State(_("You took this back, %(day)s", day=day), "back")
    name = name_of(around.openings[0].person_id)
    # NOTE: %(name)s is a colleague who had opened the words before they were taken back.
    words = _("You took this back, %(day)s. %(name)s had already read it", day=day, name=name)
    return State(words, "back")
