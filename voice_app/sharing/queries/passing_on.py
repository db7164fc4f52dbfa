"""What was passed on, or not: for those who decided, and for the young person once told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.accounts.queries.people import Named, named
from voice_app.care.models import CLOSEST, Assignment, YoungPerson
from voice_app.care.queries import acts_for, is_live
from voice_app.core import vault
from voice_app.core.actor import WORKERS, Actor, Level, Role
from voice_app.core.clock import london_day
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.entries.models import Entry
from voice_app.entries.queries import visible_to
from voice_app.sharing.models import SharingDecision


@dataclass(frozen=True)
class Decided:
    """One decision, opened."""

    decision: SharingDecision
    body: dict[str, Any]
    decided_by: Named
    called: str

    @property
    def asked_by(self) -> frozenset[UUID]:
        """Whoever said that the young person is not told yet, and so cannot agree to it."""
        row = self.decision
        return frozenset({row.decided_by_id, row.waits_by_id or row.decided_by_id})

    def is_due(self, now: datetime) -> bool:
        """Has the day come by which the young person is told?"""
        by = self.decision.tell_by
        return self.decision.told_at is None and by is not None and by <= london_day(now)


@dataclass(frozen=True)
class PutRight:
    """One decision puts an earlier one right; both may be known."""

    later: UUID
    later_at: datetime
    earlier: UUID
    earlier_at: datetime


@dataclass(frozen=True)
class Register:
    """A page of decisions, the newest first."""

    decided: list[Decided]
    put_right: list[PutRight]
    #: The first of the older ones, when there are any.
    older: UUID | None


def get_decision(session: Session, *, actor: Actor, decision_id: UUID, now: datetime) -> Decided:
    """One decision.

    Raises:
        NotFound: there is none, or `actor` may not know of it.
    """
    found = _decided(session, _known_to(actor, now), SharingDecision.id == decision_id)
    if not found:
        raise NotFound
    return found[0]


def register(
    session: Session,
    *,
    actor: Actor,
    young_person_id: UUID,
    now: datetime,
    first: UUID | None = None,
    limit: int = 50,
) -> Register:
    """What was decided about one young person and `actor` may know of, the newest first.

    Pages go by key: `first` is the one with which the page begins.
    """
    known = _known_to(actor, now)
    which = [known, SharingDecision.young_person_id == young_person_id]
    if first is not None:
        begin = select(SharingDecision.decided_at, SharingDecision.id)
        begin = begin.where(SharingDecision.id == first)
        which.append(_order <= begin.scalar_subquery())
    found = _decided(session, *which, limit=limit + 1)
    older = found[limit].decision.id if len(found) > limit else None
    found = found[:limit]
    return Register(found, _put_right(session, known, found), older)


def _put_right(
    session: Session, known: ColumnElement[bool], found: list[Decided]
) -> list[PutRight]:
    """What puts right any of these and is `known`, and what these put right.

    Nobody puts right what they could not know of, so the earlier one is no news to them.
    """
    earlier = aliased(SharingDecision)
    ids = [one.decision.id for one in found]
    rows = session.execute(
        select(SharingDecision.id, SharingDecision.decided_at, earlier.id, earlier.decided_at)
        .join(earlier, earlier.id == SharingDecision.corrects_id)
        .where(known, or_(SharingDecision.id.in_(ids), earlier.id.in_(ids)))
        .order_by(SharingDecision.decided_at, SharingDecision.id)
    )
    return [PutRight(*row) for row in rows]


def to_agree(session: Session, *, actor: Actor, now: datetime) -> list[Decided]:
    """Where a manager must agree that a young person is not told yet; empty for anybody else."""
    if actor.role is not Role.MANAGER:
        return []
    return _decided(
        session,
        _known_to(actor, now),
        SharingDecision.told_at.is_(None),
        SharingDecision.agreed_at.is_(None),
        SharingDecision.decided_by_id != actor.person_id,
        SharingDecision.waits_by_id.is_distinct_from(actor.person_id),
    )


def to_tell(
    session: Session, *, actor: Actor, young_person_id: UUID, now: datetime
) -> list[Decided]:
    """What one young person should have been told of by now, and `actor` may know of."""
    return _decided(
        session,
        _known_to(actor, now),
        SharingDecision.young_person_id == young_person_id,
        SharingDecision.told_at.is_(None),
        SharingDecision.tell_by <= london_day(now),
    )


def told_to_me(session: Session, *, actor: Actor) -> list[Decided]:
    """What the young person asking was told of, the newest first.

    Raises:
        NotAllowed: it is no young person with their phone open.
    """
    if not actor.is_young_person or actor.level < Level.OPEN:
        raise NotAllowed
    mine = SharingDecision.young_person_id == actor.person_id
    return _decided(session, mine, SharingDecision.told_at.is_not(None))


def told_to_me_of(session: Session, *, actor: Actor, entry: Entry) -> list[Decided]:
    """The same about one thing they said; `entry` was found as theirs."""
    mine = SharingDecision.young_person_id == actor.person_id
    about = SharingDecision.entry_id == entry.id
    return _decided(session, mine, about, SharingDecision.told_at.is_not(None))


def _known_to(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """Managers know of all; whoever looks after the young person of what is theirs to know.

    That is what they decided themselves, what is about words they may read, and, for keyworkers
    and social workers, what is about a carer.
    """
    if actor.level < Level.TWO_FACTORS or actor.role not in WORKERS:
        return false()
    if actor.role is Role.MANAGER:
        return SharingDecision.id.is_not(None)
    theirs = select(Assignment.young_person_id).where(is_live(now), acts_for(actor, now))
    near = SharingDecision.young_person_id.in_(theirs)
    closest = SharingDecision.young_person_id.in_(theirs.where(Assignment.kind.in_(CLOSEST)))
    about_a_carer = and_(SharingDecision.entry_id.is_(None), closest)
    words = (
        exists()
        .where(Entry.id == SharingDecision.entry_id, visible_to(actor, now))
        .correlate(SharingDecision)
    )
    own = SharingDecision.decided_by_id == actor.person_id
    return and_(near, or_(own, about_a_carer, words))


_order = tuple_(SharingDecision.decided_at, SharingDecision.id)


def _decided(session: Session, *which: ColumnElement[bool], limit: int = 50) -> list[Decided]:
    maker = aliased(Person)
    rows = session.execute(
        select(SharingDecision, maker, YoungPerson)
        .join(maker, maker.id == SharingDecision.decided_by_id)
        .join(YoungPerson, YoungPerson.id == SharingDecision.young_person_id)
        .where(*which)
        .order_by(SharingDecision.decided_at.desc(), SharingDecision.id.desc())
        .limit(limit)
    )
    return [
        Decided(
            row,
            vault.opened(session, row),
            named(session, decided_by),
            vault.opened(session, place)["called"],
        )
        for row, decided_by, place in rows
    ]
