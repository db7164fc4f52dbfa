"""Reading is paused on a phone: it looks as if it had no signal, and words still go in."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.notices.telling import PushService, browser_of, send, tell
from tests.offline.sealing import Phone
from tests.support.signing_in import PIN
from tests.support.world import Browser, Someone, World
from voice_app.accounts.models import PhoneEvent
from voice_app.core.actor import Level
from voice_app.record import service as trail
from voice_app.web import cookies

WHY = "Your uncle looks at your phone on Fridays."


@pytest.fixture
def phone(world: World) -> Phone:
    """Another phone of Amina's, open."""
    joined = Phone(world, world.amina)
    joined.open()
    return joined


def pause(world: World, phone: Phone) -> Browser:
    """Amina pauses it from the other phone that she has."""
    amina = world.browse(world.amina)
    amina.read(f"/phones/{phone.id}")
    amina.press("Pause reading on this phone")
    return amina


@pytest.mark.parametrize("address", ["/open", "/words", "/open/forgot", "/settings"])
def test_every_way_in_leads_where_it_leads_without_a_signal(
    world: World, phone: Phone, address: str
) -> None:
    pause(world, phone)

    answer = phone.browser.get(address)

    # The very answer that the phone's worker makes up where there is no signal.
    assert (answer.status_code, answer.location) == (303, "/page")
    assert phone.browser.read(address) == world.browse().read("/page")


def test_without_a_pause_open_is_another_page(world: World, phone: Phone) -> None:
    phone.browser.post("/leave")

    assert phone.browser.read("/open") != world.browse().read("/page")


def test_the_right_pin_opens_it_no_more_until_the_pause_ends(world: World, phone: Phone) -> None:
    phone.browser.post("/leave")
    lock = phone.browser.read("/open")
    amina = pause(world, phone)
    phone.browser.page = lock

    assert phone.browser.press("Open", pin=PIN).request.path == "/page"
    assert phone.browser.get_cookie(cookies.SESSION) is None

    amina.read(f"/phones/{phone.id}")
    amina.press("Let it read again")
    phone.browser.read("/open")
    assert phone.browser.press("Open", pin=PIN).request.path == "/"
    assert phone.browser.get("/words").status_code == 200


def test_what_is_written_on_it_still_comes_in_as_from_any_letterbox(
    world: World, phone: Phone
) -> None:
    amina = pause(world, phone)

    assert phone.bring(phone.seal(uuid4(), "Still here.")).json == {"kept": True}

    page = amina.read("/words")
    assert "Still here." in page
    assert "Not confirmed yet, today" in page


def test_amina_may_pause_the_phone_in_her_hand_and_end_it_on_another(
    world: World, phone: Phone
) -> None:
    device_id = phone.id
    phone.browser.read(f"/phones/{device_id}")

    answer = phone.browser.press("Pause reading on this phone")

    assert answer.request.path == "/page"
    assert answer.text == world.browse().read("/page")
    assert phone.browser.get_cookie(cookies.SESSION) is None
    assert phone.browser.send(f"/phones/{device_id}/resume").location == "/page"
    assert phone.browser.get("/open").location == "/page"
    world.browse(world.amina).send(f"/phones/{device_id}/resume")
    assert phone.browser.get("/open").status_code == 200


def test_dan_says_why_and_amina_reads_that_it_was_him(world: World, phone: Phone) -> None:
    dan = world.browse(world.dan)
    address = f"/staff/people/{world.amina.id}/phones/{phone.id}/pause"
    dan.read(address)

    refused = dan.press("Pause reading", why=" ")
    assert refused.status_code == 400
    assert "Write why, as you would say it to them." in refused.text
    assert phone.browser.get("/words").status_code == 200
    dan.press("Pause reading", why=WHY)

    assert phone.browser.get("/words").location == "/page"
    amina = world.browse(world.amina)
    assert "New about your phones" in amina.read("/")
    page = amina.read("/phones")
    assert "Dan paused reading on a phone of yours." in page
    assert WHY in page
    assert trail.verify(world.database, now=world.now).problems == []


def test_a_reason_that_is_too_long_is_given_back_to_be_said_shorter(
    world: World, phone: Phone
) -> None:
    dan = world.browse(world.dan)
    dan.read(f"/staff/people/{world.amina.id}/phones/{phone.id}/pause")

    answer = dan.press("Pause reading", why="so long " * 100)

    assert answer.status_code == 400
    assert "so long so long" in answer.text
    assert phone.browser.get("/words").status_code == 200


def test_dan_ends_the_pause_and_amina_is_told(world: World, phone: Phone) -> None:
    pause(world, phone)
    dan = world.browse(world.dan)
    dan.read(f"/staff/people/{world.amina.id}/phones")

    dan.press("Let it be read again")

    assert phone.browser.get("/open").status_code == 200
    assert "Dan let a phone of yours read again." in world.browse(world.amina).read("/phones")


@pytest.mark.parametrize("who", ["finn", "ella", "nell", "ruth", "joy", "ash"])
def test_only_her_keyworker_of_today_pauses_her_phones_or_ends_it(
    world: World, phone: Phone, who: str
) -> None:
    somebody: Someone = getattr(world, who)
    address = f"/staff/people/{world.amina.id}/phones/{phone.id}"
    browser = world.browse(somebody)

    assert browser.get(f"{address}/pause").status_code == 404
    assert browser.send(f"{address}/pause", why=WHY).status_code == 404
    assert phone.browser.get("/words").status_code == 200
    pause(world, phone)
    assert browser.send(f"{address}/resume").status_code == 404
    assert phone.browser.get("/open").location == "/page"


@pytest.mark.parametrize("what", ["pause", "resume"])
def test_leo_neither_pauses_her_phone_nor_ends_the_pause(
    world: World, phone: Phone, what: str
) -> None:
    if what == "resume":
        pause(world, phone)
    before = phone.browser.get("/words").status_code

    answer = world.browse(world.leo).send(f"/phones/{phone.id}/{what}")

    assert answer.status_code == 404
    assert phone.browser.get("/words").status_code == before


@pytest.mark.parametrize("what", ["pause", "resume"])
def test_the_letterbox_neither_pauses_nor_ends_a_pause(
    world: World, phone: Phone, what: str
) -> None:
    shut = world.browse(world.amina, Level.LETTERBOX)

    assert shut.send(f"/phones/{phone.id}/{what}").location == "/open"
    assert phone.browser.get("/words").status_code == 200


def test_nothing_is_told_on_it_while_it_is_paused_and_again_afterwards(
    world: World, phone: Phone
) -> None:
    browser_of(world, world.amina, device_id=phone.id)
    service = PushService()
    tell(world, world.amina)
    amina = pause(world, phone)

    tell(world, world.amina)
    send(world, service)
    assert service.came == []

    amina.send(f"/phones/{phone.id}/resume")
    tell(world, world.amina)
    send(world, service)
    assert len(service.came) == 1


def test_pausing_and_ending_it_twice_changes_nothing(world: World, phone: Phone) -> None:
    amina = world.browse(world.amina)

    for what in ("pause", "pause", "resume", "resume"):
        assert amina.send(f"/phones/{phone.id}/{what}").status_code == 303

    with world.reading() as session:
        kinds = session.scalars(select(PhoneEvent.kind).order_by(PhoneEvent.at)).all()
        assert sorted(kinds) == ["paused", "resumed"]
