"""Behind the PIN: what waits on the phone, why, and what can be done about it; never the words."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.support.chromium import Complaints, axe
from tests.support.enrolled import STORED
from tests.support.joined import JoinedPhone, expect_words, keep, words_of
from tests.support.world import World
from voice_app.accounts.models import Device

pytestmark = pytest.mark.browser

SECRET = "Nobody may read this here."


def sign_with(world: World, key: bytes | None) -> bytes | None:
    """The server knows this key of the phone from now on; gives the one that it knew."""
    with world.writing() as session:
        phone = session.scalars(select(Device)).one()
        before, phone.public_key = phone.public_key, key
        world.note(session, phone)
    return before


def wait_for_state(page: Page, states: list[str]) -> None:
    for _ in range(100):
        if page.evaluate(STORED) == states:
            break
        page.wait_for_timeout(100)
    assert page.evaluate(STORED) == states


@pytest.fixture
def refused(world: World, joined_phone: JoinedPhone, complaints: Complaints) -> Page:
    """A phone, open, on which the server did not take one thing in."""
    complaints.forgive("status of 400")
    page = joined_phone(world.amina, is_open=True)
    page.context.set_offline(True)
    keep(page, SECRET)
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    key = sign_with(world, None)
    page.context.set_offline(False)
    wait_for_state(page, ["refused"])
    sign_with(world, key)
    return page


def test_home_leads_to_what_waits_and_the_page_says_when_how_long_and_why(
    refused: Page,
) -> None:
    page = refused
    page.goto("/")
    page.get_by_role("link", name="Waiting on this phone").click()

    expect(page).to_have_url("/waiting")
    expect(page.get_by_text("A few lines.")).to_be_visible()
    expect(page.get_by_text("It was locked with a key that we don’t know.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"day,? \d+ \w+"))).to_be_visible()
    assert "Nobody may read" not in page.content()
    assert axe(page) == []


def test_it_can_be_sent_again(refused: Page, world: World) -> None:
    page = refused
    page.goto("/waiting")

    page.get_by_role("button", name="Send it again").click()

    expect(page.get_by_text("It is sent. You find it in My words.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="A few lines.")).to_have_count(0)
    assert words_of(world) == [SECRET]
    assert page.evaluate(STORED) == []


def test_what_is_refused_once_more_stays_and_the_page_says_so(refused: Page, world: World) -> None:
    page = refused
    sign_with(world, None)
    page.goto("/waiting")

    page.get_by_role("button", name="Send it again").click()

    expect(page.get_by_text("It did not go. It is still here.")).to_be_visible()
    expect(page.get_by_text("A few lines.")).to_be_visible()
    assert words_of(world) == []


def test_it_is_deleted_only_when_they_say_so_twice(refused: Page, world: World) -> None:
    page = refused
    page.goto("/waiting")

    page.get_by_role("button", name="Delete it").click()
    assert page.evaluate(STORED) == ["refused"]
    page.get_by_role("button", name="Yes, delete it for good").click()

    expect(page.get_by_text("It is deleted from this phone.")).to_be_visible()
    assert page.evaluate(STORED) == []
    assert words_of(world) == []
    page.goto("/")
    expect(page.get_by_role("link", name="My words").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="Waiting on this phone")).to_be_hidden()


def test_where_nothing_waits_home_says_nothing_of_it(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina, is_open=True)
    keep(page, "It went.")
    expect_words(page, world, ["It went."])

    page.goto("/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="Waiting on this phone")).to_be_hidden()
    page.goto("/waiting")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()


def test_before_the_pin_nobody_is_shown_what_waits(refused: Page) -> None:
    page = refused
    page.goto("/")
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_label("Write")).to_be_visible()

    page.goto("/waiting")
    expect(page).to_have_url("/open")
    page.goto("/page")
    expect(page.get_by_label("Write")).to_be_editable()
    expect(page.get_by_text("Waiting, locked on this phone")).to_be_hidden()
    assert page.evaluate(STORED) == ["refused"]
