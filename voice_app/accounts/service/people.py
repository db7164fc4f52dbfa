"""Colleagues' accounts: made by an administrator, and ended at once for everything."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.accounts.queries import credentials, people
from voice_app.accounts.service import links
from voice_app.core.actor import COLLEAGUES, Actor, Role
from voice_app.core.errors import AlreadyDone, NotAllowed
from voice_app.core.vault import seal
from voice_app.record import service as trail

#: Later layers put in what else ends with an account, as `(session, actor, person_id, now)`.
when_ended: list[Callable[[Session, Actor, UUID, datetime], None]] = []


def make(
    session: Session,
    *,
    actor: Actor,
    name: str,
    job: str,
    sign_in_name: str,
    role: Role,
    now: datetime,
) -> tuple[Person, links.Printed | None]:
    """Make a colleague's account and ask for the link with which they begin.

    Raises:
        AlreadyDone: somebody has this sign-in name.
        NotAllowed: `actor` is no administrator, or the role is not a colleague's.
    """
    if actor.role is not Role.ADMINISTRATOR or role not in COLLEAGUES:
        raise NotAllowed
    person = Person(role=role, made_at=now)
    call(session, person, name=name, job=job, sign_in_name=sign_in_name)
    session.add(person)
    trail.append(session, actor=actor, action="account.made", now=now, subject=person)
    session.flush()
    return person, links.ask(session, actor=actor, person_id=person.id, now=now)


def call(session: Session, person: Person, *, name: str, job: str, sign_in_name: str) -> None:
    """Say what a colleague is called, what they do and how they sign in.

    Raises:
        AlreadyDone: somebody else has this sign-in name.
    """
    index = credentials.sign_in_index(session, sign_in_name)
    if credentials.is_taken(session, index, but_by=person.id):
        raise AlreadyDone
    person.sign_in_index = index
    seal(session, person, {"name": name, "job": job, "sign_in_name": sign_in_name})


def end(session: Session, *, actor: Actor, person_id: UUID, now: datetime) -> None:
    """End a colleague's account: from the next request on they are nobody. Safe to repeat.

    Their name stays in the record; their sign-in name is free again.

    Raises:
        NotFound: there is no such colleague.
        NotAllowed: `actor` is no administrator, or it is their own account.
    """
    person = people.colleague(session, person_id)
    if actor.role is not Role.ADMINISTRATOR or actor.person_id == person_id:
        raise NotAllowed
    if person.ended_at is not None:
        return
    person.ended_at = now
    person.sign_in_index = None
    links.end_all(session, person_id=person_id, actor=actor, now=now)
    links.shut_out(session, person_id=person_id, actor=actor, now=now)
    for also in when_ended:
        also(session, actor, person_id, now)
    trail.append(session, actor=actor, action="account.ended", now=now, subject=person)
