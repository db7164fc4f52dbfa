"""Writing for the meeting, holding it, and finishing."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.answers import service as answers
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.entries import service as entries
from voice_app.record import service as trail
from voice_app.reviews import queries, rules
from voice_app.reviews.models import AdultText, ReviewPart
from voice_app.reviews.queries import Found
from voice_app.reviews.rules import ReviewState, TextKind, TookPart
from voice_app.reviews.service.planning import (
    for_workers,
    note,
    refuse_a_day_they_were_not_here,
)

#: What the trail calls a review's page.
PLACE = "review"


def write_text(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    text_id: UUID,
    kind: TextKind,
    words: str,
    now: datetime,
) -> None:
    """Add what an adult has to say. `text_id` comes from the form, so twice adds once.

    Raises:
        NotFound: `actor` does not belong to the review.
        NotAllowed: `actor` is the young person, or the review is over.
    """
    found = queries.get(session, actor=actor, review_id=review_id, now=now)
    review = found.review
    if found.member is None or review.state in rules.OVER:
        raise NotAllowed
    if session.get(AdultText, text_id) is not None:
        return
    text = AdultText(
        id=text_id,
        young_person_id=review.young_person_id,
        review_id=review.id,
        author_id=actor.person_id,
        kind=kind,
        written_at=now,
    )
    vault.seal(session, text, {"words": words})
    session.add(text)
    _note_text(session, actor, "review.text_written", text, now)
    if rules.after_preparing(review.state) is not review.state:
        review.state = rules.after_preparing(review.state)
        note(session, actor, "review.preparing", review, now)


def take_text_out(
    session: Session, *, actor: Actor, review_id: UUID, text_id: UUID, now: datetime
) -> None:
    """Take one's own text off the page before the meeting. It stays in the record.

    Raises:
        NotFound: `actor` does not belong to the review, or the text is not in it.
        NotAllowed: somebody else wrote it, or people have met already.
    """
    review = queries.get(session, actor=actor, review_id=review_id, now=now).review
    text = session.get(AdultText, text_id)
    if text is None or text.review_id != review.id:
        raise NotFound
    if not rules.may_withdraw(review.state, author_id=text.author_id, person_id=actor.person_id):
        raise NotAllowed
    if text.withdrawn_at is None:
        text.withdrawn_at = now
        _note_text(session, actor, "review.text_taken_out", text, now)


def hold(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    held_on: date,
    took_part: TookPart,
    now: datetime,
) -> None:
    """Write down that people have met, once for each part of a review that has several.

    From the first part on the picked words stand as they were: what was just for the young
    person until they picked it counts as sent, and as a wish if it asks for something, so
    that it gets an answer. The same day twice changes nothing.

    Raises:
        NotFound: `actor` does not belong to the review.
        NotAllowed: `actor` is the young person or a guest, the pack is not frozen, or
            everything is decided.
        Wrong: the day is still to come, or before the young person had a place here.
    """
    found = for_workers(session, actor, review_id, now)
    review = found.review
    if any(part.held_on == held_on for part in queries.parts_of(session, review)):
        return
    if not rules.may_hold(review.state):
        raise NotAllowed
    refuse_a_day_they_were_not_here(session, review.young_person_id, held_on, now)
    part = ReviewPart(
        young_person_id=review.young_person_id,
        review_id=review.id,
        held_on=held_on,
        took_part=took_part,
        written_by_id=actor.person_id,
        written_at=now,
    )
    session.add(part)
    note(session, actor, "review.held", review, now, day=held_on, took_part=took_part)
    if review.held_at is None:
        review.state, review.held_on, review.held_at = ReviewState.HELD, held_on, now
        _count_as_met_over(session, found, actor, now)


def _count_as_met_over(session: Session, found: Found, actor: Actor, now: datetime) -> None:
    picks = queries.picks_of(session, found, actor=actor, now=now)
    met_over = [one.entry for one in picks]
    entries.count_as_sent(session, actor=actor, entries=met_over, place=PLACE, now=now)
    for entry in met_over:
        answers.make_wish(session, entry, actor=actor, now=now)


def finish(session: Session, *, actor: Actor, review_id: UUID, now: datetime) -> None:
    """Call everything decided; now the young person is to be told. Twice changes nothing.

    Raises:
        NotFound: `actor` does not belong to the review.
        NotAllowed: `actor` is the young person or a guest, or people have not met yet.
    """
    review = for_workers(session, actor, review_id, now).review
    if review.state in rules.OVER:
        return
    if not rules.may_decide(review.state):
        raise NotAllowed
    review.state, review.decided_at = ReviewState.DECIDED, now
    note(session, actor, "review.decided", review, now)


def _note_text(session: Session, actor: Actor, action: str, text: AdultText, now: datetime) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=text.young_person_id,
        subject=text,
        details={"kind": text.kind, "review": text.review_id},
    )
