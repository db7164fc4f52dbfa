"""The browser threw away what it kept: the phone says so, and the PIN makes it whole again."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.support.chromium import Complaints
from tests.support.joined import JoinedPhone, expect_words, keep, words_of
from tests.support.signing_in import PIN, set_pin
from tests.support.world import World
from voice_app.accounts.models import Device, RetiredPhoneKey

pytestmark = pytest.mark.browser

FORGET = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.deleteDatabase("notes");
  asked.onsuccess = () => resolve();
  asked.onerror = () => reject(asked.error);
})"""
UNREADY = "No signal. This phone can’t keep words until you open it once."


def forget(page: Page) -> None:
    """As a browser does with what it keeps for a site that was not used for long."""
    page.evaluate(FORGET)


def key_of(world: World) -> bytes | None:
    with world.reading() as session:
        return session.scalars(select(Device.public_key)).one()


def open_with(page: Page, pin: str) -> None:
    page.goto("/open")
    page.get_by_label("Enter your code").fill(pin)
    page.get_by_role("button", name="Open").click()


def wait_for_another_key(page: Page, world: World, old: bytes | None) -> None:
    for _ in range(100):
        if key_of(world) != old:
            break
        page.wait_for_timeout(100)
    assert key_of(world) != old


def test_the_pin_gives_the_phone_a_key_again_and_words_are_kept_without_a_signal(
    world: World, joined_phone: JoinedPhone
) -> None:
    set_pin(world, world.amina)
    page = joined_phone(world.amina)
    old = key_of(world)
    forget(page)

    page.context.set_offline(True)
    page.goto("/page")
    expect(page.get_by_text(UNREADY)).to_be_visible()
    keep(page, "Too early.")
    expect(page.get_by_label("Write")).to_have_value("Too early.")
    page.context.set_offline(False)
    expect(page.get_by_text(UNREADY)).to_be_hidden()

    open_with(page, PIN)
    expect(page.get_by_role("heading", name="Hi Amina")).to_be_visible()
    wait_for_another_key(page, world, old)
    with world.reading() as session:
        assert session.scalars(select(RetiredPhoneKey.public_key)).all() == [old]
    page.goto("/page")
    page.context.set_offline(True)
    keep(page, "Kept again.")
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    assert words_of(world) == []
    page.context.set_offline(False)
    expect_words(page, world, ["Kept again."])


def test_a_wrong_pin_makes_no_key(
    world: World, joined_phone: JoinedPhone, complaints: Complaints
) -> None:
    complaints.forgive("status of 400")
    set_pin(world, world.amina)
    page = joined_phone(world.amina)
    old = key_of(world)
    forget(page)

    open_with(page, "92847")
    expect(page.get_by_text("Not that one.")).to_be_visible()

    assert key_of(world) == old
    page.context.set_offline(True)
    page.goto("/page")
    expect(page.get_by_text(UNREADY)).to_be_visible()


def test_a_phone_that_has_its_key_says_nothing_of_it(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina, is_open=True)
    old = key_of(world)
    page.goto("/")
    expect(page.get_by_role("heading", name="Hi Amina")).to_be_visible()

    page.context.set_offline(True)
    page.goto("/page")
    keep(page, "As ever.")

    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    expect(page.get_by_text(UNREADY)).to_be_hidden()
    assert key_of(world) == old
