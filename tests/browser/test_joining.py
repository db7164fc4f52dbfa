"""Joining: Dan's computer and Amina's phone in one room, from a new place to an open phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.chromium import Complaints, axe, axe_in_both_themes
from tests.support.live import ScreenOf
from tests.support.signing_in import PIN
from tests.support.world import World
from voice_app.accounts.models import Device
from voice_app.care.models import YoungPerson
from voice_app.care.rules.first_run import MOST_WORDS, READING
from voice_app.core.vault import opened
from voice_app.web import cookies
from voice_app.web.qr import drawn

pytestmark = pytest.mark.browser

SCRIPT = pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
#: The key as the browser keeps it: what it may be used for, and whether it may be taken out.
KEY = """() => new Promise((resolve) => {
  const asked = indexedDB.open("notes");
  asked.onsuccess = () => {
    const read = asked.result.transaction("keys").objectStore("keys").get("phone");
    read.onsuccess = async () => {
      const { privateKey } = read.result;
      const taken = await crypto.subtle.exportKey("pkcs8", privateKey).catch((e) => e.name);
      resolve([privateKey.type, privateKey.extractable, privateKey.usages, taken]);
    };
  };
})"""


def test_a_new_place_a_phone_and_a_first_run(world: World, screen_of: ScreenOf) -> None:
    dan, phone = screen_of(world.dan), screen_of()

    make_place(dan, "Zola")
    give_code(phone, code_of(dan))
    compare(dan, phone)
    phone.get_by_role("button", name="Go on").click()

    first_run(phone)
    expect(phone.get_by_role("heading", name="Hi Zo")).to_be_visible()
    (device,) = phones(world)
    assert phone.evaluate(KEY) == ["private", False, ["sign"], "InvalidAccessError"]
    assert device.public_key is not None
    # Dan's page asks every two seconds and shows the news by itself.
    expect(dan.get_by_text("The phone is ready.")).to_be_visible()
    with world.reading() as session:
        place = session.get_one(YoungPerson, device.young_person_id)
        assert opened(session, place)["called"] == "Zo"
    assert {cookies.PHONE, cookies.SESSION} <= cookies_of(phone)
    assert cookies.JOIN not in cookies_of(phone)


def test_without_script_the_phone_joins_by_its_cookie_alone(
    world: World, screen_of: ScreenOf
) -> None:
    dan = screen_of(world.dan, java_script_enabled=False)
    phone = screen_of(java_script_enabled=False)

    make_place(dan, "Zola")
    give_code(phone, code_of(dan))
    compare(dan, phone, has_script=False)
    phone.get_by_role("button", name="Go on").click()

    first_run(phone)
    expect(phone.get_by_role("heading", name="Hi Zo")).to_be_visible()
    (device,) = phones(world)
    assert device.public_key is None
    assert cookies.PHONE in cookies_of(phone)


def test_no_cookie_of_the_phone_can_be_read_by_a_script(world: World, screen_of: ScreenOf) -> None:
    dan, phone = screen_of(world.dan), screen_of()
    dan.goto(f"/staff/people/{world.amina.id}/join")
    dan.get_by_role("button", name="Make a code").click()
    give_code(phone, code_of(dan))
    compare(dan, phone)
    phone.get_by_role("button", name="Go on").click()
    phone.wait_for_url("**/start/*")

    assert cookies.PHONE in cookies_of(phone)
    assert phone.evaluate("document.cookie") == ""
    for one in phone.context.cookies():
        assert (one["httpOnly"], one["secure"], one["sameSite"]) == (True, True, "Strict")


def test_every_page_of_the_way_is_open_to_everybody(
    world: World, screen_of: ScreenOf, complaints: Complaints
) -> None:
    complaints.forgive("status of 400")
    dan = screen_of(world.dan)
    phone = screen_of()
    look = [looks_right(dan), looks_right(phone)]

    dan.goto("/staff/people/new")
    look[0]()
    make_place(dan, "Zola")
    look[0]()
    phone.goto("/")
    look[1]()
    give_code(phone, "AAAA 9999")
    expect(phone.get_by_role("alert")).to_contain_text("That did not work.")
    look[1]()
    give_code(phone, code_of(dan))
    expect(phone.locator(".pictures__one")).to_have_count(3)
    look[1]()
    expect(dan.locator(".pictures__one")).to_have_count(3)
    look[0]()
    compare(dan, phone)
    look[0]()
    look[1]()
    phone.get_by_role("button", name="Go on").click()
    first_run(phone, look[1])
    expect(phone).not_to_have_url(re.compile("/start/"))
    look[1]()
    expect(dan.get_by_text("The phone is ready.")).to_be_visible()
    look[0]()


def test_the_photographed_code_fills_itself_in_and_leaves_no_trace(
    world: World, screen_of: ScreenOf
) -> None:
    dan, phone = screen_of(world.dan), screen_of()
    make_place(dan, "Zola")
    code = code_of(dan)

    phone.goto(f"/join#{code.replace(' ', '')}")

    expect(phone.get_by_label("Code")).to_have_value(code.replace(" ", ""))
    assert phone.evaluate("location.hash") == ""
    assert phone.evaluate("history.length") <= 2
    phone.get_by_role("button", name="Next").click()
    expect(phone.locator(".pictures__one")).to_have_count(3)


def test_the_code_that_is_photographed_is_the_one_that_is_read_out(
    world: World, screen_of: ScreenOf, live_server: str
) -> None:
    dan = screen_of(world.dan)
    make_place(dan, "Zola")

    picture = dan.get_by_role("img", name="The address and the code, to photograph")

    expect(picture).to_be_in_viewport(ratio=0.5)
    held = drawn(f"{live_server}/join#{code_of(dan).replace(' ', '')}")
    assert picture.locator("path").get_attribute("d") == held.path


@SCRIPT
def test_a_wrong_code_is_refused_kindly_and_another_may_be_given(
    world: World, screen_of: ScreenOf, complaints: Complaints, has_script: bool
) -> None:
    complaints.forgive("status of 400")
    dan, phone = screen_of(world.dan), screen_of(java_script_enabled=has_script)
    make_place(dan, "Zola")
    code = code_of(dan)

    give_code(phone, "AAAA 9999")

    summary = phone.get_by_role("alert")
    expect(summary).to_contain_text("That did not work. Look again, or ask for a new code.")
    expect(summary).to_be_focused()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone.get_by_label("Code")).to_be_focused()
    phone.get_by_label("Code").fill(code)
    phone.keyboard.press("Enter")
    expect(phone.locator(".pictures__one")).to_have_count(3)


@SCRIPT
def test_a_code_that_has_run_out_is_refused_like_a_wrong_one(
    world: World, screen_of: ScreenOf, complaints: Complaints, has_script: bool
) -> None:
    complaints.forgive("status of 400")
    dan, phone = screen_of(world.dan), screen_of(java_script_enabled=has_script)
    make_place(dan, "Zola")
    code = code_of(dan)
    world.later(minutes=10)

    give_code(phone, code)

    expect(phone.get_by_role("alert")).to_contain_text("That did not work.")
    expect(dan.get_by_text("The last code has run out.")).to_be_visible()
    assert phones(world) == []


@SCRIPT
def test_other_pictures_end_the_code_and_blame_nobody(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    dan, phone = screen_of(world.dan), screen_of(java_script_enabled=has_script)
    make_place(dan, "Zola")
    give_code(phone, code_of(dan))

    expect(phone.locator(".pictures__one")).to_have_count(3)
    dan.get_by_role("button", name="No", exact=True).click()

    expect(dan.get_by_text("That code is stopped. No phone has joined with it.")).to_be_visible()
    if not has_script:
        phone.get_by_role("link", name="Look again").click()
    expect(phone.get_by_role("heading", name="This code has ended")).to_be_visible()
    expect(phone.get_by_text("That is nobody’s fault.")).to_be_visible()
    assert axe(dan) == []
    assert not has_script or axe(phone) == []
    phone.get_by_role("link", name="Type a new code").click()
    expect(phone.get_by_label("Code")).to_be_visible()
    assert phones(world) == []


def test_a_second_phone_with_the_same_code_is_refused_and_dan_is_warned(
    world: World, screen_of: ScreenOf, complaints: Complaints
) -> None:
    complaints.forgive("status of 400")
    dan, phone, other = screen_of(world.dan), screen_of(), screen_of()
    make_place(dan, "Zola")
    code = code_of(dan)
    give_code(phone, code)
    expect(dan.locator(".pictures__one")).to_have_count(3)

    give_code(other, code)

    expect(other.get_by_role("alert")).to_contain_text("That did not work.")
    dan.reload()
    expect(dan.get_by_role("alert")).to_contain_text("A second phone has given this code.")
    assert axe(dan) == []


def test_wrong_pins_of_the_first_run_are_said_kindly(
    world: World, screen_of: ScreenOf, complaints: Complaints
) -> None:
    complaints.forgive("status of 400")
    dan, phone = screen_of(world.dan), screen_of()
    make_place(dan, "Zola")
    give_code(phone, code_of(dan))
    compare(dan, phone)
    phone.get_by_role("button", name="Go on").click()
    phone.wait_for_url("**/start/*")
    phone.goto("/start/pin")

    for pin, again in (("1111", "1111"), (PIN, "7295")):
        choose_pin(phone, pin, again)
        expect(phone.get_by_role("alert").first).to_be_focused()
        assert pin not in phone.content()

    phone.goto("/")
    assert phone.url.endswith("/letterbox")


def make_place(dan: Page, called: str) -> None:
    dan.goto("/staff/people/new")
    dan.get_by_label("The name they want to be called").fill(called)
    dan.get_by_role("button", name="Make the place").click()
    expect(dan.get_by_role("heading", name=f"A phone for {called}")).to_be_visible()
    dan.get_by_role("button", name="Make a code").click()
    expect(dan.locator(".code")).to_be_visible()


def code_of(dan: Page) -> str:
    code = dan.locator(".code").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4} [0-9A-Z]{4}", code)
    return code


def give_code(phone: Page, code: str) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="I have a code").click()
    phone.get_by_label("Code").fill(code)
    phone.get_by_role("button", name="Next").click()


def compare(dan: Page, phone: Page, *, has_script: bool = True) -> None:
    """Both look: the same three pictures, in the same order; and Dan says yes.

    With script each page finds out by itself when the other has news.
    """
    expect(phone.locator(".pictures__one")).to_have_count(3)
    if not has_script:
        dan.get_by_role("link", name="Look again").click()
    expect(dan.locator(".pictures__one")).to_have_count(3)
    assert dan.locator(".pictures__one").all_inner_texts() == (
        phone.locator(".pictures__one").all_inner_texts()
    )
    dan.get_by_role("button", name="Yes, the same pictures").click()
    if not has_script:
        phone.get_by_role("link", name="Look again").click()
    expect(phone.get_by_role("heading", name="You are in")).to_be_visible()


def first_run(phone: Page, look: Callable[[], None] = lambda: None) -> None:
    """Four things to read, three to choose, a PIN; nothing is too long."""
    for step in READING:
        phone.wait_for_url(f"**/start/{step}")
        assert len(re.findall(r"[\w’'-]+", words_on(phone))) <= MOST_WORDS, step
        look()
        phone.get_by_role("link", name="Next").click()
    phone.wait_for_url("**/start/language")
    look()
    phone.get_by_role("radio", name="English").check(force=True)
    phone.get_by_role("button", name="Next").click()
    phone.wait_for_url("**/start/name")
    look()
    phone.get_by_label("What should we call you?").fill("Zo")
    phone.get_by_role("button", name="Next").click()
    phone.wait_for_url("**/start/paper")
    look()
    phone.get_by_role("radio", name="Tide").check(force=True)
    phone.get_by_role("button", name="Next").click()
    phone.wait_for_url("**/start/pin")
    expect(phone.locator("html")).to_have_attribute("data-set", "tide")
    look()
    choose_pin(phone, PIN, PIN)


def choose_pin(phone: Page, pin: str, again: str) -> None:
    phone.get_by_label("New code").fill(pin)
    phone.get_by_label("The same code again").fill(again)
    phone.get_by_role("button", name="Keep it").click()


def words_on(phone: Page) -> str:
    return phone.locator("main").inner_text() + " " + phone.locator(".foot").inner_text()


def looks_right(page: Page) -> Callable[[], None]:
    """Nothing on this page keeps anybody out, and nothing runs out sideways."""

    def look() -> None:
        assert axe_in_both_themes(page) == [], page.url
        assert not page.evaluate(SIDEWAYS), page.url

    return look


def phones(world: World) -> list[Device]:
    with world.reading() as session:
        return list(session.query(Device))


def cookies_of(page: Page) -> set[str]:
    return {str(one["name"]) for one in page.context.cookies()}
