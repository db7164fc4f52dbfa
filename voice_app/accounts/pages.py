"""What a colleague's own page shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.models import CredentialKind
from voice_app.accounts.queries import credentials, people
from voice_app.accounts.queries.sessions import sessions_of
from voice_app.core.actor import Actor, Level
from voice_app.core.vault import opened


@dataclass(frozen=True)
class SignedIn:
    """One place where somebody is signed in."""

    session_id: UUID
    started_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class OwnAccount:
    """A colleague's own account, for their eyes."""

    named: people.Named
    sign_in_name: str
    sessions: tuple[SignedIn, ...]
    recovery_codes_left: int


def own_account(session: Session, *, actor: Actor, now: datetime) -> OwnAccount:
    """The account of the person asking; the session they are in stands first."""
    person = people.colleague(session, actor.person_id)
    spare = credentials.live(session, actor.person_id, CredentialKind.RECOVERY_CODE)
    signed_in = [
        SignedIn(row.id, row.started_at, row.seen_at, row.id == actor.session_id)
        for row in sessions_of(session, actor.person_id, now=now)
        if row.level is Level.TWO_FACTORS
    ]
    return OwnAccount(
        named=people.named(session, person),
        sign_in_name=opened(session, person).get("sign_in_name", ""),
        sessions=tuple(sorted(signed_in, key=lambda one: not one.is_this)),
        recovery_codes_left=len(spare),
    )
