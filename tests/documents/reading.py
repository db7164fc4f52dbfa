"""What a PDF says of itself to a screen reader, for tests."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import page
import pikepdf
import pytest

from tests.support.system import POPPLER, install


@dataclass
class Tag:
    """One element of the structure of a PDF, with those right below it."""

    name: str
    language: str = ""
    alt: str = ""
    scope: str = ""
    below: list["Tag"] = field(default_factory=list)

    def walk(self) -> Iterator["Tag"]:
        """This one and all below it, in the order in which they are read."""
        yield self
        for tag in self.below:
            yield from tag.walk()

    def every(self, name: str) -> list["Tag"]:
        """Those with this name, here or anywhere below."""
        return [tag for tag in self.walk() if tag.name == name]


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The PDF, to look into."""
    return pikepdf.open(BytesIO(pdf))


def structure(pdf: bytes) -> Tag:
    """The whole structure; its root stands for the document."""
    with opened(pdf) as file:
        (root,) = _tags(file.Root.StructTreeRoot.K)
    return root


def complaints(pdf: bytes) -> list[str]:
    """What a checker of PDF/UA-1 finds wrong."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def between(pdf: bytes) -> tuple[float, float]:
    """How far to the left and to the right anything is written, in points."""
    read = text_of(pdf, "-bbox")
    left, right = (re.findall(rf'{edge}="([-0-9.]+)"', read) for edge in ("xMin", "xMax"))
    return min(map(float, left)), max(map(float, right))


def text_of(pdf: bytes, *how: str) -> str:
    """The text as another program reads it."""
    if not install(POPPLER):
        pytest.skip(POPPLER.advice)
    command = [str(POPPLER.find()), *how, "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def _tags(kids: Any) -> list[Tag]:
    return [_tag(kid) for kid in _listed(kids) if "/S" in kid]


def _listed(value: Any) -> list[Any]:
    listed = value if isinstance(value, pikepdf.Array) else [value]
    return [one for one in listed if isinstance(one, pikepdf.Dictionary)]


def _tag(element: Any) -> Tag:
    return Tag(
        name=str(element.S).removeprefix("/"),
        language=str(element.get("/Lang", "")),
        alt=str(element.get("/Alt", "")),
        scope="".join(
            str(one.get("/Scope", "")).removeprefix("/") for one in _listed(element.get("/A"))
        ),
        below=_tags(element.get("/K")),
    )
