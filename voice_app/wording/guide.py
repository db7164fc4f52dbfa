"""Words that harm, why, and better ones: looked for in what adults write, and only suggested.

The guide is a table of English words that the service may edit (`data/guide.csv`), so it is not
translated. `words` lists ways of saying the same, with `|` between them. In each, `a/b` stands
for either word and `*` for any ending. Sources by letter: CE early sheets on exploitation, CU
Cardiff University, NS NSPCC Learning, DU Durham, TA TACT, BR Bromley, SU and SA young people of
Surrey and Sandwell, WP a summary of TACT, LM Language Matters, CS The Children's Society, SE the
founding procedure, K general knowledge. Last reconciled: November 2026.
"""

import csv
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: Quotation marks that open and close: what stands between them is somebody's own words. One that
#: opens anew leaves the one before it unclosed, so it quotes nothing.
_QUOTED = re.compile(
    r"“[^“”]*”|\"[^\"\n]*\"|(?<!\w)‘(?:[^‘’]|’(?=\w))*’(?!\w)|(?<!\w)'[^'\n]*'(?!\w)"
)


@dataclass(frozen=True)
class Row:
    """One row of the guide. `better` says `<name>` where the child's name belongs."""

    words: str
    why: str
    better: str
    source: str

    def better_for(self, name: str) -> str:
        """The better line, about one child."""
        return self.better.replace("<name>", name)


@dataclass(frozen=True)
class Hit:
    """Words of a row in a text; `start` and `end` count the letters of the text."""

    row: Row
    start: int
    end: int


def hits(text: str) -> list[Hit]:
    """Every place in a text for which the guide has better words, in the order of the text.

    What stands in quotation marks is left alone: it is what somebody said. Where several rows
    meet in one place, the longest is told.
    """
    quotes = [quote.span() for quote in _QUOTED.finditer(text)]
    found = [
        Hit(row, match.start(), match.end())
        for row, pattern in _rows()
        for match in pattern.finditer(text.replace("’", "'"))
        if not _is_quoted(match.start(), match.end(), quotes)
    ]
    found.sort(key=lambda hit: (hit.start, -hit.end))
    return list(_apart(found))


def _is_quoted(start: int, end: int, quotes: Sequence[tuple[int, int]]) -> bool:
    """Do these letters meet a quotation? `quotes` stand in the order of the text, apart."""
    last = bisect_left(quotes, (end, 0)) - 1
    return last >= 0 and quotes[last][1] > start


@dataclass(frozen=True)
class Suggestion:
    """Words in some text, why they harm, and a better line, which says `<name>` for the child."""

    words: str
    why: str
    better: str


def suggestions(texts: Iterable[str]) -> tuple[Suggestion, ...]:
    """What the guide suggests for some texts, each of the same words once."""
    found: dict[str, Suggestion] = {}
    for text in texts:
        for hit in hits(text):
            words = text[hit.start : hit.end]
            found.setdefault(words.casefold(), Suggestion(words, hit.row.why, hit.row.better))
    return tuple(found.values())


def rows() -> list[Row]:
    """The whole guide, as a service reads it."""
    return [row for row, _pattern in _rows()]


@cache
def _rows() -> list[tuple[Row, re.Pattern[str]]]:
    text = (files("voice_app.wording") / "data" / "guide.csv").read_text("utf-8")
    found = [Row(**fields) for fields in csv.DictReader(text.splitlines())]
    return [(row, _pattern(row.words)) for row in found]


def _pattern(words: str) -> re.Pattern[str]:
    ways = "|".join(_way(way) for way in words.split("|"))
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)", re.IGNORECASE)


def _way(way: str) -> str:
    return r"[\s\-‐‑]+".join(_either(one) for one in re.split(r"[\s\-]+", way.strip()))


def _either(words: str) -> str:
    ways = (re.escape(word).replace(r"\*", r"\w*") for word in words.split("/"))
    return "(?:" + "|".join(ways) + ")"


def _apart(found: list[Hit]) -> Iterator[Hit]:
    end = 0
    for hit in found:
        if hit.start >= end:
            yield hit
            end = hit.end
