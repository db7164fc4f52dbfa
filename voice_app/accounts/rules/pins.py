"""What makes a PIN, and when a phone has seen too many wrong ones."""

from enum import StrEnum
from itertools import pairwise

from voice_app.accounts.rules.digits import plain_digits

SHORTEST, LONGEST = 4, 8
#: A young person's phone stays at the letterbox after this many wrong PINs in a row.
WRONG_PINS_ALLOWED = 10
#: From here on the page says how many tries are left.
TOLD_WHEN_LEFT = 5

OBVIOUS_PINS = frozenset({"1004", "2580", "0852", "5683", "159357", "147258"})


class PinProblem(StrEnum):
    """Why a new PIN is not taken."""

    LENGTH = "length"
    OBVIOUS = "obvious"


def problem_with(pin: str) -> PinProblem | None:
    """Why this cannot be a PIN, or None when it can."""
    digits = plain_digits(pin)
    if digits is None or not SHORTEST <= len(digits) <= LONGEST:
        return PinProblem.LENGTH
    return PinProblem.OBVIOUS if is_obvious(digits) else None


def is_obvious(pin: str) -> bool:
    """Would a stranger try this PIN early: one digit, a run, a pair again, or a year?"""
    digits = [int(digit) for digit in pin]
    steps = {(b - a) % 10 for a, b in pairwise(digits)}
    halves = pin[: len(pin) // 2] == pin[len(pin) // 2 :]
    is_year = len(pin) == 4 and pin[:2] in ("19", "20")
    return len(steps) == 1 or halves or is_year or pin in OBVIOUS_PINS


def is_closed(wrong_pins: int) -> bool:
    """Has a phone seen so many wrong PINs that it must be joined again?"""
    return wrong_pins >= WRONG_PINS_ALLOWED


def tries_to_tell(wrong_pins: int) -> int | None:
    """How many tries the page says are left; None while there are plenty."""
    left = WRONG_PINS_ALLOWED - wrong_pins
    return left if left <= TOLD_WHEN_LEFT else None
