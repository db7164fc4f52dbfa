"""Asking for somebody in a real browser: sent, seen, closed and read; and without the PIN."""

import pytest
from playwright.sync_api import expect

from tests.alerts.telling import CONTACT, DONE, HOW_TOLD, WORDS
from tests.support.chromium import Complaints, axe
from tests.support.live import ScreenOf
from tests.support.looking import SIDEWAYS
from tests.support.world import World
from voice_app.core.actor import Level

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}


def looked_at(page) -> None:
    """Nothing on this page stands in a screen reader's way, and nothing runs out sideways."""
    assert axe(page) == [], page.url
    assert page.evaluate(SIDEWAYS) <= 0, page.url


def test_amina_is_not_safe_dan_acts_and_she_reads_what_he_did(
    world: World, screen_of: ScreenOf, complaints: Complaints
) -> None:
    complaints.forgive("400 (BAD REQUEST)")
    amina = screen_of(world.amina)
    amina.set_viewport_size(NARROW)
    amina.goto("/")
    amina.get_by_role("link", name="Tell somebody now").click()
    expect(amina.get_by_text("This goes to Dan.")).to_be_visible()
    looked_at(amina)
    amina.get_by_role("button", name="Send").click()
    expect(amina.get_by_role("link", name="Pick one.")).to_be_visible()
    looked_at(amina)
    amina.get_by_role("radio", name="I don’t feel safe").check()
    amina.get_by_label("Want to say more?").fill(WORDS)
    amina.get_by_label("How and when is it safe to contact you?").fill(CONTACT)
    amina.get_by_role("button", name="Send").click()
    expect(amina.get_by_text("It was sent. Nobody has seen it yet.")).to_be_visible()
    expect(amina).to_have_title("Notes: sent")
    looked_at(amina)

    dan = screen_of(world.dan)
    dan.goto("/staff/today")
    box = dan.get_by_role("region", name="Alert")
    expect(box.get_by_text(WORDS)).to_be_visible()
    looked_at(dan)
    box.get_by_role("button", name="I have seen it").click()
    expect(dan.get_by_text("Dan Hughes has seen it.")).to_be_visible()
    amina.reload()
    expect(amina.get_by_text("Dan saw this")).to_be_visible()

    dan.get_by_label("What was done").fill(DONE)
    dan.get_by_role("button", name="Close the alert").click()
    expect(dan.get_by_text("It is not closed yet")).to_be_visible()
    expect(dan.get_by_label("What was done")).to_have_value(DONE)
    looked_at(dan)
    dan.get_by_role("radio", name="Yes").check()
    dan.get_by_label("How you told them").fill(HOW_TOLD)
    dan.get_by_role("button", name="Close the alert").click()
    expect(dan.get_by_text("Closed. The young person can read what was done.")).to_be_visible()
    looked_at(dan)

    amina.reload()
    expect(amina.get_by_text(DONE)).to_be_visible()
    looked_at(amina)


def test_somebody_is_asked_to_ring_without_the_pin(world: World, screen_of: ScreenOf) -> None:
    phone = screen_of(world.amina, Level.LETTERBOX)
    phone.set_viewport_size(NARROW)
    phone.goto("/letterbox")
    phone.get_by_role("link", name="Ask somebody to ring me").click()
    looked_at(phone)
    phone.get_by_label("How and when").fill(CONTACT)
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Sent.")).to_be_visible()
    expect(phone.get_by_label("How and when")).to_have_value("")
    looked_at(phone)

    dan = screen_of(world.dan)
    dan.goto("/staff/today")
    expect(dan.get_by_text("Not confirmed yet")).to_be_visible()
    expect(dan.get_by_text(CONTACT)).to_be_visible()
