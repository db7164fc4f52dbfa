"""What a person may see of a review: their own, or one that they belong to now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.answers.models import Answer, Wish
from voice_app.answers.queries import wants_answer
from voice_app.answers.rules import VerdictValue
from voice_app.care.models import Assignment, YoungPerson
from voice_app.care.queries import is_live
from voice_app.core import vault
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.errors import NotFound
from voice_app.entries.models import Entry, EntryState
from voice_app.entries.queries import visible_to
from voice_app.reviews import rules
from voice_app.reviews.models import AdultText, Decision, Move, Pick, Review, ReviewMember
from voice_app.reviews.rules import COMING, ReviewState

#: How many reviews a list shows; nobody has more than this many coming.
MOST_LISTED = 100


@dataclass(frozen=True)
class Found:
    """A review, whose it is, and how the person asking belongs to it."""

    review: Review
    called: str
    #: None for the young person, whose own it is, and for a manager who names a chair.
    member: ReviewMember | None
    chair_has_left: bool
    #: When the review before this one was decided; None when this is the first.
    since: datetime | None

    def is_chaired_by(self, actor: Actor) -> bool:
        """Does this person run the meeting?"""
        return self.review.chair_id == actor.person_id


@dataclass(frozen=True)
class Member:
    """Somebody who belongs to a review now."""

    member: ReviewMember
    name: str
    job: str
    is_chair: bool

    @property
    def first_name(self) -> str:
        """The name a young person knows them by."""
        return self.name.split(maxsplit=1)[0]


@dataclass(frozen=True)
class AskedHere:
    """A wish on the page of a review, its newest answer, and what this review made of it."""

    wish: Wish
    entry: Entry
    answer: Answer | None
    decision: Decision | None


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
    place, person = aliased(YoungPerson), aliased(Person)
    is_open = exists().where(place.id == member.young_person_id, place.closed_at.is_(None))
    has_account = exists().where(person.id == member.person_id, person.ended_at.is_(None))
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
    found = _found(session, actor, now, Review.id == review_id)
    if not found:
        raise NotFound
    return found[0]


def of(
    session: Session, *, actor: Actor, young_person_id: UUID, now: datetime, limit: int = 2
) -> list[Found]:
    """A young person's reviews that `actor` may see, the latest day first."""
    return _found(session, actor, now, Review.young_person_id == young_person_id, limit=limit)


def mine(session: Session, *, actor: Actor, now: datetime) -> list[Found]:
    """Every review that `actor` belongs to and that is not over, the soonest first."""
    unfinished = Review.state != ReviewState.TOLD
    return _found(session, actor, now, unfinished, limit=MOST_LISTED)[::-1]


def without_chair(session: Session, *, actor: Actor, now: datetime) -> list[Found]:
    """For a manager: unfinished reviews whose chair has left, the soonest first."""
    if actor.role is not Role.MANAGER or actor.level < Level.TWO_FACTORS:
        return []
    query = (
        select(Review, YoungPerson)
        .join(YoungPerson, YoungPerson.id == Review.young_person_id)
        .where(
            Review.state.in_((*COMING, ReviewState.HELD)),
            YoungPerson.closed_at.is_(None),
            ~_chair_is_there(now),
        )
        .order_by(Review.due_on, Review.id)
        .limit(MOST_LISTED)
    )
    return [
        Found(review, vault.opened(session, place)["called"], None, True, None)
        for review, place in session.execute(query)
    ]


def _found(
    session: Session, actor: Actor, now: datetime, which: ColumnElement[bool], limit: int = 1
) -> list[Found]:
    member, earlier = aliased(ReviewMember), aliased(Review)
    since = (
        select(func.max(earlier.decided_at))
        .where(
            earlier.young_person_id == Review.young_person_id,
            earlier.id != Review.id,
            earlier.decided_at < func.coalesce(Review.decided_at, now),
        )
        .correlate(Review)
        .scalar_subquery()
    )
    query = (
        select(Review, YoungPerson, member, _chair_is_there(now), since)
        .join(YoungPerson, YoungPerson.id == Review.young_person_id)
        .outerjoin(
            member,
            and_(
                member.review_id == Review.id,
                member.person_id == actor.person_id,
                belongs(member, now),
            ),
        )
        .where(which, _may_see(actor, member))
        .order_by(Review.due_on.desc(), Review.made_at.desc(), member.is_guest)
        .limit(limit)
    )
    found: dict[UUID, Found] = {}
    for review, place, own, is_there, before in session.execute(query):
        called = vault.opened(session, place)["called"]
        found.setdefault(review.id, Found(review, called, own, not is_there, before))
    return list(found.values())


def _may_see(actor: Actor, member: type[ReviewMember]) -> ColumnElement[bool]:
    if actor.is_young_person:
        own = Review.young_person_id == actor.person_id
        return own if actor.level >= Level.OPEN else false()
    return member.id.is_not(None) if actor.level >= Level.TWO_FACTORS else false()


def _chair_is_there(now: datetime) -> ColumnElement[bool]:
    chair = aliased(ReviewMember)
    return exists().where(
        chair.review_id == Review.id, chair.person_id == Review.chair_id, belongs(chair, now)
    )


def members_of(session: Session, review: Review, *, now: datetime) -> list[Member]:
    """Who belongs to a review now, whoever runs it first."""
    rows = session.execute(
        select(ReviewMember, Person)
        .join(Person, Person.id == ReviewMember.person_id)
        .join(Review, Review.id == ReviewMember.review_id)
        .where(ReviewMember.review_id == review.id, belongs(ReviewMember, now))
        .order_by(ReviewMember.from_at, ReviewMember.id)
    )
    members: dict[UUID, Member] = {}
    for member, person in rows:
        body, is_chair = vault.opened(session, person), person.id == review.chair_id
        members.setdefault(person.id, Member(member, body["name"], body["job"], is_chair))
    return sorted(members.values(), key=lambda one: not one.is_chair)


def picks_of(session: Session, found: Found) -> list[tuple[Pick, Entry]]:
    """What the young person picked and the person asking may read, in the young person's order.

    The review must come from a query of this module.
    """
    rows = session.execute(
        select(Pick, Entry)
        .join(Entry, Entry.id == Pick.entry_id)
        .where(Pick.review_id == found.review.id, Pick.left_out_at.is_(None), _is_readable(found))
        .order_by(Pick.place, Pick.id)
    )
    return list(rows)


def _is_readable(found: Found) -> ColumnElement[bool]:
    """The twin of `rules.stays_on_the_page` and `rules.may_read_pick`."""
    stays = or_(
        Entry.state.in_((EntryState.KEPT, EntryState.SENT)),
        and_(
            Entry.state == EntryState.TAKEN_BACK,
            Entry.taken_back_at >= found.review.held_at if found.review.held_at else false(),
        ),
    )
    member = found.member
    if member is None or not member.is_guest or member.welcomed_at is not None:
        return stays
    return and_(stays, Pick.picked_at >= member.from_at)


def wishes_at(
    session: Session, found: Found, *, actor: Actor, now: datetime, wish_id: UUID | None = None
) -> list[AskedHere]:
    """What the young person asked for that belongs on this review's page, newest first.

    Only what the person asking may see: what was sent to them, what the young person picked,
    and, for whoever runs the meeting, answers that are not OK. The review must come from a
    query of this module.

    Args:
        wish_id: only this one, if it belongs there.
    """
    review = found.review
    is_picked = exists().where(
        Pick.review_id == review.id,
        Pick.entry_id == Entry.id,
        Pick.left_out_at.is_(None),
        _is_readable(found),
    )
    query = (
        select(Wish, Entry, Answer, Decision)
        .join(Entry, Entry.id == Wish.entry_id)
        .outerjoin(Answer, and_(Answer.wish_id == Wish.id, Answer.number == Wish.answers))
        .outerjoin(Decision, and_(Decision.review_id == review.id, Decision.wish_id == Wish.id))
        .where(
            Wish.young_person_id == review.young_person_id,
            or_(visible_to(actor, now), is_picked, _is_not_ok(found, actor)),
            _belongs_here(found, is_picked),
        )
        .order_by(Wish.asked_at.desc(), Wish.id, Decision.made_at.desc())
    )
    if wish_id is not None:
        query = query.where(Wish.id == wish_id)
    wishes: dict[UUID, AskedHere] = {}
    for row in session.execute(query):
        wishes.setdefault(row[0].id, AskedHere(*row))
    return list(wishes.values())


def _is_not_ok(found: Found, actor: Actor) -> ColumnElement[bool]:
    """An answer that is not OK goes to the next review by itself: to whoever runs it."""
    if not found.is_chaired_by(actor):
        return false()
    return and_(Wish.verdict == VerdictValue.NOT_OK, Entry.state == EntryState.SENT)


def _belongs_here(found: Found, is_picked: ColumnElement[bool]) -> ColumnElement[bool]:
    """Asked since the last review, picked, decided here; until it is held also all that waits."""
    review = found.review
    since = Wish.asked_at > found.since if found.since else true()
    until = Wish.asked_at <= review.held_at if review.held_at else true()
    belongs_here = or_(Decision.id.is_not(None), is_picked, and_(since, until))
    if review.state in rules.OVER:
        return belongs_here
    again = and_(Answer.look_again_on <= review.due_on, Wish.withdrawn_at.is_(None))
    return or_(belongs_here, wants_answer(), again)


def texts_of(session: Session, review: Review) -> list[tuple[AdultText, Person]]:
    """What adults wrote for a review, oldest first, with who wrote it."""
    rows = session.execute(
        select(AdultText, Person)
        .join(Person, Person.id == AdultText.author_id)
        .where(AdultText.review_id == review.id, AdultText.withdrawn_at.is_(None))
        .order_by(AdultText.written_at, AdultText.id)
    )
    return list(rows)


def newest_move(session: Session, review: Review) -> tuple[Move, Person] | None:
    """The last time the day was moved, and who moved it."""
    row = session.execute(
        select(Move, Person)
        .join(Person, Person.id == Move.moved_by_id)
        .where(Move.review_id == review.id)
        .order_by(Move.moved_at.desc())
        .limit(1)
    ).one_or_none()
    return row


def days_of_picks(session: Session, *, actor: Actor, entry_ids: Sequence[UUID]) -> dict[UUID, date]:
    """By entry, the day of the newest review that the young person picked it for."""
    if not actor.is_young_person or actor.level < Level.OPEN:
        return {}
    rows = session.execute(
        select(Pick.entry_id, Review.due_on)
        .join(Review, Review.id == Pick.review_id)
        .where(
            Pick.entry_id.in_(entry_ids),
            Pick.young_person_id == actor.person_id,
            Pick.left_out_at.is_(None),
        )
        .order_by(Review.due_on)
    )
    return dict(rows.all())
