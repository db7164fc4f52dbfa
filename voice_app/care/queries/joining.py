"""Codes by which phones join, found by the colleague who made them or the phone that gave one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.queries import token_hash
from voice_app.care.models import JoinCode
from voice_app.care.rules.joining import JoinState, Moments, plain_code, spelt, state_of
from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.core.vault import vault_of

HASHED_AS = "join-code"
SPELT_AS = "join-code-spelt"


def state(code: JoinCode, *, now: datetime) -> JoinState:
    """How far a code has come by now."""
    moments = Moments(
        made_at=code.made_at,
        expires_at=code.expires_at,
        claimed_at=code.claimed_at,
        confirmed_at=code.confirmed_at,
        refused_at=code.refused_at,
        used_at=code.used_at,
        finished_at=code.finished_at,
    )
    return state_of(moments, now)


def latest(session: Session, *, actor: Actor, young_person_id: UUID) -> JoinCode | None:
    """The code that the actor made last for a young person, however far it came."""
    return session.scalar(
        select(JoinCode)
        .where(
            JoinCode.young_person_id == young_person_id,
            JoinCode.made_by_id == actor.person_id,
        )
        .order_by(JoinCode.made_at.desc(), JoinCode.id)
        .limit(1)
    )


def made_by(session: Session, *, actor: Actor, young_person_id: UUID, code_id: UUID) -> JoinCode:
    """A code by its id.

    Raises:
        NotFound: the actor did not make it for this young person.
    """
    found = session.get(JoinCode, code_id)
    is_theirs = found is not None and found.made_by_id == actor.person_id
    if found is None or not is_theirs or found.young_person_id != young_person_id:
        raise NotFound
    return found


def by_code(session: Session, typed: str) -> JoinCode | None:
    """The code that somebody typed, if there ever was such a code."""
    return session.scalar(select(JoinCode).where(JoinCode.code_hash == hashed(session, typed)))


def claimed_by(session: Session, token: str | None) -> JoinCode | None:
    """The code that the phone with this token gave, or None."""
    if not token:
        return None
    return session.scalar(select(JoinCode).where(JoinCode.claim_hash == token_hash(token)))


def hashed(session: Session, typed: str) -> bytes:
    """What is kept of a code: keyed, because ten minutes suffice to try all codes otherwise."""
    return vault_of(session).blind_index(HASHED_AS, plain_code(typed))


def code_of(session: Session, code_id: UUID) -> str:
    """How the code of this row is spelt.

    It follows from the id and a key of the service, so that it can be shown to its maker
    again without being kept anywhere.
    """
    digest = vault_of(session).blind_index(SPELT_AS, str(code_id))
    return spelt(int.from_bytes(digest, "big"))
