"""Who writes a plan, and how much it holds."""

from voice_app.core.actor import Level, Role

#: More than this does not fit; the words are kept on the page and it says so kindly.
MOST_CHARACTERS = 4_000


def may_write(role: Role, level: Level) -> bool:
    """May this person write a plan, their own? Only a young person, after the PIN."""
    return role is Role.YOUNG_PERSON and level >= Level.OPEN


def is_too_long(words: str) -> bool:
    """Is it more than a plan should hold?"""
    return len(words) > MOST_CHARACTERS
