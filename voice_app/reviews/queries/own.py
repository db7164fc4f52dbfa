"""A young person's own meetings, as their first page needs them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.accounts.queries.people import named
from voice_app.answers.models import Answer, Wish
from voice_app.answers.rules import WAITING
from voice_app.core.actor import Actor, Level
from voice_app.entries.models import Entry, EntryState
from voice_app.reviews.models import Decision, Pick, Review, TakingPart
from voice_app.reviews.queries.belonging import chair_is_there, something_waits
from voice_app.reviews.queries.letters import letter_waits
from voice_app.reviews.rules import COMING, OPEN, ReviewState, Step


@dataclass(frozen=True)
class Mine:
    """One meeting of the young person asking, and how far they have come with it."""

    review: Review
    #: The first name of whoever runs it; empty while nobody does.
    chair: str
    #: How many of their words they put in.
    picked: int
    #: Was something decided that somebody tells them face to face first?
    waits_to_be_told: bool
    #: Was a letter about it sent that the young person has not opened?
    letter_waits: bool


def of_mine(session: Session, *, actor: Actor, now: datetime) -> list[Mine]:
    """The meeting that is coming, then the last one while it is not over for the young person.

    It is over when they were told everything that was decided there, and said what they think
    of each answer. One statement.
    """
    if not actor.is_young_person or actor.level < Level.OPEN:
        return []
    rows = session.execute(
        select(Review, Person, chair_is_there(now), _how_many_picked(), something_waits())
        .add_columns(_wants_a_verdict(), letter_waits())
        .join(Person, Person.id == Review.chair_id)
        .where(Review.young_person_id == actor.person_id)
        .order_by(Review.due_on.desc(), Review.made_at.desc())
        .limit(2)
    )
    mine = [
        Mine(
            review=review,
            chair=named(session, chair).first_name if is_there else "",
            picked=picked,
            waits_to_be_told=waits,
            letter_waits=has_letter,
        )
        for review, chair, is_there, picked, waits, wants_a_verdict, has_letter in rows
        if review.state is not ReviewState.TOLD or wants_a_verdict or has_letter
    ]
    return sorted(mine, key=lambda one: one.review.state not in COMING)


@dataclass(frozen=True)
class InMeetings:
    """What some words of a young person have to do with their meetings."""

    #: By entry, the day of the newest meeting it was picked for.
    days: dict[UUID, date]
    #: What says how they take part in a meeting, and the step, or None once people have met.
    steps: dict[UUID, Step | None]
    #: What is in the meeting that is being prepared; None while none is.
    coming: set[UUID] | None


def in_meetings(session: Session, *, actor: Actor, entry_ids: Collection[UUID]) -> InMeetings:
    """What these words of the young person asking have to do with meetings; one statement."""
    if not actor.is_young_person or actor.level < Level.OPEN:
        return InMeetings({}, {}, None)
    picked = and_(
        Pick.review_id == Review.id, Pick.entry_id.in_(entry_ids), Pick.left_out_at.is_(None)
    )
    about = and_(TakingPart.review_id == Review.id, TakingPart.entry_id.in_(entry_ids))
    own = Review.young_person_id == actor.person_id
    what = (Review.due_on.label("due_on"), Review.state.label("state"))
    # A meeting that is coming has a row also when none of these words are in it.
    picks = (
        select(Pick.entry_id, literal(None).label("step"), *what)
        .select_from(Review)
        .outerjoin(Pick, picked)
        .where(own, or_(Pick.id.is_not(None), Review.state.in_(OPEN)))
    )
    steps = select(TakingPart.entry_id, TakingPart.step, *what).join(Review, about).where(own)
    rows: Sequence[Any] = session.execute(union_all(picks, steps).order_by("due_on")).all()
    picked_ones = [row for row in rows if row.step is None]
    coming = {row.entry_id for row in picked_ones if row.state in OPEN}
    return InMeetings(
        days={row.entry_id: row.due_on for row in picked_ones if row.entry_id in entry_ids},
        steps={
            row.entry_id: Step(row.step) if row.state in COMING else None
            for row in rows
            if row.step is not None
        },
        coming=coming.intersection(entry_ids) if coming else None,
    )


def _how_many_picked() -> ColumnElement[int]:
    return (
        select(func.count(Pick.id))
        .join(Entry, Entry.id == Pick.entry_id)
        .where(
            Pick.review_id == Review.id,
            Pick.left_out_at.is_(None),
            Entry.state.in_((EntryState.KEPT, EntryState.SENT)),
        )
        .correlate(Review)
        .scalar_subquery()
    )


def _wants_a_verdict() -> ColumnElement[bool]:
    """Does an answer that was decided there still wait for what the young person thinks of it?"""
    newest = and_(Answer.id == Decision.answer_id, Answer.number == Wish.answers)
    return exists().where(
        Decision.review_id == Review.id,
        Wish.id == Decision.wish_id,
        newest,
        Answer.state.not_in(WAITING),
        Wish.verdict.is_(None),
        Wish.withdrawn_at.is_(None),
    )
