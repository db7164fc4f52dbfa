"""The parts of `./voice test`, in the order in which they say the most for the least time."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.support.system import (
    CACHE,
    CHROMEDRIVER,
    CHROMIUM,
    LIBREOFFICE,
    POPPLER,
    POSTGRES,
    ROOT,
    WEBKIT,
    Need,
    find_node,
    install,
)
from tests.support.tally import Tally, read_report

PYTHON = [sys.executable, "-m"]
WORKERS = ["-n", "2", "--dist", "worksteal"]
# A browser often waits for its page, and the third uses that time.
BROWSERS = ["-n", "3", "--dist", "worksteal"]
NO_BROWSER = "not browser and not webkit"
SEPARATE = ["--ignore=tests/prove"]

# Longest first, because two run at a time.
CHECKS: dict[str, list[str]] = {
    "types": [*PYTHON, "mypy", "--cache-dir", f"{CACHE}/mypy"],
    "imports": [f"{sys.prefix}/bin/lint-imports", "--no-logo", "--cache-dir", f"{CACHE}/imports"],
    "templates": [*PYTHON, "djlint", "--lint", "--quiet", "--allow-empty-input", "templates"],
    "unused code": [*PYTHON, "vulture"],
    "lint": [*PYTHON, "ruff", "check", "--quiet", "--cache-dir", f"{CACHE}/ruff"],
    "format": [*PYTHON, "ruff", "format", "--check", "--cache-dir", f"{CACHE}/ruff"],
}


@dataclass(frozen=True)
class Phase:
    """One part of the whole: what it is called, what runs, and what the machine must have.

    What some of its tests want is installed before, where we may: it takes longer than a test may.
    """

    name: str
    run: Callable[[], Tally]
    need: Need | None = None
    wants: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Result:
    """What one phase came to, in how many seconds."""

    name: str
    tally: Tally
    seconds: float


def run_phase(phase: Phase) -> Result:
    """Run one phase and print what it came to; its own output only when something failed."""
    started = time.monotonic()
    print(f"{phase.name} ...", end=" ", flush=True)
    for want in phase.wants:
        install(want)
    if phase.need and not install(phase.need):
        print(f"skipped. {phase.need.advice}", flush=True)
        tally = Tally(skipped=1)
    else:
        tally = phase.run()
        print(tally, flush=True)
    return Result(phase.name, tally, time.monotonic() - started)


def checks() -> Tally:
    """Everything that reads the code without running it, two at a time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return sum(pool.map(_check, CHECKS.items()), Tally())


def _check(check: tuple[str, list[str]]) -> Tally:
    name, command = check
    passed = _run(command, title=name) == 0
    return Tally(passed=int(passed), failed=int(not passed))


def pytest(*arguments: str, quiet: bool = True) -> Tally:
    """Run pytest; what it prints is shown when something failed, or always unless `quiet`."""
    with tempfile.TemporaryDirectory(prefix="voice-report-") as folder:
        report = Path(folder) / "report.xml"
        command = [*PYTHON, "pytest", f"--junitxml={report}", *arguments]
        exit_code = _run(command) if quiet else _run_in_sight(command)
        return read_report(report, exit_code)


def javascript() -> Tally:
    """Run the tests of our scripts that need no page."""
    with tempfile.TemporaryDirectory(prefix="voice-report-") as folder:
        report = Path(folder) / "report.xml"
        command = [str(find_node()), "--test", "--test-reporter=spec", "--test-reporter=junit"]
        command += ["--test-reporter-destination=stdout"]
        command += [f"--test-reporter-destination={report}", "tests/**/*.test.js"]
        return read_report(report, _run(command))


def sqlite() -> Tally:
    """Run every test that needs no browser."""
    return pytest(*WORKERS, "-m", NO_BROWSER, *SEPARATE)


def postgresql() -> Tally:
    """The same on a real PostgreSQL, except what touches no database."""
    return pytest(*WORKERS, "-m", NO_BROWSER, "--database=postgresql", *SEPARATE)


def journeys() -> Tally:
    """Run what needs a browser."""
    return pytest(*BROWSERS, "-m", "browser", *SEPARATE)


def journeys_in_webkit() -> Tally:
    """Run the journeys that must work on an iPhone too, whose browsers are all built on WebKit."""
    return pytest(*WORKERS, "-m", "webkit", *SEPARATE)


def proofs() -> Tally:
    """Measure in small what `./voice prove` measures in full; time with nothing beside it."""
    counted = pytest(*WORKERS, "-m", "not timed", "tests/prove")
    return counted + pytest("-m", "timed", "tests/prove")


PHASES = {
    "checks": Phase("Checks", checks),
    "sqlite": Phase("Tests on SQLite", sqlite, wants=(LIBREOFFICE, POPPLER)),
    "postgresql": Phase("Tests on PostgreSQL", postgresql, need=POSTGRES),
    "javascript": Phase("Tests of scripts", javascript),
    "browser": Phase("Journeys in Chromium", journeys, need=CHROMIUM),
    "webkit": Phase("Journeys in WebKit", journeys_in_webkit, need=WEBKIT),
    "proofs": Phase("Proofs in small", proofs, need=CHROMIUM, wants=(CHROMEDRIVER,)),
}


def _run(command: Sequence[str], *, title: str = "") -> int:
    """Run out of sight; print everything, in one piece, when it went wrong."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"\n--- {title or ' '.join(command[:4])}\n{done.stdout}{done.stderr}", flush=True)
    return done.returncode


def _run_in_sight(command: Sequence[str]) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode
