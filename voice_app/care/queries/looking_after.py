"""Who looks after whom: every way from a colleague to a young person begins here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.accounts.queries import Named
from voice_app.care.models import AdvocateAsked, Assignment, AssignmentKind, TimeAway, YoungPerson
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound


@dataclass(frozen=True)
class Cared:
    """A young person whom somebody looks after, in their own right or for a colleague away."""

    young_person_id: UUID
    called: str
    #: The paper they chose, for the marker of their words on staff pages.
    paper: str
    #: What the person asking is themselves; empty when they only cover.
    kinds: frozenset[AssignmentKind]
    #: The colleagues they cover for with this young person today.
    covering_for: tuple[UUID, ...]
    #: Their asking for somebody at their side that nobody has arranged yet, by id.
    asked_id: UUID | None = None


@dataclass(frozen=True)
class Known:
    """How staff pages speak of a young person, and the paper whose marker their words carry."""

    called: str
    paper: str


@dataclass(frozen=True)
class Cover:
    """Who stands in for a colleague today."""

    person_id: UUID
    name: str

    @property
    def first_name(self) -> str:
        """The name a young person knows them by."""
        return _first_name(self.name)


@dataclass(frozen=True)
class Worker:
    """Somebody who looks after a young person now, once for each kind of assignment."""

    person_id: UUID
    name: str
    job: str
    kind: AssignmentKind
    covered_by: Cover | None

    @property
    def first_name(self) -> str:
        """The name a young person knows them by."""
        return _first_name(self.name)


def _first_name(name: str) -> str:
    return Named(name=name, job="").first_name


class ReadersState(StrEnum):
    """Whether anybody is there to read what a young person sends."""

    SOMEBODY = "somebody"
    NOBODY = "nobody"
    CLOSED = "closed"


def is_live(now: datetime) -> ColumnElement[bool]:
    """The condition under which an `Assignment` counts now; the twin of the rule.

    It also needs the case to be open and the colleague still to have an account, and it is
    the one sentence that every query about who looks after whom uses.
    """
    return and_(
        Assignment.starts_at <= now,
        or_(Assignment.ends_at.is_(None), Assignment.ends_at > now),
        or_(
            Assignment.confirm_by.is_(None),
            Assignment.confirm_by > now,
            Assignment.confirmed_by_id.is_not(None),
        ),
        Assignment.staff_id.in_(select(Person.id).where(Person.ended_at.is_(None))),
        Assignment.young_person_id.in_(
            select(YoungPerson.id).where(YoungPerson.closed_at.is_(None))
        ),
    )


def is_covered_by(person_id: UUID, day: date) -> ColumnElement[bool]:
    """The condition under which a `TimeAway` makes this person the cover on a day."""
    return and_(
        TimeAway.cover_id == person_id,
        TimeAway.first_on <= day,
        TimeAway.last_on >= day,
        TimeAway.ended_at.is_(None),
    )


def acts_for(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """The condition under which an `Assignment` is the actor's own or of somebody they cover."""
    covered = select(TimeAway.person_id).where(is_covered_by(actor.person_id, london_day(now)))
    return or_(Assignment.staff_id == actor.person_id, Assignment.staff_id.in_(covered))


def assigned(
    session: Session,
    *,
    actor: Actor,
    young_person_id: UUID,
    now: datetime,
    kinds: Collection[AssignmentKind] | None = None,
) -> YoungPerson:
    """A young person, found through whoever looks after them now: the actor or who they cover.

    `kinds` narrows it to these kinds of assignment. A manager is no exception: without an
    assignment of their own they do not find the young person here.

    Raises:
        NotFound: the actor does not look after them (or no longer), or the case is closed.
    """
    condition = [is_live(now), acts_for(actor, now), Assignment.young_person_id == young_person_id]
    if kinds is not None:
        condition.append(Assignment.kind.in_(kinds))
    found = session.scalar(
        select(YoungPerson).where(
            YoungPerson.id.in_(select(Assignment.young_person_id).where(*condition))
        )
    )
    if found is None:
        raise NotFound
    return found


def young_people_of(session: Session, *, actor: Actor, now: datetime) -> list[Cared]:
    """Everybody whom the actor looks after now, by name; one statement however many."""
    rows = session.execute(
        select(Assignment, YoungPerson, Person.paper, asked_and_waiting(YoungPerson))
        .join(YoungPerson, YoungPerson.id == Assignment.young_person_id)
        .join(Person, Person.id == YoungPerson.id)
        .where(is_live(now), acts_for(actor, now))
    )
    places: dict[UUID, Known] = {}
    assignments: dict[UUID, list[Assignment]] = {}
    asked: dict[UUID, UUID | None] = {}
    for assignment, place, paper, asked_id in rows:
        asked[place.id] = asked_id
        if place.id not in places:
            places[place.id] = _known(session, place, paper)
        assignments.setdefault(place.id, []).append(assignment)
    cared = [
        replace(_cared(id_, one, assignments[id_], own_id=actor.person_id), asked_id=asked[id_])
        for id_, one in places.items()
    ]
    return sorted(cared, key=lambda one: (one.called.casefold(), one.young_person_id))


def asked_and_waiting(place: type[YoungPerson]) -> ScalarSelect[UUID]:
    """The asking of a `place` that nobody has arranged, by id, for a larger statement."""
    return (
        select(AdvocateAsked.id)
        .where(AdvocateAsked.young_person_id == place.id, AdvocateAsked.arranged_at.is_(None))
        .order_by(AdvocateAsked.asked_at)
        .limit(1)
        .correlate(place)
        .scalar_subquery()
    )


def _cared(
    young_person_id: UUID, known: Known, assignments: Sequence[Assignment], *, own_id: UUID
) -> Cared:
    others = {one.staff_id for one in assignments if one.staff_id != own_id}
    return Cared(
        young_person_id=young_person_id,
        called=known.called,
        paper=known.paper,
        kinds=frozenset(one.kind for one in assignments if one.staff_id == own_id),
        covering_for=tuple(sorted(others)),
    )


def workers_of(session: Session, young_person_id: UUID, *, now: datetime) -> list[Worker]:
    """Who looks after a young person now: keyworker first, then social worker, then reviewer."""
    cover = aliased(Person)
    day = london_day(now)
    rows = session.execute(
        select(Assignment, Person, cover)
        .join(Person, Person.id == Assignment.staff_id)
        .outerjoin(
            TimeAway,
            and_(
                TimeAway.person_id == Assignment.staff_id,
                TimeAway.first_on <= day,
                TimeAway.last_on >= day,
                TimeAway.ended_at.is_(None),
                TimeAway.cover_id.is_not(None),
            ),
        )
        .outerjoin(cover, and_(cover.id == TimeAway.cover_id, cover.ended_at.is_(None)))
        .where(is_live(now), Assignment.young_person_id == young_person_id)
        .order_by(Assignment.starts_at, Assignment.id)
    )
    workers: dict[tuple[AssignmentKind, UUID], Worker] = {}
    for assignment, person, standing_in in rows:
        body = vault.opened(session, person)
        workers.setdefault(
            (assignment.kind, person.id),
            Worker(
                person_id=person.id,
                name=body["name"],
                job=body["job"],
                kind=assignment.kind,
                covered_by=_cover(session, standing_in),
            ),
        )
    order = list(AssignmentKind)
    return sorted(workers.values(), key=lambda worker: order.index(worker.kind))


def _cover(session: Session, person: Person | None) -> Cover | None:
    if person is None:
        return None
    return Cover(person_id=person.id, name=vault.opened(session, person)["name"])


def to_confirm(session: Session, *, now: datetime) -> list[Assignment]:
    """The assignments that a manager must confirm before they run out, the most urgent first."""
    rows = select(Assignment).where(
        is_live(now), Assignment.confirm_by.is_not(None), Assignment.confirmed_by_id.is_(None)
    )
    return list(session.scalars(rows.order_by(Assignment.confirm_by)))


def called(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names that young people want to be called, by id. Ids of nobody are left out."""
    places = session.scalars(select(YoungPerson).where(YoungPerson.id.in_(set(ids))))
    return {place.id: vault.opened(session, place)["called"] for place in places}


def known(session: Session, ids: Iterable[UUID]) -> dict[UUID, Known]:
    """How staff pages speak of young people, by id; one statement. Ids of nobody are left out."""
    rows = session.execute(
        select(YoungPerson, Person.paper)
        .join(Person, Person.id == YoungPerson.id)
        .where(YoungPerson.id.in_(set(ids)))
    )
    return {place.id: _known(session, place, paper) for place, paper in rows}


def _known(session: Session, place: YoungPerson, paper: str) -> Known:
    return Known(called=vault.opened(session, place)["called"], paper=paper)


def readers_state(session: Session, young_person_id: UUID, now: datetime) -> ReadersState:
    """Whether anybody reads what this young person sends, so that the phone tells the truth."""
    place = session.get(YoungPerson, young_person_id)
    if place is None or place.closed_at is not None:
        return ReadersState.CLOSED
    anybody = select(Assignment.id).where(
        is_live(now), Assignment.young_person_id == young_person_id
    )
    found = session.scalar(anybody.limit(1))
    return ReadersState.NOBODY if found is None else ReadersState.SOMEBODY
