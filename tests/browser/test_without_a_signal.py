"""On a bus: the app opens, words are sealed on the phone, and arrive once there is a signal."""

import pytest
from playwright.sync_api import expect

from tests.support.enrolled import STORED, wait_until_sent
from tests.support.joined import JoinedPhone, expect_words, keep, words_of
from tests.support.world import World

pytestmark = pytest.mark.browser


def test_words_wait_locked_on_the_phone_and_arrive_once_there_is_a_signal(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    page.context.set_offline(True)

    page.goto("/words")
    expect(page).to_have_url("/page")
    keep(page, "He was at the gate again. 🙂")
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    expect(page.get_by_label("Write")).to_have_value("")
    keep(page, "And I got a B.")
    expect(page.get_by_text("Waiting, locked on this phone: 2")).to_be_visible()
    assert words_of(world) == []

    page.context.set_offline(False)
    expect(page.get_by_text("Waiting, locked")).to_be_hidden()
    expect_words(page, world, ["He was at the gate again. 🙂", "And I got a B."])
    assert page.evaluate(STORED) == []


def test_with_a_signal_they_are_kept_at_once(world: World, joined_phone: JoinedPhone) -> None:
    page = joined_phone(world.amina)

    keep(page, "I want to see my nan.")

    expect(page.get_by_text("Kept.")).to_be_visible()
    assert words_of(world) == ["I want to see my nan."]


def test_what_waits_may_be_binned_in_the_same_sitting_and_is_not_counted_in_the_next(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    page.context.set_offline(True)
    keep(page, "Not this one.")
    page.get_by_role("button", name="Bin what is waiting").click()
    expect(page.get_by_text("Waiting, locked")).to_be_hidden()
    keep(page, "This one.")
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()

    page.goto("/page")
    expect(page.get_by_label("Write")).to_be_editable()
    expect(page.get_by_text("Waiting, locked")).to_be_hidden()
    expect(page.get_by_role("button", name="Bin what is waiting")).to_be_hidden()

    page.context.set_offline(False)
    expect_words(page, world, ["This one."])


def test_half_written_words_of_a_page_that_died_come_in_by_themselves(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    page.context.set_offline(True)
    page.get_by_label("Write").fill("I was going to say")
    page.wait_for_timeout(5_000)
    assert page.evaluate(STORED) == ["writing"]
    other = page.context.new_page()
    page.close()

    page.context.set_offline(False)
    other.goto("/page")

    expect_words(other, world, ["I was going to say"])


def test_leaving_without_a_signal_ends_what_is_open_as_soon_as_there_is_one(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina, is_open=True)
    page.goto("/")
    expect(page.get_by_role("button", name="Leave")).to_be_visible()
    page.context.set_offline(True)

    page.get_by_role("button", name="Leave").click()
    expect(page).to_have_url("/page")
    expect(page.get_by_label("Write")).to_have_value("")
    assert page.evaluate(STORED) == ["leave"]

    page.context.set_offline(False)
    expect(page.get_by_label("Write")).to_be_visible()
    wait_until_sent(page)
    page.goto("/words")
    expect(page).to_have_url("/open")


def test_nothing_but_the_empty_page_and_its_parts_is_kept(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina, is_open=True)
    for address in ("/", "/words", "/numbers", "/letterbox"):
        page.goto(address)

    kept = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            for (const asked of await (await caches.open(name)).keys()) {
              found.push(new URL(asked.url).pathname);
            }
          }
          return found;
        }"""
    )

    assert "/page" in kept
    assert [
        address for address in kept if address != "/page" and not address.startswith("/s/")
    ] == []
    assert (
        page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    )
