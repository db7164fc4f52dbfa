"""Is anything written, or is there only what nobody can see?"""

#: Letters that no screen shows: Unicode's "default ignorable" ones, and the blank of braille.
UNSEEN = frozenset(
    letter
    for first, last in (
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x2800, 0x2800),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFFB),
        (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    )
    for letter in map(chr, range(first, last + 1))
)
#: Pages show a sign in the place of this one, so it is seen.
NUL = "\0"


def are_written(words: str | None) -> bool:
    """Is there at least one letter that can be seen? It says nothing of the others."""
    return any(_is_seen(letter) for letter in words or "")


def _is_seen(letter: str) -> bool:
    is_control = letter < " " or "\x7f" <= letter <= "\x9f"
    return letter == NUL or not (is_control or letter.isspace() or letter in UNSEEN)
