"""Protected facts in a text, however they are written: where a child is, and by whom.

A text and a fact are broken into words and brought to one spelling: letters of any width and
script that look alike, accents, case, signs that no screen shows, "St" and "Street", "fourteen"
and "14". What stands in the text is then compared with every way in which the fact can be told:
an address by its postcode alone, a school without the word "school", a person by one name.
Whoever wants to write a fact past this can; it is there for what slips in by mistake.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from voice_app.wording.spelling import KINDS_OF_STREET, SPOKEN, Word, word_set, words_of


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


_LOOK_LIKE_DIGITS: Final = str.maketrans("0134578", "oleastb")

#: How a word may be spelled, from strict to loose; a fact is found if one of them finds it.
_SPELLINGS: Final[tuple[Callable[[Word], str], ...]] = (
    lambda word: word.text,
    # "S a i n t".
    lambda word: word.long,
    # "St Winnow's", "St Winnows".
    lambda word: word.text.rstrip("s") if len(word.text) > 3 else word.text,
    # "N0rthb3ck".
    lambda word: word.text.translate(_LOOK_LIKE_DIGITS),
)
#: What a school is called besides its name; alone it tells nothing.
_KINDS_OF_SCHOOL = word_set(
    "academy school primary secondary high infant infants junior college grammar nursery "
    "community catholic church of england ce rc c e voluntary aided"
)
#: What a home is called besides its name.
_KINDS_OF_HOME = word_set("house home cottage lodge hall court villa farm unit")
#: Shorter than this (letters), a name without its kind is a word like any other: "Brook".
_TELLING = 6
#: What is shorter than this (letters) tells nobody anything, but for a name.
_SHORTEST = 3
#: A name may be as short as this, "Jo" or "李明"; one that can have a capital counts with it only.
_SHORTEST_NAME = 2
#: Too often at the beginning of a sentence to be looked for as one name of several: "An", "Do".
_SHORT_WORDS = word_set(
    "am an as at be by do go he hi if in is it me my no of oh ok on or so to up us we"
)
_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
#: What may stand between the digits of a phone number.
_BETWEEN_DIGITS = re.compile(r"[\s.\-/()+,‐‑–]{1,4}")


def found(text: str, facts: Sequence[Fact]) -> list[Hit]:
    """Every protected fact in a text, in the order of the text; the longest way of each place.

    A text of 30,000 words and thirty facts take about half a second. Nothing of either is kept
    or logged.
    """
    words = list(words_of(text))
    hits = {
        *_phones(words, text, [fact for fact in facts if fact.kind is FactKind.PHONE]),
        *_told(words, text, [fact for fact in facts if fact.kind is not FactKind.PHONE]),
    }
    return _longest(hits)


def can_be_found(fact: Fact) -> bool:
    """Is there enough of a fact to look for? "J" or "7" tells nobody anything."""
    if fact.kind is FactKind.PHONE:
        return len(_national(_digits_of(fact.value))) >= _TELLING
    return bool(_ways(fact))


def _told(words: Sequence[Word], text: str, facts: Iterable[Fact]) -> Iterator[Hit]:
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


def _ways(fact: Fact) -> list[list[Word]]:
    """The ways in which a fact can be told, each as its words; none that says nothing."""
    whole = list(words_of(fact.value))
    return [way for way in _all_ways(fact, whole) if _tells(fact, way, whole)] if whole else []


def _tells(fact: Fact, way: list[Word], whole: list[Word]) -> bool:
    """Is this way long enough to tell somebody something?"""
    if fact.kind is not FactKind.NAME:
        return _length(way) >= _SHORTEST
    is_word = way != whole and "".join(word.text for word in way) in _SHORT_WORDS
    return _length(way) >= _SHORTEST_NAME and not is_word


def _all_ways(fact: Fact, whole: list[Word]) -> list[list[Word]]:
    if fact.kind is FactKind.NAME:
        parts = [[word] for word in whole]
        # "Smythe-Lund" is one name as well as two.
        return [whole, *parts, *(list(words_of(part)) for part in fact.value.split())]
    if fact.kind is FactKind.SCHOOL:
        return [whole, *_without(whole, _KINDS_OF_SCHOOL)]
    if fact.kind is FactKind.PLACEMENT:
        return [whole, *_without(whole, _KINDS_OF_HOME)]
    return [whole, *_parts_of_address(fact.value)]


def _without(whole: list[Word], kinds: frozenset[str]) -> list[list[Word]]:
    """A name without "The" before it, and without what it is."""
    bare = whole[1:] if whole[0].text == "the" else whole
    name = [word for word in bare if word.text not in kinds]
    return [way for way in (bare, name) if _length(way) >= _TELLING]


def _length(way: Iterable[Word]) -> int:
    return sum(len(word.text) for word in way)


def _parts_of_address(value: str) -> Iterator[list[Word]]:
    """The postcode, the house with its street, and the street by itself."""
    for postcode in _POSTCODE.findall(value):
        yield list(words_of(postcode))
    lines = [list(words_of(line)) for line in re.split(r"[,;\n]", value)]
    lines = [line for line in lines if line]
    for place, line in enumerate(lines[:2]):
        street = line[1:] if line[0].text[:1].isdigit() else line
        if line[-1].text in KINDS_OF_STREET or (place == 0 and street is line):
            yield line
            if _length(street) >= _TELLING:
                yield street
        if street is not line:
            yield line


def _phones(words: Sequence[Word], text: str, facts: Iterable[Fact]) -> Iterator[Hit]:
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
    words: Sequence[Word], text: str
) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Digits that stand together, each with where it stands; said digits too ("oh seven")."""
    digits, places, before = "", list[tuple[int, int]](), 0
    for word in words:
        said = word.text if word.text.isdigit() else SPOKEN.get(word.text, "")
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
    return "".join(word.text for word in words_of(value) if word.text.isdigit())


def _national(digits: str) -> str:
    """A number as it is within the country, without the nought before it."""
    for abroad in ("0044", "44"):
        if digits.startswith(abroad) and len(digits) > len(abroad) + 8:
            digits = digits.removeprefix(abroad)
            break
    return digits.lstrip("0")


@cache
def _everyday() -> frozenset[str]:
    """Names that are words as well: "will", "may", "rose"."""
    lines = (files("voice_app.wording") / "data" / "everyday_names.txt").read_text("utf-8")
    return frozenset(lines.split())


def _is_everyday(hit: Hit, text: str) -> bool:
    """Is this a word and not a name: "will" with a small letter or "jo"?"""
    if hit.fact.kind is not FactKind.NAME:
        return False
    words = text[hit.start : hit.end]
    is_short = hit.end - hit.start < _SHORTEST
    return words[:1].islower() and (is_short or words.casefold() in _everyday())


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in their order, without those that lie within another of the same fact."""
    kept: list[Hit] = []
    newest: dict[Fact, Hit] = {}
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        before = newest.get(hit.fact)
        if before is None or hit.end > before.end:
            kept.append(hit)
            newest[hit.fact] = hit
    return kept
