"""A Chromium with a profile on the disk, as a phone has one, which may be killed at any moment."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.support.chromium import ARGUMENTS
from tests.support.system import CHROMIUM

READY_WITHIN = 60.0


class OwnBrowser:
    """One phone's browser. Whatever it keeps is in `profile`, and is there again at the next start.

    Its pages need whole addresses.
    """

    context: BrowserContext

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        program = CHROMIUM.find()
        if program is None:
            raise LookupError(CHROMIUM.advice)
        self.profile = profile
        self._playwright, self._program = playwright, program
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Has it been started, and neither closed nor killed?"""
        return self._process is not None

    def start(self) -> Page:
        """Start it and show its only, empty page."""
        told = self.profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        own = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={self.profile}"]
        self._process = subprocess.Popen(
            [self._program, *ARGUMENTS, *own, "--lang=en-GB", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that all its processes can be ended at once
        )
        address = f"http://127.0.0.1:{_port_in(told)}"
        self.context = self._playwright.chromium.connect_over_cdp(address).contexts[0]
        return self.context.pages[0] if self.context.pages else self.context.new_page()

    def kill(self) -> None:
        """End every one of its processes as an empty battery would."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def close(self) -> None:
        """Close it as its user does; it may write down what it has in mind first."""
        if self._process is not None:
            browser = self.context.browser
            assert browser is not None
            with suppress(Error):  # It is gone before it can answer.
                browser.new_browser_cdp_session().send("Browser.close")
            self._process.wait(timeout=READY_WITHIN)
            self.kill()  # What it started may still be closing.


@contextmanager
def own_browser(playwright: Playwright, profile: Path) -> Iterator[OwnBrowser]:
    """A browser, not started yet, that is gone at the end of the block."""
    browser = OwnBrowser(playwright, profile)
    try:
        yield browser
    finally:
        browser.kill()


def _port_in(told: Path) -> str:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        with suppress(FileNotFoundError):
            lines = told.read_text().split()
            if len(lines) == 2:
                return lines[0]
        time.sleep(0.02)
    raise TimeoutError("the browser did not start")
