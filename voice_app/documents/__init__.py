"""Documents for paper and for other people's systems: a tagged PDF and a DOCX.

A caller says what a document holds, in order (`model.py`); everything about pages, fonts and files
is done here, in a process of its own (`making.py`).
"""

from voice_app.documents.making import to_docx, to_pdf
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

__all__ = [
    "Block",
    "Cell",
    "Chart",
    "Document",
    "Facts",
    "Heading",
    "PageBreak",
    "Paragraph",
    "Said",
    "Table",
    "Told",
    "to_docx",
    "to_pdf",
]
