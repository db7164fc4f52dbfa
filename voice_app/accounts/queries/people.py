"""Colleagues by name, and the accounts that administrators and managers see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Credential, CredentialKind, Invitation, Person
from voice_app.accounts.rules import links
from voice_app.core.actor import BY_PASSPHRASE, COLLEAGUES, Role
from voice_app.core.errors import NotFound
from voice_app.core.vault import opened


@dataclass(frozen=True)
class Named:
    """What a colleague is called and what they do."""

    name: str
    job: str

    @property
    def first_name(self) -> str:
        """How pages speak of them."""
        return self.name.split()[0] if self.name.split() else ""


@dataclass(frozen=True)
class Link:
    """A printed link that waits for its second person, or was approved and not used yet."""

    id: UUID
    person_id: UUID
    asked_by_id: UUID | None
    is_waiting: bool
    expires_at: datetime | None

    def waits_for(self, person_id: UUID) -> bool:
        """May this person, who runs accounts, approve it?"""
        return self.is_waiting and links.may_approve(
            person_id, maker_id=self.asked_by_id, person_id=self.person_id
        )


@dataclass(frozen=True)
class Account:
    """A colleague's account, as those who run accounts see it."""

    id: UUID
    named: Named
    sign_in_name: str
    role: Role
    made_at: datetime
    ended_at: datetime | None
    can_sign_in: bool
    link: Link | None


@dataclass(frozen=True)
class Access:
    """How far somebody has come with their account."""

    sign_in_name: str
    can_sign_in: bool
    link: Link | None


def names(session: Session, person_ids: Iterable[UUID]) -> dict[UUID, Named]:
    """Colleagues by id, those whose account has ended too; young people are not here."""
    wanted = set(person_ids)
    if not wanted:
        return {}
    rows = session.scalars(select(Person).where(Person.id.in_(wanted), Person.role.in_(COLLEAGUES)))
    return {row.id: named(session, row) for row in rows}


def named(session: Session, person: Person) -> Named:
    """What this colleague is called."""
    body = opened(session, person)
    return Named(name=body.get("name", ""), job=body.get("job", ""))


def colleague(session: Session, person_id: UUID) -> Person:
    """A colleague's account, live or ended.

    Raises:
        NotFound: there is none with this id; a young person is not a colleague.
    """
    person = session.get(Person, person_id)
    if person is None or person.role not in COLLEAGUES:
        raise NotFound
    return person


def with_passphrase(session: Session, person_id: UUID) -> Person:
    """The account of a colleague or a carer, live or ended.

    Raises:
        NotFound: there is none with this id; a young person has no passphrase.
    """
    person = session.get(Person, person_id)
    if person is None or person.role not in BY_PASSPHRASE:
        raise NotFound
    return person


def access_of(
    session: Session, person_ids: Collection[UUID], *, now: datetime
) -> dict[UUID, Access]:
    """How far carers have come with their accounts, by id. Three statements, however many."""
    able, open_links = _able_to_sign_in(session), _open_links(session, now=now)
    return {
        person.id: Access(
            sign_in_name=opened(session, person).get("sign_in_name", ""),
            can_sign_in=person.id in able and person.ended_at is None,
            link=open_links.get(person.id),
        )
        for person in session.scalars(select(Person).where(Person.id.in_(person_ids)))
    }


def accounts(session: Session, *, now: datetime) -> list[Account]:
    """Every colleague's account by name, the ended ones last. Three statements, however many."""
    people = session.scalars(select(Person).where(Person.role.in_(COLLEAGUES))).all()
    able = _able_to_sign_in(session)
    open_links = _open_links(session, now=now)
    found = [_account(session, person, able, open_links) for person in people]
    return sorted(found, key=lambda one: (one.ended_at is not None, one.named.name.casefold()))


def account(session: Session, person_id: UUID, *, now: datetime) -> Account:
    """One colleague's account.

    Raises:
        NotFound: there is none with this id.
    """
    person = colleague(session, person_id)
    return _account(session, person, _able_to_sign_in(session), _open_links(session, now=now))


def _account(
    session: Session, person: Person, able: frozenset[UUID], open_links: dict[UUID, Link]
) -> Account:
    return Account(
        id=person.id,
        named=named(session, person),
        sign_in_name=opened(session, person).get("sign_in_name", ""),
        role=person.role,
        made_at=person.made_at,
        ended_at=person.ended_at,
        can_sign_in=person.id in able and person.ended_at is None,
        link=open_links.get(person.id),
    )


def _able_to_sign_in(session: Session) -> frozenset[UUID]:
    return frozenset(
        session.scalars(
            select(Credential.person_id).where(
                Credential.kind == CredentialKind.TOTP, Credential.ended_at.is_(None)
            )
        )
    )


def _open_links(session: Session, *, now: datetime) -> dict[UUID, Link]:
    """Links that wait or are good, by person; the newest wins."""
    rows = session.scalars(
        select(Invitation)
        .where(Invitation.used_at.is_(None), Invitation.ended_at.is_(None))
        .order_by(Invitation.made_at)
    )
    return {
        row.person_id: Link(
            id=row.id,
            person_id=row.person_id,
            asked_by_id=row.made_by_id,
            is_waiting=is_waiting(row, now=now),
            expires_at=row.expires_at,
        )
        for row in rows
        if is_waiting(row, now=now) or is_good(row, now=now)
    }


def is_waiting(link: Invitation, *, now: datetime) -> bool:
    """Does this link wait for its second person?"""
    return links.is_waiting(
        made_at=link.made_at, approved_at=link.approved_at, ended_at=link.ended_at, now=now
    )


def is_good(link: Invitation, *, now: datetime) -> bool:
    """Does this link open its page?"""
    return links.is_good(
        expires_at=link.expires_at, used_at=link.used_at, ended_at=link.ended_at, now=now
    )
