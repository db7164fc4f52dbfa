"""What a person may see of a young person's words. Every query begins with who is asking."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    ScalarSelect,
    Select,
    and_,
    exists,
    false,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from voice_app.care import queries as care
from voice_app.care.models import Assignment, TimeAway, YoungPerson
from voice_app.care.queries import Worker
from voice_app.core import vault
from voice_app.core.actor import WORKERS, Actor, Level
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound
from voice_app.entries.models import (
    Audience,
    Entry,
    EntryKind,
    EntryLevel,
    EntryState,
    Heard,
    Opening,
)
from voice_app.entries.rules import Felt

#: What a young person finds in My words; drafts have a place of their own.
LISTED = (EntryState.KEPT, EntryState.SENT, EntryState.TAKEN_BACK)


def visible_to(actor: Actor, now: datetime, words: type[Entry] = Entry) -> ColumnElement[bool]:
    """The one sentence that says who sees an entry.

    A young person sees all of their own that was not erased. A worker sees what was sent to
    them by name, or to somebody they cover for today, while that person is assigned and the
    young person's place is open. Everybody else sees nothing.

    Args:
        words: the table asked about, or an alias of it.
    """
    if actor.is_young_person and actor.level >= Level.OPEN:
        own = words.young_person_id == actor.person_id
        return and_(own, words.state != EntryState.ERASED)
    if actor.role in WORKERS and actor.level >= Level.TWO_FACTORS:
        named = or_(Audience.person_id == actor.person_id, _is_covered_by(actor, now))
        return and_(words.state == EntryState.SENT, _has_reader(named, now, words))
    return false()


def get(session: Session, *, actor: Actor, entry_id: UUID, now: datetime) -> Entry:
    """One entry.

    Raises:
        NotFound: there is none, or `actor` cannot see it.
    """
    entry = session.scalar(select(Entry).where(Entry.id == entry_id, visible_to(actor, now)))
    if entry is None:
        raise NotFound
    return entry


@dataclass(frozen=True)
class Begun:
    """Words on their way: what was kept under a phone's id so far, or nothing yet."""

    entry: Entry | None = None
    words: str = ""
    feelings: tuple[Felt, ...] = ()
    #: The address of the form that it is half written in, where it is no entry of its own yet.
    page: str = ""

    @property
    def kind(self) -> EntryKind | None:
        """What it is, when that is known."""
        return self.entry.kind if self.entry else None

    @property
    def level(self) -> EntryLevel | None:
        """How the words came in."""
        return self.entry.level if self.entry else None

    @property
    def area_value(self) -> str:
        """The part of life it is about, as a form sends it; empty when none was chosen."""
        return self.entry.life_area.value if self.entry and self.entry.life_area else ""

    @property
    def is_finished(self) -> bool:
        """Are the words no draft any more?"""
        return self.entry is not None and self.entry.state is not EntryState.DRAFT

    @property
    def own_word(self) -> str:
        """Their own word for a feeling, when there is one."""
        return next((felt.word for felt in self.feelings if felt.word), "")

    @property
    def strengths(self) -> dict[str, str]:
        """How strong each picked feeling is, where that was said, as a form would send it."""
        return {felt.name: str(felt.strength) for felt in self.feelings if felt.strength}


def begun(session: Session, *, actor: Actor, phone_id: UUID, now: datetime) -> Begun:
    """What the young person asking has kept under a phone's id; erased words count as nothing."""
    entry = session.scalar(select(Entry).where(Entry.phone_id == phone_id, visible_to(actor, now)))
    if entry is None or not actor.is_young_person:
        return Begun()
    body = vault.opened(session, entry)
    feelings = tuple(Felt(**felt) for felt in body.get("feelings", ()))
    return Begun(entry, str(body.get("words", "")), feelings, str(body.get("page", "")))


@dataclass(frozen=True)
class Page:
    """One page of entries, newest first; `older` is where the next one begins, or None."""

    entries: list[Entry]
    older: UUID | None


def page_of(
    session: Session,
    *,
    actor: Actor,
    young_person_id: UUID,
    before: UUID | None = None,
    limit: int = 20,
    now: datetime,
) -> Page:
    """What `actor` may see of a young person's finished entries, newest first.

    Args:
        before: the last entry of the page before this one. Pages go by key and not by
            offset, so the five-hundredth is found as fast as the first.

    A young person's own are in the order they were written; a worker's, as they were sent.
    """
    query = select(Entry).where(
        Entry.young_person_id == young_person_id,
        Entry.state.in_(LISTED),
        visible_to(actor, now),
    )
    return _page(session, query, actor, young_person_id, before, limit)


def _page(
    session: Session,
    query: Select[Entry],
    actor: Actor,
    young_person_id: UUID,
    before: UUID | None,
    limit: int,
) -> Page:
    at = _order_for(actor)
    if before is not None:
        last = select(at, Entry.id).where(
            Entry.id == before, Entry.young_person_id == young_person_id
        )
        query = query.where(tuple_(at, Entry.id) < last.scalar_subquery())
    found = list(session.scalars(query.order_by(at.desc(), Entry.id.desc()).limit(limit + 1)))
    return Page(found[:limit], found[limit - 1].id if len(found) > limit else None)


def unfinished_of(
    session: Session, *, actor: Actor, before: UUID | None = None, limit: int = 20, now: datetime
) -> Page:
    """The young person's drafts, and their words that wait to be confirmed; newest first."""
    own = select(Entry.id).where(Entry.young_person_id == actor.person_id)
    drafts = own.where(Entry.state == EntryState.DRAFT)
    unconfirmed = own.where(Entry.state == EntryState.SENT, Entry.confirmed_at.is_(None))
    query = _among(union_all(drafts, unconfirmed)).where(visible_to(actor, now))
    return _page(session, query, actor, actor.person_id, before, limit)


def undelivered_of(
    session: Session, *, actor: Actor, limit: int = 20, now: datetime
) -> list[Entry]:
    """The young person's sent words that nobody opened and nobody is left to open."""
    theirs = Assignment.young_person_id == actor.person_id
    there_now = select(Assignment.staff_id).where(theirs, care.is_live(now))
    left = select(Assignment.staff_id).where(theirs, Assignment.staff_id.not_in(there_now))
    # Only what was sent to somebody who has left can be undelivered, so the search begins there.
    to_them = select(Audience.entry_id.label("id")).where(
        Audience.person_id.in_(left), Audience.young_person_id == actor.person_id
    )
    query = _among(to_them.distinct()).where(visible_to(actor, now), _is_undelivered(now))
    newest_first = query.order_by(Entry.received_at.desc(), Entry.id.desc())
    return list(session.scalars(newest_first.limit(limit)))


def _among(ids: Select[UUID] | CompoundSelect[UUID]) -> Select[Entry]:
    """The entries with these few ids, found by id.

    The ids are gathered first. Left to itself, the database walks through everything that
    was ever said, in order, and asks of each whether it is among them.
    """
    few = ids.cte("few").prefix_with("MATERIALIZED")
    return select(Entry).join(few, few.c.id == Entry.id)


def is_undelivered(session: Session, entry: Entry, *, now: datetime) -> bool:
    """Was this entry sent, never opened, and is nobody left who could open it?"""
    query = select(Entry.id).where(Entry.id == entry.id, _is_undelivered(now))
    return session.scalar(query) is not None


@dataclass
class Around:
    """What belongs to one entry: its words opened, its readers, who opened it, who heard it.

    A reader is somebody the young person named, whether they look after them now or not.
    """

    body: dict[str, Any]
    readers: list[UUID] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    heard: list[tuple[Heard, str]] = field(default_factory=list)


def around(session: Session, entries: Sequence[Entry], *, now: datetime) -> dict[UUID, Around]:
    """What belongs to each of these entries, in three statements however many they are.

    The entries must come from a query of this module: here nobody asks again who may see them.
    """
    ids = [entry.id for entry in entries]
    found = {entry.id: Around(vault.opened(session, entry)) for entry in entries}
    live = and_(Audience.entry_id.in_(ids), _is_now(Audience.from_at, Audience.until_at, now))
    for row in session.scalars(select(Audience).where(live).order_by(Audience.from_at)):
        found[row.entry_id].readers.append(row.person_id)
    openings = select(Opening).where(Opening.entry_id.in_(ids)).order_by(Opening.opened_at)
    for opening in session.scalars(openings):
        found[opening.entry_id].openings.append(opening)
    messages = select(Heard).where(Heard.entry_id.in_(ids)).order_by(Heard.heard_at)
    for heard in session.scalars(messages):
        message = str(vault.opened(session, heard).get("message", ""))
        found[heard.entry_id].heard.append((heard, message))
    return found


def readers_of(
    session: Session, *, actor: Actor, now: datetime
) -> tuple[list[Worker], dict[UUID, datetime | None]]:
    """Who looks after the young person asking, and when each is next at work."""
    place = session.get_one(YoungPerson, actor.person_id)
    workers = care.workers_of(session, place.id, now=now)
    ids = {worker.person_id for worker in workers}
    return workers, care.next_at_work(session, ids, now=now, nation=place.nation)


def corrections_of(
    session: Session, *, actor: Actor, entries: Sequence[Entry], now: datetime
) -> dict[UUID, list[UUID]]:
    """By entry, the entries that `actor` may see and that put it right, oldest first."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    ids = [entry.id for entry in entries]
    query = (
        select(Entry.corrects_id, Entry.id)
        .where(Entry.corrects_id.in_(ids), Entry.state.in_(LISTED), visible_to(actor, now))
        .order_by(Entry.received_at, Entry.id)
    )
    for corrected, correction in session.execute(query):
        assert corrected is not None  # noqa: S101  the query asks for those that point back
        found[corrected].append(correction)
    return dict(found)


def covered_for(actor: Actor, now: datetime) -> ScalarSelect[UUID]:
    """Whom an `Entry` was sent to when `actor` sees it only because they cover; else None."""
    own = aliased(Audience)
    sent_to_actor = exists().where(
        own.entry_id == Audience.entry_id, own.person_id == actor.person_id, _lasts(own, now)
    )
    away = select(TimeAway.person_id).where(care.is_covered_by(actor.person_id, london_day(now)))
    return (
        select(Audience.person_id)
        .where(
            Audience.entry_id == Entry.id,
            Audience.person_id.in_(away),
            _lasts(Audience, now),
            ~sent_to_actor,
        )
        .order_by(Audience.person_id)
        .limit(1)
        .correlate(Entry)
        .scalar_subquery()
    )


def _lasts(audience: type[Audience], now: datetime) -> ColumnElement[bool]:
    return or_(audience.until_at.is_(None), audience.until_at > now)


def _has_reader(
    named: ColumnElement[bool], now: datetime, words: type[Entry] = Entry
) -> ColumnElement[bool]:
    """Is there somebody in the audience, `named` so, who looks after the young person now?

    What encloses each part is named. Left to itself, the innermost would take the entry for one
    of its own tables and ask whether they look after anybody at all.
    """
    looks_after = (
        exists()
        .where(
            Assignment.staff_id == Audience.person_id,
            Assignment.young_person_id == Audience.young_person_id,
            care.is_live(now),
        )
        .correlate(Audience)
    )
    return (
        exists()
        .where(
            Audience.entry_id == words.id,
            _is_now(Audience.from_at, Audience.until_at, now),
            named,
            looks_after,
        )
        .correlate(words)
    )


def _is_undelivered(now: datetime) -> ColumnElement[bool]:
    anybody = Audience.person_id.is_not(None)
    return and_(
        Entry.state == EntryState.SENT,
        ~_has_reader(anybody, now),
        ~exists().where(Opening.entry_id == Entry.id),
    )


def _is_covered_by(actor: Actor, now: datetime) -> ColumnElement[bool]:
    covered = care.is_covered_by(actor.person_id, london_day(now))
    return Audience.person_id.in_(select(TimeAway.person_id).where(covered))


def _is_now(
    starts: InstrumentedAttribute[datetime],
    ends: InstrumentedAttribute[datetime | None],
    now: datetime,
) -> ColumnElement[bool]:
    return and_(starts <= now, or_(ends.is_(None), ends > now))


def _order_for(actor: Actor) -> Any:
    return Entry.received_at if actor.is_young_person else Entry.sent_at
