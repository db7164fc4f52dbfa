"""Protected facts in a text, however they are written: where a child is, and by whom.

A text and a fact are broken into words and brought to one spelling: letters of any width and
script that look alike, accents, case, signs that no screen shows, "St" and "Street", "fourteen"
and "14". What stands in the text is then compared with every way in which the fact can be told:
an address by its postcode alone, a school without the word "school", a person by one name.
Whoever wants to write a fact past this can; it is there for what slips in by mistake.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple
from unicodedata import category, combining, normalize


class FactKind(StrEnum):
    """What must not leave by mistake."""

    ADDRESS = "address"
    SCHOOL = "school"
    PLACEMENT = "placement"
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True)
class Fact:
    """Something that must not leave. `id` is handed back with each hit."""

    kind: FactKind
    value: str
    id: str = ""


@dataclass(frozen=True)
class Hit:
    """A fact in a text; `start` and `end` count the letters of the text as it was given."""

    fact: Fact
    start: int
    end: int


class _Word(NamedTuple):
    """One word in one spelling, and where it stands."""

    text: str
    start: int
    end: int
    #: The same before "Street" and "Saint" became one word.
    long: str


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LOOK_LIKE_DIGITS: Final = str.maketrans("0134578", "oleastb")

#: How a word may be spelled, from strict to loose; a fact is found if one of them finds it.
_SPELLINGS: Final[tuple[Callable[[_Word], str], ...]] = (
    lambda word: word.text,
    # "S a i n t".
    lambda word: word.long,
    # "St Winnow's", "St Winnows".
    lambda word: word.text.rstrip("s") if len(word.text) > 3 else word.text,
    # "N0rthb3ck".
    lambda word: word.text.translate(_LOOK_LIKE_DIGITS),
)
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
_SPOKEN: Final = {word: str(value) for word, value in _VALUES.items() if value < 10} | {
    "oh": "0",
    "o": "0",
    "nought": "0",
}

#: What a school is called besides its name; alone it tells nothing.
_KINDS_OF_SCHOOL = _set(
    "academy school primary secondary high infant infants junior college grammar nursery "
    "community catholic church of england ce rc c e voluntary aided"
)
#: What a home is called besides its name.
_KINDS_OF_HOME = _set("house home cottage lodge hall court villa farm unit")
#: What ends the name of a street. A street without one is looked for only with its number.
_KINDS_OF_STREET = _set(
    "st road avenue lane close drive court crescent square place gardens terrace row way walk "
    "hill grove park mews rise view parade green yard"
)
#: Shorter than this (letters), a name without its kind is a word like any other: "Brook".
_TELLING = 6
#: What is shorter than this (letters) tells nobody anything, a first name too.
_SHORTEST = 3

_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
_APOSTROPHES = "'’‘ʼ＇`´"
#: What may stand between the digits of a phone number.
_BETWEEN_DIGITS = re.compile(r"[\s.\-/()+,‐‑–]{1,4}")


def found(text: str, facts: Sequence[Fact]) -> list[Hit]:
    """Every protected fact in a text, in the order of the text; the longest way of each place.

    A text of 30,000 words and thirty facts take about half a second. Nothing of either is kept
    or logged.
    """
    words = list(_words(text))
    hits = [
        *_phones(words, text, [fact for fact in facts if fact.kind is FactKind.PHONE]),
        *_told(words, text, [fact for fact in facts if fact.kind is not FactKind.PHONE]),
    ]
    return _longest(hits)


def _told(words: Sequence[_Word], text: str, facts: Iterable[Fact]) -> Iterator[Hit]:
    """Facts told in words. Words are put together before they are compared: "Jo Anne", "Joanne"."""
    ways = [(fact, way) for fact in facts for way in _ways(fact)]
    for spell in _SPELLINGS:
        sought: dict[str, list[Fact]] = {}
        beginnings: set[str] = set()
        for fact, way in ways:
            whole = "".join(map(spell, way))
            sought.setdefault(whole, []).append(fact)
            beginnings.update(whole[:end] for end in range(1, len(whole) + 1))
        spelled = [spell(word) for word in words]
        for first in range(len(words)):
            together = ""
            for last in range(first, len(words)):
                together += spelled[last]
                if together not in beginnings:
                    break
                for fact in sought.get(together, ()):
                    hit = Hit(fact, words[first].start, words[last].end)
                    if not _is_everyday(hit, text):
                        yield hit


def _ways(fact: Fact) -> list[list[_Word]]:
    """The ways in which a fact can be told, each as its words; none that says nothing."""
    whole = list(_words(fact.value))
    return [way for way in _all_ways(fact, whole) if _length(way) >= _SHORTEST] if whole else []


def _all_ways(fact: Fact, whole: list[_Word]) -> list[list[_Word]]:
    if fact.kind is FactKind.NAME:
        parts = [[word] for word in whole]
        # "Smythe-Lund" is one name as well as two.
        return [whole, *parts, *(list(_words(part)) for part in fact.value.split())]
    if fact.kind is FactKind.SCHOOL:
        return [whole, *_without(whole, _KINDS_OF_SCHOOL)]
    if fact.kind is FactKind.PLACEMENT:
        return [whole, *_without(whole, _KINDS_OF_HOME)]
    return [whole, *_parts_of_address(fact.value)]


def _without(whole: list[_Word], kinds: frozenset[str]) -> list[list[_Word]]:
    """A name without "The" before it, and without what it is."""
    bare = whole[1:] if whole[0].text == "the" else whole
    name = [word for word in bare if word.text not in kinds]
    return [way for way in (bare, name) if _length(way) >= _TELLING]


def _length(way: Iterable[_Word]) -> int:
    return sum(len(word.text) for word in way)


def _parts_of_address(value: str) -> Iterator[list[_Word]]:
    """The postcode, the house with its street, and the street by itself."""
    for postcode in _POSTCODE.findall(value):
        yield list(_words(postcode))
    lines = [list(_words(line)) for line in re.split(r"[,;\n]", value)]
    lines = [line for line in lines if line]
    for place, line in enumerate(lines[:2]):
        street = line[1:] if line[0].text[:1].isdigit() else line
        if line[-1].text in _KINDS_OF_STREET or (place == 0 and street is line):
            yield line
            if _length(street) >= _TELLING:
                yield street
        if street is not line:
            yield line


def _phones(words: Sequence[_Word], text: str, facts: Iterable[Fact]) -> Iterator[Hit]:
    """Phone numbers by their digits, whatever stands between them, with or without +44."""
    sought = {_national(_digits_of(fact.value)): fact for fact in facts}
    sought = {number: fact for number, fact in sought.items() if len(number) >= _TELLING}
    if not sought:
        return
    for digits, places in _runs_of_digits(words, text):
        for number, fact in sought.items():
            at = digits.find(number)
            while at >= 0:
                yield Hit(fact, places[at][0], places[at + len(number) - 1][1])
                at = digits.find(number, at + 1)


def _runs_of_digits(
    words: Sequence[_Word], text: str
) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Digits that stand together, each with where it stands; said digits too ("oh seven")."""
    digits, places, before = "", list[tuple[int, int]](), 0
    for word in words:
        said = word.text if word.text.isdigit() else _SPOKEN.get(word.text, "")
        is_near = bool(digits) and _BETWEEN_DIGITS.fullmatch(text[before : word.start])
        if digits and not (said and is_near):
            yield digits, places
            digits, places = "", []
        if said:
            digits += said
            places += [(word.start, word.end)] * len(said)
        before = word.end
    if digits:
        yield digits, places


def _digits_of(value: str) -> str:
    return "".join(word.text for word in _words(value) if word.text.isdigit())


def _national(digits: str) -> str:
    """A number as it is within the country, without the nought before it."""
    for abroad in ("0044", "44"):
        if digits.startswith(abroad) and len(digits) > len(abroad) + 8:
            digits = digits.removeprefix(abroad)
            break
    return digits.lstrip("0")


def _words(text: str) -> Iterator[_Word]:
    """The words of a text in one spelling. Numbers in words become digits, "no. 14" is 14."""
    plain = list(_plain_words(text))
    at = 0
    while at < len(plain):
        number, taken = _number_at(plain, at)
        if taken:
            yield _Word(str(number), plain[at].start, plain[at + taken - 1].end, str(number))
            at += taken
            continue
        word = plain[at]
        follows_number = at + 1 < len(plain) and plain[at + 1].text[:1].isdigit()
        if not (word.text in ("no", "nr", "number") and follows_number):
            yield word._replace(text=_SAME.get(word.text, word.text))
        at += 1


def _number_at(words: Sequence[_Word], at: int) -> tuple[int, int]:
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
    return any(_SAME.get(word, word) in _KINDS_OF_STREET for word in texts[1:4])


def _plain_words(text: str) -> Iterator[_Word]:
    """The words of a text, without accents, unseen signs and apostrophes, in small letters."""
    word, start, end = "", 0, 0
    for place, letter in enumerate(text):
        plain = _plain(letter)
        if plain is None:
            continue
        if plain.isalnum() or plain == "&":
            if not word:
                start = place
            word, end = word + plain, place + 1
        elif word:
            yield _Word(word, start, end, word)
            word = ""
    if word:
        yield _Word(word, start, end, word)


@cache
def _plain(letter: str) -> str | None:
    """A letter in its plainest form; None for what is not seen or only marks another."""
    if letter in _APOSTROPHES:
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
def _everyday() -> frozenset[str]:
    """Names that are words as well: "will", "may", "rose"."""
    lines = (files("voice_app.wording") / "data" / "everyday_names.txt").read_text("utf-8")
    return frozenset(lines.split())


def _is_everyday(hit: Hit, text: str) -> bool:
    """Is this a word and not a name: "will" with a small letter?"""
    if hit.fact.kind is not FactKind.NAME:
        return False
    words = text[hit.start : hit.end]
    return words.casefold() in _everyday() and words[:1].islower()


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in their order, without those that lie within another of the same fact."""
    kept: list[Hit] = []
    newest: Mapping[Fact, Hit] = {}
    for hit in sorted(set(hits), key=lambda one: (one.start, -one.end)):
        before = newest.get(hit.fact)
        if before is None or hit.end > before.end:
            kept.append(hit)
            newest = {**newest, hit.fact: hit}
    return kept
