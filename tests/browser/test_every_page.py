"""Every page in a real browser, as one of those who may open it: narrow, large, light and dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.chromium import Complaints, axe
from tests.support.everywhere import Everywhere
from tests.support.looking import (
    CUT_OFF,
    LARGE_TEXT,
    NO_FOCUS,
    RUN_TOGETHER,
    SIDEWAYS,
    SMALL,
    USUAL_TEXT,
)
from tests.support.visiting import Showing, visiting
from tests.web.walking import ONE_EACH

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def heard() -> Complaints:
    """What all pages complained about, the newest last."""
    complaints = Complaints()
    # The review has somebody who runs it; the page says so, kindly.
    complaints.forgive("409 (CONFLICT)")
    return complaints


@pytest.fixture(scope="module")
def showing(everywhere: Everywhere, browser: Browser, heard: Complaints) -> Iterator[Showing]:
    """Show a page as somebody."""
    everywhere.start_afresh()
    with visiting(everywhere, browser, heard) as show:
        yield show


@pytest.mark.parametrize(("endpoint", "asking"), ONE_EACH)
def test_a_page_can_be_read_and_pressed_by_everybody(
    showing: Showing, heard: Complaints, endpoint: str, asking: str
) -> None:
    page = showing(endpoint, asking)

    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(SMALL, 44) == []
    assert page.evaluate(NO_FOCUS) == []
    assert page.evaluate(RUN_TOGETHER) == []
    assert axe(page) == []

    page.emulate_media(color_scheme="dark")
    assert axe(page, "color-contrast") == []

    page.evaluate(LARGE_TEXT)
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(CUT_OFF) == []
    page.evaluate(USUAL_TEXT)
    assert heard.unforgiven() == []


def test_what_is_wrong_with_a_page_would_be_noticed(showing: Showing, heard: Complaints) -> None:
    page = showing("care.settings", "open")

    page.evaluate("""() => {
      document.querySelector(".rows").style.inlineSize = "400px";
      const link = document.querySelector(".row__link");
      link.style.cssText = "min-block-size: 0; block-size: 20px; outline: 0; color: #999";
      link.querySelector(".row__title").style.color = "#aaa";
      document.querySelector("h1").textContent = "One.Two";
      document.querySelector("h1").append(" ");
      document.body.append(Object.assign(new Image(), { src: "https://elsewhere.invalid/a.png" }));
    }""")

    assert page.evaluate(SIDEWAYS) > 0
    assert len(page.evaluate(SMALL, 44)) == 1
    assert len(page.evaluate(NO_FOCUS)) == 1
    assert page.evaluate(RUN_TOGETHER) == ["One.Two"]
    assert any("color-contrast" in wrong for wrong in axe(page, "color-contrast"))
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in complaint for complaint in heard.heard)
