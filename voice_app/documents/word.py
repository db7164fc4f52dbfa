"""A document as DOCX, for word processors and the case systems that take their files."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Written

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
from voice_app.documents.pdf import picture_of
from voice_app.documents.texts import clean, direction_of, is_right_to_left, language_of, lines_of
from voice_app.documents.word_parts import (
    A_DAY,
    FONT,
    add_field,
    box,
    describe,
    name_language,
    one_font,
    repeat_on_each_page,
    speak,
    turn,
    turn_table,
    undated,
)

PAGE_FIELD = re.compile(r"(\{pages?\})")
FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
INK = RGBColor(0x11, 0x11, 0x11)
#: Style: what it is based on when it is ours, points, bold.
STYLES = {
    "Normal": ("", 11, False),
    "Heading 1": ("", 22, True),
    "Heading 2": ("", 14, True),
    "Heading 3": ("", 12, True),
    "Caption": ("", 11, True),
    "Header": ("", 9.5, False),
    "Footer": ("", 9.5, False),
    "Said": ("Quote", 16, True),
    "Said first": ("Quote", 22, True),
    "Source": ("Normal", 9.5, False),
    "Soft": ("Normal", 10, False),
    "Fact": ("Normal", 11, False),
    "Told": ("Normal", 11, False),
}
WIDTH, FACT = Mm(176), Mm(54)


def docx_of(document: Document) -> bytes:
    """The document as a DOCX."""
    writing = Writing(document)
    for block in document.blocks:
        writing.write(block)
    file = BytesIO()
    writing.file.save(file)
    return undated(file)


class Writing:
    """A file while it is written."""

    def __init__(self, source: Document) -> None:
        self.source = source
        self.file = docx.Document()
        self.language = language_of(source.language) or "en-GB"
        self.direction = "rtl" if is_right_to_left(self.language) else ""
        self._name()
        self._set_styles()
        self._set_page()

    def write(self, block: Block) -> None:
        """One block, after those before it."""
        write: Callable[[Any], None] = getattr(self, f"_{type(block).__name__.lower()}")
        write(block)

    def _name(self) -> None:
        properties = self.file.core_properties
        properties.title = clean(self.source.title)
        properties.language = self.language
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.created = properties.modified = A_DAY
        # The library's own template comes with a picture of itself.
        relations = self.file.part.package.rels
        for name in [
            name for name, to in relations.items() if to.reltype == RELATIONSHIP_TYPE.THUMBNAIL
        ]:
            del relations[name]

    def _set_styles(self) -> None:
        styles = self.file.styles
        for name, (base, points, bold) in STYLES.items():
            if base:
                styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[base]
            font = styles[name].font
            font.name, font.size, font.bold, font.italic = FONT, Pt(points), bold, False
            font.color.rgb = INK
            one_font(styles[name], points, bold=bold)
        for spoken in styles.element.iter(qn("w:lang")):
            name_language(spoken, self.language)
        for name in ("Said", "Said first", "Caption"):
            styles[name].paragraph_format.keep_with_next = True
        styles["Fact"].paragraph_format.left_indent = FACT
        styles["Fact"].paragraph_format.first_line_indent = -FACT
        box(styles["Told"])
        self.styles = {name: styles[name] for name in STYLES}

    def _set_page(self) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(17)
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
        for style in (self.styles["Header"], self.styles["Footer"]):
            stops = style.paragraph_format.tab_stops
            stops.clear_all()
            stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
        for paragraph in (header, footer):
            self._aim(paragraph, self.direction)
        self._put(header, f"{line(self.source.head_start)}\t{line(self.source.head_end)}")
        self._put(footer, f"{line(self.source.foot)}\t")
        for piece in PAGE_FIELD.split(line(self.source.page_of)):
            add_field(footer, FIELDS[piece]) if piece in FIELDS else self._put(footer, piece)

    def _aim(self, paragraph: Written, direction: str) -> None:
        if (direction or self.direction) == "rtl":
            turn(paragraph)

    def _new(self, style: str) -> Written:
        # By its id: looking it up by name takes most of the time of a long document.
        paragraph = self.file.add_paragraph()
        paragraph._p.style = self.styles[style].style_id  # noqa: SLF001
        return paragraph

    def _put(
        self,
        paragraph: Written,
        text: str,
        *,
        tag: str = "",
        direction: str = "",
        bold: bool = False,
    ) -> None:
        """A text in its language and direction at the end of a paragraph, its lines kept."""
        run = paragraph.add_run(text)
        if bold:
            run.bold = run.font.cs_bold = True
        if (direction or direction_of(text, "auto") or self.direction) == "rtl":
            run.font.rtl = True
        if tag:
            speak(run, tag)

    def _passage(
        self,
        new: Callable[[], Written],
        text: str,
        language: str = "",
        direction: str = "auto",
        *,
        quote: bool = False,
        bold: bool = False,
    ) -> None:
        """A text in as many new paragraphs as it has; quoted, all of it in one pair of marks."""
        text = clean(text)
        direction, tag = direction_of(text, direction), language_of(language)
        pieces = lines_of(f"“{text}”" if quote else text)
        for lines in pieces:
            paragraph = new()
            self._aim(paragraph, direction)
            self._put(paragraph, "\n".join(lines), tag=tag, direction=direction, bold=bold)

    def _heading(self, block: Heading) -> None:
        self._passage(lambda: self._new(f"Heading {block.level}"), line(block.text))

    def _paragraph(self, block: Paragraph) -> None:
        self._passage(lambda: self._new("Soft" if block.is_soft else "Normal"), block.text)

    def _said(self, block: Said) -> None:
        style = "Said first" if block.is_first else "Said"
        new = lambda: self._new(style)  # noqa: E731
        self._passage(new, block.words, block.language, block.direction, quote=True)
        if block.source:
            self._passage(lambda: self._new("Source"), line(block.source))

    def _told(self, block: Told) -> None:
        name = self._new("Told")
        name.paragraph_format.keep_with_next = True
        self._aim(name, "")
        self._put(name, line(block.who), bold=True)
        self._put(name, f"  {line(block.line)}")
        self._passage(lambda: self._new("Told"), block.words, block.language, block.direction)
        # Boxes that touch become one; each is one person's.
        self._new("Soft")

    def _facts(self, block: Facts) -> None:
        for name, value in block.rows:
            paragraph = self._new("Fact")
            self._aim(paragraph, "")
            self._put(paragraph, f"{line(name)}\t", bold=True)
            self._put(paragraph, line(value))

    def _table(self, block: Table) -> None:
        if block.caption:
            self._passage(lambda: self._new("Caption"), line(block.caption))
        self._ruled(block.header, block.rows)

    def _chart(self, block: Chart) -> None:
        self._passage(lambda: self._new("Caption"), line(block.title))
        picture = self.file.add_picture(BytesIO(picture_of(block, self.source)), width=WIDTH)
        describe(picture, line(block.alt))
        self.file.paragraphs[-1].paragraph_format.keep_with_next = True
        header, *rows = block.as_table()
        self._ruled(tuple(header), tuple(tuple(map(Cell, row)) for row in rows))

    def _ruled(self, header: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> None:
        """A table whose header stands again on each page."""
        table = self.file.add_table(rows=1, cols=len(header), style="Table Grid")
        repeat_on_each_page(table.rows[0])
        if self.direction == "rtl":
            turn_table(table)
        names = tuple(Cell(line(name), is_strong=True) for name in header)
        for number, row in enumerate((names, *rows)):
            places = table.add_row().cells if number else table.rows[0].cells
            for place, cell in zip(places, row, strict=True):
                self._cell(place, cell)
        self._new("Soft")

    def _cell(self, place: Any, cell: Cell) -> None:
        empty = [place.paragraphs[0]]
        self._passage(
            lambda: empty.pop() if empty else place.add_paragraph(),
            cell.text,
            cell.language,
            cell.direction,
            quote=cell.is_quote,
            bold=cell.is_strong or cell.is_quote or bool(cell.state),
        )

    def _pagebreak(self, block: PageBreak) -> None:
        self._new("Normal").add_run().add_break(WD_BREAK.PAGE)


def line(text: str) -> str:
    """A text on one line."""
    return " ".join(clean(text).split("\n"))
