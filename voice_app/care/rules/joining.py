"""Joining a phone face to face: how a code is spelt, its pictures, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: How long a code may be given, and how long a confirmed phone may take to go on.
CODE_LASTS = timedelta(minutes=10)
#: How long the first run may take before the PIN is chosen; after that the phone joins again.
FIRST_RUN_LASTS = timedelta(hours=1)

#: Letters and digits that nobody mixes up when they are read out or copied by hand.
LETTERS = "2345679ACDEFGHJKLMNPQRTUVWXY"
CODE_LENGTH = 8

#: Pictures that look different at a glance, and that have one plain word each.
PICTURES = (
    "star",
    "sun",
    "cloud",
    "home",
    "phone",
    "clock",
    "pen",
    "cal",
    "eye",
    "print",
    "lock",
    "mic",
)
PICTURES_SHOWN = 3

#: So many wrong codes from everywhere together in this time, and everybody waits for its end.
WRONG_CODES_IN_ALL = 1000
COUNTED_FOR = timedelta(minutes=10)


class JoinState(StrEnum):
    """How far one code has come."""

    OFFERED = "offered"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    JOINED = "joined"
    FINISHED = "finished"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Moments:
    """When what happened to a code."""

    made_at: datetime
    expires_at: datetime
    claimed_at: datetime | None
    confirmed_at: datetime | None
    refused_at: datetime | None
    used_at: datetime | None
    finished_at: datetime | None


def state_of(moments: Moments, now: datetime) -> JoinState:
    """How far a code has come by now."""
    if moments.refused_at is not None:
        return JoinState.REFUSED
    if moments.finished_at is not None:
        return JoinState.FINISHED
    if moments.used_at is not None:
        return _until(moments.used_at + FIRST_RUN_LASTS, now, JoinState.JOINED)
    if moments.confirmed_at is not None:
        return _until(moments.confirmed_at + CODE_LASTS, now, JoinState.CONFIRMED)
    claimed = moments.claimed_at is not None
    return _until(moments.expires_at, now, JoinState.CLAIMED if claimed else JoinState.OFFERED)


def _until(end: datetime, now: datetime, state: JoinState) -> JoinState:
    return state if now < end else JoinState.EXPIRED


def spelt(number: int) -> str:
    """A code for a large random number."""
    code = ""
    for _ in range(CODE_LENGTH):
        number, letter = divmod(number, len(LETTERS))
        code += LETTERS[letter]
    return code


def plain_code(typed: str) -> str:
    """A code as people type it, in one spelling: no spaces or dashes, capital letters."""
    return "".join(character for character in typed.upper() if character.isalnum())


def readable(code: str) -> str:
    """A code in two halves, as it is shown and read out."""
    return f"{code[: CODE_LENGTH // 2]} {code[CODE_LENGTH // 2 :]}"
