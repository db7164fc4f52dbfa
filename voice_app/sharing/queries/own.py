"""What a young person always sees: which carer reads what, until when, and when they opened it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.accounts.queries.people import named
from voice_app.care.models import CarerLink, YoungPerson
from voice_app.core import vault
from voice_app.core.actor import Actor, Level
from voice_app.core.clock import london_day
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.sharing import rules
from voice_app.sharing.models import Covered, Publication, SafetyAssessment, Summary
from voice_app.sharing.queries.holding import holds, is_live, is_out, is_shut_by_age


@dataclass(frozen=True)
class Given:
    """What a carer was given; `ends_on` is the last day on which they may read it, if they may."""

    publication: Publication
    body: dict[str, Any]
    ends_on: date | None


@dataclass(frozen=True)
class Shown:
    """A summary that the young person is shown before it leaves."""

    summary: Summary
    body: dict[str, Any]
    written_by: str


@dataclass(frozen=True)
class Mine:
    """One carer, as their young person sees it."""

    link: CarerLink
    #: The name the young person wants to be called.
    called: str
    carer: str
    relation: str
    #: The last day on which the door is open; None while it is shut.
    ends_on: date | None
    #: What they were given, the newest first.
    given: tuple[Given, ...]
    #: What waits to be looked at by the young person, the newest first.
    to_look_at: tuple[Shown, ...]
    #: The 18th birthday, when it comes soon: the door shuts then unless they agree.
    eighteen_on: date | None = None
    #: Did the door shut because the young person is 18 now?
    is_shut_by_age: bool = False
    #: Did they say that it goes on at 18? They may change their mind.
    has_agreed: bool = False

    @property
    def first_name(self) -> str:
        """How pages speak of the carer."""
        return self.carer.split()[0] if self.carer.split() else self.carer


def mine(session: Session, *, actor: Actor, now: datetime) -> list[Mine]:
    """Every carer of the young person asking, in three statements; ended links only if used.

    Raises:
        NotAllowed: it is no young person with their phone open.
    """
    if not actor.is_young_person or actor.level < Level.OPEN:
        raise NotAllowed
    given = _given(session, actor, now)
    to_look_at = _to_look_at(session, actor)
    rows = session.execute(
        select(CarerLink, Person, YoungPerson, is_live(now), _open_until(now))
        .join(Person, Person.id == CarerLink.carer_id)
        .join(YoungPerson, YoungPerson.id == CarerLink.young_person_id)
        .where(CarerLink.young_person_id == actor.person_id)
        .order_by(CarerLink.made_at, CarerLink.id)
    )
    found = []
    for link, carer, place, is_standing, ends_on in rows:
        is_open = is_standing and not is_shut_by_age(session, place, link, now)
        if not is_standing and link.id not in given:
            continue
        found.append(
            Mine(
                link=link,
                called=vault.opened(session, place)["called"],
                carer=named(session, carer).name,
                relation=vault.opened(session, link)["relation"],
                ends_on=ends_on if is_open else None,
                given=tuple(
                    one if is_open else Given(one.publication, one.body, None)
                    for one in given.get(link.id, ())
                ),
                to_look_at=tuple(to_look_at.get(link.id, ())) if is_open else (),
                eighteen_on=_eighteen_soon(session, place, now) if is_open else None,
                is_shut_by_age=is_standing and not is_open,
                has_agreed=is_standing and link.agreed_at is not None,
            )
        )
    return found


def _eighteen_soon(session: Session, place: YoungPerson, now: datetime) -> date | None:
    born_on = rules.day(vault.opened(session, place).get("born_on"))
    return rules.eighteen_soon(born_on, london_day(now))


def something_to_look_at(session: Session, *, actor: Actor, now: datetime) -> bool:
    """Was a summary laid before the young person asking, of which they have said nothing yet?

    Only one that `one_to_look_at` finds, so that no way leads to nothing.
    """
    waiting = (
        select(CarerLink, YoungPerson)
        .join(Summary, Summary.link_id == CarerLink.id)
        .join(YoungPerson, YoungPerson.id == CarerLink.young_person_id)
        .where(
            Summary.young_person_id == actor.person_id,
            Summary.preview.is_(None),
            _is_laid_before_them(),
            is_live(now),
        )
    )
    return any(
        not is_shut_by_age(session, place, link, now) for link, place in session.execute(waiting)
    )


def one_of_mine(session: Session, *, actor: Actor, link_id: UUID, now: datetime) -> Mine:
    """One carer of the young person asking.

    Raises:
        NotFound: there is none such.
    """
    for one in mine(session, actor=actor, now=now):
        if one.link.id == link_id:
            return one
    raise NotFound


def one_to_look_at(
    session: Session, *, actor: Actor, link_id: UUID, summary_id: UUID, now: datetime
) -> tuple[Mine, Shown]:
    """A summary that was laid before the young person asking, and whose carer it is for.

    Raises:
        NotFound: there is none such.
    """
    one = one_of_mine(session, actor=actor, link_id=link_id, now=now)
    for shown in one.to_look_at:
        if shown.summary.id == summary_id:
            return one, shown
    raise NotFound


def _open_until(now: datetime) -> ScalarSelect[date]:
    return (
        select(func.max(SafetyAssessment.ends_on))
        .where(SafetyAssessment.link_id == CarerLink.id, holds(now))
        .correlate(CarerLink)
        .scalar_subquery()
    )


def _given(session: Session, actor: Actor, now: datetime) -> dict[UUID, list[Given]]:
    covering = aliased(SafetyAssessment, select(SafetyAssessment).where(holds(now)).subquery())
    rows = session.execute(
        select(Publication, func.max(covering.ends_on), is_out(now))
        .outerjoin(Covered, Covered.publication_id == Publication.id)
        .outerjoin(
            covering,
            and_(covering.id == Covered.assessment_id, covering.link_id == Publication.link_id),
        )
        .where(Publication.young_person_id == actor.person_id)
        .group_by(Publication.id)
        .order_by(Publication.released_at.desc(), Publication.number.desc(), Publication.id)
    )
    found: dict[UUID, list[Given]] = {}
    for row, ends_on, is_still_out in rows:
        given = Given(row, vault.opened(session, row), ends_on if is_still_out else None)
        found.setdefault(row.link_id, []).append(given)
    return found


def _is_laid_before_them() -> ColumnElement[bool]:
    """Was a `Summary` laid before its young person, and neither released nor dropped since?"""
    return and_(
        Summary.shown_at.is_not(None), Summary.released_at.is_(None), Summary.dropped_at.is_(None)
    )


def _to_look_at(session: Session, actor: Actor) -> dict[UUID, list[Shown]]:
    rows = session.execute(
        select(Summary, Person)
        .join(Person, Person.id == Summary.written_by_id)
        .where(Summary.young_person_id == actor.person_id, _is_laid_before_them())
        .order_by(Summary.begun_at.desc())
    )
    found: dict[UUID, list[Shown]] = {}
    for row, writer in rows:
        shown = Shown(row, vault.opened(session, row), named(session, writer).name)
        found.setdefault(row.link_id, []).append(shown)
    return found
