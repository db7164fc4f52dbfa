"""Deciding at a review: an answer with a reason, and who sees to it by when."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.answers import rules as answer_rules
from voice_app.answers import service as answers
from voice_app.answers.models import Answer
from voice_app.answers.queries import Asked
from voice_app.answers.rules import Decision as Decided
from voice_app.answers.rules import Missing
from voice_app.care.queries.places import made_on
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound, VoiceError
from voice_app.record import service as trail
from voice_app.reviews import queries, rules
from voice_app.reviews.models import Decision
from voice_app.reviews.rules import Deed, Lack
from voice_app.reviews.service.planning import for_workers


class Unfinished(VoiceError):
    """A decision lacks something: `missing` of its answer, `lacks` of who does it and why."""

    def __init__(self, missing: Collection[Missing], lacks: Collection[Lack]) -> None:
        super().__init__()
        self.missing, self.lacks = tuple(missing), tuple(lacks)


def decide(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    wish_id: UUID,
    decided: Decided,
    deed: Deed,
    after: UUID | None,
    in_person: bool,
    now: datetime,
) -> None:
    """Answer a wish at a review, with who sees to it, by when, and how their view shaped it.

    Sending the very same decision again changes nothing.

    Raises:
        NotFound: `actor` does not belong to the review, or the wish is not on its page.
        NotAllowed: `actor` is the young person or a guest, or people have not met yet.
        Unfinished: the reason, the decider, who sees to it or a day is missing.
        AlreadyDone: somebody else answered meanwhile.
    """
    found = for_workers(session, actor, review_id, now)
    if not rules.may_decide(found.review.state):
        raise NotAllowed
    here = queries.wish_at(session, found, actor=actor, now=now, wish_id=wish_id)
    if here is None or here.wish is None or here.wish.withdrawn_at is not None:
        raise NotFound
    since = made_on(session, found.review.young_person_id)
    _refuse_what_is_not_whole(decided, deed, today=london_day(now), since=since)
    answer = answers.answer_found(
        session,
        actor=actor,
        asked=Asked(here.wish, here.entry, here.answer),
        decision=decided,
        after=after,
        in_person=in_person,
        now=now,
    )
    if here.decision is None or here.decision.answer_id != answer.id:
        _add(session, actor, review_id, answer, deed, now)
    elif not _is_same(session, here.decision, deed):
        raise AlreadyDone


def _refuse_what_is_not_whole(decided: Decided, deed: Deed, *, today: date, since: date) -> None:
    missing = answer_rules.missing(decided, today=today, since=since)
    lacks = rules.lacking(deed, today=today)
    if missing or lacks:
        raise Unfinished(missing, lacks)


def _add(
    session: Session, actor: Actor, review_id: UUID, answer: Answer, deed: Deed, now: datetime
) -> None:
    decision = Decision(
        young_person_id=answer.young_person_id,
        review_id=review_id,
        wish_id=answer.wish_id,
        answer_id=answer.id,
        made_by_id=actor.person_id,
        made_at=now,
        owner_id=deed.owner_id,
        by_on=deed.by_on,
    )
    vault.seal(session, decision, _body(deed))
    session.add(decision)
    trail.append(
        session,
        actor=actor,
        action="review.decided_wish",
        now=now,
        young_person_id=decision.young_person_id,
        subject=decision,
        details={"wish": answer.wish_id, "answer": answer.id},
    )


def _body(deed: Deed) -> dict[str, Any]:
    return {"owner": deed.owner, "shaped": deed.shaped, "shaped_by": deed.shaped_by}


def _is_same(session: Session, decision: Decision, deed: Deed) -> bool:
    """Is this the deed that was kept with the same answer a moment ago?"""
    kept = (decision.owner_id, decision.by_on, vault.opened(session, decision))
    return kept == (deed.owner_id, deed.by_on, _body(deed))
