"""What stands on the page of a review for the person asking; each part in one statement.

Every review here must come from `belonging`: who may see it is settled there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.answers.models import Answer, Wish
from voice_app.answers.queries import waits_to_be_told as waits_in_person
from voice_app.answers.queries import wants_answer
from voice_app.answers.rules import VerdictValue
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.entries.models import Entry, EntryState
from voice_app.entries.queries import visible_to
from voice_app.reviews import rules
from voice_app.reviews.models import AdultText, Decision, Move, Pick, Review, ReviewMember
from voice_app.reviews.queries.belonging import Found, belongs


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
    name: str
    job: str
    is_chair: bool

    @property
    def first_name(self) -> str:
        """The name a young person knows them by."""
        return self.name.split(maxsplit=1)[0]


def people_at(
    session: Session, review: Review, *, now: datetime
) -> tuple[list[Belonging], list[Written]]:
    """Who belongs to a review now, whoever runs it first; and what adults wrote, oldest first."""
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
    rows = session.execute(
        select(Person, ReviewMember, AdultText)
        .select_from(Person)
        .join(Review, Review.id == review.id)
        .outerjoin(ReviewMember, is_member)
        .outerjoin(AdultText, is_author)
        .where(or_(ReviewMember.id.is_not(None), AdultText.id.is_not(None)))
        .order_by(ReviewMember.is_guest)
    )
    members: dict[UUID, Belonging] = {}
    texts: dict[UUID, Written] = {}
    for person, member, text in rows:
        body = vault.opened(session, person)
        if member is not None:
            is_chair = person.id == review.chair_id
            members.setdefault(person.id, Belonging(member, body["name"], body["job"], is_chair))
        if text is not None:
            words = vault.opened(session, text)["words"]
            texts.setdefault(text.id, Written(text, words, body["name"]))
    return (
        sorted(members.values(), key=_place),
        sorted(texts.values(), key=lambda one: (one.text.written_at, one.text.id)),
    )


def _place(one: Belonging) -> tuple[bool, bool, datetime, str]:
    """Whoever runs it first, guests last; the others as they came."""
    return not one.is_chair, one.member.is_guest, one.member.from_at, one.name


def words_at(
    session: Session,
    found: Found,
    *,
    actor: Actor,
    now: datetime,
    only: ColumnElement[bool] | None = None,
) -> list[Here]:
    """The words that the person asking may read on a review's page.

    First what the young person picked, in their order; then what they asked for, newest
    first. Somebody sees what was sent to them, what was picked, and, when they run the
    meeting, answers that are not OK. Nobody learns what is left out.
    """
    typist = aliased(Person)
    review = found.review
    picked, wish = _is_picked(found), _belongs_here(found)
    may_see = or_(visible_to(actor, now), Pick.id.is_not(None), _is_not_ok(found, actor))
    rows = session.execute(
        select(Entry, typist, Pick, Wish, Answer, Decision, wish)
        .outerjoin(Pick, picked)
        .outerjoin(Wish, Wish.entry_id == Entry.id)
        .outerjoin(Answer, _is_newest(actor))
        .outerjoin(Decision, and_(Decision.review_id == review.id, Decision.answer_id == Answer.id))
        .outerjoin(typist, typist.id == Entry.typed_by_id)
        .where(
            Entry.young_person_id == review.young_person_id,
            or_(Pick.id.is_not(None), and_(Wish.id.is_not(None), wish)),
            may_see,
            true() if only is None else only,
        )
        .order_by(Pick.place.is_(None), Pick.place, Wish.asked_at.desc(), Entry.id)
    )
    return [
        Here(entry, typed_by, pick, wish if is_here else None, answer, decision)
        for entry, typed_by, pick, wish, answer, decision, is_here in rows
    ]


def wish_at(
    session: Session, found: Found, *, actor: Actor, now: datetime, wish_id: UUID
) -> Here | None:
    """One wish, if it belongs on the page and the person asking may see it there."""
    here = words_at(session, found, actor=actor, now=now, only=Wish.id == wish_id)
    return here[0] if here and here[0].wish is not None else None


def picks_of(session: Session, found: Found, *, actor: Actor, now: datetime) -> list[Here]:
    """What the young person picked and the person asking may read, in the young person's order."""
    return words_at(session, found, actor=actor, now=now, only=Pick.id.is_not(None))


def _is_picked(found: Found) -> ColumnElement[bool]:
    """Do these picked words stand on the page, and may the person asking read them?

    It is the twin of `rules.stays_on_the_page` and `rules.may_read_pick`.
    """
    held_at = found.review.held_at
    after_the_meeting = Entry.taken_back_at >= held_at if held_at else false()
    stays = or_(
        Entry.state.in_((EntryState.KEPT, EntryState.SENT)),
        and_(Entry.state == EntryState.TAKEN_BACK, after_the_meeting),
    )
    conditions = [
        Pick.review_id == found.review.id,
        Pick.entry_id == Entry.id,
        Pick.left_out_at.is_(None),
        stays,
    ]
    member = found.member
    if member is not None and member.is_guest and member.welcomed_at is None:
        conditions.append(Pick.picked_at >= member.from_at)
    return and_(*conditions)


def _is_not_ok(found: Found, actor: Actor) -> ColumnElement[bool]:
    """An answer that is not OK goes to the next review by itself: to whoever runs it."""
    if not found.is_chaired_by(actor):
        return false()
    return and_(Wish.verdict == VerdictValue.NOT_OK, Entry.state == EntryState.SENT)


def _belongs_here(found: Found) -> ColumnElement[bool]:
    """Asked since the last review, picked, decided here; until it is over also all that waits."""
    review = found.review
    since = Wish.asked_at > found.since if found.since else true()
    until = Wish.asked_at <= review.held_at if review.held_at else true()
    here = or_(Decision.id.is_not(None), Pick.id.is_not(None), and_(since, until))
    if review.state in rules.OVER:
        return here
    again = and_(Answer.look_again_on <= review.due_on, Wish.withdrawn_at.is_(None))
    return or_(here, wants_answer(), again)


def _is_newest(actor: Actor) -> ColumnElement[bool]:
    """The newest answer; for the young person none that waits to be told to them in person."""
    newest = and_(Answer.wish_id == Wish.id, Answer.number == Wish.answers)
    return and_(newest, ~waits_in_person()) if actor.is_young_person else newest


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
