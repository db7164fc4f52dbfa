"""Other people's text made fit for paper: nothing invisible that harms, all of it drawable."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

COVERAGE = Path(__file__).parent / "fonts" / "coverage.txt"
ZERO_WIDTH_SPACE = "\u200b"
ZERO_WIDTH_JOINER = "\u200d"
REPLACEMENT = "\ufffd"
NEW_LINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls have no shape. What forces a direction on the letters after it would reach past the
# quotation marks; marks and isolates, which writers need, stay.
HARMFUL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u206a-\u206f\ufff9-\ufffb]")
# Ogham's space is a line, which no font of ours has.
ODD_SPACES = re.compile("[\t\u1680]")
HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
PLANES = range(0, 0x110000, 0x10000)
NO_CHARACTERS = [*range(0xFDD0, 0xFDF0), *(plane + last for plane in PLANES for last in (-1, -2))]
NO_CHARACTER = re.compile(f"[{''.join(chr(sign) for sign in NO_CHARACTERS if sign > 0)}]")
#: Needs no glyph: joiners, variation selectors, marks of direction, tags.
INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2069"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
#: From this many letters of one script on, naming each would say less than their number.
MANY = 3
#: Languages and scripts written from the right.
RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi", "Arab", "Hebr"}
#: Refuses all that is not plain, when a table that is wrong would keep a document from being made.
EVERYTHING = frozenset({"everything"})
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def clean(text: str) -> str:
    """The text without control characters and broken ones; every kind of new line is one."""
    text = HARMFUL.sub("", NEW_LINES.sub("\n", text))
    text = ODD_SPACES.sub(" ", text)
    text = HALF_A_CHARACTER.sub(REPLACEMENT, text)
    return NO_CHARACTER.sub("", text).strip("\n")


def lines_of(text: str) -> list[list[str]]:
    """The paragraphs of a text (an empty line stands between them), each as its lines."""
    paragraphs = re.split(r"\n[^\S\n]*\n\s*", text)
    return [paragraph.split("\n") for paragraph in paragraphs]


def language_of(tag: str) -> str:
    """The tag where it is one, else nothing."""
    return tag if LANGUAGE.fullmatch(tag) else ""


def is_right_to_left(tag: str) -> bool:
    """Whether a language is written from the right: by the script its tag names, or the usual."""
    first, *rest = tag.split("-")
    scripts = [part for part in rest if len(part) == 4]
    return scripts[0] in RIGHT_TO_LEFT if scripts else first in RIGHT_TO_LEFT


def isolated(text: str) -> str:
    """The text so that its neighbours on the line do not turn it round, nor it them."""
    return f"\u2068{text}\u2069" if text else ""


def direction_of(text: str, wanted: str) -> str:
    """ltr or rtl; "auto" is answered by the first letter that has a direction, else empty."""
    if wanted in {"ltr", "rtl"}:
        return wanted
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind == "L":
            return "ltr"
        if kind in {"R", "AL"}:
            return "rtl"
    return ""


@cache
def families() -> dict[str, frozenset[int]]:
    """The signs that each shipped family of fonts can draw, in the order they are asked."""
    lines = COVERAGE.read_text(encoding="ascii").splitlines()
    named = (line.split(": ") for line in lines)
    return {name: frozenset(_signs(ranges)) for name, ranges in named}


def _signs(ranges: str) -> Iterator[int]:
    for piece in ranges.split():
        first, _, last = piece.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def drawable(text: str, sign: str, refused: frozenset[str] = frozenset()) -> str:
    """The text with what no font can draw named instead; see `Document.sign`.

    Args:
        refused: also named, although our table has them; `EVERYTHING` leaves only plain letters.
    """
    if text.isascii() and (not refused or refused == EVERYTHING):
        return text
    pieces = groupby(_clusters(text), key=lambda one: _script(one, refused))
    drawn = []
    for script, clusters in pieces:
        kept = "".join(clusters)
        drawn.append(_named(kept, script, sign) if script else kept)
    return "".join(drawn)


def _clusters(text: str) -> Iterator[str]:
    """The text in pieces that one font must draw: a sign with what stands on or joins it."""
    cluster = ""
    for sign in text:
        joins = cluster.endswith(ZERO_WIDTH_JOINER) or SKIN.match(sign) or INVISIBLE.match(sign)
        if cluster and (joins or unicodedata.category(sign).startswith("M")):
            cluster += sign
            continue
        if cluster:
            yield cluster
        cluster = sign
    if cluster:
        yield cluster


def _script(cluster: str, refused: frozenset[str]) -> str:
    """Empty when a font has the cluster; else the first word of its name, as a rule its script."""
    is_refused = cluster in refused or (refused == EVERYTHING and not cluster.isascii())
    if not is_refused and _is_drawn(cluster):
        return ""
    return _name(cluster[0]).partition(" ")[0]


@cache
def _is_drawn(cluster: str) -> bool:
    if cluster.isspace():
        return True
    for form in (cluster, unicodedata.normalize("NFC", cluster)):
        signs = {ord(sign) for sign in form if not INVISIBLE.match(sign)}
        if any(signs <= family for family in families().values()):
            return True
    return False


def _named(text: str, script: str, sign: str) -> str:
    names = [_name(one) for one in text if not INVISIBLE.match(one)]
    many = len(names) > MANY
    return sign.replace("{name}", f"{script} × {len(names)}" if many else ", ".join(names))


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}")


def breakable(text: str, longest: int) -> str:
    """The text with places to break words that are longer than a line may be."""
    return re.sub(rf"\S{{{longest},}}", lambda word: _with_breaks(word[0]), text)


def _with_breaks(word: str) -> str:
    return ZERO_WIDTH_SPACE.join(_clusters(word))
