"""Which reviews a person finds: the young person their own, colleagues where they belong now."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.accounts.queries.people import named
from voice_app.answers.models import Answer
from voice_app.answers.queries import waits_to_be_told
from voice_app.care.models import Assignment, YoungPerson
from voice_app.care.queries import asked_and_waiting, is_live
from voice_app.core import vault
from voice_app.core.actor import WORKERS, Actor, Level, Role
from voice_app.core.errors import NotFound
from voice_app.plan.models import Goal, Helps
from voice_app.plan.queries import Plan, stands, written
from voice_app.reviews import rules
from voice_app.reviews.models import Decision, Review, ReviewMember
from voice_app.reviews.rules import COMING, ReviewState

#: How many reviews a list shows; nobody has more than this many coming.
MOST_LISTED = 100

#: Made once: an alias learns every column anew, and a page that made its own waited for that.
_PLACE, _PERSON = aliased(YoungPerson), aliased(Person)
_MEMBER, _YOUNG_PERSON = aliased(ReviewMember), aliased(Person)
_CHAIR, _EARLIER = aliased(ReviewMember), aliased(Review)

#: A review, its place and paper, how the person asking belongs, is the chair there, since when,
#: does something wait to be told, and does the young person wait for somebody at their side.
Rows: TypeAlias = Select[
    Review, YoungPerson, str, ReviewMember | None, bool, datetime | None, bool, UUID | None
]


@dataclass(frozen=True)
class Found:
    """A review, whose it is, and how the person asking belongs to it."""

    review: Review
    called: str
    #: The paper the young person chose, which marks their words.
    paper: str
    #: None for the young person, whose own it is, and for a manager who names a chair.
    member: ReviewMember | None
    chair_has_left: bool
    #: When the review before this one was decided; None when this is the first.
    since: datetime | None
    #: Somebody has to tell the young person an answer of it in person first.
    waits_to_be_told: bool
    #: The last day to tell the young person, while people have met and they were not told.
    tell_by: date | None = None
    #: The young person's asking for somebody at their side that waits to be arranged, by id.
    asked_id: UUID | None = None

    def is_chaired_by(self, actor: Actor) -> bool:
        """Does this person run the meeting?"""
        return self.review.chair_id == actor.person_id


def as_belonging(found: Found, member: ReviewMember | None) -> Found:
    """The same review as somebody else belongs to it; None for nobody in particular."""
    return replace(found, member=member)


def belongs(member: type[ReviewMember], now: datetime) -> ColumnElement[bool]:
    """The condition under which a `member` of a `Review` counts now.

    Somebody who looks after the young person belongs for as long as they do. A guest belongs
    until the young person has been told what was decided.
    """
    looks_after = exists().where(
        Assignment.staff_id == member.person_id,
        Assignment.young_person_id == member.young_person_id,
        is_live(now),
    )
    is_open = exists().where(_PLACE.id == member.young_person_id, _PLACE.closed_at.is_(None))
    has_account = exists().where(_PERSON.id == member.person_id, _PERSON.ended_at.is_(None))
    as_guest = and_(member.is_guest, Review.state != ReviewState.TOLD, is_open, has_account)
    return and_(
        member.from_at <= now,
        or_(member.until_at.is_(None), member.until_at > now),
        or_(as_guest, and_(~member.is_guest, looks_after)),
    )


def get(session: Session, *, actor: Actor, review_id: UUID, now: datetime) -> Found:
    """One review.

    Raises:
        NotFound: there is none, or `actor` does not belong to it.
    """
    found = _found(session, _reviews(actor, now).where(Review.id == review_id).limit(1))
    if not found:
        raise NotFound
    return found[0]


def with_plan(
    session: Session, *, actor: Actor, review_id: UUID, now: datetime
) -> tuple[Found, Plan]:
    """The same, with the one goal and what helps; whoever belongs to a review may read them.

    Raises:
        NotFound: there is none, or `actor` does not belong to it.
    """
    row = session.execute(
        _reviews(actor, now)
        .add_columns(Goal, Helps)
        .outerjoin(Goal, stands(Goal, Review.young_person_id))
        .outerjoin(Helps, stands(Helps, Review.young_person_id))
        .where(Review.id == review_id)
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound
    *about, goal, helps = row
    return _one(session, *about), Plan(written(session, goal), written(session, helps))


def newest_with_plan(session: Session, *, actor: Actor, now: datetime) -> tuple[Found, Plan]:
    """The same for the young person's own review with the latest day.

    Raises:
        NotFound: they have none, or `actor` is no young person with their phone open.
    """
    newest = of(session, actor=actor, young_person_id=actor.person_id, now=now, limit=1)
    if not newest:
        raise NotFound
    return with_plan(session, actor=actor, review_id=newest[0].review.id, now=now)


def of(
    session: Session, *, actor: Actor, young_person_id: UUID, now: datetime, limit: int = 2
) -> list[Found]:
    """A young person's reviews that `actor` may see, the latest day first."""
    query = _reviews(actor, now).where(Review.young_person_id == young_person_id).limit(limit)
    return _found(session, query)


def coming(session: Session, *, actor: Actor, now: datetime) -> Found:
    """The young person's own review that is coming.

    Raises:
        NotFound: none is, or `actor` is no young person with their phone open.
    """
    if not actor.is_young_person:
        raise NotFound
    query = _reviews(actor, now).where(Review.state.in_(COMING)).limit(1)
    found = _found(session, query)
    if not found:
        raise NotFound
    return found[0]


def mine(session: Session, *, actor: Actor, now: datetime) -> list[Found]:
    """Every review that `actor` belongs to and that is not over, the soonest first."""
    query = _reviews(actor, now).where(Review.state != ReviewState.TOLD).limit(MOST_LISTED)
    return _found(session, query)[::-1]


def without_chair(session: Session, *, actor: Actor, now: datetime) -> list[Found]:
    """For a manager: unfinished reviews whose chair has left, the soonest first."""
    if actor.role is not Role.MANAGER or actor.level < Level.TWO_FACTORS:
        return []
    query = (
        select(Review, YoungPerson, _YOUNG_PERSON.paper)
        .join(YoungPerson, YoungPerson.id == Review.young_person_id)
        .join(_YOUNG_PERSON, _YOUNG_PERSON.id == Review.young_person_id)
        .where(
            Review.state != ReviewState.TOLD,
            YoungPerson.closed_at.is_(None),
            ~chair_is_there(now),
        )
        .order_by(Review.due_on, Review.id)
        .limit(MOST_LISTED)
    )
    return [
        Found(
            review=review,
            called=vault.opened(session, place)["called"],
            paper=paper,
            member=None,
            chair_has_left=True,
            since=None,
            waits_to_be_told=False,
        )
        for review, place, paper in session.execute(query)
    ]


def planned_for(session: Session, young_person_id: UUID) -> Review | None:
    """The review that is coming, for whoever found the young person already; no words in it."""
    return session.scalar(
        select(Review).where(Review.young_person_id == young_person_id, Review.state.in_(COMING))
    )


def colleagues_to_name(session: Session) -> list[tuple[UUID, str]]:
    """Everybody who may be named as a guest: id, and name with what they do, by name."""
    rows = session.scalars(
        select(Person).where(Person.role.in_(WORKERS), Person.ended_at.is_(None))
    )
    people = [(row.id, named(session, row)) for row in rows]
    labels = [(id_, f"{one.name}, {one.job}" if one.job else one.name) for id_, one in people]
    return sorted(labels, key=lambda label: label[1].casefold())


def _reviews(actor: Actor, now: datetime) -> Rows:
    """Every review that `actor` may see, the latest day first."""
    own = and_(
        _MEMBER.review_id == Review.id, _MEMBER.person_id == actor.person_id, belongs(_MEMBER, now)
    )
    return (
        select(
            Review,
            YoungPerson,
            _YOUNG_PERSON.paper,
            _MEMBER,
            chair_is_there(now),
            _since(now),
            something_waits(),
        )
        .add_columns(asked_and_waiting(YoungPerson))
        .join(YoungPerson, YoungPerson.id == Review.young_person_id)
        .join(_YOUNG_PERSON, _YOUNG_PERSON.id == Review.young_person_id)
        .outerjoin(_MEMBER, own)
        .where(_may_see(actor, _MEMBER))
        .order_by(Review.due_on.desc(), Review.made_at.desc(), _MEMBER.is_guest)
    )


def _may_see(actor: Actor, member: type[ReviewMember]) -> ColumnElement[bool]:
    if actor.is_young_person:
        own = Review.young_person_id == actor.person_id
        return own if actor.level >= Level.OPEN else false()
    return member.id.is_not(None) if actor.level >= Level.TWO_FACTORS else false()


def chair_is_there(now: datetime) -> ColumnElement[bool]:
    """The condition under which whoever runs a `Review` still belongs to it."""
    return exists().where(
        _CHAIR.review_id == Review.id, _CHAIR.person_id == Review.chair_id, belongs(_CHAIR, now)
    )


def something_waits() -> ColumnElement[bool]:
    """The condition under which somebody still has to tell an answer of a `Review` in person."""
    return exists().where(
        Decision.review_id == Review.id, Answer.id == Decision.answer_id, waits_to_be_told()
    )


def _since(now: datetime) -> ScalarSelect[datetime | None]:
    return (
        select(func.max(_EARLIER.decided_at))
        .where(
            _EARLIER.young_person_id == Review.young_person_id,
            _EARLIER.id != Review.id,
            _EARLIER.decided_at < func.coalesce(Review.decided_at, now),
        )
        .correlate(Review)
        .scalar_subquery()
    )


def _found(session: Session, query: Rows) -> list[Found]:
    found: dict[UUID, Found] = {}
    for row in session.execute(query):
        found.setdefault(row[0].id, _one(session, *row))
    return list(found.values())


def _one(
    session: Session,
    review: Review,
    place: YoungPerson,
    paper: str,
    member: ReviewMember | None,
    has_chair: bool,
    since: datetime | None,
    waits: bool,
    asked_id: UUID | None,
) -> Found:
    called = vault.opened(session, place)["called"]
    tell_by = rules.tell_by(review.state, review.held_on, place.nation)
    return Found(review, called, paper, member, not has_chair, since, waits, tell_by, asked_id)
