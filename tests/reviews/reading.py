"""Everything that can be read in a copy of a pack: on the page, in a file and around it."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from uuid import UUID

import pikepdf
from werkzeug.test import TestResponse

from tests.documents.reading import text_of
from tests.support.world import Browser

TOKEN = re.compile(r'(name="csrf_token"[^>]*value=")[^"]*')
#: What a file may put inside a word: hyphens, spaces, signs without width, the end of a line.
INSIDE_A_WORD = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff-]+")
#: Somebody without an account who is handed what the room gets.
TEACHER = {"name": "Ms Oduya", "job": "Teacher", "given_on": "2026-06-16", "no_carer": "y"}


def page_text(response: TestResponse) -> str:
    """A page with its headers; without the token of its forms, which is new each time."""
    return TOKEN.sub(r"\1", f"{_headers(response)}\n{response.text}")


def file_text(browser: Browser, review_id: UUID, kind: str, *, is_mine: bool) -> str:
    """A file as somebody gets it: all text, all that is written about it, and the headers."""
    address = f"/staff/reviews/{review_id}/copies"
    if is_mine:
        response = browser.send(f"{address}/mine", as_file=kind)
    else:
        response = browser.send(f"{address}/given", kind=kind, **TEACHER)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    read = {"pdf": _in_pdf, "docx": _in_docx}[kind]
    return INSIDE_A_WORD.sub("", f"{_headers(response)}\n{read(response.data)}")


def _headers(response: TestResponse) -> str:
    """All headers but cookies, which are sealed and new each time."""
    return "\n".join(f"{name}: {value}" for name, value in response.headers if name != "Set-Cookie")


def _in_pdf(content: bytes) -> str:
    """The text on its pages, and everything that is written in the file besides."""
    with pikepdf.open(BytesIO(content)) as pdf:
        around = [text for one in pdf.objects for text in _written_in(one)]
        around.append(str(pdf.open_metadata()))
    return "\n".join((text_of(content), *around))


def _written_in(one: object) -> Iterator[str]:
    """Titles, alternative texts and whatever else is written in one object of a PDF."""
    if isinstance(one, pikepdf.String):
        yield str(one)
    elif isinstance(one, pikepdf.Array):
        yield from chain.from_iterable(map(_written_in, filter(_is_inside, one)))
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for name, value in one.items():
            yield name
            if _is_inside(value):
                yield from _written_in(value)


def _is_inside(one: object) -> bool:
    """Is it part of this object, and not one that we come to by itself?"""
    return not getattr(one, "is_indirect", False)


def _in_docx(content: bytes) -> str:
    """Every part of it with its name: the words joined, and the marks between them too."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        parts = {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}
        comments = [file.comment.decode(), *(one.comment.decode() for one in file.infolist())]
    texts = [f"{name}\n{part}\n{re.sub('<[^>]+>', '', part)}" for name, part in parts.items()]
    return "\n".join((*texts, *comments))
