"""First access with a printed link: a passphrase, an app for codes, and codes on paper."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from secrets import token_urlsafe

import pyotp
from sqlalchemy.orm import Session

from voice_app.accounts.models import (
    Credential,
    CredentialKind,
    FirstAccess,
    Invitation,
    Person,
)
from voice_app.accounts.queries import links as queries
from voice_app.accounts.queries import people
from voice_app.accounts.queries.asking import token_hash
from voice_app.accounts.rules import codes as rules
from voice_app.accounts.service import codes, links, sessions
from voice_app.core.errors import NotFound
from voice_app.core.vault import opened, seal
from voice_app.record import service as trail


class LinkGone(NotFound):
    """A printed link or set-up address opens nothing (any more)."""


@dataclass(frozen=True)
class Welcome:
    """Whom a printed link is for."""

    name: str
    job: str
    sign_in_name: str


def welcome(session: Session, *, token: str, now: datetime) -> Welcome:
    """Whom this link is for. Looking uses nothing up.

    Raises:
        LinkGone: the link is wrong, used, ended or too old.
    """
    _, person = _good_link(session, token, now=now)
    return Welcome(**opened(session, person))


def choose(session: Session, *, token: str, verifier: str, now: datetime) -> str:
    """Keep the chosen passphrase until a code confirms it; returns the browser's claim to it.

    Whoever chooses again with the same link starts over, with another secret for the app.

    Raises:
        LinkGone: the link is wrong, used, ended or too old.
    """
    link, _ = _good_link(session, token, now=now)
    begun = queries.begun(session, link.id)
    if begun is None:
        begun = FirstAccess(invitation_id=link.id)
        session.add(begun)
    claim = token_urlsafe(sessions.TOKEN_BYTES)
    begun.claim_hash, begun.made_at = token_hash(claim), now
    seal(session, begun, {"passphrase": verifier, "totp": pyotp.random_base32()})
    return claim


def app_secret(session: Session, *, token: str, claim: str, now: datetime) -> str | None:
    """The secret for the app of whoever chose the passphrase; None for any other browser.

    Raises:
        LinkGone: the link is wrong, used, ended or too old.
    """
    link, _ = _good_link(session, token, now=now)
    begun = _claimed(session, link, claim)
    return str(opened(session, begun)["totp"]) if begun else None


def finish(
    session: Session, *, token: str, claim: str, code: str, now: datetime
) -> list[str] | None:
    """Confirm the app with one code and use the link up; the recovery codes, or None if wrong.

    Raises:
        LinkGone: the link is wrong, used, ended or too old.
    """
    link, person = _good_link(session, token, now=now)
    begun = _claimed(session, link, claim)
    if begun is None:
        return None
    chosen = opened(session, begun)
    digits = rules.app_code(code) or ""
    step = codes.accepted_step(chosen["totp"], digits, after=None, now=now)
    if step is None:
        return None
    links.shut_out(session, person_id=person.id, actor=None, now=now)
    _keep_passphrase(session, person, chosen["passphrase"], now=now)
    codes.enrol(session, person_id=person.id, secret=chosen["totp"], step=step, now=now)
    session.delete(begun)
    link.used_at = now
    trail.append(session, actor=None, action="link.used", now=now, subject=link)
    return codes.make_recovery_codes(session, person_id=person.id, actor=None, now=now)


def _keep_passphrase(session: Session, person: Person, verifier: str, *, now: datetime) -> None:
    passphrase = Credential(person_id=person.id, kind=CredentialKind.PASSPHRASE, made_at=now)
    seal(session, passphrase, {"verifier": verifier})
    session.add(passphrase)
    trail.append(session, actor=None, action="passphrase.set", now=now, subject=passphrase)


def _good_link(session: Session, token: str, *, now: datetime) -> tuple[Invitation, Person]:
    link = queries.by_token(session, token)
    if link is None or not people.is_good(link, now=now):
        raise LinkGone
    person = people.with_passphrase(session, link.person_id)
    if person.ended_at is not None:
        raise LinkGone
    return link, person


def _claimed(session: Session, link: Invitation, claim: str) -> FirstAccess | None:
    begun = queries.begun(session, link.id)
    if begun is None or not compare_digest(begun.claim_hash, token_hash(claim)):
        return None
    return begun
