"""What a reviewing officer may count: what reached them, of the young people they review now.

Nobody else's pages end here, and a wish that was sent to somebody else only is not even counted:
the number alone would tell that it is there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.accounts.queries.people import named
from voice_app.answers.models import Answer, Verdict, Wish
from voice_app.answers.queries import still_asked, wants_answer
from voice_app.answers.rules import WAITING, VerdictValue
from voice_app.care.models import Assignment, AssignmentKind, YoungPerson
from voice_app.care.queries import is_live, young_people_of
from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.entries.models import Entry, EntryState
from voice_app.entries.queries import visible_to
from voice_app.oversight.rules import Share
from voice_app.reviews.models import Pack, Pick, Review, ReviewMember, ReviewPart
from voice_app.reviews.queries import belongs, is_about_a_step
from voice_app.reviews.rules import TookPart


@dataclass(frozen=True)
class Asked:
    """A wish of the months that are counted: when it came, and what became of it."""

    asked_at: datetime
    due_on: date
    nation: str
    #: When the young person had the first answer with a reason; None until then.
    answered_at: datetime | None
    #: What they say of the newest answer.
    verdict: VerdictValue | None


@dataclass(frozen=True)
class Owed:
    """A wish for which an adult is late, or has to answer anew."""

    wish: Wish
    #: May the person asking open it among their wishes?
    is_theirs: bool
    #: When the young person said that the answer is not OK; None when there is no answer.
    not_ok_at: datetime | None


def reviewed_by(session: Session, *, actor: Actor, now: datetime) -> dict[UUID, str]:
    """The young people whose reviewing officer `actor` is now, by id: what they are called.

    Whoever stands in for a reviewing officer answers in their place but does not look over
    their shoulder, so covering does not count here.

    Raises:
        NotFound: they are nobody's, or not any more.
    """
    found = {
        one.young_person_id: one.called
        for one in young_people_of(session, actor=actor, now=now)
        if AssignmentKind.REVIEWING_OFFICER in one.kinds
    }
    if not found:
        raise NotFound
    return found


def asked_since(
    session: Session,
    *,
    actor: Actor,
    young_people: Collection[UUID],
    since: datetime,
    now: datetime,
) -> list[Asked]:
    """The wishes of these young people since then that `actor` may know of, in one statement."""
    rows = session.execute(
        select(Wish.asked_at, Wish.due_on, YoungPerson.nation, _first_answer(), Wish.verdict)
        .join(Entry, Entry.id == Wish.entry_id)
        .join(YoungPerson, YoungPerson.id == Wish.young_person_id)
        .where(
            Wish.young_person_id.in_(young_people),
            Wish.asked_at >= since,
            still_asked(actor, now),
            or_(visible_to(actor, now), _is_picked(actor, now)),
        )
    )
    return [Asked(*row) for row in rows]


def owed(
    session: Session,
    *,
    actor: Actor,
    young_people: Collection[UUID],
    chairing: Collection[UUID],
    today: date,
    now: datetime,
) -> list[Owed]:
    """The wishes whose first answer is late or whose answer is not OK, in one statement.

    An answer that is not OK goes to the next review by itself, so whoever runs the one of
    `chairing` (young people, by id) may know of it. The longest waiting comes first.
    """
    is_not_ok = Wish.verdict == VerdictValue.NOT_OK
    is_late = and_(Wish.state.in_(WAITING), Wish.due_on < today)
    theirs = visible_to(actor, now)
    comes_to_them = and_(is_not_ok, Wish.young_person_id.in_(chairing), ~is_about_a_step())
    rows = session.execute(
        select(Wish, theirs, _said_at())
        .join(Entry, Entry.id == Wish.entry_id)
        .where(
            Wish.young_person_id.in_(young_people),
            Wish.waits,
            wants_answer(actor, now),
            or_(is_not_ok, is_late),
            or_(theirs, _is_picked(actor, now), comes_to_them),
        )
        .order_by(Wish.due_on, Wish.asked_at, Wish.id)
    )
    return [Owed(wish, bool(is_theirs), said_at) for wish, is_theirs, said_at in rows]


def keyworkers_of(
    session: Session, young_people: Collection[UUID], *, now: datetime
) -> dict[UUID, list[str]]:
    """Who is keyworker of these young people now, by name, whoever came first first."""
    rows = session.execute(
        select(Assignment.young_person_id, Person)
        .join(Person, Person.id == Assignment.staff_id)
        .where(
            is_live(now),
            Assignment.kind == AssignmentKind.KEYWORKER,
            Assignment.young_person_id.in_(young_people),
        )
        .order_by(Assignment.starts_at, Assignment.id)
    )
    found: dict[UUID, list[str]] = {}
    for young_person_id, person in rows:
        name = named(session, person).name
        if name not in found.setdefault(young_person_id, []):
            found[young_person_id].append(name)
    return found


def packs_checked(
    session: Session,
    *,
    actor: Actor,
    young_people: Collection[UUID],
    since: datetime,
    now: datetime,
) -> Share:
    """Of the packs frozen since then, how many the young person had looked at first."""
    row = session.execute(
        select(func.count(Pack.check_id), func.count())
        .select_from(Pack)
        .join(Review, Review.id == Pack.review_id)
        .where(
            Pack.young_person_id.in_(young_people),
            Pack.thawed_at.is_(None),
            Pack.frozen_at >= since,
            _belongs_to(actor, now),
        )
    ).one()
    return Share(*row)


def took_part(
    session: Session, *, actor: Actor, young_people: Collection[UUID], since: date, now: datetime
) -> Mapping[TookPart, int]:
    """In how many meetings since that day they took part how; a way nobody took is left out."""
    rows = session.execute(
        select(ReviewPart.took_part, func.count())
        .join(Review, Review.id == ReviewPart.review_id)
        .where(
            ReviewPart.young_person_id.in_(young_people),
            ReviewPart.held_on >= since,
            _belongs_to(actor, now),
        )
        .group_by(ReviewPart.took_part)
    )
    return dict(iter(rows))


def _first_answer() -> ScalarSelect[datetime]:
    """When the young person had it: what is told in person counts from then on."""
    had_at = case((Answer.in_person, Answer.told_at), else_=Answer.answered_at)
    return (
        select(func.min(had_at))
        .where(Answer.wish_id == Wish.id, Answer.state.not_in(WAITING))
        .correlate(Wish)
        .scalar_subquery()
    )


def _said_at() -> ScalarSelect[datetime]:
    return (
        select(func.max(Verdict.said_at))
        .join(Answer, Answer.id == Verdict.answer_id)
        .where(Answer.wish_id == Wish.id, Answer.number == Wish.answers)
        .correlate(Wish)
        .scalar_subquery()
    )


def _is_picked(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """Did the young person bring these words to a review that the person asking belongs to?"""
    brought = (
        select(Pick.entry_id)
        .join(Review, Review.id == Pick.review_id)
        .where(Pick.left_out_at.is_(None), _belongs_to(actor, now))
    )
    return and_(Entry.state == EntryState.SENT, Entry.id.in_(brought))


def _belongs_to(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """Does the person asking belong to a `Review` because they look after the young person?"""
    return exists().where(
        ReviewMember.review_id == Review.id,
        ReviewMember.person_id == actor.person_id,
        ~ReviewMember.is_guest,
        belongs(ReviewMember, now),
    )
