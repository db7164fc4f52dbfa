"""Somebody at a young person's side: the service's list, asking for one, arranging it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.care.models import Advocate, AdvocateAsked
from voice_app.care.queries import advocates as queries
from voice_app.core import vault
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.clock import london_day
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.record import service as trail


def add_advocate(
    session: Session,
    *,
    actor: Actor,
    advocate_id: UUID,
    name: str,
    organisation: str,
    phone: str,
    how: str,
    now: datetime,
) -> None:
    """Put somebody on the list, as checked today. `advocate_id` comes from the form: twice is once.

    Raises:
        NotAllowed: `actor` is no manager.
    """
    _managers_only(actor)
    if session.get(Advocate, advocate_id) is not None:
        return
    row = Advocate(
        id=advocate_id,
        made_by_id=actor.person_id,
        made_at=now,
        checked_on=london_day(now),
        checked_by_id=actor.person_id,
    )
    vault.seal(
        session, row, {"name": name, "organisation": organisation, "phone": phone, "how": how}
    )
    session.add(row)
    trail.append(session, actor=actor, action="advocate.added", now=now, subject=row)


def check_advocate(session: Session, *, actor: Actor, advocate_id: UUID, now: datetime) -> None:
    """Say that everything about somebody on the list is right today. Twice a day changes nothing.

    Raises:
        NotAllowed: `actor` is no manager.
        NotFound: nobody such is on the list.
    """
    row = _on_the_list(session, actor, advocate_id)
    if row.checked_on != london_day(now):
        row.checked_on, row.checked_by_id = london_day(now), actor.person_id
        trail.append(session, actor=actor, action="advocate.checked", now=now, subject=row)


def end_advocate(session: Session, *, actor: Actor, advocate_id: UUID, now: datetime) -> None:
    """Take somebody off the list. What was arranged with them stays.

    Raises:
        NotAllowed: `actor` is no manager.
        NotFound: nobody such is on the list.
    """
    row = _on_the_list(session, actor, advocate_id)
    row.ended_at = now
    trail.append(session, actor=actor, action="advocate.ended", now=now, subject=row)


def ask_for_advocate(
    session: Session, *, actor: Actor, wish_id: UUID | None, now: datetime
) -> None:
    """Ask for somebody at one's side. While that is not arranged, asking again changes nothing.

    Args:
        wish_id: a wish of `actor`'s own whose answer is not OK; None for everything.

    Raises:
        NotAllowed: `actor` is no young person with their phone open.
    """
    if not actor.is_young_person or actor.level < Level.OPEN:
        raise NotAllowed
    waits = select(AdvocateAsked.id).where(
        AdvocateAsked.young_person_id == actor.person_id, AdvocateAsked.arranged_at.is_(None)
    )
    if session.scalar(waits.limit(1)) is not None:
        return
    row = AdvocateAsked(young_person_id=actor.person_id, wish_id=wish_id, asked_at=now)
    vault.seal(session, row, {})
    session.add(row)
    _note(session, actor, "advocate.asked_for", row, now)


def arrange_advocate(
    session: Session,
    *,
    actor: Actor,
    asked_id: UUID,
    advocate_id: UUID | None,
    words: str,
    now: datetime,
) -> None:
    """Say what was arranged. The young person reads the words; saying it anew replaces them.

    Raises:
        NotFound: `actor` neither is a manager nor looks after the young person, or the
            advocate is not on the list.
    """
    row = queries.get_ask(session, actor=actor, asked_id=asked_id, now=now).asked
    if advocate_id is not None:
        advocate = session.get(Advocate, advocate_id)
        if advocate is None or advocate.ended_at is not None:
            raise NotFound
    row.advocate_id, row.arranged_by_id, row.arranged_at = advocate_id, actor.person_id, now
    vault.seal(session, row, {"arranged": words})
    _note(session, actor, "advocate.arranged", row, now)


def _managers_only(actor: Actor) -> None:
    if actor.role is not Role.MANAGER:
        raise NotAllowed


def _on_the_list(session: Session, actor: Actor, advocate_id: UUID) -> Advocate:
    _managers_only(actor)
    row = session.get(Advocate, advocate_id)
    if row is None or row.ended_at is not None:
        raise NotFound
    return row


def _note(session: Session, actor: Actor, action: str, row: AdvocateAsked, now: datetime) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=row.young_person_id,
        subject=row,
    )
