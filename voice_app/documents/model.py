"""What a document says, in order, before anybody thinks about pages.

Every text here is printed as it is: nothing in it is read as markup.
"""

from dataclasses import dataclass

#: More columns than these do not fit side by side.
WIDEST = 9


@dataclass(frozen=True)
class Heading:
    """A heading; the first block of a document is its only one of level 1, then 2 and 3."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A sentence of ours; soft ones are smaller and lighter."""

    text: str
    is_soft: bool = False


@dataclass(frozen=True)
class Said:
    """The young person's own words: no box, in quotation marks that are put there when printing.

    `language` is a BCP 47 tag, or empty when nobody knows; `direction` is ltr, rtl or auto;
    `source` is the line below ("4 June. Typed by Amina"). What is said first is the largest.
    """

    words: str
    language: str
    direction: str
    source: str
    is_first: bool = False


@dataclass(frozen=True)
class Told:
    """What an adult wrote: smaller, in an outlined box, under a name and a line ("12 June")."""

    who: str
    line: str
    words: str
    language: str = ""
    direction: str = "auto"


@dataclass(frozen=True)
class Facts:
    """Names and values side by side."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a table. `state` draws the shape of a wish's state before its word."""

    text: str
    is_strong: bool = False
    state: str = ""
    language: str = ""
    direction: str = "auto"
    is_quote: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose header stands again on each page it reaches."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        """Refuse what would shift under the wrong header."""
        if not self.header or any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("a row has one cell for each name in the header")


@dataclass(frozen=True)
class Chart:
    """Feelings by week: each row has one value a week, 0 (nothing) to 3 (the largest dot).

    `alt` says the same in words. The table below the picture has the values themselves, or
    what `in_words` says instead of each.
    """

    title: str
    alt: str
    weeks: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    in_words: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what would shift under the wrong week."""
        if any(len(values) != len(self.weeks) for _, values in self.rows):
            raise ValueError("a row has one value for each week")

    def as_table(self) -> list[list[str]]:
        """The values with their names, a header first; many weeks stand below each other."""
        header = ["", *self.weeks]
        table = [header, *self._named_rows()]
        is_wide = len(header) > WIDEST
        return [list(column) for column in zip(*table, strict=False)] if is_wide else table

    def _named_rows(self) -> list[list[str]]:
        said = self.in_words or tuple(tuple(map(str, values)) for _name, values in self.rows)
        return [[name, *words] for (name, _values), words in zip(self.rows, said, strict=True)]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Said | Told | Facts | Table | Chart | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole document.

    Args:
        title: what a reader's program calls it; neutral, since file lists show it.
        language: a BCP 47 tag ("en-GB").
        head_start, head_end: the two ends of the line above each page.
        foot: the line below each page; `page_of` stands at its other end, with {page} and {pages}.
        sign: stands for what no font can draw, with {name}: the sign's own name in capitals.
    """

    title: str
    language: str
    head_start: str
    head_end: str
    foot: str
    page_of: str
    blocks: tuple[Block, ...]
    sign: str = "[sign: {name}]"
