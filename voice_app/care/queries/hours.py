"""When colleagues work, when they are away, and when they are back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.care import rules
from voice_app.care.models import TimeAway, WorkingHours
from voice_app.care.rules import Away, Hours
from voice_app.core.clock import london_day


def next_at_work(
    session: Session, person_ids: Collection[UUID], *, now: datetime, nation: str
) -> dict[UUID, datetime | None]:
    """When each of these colleagues is next at work; None where their hours are not known."""
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
        person_id: rules.next_at_work(
            hours.get(person_id, ()), away.get(person_id, ()), now, nation
        )
        for person_id in person_ids
    }
