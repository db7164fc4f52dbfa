"""Packs as PDF and DOCX: how long they take, how much memory, and whether everything is right."""

import re
import resource
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator

import typst

from tests.documents.packs import SAMPLES, pack
from tests.documents.reading import complaints
from tests.documents.telling import document
from tests.prove import Figure, Size, at_least, at_most, exactly
from voice_app.documents import Document, Said, Told, to_docx, to_pdf

TIMED = True
Make = Callable[[Document], bytes]
MAKERS: dict[str, Make] = {"PDF": to_pdf, "DOCX": to_docx}
TIMES = {"small": 1, "full": 7}
#: Entries, wishes in the table, seconds allowed.
SIZES = ((40, 12, 1.0), (200, 200, 3.0))
MEGABYTES = 300


def run(size: Size) -> list[Figure]:
    """Make documents as large as packs are, and look at each of them."""
    return [*_speed(size), *_right(size)]


def _speed(size: Size) -> Iterator[Figure]:
    for entries, wishes, limit in SIZES:
        made = pack(entries, wishes=wishes)
        for name, make in MAKERS.items():
            yield from _time(f"{name} of {entries} entries", make, made, limit, size)
    report = document(Told("Dr Osei", "", "plain words " * 15_000))
    yield from _time("PDF of a report of 30,000 words", to_pdf, report, 3.0, size)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield at_most("memory of the largest process, at most", peak, "MB", MEGABYTES)
    if size == "full":
        slower = _slower(pack(200, wishes=200))
        yield at_most("other work's p95 meanwhile, against alone", slower, "times", 2)


def _time(name: str, make: Make, made: Document, limit: float, size: Size) -> Iterator[Figure]:
    """The median of several; the time that passes is held only in full, on a quiet machine."""
    times = [_seconds(make, made) for _ in range(TIMES[size])]
    computing, passing = (sorted(column)[TIMES[size] // 2] for column in zip(*times, strict=True))
    yield at_most(f"{name}, computing", computing, "s", limit)
    if size == "full":
        yield at_most(name, passing, "s", limit)


def _right(size: Size) -> Iterator[Figure]:
    tried = [document(Said(text, language, "auto", "")) for language, text in SAMPLES.items()]
    tried += [pack(entries, wishes=wishes) for entries, wishes, _ in SIZES]
    if size == "full":
        tried += [document(Said(text, "", "auto", "")) for text in _every_sign()]
    wrong = sum(len(complaints(to_pdf(one))) for one in tried)
    yield exactly(f"failures of PDF/UA-1 in {len(tried)} documents", wrong, "", 0)
    plain = typst.compile(b"= A heading", pdf_tags=False)
    yield at_least("control: failures in a document without tags", len(complaints(plain)), "", 1)


def _seconds(make: Make, made: Document) -> tuple[float, float]:
    """How long the process computed, and how long it took for whoever waited."""
    before, started = _computed(), time.perf_counter()
    make(made)
    return round(_computed() - before, 3), round(time.perf_counter() - started, 3)


def _computed() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _slower(made: Document) -> float:
    """How much longer a short piece of work takes in this process while a PDF is made."""
    alone = _ninety_fifth([_work() for _ in range(300)])
    maker = threading.Thread(target=lambda: [to_pdf(made) for _ in range(5)])
    maker.start()
    meanwhile = []
    while maker.is_alive():
        meanwhile.append(_work())
    return round(_ninety_fifth(meanwhile) / alone, 2)


def _work() -> float:
    """The seconds of about as much computing as a page is."""
    started = time.perf_counter()
    sum(number * number for number in range(100_000))
    return time.perf_counter() - started


def _ninety_fifth(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) * 95 // 100]


def _every_sign() -> Iterator[str]:
    """Every sign that Unicode names, with or without a font, a thousand in each text."""
    signs = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    named = "".join(sign for sign in signs if unicodedata.category(sign)[0] != "C")
    yield from re.findall("(?s).{1,1000}", named)
