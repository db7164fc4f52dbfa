"""What pages that bring several parts together ask for, each in as few statements as it can."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.alerts import queries as alerts
from voice_app.answers import queries as answers
from voice_app.answers.models import Answer, Wish
from voice_app.care.models import Assignment, AssignmentKind, YoungPerson
from voice_app.care.queries import acts_for, is_live
from voice_app.core.actor import Actor
from voice_app.core.vault import opened
from voice_app.entries.models import Entry, Heard, Opening
from voice_app.entries.queries import covered_for, visible_to
from voice_app.reviews.models import Review, ReviewMember
from voice_app.reviews.queries import belongs
from voice_app.reviews.rules import ReviewState


@dataclass(frozen=True)
class Rail:
    """Who is signed in, and how much there is in each part."""

    name: str
    young_people: int
    wishes: int
    reviews: int
    #: Of how many young people they are the reviewing officer.
    reviewed: int
    alerts: int


@dataclass(frozen=True)
class Word:
    """Something that was said to the person asking, with all that a staff page shows of it."""

    entry: Entry
    asked: answers.Asked | None
    #: Does it want an answer, or wait to be told in person?
    waits: bool
    #: Who wrote it down beside the young person, if somebody did.
    typist: Person | None
    #: When the person asking was first shown it.
    opened_at: datetime | None
    #: Whom they cover for, when it was not sent to them by name.
    covering_for: UUID | None
    #: Has the person asking said "I've heard you"?
    is_heard: bool
    place: YoungPerson
    paper: str

    def is_new(self, since: datetime) -> bool:
        """Had the person asking not seen it before this instant?"""
        return self.opened_at is None or self.opened_at >= since


def rail(session: Session, *, actor: Actor, now: datetime) -> Rail:
    """What stands beside every staff page, in one statement."""
    young_people = (
        select(func.count(Assignment.young_person_id.distinct()))
        .where(is_live(now), acts_for(actor, now))
        .scalar_subquery()
    )
    reviewed = (
        select(func.count(Assignment.young_person_id.distinct()))
        .where(
            is_live(now),
            Assignment.staff_id == actor.person_id,
            Assignment.kind == AssignmentKind.REVIEWING_OFFICER,
        )
        .scalar_subquery()
    )
    reviews = (
        select(func.count(Review.id.distinct()))
        .join(ReviewMember, ReviewMember.review_id == Review.id)
        .where(
            ReviewMember.person_id == actor.person_id,
            belongs(ReviewMember, now),
            Review.state != ReviewState.TOLD,
        )
        .scalar_subquery()
    )
    wishes = answers.how_many_open(actor, now)
    row = session.execute(
        select(Person, young_people, wishes, reviews, reviewed)
        .add_columns(alerts.how_many_open(actor, now))
        .where(Person.id == actor.person_id)
    ).one()
    return Rail(opened(session, row[0]).get("name", ""), *row[1:])


def for_today(session: Session, *, actor: Actor, since: datetime, now: datetime) -> list[Word]:
    """What a worker's day begins with, in one statement.

    It is the newest words that they had not seen before `since`, the most urgent wishes, and
    of each young person the newest word, to know who was quiet lately.
    """
    place = aliased(YoungPerson)
    newest = _newest_first(
        select(Entry.id).where(Entry.young_person_id == place.id, visible_to(actor, now)), 1
    ).correlate(place)
    newest_of_each = select(newest.scalar_subquery()).where(place.id.in_(_theirs(actor, now)))
    fresh = _newest_first(select(Entry.id).where(_sent_to(actor, now), _is_fresh(actor, since)), 12)
    return _words(
        session,
        actor,
        now,
        or_(
            Entry.id.in_(fresh),
            Entry.id.in_(answers.most_urgent(actor, now, limit=10)),
            Entry.id.in_(newest_of_each),
        ),
    )


def for_young_person(
    session: Session, *, actor: Actor, young_person_id: UUID, since: datetime, now: datetime
) -> list[Word]:
    """What one young person's page shows, in one statement, the newest first.

    It is their newest words, their newest wishes, and the feelings they picked since `since`.
    """
    theirs = and_(Entry.young_person_id == young_person_id, visible_to(actor, now))
    newest = _newest_first(select(Entry.id).where(theirs), 3)
    wishes = _newest_first(select(Entry.id).join(Wish, Wish.entry_id == Entry.id).where(theirs), 8)
    lately = _newest_first(select(Entry.id).where(theirs, Entry.sent_at >= since), 60)
    return _words(
        session, actor, now, or_(*(Entry.id.in_(ids) for ids in (newest, wishes, lately)))
    )


def of_entries(
    session: Session, *, actor: Actor, entries: Sequence[Entry], now: datetime
) -> list[Word]:
    """The same around words that were found already, in one statement, the newest first."""
    return _words(session, actor, now, Entry.id.in_([entry.id for entry in entries]))


def _words(session: Session, actor: Actor, now: datetime, which: ColumnElement[bool]) -> list[Word]:
    typist, young_person = aliased(Person), aliased(Person)
    is_heard = exists().where(Heard.entry_id == Entry.id, Heard.person_id == actor.person_id)
    own_opening = and_(Opening.entry_id == Entry.id, Opening.person_id == actor.person_id)
    waits = or_(answers.wants_answer(actor, now), answers.waits_to_be_told())
    newest_answer = and_(Answer.wish_id == Wish.id, Answer.number == Wish.answers)
    query = (
        select(Entry, Wish, Answer, waits, typist, Opening.opened_at, is_heard, YoungPerson)
        .add_columns(young_person.paper, covered_for(actor, now))
        .join(YoungPerson, YoungPerson.id == Entry.young_person_id)
        .join(young_person, young_person.id == YoungPerson.id)
        .outerjoin(typist, typist.id == Entry.typed_by_id)
        .outerjoin(Opening, own_opening)
        .outerjoin(Wish, Wish.entry_id == Entry.id)
        .outerjoin(Answer, newest_answer)
        .where(which, _sent_to(actor, now))
        .order_by(Entry.sent_at.desc(), Entry.id.desc())
    )
    return [
        Word(
            entry=entry,
            asked=answers.Asked(wish, entry, answer, place, paper) if wish is not None else None,
            waits=bool(is_waiting),
            typist=typed_by,
            opened_at=opened_at,
            covering_for=covering_for,
            is_heard=heard,
            place=place,
            paper=paper,
        )
        for (
            entry,
            wish,
            answer,
            is_waiting,
            typed_by,
            opened_at,
            heard,
            place,
            paper,
            covering_for,
        ) in session.execute(query)
    ]


def _sent_to(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """What was sent to whoever asks. Naming their young people first keeps the search small."""
    return and_(Entry.young_person_id.in_(_theirs(actor, now)), visible_to(actor, now))


def _theirs(actor: Actor, now: datetime) -> Select[UUID]:
    return select(Assignment.young_person_id).where(is_live(now), acts_for(actor, now))


def _is_fresh(actor: Actor, since: datetime) -> ColumnElement[bool]:
    return ~exists().where(
        Opening.entry_id == Entry.id,
        Opening.person_id == actor.person_id,
        Opening.opened_at < since,
    )


def _newest_first(query: Select[UUID], limit: int) -> Select[UUID]:
    return query.order_by(Entry.sent_at.desc(), Entry.id.desc()).limit(limit)
