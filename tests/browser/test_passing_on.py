"""Passing something on, in a real browser: decided, agreed to wait, told, and read by Amina."""

import pytest
from playwright.sync_api import Page, expect

from tests.entries.telling import sent
from tests.sharing.telling import in_days
from tests.support.chromium import axe
from tests.support.live import ScreenOf
from tests.support.looking import SIDEWAYS
from tests.support.world import World

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
WHAT = "That a car waits on Tuesdays."


def looked_at(page: Page) -> None:
    """Nothing on this page stands in a screen reader's way, and nothing runs out sideways."""
    assert axe(page) == [], page.url
    assert page.evaluate(SIDEWAYS) <= 0, page.url


def test_what_is_passed_on_waits_for_a_manager_and_then_she_reads_it(
    world: World, screen_of: ScreenOf
) -> None:
    sent(world, world.dan)
    dan, joy, amina = (
        screen_of(who, viewport=NARROW) for who in (world.dan, world.joy, world.amina)
    )
    amina.goto("/told")
    expect(amina.get_by_text("Nobody else is told anything.")).to_be_visible()

    decide(dan, world)
    expect(dan.get_by_text("Amina has not been told yet.")).to_be_visible()
    expect(dan.get_by_text("A manager must agree that it waits.")).to_be_visible()
    looked_at(dan)
    amina.reload()
    expect(amina.get_by_text("Nobody else is told anything.")).to_be_visible()

    joy.goto("/staff/today")
    joy.get_by_role("link", name="Amina", exact=True).click()
    expect(joy.get_by_text(WHAT)).to_be_visible()
    looked_at(joy)
    joy.get_by_role("button", name="I agree that it waits").click()
    expect(joy.get_by_text("A manager agreed on")).to_be_visible()

    dan.reload()
    dan.get_by_role("link", name="Amina was told").click()
    looked_at(dan)
    dan.get_by_label("How you told the young person").fill("On a walk.")
    dan.get_by_label("What the young person says of it").fill("OK, but not my nan.")
    dan.get_by_role("button", name="Keep it").click()
    expect(dan.get_by_text("Amina was told on")).to_be_visible()

    amina.reload()
    expect(amina.get_by_text("Dan passed something on.")).to_be_visible()
    expect(amina.get_by_text(WHAT)).to_be_visible()
    looked_at(amina)
    amina.get_by_role("link", name="What you said").click()
    expect(amina.get_by_text("Dan passed something on.")).to_be_visible()


def decide(dan: Page, world: World) -> None:
    """Dan opens her words and writes down that he must pass them on, and that she knows later."""
    dan.goto(f"/staff/people/{world.amina.id}/words")
    dan.get_by_role("link", name="I must pass this on").click()
    looked_at(dan)
    dan.get_by_role("radio", name="I must pass this on").check()
    for label, words in (
        ("Who: names and what they do", "Nell Osei, social worker"),
        ("What exactly", WHAT),
        ("Why", "Somebody waits for her after school."),
        ("If they are not told yet: why", "He reads her phone."),
        ("Told by, or looked at again on", in_days(world, 7).isoformat()),
    ):
        dan.get_by_label(label, exact=True).fill(words)
    dan.get_by_label("The reason in law").select_option(
        "A child or somebody else may be seriously harmed"
    )
    dan.get_by_role("button", name="Keep the decision").click()
