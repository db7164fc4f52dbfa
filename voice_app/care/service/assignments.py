"""Assigning, confirming and ending: a manager decides who looks after whom."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.accounts.service import people
from voice_app.care import queries
from voice_app.care.models import Assignment, AssignmentKind, YoungPerson
from voice_app.care.rules import looking_after
from voice_app.core.actor import Actor
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.record import service as trail


class Hook(Protocol):
    """What a later layer does, in the same transaction, when an assignment begins or ends."""

    def __call__(
        self, session: Session, assignment: Assignment, *, actor: Actor, now: datetime
    ) -> None: ...


#: Called after an assignment was made. An unconfirmed one that runs out calls nothing.
when_assigned: list[Hook] = []
#: Called after somebody ended an assignment.
when_unassigned: list[Hook] = []


def assign(
    session: Session,
    *,
    actor: Actor,
    young_person_id: UUID,
    staff_id: UUID,
    kind: AssignmentKind,
    now: datetime,
) -> Assignment:
    """Let a colleague look after a young person from now on. Doing it twice changes nothing.

    Where the same assignment still waits to be confirmed, this confirms it.

    Raises:
        NotAllowed: `actor` is no manager, or the colleague may not look after anybody.
        NotFound: there is no such young person with an open case, or no such colleague.
    """
    if not looking_after.may_assign(actor.role):
        raise NotAllowed
    place = session.get(YoungPerson, young_person_id)
    staff = session.get(Person, staff_id)
    if place is None or place.closed_at or staff is None or staff.ended_at:
        raise NotFound
    if not looking_after.may_be_assigned(staff.role):
        raise NotAllowed
    same = session.scalar(
        select(Assignment).where(
            queries.is_live(now),
            Assignment.young_person_id == young_person_id,
            Assignment.staff_id == staff_id,
            Assignment.kind == kind,
        )
    )
    if same is not None:
        return confirm(session, actor=actor, assignment_id=same.id, now=now)
    return begin(
        session,
        Assignment(
            young_person_id=young_person_id,
            staff_id=staff_id,
            kind=kind,
            starts_at=now,
            made_by_id=actor.person_id,
        ),
        actor=actor,
        now=now,
    )


def begin(session: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> Assignment:
    """Keep a new assignment, put it in the trail and tell the layers that wait for it."""
    session.add(assignment)
    trail.append(
        session,
        actor=actor,
        action="assignment.made",
        now=now,
        young_person_id=assignment.young_person_id,
        subject=assignment,
        details={"person": str(assignment.staff_id), "kind": assignment.kind.value},
    )
    for hook in when_assigned:
        hook(session, assignment, actor=actor, now=now)
    return assignment


def confirm(session: Session, *, actor: Actor, assignment_id: UUID, now: datetime) -> Assignment:
    """Let an assignment stay that somebody gave themselves. Confirming twice changes nothing.

    Raises:
        NotAllowed: `actor` is no manager.
        NotFound: there is no such assignment.
        AlreadyDone: it has ended meanwhile, or nobody confirmed it in time.
    """
    assignment = _found(session, actor, assignment_id)
    if not _is_live(assignment, now):
        raise AlreadyDone
    if assignment.confirm_by is None or assignment.confirmed_by_id is not None:
        return assignment
    assignment.confirmed_by_id = actor.person_id
    trail.append(
        session,
        actor=actor,
        action="assignment.confirmed",
        now=now,
        young_person_id=assignment.young_person_id,
        subject=assignment,
    )
    return assignment


def end(session: Session, *, actor: Actor, assignment_id: UUID, now: datetime) -> Assignment:
    """End an assignment; the next request of that colleague already finds nothing.

    Ending twice changes nothing.

    Raises:
        NotAllowed: `actor` is no manager.
        NotFound: there is no such assignment.
    """
    assignment = _found(session, actor, assignment_id)
    if assignment.ends_at is None:
        _end(session, assignment, actor=actor, now=now)
    return assignment


def end_all_of(session: Session, actor: Actor, person_id: UUID, now: datetime) -> None:
    """End everything that a colleague was assigned to, because their account has ended."""
    open_ones = select(Assignment).where(
        Assignment.staff_id == person_id, Assignment.ends_at.is_(None)
    )
    for assignment in session.scalars(open_ones).all():
        _end(session, assignment, actor=actor, now=now)


people.when_ended.append(end_all_of)


def _end(session: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    assignment.ends_at = now
    assignment.ended_by_id = actor.person_id
    trail.append(
        session,
        actor=actor,
        action="assignment.ended",
        now=now,
        young_person_id=assignment.young_person_id,
        subject=assignment,
        details={"person": str(assignment.staff_id), "kind": assignment.kind.value},
    )
    for hook in when_unassigned:
        hook(session, assignment, actor=actor, now=now)


def _found(session: Session, actor: Actor, assignment_id: UUID) -> Assignment:
    if not looking_after.may_assign(actor.role):
        raise NotAllowed
    assignment = session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound
    return assignment


def _is_live(assignment: Assignment, now: datetime) -> bool:
    return looking_after.is_live(
        starts_at=assignment.starts_at,
        ends_at=assignment.ends_at,
        confirm_by=assignment.confirm_by,
        is_confirmed=assignment.confirmed_by_id is not None,
        now=now,
    )
