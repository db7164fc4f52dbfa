"""A young person's phones: seen and ended by nobody but them."""

import pytest

from tests.support.signing_in import PIN, set_pin
from voice_app.accounts.models import Device
from voice_app.accounts.service import phones
from voice_app.core.actor import Level
from voice_app.web import cookies


@pytest.fixture
def another(world, browse):
    """A second phone of Amina's, open."""
    set_pin(world, world.amina)
    with world.writing() as session:
        joined = phones.enrol(
            session, young_person_id=world.amina.id, public_key=None, now=world.now
        )
    browser = browse()
    browser.set_cookie(cookies.PHONE, joined.token, secure=True)
    browser.read("/open")
    browser.press("Open", pin=PIN)
    assert browser.get("/phones").status_code == 200
    return browser


@pytest.mark.usefixtures("another")
def test_amina_sees_her_phones_this_one_first(world, browse):
    page = browse(world.amina).read("/phones")

    assert page.index("This phone") < page.index("Another phone")
    assert "It is open now." in page


def test_an_ended_phone_opens_nothing_and_has_no_letterbox(world, browse, another):
    phone = browse(world.amina)
    phone.read("/phones")

    phone.press("End this phone")

    assert another.get("/phones").location == "/"
    assert another.get("/open").location == "/"
    assert phone.get("/phones").status_code == 200


def test_amina_may_end_the_phone_in_her_hand(world, browse):
    phone = browse(world.amina)
    phone.read("/phones")
    token = phone.get_cookie(cookies.PHONE).value

    answer = phone.press("End the phone in my hand")

    assert answer.request.path == "/"
    assert phone.get_cookie(cookies.PHONE) is None
    assert phone.get_cookie(cookies.SESSION) is None
    phone.set_cookie(cookies.PHONE, token, secure=True)
    assert phone.get("/open").location == "/"


def test_ending_all_others_leaves_this_one(world, browse, another):
    phone = browse(world.amina)
    phone.read("/phones")

    phone.press("End all other phones")

    assert another.get("/phones").location == "/"
    assert "Another phone" not in phone.read("/phones")


def test_leo_cannot_end_aminas_phone_or_see_it(world, browse):
    amina = browse(world.amina)
    with world.reading() as session:
        hers = session.query(Device).filter_by(young_person_id=world.amina.id).one().id
    leo = browse(world.leo)

    assert str(hers) not in leo.read("/phones")
    assert leo.send(f"/phones/{hers}/end").status_code == 404
    assert amina.get("/phones").status_code == 200


@pytest.mark.parametrize("address", ["/phones", "/phones/end-others"])
def test_the_letterbox_neither_shows_nor_ends_phones(world, browse, another, address):
    shut = browse(world.amina, Level.LETTERBOX)

    answer = shut.get(address) if address == "/phones" else shut.send(address)

    assert answer.location == "/open"
    assert another.get("/phones").status_code == 200


@pytest.mark.usefixtures("another")
def test_ending_a_phone_twice_changes_nothing(world, browse):
    phone = browse(world.amina)
    with world.reading() as session:
        rows = session.query(Device).filter_by(young_person_id=world.amina.id)
        other = next(row.id for row in rows if row.wrong_pins == 0 and row.ended_at is None)

    first = phone.send(f"/phones/{other}/end")
    with world.reading() as session:
        ended_at = session.get_one(Device, other).ended_at
    world.later(seconds=5)
    phone.send(f"/phones/{other}/end")

    assert first.status_code == 303
    with world.reading() as session:
        assert session.get_one(Device, other).ended_at == ended_at
