"""Planning a review: the day, who runs it, who belongs to it."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.care import queries as care
from voice_app.care import service as care_service
from voice_app.care.models import Assignment
from voice_app.care.queries.places import made_on
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound, VoiceError
from voice_app.core.words import are_written
from voice_app.record import service as trail
from voice_app.reviews import queries, rules
from voice_app.reviews.models import Move, Review, ReviewMember
from voice_app.reviews.queries import Found
from voice_app.reviews.rules import ReviewKind, ReviewState


class Problem(StrEnum):
    """What is wrong with what somebody asked for."""

    DAY_IS_PAST = "day_is_past"
    DAY_TO_COME = "day_to_come"
    DAY_TOO_EARLY = "day_too_early"
    DAY_TOO_FAR = "day_too_far"
    NO_REASON = "no_reason"


class Wrong(VoiceError):
    """It cannot be so; `problem` says why, and the page keeps what was typed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


def plan(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    young_person_id: UUID,
    kind: ReviewKind,
    due_on: date,
    chair_id: UUID,
    others: Collection[UUID],
    now: datetime,
) -> Review:
    """Plan the next review. `review_id` comes from the form, so twice makes one.

    Whoever plans it belongs to it. The chair and the others look after the young person;
    somebody else is named afterwards, as a guest.

    Raises:
        NotFound: `actor`, or somebody chosen, does not look after the young person.
        AlreadyDone: another review is coming already.
        Wrong: the day is past, or years away.
    """
    care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
    known = session.get(Review, review_id)
    if known is not None and known.young_person_id == young_person_id:
        return known
    states = session.scalars(select(Review.state).where(Review.young_person_id == young_person_id))
    if not rules.may_plan(states):
        raise AlreadyDone
    _refuse_a_day_that_cannot_be(due_on, london_day(now))
    workers = {one.person_id for one in care.workers_of(session, young_person_id, now=now)}
    members = {actor.person_id, chair_id, *others}
    if not members - {actor.person_id} <= workers:
        raise NotFound
    review = Review(
        id=review_id,
        young_person_id=young_person_id,
        kind=kind,
        state=ReviewState.PLANNED,
        chair_id=chair_id,
        due_on=due_on,
        made_by_id=actor.person_id,
        made_at=now,
    )
    session.add(review)
    for person_id in sorted(members):
        _add_member(session, review, person_id, actor, now, is_guest=person_id not in workers)
    note(session, actor, "review.planned", review, now, day=due_on, chair=chair_id)
    return review


def move(
    session: Session, *, actor: Actor, review_id: UUID, to_on: date, because: str, now: datetime
) -> None:
    """Move a review to another day and say why. Moving it to its own day changes nothing.

    A pack that was frozen for the old day is opened again, to be prepared for the new one.

    Raises:
        NotFound: `actor` does not belong to it.
        NotAllowed: people have met already, or `actor` is the young person or a guest.
        Wrong: the day is past or years away, or there is no reason.
    """
    review = for_workers(session, actor, review_id, now).review
    if review.due_on == to_on:
        return
    if not rules.may_change_the_day(review.state):
        raise NotAllowed
    _refuse_a_day_that_cannot_be(to_on, london_day(now))
    if not are_written(because):
        raise Wrong(Problem.NO_REASON)
    moved = Move(
        young_person_id=review.young_person_id,
        review_id=review.id,
        moved_by_id=actor.person_id,
        moved_at=now,
        from_on=review.due_on,
        to_on=to_on,
    )
    vault.seal(session, moved, {"because": because})
    session.add(moved)
    review.due_on = to_on
    open_again(session, review, actor, now)
    note(session, actor, "review.moved", review, now, before=moved.from_on, after=to_on)


def refuse_a_day_they_were_not_here(
    session: Session, young_person_id: UUID, day: date, now: datetime
) -> None:
    """Refuse a day that is still to come, or on which the young person had no place here yet.

    Raises:
        Wrong: it is one of these.
    """
    if not rules.has_come(day, london_day(now)):
        raise Wrong(Problem.DAY_TO_COME)
    if day < made_on(session, young_person_id):
        raise Wrong(Problem.DAY_TOO_EARLY)


def _refuse_a_day_that_cannot_be(day: date, today: date) -> None:
    if day < today:
        raise Wrong(Problem.DAY_IS_PAST)
    if rules.is_too_far(day, today):
        raise Wrong(Problem.DAY_TOO_FAR)


def open_again(session: Session, review: Review, actor: Actor, now: datetime) -> None:
    """Let a frozen pack be changed again. What was handed out stays written down as it was."""
    if not rules.may_thaw(review.state):
        return
    review.state = ReviewState.PREPARING
    pack = queries.standing_pack(session, review)
    if pack is not None:
        pack.thawed_at = now
        trail.append(
            session,
            actor=actor,
            action="review.pack_opened_again",
            now=now,
            young_person_id=review.young_person_id,
            subject=pack,
        )


def name_member(
    session: Session, *, actor: Actor, review_id: UUID, person_id: UUID, now: datetime
) -> None:
    """Let a colleague belong to a review. Naming somebody twice changes nothing.

    Raises:
        NotFound: `actor` does not belong to it, or there is no such colleague.
        NotAllowed: `actor` is the young person or a guest, the colleague has the wrong kind of
            account, or the review is over.
    """
    found = for_workers(session, actor, review_id, now)
    person = session.get(Person, person_id)
    if person is None or person.ended_at is not None:
        raise NotFound
    if not rules.may_belong(person.role) or found.review.state in rules.OVER:
        raise NotAllowed
    _let_belong(session, found.review, person_id, actor, now)


def leave(
    session: Session, *, actor: Actor, review_id: UUID, person_id: UUID, now: datetime
) -> None:
    """Take somebody out of a review, oneself too. Twice changes nothing.

    Raises:
        NotFound: `actor` does not belong to it.
        NotAllowed: a guest takes out somebody else, or it is the one who runs the meeting.
    """
    found = queries.get(session, actor=actor, review_id=review_id, now=now)
    if actor.person_id != person_id:
        found = for_workers(session, actor, review_id, now)
    if found.review.chair_id == person_id:
        raise NotAllowed
    for member in _live_members(session, found.review, person_id, now):
        member.until_at = now
        trail.append(
            session,
            actor=actor,
            action="review.member_left",
            now=now,
            young_person_id=member.young_person_id,
            subject=member,
        )


def name_chair(
    session: Session, *, actor: Actor, review_id: UUID, person_id: UUID, now: datetime
) -> None:
    """A manager says who runs the meeting after its chair has left.

    Raises:
        NotFound: there is no such review without a chair, or `actor` is no manager, or the
            new chair does not look after the young person.
        AlreadyDone: somebody named one meanwhile.
    """
    review = unchaired(session, actor, review_id, now).review
    workers = care.workers_of(session, review.young_person_id, now=now)
    if person_id not in {one.person_id for one in workers}:
        raise NotFound
    _let_belong(session, review, person_id, actor, now)
    review.chair_id = person_id
    note(session, actor, "review.chair_named", review, now, chair=person_id)


def unchaired(session: Session, actor: Actor, review_id: UUID, now: datetime) -> Found:
    """A review whose chair has left, for a manager.

    Raises:
        NotFound: `actor` is no manager, or there is no such review.
        AlreadyDone: it has a chair.
    """
    waiting = queries.without_chair(session, actor=actor, now=now)
    found = next((one for one in waiting if one.review.id == review_id), None)
    if found is not None:
        return found
    exists = rules.may_name_chair(actor.role, chair_has_left=True)
    if exists and session.get(Review, review_id) is not None:
        raise AlreadyDone
    raise NotFound


def take_over(session: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Let a successor belong to what their predecessor of the same kind belonged to.

    Called when an assignment begins. Nobody takes over the chair: a manager names a new one.
    """
    before = select(Assignment.staff_id).where(
        Assignment.young_person_id == assignment.young_person_id,
        Assignment.kind == assignment.kind,
        Assignment.staff_id != assignment.staff_id,
        Assignment.ends_at <= now,
    )
    unfinished = (
        select(Review)
        .join(ReviewMember, ReviewMember.review_id == Review.id)
        .where(
            Review.young_person_id == assignment.young_person_id,
            Review.state != ReviewState.TOLD,
            ReviewMember.person_id.in_(before),
            ReviewMember.until_at.is_(None),
        )
        .distinct()
    )
    for review in session.scalars(unfinished).all():
        _let_belong(session, review, assignment.staff_id, actor, now)


def for_workers(session: Session, actor: Actor, review_id: UUID, now: datetime) -> Found:
    """A review, for somebody who belongs to it because they look after the young person.

    Raises:
        NotFound: `actor` does not belong to it.
        NotAllowed: `actor` is the young person or a guest.
    """
    found = queries.get(session, actor=actor, review_id=review_id, now=now)
    if found.member is None or found.member.is_guest:
        raise NotAllowed
    return found


def note(
    session: Session, actor: Actor, action: str, review: Review, now: datetime, **details: object
) -> None:
    """Write in the trail what was done with a review. Details are ids and days, never words."""
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=review.young_person_id,
        subject=review,
        details=details,
    )


def _let_belong(
    session: Session, review: Review, person_id: UUID, actor: Actor, now: datetime
) -> None:
    if _live_members(session, review, person_id, now):
        return
    workers = care.workers_of(session, review.young_person_id, now=now)
    is_guest = person_id not in {one.person_id for one in workers}
    member = _add_member(session, review, person_id, actor, now, is_guest=is_guest)
    trail.append(
        session,
        actor=actor,
        action="review.member_named",
        now=now,
        young_person_id=review.young_person_id,
        subject=member,
        details={"person": person_id, "is_guest": is_guest},
    )


def _add_member(
    session: Session,
    review: Review,
    person_id: UUID,
    actor: Actor,
    now: datetime,
    *,
    is_guest: bool,
) -> ReviewMember:
    member = ReviewMember(
        young_person_id=review.young_person_id,
        review_id=review.id,
        person_id=person_id,
        is_guest=is_guest,
        named_by_id=actor.person_id,
        from_at=now,
    )
    session.add(member)
    return member


def _live_members(
    session: Session, review: Review, person_id: UUID, now: datetime
) -> list[ReviewMember]:
    query = (
        select(ReviewMember)
        .join(Review, Review.id == ReviewMember.review_id)
        .where(
            ReviewMember.review_id == review.id,
            ReviewMember.person_id == person_id,
            queries.belongs(ReviewMember, now),
        )
    )
    return list(session.scalars(query))


care_service.when_assigned.append(take_over)
