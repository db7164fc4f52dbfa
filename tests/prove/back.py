"""Whatever way somebody went, "Back" shows none of a young person's words.

Each case is one journey in Chromium, with the memory of pages that everybody's browser has: words
are on the screen, then comes a way out (signing out, leaving, a session that ran out), with a
signal or without, over https or http, with script or without. Then "Back" is pressed twice. What
can be read is looked at again and again, from the first moment until the page has settled.

The controls take from the same app what keeps pages away. With a signal that is `Clear-Site-Data`,
and the cookies that an answer changes, because Chromium drops a page when a cookie of it changes;
`Cache-Control: no-store` alone stays, and keeps nothing away. Without a signal it is `no-store`.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Remote

from tests.entries.telling import WORDS, sent
from tests.prove import Figure, Size, at_least, exactly
from tests.support.databases import SQLiteSupply
from tests.support.driving import chromium
from tests.support.enrolled import IS_KEPT
from tests.support.held import READ, Phone
from tests.support.mast import Served, standing
from tests.support.signing_in import set_pin
from tests.support.system import CHROMEDRIVER, CHROMIUM
from tests.support.world import NOW, Someone, World, settings_for
from voice_app.core.keyring import MasterKey, write_master_keys
from voice_app.core.opening import open_database
from voice_app.web import cookies

TIMED = False
NEEDS = (CHROMIUM, CHROMEDRIVER)
#: How long a page is looked at after "Back" (seconds).
SETTLED = {"small": 0.7, "full": 1.5}
#: The headers that keep a page away, with a signal and without.
KEEPS_AWAY = {True: {"Clear-Site-Data", "Set-Cookie"}, False: {"Cache-Control"}}


@dataclass(frozen=True)
class Case:
    """One way out: whose words are on whose screen, and how the journey ends."""

    way: str
    has_signal: bool
    is_secure: bool
    has_script: bool

    def __str__(self) -> str:
        signal = "signal" if self.has_signal else "no signal"
        scheme = "https" if self.is_secure else "http"
        return f"{self.way}, {signal}, {scheme}, {'script' if self.has_script else 'no script'}"


WAYS = ("leave", "sign out", "young person's session ran out", "colleague's session ran out")
CASES = [Case(*one) for one in product(WAYS, (True, False), (True, False), (True, False))]
#: What is tried inside `./voice test`: each way, signal, scheme and script at least once.
FEW = [
    Case("leave", has_signal=True, is_secure=True, has_script=True),
    Case("leave", has_signal=False, is_secure=True, has_script=True),
    Case("sign out", has_signal=True, is_secure=False, has_script=False),
    Case("colleague's session ran out", has_signal=True, is_secure=False, has_script=False),
]
#: Script keeps pages away too, so the controls do without.
CONTROLS = {
    "small": {True: FEW[2:3], False: []},
    "full": {
        has_signal: [one for one in CASES if not one.has_script and one.has_signal is has_signal]
        for has_signal in (True, False)
    },
}


def run(size: Size) -> list[Figure]:
    """Go every way out and back again; then the same without what keeps pages away."""
    cases = CASES if size == "full" else FEW
    leaks = _leaks(cases, size)
    for case in leaks:
        print(f"  shown again: {case}", flush=True)
    figures = [
        at_least("ways out of a page, and back twice", len(cases), "", len(cases)),
        exactly("ways after which Back shows words", len(leaks), "", 0),
    ]
    for has_signal, name in ((True, "no Clear-Site-Data, no new cookie"), (False, "no no-store")):
        these = CONTROLS[size][has_signal]
        if these:
            shown = _leaks(these, size, through=partial(_without, KEEPS_AWAY[has_signal]))
            figures.append(exactly(f"control, {name}: shows words", len(shown), "", len(these)))
    return figures


def _leaks(
    cases: list[Case], size: Size, through: Callable[[Served], Served] = lambda app: app
) -> list[Case]:
    """The cases after which words can be read again."""
    found = []
    for is_secure, has_script in product((True, False), (True, False)):
        these = [one for one in cases if (one.is_secure, one.has_script) == (is_secure, has_script)]
        if not these:
            continue
        with _place() as (world, folder):
            with (
                standing(world, folder, secure=is_secure, through=through) as mast,
                chromium(has_script=has_script) as driver,
            ):
                journey = Journey(world, Phone(driver, mast), SETTLED[size])
                found += [case for case in these if journey.leaks(case)]
    return found


@contextmanager
def _place() -> Iterator[tuple[World, Path]]:
    """A service of its own, at an hour that only the journey changes."""
    with (
        tempfile.TemporaryDirectory(prefix="voice-back-") as name,
        pytest.MonkeyPatch.context() as patch,
    ):
        folder = Path(name)
        settings = settings_for(folder, *SQLiteSupply(folder).take())
        write_master_keys(settings.master_key_file, [MasterKey.new()])
        world = World(settings, open_database(settings, now=NOW))
        patch.setattr("voice_app.core.clock.now", lambda: world.now)
        set_pin(world, world.amina)
        yield world, folder
        world.database.close()


class Journey:
    """One person after the other at the same browser, each in a window of their own."""

    def __init__(self, world: World, phone: Phone, settled: float) -> None:
        self.world, self.phone, self.settled = world, phone, settled
        self.entry_id = sent(world, world.dan)

    def leaks(self, case: Case) -> bool:
        """Are words shown again after this way out?"""
        driver = self.phone.driver
        driver.switch_to.new_window("tab")
        person = self.world.dan if case.way.startswith(("sign", "coll")) else self.world.amina
        self._see_words(person, case)
        if not case.has_signal:
            self.phone.mast.down()
        self._go(case)
        shown = [self._shown_after_back() for _ in range(2)]
        if not case.has_signal:
            self.phone.mast.up()
        driver.close()
        driver.switch_to.window(driver.window_handles[0])
        return any(shown)

    def _see_words(self, person: Someone, case: Case) -> None:
        """Come in, and have words on the screen on two pages, one after the other."""
        self.phone.goto("/page")
        if case.has_script:
            self.phone.until(lambda: self.phone.run(IS_KEPT))
        signed_in = self.world.browse(person)
        for name in (cookies.PHONE, cookies.SESSION, cookies.KNOWN):
            cookie = signed_in.get_cookie(name)
            if cookie:
                _give(self.phone.driver, self.phone.mast.address, name, cookie.value)
        for path in self._pages_with_words(person):
            self.phone.goto(path)
            assert WORDS in _read(self.phone.driver), f"{case}: {path} shows no words to begin with"

    def _pages_with_words(self, person: Someone) -> tuple[str, str]:
        if person == self.world.amina:
            return "/words", f"/words/{self.entry_id}"
        return f"/staff/people/{self.world.amina.id}", f"/staff/people/{self.world.amina.id}/words"

    def _go(self, case: Case) -> None:
        """Go the way out, and wait until the words are away or it is clear that they stay."""
        if case.way == "leave":
            self.phone.press("Leave")
        elif case.way == "sign out":
            self.phone.press("Sign out")
        else:
            self.world.later(hours=11)
            with suppress(WebDriverException):  # as where no page comes at all
                self.phone.goto("/numbers" if case.way.startswith("young") else "/staff/today")
        until = time.monotonic() + 10
        while WORDS in _read(self.phone.driver) and time.monotonic() < until:
            time.sleep(0.05)

    def _shown_after_back(self) -> bool:
        with suppress(WebDriverException):  # no page comes at all
            self.phone.driver.back()
        until = time.monotonic() + self.settled
        while time.monotonic() < until:
            if WORDS in _read(self.phone.driver):
                return True
        return False


def _read(driver: Remote) -> str:
    """What can be read on the page just now; nothing while it is covered, or none is there."""
    try:
        return str(driver.execute_script(f"return ({READ})()"))
    except WebDriverException:
        return ""


def _give(driver: Remote, address: str, name: str, token: str) -> None:
    # Only an address with https may say that a cookie is secure; the cookie is for both.
    address = address.replace("http:", "https:")
    given = {"name": name, "value": token, "url": address, "secure": True, "httpOnly": True}
    driver.execute("executeCdpCommand", {"cmd": "Network.setCookie", "params": given})


def _without(headers: set[str], app: Served) -> Served:
    """The same app, without these headers."""

    def stripped(environ: Any, start_response: Any) -> Any:
        def start(status: str, kept: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(
                status, [one for one in kept if one[0].title() not in headers], *rest
            )

        return app(environ, start)

    return stripped
