"""The process that makes one file: a document on its input, the file on its output.

It may take so much time and memory and no more, writes nothing to any disk, and lets everybody else
go first. What goes wrong is told by the exit code alone, because a message could hold words.
"""

import os
import sys

from voice_app.documents import passing
from voice_app.documents.pdf import pdf_of
from voice_app.documents.word import docx_of

if sys.platform != "win32":
    import resource

MAKERS = {"pdf": pdf_of, "docx": docx_of}
SECONDS = 60
#: Others go first; at 19, the most polite, a second became a quarter of a minute on a full machine.
NICE = 10
#: Of its own data; what it holds at most is measured in `tests/prove/documents.py`.
MEMORY = 512 * 1024 * 1024


def limit() -> None:
    """Behind everybody else; no files, no picture of its memory, bounded time and memory."""
    if sys.platform != "win32":
        os.nice(NICE)
        limits = {
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_CPU: SECONDS,
            resource.RLIMIT_DATA: MEMORY,
            resource.RLIMIT_FSIZE: 0,
        }
        for which, most in limits.items():
            resource.setrlimit(which, (most, most))


def main() -> int:
    """Make the file; 0 when the whole of it was written."""
    limit()
    try:
        document, form = passing.unpacked(sys.stdin.buffer.read())
        made = MAKERS[form](document)
    except Exception:  # noqa: BLE001 - what happened stays here: it could hold words
        return 1
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
