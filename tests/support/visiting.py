"""Every page in a real browser, as one of those who may open it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.support.chromium import Complaints
from tests.support.everywhere import Everywhere
from tests.support.live import give_cookies, served_at

NARROW: ViewportSize = {"width": 320, "height": 640}

#: Opens a page as somebody: `showing("home.front", "open")`.
Showing = Callable[[str, str], Page]


@contextmanager
def visiting(everywhere: Everywhere, browser: Browser, heard: Complaints) -> Iterator[Showing]:
    """Show pages as somebody: one server for all, and for each person one narrow browser.

    `heard` is emptied before each page, so what is in it afterwards is of this page.
    """
    contexts: dict[str, BrowserContext] = {}
    with served_at(everywhere.world) as address:

        def show(endpoint: str, asking: str) -> Page:
            if asking not in contexts:
                context = browser.new_context(
                    base_url=address, viewport=NARROW, locale="en-GB", reduced_motion="reduce"
                )
                heard.listen_to(context)
                give_cookies(context, address, everywhere.browse(asking))
                contexts[asking] = context
                context.new_page()
            page = contexts[asking].pages[0]
            heard.heard.clear()
            page.emulate_media(color_scheme="light")
            page.goto(everywhere.address(endpoint))
            return page

        yield show
        for context in contexts.values():
            context.close()
