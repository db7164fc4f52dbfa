"""`./voice shots`: write a PNG of every page as each person into the ignored folder `shots`.

./voice shots                          every page as everybody, in every view
./voice shots home. entries.write      pages whose name begins like this
./voice shots --as open --as keyworker --view 390 --view 1280-dark
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.asking import ASKING
from tests.support.catalogue import RIGHT_TO_LEFT, pretend
from tests.support.chromium import launch
from tests.support.databases import SQLiteSupply
from tests.support.everywhere import Everywhere, fill_a_world
from tests.support.live import give_cookies, served_at
from tests.support.system import ROOT
from tests.web.walking import PAGES

FOLDER = ROOT / "shots"


@dataclass(frozen=True)
class View:
    """One way of looking at a page: how wide and high, and in which light, size and direction."""

    width: int
    height: int
    dark: bool = False
    text: str = "100%"
    right_to_left: bool = False


VIEWS = {
    "390": View(390, 844),
    "390-dark": View(390, 844, dark=True),
    "390-right-to-left": View(390, 844, right_to_left=True),
    "320": View(320, 640, text="200%"),
    "1280": View(1280, 860),
    "1280-dark": View(1280, 860, dark=True),
    "1280-right-to-left": View(1280, 860, right_to_left=True),
}


def main(arguments: Sequence[str]) -> None:
    """Photograph the pages that are asked for, as the people and in the views asked for."""
    asked = _asked(arguments)
    pages = [
        (endpoint, asking)
        for endpoint, asking in sorted(PAGES, key=_what_is_new_first)
        if endpoint.startswith(tuple(asked.pages) or "") and asking in (asked.people or ASKING)
    ]
    if not pages:
        sys.exit("No page of that name opens for them. Names are like entries.write or home.")
    started = time.monotonic()
    written = 0
    with _filled() as (everywhere, translations), launch() as browser:
        for right_to_left in (False, True):
            views = [
                name for name in asked.views or VIEWS if VIEWS[name].right_to_left is right_to_left
            ]
            if not views:
                continue
            languages = {"translations": translations, "languages": (RIGHT_TO_LEFT,)}
            with served_at(everywhere.world, **(languages if right_to_left else {})) as address:
                written += _photograph(browser, address, everywhere, pages, views, asked.into)
    print(f"{written} pictures in {asked.into}, in {time.monotonic() - started:.0f} s")


def _what_is_new_first(page: tuple[str, str]) -> bool:
    """Home and Today show what nobody has looked at yet, so no other page may show it before."""
    return page[0] not in ("home.front", "home.today")


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./voice shots")
    parser.add_argument("pages", nargs="*", help="how the names of the pages begin")
    parser.add_argument("--as", dest="people", action="append", choices=ASKING)
    parser.add_argument("--view", dest="views", action="append", choices=VIEWS)
    parser.add_argument("--into", type=Path, default=FOLDER, help="another folder")
    return parser.parse_args(arguments)


@contextmanager
def _filled() -> Iterator[tuple[Everywhere, Path]]:
    """The world with one of everything in it, and where the pretend languages are."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        (folder / "databases").mkdir()
        pretend(folder / "translations")
        everywhere = fill_a_world(SQLiteSupply(folder / "databases"), folder)
        patch.setattr("voice_app.core.clock.now", lambda: everywhere.world.now)
        everywhere.start_afresh()
        yield everywhere, folder / "translations"
        everywhere.put_away()


def _photograph(
    browser: Browser,
    address: str,
    everywhere: Everywhere,
    pages: list[tuple[str, str]],
    views: list[str],
    into: Path,
) -> int:
    """Open each page once, with a browser for each person, and draw it in every view."""
    written = 0
    for asking in ASKING:
        endpoints = [endpoint for endpoint, whose in pages if whose == asking]
        if not endpoints:
            continue
        folder = into / asking
        folder.mkdir(parents=True, exist_ok=True)
        language = RIGHT_TO_LEFT if VIEWS[views[0]].right_to_left else "en-GB"
        context = browser.new_context(locale=language, reduced_motion="reduce")
        give_cookies(context, address, everywhere.browse(asking))
        page = context.new_page()
        for endpoint in endpoints:
            page.goto(address + everywhere.address(endpoint))
            for view in views:
                _draw(page, VIEWS[view], folder / f"{endpoint}.{view}.png")
                written += 1
        context.close()
    return written


def _draw(page: Page, view: View, picture: Path) -> None:
    page.set_viewport_size({"width": view.width, "height": view.height})
    page.emulate_media(color_scheme="dark" if view.dark else "light")
    # Set by script, which no policy forbids, as a phone's own text size would.
    page.evaluate("size => { document.documentElement.style.fontSize = size }", view.text)
    # As high as the page, so that what stays at the foot of a screen stands at its end.
    # Some parts grow with the screen, so it is measured twice.
    for _ in range(2):
        height = max(view.height, page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": view.width, "height": height})
    page.screenshot(path=picture)


if __name__ == "__main__":
    main(sys.argv[1:])
