"""Printed links: found by what is printed, and who could approve one."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Credential, FirstAccess, Invitation, Person
from voice_app.accounts.queries.asking import token_hash
from voice_app.core.actor import Role

#: Who may approve a printed link.
APPROVERS = (Role.MANAGER, Role.ADMINISTRATOR)


def by_token(session: Session, token: str) -> Invitation | None:
    """The link with this token, good or not."""
    return session.scalar(select(Invitation).where(Invitation.token_hash == token_hash(token)))


def unended(session: Session, person_id: UUID) -> list[Invitation]:
    """A person's links that were neither used nor ended."""
    return list(
        session.scalars(
            select(Invitation).where(
                Invitation.person_id == person_id,
                Invitation.used_at.is_(None),
                Invitation.ended_at.is_(None),
            )
        )
    )


def begun(session: Session, invitation_id: UUID) -> FirstAccess | None:
    """What was chosen so far with a link."""
    return session.scalar(select(FirstAccess).where(FirstAccess.invitation_id == invitation_id))


def has_had_access(session: Session, person_id: UUID) -> bool:
    """Could this person ever sign in?"""
    return bool(session.scalar(select(exists().where(Credential.person_id == person_id))))


def had_second_approver(session: Session, maker_id: UUID) -> bool:
    """Has there ever been anybody else who could approve what this person makes?

    Whoever sets the service up is alone at first; from the first time that somebody else
    could approve, nobody is alone again, whatever happens to that other account.
    """
    others = (
        select(Credential.id)
        .join(Person, Person.id == Credential.person_id)
        .where(Person.role.in_(APPROVERS), Person.id != maker_id)
    )
    return session.scalar(others.limit(1)) is not None


def has_administrator(session: Session) -> bool:
    """Is there an administrator who can sign in?"""
    able = (
        select(Credential.id)
        .join(Person, Person.id == Credential.person_id)
        .where(
            Person.role == Role.ADMINISTRATOR,
            Person.ended_at.is_(None),
            Credential.ended_at.is_(None),
        )
    )
    return session.scalar(able.limit(1)) is not None
