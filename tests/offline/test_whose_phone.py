"""Whose phone is it? The app is offered only to somebody whose phone nobody else can open."""

from collections.abc import Callable
from uuid import UUID

import pytest

from tests.care.test_joining_pages import code_on, give, phones
from tests.notices.telling import targets
from tests.offline.sealing import Phone, base64_of
from tests.support.told import ENDPOINT, keys
from tests.support.world import Browser, World
from voice_app.accounts.service import sessions
from voice_app.core.actor import Level
from voice_app.record import service as trail
from voice_app.web import cookies

Browse = Callable[..., Browser]

MANIFEST = 'rel="manifest"'
OFFER = "data-offer"
KEEPS, EMPTIES = "js/app.js", "js/empty.js"
EVERYTHING = '"cache", "storage"'


def say(phone: Browser, use: str) -> str:
    phone.read("/phone")
    return phone.press("Next", use=use).text


def test_somebody_whose_phone_is_only_theirs_is_offered_the_app(
    world: World, browse: Browse
) -> None:
    phone = browse(world.amina)
    assert 'href="/phone"' in phone.read("/settings")
    assert MANIFEST not in phone.read("/phone")

    page = say(phone, "mine")

    assert "Put Notes on this phone" in page
    assert MANIFEST in page
    assert OFFER in page
    assert "Add to Home Screen" in page


@pytest.mark.parametrize(
    ("use", "said"),
    [
        ("seen", "Better without a picture on this phone"),
        ("others", "Nothing of yours stays on this phone"),
    ],
)
def test_somebody_whose_phone_others_can_open_gets_advice_and_no_offer(
    world: World, browse: Browse, use: str, said: str
) -> None:
    phone = browse(world.amina)

    page = say(phone, use)

    assert said in page
    for text in (page, phone.get("/phone/icon", follow_redirects=True).text):
        assert MANIFEST not in text
        assert OFFER not in text


def test_nobody_is_offered_the_app_before_they_were_asked(world: World, browse: Browse) -> None:
    phone = browse(world.amina)

    for address in ("/phone/icon", "/phone/others"):
        assert phone.get(address).location == "/phone"
    for address in ("/", "/page", "/letterbox", "/settings", "/phones"):
        assert MANIFEST not in phone.read(address)


@pytest.mark.parametrize("given", [{}, {"use": ""}, {"use": "nobody"}])
def test_no_answer_is_asked_for_again_and_changes_nothing(
    world: World, browse: Browse, given: dict[str, str]
) -> None:
    phone = browse(world.amina)

    answer = phone.send("/phone", **given)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert phone.get_cookie(cookies.USE) is None


def test_a_made_up_answer_in_the_browser_counts_as_none(world: World, browse: Browse) -> None:
    phone = browse(world.amina)
    phone.set_cookie(cookies.USE, "anybody", secure=True)

    assert phone.get("/phone/icon").location == "/phone"
    assert KEEPS in phone.read("/")


def test_whose_phone_it_is_is_asked_behind_the_pin(world: World, browse: Browse) -> None:
    phone = browse(world.amina, Level.LETTERBOX)

    for address in ("/phone", "/phone/icon", "/phone/others"):
        assert phone.get(address).location == "/open"
    assert phone.send("/phone", use="others").location == "/open"
    assert phone.get_cookie(cookies.USE) is None


def test_a_phone_that_others_use_is_told_to_throw_away_all_it_keeps(
    world: World, browse: Browse
) -> None:
    shared, own = browse(world.amina), browse(world.leo)

    answers = {
        "others": shared.send("/phone", use="others"),
        "mine": own.send("/phone", use="mine"),
    }

    after = {one: answers[one].location for one in answers}
    assert shared.get(after["others"]).headers["Clear-Site-Data"] == EVERYTHING
    assert "Clear-Site-Data" not in shared.get(after["others"]).headers
    assert "Clear-Site-Data" not in own.get(after["mine"]).headers
    for address in ("/", "/letterbox"):
        assert KEEPS not in shared.read(address)
        assert EMPTIES in shared.page
        assert KEEPS in own.read(address)
        assert EMPTIES not in own.page
    assert shared.get("/page").location == "/letterbox"
    assert own.get("/page").status_code == 200


def test_a_phone_that_others_use_can_write_while_there_is_a_signal(
    world: World, browse: Browse
) -> None:
    phone = browse(world.amina, Level.LETTERBOX)
    phone.set_cookie(cookies.USE, "others", secure=True)

    phone.read("/letterbox")

    assert "Kept." in phone.press("Keep", words="From my aunt’s phone.").text
    assert "From my aunt’s phone." in browse(world.amina).read("/words")


def test_a_phone_that_others_use_shows_no_notices_any_more(world: World, browse: Browse) -> None:
    phone = browse(world.amina)
    phone.read("/settings/telling")
    phone.press("Tell me on this phone", endpoint=ENDPOINT, **keys())
    assert len(targets(world, world.amina)) == 1

    say(phone, "others")

    assert targets(world, world.amina) == []
    assert "data-notices" not in phone.read("/settings/telling")
    assert "so it stays quiet" in phone.page
    assert phone.send("/settings/telling", endpoint=ENDPOINT, **keys()).status_code == 400
    assert targets(world, world.amina) == []
    say(phone, "mine")
    phone.read("/settings/telling")
    phone.press("Tell me on this phone", endpoint=ENDPOINT, **keys())
    assert len(targets(world, world.amina)) == 1


def test_the_key_of_a_phone_that_others_use_opens_nothing_any_more(world: World) -> None:
    phone = Phone(world, world.amina)
    phone.bring(phone.seal(UUID(int=1), "Before."))
    open_on(world, phone)

    phone.browser.send("/phone", use="others")

    answer = phone.bring(phone.seal(UUID(int=2), "After."))
    assert (answer.status_code, answer.json) == (400, {"refused": "not_sealed_here"})
    words = world.browse(world.amina).read("/words")
    assert "Before." in words
    assert "After." not in words
    assert trail.verify(world.database, now=world.now).problems == []


def open_on(world: World, phone: Phone) -> None:
    """The PIN is given on this phone."""
    (device,) = [one for one in phones(world) if one.public_key == phone.point]
    with world.writing() as session:
        token = sessions.start(
            session,
            person_id=phone.person.id,
            level=Level.OPEN,
            now=world.now,
            device_id=device.id,
            young_person_id=phone.person.id,
        )
    phone.browser.set_cookie(cookies.SESSION, token, secure=True)


@pytest.mark.parametrize(("use", "keeps_a_key"), [("others", False), ("mine", True), ("", True)])
def test_it_is_said_while_joining_and_then_no_key_is_kept(
    world: World, use: str, keeps_a_key: bool
) -> None:
    point = Phone(world, world.leo).point
    dan, phone = world.browse(world.dan), world.browse()
    dan.read(f"/staff/people/{world.amina.id}/join")
    dan.press("Make a code")
    give(phone, code_on(dan.page))
    dan.read(f"/staff/people/{world.amina.id}/join")
    dan.press("Yes, the same pictures")
    assert "Do other people use this phone?" in phone.read("/join/pictures")

    answer = phone.send("/join/pictures", key=base64_of(point), **({"use": use} if use else {}))

    (joined,) = [one for one in phones(world) if one.young_person_id == world.amina.id]
    assert (joined.public_key is not None) == keeps_a_key
    kept = phone.get_cookie(cookies.USE)
    assert (kept.value if kept else "") == use
    after = phone.get(answer.location, follow_redirects=True)
    assert (after.headers.get("Clear-Site-Data") == EVERYTHING) == (use == "others")


def test_on_an_iphone_the_app_comes_before_the_code_and_tells_nothing(
    browse: Browse,
) -> None:
    phone = browse()
    assert 'href="/join/first"' in phone.read("/join")

    page = phone.read("/join/first")

    assert MANIFEST in page
    assert "Can somebody else open it? Then do not do this." in page
    assert "js/app.js" not in page
