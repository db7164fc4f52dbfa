"""The young person takes part: what goes in, in which order, and who may read it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.entries import queries as entries
from voice_app.record import service as trail
from voice_app.reviews import queries, rules
from voice_app.reviews.models import Pick, Review, ReviewMember
from voice_app.reviews.service.planning import note


def pick(session: Session, *, actor: Actor, review_id: UUID, entry_id: UUID, now: datetime) -> None:
    """Put words into a review, after those that are there. Picking them twice changes nothing.

    Everybody who belongs to the review can then read them on its page, and only there.

    Raises:
        NotFound: the review or the words are not the young person's own.
        NotAllowed: people have met already, or the words are unfinished, unconfirmed or taken
            back, or say how the young person takes part.
    """
    review = own_coming(session, actor, review_id, now)
    entry = entries.get(session, actor=actor, entry_id=entry_id, now=now)
    if not rules.may_go_in(entry.state, is_confirmed=entry.confirmed_at is not None):
        raise NotAllowed
    if queries.part_of_entry(session, entry_id) is not None:
        raise NotAllowed
    picks = _picks(session, review)
    if any(one.entry_id == entry_id for one in picks):
        return
    known = session.scalar(
        select(Pick).where(Pick.review_id == review.id, Pick.entry_id == entry_id)
    )
    picked = known or Pick(young_person_id=actor.person_id, review_id=review.id, entry_id=entry_id)
    picked.place = max((one.place for one in picks), default=0) + 1
    picked.picked_at, picked.left_out_at = now, None
    session.add(picked)
    review.state = rules.after_preparing(review.state)
    note(session, actor, "review.picked", review, now, entry=entry_id)


def leave_out(
    session: Session, *, actor: Actor, review_id: UUID, entry_id: UUID, now: datetime
) -> None:
    """Take words out of a review again. Twice changes nothing.

    Raises:
        NotFound: the review is not the young person's own.
        NotAllowed: people have met already.
    """
    review = own_coming(session, actor, review_id, now)
    for picked in _picks(session, review):
        if picked.entry_id == entry_id:
            picked.left_out_at = now
            note(session, actor, "review.left_out", review, now, entry=entry_id)


def shift(
    session: Session, *, actor: Actor, review_id: UUID, entry_id: UUID, up: bool, now: datetime
) -> None:
    """Move picked words one place up or down. At the edge nothing changes.

    Raises:
        NotFound: the review is not the young person's own, or the words are not in it.
        NotAllowed: people have met already.
    """
    review = own_coming(session, actor, review_id, now)
    picks = {one.entry_id: one for one in _picks(session, review)}
    if entry_id not in picks:
        raise NotFound
    order = rules.moved(list(picks), entry_id, up=up)
    if order == list(picks):
        return
    for place, one in enumerate(order, start=1):
        picks[one].place = place
    note(session, actor, "review.reordered", review, now, order=order)


def welcome(
    session: Session, *, actor: Actor, review_id: UUID, member_id: UUID, now: datetime
) -> None:
    """Let a guest who was named later read what was picked before. Twice changes nothing.

    Raises:
        NotFound: the review is not the young person's own, or nobody like that belongs to it.
    """
    found = queries.get(session, actor=actor, review_id=review_id, now=now)
    if not actor.is_young_person:
        raise NotAllowed
    member = session.get(ReviewMember, member_id)
    if member is None or member.review_id != found.review.id or member.until_at is not None:
        raise NotFound
    if member.welcomed_at is not None:
        return
    member.welcomed_at = now
    trail.append(
        session,
        actor=actor,
        action="review.guest_welcomed",
        now=now,
        young_person_id=actor.person_id,
        subject=member,
    )


def own_coming(session: Session, actor: Actor, review_id: UUID, now: datetime) -> Review:
    """The young person's own review before people met.

    Raises:
        NotFound: it is not the young person's own.
        NotAllowed: `actor` is somebody else, or people have met already.
    """
    review = queries.get(session, actor=actor, review_id=review_id, now=now).review
    if not actor.is_young_person or not rules.may_pick(review.state):
        raise NotAllowed
    return review


def _picks(session: Session, review: Review) -> list[Pick]:
    """Every pick that was not left out, in its order; taken-back words keep their place."""
    query = select(Pick).where(Pick.review_id == review.id, Pick.left_out_at.is_(None))
    return list(session.scalars(query.order_by(Pick.place, Pick.id)))
