"""The PostgreSQL of a test run leaves nothing behind, however the run ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.system import POSTGRES, ROOT

STAY = """
import time
from tests.support.postgres import throwaway_server

with throwaway_server() as address:
    print(address, flush=True)
    time.sleep({seconds})
"""


def start(seconds: int) -> tuple["subprocess.Popen[str]", Path]:
    """A run of its own, and the folder in which its server lives."""
    if not POSTGRES.find():
        pytest.skip(POSTGRES.advice)
    command = [sys.executable, "-c", STAY.format(seconds=seconds)]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout
    return run, Path(run.stdout.readline().strip().partition("host=")[2])


def wait_until_gone(folder: Path) -> bool:
    for _ in range(100):
        if not folder.exists():
            return True
        time.sleep(0.1)
    return False


def test_the_server_goes_when_the_run_ends():
    run, folder = start(seconds=0)

    run.communicate(timeout=30)

    assert folder.name.startswith("voice-pg-")
    assert not folder.exists()


def test_the_server_goes_when_the_run_is_killed():
    run, folder = start(seconds=60)
    assert (folder / "data" / "postmaster.pid").exists()

    os.kill(run.pid, signal.SIGKILL)
    run.communicate(timeout=30)

    assert wait_until_gone(folder)
