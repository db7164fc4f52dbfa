"""Which words stand on the page of a review, as conditions that its queries share.

Every review here must come from `belonging`: who may see it is settled there.
"""

from datetime import datetime
from typing import TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true

from voice_app.answers.models import Answer, Wish
from voice_app.answers.queries import waits_to_be_told as waits_in_person
from voice_app.answers.queries import wants_answer
from voice_app.answers.rules import VerdictValue
from voice_app.core.actor import Actor
from voice_app.entries.models import Entry, EntryState
from voice_app.entries.queries import visible_to
from voice_app.reviews import rules
from voice_app.reviews.models import Decision, Pick, Review, ReviewMember, TakingPart
from voice_app.reviews.queries.belonging import Found

Row = TypeVarTuple("Row")


def with_what_belongs(query: Select[*Row], found: Found, actor: Actor) -> Select[*Row]:
    """Words with what belongs to them at this review."""
    review = found.review
    is_decided = and_(Decision.review_id == review.id, Decision.answer_id == Answer.id)
    return (
        query.select_from(Entry)
        .outerjoin(Pick, is_picked(found))
        .outerjoin(Wish, Wish.entry_id == Entry.id)
        .outerjoin(Answer, is_newest(actor))
        .outerjoin(Decision, is_decided)
        .where(Entry.young_person_id == review.young_person_id)
    )


def may_see(found: Found, actor: Actor, now: datetime) -> ColumnElement[bool]:
    """May the person asking read these words, at this review?"""
    return or_(visible_to(actor, now), Pick.id.is_not(None), is_not_ok(found, actor))


def picked_ids(found: Found) -> Select[UUID]:
    """The words that were ever picked for this review."""
    return select(Pick.entry_id).where(Pick.review_id == found.review.id)


def decided_ids(found: Found) -> Select[UUID]:
    """The wishes that this review decided."""
    return select(Decision.wish_id).where(Decision.review_id == found.review.id)


def is_picked(found: Found) -> ColumnElement[bool]:
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
    if found.member is not None:
        conditions.append(is_known_to(found.member))
    return and_(*conditions)


def is_known_to(member: ReviewMember) -> ColumnElement[bool]:
    """May this member read a `Pick`? A guest waits for what was picked before they came."""
    if member.is_guest and member.welcomed_at is None:
        return Pick.picked_at >= member.from_at
    return true()


def is_not_ok(found: Found, actor: Actor) -> ColumnElement[bool]:
    """An answer that is not OK goes to the next review by itself: to whoever runs it.

    How somebody takes part does not: it may be about whoever runs the meeting.
    """
    if not found.is_chaired_by(actor):
        return false()
    not_ok = and_(Wish.verdict == VerdictValue.NOT_OK, Entry.state == EntryState.SENT)
    return and_(not_ok, ~is_about_a_step())


def is_about_a_step(of: Review | None = None) -> ColumnElement[bool]:
    """Do these words say how the young person takes part, in this review or in any?

    Such words never are among what goes in or what was asked for; see `steps`.
    """
    about = TakingPart.entry_id == Entry.id
    if of is not None:
        about = and_(about, TakingPart.review_id == of.id)
    return exists().where(about).correlate(Entry)


def belongs_here(found: Found, reader: Actor | None, now: datetime) -> ColumnElement[bool]:
    """Is a wish here, for any of the reasons, or because the words were picked?"""
    return or_(Pick.id.is_not(None), *reasons_to_be_here(found, reader, now))


def reasons_to_be_here(
    found: Found, reader: Actor | None, now: datetime
) -> list[ColumnElement[bool]]:
    """Decided here, asked since the last review; until it is over also all that waits.

    Args:
        reader: who reads it; None for what anybody in the room may be handed.
    """
    review = found.review
    since = Wish.asked_at > found.since if found.since else true()
    until = Wish.asked_at <= review.held_at if review.held_at else true()
    here = [
        and_(Wish.id.in_(decided_ids(found)), Decision.id.is_not(None)),
        and_(since, until),
    ]
    if review.state in rules.OVER:
        return here
    promised = select(Answer.wish_id).where(
        Answer.young_person_id == review.young_person_id, Answer.look_again_on <= review.due_on
    )
    again = and_(
        Wish.id.in_(promised), Answer.look_again_on <= review.due_on, Wish.withdrawn_at.is_(None)
    )
    return [*here, and_(Wish.waits, wants_answer(reader, now)), again]


def is_newest(actor: Actor) -> ColumnElement[bool]:
    """The newest answer; for the young person none that waits to be told to them in person."""
    newest = and_(Answer.wish_id == Wish.id, Answer.number == Wish.answers)
    return and_(newest, ~waits_in_person()) if actor.is_young_person else newest
