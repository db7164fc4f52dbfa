"""What a young person may change about their own pages, and that nobody else may."""

import pytest

from tests.care.test_first_run import join
from tests.support.world import Browser, World
from voice_app.accounts.models import Device
from voice_app.accounts.service import sessions
from voice_app.core.actor import Level
from voice_app.web import cookies

PAGES = ("/settings", "/settings/name", "/settings/language", "/settings/look", "/settings/talk")


@pytest.fixture
def phone(world: World) -> Browser:
    """Amina's open phone, with the code 7392."""
    phone = join(world)
    phone.read("/start/pin")
    phone.press("Keep it", pin="7392", again="7392")
    return phone


def test_a_new_name_is_the_one_that_dan_reads(world: World) -> None:
    phone = world.browse(world.amina)
    phone.read("/settings/name")

    phone.press("Keep it", called="Mina")

    assert "Mina" in phone.read("/settings")
    assert "A phone for Mina" in world.browse(world.dan).read(
        f"/staff/people/{world.amina.id}/join"
    )


def test_paper_and_light_are_right_from_the_first_byte(world: World) -> None:
    phone = world.browse(world.amina)
    phone.read("/settings/look")

    phone.press("Keep it", paper="rose", theme="dark")
    assert 'data-set="rose" data-theme="dark"' in phone.read("/settings")

    phone.read("/settings/look")
    phone.press("Keep it", theme="")
    assert "data-theme" not in phone.read("/settings")


def test_how_to_talk_to_me_is_kept_word_for_word(world: World) -> None:
    phone = world.browse(world.amina)
    words = "dont shout\n  pls & no “hun”"
    phone.read("/settings/talk")

    phone.press("Keep it", words=words)

    page = phone.read("/settings/talk")
    assert "dont shout\n  pls &amp; no “hun”" in page
    assert 'spellcheck="false"' in page


@pytest.mark.parametrize("address", ["/settings/paper", "/settings/pinn", "/settings/see"])
def test_there_is_nothing_else_to_set(world: World, address: str) -> None:
    assert world.browse(world.amina).get(address).status_code == 404


def test_a_paper_that_does_not_exist_is_refused(world: World) -> None:
    phone = world.browse(world.amina)

    assert phone.send("/settings/look", paper="neon", theme="dark").status_code == 400
    assert 'data-set="fern"' in phone.read("/settings")


@pytest.mark.parametrize("address", PAGES)
def test_settings_need_the_pin(world: World, address: str) -> None:
    letterbox = world.browse(world.amina, Level.LETTERBOX)

    assert letterbox.get(address).headers["Location"] == "/open"


@pytest.mark.parametrize("who", ["dan", "joy", "ash"])
@pytest.mark.parametrize("address", PAGES)
def test_colleagues_have_no_such_pages(world: World, address: str, who: str) -> None:
    assert world.browse(getattr(world, who)).get(address).status_code == 404


def test_a_new_pin_needs_the_old_one(phone: Browser) -> None:
    phone.read("/settings/pin")
    assert "Not that one." in phone.press("Keep it", old="7393", pin="8264", again="8264").text

    assert phone.press("Keep it", old="7392", pin="8264", again="8264").status_code == 200

    phone.post("/leave")
    phone.read("/open")
    assert phone.send("/open", pin="7392").status_code == 400
    assert phone.send("/open", pin="8264").status_code == 303


def test_guessing_the_old_pin_closes_the_phone_as_at_the_lock(world: World, phone: Browser) -> None:
    for _ in range(10):
        world.later(hours=2)
        guesser = held_open(world, phone)
        guesser.send("/settings/pin", old="7391", pin="8264", again="8264")

    with world.reading() as session:
        assert max(one.wrong_pins for one in session.query(Device)) == 10
    assert phone.get("/settings").status_code == 303


def held_open(world: World, phone: Browser) -> Browser:
    """The phone as it is when somebody holds it open, hours later."""
    with world.writing() as session:
        device = session.query(Device).filter(Device.ended_at.is_(None)).one()
        token = sessions.start(
            session,
            person_id=world.amina.id,
            level=Level.OPEN,
            now=world.now,
            device_id=device.id,
            young_person_id=world.amina.id,
        )
    phone.set_cookie(cookies.SESSION, token, secure=True)
    return phone
