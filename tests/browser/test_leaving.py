"""Leaving in a hurry: nothing stays on the screen, in Back or in the cache, and no word is lost."""

import time

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from tests.entries.telling import WORDS, all_of, only_one, sent, words_of
from tests.support.chromium import LOOK
from tests.support.live import ScreenOf
from tests.support.signing_in import PIN, set_pin
from tests.support.world import World
from voice_app.core.actor import Level
from voice_app.entries.models import EntryState

pytestmark = pytest.mark.browser

COVERED = "getComputedStyle(document.body).visibility === 'hidden'"


def is_locked(context: BrowserContext) -> bool:
    """Does the server show this phone nothing but the letterbox now?"""
    fresh = context.new_page()
    fresh.goto("/words")
    locked = fresh.url.endswith("/open")
    fresh.close()
    return locked


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_leave_ends_what_is_open_and_back_shows_nothing(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    set_pin(world, world.amina)
    entry_id = sent(world, world.dan)
    phone = screen_of(world.amina, java_script_enabled=has_script)
    phone.goto("/words")
    phone.goto(f"/words/{entry_id}")
    expect(phone.get_by_text(WORDS).first).to_be_visible()

    with phone.expect_response("**/letterbox") as answered:
        phone.get_by_role("button", name="Leave").click()

    assert answered.value.all_headers()["clear-site-data"] == '"cache"'
    phone.wait_for_url("**/letterbox")
    assert is_locked(phone.context)
    for _ in range(2):
        phone.go_back()
        phone.wait_for_load_state()
        expect(phone.get_by_label("Enter your code")).to_be_visible()
        assert WORDS not in phone.content()


def test_without_leave_back_would_show_the_words_again(world: World, screen_of: ScreenOf) -> None:
    entry_id = sent(world, world.dan)
    phone = screen_of(world.amina)
    phone.goto(f"/words/{entry_id}")
    phone.goto("/numbers")

    phone.go_back()

    expect(phone.get_by_text(WORDS).first).to_be_visible()


def test_shift_three_times_leaves_at_once(world: World, screen_of: ScreenOf) -> None:
    set_pin(world, world.amina)
    phone = screen_of(world.amina)
    phone.goto("/words")

    phone.keyboard.press("Shift")
    phone.keyboard.press("Shift")
    assert phone.url.endswith("/words")
    phone.keyboard.press("Shift")

    phone.wait_for_url("**/letterbox")
    assert is_locked(phone.context)


def test_a_hidden_page_is_covered_and_shows_again_soon_after(
    world: World, screen_of: ScreenOf
) -> None:
    phone = screen_of(world.amina)
    phone.goto("/words")
    assert not phone.evaluate(COVERED)

    phone.evaluate(LOOK, True)
    assert phone.evaluate(COVERED)
    phone.evaluate(LOOK, False)

    assert not phone.evaluate(COVERED)
    assert not is_locked(phone.context)


def test_ringing_a_number_is_not_looking_away(world: World, screen_of: ScreenOf) -> None:
    phone = screen_of(world.amina)
    phone.goto("/numbers")
    phone.evaluate("addEventListener('click', (event) => event.preventDefault())")
    phone.locator("[data-own-prompt]").first.click()

    phone.evaluate(LOOK, True)

    assert not phone.evaluate(COVERED)


def test_a_page_hidden_for_a_minute_is_left_and_its_words_wait_behind_the_pin(
    world: World, screen_of: ScreenOf
) -> None:
    set_pin(world, world.amina)
    phone = screen_of(world.amina)
    phone.clock.install()
    begin_to_write(phone, "I was in the middle of")

    with phone.expect_response(is_kept):
        phone.evaluate(LOOK, True)
    assert words_of(world, only_one(world).id) == "I was in the middle of"
    phone.clock.run_for(61_000)

    phone.wait_for_url("**/letterbox")
    assert "in the middle" not in phone.content()
    open_with_pin(phone)
    phone.goto("/words")
    expect(phone.get_by_text("Not finished yet")).to_be_visible()
    expect(phone.get_by_text("I was in the middle of")).to_be_visible()


def test_an_open_page_that_nobody_touches_leaves_by_itself(
    world: World, screen_of: ScreenOf
) -> None:
    set_pin(world, world.amina)
    sent(world, world.dan)
    phone = screen_of(world.amina)
    phone.clock.install()
    phone.goto("/words")

    phone.clock.run_for(119_000)
    phone.keyboard.press("ArrowDown")
    phone.clock.run_for(119_000)
    expect(phone.get_by_text(WORDS).first).to_be_visible()
    phone.clock.run_for(2_000)

    phone.wait_for_url("**/letterbox")
    assert is_locked(phone.context)


def test_a_page_with_nothing_of_anybody_stays_however_long_it_lies(
    world: World, screen_of: ScreenOf
) -> None:
    phone = screen_of(world.amina, Level.LETTERBOX)
    phone.clock.install()
    phone.goto("/letterbox")

    phone.clock.run_for(600_000)

    assert phone.url.endswith("/letterbox")
    phone.goto("/numbers")
    phone.clock.run_for(600_000)
    assert phone.url.endswith("/numbers")


def test_leaving_keeps_what_was_typed_a_moment_ago(world: World, screen_of: ScreenOf) -> None:
    set_pin(world, world.amina)
    phone = screen_of(world.amina)
    begin_to_write(phone, "somebody is coming")

    phone.get_by_role("button", name="Leave").click()

    phone.wait_for_url("**/letterbox")
    # What was sent at the last moment may arrive after the page that sent it has gone.
    until = time.monotonic() + 20
    while not all_of(world, world.amina) and time.monotonic() < until:
        phone.wait_for_timeout(50)
    entry = only_one(world)
    assert (entry.state, words_of(world, entry.id)) == (EntryState.DRAFT, "somebody is coming")
    assert "is coming" not in phone.content()


def test_words_typed_after_the_phone_had_locked_wait_unconfirmed(
    world: World, screen_of: ScreenOf
) -> None:
    phone = screen_of(world.amina)
    begin_to_write(phone, "I thought about it for long")
    world.later(minutes=3)

    with phone.expect_response(is_kept):
        phone.evaluate(LOOK, True)

    entry = only_one(world)
    assert words_of(world, entry.id) == "I thought about it for long"
    assert entry.confirmed_at is None


def test_a_page_with_nothing_new_on_it_sends_nothing_when_hidden(
    world: World, screen_of: ScreenOf
) -> None:
    phone = screen_of(world.amina)
    phone.goto("/write?start=2")
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.method))

    phone.evaluate(LOOK, True)
    phone.evaluate(LOOK, False)

    assert "POST" not in asked
    assert all_of(world, world.amina) == []


def test_the_lock_of_an_open_phone_leads_home(world: World, screen_of: ScreenOf) -> None:
    set_pin(world, world.amina)
    phone = screen_of(world.amina)

    phone.goto("/open")

    expect(phone.get_by_role("heading", name="Hi Amina")).to_be_visible()


def begin_to_write(page: Page, words: str) -> None:
    page.goto("/write?start=2")
    page.locator("textarea").fill(words)


def is_kept(response: Response) -> bool:
    """Has the server kept what the page sent at the last moment?"""
    return response.request.method == "POST" and response.status == 204


def open_with_pin(phone: Page) -> None:
    phone.goto("/open")
    phone.get_by_label("Enter your code").fill(PIN)
    phone.get_by_role("button", name="Open").click()
    phone.wait_for_url(lambda url: not url.endswith("/open"))


def test_a_locked_phone_asked_for_words_shows_its_keys(world: World, screen_of: ScreenOf) -> None:
    set_pin(world, world.amina)
    phone = screen_of(world.amina, Level.LETTERBOX)
    phone.goto("/words")

    expect(phone).to_have_title("Notes: open")
