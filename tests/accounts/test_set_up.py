"""The very first administrator: one address, once, while nobody else can let anybody in."""

import re
from datetime import timedelta

import pyotp
import pytest

from tests.support.signing_in import PASSPHRASE, let_in, printed_link
from voice_app.accounts.queries import people as people_queries
from voice_app.accounts.service import people, setup
from voice_app.core.actor import Level


def begin(world):
    with world.writing() as session:
        return setup.make_first_invitation(session, world.now)


WHO = {"name": "Ada Stone", "job": "Systems", "sign_in_name": "ada.stone"}


@pytest.fixture
def token(world):
    """The token of the set-up address."""
    return begin(world)


def test_the_first_administrator_is_spoken_to_and_not_about(browse, token):
    browser = browse()
    first = browser.read(f"/staff/set-up/{token}")
    refused = browser.press("Go on").text

    assert "Your name" in first
    assert "Type your first and last name." in refused
    assert [words for words in ("their first", "they do", "know them") if words in refused] == []


def test_what_is_missing_is_said_in_the_order_of_the_page(browse, token):
    browser = browse()
    browser.read(f"/staff/set-up/{token}")
    refused = browser.press("Go on").text

    said = re.findall(r'<a href="#(\w+)">', refused)
    fields = re.findall(r'<input[^>]* id="(\w+)"[^>]* type="text"', refused)
    assert said == fields == ["name", "job", "sign_in_name"]


def test_every_page_of_first_access_lies_on_the_plain_paper_of_colleagues(browse, token):
    browser = browse()

    assert 'data-set="plain"' in browser.read(f"/staff/set-up/{token}")
    assert 'data-set="plain"' in browser.press("Go on", **WHO).text
    assert (
        'data-set="plain"' in browser.press("Go on", passphrase=PASSPHRASE, again=PASSPHRASE).text
    )
    assert 'data-set="plain"' in browser.read("/sign-in")


def test_a_young_persons_door_keeps_its_own_paper(world, browse):
    assert 'data-set="fern"' in browse(world.amina, Level.LETTERBOX).read("/open")


def test_the_first_administrator_says_who_they_are_and_chooses_a_passphrase(world, browse, token):
    browser = browse()
    browser.read(f"/staff/set-up/{token}")
    page = browser.press("Go on", **WHO)
    assert page.request.path == f"/first/{token}"
    page = browser.press("Go on", passphrase=PASSPHRASE, again=PASSPHRASE)
    secret = re.search(r"<strong[^>]*>([A-Z2-7 ]+)</strong>", page.text).group(1).replace(" ", "")
    browser.press("Confirm", code=pyotp.TOTP(secret).at(world.now))
    world.later(minutes=1)

    browser.read("/sign-in")
    browser.press("Go on", sign_in_name="ada.stone", passphrase=PASSPHRASE)
    browser.press("Sign in", code=pyotp.TOTP(secret).at(world.now))

    assert "Ada Stone" in browser.read("/staff/accounts")
    assert browse().get(f"/staff/set-up/{token}").status_code == 404
    assert begin(world) is None


def test_each_start_makes_a_new_address_and_stops_the_one_before(world, browse, token):
    second = begin(world)

    assert browse().get(f"/staff/set-up/{token}").status_code == 404
    assert browse().get(f"/staff/set-up/{second}").status_code == 200
    with world.reading() as session:
        blank = [
            one for one in people_queries.accounts(session, now=world.now) if not one.named.name
        ]
    assert len(blank) == 1


def test_the_address_lasts_a_day(world, browse, token):
    world.now += timedelta(hours=23, minutes=59)
    assert browse().get(f"/staff/set-up/{token}").status_code == 200

    world.later(minutes=1)

    assert browse().get(f"/staff/set-up/{token}").status_code == 404


def test_the_name_is_asked_once(browse, token):
    browser = browse()
    browser.read(f"/staff/set-up/{token}")
    browser.press("Go on", **WHO)

    assert browser.get(f"/staff/set-up/{token}").location == f"/first/{token}"


def test_there_is_no_address_while_an_administrator_can_sign_in(world):
    let_in(world, world.ash)

    assert begin(world) is None


def test_there_is_one_again_when_the_last_administrator_is_gone(world):
    let_in(world, world.ash)
    let_in(world, world.joy)
    with world.writing() as session:
        ada = world.make_colleague(session, "Ada Stone", "Systems", world.ash.role)
    with world.writing() as session:
        people.end(session, actor=world.actor(ada), person_id=world.ash.id, now=world.now)

    assert begin(world) is not None


def test_a_printed_link_is_no_set_up_address(world, browse):
    token = printed_link(world, world.dan)

    assert browse().get(f"/staff/set-up/{token}").status_code == 404
    assert browse().send(f"/staff/set-up/{token}", **WHO).status_code == 404


def test_a_set_up_address_cannot_be_guessed_from_outside(browse):
    assert browse().get("/staff/set-up/anything").status_code == 404
