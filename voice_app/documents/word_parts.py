"""What the library for DOCX leaves to those who use it: languages, directions, boxes, fields."""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

#: Every file carries this day: when a document was made is written in it, where it matters.
A_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zone
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
FONT = "Arial"
# The order in which the format wants what describes a paragraph, from the box on.
AFTER_BOX = "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
AFTER_BIDI = "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc outlineLvl"
AFTER_BIDI += " rPr sectPr"


def speak(run: Any, tag: str) -> None:
    """Say in which language a run is, whatever script it is written in."""
    spoken = OxmlElement("w:lang")
    name_language(spoken, tag)
    run._element.get_or_add_rPr().append(spoken)  # noqa: SLF001


def name_language(element: Any, tag: str) -> None:
    """The language for words of every script; the format asks for each separately."""
    for script in ("w:val", "w:eastAsia", "w:bidi"):
        element.set(qn(script), tag)


def turn(paragraph: Any) -> None:
    """Let a paragraph begin at the right."""
    properties = paragraph._element.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(OxmlElement("w:bidi"), *_named(AFTER_BIDI))


def turn_table(table: Any) -> None:
    """Let the first column of a table stand at the right."""
    properties = table._tbl.tblPr  # noqa: SLF001
    properties.find(qn("w:tblStyle")).addnext(OxmlElement("w:bidiVisual"))


def box(style: Any) -> None:
    """Draw a line around the paragraphs of a style."""
    lines = OxmlElement("w:pBdr")
    for side in ("w:top", "w:left", "w:bottom", "w:right"):
        line = OxmlElement(side)
        for name, value in (("val", "single"), ("sz", "6"), ("space", "6"), ("color", "111111")):
            line.set(qn(f"w:{name}"), value)
        lines.append(line)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(lines, *_named(f"{AFTER_BOX} bidi {AFTER_BIDI}"))


def repeat_on_each_page(row: Any) -> None:
    """Say that a row is the header of its table."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def add_field(paragraph: Any, instruction: str) -> None:
    """Something that the reader's program counts, at the end of a paragraph."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._element.append(field)  # noqa: SLF001


def describe(picture: Any, alt: str) -> None:
    """Say what a picture shows to those who do not see it."""
    shown = picture._inline.docPr  # noqa: SLF001
    shown.set("descr", alt)
    shown.set("name", f"Picture {shown.get('id')}")


def one_font(style: Any, points: float, *, bold: bool) -> None:
    """The same font, size and weight for every script; the format asks for each separately."""
    style.font.cs_bold = bold
    properties = style.font._element.rPr  # noqa: SLF001
    fonts = properties.rFonts
    fonts.attrib.clear()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(int(points * 2)))
    properties.find(qn("w:sz")).addnext(size)


def undated(file: BytesIO) -> bytes:
    """The same file without the day on which it was packed, or a picture of its template."""
    made = BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DAY)
            after.writestr(entry, before.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _named(names: str) -> list[str]:
    return [f"w:{name}" for name in names.split()]
