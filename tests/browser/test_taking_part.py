"""Amina says how she takes part in her meeting, in a browser, with and without any script."""

import pytest
from playwright.sync_api import expect

from tests.reviews.telling import planned
from tests.support.chromium import axe_in_both_themes
from tests.support.live import ScreenOf
from tests.support.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_she_says_whom_she_wants_there_and_ruth_answers(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    review_id = planned(world)
    amina = screen_of(world.amina, java_script_enabled=has_script)
    ruth = screen_of(world.ruth, java_script_enabled=has_script)

    amina.goto("/meeting")
    amina.get_by_role("link", name="Who I want there").click()
    amina.get_by_label("Who do you want there?").fill("Dan, Noor")
    amina.get_by_role("switch", name="Dan Hughes can see this").press("Space")
    name = "Send to Ruth" if has_script else "Send"
    amina.get_by_role("button", name=name, exact=True).click()
    expect(amina.get_by_text("They can read this: Ruth.")).to_be_visible()
    amina.goto("/meeting")
    expect(amina.get_by_text("Said", exact=True)).to_be_visible()
    amina.get_by_role("link", name="How I join in").click()
    amina.get_by_label("By video").check()
    amina.get_by_role("button", name="Not now").click()
    expect(amina.get_by_text("Not sent. Only you can see it.")).to_be_visible()

    ruth.goto(f"/staff/reviews/{review_id}")
    expect(ruth.get_by_text("Dan, Noor")).to_be_visible()
    ruth.get_by_role("link", name="Answer", exact=True).click()
    expect(ruth.get_by_role("heading", name="Amina asked")).to_be_visible()


def test_enter_on_a_switch_sends_to_whoever_is_chosen(world: World, screen_of: ScreenOf) -> None:
    planned(world)
    amina = screen_of(world.amina)
    amina.goto("/meeting")
    amina.get_by_role("link", name="Who I want there").click()
    amina.get_by_label("Who do you want there?").fill("Dan, Noor")

    amina.get_by_role("switch", name="Dan Hughes can see this").press("Enter")

    expect(amina.get_by_text("They can read this: ")).to_be_visible()


def test_no_page_of_taking_part_keeps_anybody_out(world: World, screen_of: ScreenOf) -> None:
    planned(world)
    amina = screen_of(world.amina)

    for address in ("/meeting", "/meeting/1/say", "/meeting/6/say"):
        amina.goto(address)
        assert axe_in_both_themes(amina) == []
