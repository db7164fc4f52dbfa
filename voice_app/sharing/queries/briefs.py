"""Doors in lists: the carers of one young person, and where somebody has something to do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
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
    #: Does the person asking look after the young person? And is it for them to sign, or print?
    is_theirs: bool
    is_to_sign: bool
    is_to_print: bool
    #: Is the person asking a manager, who is told of what ends within days?
    is_for_manager: bool

    @property
    def is_urgent(self) -> bool:
        """Are only a few days left?"""
        return rules.is_urgent(self.days_left)

    @property
    def has_news(self) -> bool:
        """Has the carer written, for whoever looks after the young person?"""
        return self.is_theirs and self.has_written

    @property
    def is_ending(self) -> bool:
        """Does it shut soon, for those who are told by now?"""
        is_told = self.is_theirs or (self.is_for_manager and self.is_urgent)
        return is_told and self.days_left is not None

    @property
    def is_news(self) -> bool:
        """Does it shut soon, or has the carer written, for those who are told?"""
        return self.has_news or self.is_ending


def doors_of(
    session: Session, *, actor: Actor, young_person_id: UUID, now: datetime
) -> list[Brief]:
    """Every carer of one young person, for those near; the links that ended come last."""
    found = _briefs(session, actor, now, CarerLink.young_person_id == young_person_id)
    return sorted(found, key=lambda one: (one.link.ended_at is not None, one.carer.casefold()))


def for_today(session: Session, *, actor: Actor, now: datetime) -> list[Brief]:
    """Every door where `actor` may have something to do today; one statement.

    It is those of whom they look after that shut soon or whose carer wrote, and for a manager
    those that wait for their signature or for a printed way in, or shut within days.
    """
    which = (
        _ends_within_days(actor, now),
        looks_after(actor, now),
        _waits_for_signature(actor, now),
        _waits_for_print(actor, now),
    )
    found = _briefs(session, actor, now, or_(*which))
    return [one for one in found if one.is_news or one.is_to_sign or one.is_to_print]


def _waits_for_signature(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """An assessment or a release waits for a manager, and not one they signed first themselves."""
    if actor.role is not Role.MANAGER:
        return false()
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
    return and_(or_(CarerLink.id.in_(assessments), CarerLink.id.in_(releases)), is_live(now))


def _ends_within_days(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """An assessment that holds ends so soon that managers are told as well."""
    if actor.role is not Role.MANAGER:
        return false()
    today = london_day(now)
    ending = select(SafetyAssessment.link_id).where(
        SafetyAssessment.signed_at.is_not(None),
        SafetyAssessment.ended_at.is_(None),
        SafetyAssessment.ends_on.between(today, today + timedelta(days=min(rules.WARNED_DAYS))),
    )
    return and_(CarerLink.id.in_(ending), is_live(now))


def _waits_for_print(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """A carer waits for a manager to print their way in, and not one who asked themselves."""
    if actor.role is not Role.MANAGER:
        return false()
    waiting = select(Invitation.person_id).where(
        Invitation.approved_at.is_(None),
        Invitation.ended_at.is_(None),
        Invitation.made_at > now - LINK_LASTS,
        Invitation.made_by_id.is_distinct_from(actor.person_id),
    )
    return and_(CarerLink.carer_id.in_(waiting), is_live(now))


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
        select(CarerLink, Person, YoungPerson, holding, unread, looks_after(actor, now))
        .add_columns(_waits_for_signature(actor, now), _waits_for_print(actor, now))
        .join(Person, Person.id == CarerLink.carer_id)
        .join(YoungPerson, YoungPerson.id == CarerLink.young_person_id)
        .where(is_near(actor, now), *which)
        .order_by(CarerLink.made_at, CarerLink.id)
    )
    found = []
    for link, carer, place, ends_on, has_written, is_theirs, signs, prints in rows:
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
                is_theirs=bool(is_theirs),
                is_to_sign=bool(signs),
                is_to_print=bool(prints),
                is_for_manager=actor.role is Role.MANAGER,
            )
        )
    return found
