"""What a carer may read: released text, while it is safe, and nothing that hints at more."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, select
from sqlalchemy.orm import Session

from voice_app.care.models import CarerLink, YoungPerson
from voice_app.core import vault
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.errors import NotFound
from voice_app.sharing.models import Covered, Publication, SafetyAssessment
from voice_app.sharing.queries.holding import holds, is_live, is_out, is_shut_by_age


@dataclass(frozen=True)
class Open:
    """One released summary as its carer reads it, and the last day on which they may."""

    publication: Publication
    body: dict[str, Any]
    ends_on: date


def readable_by(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """The one sentence that says which `Publication` a person may read as a carer.

    Whoever asks with it must also ask `is_shut_by_age`; both stand in `_open`, and nothing
    else here finds publications.
    """
    if actor.role is not Role.CARER or actor.level < Level.TWO_FACTORS:
        return false()
    theirs = (
        exists()
        .where(
            CarerLink.id == Publication.link_id,
            CarerLink.carer_id == actor.person_id,
            is_live(now),
        )
        .correlate(Publication)
    )
    return and_(Publication.carer_id == actor.person_id, is_out(now), theirs)


def open_to(session: Session, *, actor: Actor, now: datetime) -> list[Open]:
    """Everything that a carer may read now, the newest first; one statement."""
    return _open(session, actor, now)


def open_one(session: Session, *, actor: Actor, publication_id: UUID, now: datetime) -> Open:
    """One thing that a carer may read now.

    Raises:
        NotFound: there is none, or it is not for them, or not now.
    """
    found = _open(session, actor, now, Publication.id == publication_id)
    if not found:
        raise NotFound
    return found[0]


def _open(session: Session, actor: Actor, now: datetime, *which: ColumnElement[bool]) -> list[Open]:
    rows = session.execute(
        select(Publication, func.max(SafetyAssessment.ends_on), YoungPerson, CarerLink)
        .join(Covered, Covered.publication_id == Publication.id)
        .join(
            SafetyAssessment,
            and_(
                SafetyAssessment.id == Covered.assessment_id,
                SafetyAssessment.link_id == Publication.link_id,
                holds(now),
            ),
        )
        .join(CarerLink, CarerLink.id == Publication.link_id)
        .join(YoungPerson, YoungPerson.id == Publication.young_person_id)
        .where(readable_by(actor, now), *which)
        .group_by(Publication.id, YoungPerson.id, CarerLink.id)
        .order_by(Publication.released_at.desc(), Publication.number.desc(), Publication.id)
    )
    return [
        Open(publication, vault.opened(session, publication), ends_on)
        for publication, ends_on, place, link in rows
        if not is_shut_by_age(session, place, link, now)
    ]
