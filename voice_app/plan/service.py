"""Saying what one wants and what helps, and letting go of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed
from voice_app.plan import queries, rules
from voice_app.plan.queries import Part, Plan
from voice_app.record import service as trail


def write(
    session: Session, *, actor: Actor, part: type[Part], written_id: UUID, words: str, now: datetime
) -> None:
    """Put the young person's words in the place of what they wrote before, which stays kept.

    `written_id` comes from the form, so a form that arrives twice writes once.

    Raises:
        NotAllowed: `actor` is not a young person with their phone open.
    """
    _may_write(actor)
    if session.get(part, written_id) is not None:
        return
    _end(session, actor=actor, part=part, now=now)
    written = part(id=written_id, young_person_id=actor.person_id, set_at=now)
    vault.seal(session, written, {"words": words, "language": actor.language})
    session.add(written)
    trail.append(
        session,
        actor=actor,
        action=f"{part.__tablename__}.written",
        now=now,
        young_person_id=actor.person_id,
        subject=written,
    )


def let_go(session: Session, *, actor: Actor, part: type[Part], now: datetime) -> None:
    """Take it out of the plan. Letting go twice changes nothing.

    Raises:
        NotAllowed: `actor` is not a young person with their phone open.
    """
    _may_write(actor)
    _end(session, actor=actor, part=part, now=now)


def show_to(
    session: Session, *, actor: Actor, young_person_id: UUID, plan: Plan, place: str, now: datetime
) -> None:
    """Record that somebody was shown a plan; nothing when it is empty or their own."""
    trail.read(
        session,
        actor=actor,
        young_person_id=young_person_id,
        now=now,
        entry_ids=plan.ids,
        place=place,
    )


def _may_write(actor: Actor) -> None:
    if not rules.may_write(actor.role, actor.level):
        raise NotAllowed


def _end(session: Session, *, actor: Actor, part: type[Part], now: datetime) -> None:
    before = queries.standing(session, part, actor.person_id)
    if before is None:
        return
    before.ended_at = now
    trail.append(
        session,
        actor=actor,
        action=f"{part.__tablename__}.ended",
        now=now,
        young_person_id=actor.person_id,
        subject=before,
    )
