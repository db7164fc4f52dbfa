"""Asking to be told, on a young person's phone and on a colleague's account."""

from uuid import UUID

import pytest

from tests.notices.telling import browser_of, send, targets, tell
from tests.support.told import ENDPOINT, keys
from tests.support.world import World
from voice_app.accounts.service import phones
from voice_app.core.actor import Level
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.notices import service
from voice_app.record import service as trail


def test_a_young_person_asks_and_stops_on_their_phone(world: World) -> None:
    phone = world.browse(world.amina)
    assert "Tell me when there is something new" in phone.read("/settings")
    assert "You have a message" in phone.read("/settings/telling")

    phone.press("Tell me on this phone", endpoint=ENDPOINT, **keys())

    assert "This phone tells you." in phone.page
    assert len(targets(world, world.amina)) == 1
    tell(world, world.amina)
    assert len(send(world)[0].came) == 1
    phone.press("Do not tell me any more")
    assert "This phone tells you." not in phone.page
    assert targets(world, world.amina) == []
    assert trail.verify(world.database, now=world.now).problems == []


def test_another_phone_of_hers_is_another_place(world: World) -> None:
    with world.writing() as session:
        other = phones.enrol(
            session, young_person_id=world.amina.id, public_key=None, now=world.now
        )
    there = browser_of(world, world.amina, device_id=other.device_id).target_id
    phone = world.browse(world.amina)
    assert "This phone tells you." not in phone.read("/settings/telling")

    phone.press("Tell me on this phone", endpoint=ENDPOINT, **keys())
    assert len(targets(world, world.amina)) == 2
    phone.press("Do not tell me any more")

    assert targets(world, world.amina) == [there]


def test_asking_again_with_new_keys_replaces_what_the_phone_gave(world: World) -> None:
    phone = world.browse(world.amina)
    phone.read("/settings/telling")
    phone.send("/settings/telling", endpoint=ENDPOINT, **keys())
    before = targets(world, world.amina)

    phone.send("/settings/telling", endpoint=f"{ENDPOINT}/2", **keys())

    assert len(targets(world, world.amina)) == 1
    assert targets(world, world.amina) != before


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"endpoint": "https://localhost/x"},
        {"endpoint": ENDPOINT, "p256dh": "AAAA"},
        {"endpoint": ENDPOINT, "auth": "A" * 500},
    ],
)
@pytest.mark.parametrize(
    ("who", "address"), [("amina", "/settings/telling"), ("dan", "/staff/me/notices")]
)
def test_a_browser_that_cannot_be_told_hears_so(
    world: World, given: dict[str, str], who: str, address: str
) -> None:
    browser = world.browse(getattr(world, who))

    answer = browser.send(address, **(keys() | given if "endpoint" in given else given))

    assert answer.status_code == 400
    assert "That did not work. Try again later." in answer.text
    assert targets(world, getattr(world, who)) == []


def test_quiet_hours_can_be_changed_and_are_shown(world: World) -> None:
    phone = world.browse(world.amina)
    phone.send("/settings/telling", endpoint=ENDPOINT, **keys())
    phone.read("/settings/telling")

    wrong = phone.press("Keep these times", starts="never", ends="08:00")
    assert wrong.status_code == 400
    phone.read("/settings/telling")
    phone.press("Keep these times", starts="16:30", ends="07:15")

    assert 'value="16:30"' in phone.page
    assert 'value="07:15"' in phone.page


def test_a_colleague_sees_each_browser_and_stops_one(world: World) -> None:
    first, second = browser_of(world, world.dan), browser_of(world, world.dan)
    dan = world.browse(world.dan)
    assert dan.read("/staff/me/notices").count("A browser, since") == 2

    dan.send(f"/staff/me/notices/{first.target_id}/stop")
    dan.send(f"/staff/me/notices/{first.target_id}/stop")

    assert targets(world, world.dan) == [second.target_id]


def test_nobody_stops_what_is_somebody_elses(world: World) -> None:
    dans = browser_of(world, world.dan).target_id

    assert world.browse(world.joy).send(f"/staff/me/notices/{dans}/stop").status_code == 404
    with pytest.raises(NotFound), world.writing() as session:
        service.stop(session, actor=world.actor(world.joy), target_id=dans, now=world.now)
    assert targets(world, world.dan) == [dans]


def test_a_young_person_never_gets_an_e_mail(world: World) -> None:
    with pytest.raises(NotAllowed), world.writing() as session:
        service.write_to(
            session, actor=world.actor(world.amina), address="amina@example.org", now=world.now
        )
    assert "mail" not in world.browse(world.amina).read("/settings/telling")


def test_the_letterbox_and_administrators_have_no_such_page(world: World) -> None:
    letterbox = world.browse(world.amina, Level.LETTERBOX)

    assert letterbox.get("/settings/telling").headers["Location"] == "/open"
    assert world.browse(world.ash).get("/staff/me/notices").status_code == 404
    assert "/staff/me/notices" not in world.browse(world.ash).read("/staff/me")


def test_an_id_that_was_never_there_stops_nothing(world: World) -> None:
    nothing = UUID(int=7)

    assert world.browse(world.dan).send(f"/staff/me/notices/{nothing}/stop").status_code == 303
