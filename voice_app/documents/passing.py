"""How a document goes to the process that makes its file: as JSON, and back."""

import json
from dataclasses import asdict
from typing import Any

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

KINDS = (Heading, Paragraph, Said, Told, Facts, Table, Chart, PageBreak)
BY_NAME: dict[str, type[Block]] = {kind.__name__: kind for kind in KINDS}


def packed(document: Document, form: str) -> bytes:
    """The document as ASCII; half a character, which no file may hold, arrives as it is."""
    fields = asdict(document)
    named = zip(document.blocks, fields["blocks"], strict=True)
    fields["blocks"] = [[type(block).__name__, values] for block, values in named]
    return json.dumps({"form": form, "document": fields}).encode("ascii")


def unpacked(content: bytes) -> tuple[Document, str]:
    """The document that was packed, and which file is wanted."""
    wanted = json.loads(content)
    fields = wanted["document"]
    fields["blocks"] = tuple(_block(name, values) for name, values in fields["blocks"])
    return Document(**fields), wanted["form"]


def _block(name: str, values: dict[str, Any]) -> Block:
    if name == "Table":
        values["rows"] = [[Cell(**cell) for cell in row] for row in values["rows"]]
    frozen = {key: _frozen(value) for key, value in values.items()}
    return BY_NAME[name](**frozen)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
