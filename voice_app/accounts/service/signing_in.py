"""Signing in as a colleague: a passphrase, then a code; every guess counts before it is checked."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.models import KnownBrowser
from voice_app.accounts.queries import credentials
from voice_app.accounts.queries.asking import token_hash
from voice_app.accounts.rules import passphrases as rules
from voice_app.accounts.service import codes, hashing, sessions, tries
from voice_app.core.actor import Actor, Level
from voice_app.core.database import Database
from voice_app.core.vault import opened

PASSPHRASE = "passphrase"  # noqa: S105  the name of a kind of guess
CODE = "code"


@dataclass(frozen=True)
class Entered:
    """What the browser of somebody who has signed in keeps."""

    session_token: str
    browser_token: str


def with_passphrase(
    database: Database, *, sign_in_name: str, passphrase: str, browser: str | None, now: datetime
) -> str | None:
    """The token of a new session that is good for the second step only, or None.

    Has two short transactions of its own with the slow hash between them: the hash must not
    hold up the one writer, and a wrong guess must count whatever happens to the request.

    Raises:
        TooManyTries: wrong guesses for this name, from here, just now.
        TooBusy: too many people come in at once.
    """
    with database.writing() as session:
        index = credentials.sign_in_index(session, sign_in_name)
        found = credentials.passphrase_of(session, index)
        known = credentials.known_in(session, browser)
        place = _place(index.hex(), found.person_id if found else None, browser, known)
        tries.take(session, PASSPHRASE, place, now)
        verifier = opened(session, found)["verifier"] if found else None
    if not hashing.matches(verifier, rules.as_bytes(passphrase)) or found is None:
        return None
    with database.writing() as session:
        tries.succeeded(session, PASSPHRASE, place)
        return _first_step(session, found.id, now=now)


def _first_step(session: Session, credential_id: UUID, *, now: datetime) -> str | None:
    # A reset may have come while the hash was at work, and it ends the old passphrase.
    person_id = credentials.still_lets_in(session, credential_id)
    if person_id is None:
        return None
    return sessions.start(session, person_id=person_id, level=Level.ONE_FACTOR, now=now)


def with_code(
    session: Session, *, actor: Actor, code: str, browser: str | None, now: datetime
) -> Entered | None:
    """Finish signing in with a code from the app or a recovery code; None when it is wrong.

    Raises:
        TooManyTries: wrong codes for this person, from here, just now.
    """
    known = credentials.known_in(session, browser)
    if not _is_right_code(session, actor, code, browser, known, now):
        return None
    token = sessions.start(
        session,
        person_id=actor.person_id,
        level=Level.TWO_FACTORS,
        now=now,
        replaces=actor.session_id,
    )
    return Entered(token, _remember(session, actor.person_id, browser, known, now=now))


def new_recovery_codes(
    session: Session, *, actor: Actor, code: str, browser: str | None, now: datetime
) -> list[str] | None:
    """New recovery codes for whoever is signed in and shows a code once more; None when wrong.

    Raises:
        TooManyTries: wrong codes for this person, from here, just now.
    """
    known = credentials.known_in(session, browser)
    if not _is_right_code(session, actor, code, browser, known, now):
        return None
    return codes.make_recovery_codes(session, person_id=actor.person_id, actor=actor, now=now)


def _is_right_code(
    session: Session,
    actor: Actor,
    code: str,
    browser: str | None,
    known: frozenset[UUID],
    now: datetime,
) -> bool:
    """Look at one code, which counts as a wrong guess until it is found to be right."""
    place = _place(str(actor.person_id), actor.person_id, browser, known)
    # Taken and looked at in one transaction, a right code need never be written down as a guess.
    with session.no_autoflush:
        guess = tries.take(session, CODE, place, now)
        if not codes.use(session, actor=actor, code=code, now=now):
            return False
        tries.forget(session, guess)
    return True


def _place(
    account: str, person_id: UUID | None, browser: str | None, known: frozenset[UUID]
) -> str:
    """Where a guess comes from: a browser this person uses, or any other, which share one count.

    So strangers' guesses make strangers wait, and never the person at their own desk.
    """
    return f"{account}/{browser if person_id in known else ''}"


def _remember(
    session: Session,
    person_id: UUID,
    browser: str | None,
    known: frozenset[UUID],
    *,
    now: datetime,
) -> str:
    """The browser's token, a new one unless it holds one that we made."""
    token = browser if browser and known else token_urlsafe(sessions.TOKEN_BYTES)
    if person_id not in known:
        session.add(KnownBrowser(browser_hash=token_hash(token), person_id=person_id, made_at=now))
    return token
