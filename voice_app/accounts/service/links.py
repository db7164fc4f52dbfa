"""Printed one-time links: asked for by one colleague, approved by a second, used once."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import (
    Credential,
    Invitation,
    InvitationPurpose,
    KnownBrowser,
    Person,
)
from voice_app.accounts.queries import links as queries
from voice_app.accounts.queries import people
from voice_app.accounts.queries.asking import token_hash
from voice_app.accounts.rules import links as rules
from voice_app.accounts.service import sessions
from voice_app.core.actor import Actor, Role
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.record import service as trail


@dataclass(frozen=True)
class Printed:
    """A link to be printed now: its token is kept nowhere else."""

    person_id: UUID
    token: str
    expires_at: datetime


def ask(session: Session, *, actor: Actor, person_id: UUID, now: datetime) -> Printed | None:
    """Ask for a link with which a colleague chooses a passphrase; links before it stop working.

    It waits for a second colleague, so nothing is printed yet. Only whoever sets the service
    up, before anybody else could approve, gets it at once.

    Raises:
        NotFound: there is no such colleague, or their account has ended.
        NotAllowed: `actor` does not run accounts, or asks for themselves.
    """
    person = _live_colleague(session, person_id)
    if actor.role not in queries.APPROVERS or not rules.may_make(actor.person_id, person_id):
        raise NotAllowed
    link = _ask(session, person, actor=actor, now=now)
    if queries.had_second_approver(session, actor.person_id):
        return None
    return _print(session, link, actor=actor, now=now)


def ask_for_carer(session: Session, *, actor: Actor, person_id: UUID, now: datetime) -> None:
    """Ask for a link with which a carer chooses a passphrase; links before it stop working.

    It always waits for a second colleague. A later layer has seen that `actor` may ask.

    Raises:
        NotFound: there is no such carer, or their account has ended.
    """
    _ask(session, _live_carer(session, person_id), actor=actor, now=now)


def approve(session: Session, *, actor: Actor, link_id: UUID, now: datetime) -> Printed:
    """Approve what somebody else asked for. A reset now ends every way in the person had.

    Raises:
        NotFound: there is no such link, it waits no longer, or it is a carer's.
        AlreadyDone: somebody has approved it.
        NotAllowed: `actor` asked for it, is the one it is for, or does not run accounts.
    """
    link = session.get(Invitation, link_id)
    if link is None:
        raise NotFound
    people.colleague(session, link.person_id)
    if link.approved_at is not None and link.ended_at is None:
        raise AlreadyDone
    if actor.role not in queries.APPROVERS:
        raise NotAllowed
    return _approve(session, link, actor=actor, now=now)


def approve_for_carer(session: Session, *, actor: Actor, person_id: UUID, now: datetime) -> Printed:
    """Approve the link that somebody else asked for, for a carer. A manager does.

    Raises:
        NotFound: there is no such carer, or no link waits for them.
        NotAllowed: `actor` asked for it, or is no manager.
    """
    _live_carer(session, person_id)
    for link in queries.unended(session, person_id):
        if link.approved_at is None:
            if actor.role is not Role.MANAGER:
                raise NotAllowed
            return _approve(session, link, actor=actor, now=now)
    raise NotFound


def withdraw(session: Session, *, actor: Actor, link_id: UUID, now: datetime) -> UUID:
    """Stop a link, printed or not, and say whose it was. Stopping twice changes nothing.

    Raises:
        NotFound: there is no such link, or it is a carer's.
        NotAllowed: `actor` does not run accounts.
    """
    link = session.get(Invitation, link_id)
    if link is None:
        raise NotFound
    people.colleague(session, link.person_id)
    if actor.role not in queries.APPROVERS:
        raise NotAllowed
    _end(session, link, actor=actor, now=now)
    return link.person_id


def end_all(session: Session, *, person_id: UUID, actor: Actor | None, now: datetime) -> None:
    """Stop every link of a person."""
    for link in queries.unended(session, person_id):
        _end(session, link, actor=actor, now=now)


def shut_out(session: Session, *, person_id: UUID, actor: Actor | None, now: datetime) -> None:
    """End every way in that a colleague has: sessions, passphrase, codes, known browsers."""
    sessions.end_all(session, person_id=person_id, actor=actor, now=now)
    credentials = select(Credential).where(
        Credential.person_id == person_id, Credential.ended_at.is_(None)
    )
    ended = session.scalars(credentials).all()
    for credential in ended:
        credential.ended_at = now
    for browser in session.scalars(select(KnownBrowser).where(KnownBrowser.person_id == person_id)):
        session.delete(browser)
    if ended:
        details = {"person": str(person_id)}
        trail.append(session, actor=actor, action="credentials.ended", now=now, details=details)


def _ask(session: Session, person: Person, *, actor: Actor, now: datetime) -> Invitation:
    end_all(session, person_id=person.id, actor=actor, now=now)
    is_reset = queries.has_had_access(session, person.id)
    link = Invitation(
        person_id=person.id,
        purpose=InvitationPurpose.RESET if is_reset else InvitationPurpose.FIRST_ACCESS,
        made_by_id=actor.person_id,
        made_at=now,
    )
    session.add(link)
    trail.append(session, actor=actor, action="link.asked_for", now=now, subject=link)
    return link


def _approve(session: Session, link: Invitation, *, actor: Actor, now: datetime) -> Printed:
    if not people.is_waiting(link, now=now):
        raise NotFound
    if not rules.may_approve(actor.person_id, maker_id=link.made_by_id, person_id=link.person_id):
        raise NotAllowed
    link.approved_by_id = actor.person_id
    return _print(session, link, actor=actor, now=now)


def _print(session: Session, link: Invitation, *, actor: Actor, now: datetime) -> Printed:
    token = token_urlsafe(sessions.TOKEN_BYTES)
    link.token_hash = token_hash(token)
    link.approved_at = now
    link.expires_at = now + rules.LINK_LASTS
    if link.purpose is InvitationPurpose.RESET:
        shut_out(session, person_id=link.person_id, actor=actor, now=now)
    trail.append(
        session,
        actor=actor,
        action="link.approved",
        now=now,
        subject=link,
        details={"alone": link.approved_by_id is None},
    )
    return Printed(link.person_id, token, link.expires_at)


def _end(session: Session, link: Invitation, *, actor: Actor | None, now: datetime) -> None:
    if link.ended_at is not None or link.used_at is not None:
        return
    link.ended_at = now
    begun = queries.begun(session, link.id)
    if begun is not None:
        session.delete(begun)
    trail.append(session, actor=actor, action="link.ended", now=now, subject=link)


def _live_colleague(session: Session, person_id: UUID) -> Person:
    person = people.colleague(session, person_id)
    if person.ended_at is not None:
        raise NotFound
    return person


def _live_carer(session: Session, person_id: UUID) -> Person:
    person = people.with_passphrase(session, person_id)
    if person.role is not Role.CARER or person.ended_at is not None:
        raise NotFound
    return person
