"""Young people's places: one's own, and those a manager decides about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.accounts.queries import Named, names
from voice_app.accounts.queries.people import named
from voice_app.care.models import Assignment, AssignmentKind, YoungPerson
from voice_app.care.queries import looking_after
from voice_app.care.queries.looking_after import is_live
from voice_app.care.rules import may_assign
from voice_app.core.actor import WORKERS, Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound
from voice_app.core.vault import opened


@dataclass(frozen=True)
class Mine:
    """What a young person has chosen for themselves."""

    called: str
    talk_to_me: str
    nation: str
    language: str
    paper: str
    theme: str
    has_started: bool


@dataclass(frozen=True)
class Held:
    """Somebody's assignment, as a manager sees it."""

    id: UUID
    named: Named
    kind: AssignmentKind
    starts_at: datetime
    #: Until when a manager must confirm it; None when there is no need.
    confirm_by: datetime | None


@dataclass(frozen=True)
class Unconfirmed:
    """An assignment that somebody gave themselves, and whose it is."""

    young_person_id: UUID
    called: str
    held: Held


@dataclass(frozen=True)
class Place:
    """A young person's place and who looks after them, as a manager sees it."""

    young_person_id: UUID
    called: str
    closed_at: datetime | None
    held: tuple[Held, ...]

    @property
    def waits(self) -> bool:
        """Must somebody's assignment be confirmed?"""
        return any(one.confirm_by is not None for one in self.held)


def mine(session: Session, *, actor: Actor) -> Mine:
    """What the young person asking has chosen, in one statement.

    Raises:
        NotFound: they have no place.
    """
    row = session.execute(
        select(YoungPerson, Person)
        .join(Person, Person.id == YoungPerson.id)
        .where(YoungPerson.id == actor.person_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    place, person = row
    body = opened(session, place)
    return Mine(
        called=body["called"],
        talk_to_me=body["talk_to_me"],
        nation=place.nation,
        language=person.language,
        paper=person.paper,
        theme=person.theme or "",
        has_started=place.first_run_at is not None,
    )


def made_on(session: Session, young_person_id: UUID) -> date:
    """The day (London) since when a young person has a place here; nothing here is older."""
    place = session.get_one(YoungPerson, young_person_id)
    return london_day(place.made_at)


def places(session: Session, *, actor: Actor, now: datetime) -> list[Place]:
    """Every young person's place by name, for a manager; three statements however many.

    Raises:
        NotFound: the actor is no manager.
    """
    _must_decide(actor)
    return _places(session, session.scalars(select(YoungPerson)).all(), now)


def place(session: Session, *, actor: Actor, young_person_id: UUID, now: datetime) -> Place:
    """One young person's place, for a manager.

    Raises:
        NotFound: the actor is no manager, or there is no such young person.
    """
    _must_decide(actor)
    found = session.get(YoungPerson, young_person_id)
    if found is None:
        raise NotFound
    return _places(session, [found], now, only=found.id)[0]


def to_confirm(session: Session, *, actor: Actor, now: datetime) -> list[Unconfirmed]:
    """Assignments that run out unless a manager confirms them, the most urgent first.

    Empty for anybody who is no manager; one statement more when there is one.
    """
    if not may_assign(actor.role):
        return []
    waiting = looking_after.to_confirm(session, now=now)
    if not waiting:
        return []
    known = names(session, (one.staff_id for one in waiting))
    called = looking_after.called(session, (one.young_person_id for one in waiting))
    return [
        Unconfirmed(
            one.young_person_id, called[one.young_person_id], _held(one, known[one.staff_id])
        )
        for one in waiting
    ]


def before_ending(
    session: Session, *, actor: Actor, assignment_id: UUID, now: datetime
) -> tuple[Place, Held | None]:
    """Whose assignment this is and what it is, for a manager; nothing of it when it has ended.

    Raises:
        NotFound: the actor is no manager, or there is no such assignment.
    """
    _must_decide(actor)
    assignment = session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound
    of = place(session, actor=actor, young_person_id=assignment.young_person_id, now=now)
    return of, next((held for held in of.held if held.id == assignment_id), None)


def _must_decide(actor: Actor) -> None:
    if not may_assign(actor.role):
        raise NotFound


def _places(
    session: Session, rows: Sequence[YoungPerson], now: datetime, only: UUID | None = None
) -> list[Place]:
    query = select(Assignment).where(is_live(now)).order_by(Assignment.starts_at, Assignment.id)
    if only is not None:
        query = query.where(Assignment.young_person_id == only)
    assignments = session.scalars(query).all()
    known = names(session, (one.staff_id for one in assignments))
    held: dict[UUID, list[Held]] = {}
    for one in assignments:
        held.setdefault(one.young_person_id, []).append(_held(one, known[one.staff_id]))
    found = [
        Place(
            young_person_id=row.id,
            called=opened(session, row)["called"],
            closed_at=row.closed_at,
            held=tuple(sorted(held.get(row.id, ()), key=_by_kind)),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.called.casefold(), one.young_person_id))


def _by_kind(held: Held) -> int:
    return list(AssignmentKind).index(held.kind)


def _held(assignment: Assignment, who: Named) -> Held:
    waits = assignment.confirm_by is not None and assignment.confirmed_by_id is None
    return Held(
        id=assignment.id,
        named=who,
        kind=assignment.kind,
        starts_at=assignment.starts_at,
        confirm_by=assignment.confirm_by if waits else None,
    )


def workers(session: Session) -> list[tuple[UUID, Named]]:
    """Everybody who may look after a young person, by name."""
    people = session.scalars(
        select(Person).where(Person.role.in_(WORKERS), Person.ended_at.is_(None))
    )
    found = [(person.id, named(session, person)) for person in people]
    return sorted(found, key=lambda one: (one[1].name.casefold(), one[0]))


def after(found: Sequence[Place], last: str | None) -> list[Place]:
    """The places that follow the one with this id in the list; all when there is none."""
    ids = [str(place.young_person_id) for place in found]
    return list(found[ids.index(last) + 1 :]) if last in ids else list(found)
