"""What a person may see of a young person's words. Every query begins with who is asking."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from voice_app.care import queries as care
from voice_app.care.models import Assignment, TimeAway
from voice_app.core import vault
from voice_app.core.actor import WORKERS, Actor, Level
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound
from voice_app.entries.models import Audience, Entry, EntryState, Heard, Opening

#: What a young person finds in My words; drafts have a place of their own.
LISTED = (EntryState.KEPT, EntryState.SENT, EntryState.TAKEN_BACK)


def visible_to(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """The one sentence that says who sees an entry.

    A young person sees all of their own that was not erased. A worker sees what was sent to
    them by name, or to somebody they cover for today, while that person is assigned and the
    young person's place is open. Everybody else sees nothing.
    """
    if actor.is_young_person and actor.level >= Level.OPEN:
        own = Entry.young_person_id == actor.person_id
        return and_(own, Entry.state != EntryState.ERASED)
    if actor.role in WORKERS and actor.level >= Level.TWO_FACTORS:
        named = or_(Audience.person_id == actor.person_id, _is_covered_by(actor, now))
        return and_(Entry.state == EntryState.SENT, _has_reader(named, now))
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
    at = _order_for(actor)
    query = select(Entry).where(
        Entry.young_person_id == young_person_id,
        Entry.state.in_(LISTED),
        visible_to(actor, now),
    )
    if before is not None:
        last = select(at, Entry.id).where(
            Entry.id == before, Entry.young_person_id == young_person_id
        )
        query = query.where(tuple_(at, Entry.id) < last.scalar_subquery())
    found = list(session.scalars(query.order_by(at.desc(), Entry.id.desc()).limit(limit + 1)))
    return Page(found[:limit], found[limit - 1].id if len(found) > limit else None)


def drafts_of(session: Session, *, actor: Actor, now: datetime) -> list[Entry]:
    """The young person's unfinished words, and those nobody confirmed yet; newest first."""
    return list(
        session.scalars(
            select(Entry)
            .where(Entry.state == EntryState.DRAFT, visible_to(actor, now))
            .order_by(Entry.received_at.desc(), Entry.id.desc())
        )
    )


def undelivered_of(session: Session, *, actor: Actor, now: datetime) -> list[Entry]:
    """The young person's sent words that nobody opened and nobody is left to open."""
    anybody = Audience.person_id.is_not(None)
    return list(
        session.scalars(
            select(Entry)
            .where(
                visible_to(actor, now),
                Entry.state == EntryState.SENT,
                ~_has_reader(anybody, now),
                ~exists().where(Opening.entry_id == Entry.id),
            )
            .order_by(Entry.received_at.desc(), Entry.id.desc())
        )
    )


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


def _has_reader(named: ColumnElement[bool], now: datetime) -> ColumnElement[bool]:
    """Is there somebody in the audience, `named` so, who looks after the young person now?"""
    looks_after = exists().where(
        Assignment.staff_id == Audience.person_id,
        Assignment.young_person_id == Entry.young_person_id,
        care.is_live(now),
    )
    return exists().where(
        Audience.entry_id == Entry.id,
        _is_now(Audience.from_at, Audience.until_at, now),
        named,
        looks_after,
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
