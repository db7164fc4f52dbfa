"""When colleagues work, when they are away, and when they are back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.care import rules
from voice_app.care.models import TimeAway, WorkingHours
from voice_app.care.queries.places import workers
from voice_app.care.rules import Away, Hours
from voice_app.care.rules.looking_after import may_set_hours
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound


@dataclass(frozen=True)
class Timetable:
    """When a colleague works, and when they are away from today on. Empty: nobody has said."""

    hours: tuple[Hours, ...] = ()
    away: tuple[Away, ...] = ()


def timetables(
    session: Session, person_ids: Collection[UUID], *, now: datetime
) -> dict[UUID, Timetable]:
    """The hours and absences of each of these colleagues, in two statements."""
    hours: dict[UUID, list[Hours]] = {}
    for row in session.scalars(select(WorkingHours).where(WorkingHours.person_id.in_(person_ids))):
        hours.setdefault(row.person_id, []).append(Hours(row.weekday, row.starts, row.ends))
    away: dict[UUID, list[Away]] = {}
    for absence in session.scalars(
        select(TimeAway).where(
            TimeAway.person_id.in_(person_ids),
            TimeAway.last_on >= london_day(now),
            TimeAway.ended_at.is_(None),
        )
    ):
        span = Away(absence.first_on, absence.last_on)
        away.setdefault(absence.person_id, []).append(span)
    return {
        person_id: Timetable(tuple(hours.get(person_id, ())), tuple(away.get(person_id, ())))
        for person_id in person_ids
    }


def next_at_work(
    session: Session, person_ids: Collection[UUID], *, now: datetime, nation: str
) -> dict[UUID, datetime | None]:
    """When each of these colleagues is next at work; None where their hours are not known."""
    return {
        person_id: rules.next_at_work(one.hours, one.away, now, nation)
        for person_id, one in timetables(session, person_ids, now=now).items()
    }


@dataclass(frozen=True)
class Absence:
    """Time away, as its page shows it."""

    id: UUID
    first_on: date
    last_on: date
    cover: str


@dataclass(frozen=True)
class HoursPage:
    """Whose hours a page shows, when they are away, and who could cover."""

    person_id: UUID
    name: str
    is_own: bool
    away: list[Absence]
    covers: list[tuple[UUID, str]]
    #: Everybody whose hours the actor may see besides; empty unless they are a manager.
    colleagues: list[tuple[UUID, str]]


def page_of(session: Session, *, actor: Actor, person_id: UUID, now: datetime) -> HoursPage:
    """What a page with somebody's hours needs.

    Raises:
        NotFound: the hours are not the actor's own and the actor is no manager, or there is
            no such colleague who works with young people.
    """
    is_own = actor.person_id == person_id
    everybody = {id_: one.name for id_, one in workers(session)}
    if person_id not in everybody or not may_set_hours(actor.role, is_own=is_own):
        raise NotFound
    others = [(id_, name) for id_, name in everybody.items() if id_ != person_id]
    return HoursPage(
        person_id=person_id,
        name=everybody[person_id],
        is_own=is_own,
        away=[
            Absence(
                row.id,
                row.first_on,
                row.last_on,
                everybody.get(row.cover_id, "") if row.cover_id else "",
            )
            for row in away_from(session, person_id, now=now)
        ],
        covers=others,
        colleagues=list(everybody.items()) if may_set_hours(actor.role, is_own=False) else [],
    )


def week_of(session: Session, person_id: UUID) -> dict[int, tuple[time, time]]:
    """From when until when a colleague works on each weekday (0 is Monday)."""
    rows = session.scalars(select(WorkingHours).where(WorkingHours.person_id == person_id))
    return {row.weekday: (row.starts, row.ends) for row in rows}


def away_from(session: Session, person_id: UUID, *, now: datetime) -> list[TimeAway]:
    """When a colleague is or will be away, the soonest first."""
    rows = select(TimeAway).where(
        TimeAway.person_id == person_id,
        TimeAway.last_on >= london_day(now),
        TimeAway.ended_at.is_(None),
    )
    return list(session.scalars(rows.order_by(TimeAway.first_on, TimeAway.id)))
