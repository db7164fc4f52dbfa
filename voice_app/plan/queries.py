"""What a person may see of a plan: the young person's own, or of somebody they look after."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from voice_app.care import queries as care
from voice_app.core import vault
from voice_app.core.actor import Actor, Level
from voice_app.core.errors import NotFound
from voice_app.plan.models import Goal, Helps

Part = TypeVar("Part", Goal, Helps)


@dataclass(frozen=True)
class Written:
    """What the young person wrote, exactly as given."""

    id: UUID
    words: str
    language: str
    set_at: datetime


@dataclass(frozen=True)
class Plan:
    """The one goal and what helps, each in the young person's words, where they wrote any."""

    goal: Written | None = None
    helps: Written | None = None

    @property
    def ids(self) -> list[UUID]:
        """What was shown to whoever saw this plan."""
        return [written.id for written in (self.goal, self.helps) if written]


def current(session: Session, *, actor: Actor, young_person_id: UUID, now: datetime) -> Plan:
    """What a young person wants now, for themselves or for somebody who looks after them.

    Raises:
        NotFound: it is not the actor's own, and they do not look after the young person.
    """
    if actor.is_young_person:
        if actor.person_id != young_person_id or actor.level < Level.OPEN:
            raise NotFound
    else:
        care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
    return of(session, young_person_id)


def of(session: Session, young_person_id: UUID) -> Plan:
    """The same, where somebody already settled that the person asking may see it."""
    return Plan(
        goal=written(session, standing(session, Goal, young_person_id)),
        helps=written(session, standing(session, Helps, young_person_id)),
    )


def standing(session: Session, part: type[Part], young_person_id: UUID) -> Part | None:
    """The row that stands now, or None."""
    return session.scalar(select(part).where(stands(part, young_person_id)))


def stands(
    part: type[Goal] | type[Helps], young_person_id: UUID | InstrumentedAttribute[UUID]
) -> ColumnElement[bool]:
    """The condition under which a row is the one that stands now; there is one at most."""
    return and_(part.young_person_id == young_person_id, part.ended_at.is_(None))


def written(session: Session, row: Goal | Helps | None) -> Written | None:
    """A row with its words opened."""
    if row is None:
        return None
    body = vault.opened(session, row)
    return Written(row.id, body["words"], body["language"], row.set_at)
