"""Doors in lists: the carers of one young person, and where somebody has something to do."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Invitation, Person
from voice_app.accounts.queries.people import named
from voice_app.accounts.rules.links import LINK_LASTS
from voice_app.care.models import CarerLink, YoungPerson
from voice_app.core import vault
from voice_app.core.actor import Actor, Role
from voice_app.core.clock import london_day
from voice_app.sharing import rules
from voice_app.sharing.models import (
    AssessmentSignature,
    CarerNote,
    SafetyAssessment,
    Summary,
    SummarySignature,
)
from voice_app.sharing.queries.doors import is_near, looks_after
from voice_app.sharing.queries.holding import is_live, is_shut_by_age


@dataclass(frozen=True)
class Brief:
    """A door in a list: whose, which carer, until when it is open, what waits for a signature."""

    link: CarerLink
    carer: str
    relation: str
    called: str
    ends_on: date | None
    #: How many days are left, when there are few.
    days_left: int | None
    #: Did the carer write something that no worker has read?
    has_written: bool


def doors_of(
    session: Session, *, actor: Actor, young_person_id: UUID, now: datetime
) -> list[Brief]:
    """Every carer of one young person, for those near; the links that ended come last."""
    found = _briefs(session, actor, now, CarerLink.young_person_id == young_person_id)
    return sorted(found, key=lambda one: (one.link.ended_at is not None, one.carer.casefold()))


def news(session: Session, *, actor: Actor, now: datetime) -> list[Brief]:
    """The doors of whom `actor` looks after that shut soon, or whose carer wrote; one statement."""
    return [
        one
        for one in _briefs(session, actor, now, looks_after(actor, now))
        if one.days_left is not None or one.has_written
    ]


def to_sign(session: Session, *, actor: Actor, now: datetime) -> list[Brief]:
    """The doors where an assessment or a release waits for a manager's signature.

    Empty for anybody who may not sign second, and without what they signed first themselves.
    """
    if actor.role is not Role.MANAGER:
        return []
    assessments = select(SafetyAssessment.link_id).where(
        SafetyAssessment.signed_at.is_(None),
        SafetyAssessment.ended_at.is_(None),
        SafetyAssessment.ends_on >= london_day(now),
        ~exists().where(
            AssessmentSignature.assessment_id == SafetyAssessment.id,
            AssessmentSignature.person_id == actor.person_id,
        ),
    )
    this_version = and_(
        SummarySignature.summary_id == Summary.id, SummarySignature.version == Summary.version
    )
    releases = select(Summary.link_id).where(
        Summary.released_at.is_(None),
        Summary.dropped_at.is_(None),
        exists().where(this_version),
        ~exists().where(this_version, SummarySignature.person_id == actor.person_id),
    )
    waits = or_(CarerLink.id.in_(assessments), CarerLink.id.in_(releases))
    return _briefs(session, actor, now, and_(waits, is_live(now)))


def to_print(session: Session, *, actor: Actor, now: datetime) -> list[Brief]:
    """The doors whose carer waits for a manager to print their way in; one statement.

    Empty for anybody who may not print it, and without what they asked for themselves.
    """
    if actor.role is not Role.MANAGER:
        return []
    waiting = select(Invitation.person_id).where(
        Invitation.approved_at.is_(None),
        Invitation.ended_at.is_(None),
        Invitation.made_at > now - LINK_LASTS,
        Invitation.made_by_id.is_distinct_from(actor.person_id),
    )
    return _briefs(session, actor, now, and_(CarerLink.carer_id.in_(waiting), is_live(now)))


def _briefs(
    session: Session, actor: Actor, now: datetime, *which: ColumnElement[bool]
) -> list[Brief]:
    holding = (
        select(SafetyAssessment.ends_on)
        .where(SafetyAssessment.link_id == CarerLink.id, is_live(now))
        .where(
            SafetyAssessment.signed_at.is_not(None),
            SafetyAssessment.ended_at.is_(None),
            SafetyAssessment.ends_on >= london_day(now),
        )
        .order_by(SafetyAssessment.number.desc())
        .limit(1)
        .correlate(CarerLink)
        .scalar_subquery()
    )
    unread = (
        exists()
        .where(CarerNote.link_id == CarerLink.id, CarerNote.read_at.is_(None))
        .correlate(CarerLink)
    )
    rows = session.execute(
        select(CarerLink, Person, YoungPerson, holding, unread)
        .join(Person, Person.id == CarerLink.carer_id)
        .join(YoungPerson, YoungPerson.id == CarerLink.young_person_id)
        .where(is_near(actor, now), *which)
        .order_by(CarerLink.made_at, CarerLink.id)
    )
    found = []
    for link, carer, place, ends_on, has_written in rows:
        until = None if is_shut_by_age(session, place, link, now) else ends_on
        found.append(
            Brief(
                link=link,
                carer=named(session, carer).name,
                relation=vault.opened(session, link)["relation"],
                called=vault.opened(session, place)["called"],
                ends_on=until,
                days_left=rules.ends_soon(until, london_day(now)) if until else None,
                has_written=bool(has_written),
            )
        )
    return found
