"""More than fits in one form: the page says so before it sends, since Back brings nothing back."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.chromium import Complaints, axe
from tests.support.live import ScreenOf
from tests.support.world import World

pytestmark = pytest.mark.browser

#: A letter of these takes six bytes on its way, so this is more than a form may be.
LETTERS = 700_000


def write_far_too_much(screen: Page) -> None:
    """As a paste would; drawing all of it is not what is looked at here."""
    screen.evaluate(
        """letters => {
            const lines = document.querySelector("textarea");
            lines.style.display = "none";
            lines.value = "é".repeat(letters);
        }""",
        LETTERS,
    )


def test_what_is_too_long_stays_on_the_page_and_is_not_sent(
    world: World, screen_of: ScreenOf
) -> None:
    phone = screen_of(world.amina)
    phone.goto("/plan/goal")
    write_far_too_much(phone)

    phone.get_by_role("button", name="Save").click()

    expect(phone.get_by_role("alert")).to_contain_text("That is too long to send in one go.")
    expect(phone.get_by_role("alert")).to_be_focused()
    assert phone.locator("textarea").evaluate("lines => lines.value.length") == LETTERS
    assert axe(phone) == []

    phone.locator("textarea").evaluate("lines => { lines.value = lines.style.display = '' }")
    phone.locator("textarea").fill("Art")
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Saved.")).to_be_visible()


def test_back_from_the_page_of_the_server_has_lost_the_words(
    world: World, screen_of: ScreenOf, complaints: Complaints
) -> None:
    # Why the page asks beforehand, and why the server's page does not say they are still there.
    complaints.forgive("status of 413")
    phone = screen_of(world.amina)
    phone.goto("/plan/goal")
    write_far_too_much(phone)

    phone.locator("textarea").evaluate("lines => lines.form.submit()")

    expect(phone.get_by_role("heading", name="That was too long to send")).to_be_visible()
    expect(phone.get_by_text("It could not be kept.")).to_be_visible()
    phone.go_back()
    expect(phone.locator("textarea")).to_have_value("")
