"""Starting, noting and ending sessions. Every step up gets a new token."""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from voice_app.accounts import rules
from voice_app.accounts.models import AccountSession
from voice_app.accounts.queries import token_hash
from voice_app.core.actor import Actor, Level
from voice_app.record import service as trail

TOKEN_BYTES = 32


def start(
    session: Session,
    *,
    person_id: UUID,
    level: Level,
    now: datetime,
    device_id: UUID | None = None,
    young_person_id: UUID | None = None,
    replaces: UUID | None = None,
) -> str:
    """Begin a session and return its token, which is kept nowhere but in the browser.

    `replaces` ends the session that led here, so that a token never grows in power.
    """
    if replaces is not None:
        for earlier in _live(session, AccountSession.id == replaces):
            earlier.ended_at = now
    token = token_urlsafe(TOKEN_BYTES)
    started = AccountSession(
        token_hash=token_hash(token),
        person_id=person_id,
        device_id=device_id,
        level=level,
        started_at=now,
        seen_at=now,
        ends_at=now + rules.SPANS[level].absolute,
    )
    session.add(started)
    trail.append(
        session,
        actor=None,
        action="session.started",
        now=now,
        young_person_id=young_person_id,
        subject=started,
        details={"person": str(person_id), "level": level.name.lower()},
    )
    return token


def note_use(session: Session, session_id: UUID, *, now: datetime) -> None:
    """Write down that a session was used just now. No event: the trail leaves this out."""
    used = session.get(AccountSession, session_id)
    if used is not None:
        used.seen_at = now


def end(session: Session, *, actor: Actor, now: datetime) -> None:
    """End the session the person is in. Ending twice changes nothing."""
    if actor.session_id is None:
        return
    _end(session, _live(session, AccountSession.id == actor.session_id), actor=actor, now=now)


def end_all(session: Session, *, person_id: UUID, actor: Actor | None, now: datetime) -> None:
    """End every session of a person, wherever they are."""
    _end(session, _live(session, AccountSession.person_id == person_id), actor=actor, now=now)


def _live(session: Session, which: ColumnElement[bool]) -> list[AccountSession]:
    query = select(AccountSession).where(AccountSession.ended_at.is_(None), which)
    return list(session.scalars(query))


def _end(
    session: Session, which: Iterable[AccountSession], *, actor: Actor | None, now: datetime
) -> None:
    for live in which:
        live.ended_at = now
        own = actor is not None and actor.is_young_person
        trail.append(
            session,
            actor=actor,
            action="session.ended",
            now=now,
            young_person_id=live.person_id if own else None,
            subject=live,
        )
