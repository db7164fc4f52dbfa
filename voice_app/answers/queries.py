"""What a person may see of wishes and answers. Every query goes through the words it answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.answers.models import Answer, Telling, Verdict, Wish
from voice_app.answers.rules import UNSETTLED, WAITING, WishState
from voice_app.care.models import Assignment, YoungPerson
from voice_app.care.queries import acts_for, is_live
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.entries.models import ASKING, Entry, EntryState
from voice_app.entries.queries import visible_to

#: What every query here begins from. The answer is None where there is none to see.
Rows: TypeAlias = Select[Wish, Entry, Answer, YoungPerson, str]

#: Made once: an alias learns every column anew, and a page that made its own waited for that.
_CORRECTION, _SHOWN = aliased(Entry), aliased(Answer)


@dataclass(frozen=True)
class Asked:
    """A wish, the words it came in, and the newest answer the person asking may see."""

    wish: Wish
    entry: Entry
    answer: Answer | None
    #: The place of whoever asked, and the paper they chose; a later layer may leave them out.
    place: YoungPerson | None = None
    paper: str = "plain"

    @property
    def state(self) -> WishState:
        """What became of it, as far as the person asking may know."""
        return self.answer.state if self.answer else WishState.NOT_ANSWERED


@dataclass
class Answered:
    """An answer with everything that belongs to it; verdicts and tellings oldest first."""

    answer: Answer
    body: dict[str, Any]
    verdicts: list[Verdict] = field(default_factory=list)
    tellings: list[tuple[Telling, dict[str, Any]]] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict | None:
        """What the young person says of it now."""
        return self.verdicts[-1] if self.verdicts else None


@dataclass(frozen=True)
class Page:
    """One page of wishes; `next` is the last of them when there are more, or None."""

    wishes: list[Asked]
    next: UUID | None


def get(session: Session, *, actor: Actor, wish_id: UUID, now: datetime) -> Asked:
    """One wish.

    Raises:
        NotFound: there is none, or `actor` cannot see the words it came in.
    """
    return _one(session, _asked(actor, now).where(Wish.id == wish_id))


def of_entry(session: Session, *, actor: Actor, entry_id: UUID, now: datetime) -> Asked:
    """The wish that these words made.

    Raises:
        NotFound: they made none, or `actor` cannot see them.
    """
    return _one(session, _asked(actor, now).where(Wish.entry_id == entry_id))


def of_entries(
    session: Session, *, actor: Actor, entries: Iterable[Entry], now: datetime
) -> dict[UUID, Asked]:
    """The wishes of these words, by the id of the entry; words that asked for nothing have none."""
    ids = [entry.id for entry in entries if entry.kind in ASKING]
    return {
        asked.entry.id: asked for asked in _all(session, _asked(actor, now), Wish.entry_id.in_(ids))
    }


def waiting(
    session: Session, *, actor: Actor, now: datetime, after: UUID | None = None, limit: int = 20
) -> Page:
    """What `actor` has to answer or to tell in person, the most urgent first.

    First those without an answer, by the day they are due; then those whose answer is not OK
    with the young person, or waits to be told. Pages go by key: `after` is the last wish of
    the page before.
    """
    key = tuple_(_urgency(), Wish.due_on, Wish.asked_at, Wish.id)
    query = _asked(actor, now).where(_waits(actor, now))
    if after is not None:
        last = select(_urgency(), Wish.due_on, Wish.asked_at, Wish.id).where(Wish.id == after)
        query = query.where(key > last.scalar_subquery())
    return _page(session, query.order_by(*key), limit)


def settled(
    session: Session, *, actor: Actor, now: datetime, after: UUID | None = None, limit: int = 20
) -> Page:
    """The wishes that have an answer and wait for nothing, the newest answer first; by key."""
    key = tuple_(Answer.answered_at, Wish.id)
    query = _asked(actor, now).where(Answer.answered_at.is_not(None), ~_waits(actor, now))
    if after is not None:
        last = (
            select(Answer.answered_at, Wish.id)
            .join(Wish, _is_newest(actor))
            .where(Wish.id == after)
        )
        query = query.where(key < last.scalar_subquery())
    return _page(session, query.order_by(Answer.answered_at.desc(), Wish.id.desc()), limit)


def most_urgent(actor: Actor, now: datetime, *, limit: int) -> Select[UUID]:
    """The words that `actor` has to answer first, by id, to be put into a larger statement."""
    return (
        select(Wish.entry_id)
        .join(Entry, Entry.id == Wish.entry_id)
        .outerjoin(Answer, _is_newest(actor))
        .where(_is_near(actor, now), visible_to(actor, now), _waits(actor, now))
        .order_by(_urgency(), Wish.due_on, Wish.asked_at, Wish.id)
        .limit(limit)
    )


def how_many_open(actor: Actor, now: datetime) -> ScalarSelect[int]:
    """How many wishes want an answer from `actor`, to be put into a larger statement."""
    return _counted(actor, now).where(Wish.waits, wants_answer(actor, now)).scalar_subquery()


def how_many_looked_at(session: Session, *, actor: Actor, now: datetime) -> int:
    """How many things a young person asked for have no answer yet that is OK with them."""
    nothing_yet = or_(Answer.id.is_(None), Answer.state.in_(WAITING), Wish.verdict.in_(UNSETTLED))
    query = _counted(actor, now).outerjoin(Answer, _is_newest(actor))
    return session.scalar(query.where(Wish.waits, still_asked(actor, now), nothing_yet)) or 0


def newest_unread(session: Session, *, actor: Actor, now: datetime) -> Asked | None:
    """The young person's newest answer that they have not read and were not told."""
    unread = select(Answer.wish_id).where(
        Answer.young_person_id == actor.person_id, Answer.told_at.is_(None)
    )
    query = (
        _asked(actor, now)
        .where(Wish.id.in_(unread))
        .where(Entry.state == EntryState.SENT, Answer.told_at.is_(None))
        .where(Answer.state.not_in(WAITING))
        .order_by(Answer.answered_at.desc(), Wish.id)
    )
    return next(iter(_all(session, query.limit(1))), None)


def answers_to(session: Session, *, actor: Actor, asked: Asked) -> list[Answered]:
    """Every answer to a wish that `actor` may see, newest first, with what belongs to each.

    The wish must come from a query of this module: here nobody asks again who may see it.
    """
    query = (
        select(Answer, Verdict, Telling)
        .outerjoin(Verdict, Verdict.answer_id == Answer.id)
        .outerjoin(Telling, Telling.answer_id == Answer.id)
        .where(Answer.wish_id == asked.wish.id)
        .order_by(Answer.number.desc(), Verdict.said_at, Verdict.id, Telling.noted_at, Telling.id)
    )
    if actor.is_young_person:
        query = query.where(~waits_to_be_told())
    found: dict[UUID, Answered] = {}
    verdicts: dict[UUID, Verdict] = {}
    tellings: dict[UUID, Telling] = {}
    # Each verdict stands beside each telling of its answer; both are few.
    for answer, verdict, telling in session.execute(query):
        found.setdefault(answer.id, Answered(answer, vault.opened(session, answer)))
        if verdict is not None:
            verdicts[verdict.id] = verdict
        if telling is not None:
            tellings[telling.id] = telling
    for verdict in verdicts.values():
        found[verdict.answer_id].verdicts.append(verdict)
    for telling in tellings.values():
        found[telling.answer_id].tellings.append((telling, vault.opened(session, telling)))
    return list(found.values())


def wants_answer(reader: Actor | None, now: datetime) -> ColumnElement[bool]:
    """The condition under which a `Wish` joined to its `Entry` is open.

    It is the twin of `rules.is_open`, for wishes that nobody took back or put another way, as
    far as `reader` may know; see `still_asked`.
    """
    return and_(still_asked(reader, now), or_(Wish.state.in_(WAITING), Wish.verdict.in_(UNSETTLED)))


def _waits(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """Has somebody something to do for a wish? `Wish.waits` finds the few to look at quickly."""
    return and_(Wish.waits, or_(wants_answer(actor, now), waits_to_be_told()))


def waits_to_be_told() -> ColumnElement[bool]:
    """The condition under which an `Answer` waits for somebody to tell it in person."""
    return and_(Answer.in_person, Answer.told_at.is_(None))


def still_asked(reader: Actor | None, now: datetime) -> ColumnElement[bool]:
    """Does a `Wish` joined to its `Entry` stand: neither taken back nor put another way?

    What was put another way for somebody else stands as before: that it is gone from a count
    would tell `reader` of words they were not sent.

    Args:
        reader: None for how things are, whoever may know it. Never shown to anybody.
    """
    is_known = true() if reader is None else visible_to(reader, now, _CORRECTION)
    put_another_way = (
        select(_CORRECTION.id)
        .where(
            _CORRECTION.corrects_id == Entry.id,
            _CORRECTION.state == EntryState.SENT,
            _CORRECTION.kind.in_(ASKING),
            is_known,
        )
        .correlate(Entry)
        .exists()
    )
    return and_(Entry.state == EntryState.SENT, Wish.withdrawn_at.is_(None), ~put_another_way)


def _asked(actor: Actor, now: datetime) -> Rows:
    return (
        select(Wish, Entry, Answer, YoungPerson, Person.paper)
        .join(Entry, Entry.id == Wish.entry_id)
        .join(YoungPerson, YoungPerson.id == Wish.young_person_id)
        .join(Person, Person.id == YoungPerson.id)
        .outerjoin(Answer, _is_newest(actor))
        .where(_is_near(actor, now), visible_to(actor, now))
    )


def _is_near(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """The wishes of the person asking, or of those they look after: a small place to search."""
    if actor.is_young_person:
        return Wish.young_person_id == actor.person_id
    theirs = select(Assignment.young_person_id).where(is_live(now), acts_for(actor, now))
    return Wish.young_person_id.in_(theirs)


def _is_newest(actor: Actor) -> ColumnElement[bool]:
    """The newest answer to a wish; for a young person, the newest that their phone may show."""
    if not actor.is_young_person:
        return and_(Answer.wish_id == Wish.id, Answer.number == Wish.answers)
    newest = (
        select(func.max(_SHOWN.number))
        .where(_SHOWN.wish_id == Wish.id, or_(~_SHOWN.in_person, _SHOWN.told_at.is_not(None)))
        .correlate(Wish)
        .scalar_subquery()
    )
    return and_(Answer.wish_id == Wish.id, Answer.number == newest)


def _urgency() -> ColumnElement[int]:
    return case((Wish.state.in_(WAITING), 0), else_=1)


def _counted(actor: Actor, now: datetime) -> Select[int]:
    return (
        select(func.count(Wish.id))
        .join(Entry, Entry.id == Wish.entry_id)
        .where(_is_near(actor, now), visible_to(actor, now))
    )


def _all(
    session: Session,
    query: Rows,
    *conditions: ColumnElement[bool],
) -> list[Asked]:
    return [Asked(*row) for row in session.execute(query.where(*conditions))]


def _one(session: Session, query: Rows) -> Asked:
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return Asked(*row)


def _page(session: Session, query: Rows, limit: int) -> Page:
    found = _all(session, query.limit(limit + 1))
    return Page(found[:limit], found[limit - 1].wish.id if len(found) > limit else None)
