"""What a person proves themselves with, and the browsers they have used before."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Credential, CredentialKind, KnownBrowser, Person
from voice_app.accounts.queries.asking import token_hash
from voice_app.accounts.rules.passphrases import normal
from voice_app.core.vault import vault_of


def sign_in_index(session: Session, sign_in_name: str) -> bytes:
    """What stands in the table for a sign-in name."""
    return vault_of(session).blind_index("sign-in", normal(sign_in_name))


def passphrase_of(session: Session, index: bytes) -> Credential | None:
    """The passphrase of the live account with this sign-in name, or None."""
    return session.scalar(
        select(Credential)
        .join(Person, Person.id == Credential.person_id)
        .where(
            Person.sign_in_index == index,
            Person.ended_at.is_(None),
            Credential.kind == CredentialKind.PASSPHRASE,
            Credential.ended_at.is_(None),
        )
    )


def still_lets_in(session: Session, credential_id: UUID) -> UUID | None:
    """Whose this credential is, or None once it has ended or their account has."""
    return session.scalar(
        select(Credential.person_id)
        .join(Person, Person.id == Credential.person_id)
        .where(
            Credential.id == credential_id,
            Credential.ended_at.is_(None),
            Person.ended_at.is_(None),
        )
    )


def live(session: Session, person_id: UUID, *kinds: CredentialKind) -> list[Credential]:
    """What a person can prove themselves with now, of these kinds; spent codes are left out."""
    return list(
        session.scalars(
            select(Credential)
            .where(
                Credential.person_id == person_id,
                Credential.kind.in_(kinds),
                Credential.ended_at.is_(None),
                Credential.used_at.is_(None),
            )
            .order_by(Credential.made_at, Credential.id)
        )
    )


def known_in(session: Session, browser: str | None) -> frozenset[UUID]:
    """Who has signed in from this browser before; nobody from one that shows no token."""
    if not browser:
        return frozenset()
    wanted = token_hash(browser)
    rows = session.scalars(
        select(KnownBrowser.person_id).where(KnownBrowser.browser_hash == wanted)
    )
    return frozenset(rows)


def is_taken(session: Session, index: bytes, *, but_by: UUID) -> bool:
    """Has anybody else this sign-in name?"""
    taken = select(Person.id).where(Person.sign_in_index == index, Person.id != but_by)
    return session.scalar(taken) is not None
