"""Joining a phone: a keyworker's code, one phone that gives it, the same pictures, and in.

No e-mail and no text message takes part. Whoever has only the code gets as far as three
pictures; somebody in the room has to see the same three on the keyworker's screen.
"""

from base64 import urlsafe_b64decode
from datetime import datetime
from secrets import SystemRandom, token_urlsafe
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import Session

from voice_app.accounts.queries import token_hash
from voice_app.accounts.service import phones, pins, sessions, tries
from voice_app.care import queries
from voice_app.care.models import JoinCode
from voice_app.care.queries import joining
from voice_app.care.rules.joining import (
    CODE_LASTS,
    COUNTED_FOR,
    PICTURES,
    PICTURES_SHOWN,
    WRONG_CODES_IN_ALL,
    JoinState,
)
from voice_app.care.service import choices
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.errors import AlreadyDone
from voice_app.record import service as trail

TOKEN_BYTES = 32
GUESS = "join"


def offer(
    session: Session,
    *,
    actor: Actor,
    young_person_id: UUID,
    ends_others: bool,
    now: datetime,
) -> JoinCode:
    """Make a code, good once and for ten minutes. A code that was on offer before is no more.

    `ends_others` also ends the young person's other phones when this one has joined.

    Raises:
        NotFound: `actor` is not their keyworker now and covers for none.
    """
    _let_in(session, actor, young_person_id, now)
    earlier = joining.latest(session, actor=actor, young_person_id=young_person_id)
    if earlier is not None and _is_open(earlier, now):
        _close(session, earlier, actor=actor, now=now)
    code_id = uuid4()
    code = JoinCode(
        id=code_id,
        young_person_id=young_person_id,
        made_by_id=actor.person_id,
        code_hash=joining.hashed(session, joining.code_of(session, code_id)),
        pictures=" ".join(SystemRandom().sample(PICTURES, PICTURES_SHOWN)),
        ends_others=ends_others,
        made_at=now,
        expires_at=now + CODE_LASTS,
    )
    session.add(code)
    _record(session, actor, "joining.offered", now, code)
    return code


def guess(session: Session, *, typed: str, place: str, now: datetime) -> str | None:
    """Give a code, counted as wrong for this place until it proves right; as `claim` does.

    Raises:
        TooManyTries: too many wrong codes from here, or from everywhere together, just now.
    """
    tries.take_from_all(session, GUESS, now, limit=WRONG_CODES_IN_ALL, within=COUNTED_FOR)
    tries.take(session, GUESS, place, now)
    token = claim(session, typed=typed, now=now)
    if token is not None:
        tries.succeeded(session, GUESS, place)
    return token


def claim(session: Session, *, typed: str, now: datetime) -> str | None:
    """Let the phone that gave a good code wait for its pictures to be compared.

    Returns the token that makes it the one phone that gave this code, or None when the code
    is wrong, too old, or was given by another phone first. The keyworker is told of the last.
    """
    code = joining.by_code(session, typed)
    if code is None:
        return None
    state = joining.state(code, now=now)
    if state is JoinState.CLAIMED and code.contested_at is None:
        code.contested_at = now
        _record(session, None, "joining.contested", now, code)
    if state is not JoinState.OFFERED:
        return None
    token = token_urlsafe(TOKEN_BYTES)
    code.claim_hash, code.claimed_at = token_hash(token), now
    _record(session, None, "joining.claimed", now, code)
    return token


def confirm(
    session: Session, *, actor: Actor, young_person_id: UUID, code_id: UUID, now: datetime
) -> None:
    """The pictures are the same on both screens: let this phone in. Safe to repeat.

    Raises:
        NotFound: `actor` did not make this code, or is not their keyworker any more.
        AlreadyDone: no phone has given the code, or it is too late.
    """
    code = _own(session, actor, young_person_id, code_id, now)
    state = joining.state(code, now=now)
    if state in (JoinState.CONFIRMED, JoinState.JOINED, JoinState.FINISHED):
        return
    if state is not JoinState.CLAIMED:
        raise AlreadyDone
    code.confirmed_at = now
    _record(session, actor, "joining.confirmed", now, code)


def refuse(
    session: Session, *, actor: Actor, young_person_id: UUID, code_id: UUID, now: datetime
) -> None:
    """The pictures differ, or the code is not wanted: it is good for nothing any more.

    Raises:
        NotFound: `actor` did not make this code, or is not their keyworker any more.
        AlreadyDone: the phone has joined already; it can be ended instead.
    """
    code = _own(session, actor, young_person_id, code_id, now)
    if _is_open(code, now):
        _close(session, code, actor=actor, now=now)
    elif code.used_at is not None:
        raise AlreadyDone


def enrol(
    session: Session,
    *,
    token: str | None,
    public_key: bytes | None,
    held: Actor | None,
    now: datetime,
) -> phones.Enrolled:
    """Enrol the phone whose pictures were confirmed; it has its place at the letterbox now.

    `token` is what the phone was given for its code. `held` is whose phone it was before, if
    anybody's: its old place ends, because its cookie is replaced. So a phone closed by wrong
    PINs begins anew.

    Raises:
        AlreadyDone: nobody has confirmed it, it is too late, or it was done before.
    """
    code = joining.claimed_by(session, token)
    if code is None or joining.state(code, now=now) is not JoinState.CONFIRMED:
        raise AlreadyDone
    if held is not None and held.device_id is not None:
        phones.end(session, actor=held, device_id=held.device_id, now=now)
    enrolled = phones.enrol(
        session, young_person_id=code.young_person_id, public_key=public_key, now=now
    )
    session.flush()
    if code.ends_others:
        here = Actor(
            person_id=code.young_person_id,
            role=Role.YOUNG_PERSON,
            level=Level.LETTERBOX,
            device_id=enrolled.device_id,
        )
        phones.end_others(session, actor=here, now=now)
    code.used_at = now
    _record(session, None, "joining.used", now, code)
    return enrolled


def finish(session: Session, *, actor: Actor, code: JoinCode, verifier: str, now: datetime) -> str:
    """End the first run: the PIN is set and the phone is open. Returns the session's token.

    `verifier` is from `pins.verifier_of`, made before the transaction began.
    """
    pins.set_pin(session, actor=actor, person_id=actor.person_id, verifier=verifier, now=now)
    choices.end_first_run(session, actor=actor, now=now)
    code.finished_at = now
    _record(session, actor, "joining.finished", now, code)
    return sessions.start(
        session,
        person_id=actor.person_id,
        level=Level.OPEN,
        now=now,
        device_id=actor.device_id,
        young_person_id=actor.person_id,
        replaces=actor.session_id,
    )


def bytes_of(text: str) -> bytes:
    """What a script sent as base64; nothing when it is none."""
    try:
        return urlsafe_b64decode(text.encode() + b"==")
    except ValueError:
        return b""


def point_of(sent: bytes) -> bytes | None:
    """The public half of a phone's own key (raw P-256 point), or None when it is none."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sent)
    except ValueError:
        return None
    return sent


def _let_in(session: Session, actor: Actor, young_person_id: UUID, now: datetime) -> None:
    queries.assigned(
        session, actor=actor, young_person_id=young_person_id, now=now, kinds=joining.JOINED_BY
    )


def _own(
    session: Session, actor: Actor, young_person_id: UUID, code_id: UUID, now: datetime
) -> JoinCode:
    _let_in(session, actor, young_person_id, now)
    return joining.made_by(session, actor=actor, young_person_id=young_person_id, code_id=code_id)


def _is_open(code: JoinCode, now: datetime) -> bool:
    waiting = (JoinState.OFFERED, JoinState.CLAIMED, JoinState.CONFIRMED)
    return joining.state(code, now=now) in waiting


def _close(session: Session, code: JoinCode, *, actor: Actor, now: datetime) -> None:
    code.refused_at = now
    _record(session, actor, "joining.refused", now, code)


def _record(
    session: Session, actor: Actor | None, action: str, now: datetime, code: JoinCode
) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=code.young_person_id,
        subject=code,
    )
