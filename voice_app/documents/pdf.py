"""A document as a tagged PDF: shaped here, set by Typst in `page.typ`."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import typst

from voice_app.documents.model import (
    Block,
    Cell,
    Chart,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Said,
    Table,
    Told,
)
from voice_app.documents.texts import (
    EVERYTHING,
    breakable,
    clean,
    direction_of,
    drawable,
    families,
    is_right_to_left,
    isolated,
    language_of,
    lines_of,
)

HERE = Path(__file__).parent
STATES = {"not_answered", "looked_at", "yes", "partly", "not_now", "no"}
#: What our table of fonts did not know: Typst says which text it could not draw.
COULD_NOT = re.compile(r'the text `?"(.+?)"`? could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
TRIES = 4
#: The longest word, in letters, that surely fits: on a whole line, in the largest words, and the
#: room that the columns of a table share.
WHOLE_LINE, LARGEST, SHARED = 48, 24, 48
#: Letters up to which the ends of lines are chosen with care.
SHORT = 1000

Json = dict[str, Any]


def pdf_of(document: Document) -> bytes:
    """The document as PDF/UA-1.

    Raises:
        TypstError: it cannot be made, for example because its first heading is missing.
    """
    refused: frozenset[str] = frozenset()
    for _ in range(TRIES):
        try:
            return _set(Shaping(document, refused).document(), pdf_standards=["ua-1"])
        except typst.TypstError as error:
            found = frozenset(map(_unescaped, COULD_NOT.findall(error.diagnostic)))
            if not found:
                raise
            refused |= found
    return _set(Shaping(document, EVERYTHING).document(), pdf_standards=["ua-1"])


def _unescaped(quoted: str) -> str:
    """The text itself, where Typst says invisible signs by their number."""
    return ESCAPED.sub(lambda number: chr(int(number[1], 16)), quoted)


def _set(shaped: Json, **wanted: Any) -> bytes:
    return cast(
        "bytes",
        typst.compile(
            HERE / "page.typ",
            root=HERE,
            font_paths=[HERE / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(shaped)},
            **wanted,
        ),
    )


def picture_of(chart: Chart, document: Document) -> bytes:
    """The dots of a chart alone, as a PNG, for files that cannot draw."""
    shaping = Shaping(replace(document, blocks=(chart,)))
    return _set({**shaping.document(), "is_picture": True}, format="png", ppi=150)


class Shaping:
    """A document's texts, cleaned and divided into what `page.typ` asks for."""

    def __init__(self, document: Document, refused: frozenset[str] = frozenset()) -> None:
        self.source = document
        self.refused = refused

    def document(self) -> Json:
        """The whole of it."""
        source = self.source
        furniture = ("title", "head_start", "head_end", "foot", "page_of")
        return {
            **{name: self.line(getattr(source, name)) for name in furniture},
            "language": _language(source.language) or {"lang": "en", "region": None},
            "fonts": list(families()),
            "right_to_left": is_right_to_left(source.language),
            "is_picture": False,
            "blocks": [self.block(block) for block in source.blocks if not _is_empty(block)],
        }

    def line(self, text: str, longest: int = WHOLE_LINE) -> str:
        """A text on one line."""
        return breakable(self._drawn(" ".join(clean(text).split("\n"))), longest)

    def passage(self, text: str, language: str, direction: str, longest: int = WHOLE_LINE) -> Json:
        """A text in its own language and direction, in paragraphs."""
        text = clean(text)
        return {
            **_language(language_of(language)),
            "dir": direction_of(text, direction),
            "paragraphs": lines_of(breakable(self._drawn(text), longest)),
        }

    def _drawn(self, text: str) -> str:
        return drawable(text, self.source.sign, self.refused)

    def block(self, block: Block) -> Json:
        """One block, with its kind."""
        shape: Callable[[Any], Json] = getattr(self, f"_{type(block).__name__.lower()}")
        return {"kind": type(block).__name__, **shape(block)}

    def _heading(self, block: Heading) -> Json:
        return {"text": self.line(block.text, LARGEST), "level": block.level}

    def _paragraph(self, block: Paragraph) -> Json:
        return {"words": self.passage(block.text, "", "auto"), "soft": block.is_soft}

    def _said(self, block: Said) -> Json:
        words = self.passage(block.words, block.language, block.direction, LARGEST)
        source, short = self.line(block.source), len(block.words) < SHORT
        return {"words": words, "source": source, "first": block.is_first, "short": short}

    def _told(self, block: Told) -> Json:
        words = self.passage(block.words, block.language, block.direction)
        who, line = self.line(block.who), self.line(block.line)
        # A name and a day beside each other, in an Arabic document often of two scripts.
        if is_right_to_left(self.source.language):
            who, line = isolated(who), isolated(line)
        return {"who": who, "line": line, "words": words}

    def _facts(self, block: Facts) -> Json:
        return {"rows": [[self.line(name, 16), self.line(value)] for name, value in block.rows]}

    def _table(self, block: Table) -> Json:
        longest = max(8, SHARED // max(1, len(block.header)))
        rows = [[self._cell(cell, longest) for cell in row] for row in block.rows]
        return {
            "caption": self.line(block.caption),
            "header": [self.line(name, longest) for name in block.header],
            "widths": _widths(block),
            "rows": rows,
        }

    def _cell(self, cell: Cell, longest: int) -> Json:
        return {
            "words": self.passage(cell.text, cell.language, cell.direction, longest),
            "strong": cell.is_strong,
            "quote": cell.is_quote,
            "state": cell.state if cell.state in STATES else "",
        }

    def _chart(self, block: Chart) -> Json:
        return {
            "title": self.line(block.title),
            "alt": self.line(block.alt or block.title or "…"),
            "weeks": [self.line(week, 12) for week in block.weeks],
            "rows": [[self.line(name, 16), list(values)] for name, values in block.rows],
            "table": [[self.line(text, 8) for text in row] for row in block.as_table()],
        }

    def _pagebreak(self, block: PageBreak) -> Json:
        return {}


def _is_empty(block: Block) -> bool:
    """A heading without words, which no reader's list of headings may hold."""
    return isinstance(block, Heading) and not clean(block.text).strip()


def _language(tag: str) -> Json:
    """A tag as Typst wants it; a language nobody knows stays the document's."""
    if not tag:
        return {}
    parts = tag.split("-")
    regions = [part.upper() for part in parts[1:] if len(part) == 2 and part.isalpha()]
    return {"lang": parts[0].lower(), "region": regions[0] if regions else None}


def _widths(table: Table) -> list[int]:
    """How wide the columns are to each other: by their longest text, within reason."""
    columns = [[_width(cell) for cell in column] for column in zip(*table.rows, strict=False)]
    longest = [max(column, default=0) for column in columns] + [0] * len(table.header)
    named = zip(table.header, longest, strict=False)
    return [min(42, max(12, len(name), length)) for name, length in named]


def _width(cell: Cell) -> int:
    """In letters; bold ones are wider, and a shape stands before its word."""
    is_bold = cell.is_strong or cell.is_quote or cell.state
    return len(cell.text) + (len(cell.text) // 6 + 2 if is_bold else 2) + (4 if cell.state else 0)
