"""Wishes as those see them who answer them: in lists, and one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.queries import Named, names
from voice_app.answers import queries, rules
from voice_app.answers.pages.told import Told, told
from voice_app.answers.queries import Asked
from voice_app.answers.rules import Decision, VerdictValue, WishState
from voice_app.care.queries import workers_of
from voice_app.care.queries.places import made_on
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.entries.models import Entry
from voice_app.entries.pages import Said, said
from voice_app.entries.rules import excerpt
from voice_app.entries.service import show_to


@dataclass(frozen=True)
class Line:
    """A wish in a list for those who answer it."""

    wish_id: UUID
    young_person_id: UUID
    called: str
    paper: str
    said: Said
    #: The words, or as much of them as a list shows.
    short: str
    state: WishState
    verdict: VerdictValue | None
    asked_at: datetime
    due_on: date
    days_late: int
    answered_at: datetime | None
    waits_to_be_told: bool
    is_read: bool


@dataclass(frozen=True)
class WishPage:
    """One wish for those who answer it; answers newest first."""

    line: Line
    answers: tuple[Told, ...]
    #: Colleagues who may have decided: id, name and what they do.
    deciders: tuple[tuple[UUID, str], ...]
    today: date
    #: The day since when the young person has a place here.
    since: date

    @property
    def newest(self) -> Told | None:
        """The answer that stands."""
        return self.answers[0] if self.answers else None

    @property
    def newest_id(self) -> UUID | None:
        """What a new answer comes after."""
        return self.newest.answer_id if self.newest else None

    @property
    def standing(self) -> Decision:
        """The answer that stands, as it was given."""
        newest = self.newest
        if newest is None:
            return Decision(state=WishState.NOT_ANSWERED)
        return Decision(
            state=newest.state,
            what_happens=newest.what_happens,
            because=newest.because,
            decided_by=newest.decided_by,
            decided_on=newest.decided_on,
            look_again_on=newest.look_again_on,
        )

    @property
    def may_tell(self) -> bool:
        """Is there something to tell, and has the young person not spoken for themselves?"""
        newest = self.newest
        if newest is None or newest.state in rules.WAITING:
            return False
        return newest.verdict is None or bool(newest.verdict_noted_by)


def wish_page(session: Session, *, actor: Actor, wish_id: UUID, now: datetime) -> WishPage:
    """One wish with everything around it. Whoever asks is written down as shown the words.

    Raises:
        NotFound: `actor` cannot see the wish.
    """
    asked = queries.get(session, actor=actor, wish_id=wish_id, now=now)
    show_to(session, actor=actor, entries=[asked.entry], place="wish", now=now)
    (line,) = lines(session, [asked], now=now)
    workers = {
        worker.person_id: f"{worker.name}, {worker.job}"
        for worker in workers_of(session, asked.wish.young_person_id, now=now)
    }
    return WishPage(
        line=line,
        answers=told(session, queries.answers_to(session, actor=actor, asked=asked)),
        deciders=tuple(workers.items()),
        today=london_day(now),
        since=made_on(session, asked.wish.young_person_id),
    )


def lines(session: Session, asked: Sequence[Asked], *, now: datetime) -> list[Line]:
    """Wishes for a list, in one statement at most however many they are.

    Their words are in it, so whoever is shown this list has to be written down as a reader.
    """
    typists = names(session, {one.entry.typed_by_id for one in asked if one.entry.typed_by_id})
    return [line_of(session, one, typists, now=now) for one in asked]


def line_of(
    session: Session, asked: Asked, typists: Mapping[UUID, Named], *, now: datetime
) -> Line:
    """One wish for a list; `typists` are the colleagues who wrote words down, by id."""
    wish, answer = asked.wish, asked.answer
    called = vault.opened(session, asked.place)["called"] if asked.place else ""
    words = said_in(session, asked.entry, called, typists)
    return Line(
        wish_id=wish.id,
        young_person_id=wish.young_person_id,
        called=called,
        paper=asked.paper,
        said=words,
        short=excerpt(words.words),
        state=asked.state,
        verdict=wish.verdict,
        asked_at=wish.asked_at,
        due_on=wish.due_on,
        days_late=rules.days_late(wish.state, wish.due_on, london_day(now)),
        answered_at=answer.answered_at if answer else None,
        waits_to_be_told=answer is not None and answer.in_person and answer.told_at is None,
        is_read=answer is not None and answer.told_at is not None,
    )


def said_in(session: Session, entry: Entry, called: str, typists: Mapping[UUID, Named]) -> Said:
    """The words of an entry for somebody other than their author."""
    typist = typists.get(entry.typed_by_id) if entry.typed_by_id else None
    return said(
        entry,
        vault.opened(session, entry),
        called=called,
        typed_by=typist.first_name if typist else "",
    )
