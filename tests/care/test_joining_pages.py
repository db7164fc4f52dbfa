"""Dan lets Amina's phone in: code, pictures, yes; and everything that must not let a phone in."""

import re
from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.support.world import Browser, Someone, World
from voice_app.accounts.models import Device
from voice_app.care.service import choices
from voice_app.web import cookies


def offer_code(world: World, dan: Browser, young_person: Someone | None = None) -> str:
    """Dan makes a code; returns it as he would read it out."""
    address = f"/staff/people/{(young_person or world.amina).id}/join"
    world.later(seconds=1)
    dan.send(address)
    return code_on(dan.read(address))


def code_on(page: str) -> str:
    """The code on the keyworker's screen."""
    found = re.search(r'<p class="code" [^>]*>([0-9A-Z ]+)</p>', page)
    assert found, "no code is shown"
    return found[1]


def pictures_on(page: str) -> list[str]:
    """The words of the pictures on a screen, in order."""
    return re.findall(r'<li class="pictures__one">.*?<span>([^<]+)</span>', page, re.DOTALL)


def give(phone: Browser, code: str) -> str:
    """A phone gives a code; returns the page that comes."""
    phone.read("/join")
    return phone.press("Next", code=code).text


def phones(world: World) -> list[Device]:
    """Every phone that was ever enrolled."""
    with world.reading() as session:
        return list(session.query(Device))


def test_the_phone_beside_dan_joins_and_no_other(world: World) -> None:
    dan, phone = world.browse(world.dan), world.browse()

    give(phone, offer_code(world, dan))
    dan.read(f"/staff/people/{world.amina.id}/join")
    assert len(pictures_on(dan.page)) == 3
    assert pictures_on(dan.page) == pictures_on(phone.page)
    dan.press("Yes, the same pictures")
    phone.read("/join/pictures")
    phone.press("Go on")

    assert "Who can see what you write?" in phone.page
    (joined,) = phones(world)
    assert joined.young_person_id == world.amina.id
    assert joined.public_key is None


def test_the_code_may_be_typed_small_and_with_a_dash(world: World) -> None:
    code = offer_code(world, world.browse(world.dan))

    page = give(world.browse(), code.lower().replace(" ", "-"))

    assert "Are these the same?" in page


def test_a_code_never_stands_in_an_address_that_reaches_the_server(world: World) -> None:
    dan, phone = world.browse(world.dan), world.browse()
    code = offer_code(world, dan).replace(" ", "")

    answer = phone.send("/join", code=code)

    assert code not in answer.headers["Location"]
    assert code not in dan.page.replace(" ", "").replace(code, "", 1)


def test_before_dan_says_yes_nothing_opens(world: World) -> None:
    phone = world.browse()
    give(phone, offer_code(world, world.browse(world.dan)))

    phone.send("/join/pictures", key="")

    assert phones(world) == []
    assert phone.get("/start").status_code in (303, 404)


def test_other_pictures_end_the_code(world: World) -> None:
    dan, phone = world.browse(world.dan), world.browse()
    code = offer_code(world, dan)
    give(phone, code)
    dan.read(f"/staff/people/{world.amina.id}/join")

    dan.press("No")

    assert "This code has ended" in phone.read("/join/pictures")
    phone.send("/join/pictures", key="")
    assert phones(world) == []
    assert "That did not work" in give(world.browse(), code)


def test_a_second_phone_with_the_same_code_stays_out_and_dan_is_told(world: World) -> None:
    dan, phone, other = world.browse(world.dan), world.browse(), world.browse()
    code = offer_code(world, dan)
    give(phone, code)
    dan.read(f"/staff/people/{world.amina.id}/join")
    assert "A second phone" not in dan.page

    assert "That did not work" in give(other, code)

    assert "A second phone has given this code." in dan.read(f"/staff/people/{world.amina.id}/join")
    dan.press("Yes, the same pictures")
    other.send("/join/pictures", key="")
    assert phones(world) == []


def test_a_code_works_once(world: World) -> None:
    dan, phone = world.browse(world.dan), world.browse()
    code = offer_code(world, dan)
    give(phone, code)
    dan.read(f"/staff/people/{world.amina.id}/join")
    dan.press("Yes, the same pictures")
    phone.read("/join/pictures")
    phone.press("Go on")

    phone.send("/join/pictures", key="")

    assert "That did not work" in give(world.browse(), code)
    assert len(phones(world)) == 1


def test_after_ten_minutes_a_code_is_good_for_nothing(world: World) -> None:
    code = offer_code(world, world.browse(world.dan))
    world.later(minutes=9, seconds=59)
    assert "Are these the same?" in give(world.browse(), code)

    code = offer_code(world, world.browse(world.dan))
    world.later(minutes=10)

    assert "That did not work" in give(world.browse(), code)


def test_pictures_that_nobody_confirmed_in_time_let_nobody_in(world: World) -> None:
    dan, phone = world.browse(world.dan), world.browse()
    give(phone, offer_code(world, dan))
    world.later(minutes=10)
    dan = world.browse(world.dan)

    assert "The last code has run out." in dan.read(f"/staff/people/{world.amina.id}/join")
    assert "This code has ended" in phone.read("/join/pictures")


def test_a_new_code_ends_the_one_before(world: World) -> None:
    dan = world.browse(world.dan)
    first, second = offer_code(world, dan), offer_code(world, dan)

    assert first != second
    assert "That did not work" in give(world.browse(), first)
    assert "Are these the same?" in give(world.browse(), second)


def test_a_hundred_guesses_from_one_place_are_stopped_early(world: World) -> None:
    code = offer_code(world, world.browse(world.dan))
    stranger = world.browse()
    stranger.read("/join")

    answers = [stranger.send("/join", code=f"AAAA{n:04}").status_code for n in range(100)]

    assert answers.count(400) < 10
    assert answers[-1] == 429
    # Even the right code has to wait now.
    assert stranger.send("/join", code=code).status_code == 429


def test_guesses_from_one_place_keep_nobody_else_out(world: World) -> None:
    code = offer_code(world, world.browse(world.dan))
    stranger, phone = world.browse(), world.browse()
    stranger.environ_base = {**stranger.environ_base, "REMOTE_ADDR": "203.0.113.9"}
    for n in range(50):
        stranger.send("/join", code=f"AAAA{n:04}")

    assert "Are these the same?" in give(phone, code)


@pytest.mark.parametrize("who", ["ella", "finn", "nell", "ruth", "joy", "ash"])
def test_nobody_but_her_keyworker_lets_aminas_phone_in(world: World, who: str) -> None:
    browser = world.browse(getattr(world, who))

    assert browser.get(f"/staff/people/{world.amina.id}/join").status_code == 404
    assert browser.send(f"/staff/people/{world.amina.id}/join").status_code == 404


def test_who_covers_for_dan_may_let_aminas_phone_in(world: World) -> None:
    world.cover(world.priya, world.dan)

    assert offer_code(world, world.browse(world.priya))


def test_somebody_else_cannot_say_yes_for_dan(world: World) -> None:
    dan, phone, ella = world.browse(world.dan), world.browse(), world.browse(world.ella)
    give(phone, offer_code(world, dan))
    dan.read(f"/staff/people/{world.amina.id}/join")
    found = re.search(r'action="(/staff/people/[^"]+/join/[^"]+)"', dan.page)
    assert found
    address = found[1]
    world.assign(world.priya, world.amina)

    assert ella.send(address, same="yes").status_code == 404
    assert world.browse(world.priya).send(address, same="yes").status_code == 404
    assert dan.send(address, same="yes").status_code == 303


def test_when_dan_is_unassigned_his_code_cannot_be_confirmed(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina)
    priya, phone = world.browse(world.priya), world.browse()
    give(phone, offer_code(world, priya))
    priya.read(f"/staff/people/{world.amina.id}/join")

    world.unassign(assignment_id)

    assert priya.press("Yes, the same pictures").status_code == 404
    assert "Are these the same?" in phone.read("/join/pictures")


def test_joining_again_opens_a_phone_that_wrong_pins_had_closed(world: World) -> None:
    phone, dan = world.browse(world.amina), world.browse(world.dan)
    with world.writing() as session:
        closed = session.query(Device).one()
        closed.wrong_pins = 10
        world.note(session, closed)
    before = phone.get_cookie(cookies.PHONE)

    join(world, phone, dan)

    assert "Choose your code" in phone.page
    old, new = sorted(phones(world), key=lambda one: one.ended_at is None)
    assert (old.id, old.ended_at) == (closed.id, world.now)
    assert (new.wrong_pins, new.ended_at) == (0, None)
    assert phone.get_cookie(cookies.PHONE) != before


def join(world: World, phone: Browser, dan: Browser, *, ends_others: bool = False) -> None:
    """The whole way, for somebody who has had a phone before."""
    with world.writing() as session:
        choices.end_first_run(session, actor=world.actor(world.amina), now=world.now)
    dan.read(f"/staff/people/{world.amina.id}/join")
    dan.press("Make a code", **({"ends_others": "y"} if ends_others else {}))
    give(phone, code_on(dan.page))
    dan.read(f"/staff/people/{world.amina.id}/join")
    dan.press("Yes, the same pictures")
    phone.read("/join/pictures")
    phone.press("Go on")


def test_a_second_phone_leaves_the_first_alone(world: World) -> None:
    first = world.browse(world.amina)

    join(world, world.browse(), world.browse(world.dan))

    assert [phone.ended_at for phone in phones(world)] == [None, None]
    assert first.get("/settings").status_code == 200


def test_a_second_phone_ends_the_first_when_asked(world: World) -> None:
    first = world.browse(world.amina)
    assert first.get("/settings").status_code == 200

    join(world, world.browse(), world.browse(world.dan), ends_others=True)

    assert sorted(phone.ended_at is None for phone in phones(world)) == [False, True]
    assert first.get("/settings").status_code == 303


def test_a_good_key_is_kept_with_the_phone_and_a_bad_one_is_left_out(world: World) -> None:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    sent = {"good": urlsafe_b64encode(point).decode().rstrip("="), "bad": "bm90IGEga2V5", "no": "?"}

    for key in sent.values():
        dan, phone = world.browse(world.dan), world.browse()
        give(phone, offer_code(world, dan))
        dan.read(f"/staff/people/{world.amina.id}/join")
        dan.press("Yes, the same pictures")
        phone.send("/join/pictures", key=key)

    assert [one.public_key for one in phones(world)].count(point) == 1
    assert [one.public_key for one in phones(world)].count(None) == 2
