"""Telling the young person what a review decided."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed
from voice_app.reviews import rules
from voice_app.reviews.models import Review
from voice_app.reviews.queries import Found
from voice_app.reviews.rules import ReviewState
from voice_app.reviews.service.planning import for_workers, note


def seen(session: Session, found: Found, *, actor: Actor, now: datetime) -> None:
    """Note that the young person saw what was decided. Seeing it again changes nothing.

    The review must come from a query of this package, for the young person themselves.
    """
    if actor.person_id != found.review.young_person_id:
        raise NotAllowed
    if rules.may_tell(found.review.state):
        _told(session, found.review, actor, now)


def told_in_person(session: Session, *, actor: Actor, review_id: UUID, now: datetime) -> None:
    """Note that a worker told the young person face to face. Twice changes nothing.

    Raises:
        NotFound: `actor` does not belong to the review.
        NotAllowed: `actor` is the young person or a guest, or nothing was decided yet.
    """
    review: Review = for_workers(session, actor, review_id, now).review
    if review.state is ReviewState.TOLD:
        return
    if not rules.may_tell(review.state):
        raise NotAllowed
    review.told_by_id = actor.person_id
    _told(session, review, actor, now)


def _told(session: Session, review: Review, actor: Actor, now: datetime) -> None:
    review.state, review.told_at = ReviewState.TOLD, now
    note(session, actor, "review.told", review, now)
