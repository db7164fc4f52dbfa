"""A phone of one's own keeps the app; a phone that other people use keeps nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_joining import code_of, compare, give_code, make_place
from tests.support.chromium import Complaints, axe_in_both_themes
from tests.support.joined import (
    JoinedPhone,
    keep,
    words_of,
)
from tests.support.live import ScreenOf
from tests.support.world import World
from voice_app.accounts.models import Device
from voice_app.web import cookies

pytestmark = pytest.mark.browser

#: Everything that a browser keeps for a page besides cookies.
KEPT = """async () => ({
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  caches: (await caches.keys()).length,
  databases: (await indexedDB.databases()).map((one) => one.name),
  storage: localStorage.length + sessionStorage.length,
})"""
NOTHING = {"workers": 0, "caches": 0, "databases": [], "storage": 0}
EVERYTHING = {"workers": 1, "caches": 1, "databases": ["notes"], "storage": 0}
#: Something that the server will not take lies in the outbox, or does not any more.
REFUSED = """async (what) => {
  const script = document.querySelector('script[src*="leave.js"]').src;
  const { openOutbox } = await import(script.replace("leave.js", "outbox.js"));
  const item = { id: "refused", at: 1, state: "refused", envelope: {} };
  await (await openOutbox(indexedDB))[what]("refused", item);
}"""
#: What Chromium asks a page when it could be installed; no browser without a screen does.
ASKS = """(outcome) => {
  const event = new Event("beforeinstallprompt", { cancelable: true });
  event.prompt = async () => { window.prompted = (window.prompted ?? 0) + 1; };
  event.userChoice = Promise.resolve({ outcome });
  dispatchEvent(event);
  return event.defaultPrevented;
}"""


def say(page: Page, who: str) -> None:
    page.goto("/settings")
    page.get_by_role("link", name="This phone").click()
    page.get_by_role("radio", name=who, exact=True).check(force=True)
    page.get_by_role("button", name="Next").click()


def expect_kept(page: Page, kept: dict[str, object]) -> None:
    """Workers and databases go a moment after they were told to."""
    for _ in range(100):
        if page.evaluate(KEPT) == kept:
            break
        page.wait_for_timeout(100)
    assert page.evaluate(KEPT) == kept


def test_a_phone_of_ones_own_keeps_the_app_and_one_that_others_use_keeps_nothing(
    joined_phone: JoinedPhone,
    world: World,
) -> None:
    own = joined_phone(world.leo, is_open=True)
    shared = joined_phone(world.amina, is_open=True)

    say(own, "Only me")
    say(shared, "Other people use it too")

    expect(shared.get_by_role("heading")).to_have_text("Nothing of yours stays on this phone")
    expect_kept(shared, NOTHING)
    for address in ("/", "/letterbox", "/page", "/numbers", "/"):
        shared.goto(address)
        own.goto(address)
    expect_kept(shared, NOTHING)
    expect_kept(own, EVERYTHING)


def test_without_the_answer_of_the_server_the_script_alone_throws_everything_away(
    joined_phone: JoinedPhone,
    world: World,
) -> None:
    page = joined_phone(world.amina, is_open=True)
    expect_kept(page, EVERYTHING)
    address = page.url.replace("http:", "https:")
    page.context.add_cookies(
        [{"name": cookies.USE, "value": "others", "url": address, "secure": True}]
    )

    page.goto("/")

    expect_kept(page, NOTHING)


def test_what_waits_is_sent_before_a_phone_throws_everything_away(
    joined_phone: JoinedPhone,
    world: World,
) -> None:
    page = joined_phone(world.amina, is_open=True)
    page.context.set_offline(True)
    keep(page, "Before my aunt has it.")
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    page.evaluate(REFUSED, "put")
    page.context.set_offline(False)

    say(page, "Other people use it too")
    expect(page.get_by_text("Something still waits on this phone.")).to_be_visible()
    assert page.evaluate(KEPT) == EVERYTHING
    page.evaluate(REFUSED, "remove")
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_role("heading")).to_have_text("Nothing of yours stays on this phone")
    expect_kept(page, NOTHING)
    assert words_of(world) == ["Before my aunt has it."]


@pytest.mark.parametrize(
    ("answer", "kept"), [("Yes", NOTHING), ("No, only me", EVERYTHING)], ids=["others", "own"]
)
def test_what_was_said_while_joining_decides_what_the_phone_keeps(
    world: World, screen_of: ScreenOf, answer: str, kept: dict[str, object]
) -> None:
    dan, phone = screen_of(world.dan), screen_of()
    make_place(dan, "Zola")
    give_code(phone, code_of(dan))
    compare(dan, phone)
    assert axe_in_both_themes(phone) == []

    phone.get_by_role("radio", name=answer).check(force=True)
    phone.get_by_role("button", name="Go on").click()
    phone.wait_for_url("**/start/*")
    phone.goto("/letterbox")

    expect(phone.get_by_label("Write")).to_be_visible()
    expect_kept(phone, kept)
    with world.reading() as session:
        (device,) = session.query(Device)
        assert (device.public_key is None) == (kept == NOTHING)


def test_the_app_is_offered_by_one_button_where_the_browser_can(
    world: World, screen_of: ScreenOf
) -> None:
    page = screen_of(world.amina)
    say(page, "Only me")
    expect(page.get_by_role("heading", level=1)).to_have_text("Put Notes on this phone")
    button = page.get_by_role("button", name="Put it on this phone")
    expect(button).to_be_hidden()
    expect(page.get_by_text("Move down the list.")).to_be_visible()

    assert page.evaluate(ASKS, "dismissed") is True
    expect(page.get_by_text("Move down the list.")).to_be_hidden()
    button.click()
    expect(page.get_by_text("Move down the list.")).to_be_visible()
    expect(page.get_by_text("It is on this phone now.")).to_be_hidden()
    page.evaluate(ASKS, "accepted")
    button.click()

    expect(page.get_by_text("It is on this phone now.")).to_be_visible()
    expect(button).to_be_hidden()
    assert page.evaluate("window.prompted") == 2


def test_a_browser_that_could_install_it_is_not_heard_on_any_other_page(
    world: World, screen_of: ScreenOf
) -> None:
    page = screen_of(world.amina)
    say(page, "It is mine, but somebody else could")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Better without a picture")
    for address in ("/phone/others", "/", "/letterbox", "/page", "/settings"):
        page.goto(address)
        expect(page.locator("link[rel=manifest]")).to_have_count(0)
        expect(page.get_by_role("button", name="Put it on this phone")).to_have_count(0)


def test_without_script_the_steps_are_read_and_no_button_is_dead(
    world: World, screen_of: ScreenOf, complaints: Complaints
) -> None:
    page = screen_of(world.amina, java_script_enabled=False)
    say(page, "Only me")

    expect(page.get_by_text("Move down the list. Press “Add to Home Screen”.")).to_be_visible()
    expect(page.get_by_text("Press the three dots of the browser.")).to_be_visible()
    expect(page.get_by_role("button", name="Put it on this phone")).to_be_hidden()
    say(page, "Other people use it too")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Nothing of yours stays on this phone"
    )
    assert complaints.unforgiven() == []


def test_home_of_an_own_phone_keeps_the_app_and_pages_of_others_do_not(
    world: World, screen_of: ScreenOf
) -> None:
    amina, dan, nobody = screen_of(world.amina), screen_of(world.dan), screen_of()

    amina.goto("/")
    dan.goto("/staff/today")
    nobody.goto("/")

    amina.wait_for_function("() => navigator.serviceWorker.controller !== null")
    assert amina.evaluate(KEPT)["caches"] == 1
    expect_kept(dan, NOTHING)
    expect_kept(nobody, NOTHING)
