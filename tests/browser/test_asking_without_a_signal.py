"""Somebody is asked to ring from the kept page; and a phone that can keep nothing says so first."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import OpenContext
from tests.support.chromium import axe_in_both_themes
from tests.support.enrolled import enrol
from tests.support.joined import JoinedPhone, expect_words, keep
from tests.support.world import World

pytestmark = pytest.mark.browser

NEEDS_SIGNAL = "You need a signal to send this."
NOT_YET = "Nobody was asked to ring yet."


def ask(page: Page, words: str, contact: str) -> None:
    page.get_by_label("Write").fill(words)
    page.get_by_text("Ask somebody to ring me").click()
    page.get_by_label("How and when").fill(contact)
    page.get_by_role("button", name="Send").click()


def today_of_dan(world: World) -> str:
    return world.browse(world.dan).read("/staff/today")


def test_without_a_signal_it_waits_says_that_nobody_was_asked_and_goes_later(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    page.context.set_offline(True)
    page.goto("/page")

    ask(page, "About Sunday.", "After six, not by text.")

    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    expect(page.get_by_text(NOT_YET)).to_be_visible()
    expect(page.get_by_label("Write")).to_have_value("")
    expect(page.get_by_label("How and when")).to_have_value("")
    assert axe_in_both_themes(page) == []
    assert "About Sunday." not in today_of_dan(world)

    page.context.set_offline(False)
    expect(page.get_by_text("Sent.", exact=True)).to_be_visible()
    expect(page.get_by_text(NOT_YET)).to_be_hidden()
    today = today_of_dan(world)
    assert "About Sunday." in today
    assert "After six, not by text." in today


def test_with_a_signal_it_is_sent_at_once(world: World, joined_phone: JoinedPhone) -> None:
    page = joined_phone(world.amina)

    ask(page, "", "At lunch.")

    expect(page.get_by_text("Sent.", exact=True)).to_be_visible()
    expect(page.get_by_text(NOT_YET)).to_be_hidden()
    assert "At lunch." in today_of_dan(world)


def test_it_can_be_binned_before_it_goes_and_then_nobody_is_asked(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    page.context.set_offline(True)
    ask(page, "Not this.", "Now.")
    expect(page.get_by_text(NOT_YET)).to_be_visible()

    page.get_by_role("button", name="Bin what is waiting").click()
    expect(page.get_by_text(NOT_YET)).to_be_hidden()
    keep(page, "Only this.")
    page.context.set_offline(False)

    expect_words(page, world, ["Only this."])
    assert "Please contact me" not in today_of_dan(world)


def test_how_and_when_is_kept_with_the_words_when_nobody_was_asked_in_the_end(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    page.get_by_text("Ask somebody to ring me").click()
    page.get_by_label("How and when").fill("After six.")

    keep(page, "About Sunday.")

    expect_words(page, world, ["About Sunday.\nAfter six."])
    assert "Please contact me" not in today_of_dan(world)


@pytest.mark.parametrize(("room", "is_full"), [(300_000, True), (20_000_000, False)])
def test_a_full_phone_says_first_that_it_needs_a_signal(
    world: World, live_server: str, open_context: OpenContext, room: int, is_full: bool
) -> None:
    page = open_context(base_url=live_server).new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": live_server, "quotaSize": room})
    enrol(world, world.amina, page, live_server)

    page.goto("/page")

    if not is_full:
        page.wait_for_timeout(2_000)
    expect(page.get_by_text(NEEDS_SIGNAL)).to_be_visible(visible=is_full)
    assert page.evaluate("document.querySelector('[data-outbox]').dataset.sealing") == ""
