"""The door between one carer and one young person, as those who may open it see it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, select
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.accounts.queries.people import named
from voice_app.care.models import CLOSEST, Assignment, CarerLink, YoungPerson
from voice_app.care.queries import acts_for
from voice_app.care.queries import is_live as is_assigned
from voice_app.core import vault
from voice_app.core.actor import WORKERS, Actor, Level, Role
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound
from voice_app.sharing.models import (
    AssessmentSignature,
    FactOverride,
    Publication,
    SafetyAssessment,
    Summary,
    SummarySignature,
)
from voice_app.sharing.queries.holding import is_covered, is_live, is_out, is_shut_by_age


@dataclass(frozen=True)
class Signed:
    """Who signed, and when."""

    person_id: UUID
    name: str
    at: datetime


@dataclass
class Assessed:
    """One version of an assessment, with who signed it, the first to sign first."""

    assessment: SafetyAssessment
    body: dict[str, Any]
    signed: list[Signed] = field(default_factory=list)

    def holds(self, now: datetime) -> bool:
        """Does it hold now? The twin of the condition in `holding`."""
        row = self.assessment
        is_signed = row.signed_at is not None and row.signed_at <= now
        return is_signed and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Has it ended, by somebody or by its last day?"""
        row = self.assessment
        is_ended = row.ended_at is not None and row.ended_at <= now
        return is_ended or row.ends_on < london_day(now)

    def waits(self, now: datetime) -> bool:
        """Does it wait for its second signature?"""
        return self.assessment.signed_at is None and not self.is_over(now)


@dataclass
class Drafted:
    """A summary on its way, with who signed this version and which facts may stand in it."""

    summary: Summary
    body: dict[str, Any]
    written_by: str
    signed: list[Signed] = field(default_factory=list)
    #: Who let a protected fact stand and why, by the fact.
    overrides: dict[UUID, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Released:
    """A released summary; `is_open` says whether its carer may read it now."""

    publication: Publication
    body: dict[str, Any]
    is_open: bool


@dataclass(frozen=True)
class Door:
    """Everything about one carer and one young person, for those who decide about it."""

    link: CarerLink
    body: dict[str, Any]
    carer: str
    called: str
    #: The paper the young person chose, which marks their words.
    paper: str
    #: May this link carry anything now: not ended, the place open, not shut at 18?
    is_live: bool
    is_shut_by_age: bool
    #: Does the person asking look after the young person as keyworker or social worker?
    may_write: bool
    #: The newest version first.
    assessed: tuple[Assessed, ...]
    #: Not released and not dropped, the newest first.
    drafted: tuple[Drafted, ...]
    #: The newest first, withdrawn ones too.
    released: tuple[Released, ...]
    now: datetime

    @property
    def holding(self) -> Assessed | None:
        """The version that holds now; None while the door is shut."""
        if not self.is_live:
            return None
        return next((one for one in self.assessed if one.holds(self.now)), None)

    @property
    def is_read_from(self) -> bool:
        """Is there anything that its carer may read now?"""
        return any(one.is_open for one in self.released)

    @property
    def waiting(self) -> Assessed | None:
        """The version that waits for its second signature."""
        return next((one for one in self.assessed if one.waits(self.now)), None)


def door(session: Session, *, actor: Actor, link_id: UUID, now: datetime) -> Door:
    """One door, in three statements.

    Raises:
        NotFound: there is no such link, or `actor` neither looks after the young person nor
            is a manager.
    """
    carer, person, signer = aliased(Person), aliased(Person), aliased(Person)
    rows = session.execute(
        select(CarerLink, carer, YoungPerson, person.paper, is_live(now), _may_write(actor, now))
        .add_columns(SafetyAssessment, AssessmentSignature, signer)
        .join(carer, carer.id == CarerLink.carer_id)
        .join(YoungPerson, YoungPerson.id == CarerLink.young_person_id)
        .join(person, person.id == YoungPerson.id)
        .outerjoin(SafetyAssessment, SafetyAssessment.link_id == CarerLink.id)
        .outerjoin(AssessmentSignature, AssessmentSignature.assessment_id == SafetyAssessment.id)
        .outerjoin(signer, signer.id == AssessmentSignature.person_id)
        .where(CarerLink.id == link_id, is_near(actor, now))
        .order_by(
            SafetyAssessment.number.desc(),
            AssessmentSignature.signed_at,
            AssessmentSignature.person_id != SafetyAssessment.written_by_id,
        )
    ).all()
    if not rows:
        raise NotFound
    link, carer_row, place, paper, is_standing, may_write, *_first = rows[0]
    is_grown = is_shut_by_age(session, place, link, now)
    return Door(
        link=link,
        body=vault.opened(session, link),
        carer=named(session, carer_row).name,
        called=vault.opened(session, place)["called"],
        paper=paper,
        is_live=is_standing and not is_grown,
        is_shut_by_age=is_grown,
        may_write=bool(may_write),
        assessed=_assessed(session, [row[6:] for row in rows]),
        drafted=_drafted(session, link),
        released=_released(session, link, now, is_standing=is_standing and not is_grown),
        now=now,
    )


def of_assessment(session: Session, *, actor: Actor, assessment_id: UUID, now: datetime) -> Door:
    """The door that an assessment is about.

    Raises:
        NotFound: as for `door`.
    """
    row = session.get(SafetyAssessment, assessment_id)
    return _door_of(session, actor, row, now)


def of_summary(session: Session, *, actor: Actor, summary_id: UUID, now: datetime) -> Door:
    """The door that a summary is about.

    Raises:
        NotFound: as for `door`.
    """
    return _door_of(session, actor, session.get(Summary, summary_id), now)


def of_publication(session: Session, *, actor: Actor, publication_id: UUID, now: datetime) -> Door:
    """The door through which something was released.

    Raises:
        NotFound: as for `door`.
    """
    return _door_of(session, actor, session.get(Publication, publication_id), now)


def _door_of(
    session: Session,
    actor: Actor,
    row: SafetyAssessment | Summary | Publication | None,
    now: datetime,
) -> Door:
    if row is None:
        raise NotFound
    return door(session, actor=actor, link_id=row.link_id, now=now)


def is_near(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """A manager may know of every link, a worker of those of whom they look after."""
    if actor.level < Level.TWO_FACTORS or actor.role not in WORKERS:
        return false()
    if actor.role is Role.MANAGER:
        return CarerLink.id.is_not(None)
    return looks_after(actor, now)


def looks_after(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """The links of the young people whom somebody looks after now, or covers for today."""
    theirs = select(Assignment.young_person_id).where(is_assigned(now), acts_for(actor, now))
    return CarerLink.young_person_id.in_(theirs)


def _may_write(actor: Actor, now: datetime) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            Assignment.young_person_id == CarerLink.young_person_id,
            Assignment.kind.in_(CLOSEST),
            is_assigned(now),
            acts_for(actor, now),
        )
        .correlate(CarerLink)
    )


def _assessed(session: Session, rows: Iterable[Sequence[Any]]) -> tuple[Assessed, ...]:
    """Each version beside each of its signatures, put together; none where there is none."""
    found: dict[UUID, Assessed] = {}
    for row, signature, person in rows:
        if row is None:
            continue
        one = found.setdefault(row.id, Assessed(row, vault.opened(session, row)))
        if signature is not None:
            one.signed.append(_signed(session, signature, person))
    return tuple(found.values())


def _drafted(session: Session, link: CarerLink) -> tuple[Drafted, ...]:
    writer, signer, lets = aliased(Person), aliased(Person), aliased(Person)
    rows = session.execute(
        select(Summary, writer, SummarySignature, signer, FactOverride, lets)
        .join(writer, writer.id == Summary.written_by_id)
        .outerjoin(
            SummarySignature,
            and_(
                SummarySignature.summary_id == Summary.id,
                SummarySignature.version == Summary.version,
            ),
        )
        .outerjoin(signer, signer.id == SummarySignature.person_id)
        .outerjoin(
            FactOverride,
            and_(FactOverride.summary_id == Summary.id, FactOverride.version == Summary.version),
        )
        .outerjoin(lets, lets.id == FactOverride.person_id)
        .where(
            Summary.link_id == link.id,
            Summary.released_at.is_(None),
            Summary.dropped_at.is_(None),
        )
        .order_by(Summary.begun_at.desc(), SummarySignature.signed_at)
    )
    found: dict[UUID, Drafted] = {}
    # Each signature stands beside each override of its version; both are few.
    signed: dict[UUID, dict[UUID, Signed]] = defaultdict(dict)
    for row, written_by, signature, signed_by, override, let_by in rows:
        if row.id not in found:
            body = vault.opened(session, row)
            found[row.id] = Drafted(row, body, named(session, written_by).name)
        one = found[row.id]
        if signature is not None:
            signed[row.id][signed_by.id] = _signed(session, signature, signed_by)
        if override is not None:
            because = vault.opened(session, override)["because"]
            one.overrides[override.fact_id] = (named(session, let_by).name, because)
    for summary_id, signatures in signed.items():
        found[summary_id].signed.extend(signatures.values())
    return tuple(found.values())


def _released(
    session: Session, link: CarerLink, now: datetime, *, is_standing: bool
) -> tuple[Released, ...]:
    rows = session.execute(
        select(Publication, and_(is_out(now), is_covered(now)))
        .where(Publication.link_id == link.id)
        .order_by(Publication.number.desc())
    )
    return tuple(
        Released(row, vault.opened(session, row), bool(is_open) and is_standing)
        for row, is_open in rows
    )


def _signed(
    session: Session, signature: AssessmentSignature | SummarySignature, person: Person
) -> Signed:
    return Signed(person.id, named(session, person).name, signature.signed_at)
