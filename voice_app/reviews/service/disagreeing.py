"""Writing down who did not agree with what a review decided, and why."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.record import service as trail
from voice_app.reviews import queries, rules
from voice_app.reviews.models import Dissent
from voice_app.reviews.queries import Found


def dissent(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    dissent_id: UUID,
    wish_id: UUID | None,
    person_id: UUID | None,
    who: str,
    words: str,
    now: datetime,
) -> None:
    """Write down that somebody did not agree. `dissent_id` comes from the form: twice keeps one.

    Args:
        wish_id: what was decided about this wish; None for the meeting as a whole.
        person_id: the young person, or somebody who belongs; None for anybody else.
        who: their name, and `words` why, as they said it.

    Raises:
        NotFound: `actor` does not belong to the review, or nothing that they may see was
            decided about the wish, or the person does not belong.
        NotAllowed: `actor` is the young person, or people have not met.
    """
    found = queries.get(session, actor=actor, review_id=review_id, now=now)
    if found.member is None or not rules.may_dissent(found.review.state):
        raise NotAllowed
    if session.get(Dissent, dissent_id) is not None:
        return
    decision_id = _decision_about(session, found, actor, wish_id, now) if wish_id else None
    _refuse_strangers(session, found, person_id, now)
    kept = Dissent(
        id=dissent_id,
        young_person_id=found.review.young_person_id,
        review_id=found.review.id,
        decision_id=decision_id,
        person_id=person_id,
        written_by_id=actor.person_id,
        written_at=now,
    )
    vault.seal(session, kept, {"who": who, "words": words})
    session.add(kept)
    trail.append(
        session,
        actor=actor,
        action="review.dissent_written",
        now=now,
        young_person_id=kept.young_person_id,
        subject=kept,
        details={"review": kept.review_id, "decision": decision_id, "person": person_id},
    )


def _decision_about(
    session: Session, found: Found, actor: Actor, wish_id: UUID, now: datetime
) -> UUID:
    here = queries.wish_at(session, found, actor=actor, now=now, wish_id=wish_id)
    if here is None or here.decision is None:
        raise NotFound
    return here.decision.id


def _refuse_strangers(
    session: Session, found: Found, person_id: UUID | None, now: datetime
) -> None:
    if person_id is None or person_id == found.review.young_person_id:
        return
    people, _texts = queries.people_at(session, found.review, now=now)
    if person_id not in {one.member.person_id for one in people}:
        raise NotFound
