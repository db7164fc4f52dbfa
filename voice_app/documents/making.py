"""Making a file in a process of its own, so that no document can slow, crash or fill the app."""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

from voice_app.core.errors import CouldNotMake
from voice_app.documents.model import Document
from voice_app.documents.passing import packed

HOME = Path(__file__).parents[2]
log = logging.getLogger("voice")

#: The process limits its own computing; this also ends one that only waits.
PATIENCE_SECONDS = 90
#: How long somebody waits for the file of somebody else to be done.
QUEUE_SECONDS = 30
#: One at a time in each worker of the app: the others' pages need the rest of the machine.
_turn = threading.BoundedSemaphore(1)


def to_pdf(document: Document) -> bytes:
    """The document as a tagged PDF (PDF/UA-1), the same bytes for the same document.

    Raises:
        CouldNotMake: the process failed twice, took too long, or too many are waiting.
    """
    return _make(document, "pdf")


def to_docx(document: Document) -> bytes:
    """The document for a word processor or a case system, the same bytes for the same document.

    Raises:
        CouldNotMake: the process failed twice, took too long, or too many are waiting.
    """
    return _make(document, "docx")


def _make(document: Document, form: str) -> bytes:
    content = packed(document, form)
    if not _turn.acquire(timeout=QUEUE_SECONDS):
        raise CouldNotMake
    try:
        # Once more when it broke off: the machine may have been short of something for a moment.
        made = _run(content) or _run(content)
    finally:
        _turn.release()
    if not made:
        # For those who run the app; what was in the document stays out of it.
        log.error("a %s could not be made, although it was tried twice", form)
        raise CouldNotMake
    return made


def _run(content: bytes) -> bytes | None:
    """What the process wrote, or None when it did not end well."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by our own Python
            _command(),
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=HOME,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CouldNotMake from None
    return done.stdout if done.returncode == 0 else None


def _command() -> list[str]:
    """Python without what a user's own folders or the present one would add."""
    kept = ["-X", f"pycache_prefix={sys.pycache_prefix}"] if sys.pycache_prefix else []
    return [sys.executable, "-P", "-s", *kept, "-m", "voice_app.documents.child"]


def _environment() -> dict[str, str]:
    """Nothing of ours: no settings, no keys, no addresses. One thread, for the others' sake."""
    environment = {"PYTHONPATH": str(HOME), "PYTHONHASHSEED": "0", "RAYON_NUM_THREADS": "1"}
    if sys.dont_write_bytecode:
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    # Windows starts no process without it.
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return environment
