"""A sitting as its page shows it, to two people who look at one screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from voice_app.accounts.queries import names
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.entries.models import Entry
from voice_app.entries.pages import KIND_NAMES, Said, Shown, readable, said, shown
from voice_app.entries.rules import EntryKind, Felt
from voice_app.together.queries import Found, Turn
from voice_app.together.rules import Step, is_open

#: What a worker may call what was said.
KINDS = {**KIND_NAMES, EntryKind.SOMETHING: _l("None of these")}


@dataclass(frozen=True)
class TurnPage:
    """One question and what came of it."""

    prompt_id: UUID
    #: Empty when the young person began by themselves.
    question: str
    asked_at: datetime
    step: Step
    #: What is typed and is no entry yet.
    words: str
    kind: str
    feelings: tuple[Shown, ...]
    #: What they said when it was read back.
    said_back: str | None
    #: The entry, where the worker can still see it.
    kept: Said | None

    @property
    def is_open(self) -> bool:
        """Does it still wait for its end?"""
        return is_open(self.step)


@dataclass(frozen=True)
class SittingPage:
    """One time side by side."""

    id: UUID
    young_person_id: UUID
    called: str
    paper: str
    worker: str
    where: str
    who_was_there: str
    started_at: datetime
    is_over: bool
    turns: tuple[TurnPage, ...]

    @property
    def open_turn(self) -> TurnPage | None:
        """The question that still waits, if one does."""
        return next((turn for turn in self.turns if turn.is_open), None)


def sitting_page(
    session: Session, found: Found, turns: Sequence[Turn], *, actor: Actor
) -> SittingPage:
    """A sitting with all its questions; nothing else of the young person is on its page."""
    worker = names(session, [actor.person_id])[actor.person_id].first_name
    return SittingPage(
        id=found.sitting.id,
        young_person_id=found.place.id,
        called=found.called,
        paper=found.paper,
        worker=worker,
        where=readable(found.body["where"]),
        who_was_there=readable(found.body["who_was_there"]),
        started_at=found.sitting.started_at,
        is_over=found.sitting.ended_at is not None,
        turns=tuple(turn_page(session, turn, found.called, worker) for turn in turns),
    )


def turn_page(session: Session, turn: Turn, called: str, worker: str) -> TurnPage:
    """One question as its page shows it."""
    felt = [Felt(*one) for one in turn.typed.get("feelings", ())]
    return TurnPage(
        prompt_id=turn.prompt.id,
        question=readable(turn.question),
        asked_at=turn.prompt.asked_at,
        step=turn.step,
        words=readable(turn.typed.get("words", "")),
        kind=turn.typed.get("kind", EntryKind.SOMETHING.value),
        feelings=tuple(shown(one) for one in felt),
        said_back=readable(turn.said) if turn.said is not None else None,
        kept=_kept(session, turn.entry, called, worker) if turn.entry else None,
    )


def _kept(session: Session, entry: Entry, called: str, worker: str) -> Said:
    return said(entry, vault.opened(session, entry), called=called, typed_by=worker)
