"""A Chromium with a profile on the disk, as a phone has one, which may be killed at any moment."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page

from tests.support.chromium import ARGUMENTS, PHONE
from tests.support.system import CHROMIUM

GONE_WITHIN = 30.0


class OwnBrowser:
    """One phone's or computer's browser.

    Whatever it keeps is in `profile`, and is there again at the next start. `settings` are those
    of a context, such as `base_url` and `viewport`.
    """

    context: BrowserContext

    def __init__(self, chromium: BrowserType, profile: Path, **settings: Any) -> None:
        self.profile = profile
        self._chromium = chromium
        self._settings = {"viewport": PHONE, "locale": "en-GB", **settings}
        self._process: int | None = None

    @property
    def is_running(self) -> bool:
        """Has it been started, and neither closed nor killed?"""
        return self._process is not None

    def start(self) -> Page:
        """Start it and show its only, empty page.

        Raises:
            LookupError: this machine has none; the message says how to get it.
        """
        program = CHROMIUM.find()
        if program is None:
            raise LookupError(CHROMIUM.advice)
        self.context = self._chromium.launch_persistent_context(
            self.profile, executable_path=program, args=ARGUMENTS, **self._settings
        )
        self._process = _process_of(self.profile)
        return self.context.pages[0]

    def kill(self) -> None:
        """End every one of its processes as an empty battery would."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            _wait_for_the_end_of(process)

    def close(self) -> None:
        """Close it as its user does; it may write down what it has in mind first."""
        process, self._process = self._process, None
        if process is not None:
            self.context.close()
            _wait_for_the_end_of(process)


@contextmanager
def own_browser(chromium: BrowserType, profile: Path, **settings: Any) -> Iterator[OwnBrowser]:
    """A browser, not started yet, that is gone at the end of the block."""
    profile.mkdir(exist_ok=True)
    browser = OwnBrowser(chromium, profile, **settings)
    try:
        yield browser
    finally:
        browser.kill()


def _process_of(profile: Path) -> int:
    """The process that all others of this browser come from; it leads a group of its own."""
    own = f"--user-data-dir={profile}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if own in words and not any(word.startswith(b"--type=") for word in words):
                return int(process.name)
    raise LookupError("the browser is not there")


def _wait_for_the_end_of(process: int) -> None:
    until = time.monotonic() + GONE_WITHIN
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return
        if state == "Z":  # It is dead; only whoever started it has not looked yet.
            return
        time.sleep(0.01)
    raise TimeoutError("the browser does not end")
