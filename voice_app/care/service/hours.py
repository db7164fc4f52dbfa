"""Working hours, time away and who covers: one's own, or anybody's for a manager."""

from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.care.models import TimeAway, WorkingHours
from voice_app.care.rules import looking_after
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.record import service as trail


def set_hours(
    session: Session,
    *,
    actor: Actor,
    person_id: UUID,
    shifts: Mapping[int, tuple[time, time]],
    now: datetime,
) -> None:
    """Say when a colleague works: for each weekday (0 is Monday) from when until when.

    Days that are left out are days off.

    Raises:
        NotFound: there is no such colleague who works with young people, or they are
            somebody else's hours and `actor` is no manager.
    """
    _person(session, actor, person_id)
    kept = {
        row.weekday: row
        for row in session.scalars(select(WorkingHours).where(WorkingHours.person_id == person_id))
    }
    changed: list[WorkingHours] = []
    for weekday in range(7):
        row, shift = kept.get(weekday), shifts.get(weekday)
        if row is not None and shift is None:
            session.delete(row)
            changed.append(row)
        elif shift is not None and (row is None or (row.starts, row.ends) != shift):
            row = row or WorkingHours(person_id=person_id, weekday=weekday)
            row.starts, row.ends = shift
            session.add(row)
            changed.append(row)
    if changed:
        trail.append(
            session,
            actor=actor,
            action="hours.set",
            now=now,
            subject=changed[0],
            details={"person": person_id, "days": sorted(shifts)},
        )


def set_away(
    session: Session,
    *,
    actor: Actor,
    person_id: UUID,
    first_on: date,
    last_on: date,
    cover_id: UUID | None,
    now: datetime,
) -> TimeAway:
    """Say when a colleague is away, both days included, and who covers for them.

    On those days the cover may see what young people sent to the colleague. The same days with
    the same cover, sent twice, are kept once.

    Raises:
        NotAllowed: the cover may not look after young people, or would cover for themselves.
        NotFound: there is no such colleague, or it is somebody else's time and `actor` is no
            manager.
    """
    _person(session, actor, person_id)
    if cover_id is not None:
        if cover_id == person_id:
            raise NotAllowed
        _worker(session, cover_id)
    same = session.scalar(
        select(TimeAway).where(
            TimeAway.person_id == person_id,
            TimeAway.first_on == first_on,
            TimeAway.last_on == last_on,
            TimeAway.cover_id.is_(None) if cover_id is None else TimeAway.cover_id == cover_id,
            TimeAway.ended_at.is_(None),
        )
    )
    if same is not None:
        return same
    away = TimeAway(
        person_id=person_id,
        first_on=first_on,
        last_on=last_on,
        cover_id=cover_id,
        made_by_id=actor.person_id,
    )
    session.add(away)
    _record(session, actor, "time_away.set", now, away)
    return away


def end_away(session: Session, *, actor: Actor, away_id: UUID, now: datetime) -> TimeAway:
    """Cancel time away, or be back early: the cover ends at once. Safe to repeat.

    Raises:
        NotFound: there is no such time away, or it is somebody else's and `actor` is no
            manager.
    """
    away = session.get(TimeAway, away_id)
    if away is None:
        raise NotFound
    _person(session, actor, away.person_id)
    if away.ended_at is None:
        away.ended_at = now
        _record(session, actor, "time_away.ended", now, away)
    return away


def _person(session: Session, actor: Actor, person_id: UUID) -> Person:
    if not looking_after.may_set_hours(actor.role, is_own=actor.person_id == person_id):
        raise NotFound
    return _worker(session, person_id)


def _worker(session: Session, person_id: UUID) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.ended_at is not None:
        raise NotFound
    if not looking_after.may_be_assigned(person.role):
        raise NotAllowed
    return person


def _record(session: Session, actor: Actor, action: str, now: datetime, away: TimeAway) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        subject=away,
        details={"person": away.person_id, "cover": away.cover_id},
    )
