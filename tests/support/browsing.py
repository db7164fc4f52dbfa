"""Fixtures for journeys: a browser, a phone, and what its pages complained about."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.chromium import PHONE, Complaints, launch

OpenContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker; skips, in plain words, where there is none."""
    try:
        with launch() as chromium:
            yield chromium
    except LookupError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What the pages of this test complained about; what is not forgiven fails it at its end."""
    complaints = Complaints()
    yield complaints
    unexpected = complaints.unforgiven()
    if unexpected:
        pytest.fail("The pages complained:\n" + "\n".join(unexpected), pytrace=False)


@pytest.fixture
def open_context(browser: Browser, complaints: Complaints) -> Iterator[OpenContext]:
    """Open another phone or computer: `open_context(viewport=…, color_scheme="dark")`."""
    contexts = []

    def open_one(**settings: Any) -> BrowserContext:
        context = browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **settings})
        complaints.listen_to(context)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_context: OpenContext) -> Page:
    """An empty page on a phone of 390 by 844 that nobody has used before."""
    return open_context().new_page()
