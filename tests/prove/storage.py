"""What is said stays on nobody's disk: a search of whole browser profiles after thirty journeys.

Used with a signal and without, killed in the middle, crashed: in the end not one word that was on a
screen may be found in any file, however it is packed. The control leaves a word in each place where
a browser keeps something, and the same search finds it. What browsers do keep has a list of names.
"""

import logging
import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserType, sync_playwright

from tests.prove import Figure, Size, at_least, exactly
from tests.support import journeys, planting
from tests.support.digging import dig
from tests.support.journeys import ALL, BEGINNING, Life
from tests.support.live import serving
from tests.support.own_browser import own_browser
from tests.support.server import world_in
from tests.support.system import CHROMIUM
from tests.support.world import NOW

#: Journeys wait for what comes on their pages; a machine that is busy only makes them longer.
TIMED = False
NEEDS = (CHROMIUM,)
SHORT = (journeys.is_killed_while_words_wait, journeys.is_killed_while_reading)
#: Some are made twice, so that what the first left is there when the second begins.
AGAIN = (
    journeys.keeps_without_a_signal,
    journeys.is_killed_while_words_wait,
    journeys.is_killed_while_writing,
    journeys.is_killed_at_once,
    journeys.is_killed_while_writing_behind_the_pin,
    journeys.writes_sends_and_leaves,
    journeys.is_killed_while_reading,
    journeys.reads_and_leaves,
    journeys.uses_the_plain_letterbox,
)
JOURNEYS = {"small": SHORT, "full": (*ALL, *AGAIN)}
MADE, WORDS = {"small": 2, "full": 30}, {"small": 10, "full": 50}
#: The names under which an open phone keeps anything at all.
ALLOWED = {
    "cache shell",
    "cookie __Host-form",
    "cookie __Host-phone",
    "cookie __Host-session",
    "database notes",
    "drawer keys",
    "drawer outbox",
}
NAMES = """async () => {
  const names = [];
  for (const { name } of await indexedDB.databases()) {
    names.push(`database ${name}`);
    const asked = indexedDB.open(name);
    await new Promise((resolve) => (asked.onsuccess = resolve));
    for (const drawer of asked.result.objectStoreNames) names.push(`drawer ${drawer}`);
  }
  for (const name of await caches.keys()) names.push(`cache ${name}`);
  for (const name of Object.keys(localStorage)) names.push(`local ${name}`);
  for (const name of Object.keys(sessionStorage)) names.push(`tab ${name}`);
  return names;
}"""


def run(size: Size) -> list[Figure]:
    """Make the journeys, then search what is left of them, and what was left on purpose."""
    with (
        tempfile.TemporaryDirectory(prefix="voice-storage-") as name,
        sync_playwright() as playwright,
    ):
        folder = Path(name)
        with _life(folder, playwright.chromium) as life:
            journeys.enrols(life)
            for journey in JOURNEYS[size]:
                journey(life)
            names = _names(life)
        found = dig(folder / "profiles", BEGINNING)
        for word, places in found.items():
            print(f"  {word}: {', '.join(sorted(places))}")
        for one in sorted(names ^ ALLOWED):
            print(f"  {one}: {'not allowed' if one in names else 'not there'}")
        planted = _planted(playwright.chromium, folder / "planted", restart=size == "full")
    return [
        at_least("journeys", len(JOURNEYS[size]), "", MADE[size]),
        at_least("words that stood on a screen", len(life.seen), "", WORDS[size]),
        exactly("of these found on a disk", len(found), "", 0),
        exactly("names of storage that are not as listed", len(names ^ ALLOWED), "", 0),
        exactly(
            f"control, left on purpose in {len(planting.PLACES)} places: found",
            planted,
            "",
            len(planting.PLACES),
        ),
    ]


@contextmanager
def _life(folder: Path, chromium: BrowserType) -> Iterator[Life]:
    """The service, served, and everybody's browser over it."""
    (folder / "data").mkdir()
    (folder / "profiles").mkdir()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    world = world_in(folder / "data", port)
    world.now = NOW
    with (
        pytest.MonkeyPatch.context() as patch,
        serving(world.app, listener),
    ):
        patch.setattr("voice_app.core.clock.now", lambda: world.now)
        life = journeys.begin(world, f"http://localhost:{port}", chromium, folder / "profiles")
        try:
            yield life
        finally:
            for browser in life.browsers:
                browser.kill()
    world.database.close()


def _names(life: Life) -> set[str]:
    """Whatever the phone keeps, by name, while it is open."""
    with journeys.opened(life) as page:
        found = set(page.evaluate(NAMES))
        found |= {f"cookie {cookie['name']}" for cookie in page.context.cookies()}
    # The name of the cache says which release it is of.
    return {re.sub(r"^(cache shell)-[0-9a-z-]+$", r"\1", name) for name in found}


def _planted(chromium: BrowserType, profile: Path, *, restart: bool) -> int:
    """How many words are found of those that were left on purpose, in a browser of its own."""
    with own_browser(chromium, profile) as browser:
        planting.plant(browser, BEGINNING, restart=restart)
    return len(set(dig(profile, BEGINNING)) & set(planting.words(BEGINNING)))
