"""Codes by which phones join, found by the colleague who made them or the phone that gave one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from voice_app.accounts.queries import token_hash
from voice_app.care.models import Assignment, AssignmentKind, JoinCode, YoungPerson
from voice_app.care.queries.looking_after import acts_for, assigned, is_live
from voice_app.care.rules.joining import JoinState, Moments, plain_code, spelt, state_of
from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.core.vault import opened, vault_of

#: Who may let a young person's phone join, themselves or through whoever covers for them.
JOINED_BY = (AssignmentKind.KEYWORKER,)

HASHED_AS = "join-code"
SPELT_AS = "join-code-spelt"


@dataclass(frozen=True)
class Offered:
    """How far the joining of a young person's phone has come, for the one who let it in."""

    called: str
    state: JoinState | None
    """None when no code was made yet."""
    code_id: UUID | None
    code: str
    pictures: str
    is_contested: bool
    has_first_run: bool
    confirm_by: datetime | None
    """Until when a manager must confirm that the actor looks after them; None: no need."""


def offered(session: Session, *, actor: Actor, young_person_id: UUID, now: datetime) -> Offered:
    """How far the joining has come.

    Raises:
        NotFound: the actor is not their keyworker now and covers for none.
    """
    place = assigned(
        session, actor=actor, young_person_id=young_person_id, now=now, kinds=JOINED_BY
    )
    code = latest(session, actor=actor, young_person_id=young_person_id)
    waiting = session.scalars(
        select(Assignment.confirm_by).where(
            is_live(now),
            Assignment.young_person_id == young_person_id,
            Assignment.staff_id == actor.person_id,
            Assignment.confirmed_by_id.is_(None),
            Assignment.confirm_by.is_not(None),
        )
    ).first()
    return Offered(
        called=opened(session, place)["called"],
        state=state(code, now=now) if code else None,
        code_id=code.id if code else None,
        code=code_of(session, code.id) if code else "",
        pictures=code.pictures if code else "",
        is_contested=code is not None and code.contested_at is not None,
        has_first_run=place.first_run_at is None,
        confirm_by=waiting,
    )


def may_let_in(session: Session, *, actor: Actor, young_person_id: UUID, now: datetime) -> bool:
    """May the actor let a phone of this young person join?"""
    condition = (
        is_live(now),
        acts_for(actor, now),
        Assignment.young_person_id == young_person_id,
        Assignment.kind.in_(JOINED_BY),
    )
    return session.scalar(select(exists().where(*condition))) is True


@dataclass(frozen=True)
class Run:
    """The first run of a phone: the code it joined with, and whether it is the very first."""

    code: JoinCode
    is_first: bool


def run_of(session: Session, *, actor: Actor, token: str | None, now: datetime) -> Run:
    """The first run that the phone with this token is in.

    Raises:
        NotFound: the phone of the actor has not just joined.
    """
    code, place = claimed_by(session, token), session.get(YoungPerson, actor.person_id)
    if code is None or place is None or code.young_person_id != actor.person_id:
        raise NotFound
    if state(code, now=now) is not JoinState.JOINED:
        raise NotFound
    return Run(code, is_first=place.first_run_at is None)


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
