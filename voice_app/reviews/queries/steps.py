"""How a young person takes part in a review, as far as the person asking may know it.

Every review here must come from `belonging`. Who reads a step is who was sent its words, and
nobody else: not whoever belongs, and not whoever runs the meeting.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from voice_app.answers.models import Answer, Wish
from voice_app.answers.rules import WishState
from voice_app.core.actor import Actor
from voice_app.entries.models import Audience, Entry, EntryState
from voice_app.entries.queries import visible_to
from voice_app.reviews.models import Decision, JoinWay, Review, TakingPart
from voice_app.reviews.queries.belonging import Found
from voice_app.reviews.queries.conditions import is_newest
from voice_app.reviews.rules import Step, Way

#: Words that were not taken back.
_THERE = (EntryState.DRAFT, EntryState.KEPT, EntryState.SENT)


@dataclass(frozen=True)
class Choice:
    """What stands about one step of taking part; for the young person also what they only began."""

    step: Step
    part: TakingPart
    entry: Entry
    #: None while nobody was asked anything: the words were not sent.
    wish: Wish | None
    #: The newest answer that the person asking may see.
    answer: Answer | None
    #: What the review made of it.
    decision: Decision | None
    ways: tuple[Way, ...]

    @property
    def is_sent(self) -> bool:
        """Can anybody but the young person read it?"""
        return self.entry.state is EntryState.SENT

    @property
    def state(self) -> WishState:
        """What became of it, as far as the person asking may know."""
        return self.answer.state if self.answer else WishState.NOT_ANSWERED


def taking_part_of(session: Session, found: Found, *, actor: Actor, now: datetime) -> list[Choice]:
    """What stands about each step and the person asking may read, in the order of the steps.

    The young person finds all of their own, also what they kept or only began; everybody else
    what was sent to them, and a guest nothing. What is left out leaves no trace. One statement.
    """
    return list(_standing(_choices(session, found, actor, now)).values())


def begun_of(
    session: Session, found: Found, *, actor: Actor, step: Step, now: datetime
) -> tuple[Choice | None, Choice | None]:
    """What stands about one step, and what the young person began to say instead."""
    choices = [one for one in _choices(session, found, actor, now) if one.step is step]
    begun = [one for one in choices if one.entry.state is EntryState.DRAFT]
    return _standing(choices).get(step), begun[-1] if begun else None


def _standing(choices: Iterable[Choice]) -> dict[Step, Choice]:
    """The newest of each step; what was sent stands before what was not."""
    newest: dict[Step, Choice] = {}
    for one in choices:
        before = newest.get(one.step)
        if before is None or one.is_sent or not before.is_sent:
            newest[one.step] = one
    return {step: newest[step] for step in Step if step in newest}


def _choices(session: Session, found: Found, actor: Actor, now: datetime) -> list[Choice]:
    """Everything that counts, the oldest first."""
    if found.member is not None and found.member.is_guest:
        return []
    review = found.review
    rows = session.execute(
        select(TakingPart, Entry, Wish, Answer, Decision, JoinWay.way)
        .join(Entry, Entry.id == TakingPart.entry_id)
        .outerjoin(Wish, and_(Wish.entry_id == Entry.id, Wish.withdrawn_at.is_(None)))
        .outerjoin(Answer, is_newest(actor))
        .outerjoin(Decision, and_(Decision.review_id == review.id, Decision.answer_id == Answer.id))
        .outerjoin(JoinWay, JoinWay.taking_part_id == TakingPart.id)
        .where(
            TakingPart.review_id == review.id,
            TakingPart.left_out_at.is_(None),
            Entry.state.in_(_THERE),
            visible_to(actor, now),
        )
        .order_by(TakingPart.said_at, TakingPart.id)
    )
    choices: dict[UUID, Choice] = {}
    ways: dict[UUID, set[Way]] = {}
    for part, entry, wish, answer, decision, way in rows:
        choices[part.id] = Choice(part.step, part, entry, wish, answer, decision, ())
        ways.setdefault(part.id, set()).update([way] if way else [])
    return [
        replace(one, ways=tuple(way for way in Way if way in ways[part_id]))
        for part_id, one in choices.items()
    ]


def readers_of_choice(session: Session, choice: Choice, *, now: datetime) -> set[UUID]:
    """Whom the young person lets read it; who may read it must be settled."""
    lasting = or_(Audience.until_at.is_(None), Audience.until_at > now)
    query = select(Audience.person_id).where(Audience.entry_id == choice.entry.id, lasting)
    return set(session.scalars(query))


def parts_about(session: Session, review: Review, step: Step) -> list[tuple[TakingPart, Entry]]:
    """Everything that was said or begun about a step and not left out, for its own author."""
    rows = session.execute(
        select(TakingPart, Entry)
        .join(Entry, Entry.id == TakingPart.entry_id)
        .where(
            TakingPart.review_id == review.id,
            TakingPart.step == step,
            TakingPart.left_out_at.is_(None),
        )
    )
    return [(part, entry) for part, entry in rows]


def part_of_entry(session: Session, entry_id: UUID) -> TakingPart | None:
    """The step that these words are about, for whoever found the words already."""
    return session.scalar(select(TakingPart).where(TakingPart.entry_id == entry_id))


def about_steps(session: Session, *, actor: Actor, entries: Iterable[Entry]) -> set[UUID]:
    """Which of these words of the young person asking are about a step, of whichever review."""
    query = select(TakingPart.entry_id).where(
        TakingPart.young_person_id == actor.person_id,
        TakingPart.entry_id.in_([entry.id for entry in entries]),
    )
    return set(session.scalars(query))
