"""No signal, an old page, two people at once: whatever happens, nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_leaving import open_with_pin
from tests.entries.telling import all_of, only_one, sent, words_of
from tests.support.chromium import Complaints, axe, axe_in_both_themes
from tests.support.live import ScreenOf
from tests.support.signing_in import set_pin
from tests.support.world import World
from voice_app.core.actor import Level
from voice_app.entries.models import EntryKind

pytestmark = pytest.mark.browser

WRITTEN = "to see my sister more often"
NO_SIGNAL = "There is no signal just now."


@pytest.fixture
def lost_signal(complaints: Complaints) -> None:
    """The console may say that a request did not get through."""
    complaints.forgive("ERR_INTERNET_DISCONNECTED")
    complaints.forgive("ERR_FAILED")


@pytest.mark.usefixtures("lost_signal")
def test_without_a_signal_the_page_says_so_and_keeps_the_words(
    world: World, screen_of: ScreenOf
) -> None:
    phone = screen_of(world.amina)
    phone.goto("/write?start=2")
    phone.locator("textarea").fill(WRITTEN)
    phone.context.set_offline(True)

    phone.get_by_role("button", name="Next").click()

    expect(phone.get_by_role("alert")).to_contain_text(NO_SIGNAL)
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.get_by_role("alert")).to_be_in_viewport()
    expect(phone.locator("textarea")).to_have_value(WRITTEN)
    assert axe_in_both_themes(phone) == []

    phone.context.set_offline(False)
    phone.get_by_role("button", name="Next").click()
    expect(phone.get_by_role("heading", name="Who can see this?")).to_be_visible()
    assert words_of(world, only_one(world).id) == WRITTEN


@pytest.mark.usefixtures("lost_signal")
def test_a_server_that_cannot_be_reached_is_no_signal_too(
    world: World, screen_of: ScreenOf
) -> None:
    phone = screen_of(world.amina, Level.LETTERBOX)
    phone.goto("/letterbox")
    phone.locator("textarea").fill(WRITTEN)
    phone.route("**/*", lambda route: route.abort())

    phone.get_by_role("button", name="Keep").click()

    expect(phone.get_by_role("alert")).to_contain_text(NO_SIGNAL)
    expect(phone.locator("textarea")).to_have_value(WRITTEN)
    phone.unroute("**/*")
    phone.get_by_role("button", name="Keep").click()
    expect(phone.get_by_text("Kept.")).to_be_visible()
    expect(phone.locator("textarea")).to_have_value("")
    assert words_of(world, only_one(world).id) == WRITTEN


@pytest.mark.usefixtures("lost_signal")
def test_an_answer_that_dan_cannot_send_stays_on_his_page(
    world: World, screen_of: ScreenOf
) -> None:
    dan = answering(world, screen_of)
    dan.get_by_label("What will happen").fill("Every second Sunday.")
    dan.context.set_offline(True)

    dan.get_by_role("button", name="Send to Amina").click()

    expect(dan.get_by_role("alert")).to_contain_text(NO_SIGNAL)
    expect(dan.get_by_label("What will happen")).to_have_value("Every second Sunday.")


@pytest.mark.usefixtures("lost_signal")
def test_faces_that_were_picked_stay_picked_without_a_signal(
    world: World, screen_of: ScreenOf
) -> None:
    phone = screen_of(world.amina)
    phone.goto("/feel")
    phone.get_by_role("checkbox", name="Sad").check(force=True)
    phone.context.set_offline(True)

    phone.get_by_role("button", name="Next").click()

    expect(phone.get_by_role("alert")).to_contain_text(NO_SIGNAL)
    expect(phone.get_by_role("checkbox", name="Sad")).to_be_checked()


def test_pressing_twice_sends_once(world: World, screen_of: ScreenOf) -> None:
    phone = screen_of(world.amina, Level.LETTERBOX)
    phone.goto("/letterbox")
    phone.locator("textarea").fill(WRITTEN)

    phone.get_by_role("button", name="Keep").dblclick()

    expect(phone.get_by_text("Kept.")).to_be_visible()
    assert [words_of(world, one.id) for one in all_of(world, world.amina)] == [WRITTEN]


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_words_of_a_page_left_open_too_long_wait_behind_the_pin(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    set_pin(world, world.amina)
    phone = screen_of(world.amina, java_script_enabled=has_script)
    phone.goto("/write?start=2")
    world.later(minutes=3)
    phone.locator("textarea").fill(WRITTEN)

    phone.get_by_role("button", name="Next").click()

    expect(phone.get_by_label("Enter your code")).to_be_visible()
    assert WRITTEN not in phone.content()
    open_with_pin(phone)
    expect(phone.get_by_text(WRITTEN)).to_be_visible()
    expect(phone.get_by_text("Did you say this?")).to_be_visible()
    assert only_one(world).confirmed_at is None

    phone.get_by_role("button", name="I said this").click()
    expect(phone.get_by_role("heading", name="What do you want to say?")).to_be_visible()
    assert only_one(world).confirmed_at is not None


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_whoever_answers_second_sees_the_first_answer_and_loses_nothing(
    world: World, screen_of: ScreenOf, complaints: Complaints, has_script: bool
) -> None:
    complaints.forgive("status of 409")
    sent(world, world.dan, world.nell, words=WRITTEN, kind=EntryKind.WISH)
    dan, nell = (
        open_wish(screen_of(who, java_script_enabled=has_script)) for who in (world.dan, world.nell)
    )
    answer(dan, "Every second Sunday.")
    expect(dan.get_by_text("Amina has not read it yet.")).to_be_visible()

    answer(nell, "Perhaps at Easter.")

    expect(nell.get_by_role("alert").first).to_be_visible()
    assert not has_script or axe(nell) == []
    expect(nell.get_by_text("Every second Sunday.").first).to_be_visible()
    expect(nell.get_by_label("What will happen")).to_have_value("Perhaps at Easter.")
    expect(nell.get_by_label("Because")).to_have_value("Your sister is free then.")
    nell.get_by_role("button", name="Send to Amina").click()
    expect(nell.get_by_text("Amina has not read it yet.").first).to_be_visible()


def answering(world: World, screen_of: ScreenOf) -> Page:
    sent(world, world.dan, words=WRITTEN, kind=EntryKind.WISH)
    return open_wish(screen_of(world.dan))


def open_wish(page: Page) -> Page:
    page.goto("/staff/today")
    page.get_by_role("link", name="Answer", exact=True).first.click()
    return page


def answer(page: Page, what_happens: str) -> None:
    page.get_by_role("radio", name="Yes").check()
    page.get_by_label("What will happen").fill(what_happens)
    page.get_by_label("Because").fill("Your sister is free then.")
    page.get_by_label("Decided by").fill("All of us")
    page.get_by_label("Decided on").fill("2026-06-16")
    page.get_by_role("button", name="Send to Amina").click()
