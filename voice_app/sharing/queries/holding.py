"""When a door is open. Every way from a carer to a young person begins with these conditions."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.care.models import CarerLink, YoungPerson
from voice_app.core import vault
from voice_app.core.clock import london_day
from voice_app.sharing import rules
from voice_app.sharing.models import Covered, Publication, SafetyAssessment


def holds(now: datetime) -> ColumnElement[bool]:
    """Does a `SafetyAssessment` hold: signed by two people, not ended, its last day not over?"""
    return and_(
        SafetyAssessment.signed_at <= now,
        or_(SafetyAssessment.ended_at.is_(None), SafetyAssessment.ended_at > now),
        SafetyAssessment.ends_on >= london_day(now),
    )


def is_live(now: datetime) -> ColumnElement[bool]:
    """Does a `CarerLink` stand, with an open place at one end and an account at the other?"""
    return and_(
        or_(CarerLink.ended_at.is_(None), CarerLink.ended_at > now),
        CarerLink.young_person_id.in_(
            select(YoungPerson.id).where(YoungPerson.closed_at.is_(None))
        ),
        CarerLink.carer_id.in_(select(Person.id).where(Person.ended_at.is_(None))),
    )


def is_covered(now: datetime) -> ColumnElement[bool]:
    """Does an assessment that holds, for the very same link, cover a `Publication`?"""
    return (
        exists()
        .where(
            Covered.publication_id == Publication.id,
            Covered.assessment_id == SafetyAssessment.id,
            SafetyAssessment.link_id == Publication.link_id,
            holds(now),
        )
        .correlate(Publication)
    )


def is_out(now: datetime) -> ColumnElement[bool]:
    """Was a `Publication` released and not withdrawn?"""
    return and_(
        Publication.released_at <= now,
        or_(Publication.withdrawn_at.is_(None), Publication.withdrawn_at > now),
    )


def is_shut_by_age(session: Session, place: YoungPerson, link: CarerLink, now: datetime) -> bool:
    """Has the young person turned 18 (midnight, London) and not agreed that this goes on?

    The birth date is sealed, so no statement can ask. One that nobody knows shuts nothing:
    the keyworker is asked for it.
    """
    if link.agreed_at is not None:
        return False
    born_on = rules.day(vault.opened(session, place).get("born_on"))
    return born_on is not None and rules.eighteen_on(born_on) <= london_day(now)
