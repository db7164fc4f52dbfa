"""Digits as people type them: with spaces, and in any of the world's numerals."""

import unicodedata


def plain_digits(typed: str) -> str | None:
    """The same digits as 0 to 9 without spaces, or None when there is anything else."""
    characters = [character for character in typed if not character.isspace()]
    digits = [unicodedata.decimal(character, None) for character in characters]
    if None in digits:
        return None
    return "".join(str(digit) for digit in digits)
