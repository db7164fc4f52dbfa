"""Telling the young person what a review decided."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.answers import service as answers
from voice_app.answers.queries import Asked
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed
from voice_app.reviews import queries, rules
from voice_app.reviews.queries import Found
from voice_app.reviews.rules import ReviewState
from voice_app.reviews.service.planning import for_workers, note, refuse_a_day_they_were_not_here


def told_in_person(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    how: str,
    told_on: date,
    said: str,
    now: datetime,
) -> None:
    """Note that a worker told the young person face to face: how, on which day, what they said.

    Every answer of this review that the worker may see and that was not told yet is told with
    it, and from then on the phone shows it too. Twice changes nothing.

    Raises:
        NotFound: `actor` does not belong to the review.
        NotAllowed: `actor` is the young person or a guest, or nothing was decided yet.
        Wrong: the day is still to come, or before the young person had a place here.
    """
    found = for_workers(session, actor, review_id, now)
    if found.review.state is ReviewState.TOLD:
        return
    if not rules.may_tell(found.review.state):
        raise NotAllowed
    refuse_a_day_they_were_not_here(session, found.review.young_person_id, told_on, now)
    for here in queries.decided_at(session, found, actor=actor, now=now):
        if here.wish and here.answer and here.answer.told_at is None:
            answers.tell_found(
                session,
                actor=actor,
                asked=Asked(here.wish, here.entry, here.answer),
                answer_id=here.answer.id,
                how=how,
                told_on=told_on,
                said=said,
                verdict=None,
                now=now,
            )
    if not queries.waits_to_be_told(session, found.review):
        now_told(session, found, actor, now)


def now_told(session: Session, found: Found, actor: Actor, now: datetime) -> None:
    """The young person knows everything: `actor` told them, or read it on their own phone."""
    review = found.review
    review.state, review.told_at = ReviewState.TOLD, now
    review.told_by_id = None if actor.is_young_person else actor.person_id
    note(session, actor, "review.told", review, now)
