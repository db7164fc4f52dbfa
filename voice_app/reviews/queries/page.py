"""What stands on the page of a review for the person asking; each part in one statement.

Every review here must come from `belonging`: who may see it is settled there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.answers.models import Answer, Wish
from voice_app.answers.queries import waits_to_be_told as waits_in_person
from voice_app.core import vault
from voice_app.core.actor import Actor, Role
from voice_app.entries.models import Entry
from voice_app.reviews.models import AdultText, Decision, Move, Pick, Review, ReviewMember
from voice_app.reviews.queries.belonging import Found, belongs
from voice_app.reviews.queries.conditions import (
    belongs_here,
    decided_ids,
    is_about_a_step,
    may_see,
    picked_ids,
    reasons_to_be_here,
    with_what_belongs,
)


@dataclass(frozen=True)
class Here:
    """Words on the page of a review: picked, or a wish that belongs there, or both."""

    entry: Entry
    #: Who typed them beside the young person, if somebody did.
    typist: Person | None
    #: None when the young person did not pick them.
    pick: Pick | None
    #: None when they ask for nothing, or nothing that belongs on this page.
    wish: Wish | None
    #: The newest answer that the person asking may see.
    answer: Answer | None
    #: What this review made of the wish.
    decision: Decision | None


@dataclass(frozen=True)
class Written:
    """What an adult wrote for a review."""

    text: AdultText
    words: str
    author: str


@dataclass(frozen=True)
class Belonging:
    """Somebody who belongs to a review now."""

    member: ReviewMember
    role: Role
    name: str
    job: str
    is_chair: bool

    @property
    def first_name(self) -> str:
        """The name a young person knows them by."""
        return self.name.split(maxsplit=1)[0]


#: Who belongs to a review, and what adults wrote for it.
AtReview: TypeAlias = tuple[list[Belonging], list[Written]]


def people_at(session: Session, review: Review, *, now: datetime) -> AtReview:
    """Who belongs to a review now, whoever runs it first; and what adults wrote, oldest first."""
    return people_at_each(session, [review], now=now)[review.id]


def people_at_each(
    session: Session, reviews: Sequence[Review], *, now: datetime
) -> dict[UUID, AtReview]:
    """The same for several reviews, by their ids, in one statement."""
    members: dict[UUID, dict[UUID, Belonging]] = {review.id: {} for review in reviews}
    texts: dict[UUID, dict[UUID, Written]] = {review.id: {} for review in reviews}
    for review, person, member, text in session.execute(_people(list(members), now)):
        body = vault.opened(session, person)
        if member is not None:
            is_chair = person.id == review.chair_id
            one = Belonging(member, person.role, body["name"], body["job"], is_chair)
            members[review.id].setdefault(person.id, one)
        if text is not None:
            words = vault.opened(session, text)["words"]
            texts[review.id].setdefault(text.id, Written(text, words, body["name"]))
    return {
        review.id: (
            sorted(members[review.id].values(), key=_place),
            sorted(texts[review.id].values(), key=lambda one: (one.text.written_at, one.text.id)),
        )
        for review in reviews
    }


def _people(
    review_ids: list[UUID], now: datetime
) -> Select[Review, Person, ReviewMember, AdultText]:
    """Each member beside each of their own texts; both are few."""
    is_member = and_(
        ReviewMember.person_id == Person.id,
        ReviewMember.review_id == Review.id,
        belongs(ReviewMember, now),
    )
    is_author = and_(
        AdultText.author_id == Person.id,
        AdultText.review_id == Review.id,
        AdultText.withdrawn_at.is_(None),
    )
    return (
        select(Review, Person, ReviewMember, AdultText)
        .select_from(Person)
        .join(Review, Review.id.in_(review_ids))
        .outerjoin(ReviewMember, is_member)
        .outerjoin(AdultText, is_author)
        .where(or_(ReviewMember.id.is_not(None), AdultText.id.is_not(None)))
        .order_by(ReviewMember.is_guest)
    )


def _place(one: Belonging) -> tuple[bool, bool, datetime, str]:
    """Whoever runs it first, guests last; the others as they came."""
    return not one.is_chair, one.member.is_guest, one.member.from_at, one.name


#: How many wishes one part of a page shows.
WISHES_A_PART = 20


@dataclass(frozen=True)
class Part:
    """A part of a review's page; `next` is the wish after which another begins, or None."""

    here: list[Here]
    next: UUID | None
    is_continued: bool = False


def words_at(
    session: Session, found: Found, *, actor: Actor, after: UUID | None = None, now: datetime
) -> Part:
    """The words that the person asking may read on a review's page, in parts.

    First all that the young person picked, in their order; then what they asked for, newest
    first. Somebody sees what was sent to them, what was picked, and, when they run the
    meeting, answers that are not OK. Nobody learns what is left out.

    Args:
        after: the last wish of the part before this one; parts go by key and not by offset.
    """
    wishes = [
        _newest_first(found, actor, now, reason, after)
        for reason in reasons_to_be_here(found, actor, now)
    ]
    picks = [] if after else [picked_ids(found)]
    here = _read(session, found, actor, now, Entry.id.in_(union_all(*picks, *wishes)))
    picked = [one for one in here if one.pick]
    others = [one for one in here if not one.pick]
    shown = others[:WISHES_A_PART]
    is_more = len(others) > len(shown)
    last = shown[-1].wish if is_more else None
    return Part([*picked, *shown], last.id if last else None, is_continued=after is not None)


def wish_at(
    session: Session, found: Found, *, actor: Actor, now: datetime, wish_id: UUID
) -> Here | None:
    """One wish, if it belongs on the page and the person asking may see it there."""
    here = _read(session, found, actor, now, Wish.id == wish_id)
    return here[0] if here and here[0].wish is not None else None


def picks_of(session: Session, found: Found, *, actor: Actor, now: datetime) -> list[Here]:
    """What the young person picked and the person asking may read, in the young person's order."""
    picked = and_(Pick.id.is_not(None), Entry.id.in_(picked_ids(found)))
    return _read(session, found, actor, now, picked)


def decided_at(session: Session, found: Found, *, actor: Actor, now: datetime) -> list[Here]:
    """The wishes that this review decided and the person asking may read, newest first."""
    return [
        one
        for one in _read(session, found, actor, now, Wish.id.in_(decided_ids(found)))
        if one.decision and one.wish
    ]


def _read(
    session: Session, found: Found, actor: Actor, now: datetime, which: ColumnElement[bool]
) -> list[Here]:
    typist, is_here = aliased(Person), belongs_here(found, actor, now)
    rows = session.execute(
        with_what_belongs(
            select(Entry, typist, Pick, Wish, Answer, Decision, is_here), found, actor
        )
        .outerjoin(typist, typist.id == Entry.typed_by_id)
        .where(
            which,
            or_(Pick.id.is_not(None), and_(Wish.id.is_not(None), is_here)),
            may_see(found, actor, now),
        )
        .order_by(Pick.place.is_(None), Pick.place, Wish.asked_at.desc(), Entry.id.desc())
    )
    return [
        Here(entry, typed_by, pick, wish if here else None, answer, decision)
        for entry, typed_by, pick, wish, answer, decision, here in rows
    ]


def _newest_first(
    found: Found,
    actor: Actor,
    now: datetime,
    reason: ColumnElement[bool],
    after: UUID | None,
) -> Select[UUID]:
    """The words of the newest wishes that are here for one reason, one more than a part shows.

    Each reason has an index of its own, so a part costs the same however much was ever asked.
    """
    young_person_id = found.review.young_person_id
    query = with_what_belongs(select(Entry.id, Wish.asked_at), found, actor).where(
        Wish.young_person_id == young_person_id,
        Pick.id.is_(None),
        ~is_about_a_step(of=found.review),
        reason,
        may_see(found, actor, now),
    )
    if after is not None:
        last = select(Wish.asked_at, Wish.entry_id).where(
            Wish.id == after, Wish.young_person_id == young_person_id
        )
        query = query.where(tuple_(Wish.asked_at, Entry.id) < last.scalar_subquery())
    newest = query.order_by(Wish.asked_at.desc(), Entry.id.desc()).limit(WISHES_A_PART + 1)
    return select(newest.subquery().c.id)


def waits_to_be_told(session: Session, review: Review) -> bool:
    """Is there an answer of this review that somebody still has to tell in person?"""
    waiting = (
        select(Decision.id)
        .join(Answer, Answer.id == Decision.answer_id)
        .where(Decision.review_id == review.id, waits_in_person())
        .limit(1)
    )
    return session.scalar(waiting) is not None


def newest_move(session: Session, review: Review) -> tuple[Move, str, dict[str, Any]] | None:
    """The last time the day was moved, by whom, and why."""
    row = session.execute(
        select(Move, Person)
        .join(Person, Person.id == Move.moved_by_id)
        .where(Move.review_id == review.id)
        .order_by(Move.moved_at.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    moved, person = row
    return moved, vault.opened(session, person)["name"], vault.opened(session, moved)
