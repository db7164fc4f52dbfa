"""The very first administrator, whom nobody can let in yet."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Invitation, InvitationPurpose, Person
from voice_app.accounts.queries import links as queries
from voice_app.accounts.queries import people
from voice_app.accounts.queries.asking import token_hash
from voice_app.accounts.service import links, sessions
from voice_app.accounts.service import people as making
from voice_app.accounts.service.first_access import LinkGone
from voice_app.core.actor import Role
from voice_app.core.vault import opened, seal
from voice_app.record import service as trail

#: The address stands in a terminal, so it is good for a shorter time than one on paper.
ADDRESS_LASTS = timedelta(days=1)


def make_first_invitation(session: Session, now: datetime) -> str | None:
    """A token for `/staff/set-up/`, or None when an administrator can already sign in.

    Nobody can approve it: whoever may start the service on its machine has its keys anyway.
    Each start makes a new one, and the one before stops working.
    """
    if queries.has_administrator(session):
        return None
    person = _unfinished(session) or _first_person(session, now=now)
    links.end_all(session, person_id=person.id, actor=None, now=now)
    token = token_urlsafe(sessions.TOKEN_BYTES)
    link = Invitation(
        person_id=person.id,
        purpose=InvitationPurpose.FIRST_ACCESS,
        token_hash=token_hash(token),
        made_at=now,
        approved_at=now,
        expires_at=now + ADDRESS_LASTS,
    )
    session.add(link)
    trail.append(session, actor=None, action="set_up.begun", now=now, subject=link)
    return token


def needs_name(session: Session, *, token: str, now: datetime) -> bool:
    """Has the first administrator not yet said who they are?

    Raises:
        LinkGone: the address is wrong, used or too old, or is no set-up address.
    """
    return not opened(session, _person_of(session, token, now=now))["name"]


def name_administrator(
    session: Session, *, token: str, name: str, job: str, sign_in_name: str, now: datetime
) -> None:
    """Say who the first administrator is. They choose their passphrase next.

    Raises:
        LinkGone: the address is wrong, used or too old, or is no set-up address.
        AlreadyDone: somebody else has this sign-in name.
    """
    person = _person_of(session, token, now=now)
    making.call(session, person, name=name, job=job, sign_in_name=sign_in_name)
    trail.append(session, actor=None, action="account.made", now=now, subject=person)


def _person_of(session: Session, token: str, *, now: datetime) -> Person:
    link = queries.by_token(session, token)
    if link is None or link.made_by_id is not None or not people.is_good(link, now=now):
        raise LinkGone
    return session.get_one(Person, link.person_id)


def _unfinished(session: Session) -> Person | None:
    """The administrator of an earlier start who never came to sign in."""
    begun = select(Person).join(Invitation, Invitation.person_id == Person.id)
    for person in session.scalars(
        begun.where(Invitation.made_by_id.is_(None), Person.ended_at.is_(None))
    ):
        if not queries.has_had_access(session, person.id):
            return person
    return None


def _first_person(session: Session, *, now: datetime) -> Person:
    person = Person(role=Role.ADMINISTRATOR, made_at=now)
    seal(session, person, {"name": "", "job": "", "sign_in_name": ""})
    session.add(person)
    session.flush()
    return person
