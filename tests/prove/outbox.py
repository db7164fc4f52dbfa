"""What a phone sealed arrives once, through cut connections and a browser that is killed.

A real Chromium, its profile on the disk, seals and sends with the app's own scripts. Between it and
the server is a line that is cut before, in and after requests. The control uses the same outbox,
but seals anew, with another id, at every attempt.
"""

import logging
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright
from sqlalchemy import select

from tests.prove import Figure, Size, at_least, exactly
from tests.support.cutting import BadLine, Cut, bad_line
from tests.support.enrolled import STORED, enrol, wait_until_sent
from tests.support.live import serving
from tests.support.own_browser import OwnBrowser, own_browser
from tests.support.server import free_port, world_in
from tests.support.system import CHROMIUM
from tests.support.world import World
from voice_app.core import vault
from voice_app.entries.models import Entry

#: The browser must start in time, and a killed one leaves much to do at once.
TIMED = True
NEEDS = (CHROMIUM,)
ENTRIES, CONTROL, KILLS = {"small": 25, "full": 1000}, 10, {"small": 1, "full": 100}
#: How many entries wait when a browser is killed.
WAITING = 3
#: Types each, presses the button, and waits for the box to have had its turn.
KEEP_ALL = """async (all) => {
  const form = document.querySelector("form[data-outbox]");
  const lines = form.elements.words;
  for (const words of all) {
    lines.value = words;
    lines.dispatchEvent(new Event("input"));
    form.requestSubmit();
    while (lines.value !== "") await new Promise((resolve) => setTimeout(resolve, 1));
    await navigator.locks.request("outbox", () => {});
  }
}"""
SEND_AGAIN = """async () => {
  dispatchEvent(new Event("online"));
  await navigator.locks.request("outbox", () => {});
}"""
#: The app's own outbox, given another way to ask: it seals the words anew at every attempt.
WITHOUT_ID = """async (all) => {
  const script = document.querySelector('script[src*="leave.js"]').src;
  const load = (name) => import(script.replace("leave.js", name));
  const { seal } = await load("seal.js");
  const { openOutbox, sendAll } = await load("outbox.js");
  const { openKeyStore } = await load("key-store.js");
  const { dataset } = document.querySelector("form[data-outbox]");
  const bound = {
    pair: await (await openKeyStore(indexedDB)).get("phone"),
    key: Number(dataset.key), point: dataset.point, origin: location.origin, subtle: crypto.subtle,
  };
  const outbox = await openOutbox(indexedDB);
  for (const words of all) {
    const said = { words, language: "en_GB", writtenAt: new Date(), unfinished: false };
    const anew = async (to, settings) => {
      const envelope = await seal(said, { ...bound, id: crypto.randomUUID() });
      return fetch(to, { ...settings, body: JSON.stringify(envelope) });
    };
    await outbox.put(words, { id: words, at: Date.now(), state: "waiting", envelope: null });
    const how = { factory: indexedDB, ask: anew, locks: navigator.locks };
    while (!(await sendAll(how)));
  }
}"""


@dataclass(frozen=True)
class Phone:
    """Amina's phone, the line it has, and the service at the other end."""

    world: World
    line: BadLine
    browser: OwnBrowser
    address: str

    def kept(self) -> Counter[str]:
        """The words that arrived, and how often."""
        with self.world.reading() as session:
            rows = session.scalars(select(Entry))
            return Counter(vault.opened(session, row)["words"] for row in rows)


def run(size: Size) -> list[Figure]:
    """Send through cuts, with the envelope's id and without, and through kills of the browser."""
    with _phone() as phone:
        page = _joined(phone)
        words = [f"number {number}" for number in range(ENTRIES[size])]
        _send_through_cuts(phone, page, words)
        cuts = dict(phone.line.cuts)
        arrived = phone.kept()
        page.evaluate(WITHOUT_ID, [f"control {number}" for number in range(CONTROL)])
        control = phone.kept() - arrived
        phone.browser.close()
        before_kills = phone.kept()
        said, kills = _send_through_kills(phone, KILLS[size])
        after = phone.kept() - before_kills
    return [
        at_least("connections cut while sending", sum(cuts.values()), "", ENTRIES[size]),
        exactly("ways of being cut", len(cuts), "", len(Cut)),
        exactly("entries that arrived", sum(arrived[one] > 0 for one in words), "", ENTRIES[size]),
        exactly("of these twice", sum(times > 1 for times in arrived.values()), "", 0),
        at_least(
            "control, a new id each time: arrived twice",
            sum(times > 1 for times in control.values()),
            "",
            1,
        ),
        at_least("kills of the browser while sending", kills, "", KILLS[size]),
        exactly("entries handed over and lost", sum(not after[one] for one in said), "", 0),
        exactly("of these twice, after kills", sum(after[one] > 1 for one in said), "", 0),
    ]


@contextmanager
def _phone() -> Iterator[Phone]:
    with tempfile.TemporaryDirectory(prefix="voice-outbox-") as name:
        folder = Path(name)
        listener = socket.create_server(("127.0.0.1", 0))
        port, own_port = free_port(), listener.getsockname()[1]
        world = world_in(folder, port)
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        with (
            serving(world.app, listener),
            bad_line(port, own_port) as line,
            sync_playwright() as playwright,
            own_browser(playwright.chromium, folder / "profile") as browser,
        ):
            yield Phone(world, line, browser, f"http://localhost:{port}")
        world.database.close()


def _joined(phone: Phone) -> Page:
    page = phone.browser.start()
    enrol(phone.world, phone.world.amina, page, phone.address)
    page.locator("form[data-sealing]").wait_for()
    return page


def _send_through_cuts(phone: Phone, page: Page, words: list[str]) -> None:
    """Every second request is cut, each time in the next of the ways."""
    turn, ways = count(), cycle(Cut)
    phone.line.choose = lambda: next(ways) if next(turn) % 2 == 0 else None
    page.evaluate(KEEP_ALL, words)
    for _ in range(2 * len(words)):
        if not page.evaluate(STORED):
            break
        page.evaluate(SEND_AGAIN)


def _send_through_kills(phone: Phone, kills: int) -> tuple[list[str], int]:
    """What was handed over, and how often the browser was killed in the middle of sending it."""
    said: list[str] = []
    killed, ways = 0, cycle(reversed(Cut))
    for number in range(kills):
        words = [f"kill {number}, {each}" for each in range(WAITING)]
        phone.line.choose = lambda: Cut.BEFORE
        page = _opened(phone)
        page.evaluate(KEEP_ALL, words)
        said += words
        killed += _killed(phone, page, next(ways), after=number % WAITING)
    phone.line.choose = lambda: None
    wait_until_sent(_opened(phone))
    return said, killed


def _opened(phone: Phone) -> Page:
    """The app, started again on the profile that is there."""
    page = phone.browser.start()
    page.goto(f"{phone.address}/page")
    page.locator("form[data-sealing]").wait_for()
    return page


def _killed(phone: Phone, page: Page, way: Cut, *, after: int) -> bool:
    """Let what waits go, and kill the browser at this point of the request that comes then."""
    turn = count()
    was_there: list[bool] = []

    def kill() -> None:
        was_there.append(phone.browser.is_running)
        phone.browser.kill()

    phone.line.choose = lambda: way if next(turn) >= after else None
    phone.line.then = kill
    with suppress(Error):  # Whoever asks a browser that dies hears nothing.
        page.evaluate(SEND_AGAIN)
    phone.line.then = lambda: None
    phone.browser.kill()
    return any(was_there)
