"""The same app in WebKit, which is every browser on an iPhone: locked, sealed, without a signal."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium.common.exceptions import NoSuchElementException

from tests.browser.test_joining import KEY
from tests.entries.telling import WORDS, sent
from tests.entries.test_the_letterbox import MAY_BE_READ
from tests.support.driving import webkit
from tests.support.enrolled import IS_KEPT, MAKE_KEY, STORED
from tests.support.held import Phone
from tests.support.joined import words_of
from tests.support.mast import Mast, standing
from tests.support.signing_in import set_pin
from tests.support.world import World
from voice_app.accounts.service import phones, sessions
from voice_app.core.actor import Level
from voice_app.web import cookies

pytestmark = pytest.mark.webkit

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const shell = await caches.open(name);
    for (const asked of await shell.keys()) found.push(new URL(asked.url).pathname);
  }
  return found;
}"""
COVERED = "() => getComputedStyle(document.body).visibility === 'hidden'"
#: The page's own clock, so much faster from now on.
HURRY = """(times) => {
  const real = globalThis.setTimeout;
  globalThis.setTimeout = (then, after, ...given) => real(then, after / times, ...given);
}"""
NO_MORE = f"async () => (await ({STORED})()).length === 0"
#: What waits, as anybody finds it who opens the browser's database.
IN_THE_BOX = STORED.replace("item.state", "JSON.stringify(item)")

JoinedPhone = Callable[..., Phone]


@pytest.fixture
def mast(world: World, tmp_path: Path) -> Iterator[Mast]:
    """The service over https, as on a phone; its signal can be cut."""
    with standing(world, tmp_path) as one:
        yield one


@pytest.fixture
def phone(mast: Mast) -> Iterator[Phone]:
    """A phone that nobody has used before; skips, in plain words, where there is no WebKit."""
    try:
        with webkit() as driver:
            yield Phone(driver, mast)
    except LookupError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def joined(world: World, phone: Phone) -> JoinedPhone:
    """Amina's phone, with a key of its own; the app was opened on it once with a signal."""

    def join(*, is_open: bool = False) -> Phone:
        phone.goto("/page")
        point = phone.run(MAKE_KEY)
        public_key = base64.urlsafe_b64decode(point + "==")
        with world.writing() as session:
            enrolled = phones.enrol(
                session, young_person_id=world.amina.id, public_key=public_key, now=world.now
            )
            session.flush()
            phone.give(cookies.PHONE, enrolled.token)
            if is_open:
                token = sessions.start(
                    session,
                    person_id=world.amina.id,
                    level=Level.OPEN,
                    now=world.now,
                    device_id=enrolled.device_id,
                    young_person_id=world.amina.id,
                )
                phone.give(cookies.SESSION, token)
        phone.until(lambda: phone.run(IS_KEPT))
        phone.goto("/page")
        return phone

    return join


def keep(phone: Phone, words: str) -> None:
    phone.lines.send_keys(words)
    phone.press("Keep")


def arrive(phone: Phone, world: World, words: list[str]) -> None:
    """What was said is there, as often as it was said."""
    phone.until(lambda: words_of(world) == words)


def is_locked(phone: Phone) -> bool:
    """Does the server show this phone nothing but the letterbox now?"""
    phone.goto("/words")
    # Not by its address: WebKit leaves the old one there when "Back" led on to another page.
    return phone.driver.title == "Notes: open"


# The service worker


def test_the_app_opens_without_a_signal_wherever_somebody_wanted_to_go(
    joined: JoinedPhone, mast: Mast
) -> None:
    phone = joined()
    mast.down()

    for path in ("/page", "/", "/words", "/numbers"):
        phone.goto(path)
        assert phone.path == "/page"
        assert phone.lines.is_displayed()


def test_a_phone_that_never_opened_it_has_nothing_without_a_signal(
    phone: Phone, mast: Mast
) -> None:
    mast.down()

    phone.goto("/page")

    with pytest.raises(NoSuchElementException):
        assert phone.lines.is_displayed()


def test_nothing_but_the_empty_page_and_its_parts_stays_on_the_phone(
    world: World, joined: JoinedPhone
) -> None:
    sent(world, world.dan)
    phone = joined(is_open=True)
    for path in ("/", "/words", "/numbers"):
        phone.goto(path)
        assert phone.path == path

    kept = phone.run(KEPT)

    assert "/page" in kept
    assert [path for path in kept if path != "/page" and not path.startswith("/s/")] == []
    assert phone.run("() => localStorage.length + sessionStorage.length") == 0


# The letterbox


def test_the_app_opens_on_a_place_to_write_and_tells_nothing_old(
    world: World, joined: JoinedPhone, mast: Mast
) -> None:
    sent(world, world.dan)
    phone = joined()

    for path, has_signal in (("/page", True), ("/letterbox", True), ("/page", False)):
        if not has_signal:
            mast.down()
        phone.goto(path)
        phone.lines.send_keys("Here")
        assert phone.lines.get_property("value") == "Here"
        assert phone.sees("Open")
        assert phone.shown <= MAY_BE_READ
        assert WORDS not in phone.everything
        assert "Amina" not in phone.everything


def test_a_page_nobody_looks_at_is_covered_and_shows_again(
    world: World, joined: JoinedPhone
) -> None:
    entry_id = sent(world, world.dan)
    phone = joined(is_open=True)
    phone.goto(f"/words/{entry_id}")
    assert phone.sees(WORDS)

    phone.driver.minimize_window()
    phone.until(lambda: phone.run("() => document.hidden"))
    assert phone.run(COVERED)
    assert not phone.sees(WORDS)

    phone.driver.set_window_size(390, 844)
    phone.until(lambda: phone.sees(WORDS))
    assert not phone.run(COVERED)
    assert not is_locked(phone)


def test_a_page_that_nobody_touches_locks_by_itself(world: World, joined: JoinedPhone) -> None:
    set_pin(world, world.amina)
    entry_id = sent(world, world.dan)
    phone = joined(is_open=True)
    phone.goto(f"/words/{entry_id}")
    assert phone.sees(WORDS)

    phone.run(HURRY, 60)
    phone.run("() => { dispatchEvent(new Event('scroll')); }")

    phone.until(lambda: phone.path == "/letterbox" and phone.lines.is_displayed())
    assert not phone.sees(WORDS)
    assert is_locked(phone)


def test_leave_locks_at_once_and_back_shows_nothing(world: World, joined: JoinedPhone) -> None:
    set_pin(world, world.amina)
    entry_id = sent(world, world.dan)
    phone = joined(is_open=True)
    phone.goto(f"/words/{entry_id}")
    phone.goto("/numbers")
    phone.back()
    assert phone.sees(WORDS)  # as Back does, where nobody has left

    phone.change(lambda: phone.press("Leave"))
    assert phone.path == "/letterbox"
    assert phone.lines.is_displayed()

    phone.back()
    assert phone.driver.title == "Notes: open"
    assert WORDS not in phone.everything
    assert is_locked(phone)


def test_leaving_without_a_signal_locks_as_soon_as_there_is_one(
    world: World, joined: JoinedPhone, mast: Mast
) -> None:
    set_pin(world, world.amina)
    entry_id = sent(world, world.dan)
    phone = joined(is_open=True)
    phone.goto(f"/words/{entry_id}")
    mast.down()

    phone.change(lambda: phone.press("Leave"))
    assert phone.path == "/page"
    assert phone.lines.get_property("value") == ""
    phone.back()
    assert phone.lines.is_displayed()
    assert WORDS not in phone.everything
    assert phone.run(STORED) == ["leave"]

    mast.up()
    phone.goto("/page")
    phone.until(lambda: phone.run(NO_MORE))
    assert is_locked(phone)


# The sealed outbox


def test_words_wait_locked_on_the_phone_and_arrive_once_when_there_is_a_signal(
    world: World, joined: JoinedPhone, mast: Mast
) -> None:
    phone = joined()
    mast.down()

    keep(phone, "He was at the gate again.")
    phone.until(lambda: phone.sees("Waiting, locked on this phone: 1"))
    keep(phone, "And I got a B.")
    phone.until(lambda: phone.sees("Waiting, locked on this phone: 2"))
    assert phone.lines.get_property("value") == ""
    assert "gate" not in str(phone.run(IN_THE_BOX))
    assert words_of(world) == []

    mast.up()
    phone.run("() => { dispatchEvent(new Event('online')); }")
    arrive(phone, world, ["He was at the gate again.", "And I got a B."])
    phone.until(lambda: phone.run(NO_MORE))
    phone.goto("/page")
    phone.run("() => { dispatchEvent(new Event('online')); }")
    assert words_of(world) == ["He was at the gate again.", "And I got a B."]


def test_what_waits_can_be_binned_in_the_same_sitting_and_never_arrives(
    world: World, joined: JoinedPhone, mast: Mast
) -> None:
    phone = joined()
    mast.down()
    keep(phone, "Not this one.")
    phone.until(lambda: phone.sees("Waiting, locked on this phone: 1"))

    phone.press("Bin what is waiting")
    phone.until(lambda: not phone.sees("Waiting, locked"))
    assert phone.run(STORED) == []
    keep(phone, "This one.")
    phone.until(lambda: phone.sees("Waiting, locked on this phone: 1"))
    phone.goto("/page")
    assert not phone.sees("Waiting, locked")
    assert not phone.sees("Bin what is waiting")

    mast.up()
    phone.goto("/page")
    arrive(phone, world, ["This one."])


def test_words_that_cannot_be_taken_out_of_the_phone_are_read_by_the_server_alone(
    world: World, joined: JoinedPhone
) -> None:
    phone = joined()

    keep(phone, "I want to see my nan.")

    phone.until(lambda: phone.sees("Kept."))
    assert words_of(world) == ["I want to see my nan."]
    assert phone.run(KEY) == ["private", False, ["sign"], "InvalidAccessError"]
