"""How long a newcomer waits: from a clone to the first page, and from then on."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.prove import Figure, Size, at_most
from tests.support.system import ROOT

TIMED = True
COLD_SECONDS = 60
WARM_SECONDS = 5
PATIENCE_SECONDS = 180


def run(size: Size) -> list[Figure]:
    """Start the demo as `./voice demo` does; in full also from a clone with no environment."""
    with tempfile.TemporaryDirectory(prefix="voice-starting-") as folder:
        place = Path(folder)
        if size == "small":
            command = [sys.executable, "-m", "voice_app"]
            seconds_until_first_page(command, ROOT, place / "demo")
            warm = seconds_until_first_page(command, ROOT, place / "demo")
            return [at_most("a start of the demo, warm", warm, "s", WARM_SECONDS)]
        clone = place / "voice"
        started = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        cloning = time.monotonic() - started
        cold = cloning + seconds_until_first_page(["./voice"], clone, place / "demo")
        warm = seconds_until_first_page(["./voice"], clone, place / "demo")
    return [
        at_most("from a clone to the first page of the demo", cold, "s", COLD_SECONDS),
        at_most("a start of the demo, warm", warm, "s", WARM_SECONDS),
    ]


def seconds_until_first_page(command: Sequence[str], where: Path, folder: Path) -> float:
    """Start the demo, wait for its first page, stop it again.

    Raises:
        RuntimeError: it ended, or gave no page in time; what it printed is in the message.
    """
    started = time.monotonic()
    with demo_running(command, where, folder) as (address, process):
        while time.monotonic() - started < PATIENCE_SECONDS and process.poll() is None:
            if answers(address):
                return round(time.monotonic() - started, 2)
            time.sleep(0.05)
        stop(process)
        said = process.stdout.read() if process.stdout else ""
    raise RuntimeError(f"the demo gave no page:\n{said}")


@contextmanager
def demo_running(
    command: Sequence[str], where: Path, folder: Path
) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The demo in a process of its own, at a port that was free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, "demo", f"--port={port}", f"--folder={folder}"],
        cwd=where,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    with process:
        try:
            yield f"http://localhost:{port}/", process
        finally:
            stop(process)


def stop(process: "subprocess.Popen[str]") -> None:
    """End it and what it started, if it has not ended by itself."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)


def answers(address: str) -> bool:
    """Whether anybody answers at this address yet.

    Raises:
        HTTPError: somebody does, with an error instead of a page.
    """
    try:
        with urllib.request.urlopen(address, timeout=30):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError:
        raise
    except OSError:
        return False
