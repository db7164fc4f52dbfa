"""A colleague's first day in a real browser: made, approved, let in; and back with paper."""

import re

import pyotp
import pytest

from tests.support.chromium import PHONE, axe
from tests.support.signing_in import PASSPHRASE, PIN, let_in, set_pin
from voice_app.core.actor import Level

pytestmark = pytest.mark.browser

PATIENCE = 20_000


def looked_at(page):
    """Nothing on this page stands in a screen reader's way, and nothing runs out sideways."""
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_dan_is_made_approved_let_in_and_comes_back_with_a_recovery_code(world, screen_of):
    let_in(world, world.ash)
    let_in(world, world.joy)

    ash = screen_of(world.ash, viewport=PHONE)
    ash.goto("/staff/accounts/new")
    looked_at(ash)
    ash.get_by_label("Name", exact=True).fill("Dan Rivers")
    ash.get_by_label("Job").fill("Keyworker")
    ash.get_by_label("Sign-in name").fill("dan.rivers")
    ash.get_by_role("radio", name="Works with young people").check()
    ash.get_by_role("button", name="Make account").click()
    ash.wait_for_url(lambda url: not url.endswith("/new"), timeout=PATIENCE)
    assert ash.get_by_role("button", name="Approve and show it").count() == 0

    joy = screen_of(world.joy, viewport=PHONE)
    joy.goto("/staff/accounts")
    looked_at(joy)
    joy.get_by_role("link", name="Dan Rivers").first.click()
    joy.get_by_role("button", name="Approve and show it").click()
    looked_at(joy)
    address = joy.locator(".address").inner_text()

    dan = screen_of(viewport=PHONE)
    dan.goto(address)
    looked_at(dan)
    dan.get_by_label("New passphrase").fill(PASSPHRASE)
    dan.get_by_label("The same passphrase again").fill(PASSPHRASE)
    dan.get_by_role("button", name="Go on").click()
    dan.wait_for_url("**/app", timeout=PATIENCE)
    looked_at(dan)
    secret = dan.locator(".address").inner_text().replace(" ", "")
    dan.get_by_label("Code").fill(pyotp.TOTP(secret).at(world.now))
    dan.get_by_role("button", name="Confirm").click()
    looked_at(dan)
    recovery_codes = re.findall(r"\w{4}-\w{4}-\w{4}", dan.locator(".codes").inner_text())
    assert len(recovery_codes) == 10

    world.later(minutes=1)
    dan.get_by_role("link", name="I have kept them").click()
    _sign_in(dan, pyotp.TOTP(secret).at(world.now))
    dan.goto("/staff/me")
    looked_at(dan)
    dan.get_by_role("main").get_by_role("button", name="Sign out").click()
    dan.wait_for_url("**/sign-in", timeout=PATIENCE)

    _sign_in(dan, recovery_codes[0])
    dan.goto("/staff/me")
    assert "You have 9 recovery codes left" in dan.get_by_role("main").inner_text()


def _sign_in(page, code):
    page.get_by_label("Sign-in name").fill("dan.rivers")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/sign-in/code", timeout=PATIENCE)
    looked_at(page)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "second-step" not in url, timeout=PATIENCE)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_amina_opens_her_phone_with_the_keys_on_the_page(world, screen_of, theme):
    set_pin(world, world.amina)
    phone = screen_of(world.amina, Level.LETTERBOX, color_scheme=theme)
    phone.goto("/open")
    looked_at(phone)

    for digit in PIN:
        phone.get_by_role("button", name=digit, exact=True).click()
    phone.get_by_role("button", name="Open").click()
    phone.wait_for_url(lambda url: not url.endswith("/open"), timeout=PATIENCE)

    phone.goto("/phones")
    assert phone.url.endswith("/phones")
    looked_at(phone)


def test_without_script_the_field_alone_opens_the_phone(world, screen_of):
    set_pin(world, world.amina)
    phone = screen_of(world.amina, Level.LETTERBOX, java_script_enabled=False)
    phone.goto("/open")
    assert not phone.get_by_role("button", name="1", exact=True).is_visible()

    phone.get_by_label("Enter your code").fill(PIN)
    phone.get_by_role("button", name="Open").click()

    phone.goto("/phones")
    assert phone.url.endswith("/phones")
