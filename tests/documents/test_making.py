"""Files are made in a process that can hurt nobody, and whose end is noticed."""

import json
import os
import re
import subprocess
import sys
import threading
import time

import pytest

from tests.documents.packs import words
from tests.documents.reading import complaints, text_of
from tests.documents.telling import document
from voice_app.core.errors import CouldNotMake
from voice_app.documents import Said, Told, child, making, passing, to_docx, to_pdf
from voice_app.documents.pdf import HERE

SECRET = "zebra-and-nobody-else"
DOCUMENT = document(Said(SECRET, "", "auto", ""))
#: Notes each start in a file; what comes after it is done, once or always.
NOTING = "import os, signal, sys; open({noted!r}, 'a').write('x'); {then}"
FIRST_TIME = "os.path.getsize({noted!r}) > 1 or os.kill(os.getpid(), signal.SIGKILL); "
AS_ALWAYS = "from voice_app.documents import child; sys.exit(child.main())"


@pytest.fixture
def started(tmp_path, monkeypatch):
    """Let something else be done instead of making the file; the starts are counted."""
    noted = tmp_path / "starts"

    def instead(then: str):
        script = NOTING.format(noted=str(noted), then=then.format(noted=str(noted)))
        # As always, but for what runs: what Python compiles stays out of the sources.
        python = making._command()[:-2]
        monkeypatch.setattr(making, "_command", lambda: [*python, "-c", script])
        return lambda: len(noted.read_text())

    return instead


def test_a_process_that_is_killed_once_is_started_again(started):
    starts = started(FIRST_TIME + AS_ALWAYS)

    assert SECRET in text_of(to_pdf(DOCUMENT))
    assert starts() == 2


def test_a_process_that_is_killed_twice_is_said(started, caplog):
    starts = started("os.kill(os.getpid(), signal.SIGKILL)")

    with pytest.raises(CouldNotMake) as caught:
        to_docx(DOCUMENT)

    assert starts() == 2
    assert SECRET not in f"{caught.value!r}{caught.value.__cause__}{caplog.text}"
    assert "docx could not be made" in caplog.text


def test_half_a_file_is_no_file(started):
    started("sys.stdout.write('%PDF-'); sys.stdout.flush(); os.kill(os.getpid(), signal.SIGKILL)")

    with pytest.raises(CouldNotMake):
        to_pdf(DOCUMENT)


def test_a_process_that_never_ends_is_ended(started, monkeypatch):
    monkeypatch.setattr(making, "PATIENCE_SECONDS", 0.5)
    starts = started("signal.pause()")

    with pytest.raises(CouldNotMake):
        to_pdf(DOCUMENT)

    assert starts() == 1


def test_who_waits_too_long_for_others_is_told(started, monkeypatch):
    monkeypatch.setattr(making, "QUEUE_SECONDS", 0.1)
    starts = started("import time; time.sleep(2); sys.exit(1)")
    other = threading.Thread(target=pytest.raises, args=(CouldNotMake, to_pdf, DOCUMENT))
    other.start()
    time.sleep(0.5)

    with pytest.raises(CouldNotMake):
        to_pdf(DOCUMENT)

    other.join()
    assert starts() == 2


def test_the_process_gets_no_words_or_settings_to_show(monkeypatch):
    monkeypatch.setenv("VOICE_DATA", "/a/secret/place")
    seen = {}

    def remember(command, **how):
        seen.update(how, command=command)
        return subprocess.CompletedProcess(command, 0, stdout=b"made")

    monkeypatch.setattr(subprocess, "run", remember)
    to_pdf(DOCUMENT)

    assert SECRET not in " ".join(seen["command"])
    assert set(seen["env"]) <= {
        "PYTHONPATH",
        "PYTHONHASHSEED",
        "RAYON_NUM_THREADS",
        "PYTHONDONTWRITEBYTECODE",
    }
    assert seen["stderr"] == subprocess.DEVNULL


def run_limited(script: str) -> int:
    """How a process ended that took its limits first."""
    code = f"from voice_app.documents import child; child.limit(); import os; {script}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(making.HOME)},
    )
    return done.returncode


def test_the_process_may_not_write_files_or_fill_memory(tmp_path):
    written = tmp_path / "written"

    assert run_limited("1") == 0
    assert run_limited(f"os.write(os.open({str(written)!r}, os.O_CREAT | os.O_WRONLY), b'w')") != 0
    assert written.read_bytes() == b""
    assert run_limited(f"bytearray({child.MEMORY} + 1)") != 0


def test_the_process_lets_everybody_else_go_first():
    assert run_limited("import sys; sys.exit(os.nice(0))") == child.NICE > 0


def test_what_goes_wrong_is_told_by_the_exit_code_alone():
    content = passing.packed(DOCUMENT, "a form nobody knows")
    command, environment = making._command(), making._environment()

    done = subprocess.run(command, input=content, capture_output=True, env=environment)

    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_a_document_arrives_as_it_was_sent():
    sent = document(Said("half \ud83d and \0", "", "auto", ""), Told("Dan", "", "x"))

    content = passing.packed(sent, "pdf")

    assert passing.unpacked(content) == (sent, "pdf")
    assert json.loads(content)["form"] == "pdf"


def test_a_report_of_thirty_thousand_words_is_set_whole():
    report = document(Told("Dr Osei", "", words(30_000)))

    pdf = to_pdf(report)

    assert complaints(pdf) == []
    assert len(re.findall(r"\w+", text_of(pdf))) > 30_000
    assert to_docx(report)


def test_nothing_but_fonts_and_shapes_stands_beside_the_code():
    kinds = {path.suffix for path in HERE.rglob("*") if path.is_file()}

    assert kinds - {".pyc"} == {".py", ".typ", ".ttf", ".txt", ".svg"}
