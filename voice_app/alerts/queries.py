"""Which alerts somebody may know of, who is there to hear one, and what became of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.accounts.queries import Named, names
from voice_app.accounts.queries.people import named
from voice_app.alerts import rules
from voice_app.alerts.models import Alert, AlertTold
from voice_app.alerts.rules import Step
from voice_app.care import queries as care
from voice_app.care.models import Assignment, TimeAway, YoungPerson
from voice_app.care.queries import ReadersState
from voice_app.care.rules import next_at_work
from voice_app.core import vault
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.clock import london_day
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.record import queries as trail

#: The action of somebody being shown the words of an alert.
READ = "alert.read"

#: How long a closed alert still stands in the lists.
LISTED_FOR = timedelta(days=30)
#: And how long its end stands on the young person's first page.
NEWS_FOR = timedelta(days=3)

#: Made once: an alias learns every column anew, and a page that made its own waited for that.
_OWNER, _DEPUTY, _SEER, _CLOSER, _AUTHOR = (aliased(Person) for _ in range(5))


@dataclass(frozen=True)
class Standing:
    """Somebody who is there for a young person now, and for whom they stand in."""

    person_id: UUID
    first_name: str
    for_id: UUID | None = None


@dataclass(frozen=True)
class Hearing:
    """Who would hear an alert raised now, and when: the truth for before it is sent."""

    state: ReadersState
    #: Keyworker first, each with who covers in their place.
    in_order: tuple[Standing, ...]
    #: When the first is next at work; None when nobody can say.
    back_at: datetime | None
    #: When the next is told unless somebody has seen it.
    due_at: datetime

    @property
    def owner(self) -> Standing | None:
        """Who is told at once; None when it goes straight to the managers."""
        return self.in_order[0] if self.in_order else None

    @property
    def deputy(self) -> Standing | None:
        """Who is told next."""
        return self.in_order[1] if len(self.in_order) > 1 else None


@dataclass(frozen=True)
class Told:
    """Somebody was told, at one step."""

    person_id: UUID
    name: Named
    step: Step
    told_at: datetime


@dataclass(frozen=True)
class Shown:
    """One alert, opened. Names are empty where there is nobody."""

    alert: Alert
    body: dict[str, Any]
    called: str
    paper: str
    owner: Named | None
    deputy: Named | None
    seen_by: Named | None
    closed_by: Named | None


def hearing(session: Session, young_person_id: UUID, *, now: datetime) -> Hearing:
    """Who would hear an alert of this young person now, in order, and by when."""
    place = session.get_one(YoungPerson, young_person_id)
    people = standing(session, young_person_id, now=now)
    ids = [one.person_id for one in people[:1]]
    found = care.timetables(session, ids, now=now) if ids else {}
    first = found[ids[0]] if ids else None
    if place.closed_at is not None:
        state = ReadersState.CLOSED
    else:
        state = ReadersState.SOMEBODY if people else ReadersState.NOBODY
    return Hearing(
        state=state,
        in_order=tuple(people),
        back_at=next_at_work(first.hours, first.away, now, place.nation) if first else None,
        due_at=_due_at(found.values(), place.nation, rules.SEE_WITHIN, now),
    )


def standing(session: Session, young_person_id: UUID, *, now: datetime) -> list[Standing]:
    """Who is there for a young person now, in the order in which they are told."""
    found: dict[UUID, Standing] = {}
    for worker in care.workers_of(session, young_person_id, now=now):
        cover = worker.covered_by
        if cover is None:
            one = Standing(worker.person_id, worker.first_name)
        else:
            one = Standing(cover.person_id, cover.first_name, for_id=worker.person_id)
        found.setdefault(one.person_id, one)
    return list(found.values())


def due_at(
    session: Session,
    nation: str,
    person_ids: Collection[UUID],
    *,
    within: timedelta,
    now: datetime,
) -> datetime:
    """When the next person is told, by the hours of whoever was told now and of the office."""
    found = care.timetables(session, person_ids, now=now) if person_ids else {}
    return _due_at(found.values(), nation, within, now)


def _due_at(
    found: Iterable[care.Timetable], nation: str, within: timedelta, now: datetime
) -> datetime:
    return min(
        rules.due(one.hours, one.away, now, within=within, nation=nation)
        for one in [*found, care.Timetable()]
    )


def leads(session: Session) -> list[UUID]:
    """Every manager who still works here."""
    managers = select(Person.id).where(Person.role == Role.MANAGER, Person.ended_at.is_(None))
    return list(session.scalars(managers.order_by(Person.id)))


def due(session: Session, *, now: datetime) -> list[Alert]:
    """The open alerts whose next step is due, the oldest first."""
    rows = select(Alert).where(
        Alert.closed_at.is_(None), Alert.due_at <= now, Alert.step != Step.LEAD
    )
    return list(session.scalars(rows.order_by(Alert.due_at, Alert.id)))


def told_ids(session: Session, alert_id: UUID) -> tuple[set[UUID], set[UUID]]:
    """Everybody who was told of an alert, and everybody for whom one of them stood in."""
    rows = session.execute(
        select(AlertTold.person_id, AlertTold.for_id).where(AlertTold.alert_id == alert_id)
    ).all()
    return {row[0] for row in rows}, {row[1] for row in rows if row[1] is not None}


def visible_to(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """The condition under which somebody may know of an `Alert`.

    Young people know of their own, with their PIN. Managers know of all. Who was told knows of
    it while they look after the young person, and so does who covers for them, or whom they
    covered for. Nobody else.
    """
    if actor.is_young_person:
        return Alert.young_person_id == actor.person_id if actor.level >= Level.OPEN else false()
    if not rules.may_know(actor.role, actor.level):
        return false()
    if actor.role is Role.MANAGER:
        return true()
    theirs = select(Assignment.young_person_id).where(care.is_live(now), care.acts_for(actor, now))
    return Alert.young_person_id.in_(theirs) & _was_told(actor, now)


def get(session: Session, *, actor: Actor, alert_id: UUID, now: datetime) -> Shown:
    """One alert.

    Raises:
        NotFound: there is none, or `actor` may not know of it.
    """
    found = _shown(session, Alert.id == alert_id, visible_to(actor, now))
    if not found:
        raise NotFound
    return found[0]


def for_today(session: Session, *, actor: Actor, now: datetime) -> list[Shown]:
    """The open alerts that the person asking was told of, the most urgent first; one statement."""
    mine = (visible_to(actor, now), _was_told(actor, now))
    return _shown(session, Alert.closed_at.is_(None), *mine)


def all_known(session: Session, *, actor: Actor, now: datetime) -> list[Shown]:
    """Every open alert that the person asking may know of, then those closed lately."""
    is_listed = or_(Alert.closed_at.is_(None), Alert.closed_at > now - LISTED_FOR)
    return _shown(session, visible_to(actor, now), is_listed)


def lately_mine(session: Session, *, actor: Actor, now: datetime) -> list[Shown]:
    """What the young person asking sent and is still open, or was closed a few days ago."""
    is_news = or_(Alert.closed_at.is_(None), Alert.closed_at > now - NEWS_FOR)
    return _shown(session, visible_to(actor, now), is_news)


def mine(session: Session, *, actor: Actor, now: datetime) -> list[Shown]:
    """The alerts of the young person asking, the newest first.

    Raises:
        NotAllowed: it is no young person with their phone open.
    """
    if not actor.is_young_person or actor.level < Level.OPEN:
        raise NotAllowed
    found = _shown(session, visible_to(actor, now))
    return sorted(found, key=lambda one: one.alert.raised_at, reverse=True)


def told_of(session: Session, alert_id: UUID) -> list[Told]:
    """Who was told of an alert, in order. The alert was found through the person asking."""
    rows = session.execute(
        select(AlertTold, Person)
        .join(Person, Person.id == AlertTold.person_id)
        .where(AlertTold.alert_id == alert_id)
        .order_by(AlertTold.told_at, AlertTold.id)
    )
    return [Told(row.person_id, named(session, who), row.step, row.told_at) for row, who in rows]


def readings(session: Session, alert: Alert) -> list[tuple[Named, datetime]]:
    """Who was shown the words of an alert, and when first."""
    events = trail.events_about(
        session, young_person_id=alert.young_person_id, action=READ, subject_id=alert.id
    )
    first: dict[UUID, datetime] = {}
    for event in events:
        if event.actor_id is not None:
            first.setdefault(event.actor_id, event.at)
    known = names(session, first)
    return [(known[person_id], at) for person_id, at in first.items()]


def how_many_open(actor: Actor, now: datetime) -> ScalarSelect[int]:
    """How many open alerts somebody may know of, for a larger statement."""
    return (
        select(func.count(Alert.id))
        .where(Alert.closed_at.is_(None), visible_to(actor, now))
        .scalar_subquery()
    )


def _was_told(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """Was the actor told of an `Alert`, or whom they cover for, or who stood in for them?"""
    covered: Select[UUID] = select(TimeAway.person_id).where(
        care.is_covered_by(actor.person_id, london_day(now))
    )
    return (
        exists()
        .where(
            AlertTold.alert_id == Alert.id,
            or_(
                AlertTold.person_id == actor.person_id,
                AlertTold.for_id == actor.person_id,
                AlertTold.person_id.in_(covered),
                AlertTold.for_id.in_(covered),
            ),
        )
        .correlate(Alert)
    )


def _shown(session: Session, *which: ColumnElement[bool]) -> list[Shown]:
    rows = session.execute(
        select(Alert, YoungPerson, _AUTHOR.paper, _OWNER, _DEPUTY, _SEER, _CLOSER)
        .join(YoungPerson, YoungPerson.id == Alert.young_person_id)
        .join(_AUTHOR, _AUTHOR.id == Alert.young_person_id)
        .outerjoin(_OWNER, _OWNER.id == Alert.owner_id)
        .outerjoin(_DEPUTY, _DEPUTY.id == Alert.deputy_id)
        .outerjoin(_SEER, _SEER.id == Alert.seen_by_id)
        .outerjoin(_CLOSER, _CLOSER.id == Alert.closed_by_id)
        .where(*which)
        .order_by(Alert.closed_at.is_not(None), Alert.due_at, Alert.raised_at, Alert.id)
    )
    return [
        Shown(
            alert=alert,
            body=vault.opened(session, alert),
            called=vault.opened(session, place)["called"],
            paper=paper,
            owner=_named(session, owned_by),
            deputy=_named(session, then),
            seen_by=_named(session, seen_by),
            closed_by=_named(session, closed_by),
        )
        for alert, place, paper, owned_by, then, seen_by, closed_by in rows
    ]


def _named(session: Session, person: Person | None) -> Named | None:
    return named(session, person) if person is not None else None
