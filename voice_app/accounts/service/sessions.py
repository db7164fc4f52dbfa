"""Starting, noting and ending sessions. Every step up gets a new token."""

from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from voice_app.accounts.models import AccountSession
from voice_app.accounts.queries.asking import token_hash
from voice_app.accounts.rules import sessions as rules
from voice_app.core.actor import Actor, Level
from voice_app.core.errors import NotFound
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
    if actor.session_id is not None:
        which = AccountSession.id == actor.session_id
        _end(session, which, actor=actor, young_person_id=_young_person(actor), now=now)


def end_one(session: Session, *, actor: Actor, session_id: UUID, now: datetime) -> None:
    """End one of the person's own sessions. Ending twice changes nothing.

    Raises:
        NotFound: it is not a session of theirs.
    """
    found = session.get(AccountSession, session_id)
    if found is None or found.person_id != actor.person_id:
        raise NotFound
    which = AccountSession.id == session_id
    _end(session, which, actor=actor, young_person_id=_young_person(actor), now=now)


def end_others(session: Session, *, actor: Actor, now: datetime) -> None:
    """End every session of the person asking but the one they are in."""
    which = (AccountSession.person_id == actor.person_id) & (AccountSession.id != actor.session_id)
    _end(session, which, actor=actor, young_person_id=_young_person(actor), now=now)


def end_all(
    session: Session,
    *,
    person_id: UUID,
    actor: Actor | None,
    now: datetime,
    young_person_id: UUID | None = None,
) -> None:
    """End every session of a person, wherever they are.

    Args:
        young_person_id: the same id again when they are a young person, for their trail.
    """
    which = AccountSession.person_id == person_id
    _end(session, which, actor=actor, young_person_id=young_person_id, now=now)


def end_on_phone(session: Session, *, device_id: UUID, now: datetime) -> None:
    """End what is open on one phone; the caller's event says why."""
    for live in _live(session, AccountSession.device_id == device_id):
        live.ended_at = now


def _live(session: Session, which: ColumnElement[bool]) -> list[AccountSession]:
    query = select(AccountSession).where(AccountSession.ended_at.is_(None), which)
    return list(session.scalars(query))


def _end(
    session: Session,
    which: ColumnElement[bool],
    *,
    actor: Actor | None,
    young_person_id: UUID | None,
    now: datetime,
) -> None:
    for live in _live(session, which):
        live.ended_at = now
        trail.append(
            session,
            actor=actor,
            action="session.ended",
            now=now,
            young_person_id=young_person_id,
            subject=live,
        )


def _young_person(actor: Actor) -> UUID | None:
    return actor.person_id if actor.is_young_person else None
