"""Telephone numbers in a text, so that whoever reads it at night can ring with one touch."""

import re
from dataclasses import dataclass

from flask import Flask

#: A run of digits as people write a number, and not part of a date, a time or a word.
_RUN = re.compile(r"(?<![\w./:-])(?:\+|\(0|\d)[\d ()-]*\d(?![\w/:-]|[.,]\d)")
#: Numbers that need no area code: emergencies, the police, health, and 116 with three more.
_SHORT = re.compile(r"999|112|101|111|116\d{3}")
#: Digits of the shortest and the longest number with an area code (ITU-T E.164; 0800 1111).
_SHORTEST, _LONGEST = 8, 15


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `dial` is what a telephone dials, or None when it is no number."""

    text: str
    dial: str | None = None


def pieces(text: str) -> list[Piece]:
    """A text in pieces, which together are the text exactly as it was."""
    found, end = [], 0
    for run in _RUN.finditer(text):
        dial = _dial(run[0])
        if dial is not None:
            found += [Piece(text[end : run.start()]), Piece(run[0], dial)]
            end = run.end()
    found.append(Piece(text[end:]))
    return [piece for piece in found if piece.text]


def _dial(written: str) -> str | None:
    digits = re.sub(r"\D", "", written)
    if _SHORT.fullmatch(digits):
        return digits
    if not _SHORTEST <= len(digits) <= _LONGEST:
        return None
    if written.startswith("+"):
        return "+" + digits.replace("440", "44", 1) if digits.startswith("440") else "+" + digits
    return digits if digits.startswith("0") else None


def install(app: Flask) -> None:
    """Let pages show numbers that can be touched."""
    app.jinja_env.filters["with_numbers"] = pieces
