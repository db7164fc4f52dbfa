"""The loop, in a browser: Amina wishes, Dan hears and answers, Amina says whether that is OK.

The same story is told on a phone and on a computer, and once more without any script.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.support.chromium import COMPUTER, PHONE, axe_in_both_themes
from tests.support.live import ScreenOf
from tests.support.world import World

pytestmark = pytest.mark.browser

WISH = "to play football on Saturdays again."
WHAT_HAPPENS = "Yes to Saturdays, with Northside. Dan will take you."
BECAUSE = "Some adults near the old pitch are not safe. That is about them, not you."


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("desk", [COMPUTER, PHONE], ids=["computer", "phone"])
def test_a_wish_is_heard_answered_and_answered_back(
    world: World, screen_of: ScreenOf, desk: dict[str, int], has_script: bool
) -> None:
    amina = screen_of(world.amina, java_script_enabled=has_script)
    dan = screen_of(world.dan, viewport=desk, java_script_enabled=has_script)

    _says_a_wish(amina)
    _hears_it_on_today(dan)
    amina.goto("/words")
    expect(amina.get_by_text("Opened by Dan")).to_be_visible()

    _answers_partly(dan, has_script=has_script)
    _reads_it_and_says_not_ok(amina)

    dan.goto("/staff/today")
    expect(dan.get_by_text("Amina says: Not OK").first).to_be_visible()


def test_nothing_on_the_way_keeps_anybody_out(world: World, screen_of: ScreenOf) -> None:
    amina = screen_of(world.amina)
    dan = screen_of(world.dan)
    _says_a_wish(amina)
    _is_open_to_everybody(dan, "/staff/today", "/staff/people", f"/staff/people/{world.amina.id}")
    _answers_partly(dan)
    _is_open_to_everybody(dan, "/staff/wishes", "/staff/wishes/answered")
    _is_open_to_everybody(amina, "/")
    _reads_it_and_says_not_ok(amina)
    assert axe_in_both_themes(amina) == []
    _is_open_to_everybody(dan, f"/staff/people/{world.amina.id}/words")
    dan.get_by_role("link", name="See the answer").click()
    assert axe_in_both_themes(dan) == []


def test_the_preview_fills_while_dan_types(world: World, screen_of: ScreenOf) -> None:
    amina, dan = screen_of(world.amina), screen_of(world.dan)
    _says_a_wish(amina)
    dan.goto("/staff/today")
    dan.get_by_role("link", name="Answer", exact=True).first.click()
    paper = dan.locator("[data-preview]")
    expect(paper.get_by_text("Not answered yet").first).to_be_visible()
    expect(dan.get_by_role("button", name="Show me")).to_be_hidden()

    _fills_in_partly(dan)

    expect(paper.get_by_text("Partly")).to_be_visible()
    expect(paper.get_by_text("Dan and Ruth decided, Tuesday 16 June")).to_be_visible()
    expect(paper.get_by_text(BECAUSE)).to_be_visible()
    expect(paper.get_by_text("We look again on Tuesday 23 June.")).to_be_visible()
    expect(paper.get_by_text("Not answered yet").first).to_be_hidden()


def _says_a_wish(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Say something").click()
    page.get_by_role("radio", name="I want").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("textbox").first.fill(WISH)
    page.get_by_role("button", name="Next").click()
    page.locator("label", has_text="Dan Hughes").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text(WISH)).to_be_visible()


def _hears_it_on_today(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_title("Today – Voice")
    expect(page.get_by_text(WISH).first).to_be_visible()


def _answers_partly(page: Page, *, has_script: bool = True) -> None:
    page.goto("/staff/today")
    page.get_by_role("link", name="Answer", exact=True).first.click()
    _fills_in_partly(page)
    if not has_script:
        page.get_by_role("button", name="Show me").click()
        expect(page.locator("[data-preview]").get_by_text(BECAUSE)).to_be_visible()
    page.get_by_role("button", name="Send to Amina").click()
    expect(page.get_by_text("Amina has not read it yet.")).to_be_visible()


def _fills_in_partly(page: Page) -> None:
    page.get_by_role("radio", name="Partly").check()
    page.get_by_label("What will happen").fill(WHAT_HAPPENS)
    page.get_by_label("Because").fill(BECAUSE)
    page.get_by_label("Decided by").fill("Dan and Ruth")
    page.get_by_label("Decided on").fill("2026-06-16")
    page.get_by_label("We look again").fill("2026-06-23")


def _reads_it_and_says_not_ok(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_text("Dan has answered you")).to_be_visible()
    expect(page.get_by_text("Partly")).to_be_hidden()
    page.get_by_role("link", name="Read the answer").click()
    expect(page.get_by_text("Partly", exact=True)).to_be_visible()
    expect(page.get_by_text(BECAUSE)).to_be_visible()
    page.get_by_role("button", name="Not OK").click()
    expect(page.get_by_text("It goes to your next meeting.")).to_be_visible()


def _is_open_to_everybody(page: Page, *addresses: str) -> None:
    for address in addresses:
        page.goto(address)
        assert axe_in_both_themes(page) == [], address
