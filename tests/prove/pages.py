"""What a page costs: bytes, requests, statements, and time when somebody has said a great deal."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import ViewportSize

from tests.prove import Figure, Size, at_most, exactly
from tests.support.chromium import launch
from tests.support.databases import SQLiteSupply
from tests.support.everywhere import Everywhere, fill_a_world
from tests.support.live import give_cookies, served_at
from tests.support.many import write_many
from tests.support.statements import statements
from tests.support.system import CHROMIUM
from tests.web.walking import PAGES

TIMED = True
NEEDS = (CHROMIUM,)
FEW, MANY = 10, {"small": 100, "full": 1000}
SHORT, LONG = 100, {"small": 400, "full": 10_000}
ROUNDS = {"small": 5, "full": 40}
#: The pages that grow with what is said, and who looks at them.
GROWING = (
    ("home.front", "open"),
    ("entries.words", "open"),
    ("reviews.words", "open"),
    ("home.today", "keyworker"),
    ("home.young_people", "keyworker"),
    ("home.young_person", "keyworker"),
    ("home.words", "keyworker"),
    ("answers.wishes", "keyworker"),
    ("reviews.show", "keyworker"),
)
#: The pages that hold a whole pack, and so may ask more often than others.
PACKS = {
    "reviews.pack",
    "reviews.pack_of",
    "reviews.room_pack",
    "reviews.seen_by",
    "reviews.seen_by_room",
}
KB = 1024


def run(size: Size) -> list[Figure]:
    """Measure the young person's first page in Chromium, and the growing pages at the server."""
    return [*_first_load(), *_statements(size), *_growth(size)]


@contextmanager
def filled_world() -> Iterator[Everywhere]:
    """The filled world of the tests, for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        (folder / "databases").mkdir()
        filled = fill_a_world(SQLiteSupply(folder / "databases"), folder)
        patch.setattr("voice_app.core.clock.now", lambda: filled.world.now)
        filled.start_afresh()
        yield filled
        filled.put_away()


def _first_load() -> list[Figure]:
    with filled_world() as everywhere, served_at(everywhere.world) as address, launch() as chromium:
        heard = _listen(chromium, everywhere, address)
    scripts = sum(size for kind, size in heard if kind == "Script")
    return [
        at_most("home, first load, everything", sum(s for _, s in heard) / KB, "KB", 60),
        at_most("home, first load, requests", len(heard), "", 12),
        at_most("scripts on home", scripts / KB, "KB", 12),
    ]


def _listen(chromium: Chromium, everywhere: Everywhere, address: str) -> list[tuple[str, float]]:
    """The kind and the bytes over the wire, headers too, of everything a first visit fetches:
    until a second after the page is there.
    """
    context = chromium.new_context(viewport=ViewportSize(width=390, height=844), locale="en-GB")
    give_cookies(context, address, everywhere.browse("open"))
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Page.enable")
    began: dict[str, float] = {}
    kinds: dict[str, str] = {}
    fetched: list[tuple[str, float]] = []
    loaded: list[float] = []
    devtools.on("Page.loadEventFired", lambda e: loaded.append(e["timestamp"]))
    devtools.on(
        "Network.requestWillBeSent", lambda e: began.update({e["requestId"]: e["timestamp"]})
    )
    devtools.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    devtools.on(
        "Network.loadingFinished",
        lambda e: fetched.append((e["requestId"], e["encodedDataLength"])),
    )
    page.goto(address + "/")
    page.wait_for_load_state("load")
    page.wait_for_timeout(3_000)
    context.close()
    # What the phone sees to for itself begins later: static/js/own-phone.js.
    until = loaded[0] + 1
    return [(kinds.get(request, ""), size) for request, size in fetched if began[request] <= until]


def _statements(size: Size) -> list[Figure]:
    few, many = (_statements_at(count) for count in (FEW, MANY[size]))
    # Seen before: which page is the first to show a word depends on how many words one page shows.
    changed = [page for page in few if few[page][1] != many[page][1]]
    most = {page: max(asked) for page, asked in many.items()}
    packs = max((page for page in most if page[0] in PACKS), key=most.__getitem__)
    others = max((page for page in most if page[0] not in PACKS), key=most.__getitem__)
    return [
        at_most(f"statements of the costliest page ({others[0]})", most[others], "", 12),
        at_most(f"statements of the costliest page of a pack ({packs[0]})", most[packs], "", 20),
        exactly(f"pages that ask more at {MANY[size]} entries than at {FEW}", len(changed), "", 0),
    ]


def _statements_at(count: int) -> dict[tuple[str, str], tuple[int, int]]:
    """What every page asks of each who may open it, the first time and the second."""
    with filled_world() as everywhere:
        write_many(everywhere.world, count)
        return {page: _asked(everywhere, *page) for page in PAGES}


def _asked(everywhere: Everywhere, endpoint: str, who: str) -> tuple[int, int]:
    browser, address = everywhere.browse(who), everywhere.address(endpoint)
    with statements(everywhere.world.database) as first:
        browser.get(address)
    with statements(everywhere.world.database) as second:
        browser.get(address)
    return len(first), len(second)


def _growth(size: Size) -> list[Figure]:
    with filled_world() as short, filled_world() as long:
        write_many(short.world, SHORT)
        write_many(long.world, LONG[size])
        ratios = {page: _ratio(short, long, *page, ROUNDS[size]) for page in GROWING}
        largest = max(
            len(long.browse(who).get(long.address(endpoint)).data) for endpoint, who in GROWING
        )
    worst = max(ratios, key=lambda page: ratios[page])
    name = f"slowest growth, {LONG[size]} entries against {SHORT} ({worst[0]})"
    # A few rounds on a busy machine say little about time; the full proof holds the limit.
    limit = 1.2 if size == "full" else 3
    return [
        at_most(name, ratios[worst], "times", limit),
        at_most("largest of these pages, not compressed", largest / KB, "KB", 30),
    ]


def _ratio(short: Everywhere, long: Everywhere, endpoint: str, who: str, rounds: int) -> float:
    """How much longer the page takes, both measured in turn so that noise meets both alike."""
    sides = [(world.browse(who), world.address(endpoint)) for world in (short, long)]
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 2):
        for (browser, address), taken in zip(sides, times, strict=True):
            began = time.perf_counter()
            browser.get(address)
            taken.append(time.perf_counter() - began)
    return statistics.median(times[1][2:]) / statistics.median(times[0][2:])
