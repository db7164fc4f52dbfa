"""A young person is in the middle of a sentence somewhere, and the page goes away."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_leaving import is_kept, open_with_pin
from tests.entries.telling import all_of, only_one, words_of
from tests.reviews.telling import planned
from tests.support.chromium import LOOK, Complaints, axe_in_both_themes
from tests.support.live import ScreenOf
from tests.support.signing_in import set_pin
from tests.support.world import World

pytestmark = pytest.mark.browser

HALF = "I was in the middle of"
PLACES = {"/plan/goal": "Save", "/settings/talk": "Keep it", "/meeting/page": "That’s not right"}


@pytest.fixture(params=list(PLACES))
def place(request: pytest.FixtureRequest, world: World) -> str:
    """A page with a form to write in."""
    set_pin(world, world.amina)
    planned(world)
    return str(request.param)


def begins(phone: Page, place: str) -> None:
    phone.goto(place)
    phone.locator("textarea").fill(HALF)


def test_a_page_hidden_for_a_minute_gives_its_words_back_after_the_pin(
    world: World, screen_of: ScreenOf, place: str
) -> None:
    phone = screen_of(world.amina)
    phone.clock.install()
    begins(phone, place)

    with phone.expect_response(is_kept):
        phone.evaluate(LOOK, True)
    phone.clock.run_for(61_000)

    phone.wait_for_url("**/letterbox")
    assert HALF not in phone.content()
    open_with_pin(phone)
    phone.goto("/words")
    phone.get_by_role("link", name=HALF).click()
    phone.get_by_role("link", name="Go on").click()
    expect(phone.locator("textarea")).to_have_value(HALF)
    expect(phone.get_by_text("You wrote this before.")).to_be_visible()
    assert axe_in_both_themes(phone) == []


def test_a_page_that_keeps_nothing_loses_its_words(world: World, screen_of: ScreenOf) -> None:
    set_pin(world, world.amina)
    phone = screen_of(world.amina)
    phone.clock.install()

    def careless(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(" data-keep", ""))

    phone.route("**/plan/goal", careless)
    begins(phone, "/plan/goal")

    phone.evaluate(LOOK, True)
    phone.clock.run_for(61_000)

    phone.wait_for_url("**/letterbox")
    assert all_of(world, world.amina) == []


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_words_sent_after_the_phone_had_locked_stand_on_their_page_after_the_pin(
    world: World, screen_of: ScreenOf, place: str, has_script: bool
) -> None:
    phone = screen_of(world.amina, java_script_enabled=has_script)
    begins(phone, place)
    world.later(minutes=3)

    phone.get_by_role("button", name=PLACES[place]).click()

    expect(phone.get_by_label("Enter your code")).to_be_visible()
    assert HALF not in phone.content()
    open_with_pin(phone)
    expect(phone.locator("textarea")).to_have_value(HALF)


def test_without_a_signal_the_words_stay_and_are_kept_when_it_is_back(
    world: World, screen_of: ScreenOf, complaints: Complaints, place: str
) -> None:
    complaints.forgive("ERR_INTERNET_DISCONNECTED")
    complaints.forgive("ERR_FAILED")
    phone = screen_of(world.amina)
    begins(phone, place)
    phone.context.set_offline(True)

    phone.get_by_role("button", name=PLACES[place]).click()

    expect(phone.get_by_role("alert")).to_contain_text("There is no signal just now.")
    expect(phone.locator("textarea")).to_have_value(HALF)
    phone.context.set_offline(False)
    with phone.expect_response(is_kept):
        phone.locator("textarea").press_sequentially(" it")
    assert words_of(world, only_one(world).id).startswith(HALF)
