"""A text as words in one spelling: letters, accents, case, abbreviations and numbers made equal."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple
from unicodedata import category, combining, normalize


class Word(NamedTuple):
    """One word in one spelling, and where it stands."""

    text: str
    start: int
    end: int
    #: The same before "Street" and "Saint" became one word.
    long: str


def word_set(words: str) -> frozenset[str]:
    """Some words, written with spaces between them."""
    return frozenset(words.split())


#: Letters of other scripts that look like ours.
_ALIKE = str.maketrans(
    "аеорсхуіѕјкмтвнгԁԛԝһӏαορνικτυχηω",
    "aeopcxyisjkmtbhrdqwhlaopviktyxnw",
)
#: One word for what is written in several ways.
_SAME: Final = {
    short: long
    for long, shorts in {
        "st": "street saint",
        "road": "rd",
        "avenue": "ave av",
        "lane": "ln la",
        "close": "cl",
        "drive": "dr",
        "court": "ct",
        "crescent": "cres",
        "square": "sq",
        "place": "pl",
        "gardens": "gdns",
        "terrace": "terr ter",
        "school": "sch",
        "academy": "acad",
        "college": "coll",
        "primary": "prim",
        "secondary": "sec",
        "house": "hse ho",
        "cottage": "cott",
        "flat": "flt apartment apt",
        "and": "&",
    }.items()
    for short in shorts.split()
}
_UNITS = [
    "zero",
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES: Final = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, start=2)
}
#: Digits as people say them one by one.
SPOKEN: Final = {word: str(value) for word, value in _VALUES.items() if value < 10} | {
    "oh": "0",
    "o": "0",
    "nought": "0",
}

#: What ends the name of a street. A street without one is looked for only with its number.
KINDS_OF_STREET = word_set(
    "st road avenue lane close drive court crescent square place gardens terrace row way walk "
    "hill grove park mews rise view parade green yard"
)
_APOSTROPHES = "'’‘ʼ＇`´"
#: Scripts that put no spaces between words, by their first and last letter: each letter counts
#: as a word. Thai to Lao, Burmese, Khmer, kana, Han.
_WITHOUT_SPACES: Final = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF)),
    *((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)
#: A line that only makes an Arabic word longer to look at.
_TATWEEL = "\u0640"


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in one spelling. Numbers in words become digits, "no. 14" is 14."""
    plain = list(_plain_words(text))
    at = 0
    while at < len(plain):
        number, taken = _number_at(plain, at)
        if taken:
            yield Word(str(number), plain[at].start, plain[at + taken - 1].end, str(number))
            at += taken
            continue
        word = plain[at]
        follows_number = at + 1 < len(plain) and plain[at + 1].text[:1].isdigit()
        if not (word.text in ("no", "nr", "number") and follows_number):
            yield word._replace(text=_SAME.get(word.text, word.text))
        at += 1


def _number_at(words: Sequence[Word], at: int) -> tuple[int, int]:
    """A number in words that begins here, from ten to 999, and how many words it takes; 0 if none.

    Single digits are left: in a phone number each counts for itself.
    """
    texts = [word.text for word in words[at : at + 6]]
    value, taken = 0, 0
    if len(texts) > 1 and texts[1] == "hundred" and 0 < _VALUES.get(texts[0], 0) < 10:
        value, taken = 100 * _VALUES[texts[0]], 2
        if texts[2:3] == ["and"] and texts[3:4] and texts[3] in _VALUES:
            taken = 3
    rest = texts[taken:]
    if rest and rest[0] in _VALUES and (taken or _VALUES[rest[0]] >= 10):
        value, taken = value + _VALUES[rest[0]], taken + 1
        if rest[0] in _TENS and rest[1:2] and 0 < _VALUES.get(rest[1], 0) < 10:
            value, taken = value + _VALUES[rest[1]], taken + 1
    elif not taken and rest and rest[0] in _UNITS[1:10] and _starts_a_street(rest):
        value, taken = _VALUES[rest[0]], 1
    return value, taken


def _starts_a_street(texts: Sequence[str]) -> bool:
    """Is this "eight Quarry Lane"?"""
    return any(_SAME.get(word, word) in KINDS_OF_STREET for word in texts[1:4])


def _plain_words(text: str) -> Iterator[Word]:
    """The words of a text, without accents, unseen signs and apostrophes, in small letters."""
    word, start, end = "", 0, 0
    for place, letter in enumerate(text):
        plain = _plain(letter)
        if plain is None:
            continue
        stands_alone = _stands_alone(plain)
        if word and (stands_alone or not (plain.isalnum() or plain == "&")):
            yield Word(word, start, end, word)
            word = ""
        if stands_alone:
            yield Word(plain, place, place + 1, plain)
        elif plain.isalnum() or plain == "&":
            if not word:
                start = place
            word, end = word + plain, place + 1
    if word:
        yield Word(word, start, end, word)


@cache
def _plain(letter: str) -> str | None:
    """A letter in its plainest form; None for what is not seen or only marks another."""
    if letter in _APOSTROPHES or letter == _TATWEEL:
        return None
    kept = [
        one
        for one in normalize("NFKD", letter)
        if not combining(one) and category(one) not in ("Mn", "Me", "Cf")
    ]
    if not kept:
        return None
    plain = "".join(kept).casefold().translate(_ALIKE)
    return plain if plain.strip() else " "


@cache
def _stands_alone(plain: str) -> bool:
    """Is this a letter of a script without spaces, and so a word by itself?"""
    if not plain[0].isalnum():
        return False
    return any(first <= ord(plain[0]) <= last for first, last in _WITHOUT_SPACES)
