"""The app is opened for the second time: from the tap to a place to write, nothing is fetched.

The browser has a profile on the disk and a processor four times slower; the app's worker is stopped
before each start, as it is when a phone was in a pocket. Each measurement ends when a letter stands
in the field and the page can seal it. The control has no worker.
"""

import logging
import socket
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from tests.prove import Figure, Size, at_least, at_most, exactly
from tests.support.cutting import BadLine, bad_line
from tests.support.enrolled import enrol
from tests.support.live import serving
from tests.support.own_browser import own_browser
from tests.support.server import free_port, world_in
from tests.support.system import CHROMIUM
from voice_app.config import RESOURCES
from voice_app.web.assets import Assets

TIMED = True
NEEDS = (CHROMIUM,)
STARTS = {"small": 3, "full": 25}
SLOWER = 4
#: In small other work may share the machine (milliseconds).
LIMIT = {"small": 4_000, "full": 400}
KB = 1024
#: Notes when the field first took a letter, and when the page was ready to seal (milliseconds).
WATCH = """() => {
  globalThis.noted = { began: performance.timeOrigin };
  const watch = new MutationObserver(() => {
    const lines = document.querySelector("form[data-outbox] textarea");
    if (lines && !noted.asked) {
      noted.asked = true;
      requestAnimationFrame(() => {
        lines.addEventListener("input", () => (noted.typed ??= performance.now()));
        lines.focus();
        document.execCommand("insertText", false, "x");
      });
    }
    if (document.querySelector("form[data-sealing]")) noted.seals ??= performance.now();
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true });
}"""
IS_READY = "() => noted.typed && noted.seals"


@dataclass(frozen=True)
class Start:
    """One start of the app: when it took a letter, when it could seal it, and what it fetched."""

    typed: float
    seals: float
    fetched: int
    by_worker: bool


def run(size: Size) -> list[Figure]:
    """Start the app again and again with its worker, once without, and weigh its scripts."""
    with _phone() as (context, line, address):
        starts = [_start(context, line, address) for _ in range(STARTS[size])]
        without = _start(context, line, address, has_worker=False)
    typed = statistics.median(start.typed for start in starts)
    seals = statistics.median(start.seals for start in starts)
    fetched = sum(start.fetched for start in starts)
    by_worker = sum(start.by_worker for start in starts)
    return [
        exactly("requests to the server until then", fetched, "", 0),
        exactly("starts whose page came from the worker", by_worker, "", STARTS[size]),
        at_most(
            "until a letter stands in the field, 4 times slower, median", typed, "ms", LIMIT[size]
        ),
        at_most("until it can also seal it, median", seals, "ms", LIMIT[size]),
        at_least("control, without the worker: requests", without.fetched, "", 1),
        at_most("all scripts, also those of staff alone", _scripts() / KB, "KB", 35),
    ]


@contextmanager
def _phone() -> Iterator[tuple[BrowserContext, BadLine, str]]:
    """Amina's phone, on which the app was opened before; and all that it asks the server for."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="voice-opening-") as name:
        folder = Path(name)
        listener = socket.create_server(("127.0.0.1", 0))
        port, own_port = free_port(), listener.getsockname()[1]
        world, address = world_in(folder, port), f"http://localhost:{port}"
        with (
            serving(world.app, listener),
            bad_line(port, own_port) as line,
            sync_playwright() as playwright,
            own_browser(playwright.chromium, folder / "profile") as browser,
        ):
            enrol(world, world.amina, browser.start(), address)
            browser.close()
            browser.start()
            yield browser.context, line, address
            browser.close()
        world.database.close()


def _start(
    context: BrowserContext, line: BadLine, address: str, *, has_worker: bool = True
) -> Start:
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("ServiceWorker.enable")
    devtools.send("ServiceWorker.stopAllWorkers")
    devtools.send("Network.enable")
    devtools.send("Network.setBypassServiceWorker", {"bypass": not has_worker})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(f"({WATCH})()")
    asked = len(line.asked)
    answer = page.goto(f"{address}/page", wait_until="commit")
    page.wait_for_function(IS_READY)
    noted = page.evaluate("noted")
    until = noted["began"] + max(noted["typed"], noted["seals"])
    fetched = [one for at, one in line.asked[asked:] if at * 1_000 <= until]
    page.close()
    assert answer is not None
    return Start(noted["typed"], noted["seals"], len(fetched), answer.from_service_worker)


def _scripts() -> int:
    """Bytes of every script, as it is sent."""
    static = RESOURCES / "static"
    assets = Assets(static)
    total = 0
    for path in static.rglob("*.js"):
        _, _, version, name = assets.url(path.relative_to(static).as_posix()).split("/", 3)
        sent = assets.respond(version, name, "br")
        assert sent is not None
        total += len(sent[0])
    return total
