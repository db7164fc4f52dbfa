"""What makes a passphrase: long, not one that everybody thinks of, and not one's own name."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

SHORTEST, LONGEST = 15, 1000
#: Fewer different characters than this make any length easy to guess.
FEWEST_DIFFERENT = 6

#: Passphrases that many people think of, one a line, as people type them.
COMMON = Path(__file__).parents[1] / "data" / "common_passphrases.txt"

_NO_LETTERS_AT_START = re.compile(r"^[\W\d_]+")
_NO_LETTERS_AT_END = re.compile(r"[\W\d_]+$")
_LOOKALIKES = str.maketrans("@$013457!", "asoleasti")


class PassphraseProblem(StrEnum):
    """Why a new passphrase is not taken."""

    SHORT = "short"
    LONG = "long"
    NAME = "name"
    COMMON = "common"


def normal(passphrase: str) -> str:
    """One spelling of a passphrase, so that every keyboard gives the same."""
    return unicodedata.normalize("NFKC", passphrase)


def as_bytes(passphrase: str) -> bytes:
    """What is hashed: every character as typed, capitals and spaces too."""
    return normal(passphrase).encode("utf-8", "surrogatepass")


def problem_with(passphrase: str, *, names: Iterable[str]) -> PassphraseProblem | None:
    """Why this cannot be a passphrase, or None when it can.

    Args:
        names: what the person is called and signs in as; none of it may stand inside.
    """
    text = normal(passphrase)
    if len(text) < SHORTEST:
        return PassphraseProblem.SHORT
    if len(text) > LONGEST:
        return PassphraseProblem.LONG
    if any(_contains(text.casefold(), part) for name in names for part in _parts(name)):
        return PassphraseProblem.NAME
    if _is_pattern(text) or _is_common(text):
        return PassphraseProblem.COMMON
    return None


def _is_common(text: str) -> bool:
    """Is it one that many people think of, whatever they put around it to feel safe?"""
    without_end = _NO_LETTERS_AT_END.sub("", text)
    without_start = _NO_LETTERS_AT_START.sub("", text)
    without_either = _NO_LETTERS_AT_START.sub("", without_end)
    variants = (text, without_end, without_start, without_either)
    return any(folded(variant) in _common() for variant in variants)


def folded(text: str) -> str:
    """A text without capitals, spaces and signs, and with o for 0."""
    return re.sub(r"[\W_]+", "", text.casefold().translate(_LOOKALIKES))


@cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(folded(line) for line in lines if line and not line.startswith("#"))


def _parts(name: str) -> set[str]:
    return {part for part in re.split(r"[\W_]+", normal(name).casefold()) if len(part) > 2}


def _contains(text: str, part: str) -> bool:
    # Ann may say "planning": a short name counts only where it stands alone.
    if len(part) > 3:
        return part in text
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None


def _is_pattern(text: str) -> bool:
    folded_text = text.casefold()
    few = len(set(folded_text)) < FEWEST_DIFFERENT
    return few or _repeats(folded_text) or _runs(folded_text)


def _repeats(text: str) -> bool:
    """Is it a short piece again and again, the last time perhaps cut off?"""
    longest_piece = len(text) // 2
    return any(
        text == (text[:size] * (len(text) // size + 1))[: len(text)]
        for size in range(1, longest_piece + 1)
    )


def _runs(text: str) -> bool:
    """Do most characters simply follow the one before, as in "abcdefg" or "98765"?"""
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    return sum(step in (-1, 0, 1) for step in steps) > len(steps) * 0.7
