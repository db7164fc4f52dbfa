"""Guessing: counted one by one, by browser or phone, and never in the way of the owner."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from os import cpu_count
from threading import Event

import pytest

from tests.support.signing_in import PASSPHRASE, let_in, sign_in
from voice_app.accounts.models import Tries
from voice_app.accounts.service import hashing, signing_in, tries
from voice_app.core.errors import TooBusy, TooManyTries
from voice_app.web import cookies

WRONG = "orchard lantern 7 kettle"


def guess(browser, name="dan.hughes", passphrase=WRONG):
    browser.read("/sign-in")
    return browser.press("Go on", sign_in_name=name, passphrase=passphrase)


def guess_until_told_to_wait(browser, name="dan.hughes"):
    """How many guesses were looked at before the page said to wait, and what it said."""
    for count in range(20):
        answer = guess(browser, name)
        if answer.status_code == 429:
            return count, answer
    raise AssertionError("nobody had to wait")


@pytest.mark.parametrize("name", ["dan.hughes", "nobody.here"])
def test_guesses_soon_have_to_wait_whether_the_name_is_somebodys_or_not(world, browse, name):
    let_in(world, world.dan)

    count, answer = guess_until_told_to_wait(browse(), name)

    assert count == 4
    assert answer.headers["Retry-After"] == "15"
    assert "Wait 15 seconds" in answer.text


def test_the_right_passphrase_has_to_wait_too(world, browse):
    let_in(world, world.dan)
    browser = browse()
    guess_until_told_to_wait(browser)

    assert guess(browser, passphrase=PASSPHRASE).status_code == 429
    world.later(seconds=15)
    assert guess(browser, passphrase=PASSPHRASE).request.path == "/sign-in/code"


def test_each_wrong_guess_waits_twice_as_long_and_being_refused_adds_nothing(world, browse):
    let_in(world, world.dan)
    browser = browse()
    guess_until_told_to_wait(browser)

    waits = []
    for _ in range(4):
        answer = guess(browser)
        waits.append(int(answer.headers["Retry-After"]))
        world.later(seconds=waits[-1])
        guess(browser)

    assert waits == [15, 30, 60, 120]


def test_being_let_in_forgets_the_wrong_guesses(world, browse):
    let_in(world, world.dan)
    browser = browse()
    for _ in range(3):
        guess(browser)
    guess(browser, passphrase=PASSPHRASE)

    count, _ = guess_until_told_to_wait(browse())

    assert count == 4


def test_a_strangers_guesses_never_make_dans_own_browser_wait(world, browse):
    dan = let_in(world, world.dan)
    own = browse()
    sign_in(own, dan, world)
    own.send("/sign-out")
    for _ in range(40):
        guess(browse())
        world.later(seconds=40)
    assert guess(browse(), passphrase=PASSPHRASE).status_code == 429

    assert guess(own, passphrase=PASSPHRASE).request.path == "/sign-in/code"


def test_browsers_nobody_knows_share_one_count(world, browse):
    """A made-up cookie is no known browser, or each guess could bring a new one."""
    let_in(world, world.dan)

    statuses = []
    for number in range(6):
        browser = browse()
        browser.set_cookie(cookies.KNOWN, f"made-up-{number}", secure=True)
        statuses.append(guess(browser).status_code)

    assert statuses == [400] * 4 + [429] * 2


def test_a_browser_is_known_for_those_who_signed_in_there_only(world, browse):
    dan = let_in(world, world.dan)
    let_in(world, world.ella)
    shared = browse()
    sign_in(shared, dan, world)
    shared.send("/sign-out")
    for _ in range(4):
        guess(browse(), "ella.reed")

    assert guess(shared, "ella.reed", PASSPHRASE).status_code == 429
    assert guess(shared, "dan.hughes", PASSPHRASE).request.path == "/sign-in/code"


def test_two_colleagues_at_one_computer_keep_their_known_browser(world, browse):
    dan, ella = let_in(world, world.dan), let_in(world, world.ella)
    shared = browse()
    tokens = []
    for access in (dan, ella):
        sign_in(shared, access, world)
        tokens.append(shared.get_cookie(cookies.KNOWN).value)
        shared.send("/sign-out")
    for name in ("dan.hughes", "ella.reed"):
        guess_until_told_to_wait(browse(), name)

    assert tokens[0] == tokens[1]
    for name in ("dan.hughes", "ella.reed"):
        assert guess(shared, name, PASSPHRASE).request.path == "/sign-in/code"
        shared.send("/sign-out")


def test_codes_are_counted_too(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()
    guess(browser, passphrase=PASSPHRASE)

    answers = [browser.press("Sign in", code="000000").status_code for _ in range(5)]
    right = browser.press("Sign in", code=dan.code(world)).status_code
    world.later(seconds=15)
    later = browser.press("Sign in", code=dan.code(world))

    assert answers == [400] * 4 + [429]
    assert right == 429
    assert later.request.path != "/sign-in/code"


def test_many_guesses_at_once_are_counted_one_by_one(world):
    """Without counting before looking, all twenty would be looked at."""
    let_in(world, world.dan)

    def guess_once(number):
        try:
            signing_in.with_passphrase(
                world.database,
                sign_in_name="dan.hughes",
                passphrase=f"{WRONG} {number}",
                browser=None,
                now=world.now,
            )
        except TooManyTries:
            return "waits"
        return "looked at"

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(guess_once, range(20)))

    assert outcomes.count("looked at") == 4


def test_a_wrong_guess_counts_although_the_request_fails_afterwards(world, monkeypatch):
    let_in(world, world.dan)

    def breaks(*_):
        raise RuntimeError("something else broke")

    monkeypatch.setattr(hashing, "matches", breaks)
    for _ in range(4):
        with pytest.raises(RuntimeError):
            signing_in.with_passphrase(
                world.database,
                sign_in_name="dan.hughes",
                passphrase=WRONG,
                browser=None,
                now=world.now,
            )

    with pytest.raises(TooManyTries):
        signing_in.with_passphrase(
            world.database,
            sign_in_name="dan.hughes",
            passphrase=WRONG,
            browser=None,
            now=world.now,
        )


def test_no_name_and_no_address_is_kept_with_the_count(world, browse):
    let_in(world, world.dan)
    guess(browse())

    with world.reading() as session:
        rows = [vars(row) for row in session.query(Tries)]

    assert len(rows) == 1
    assert "hughes" not in repr(rows)
    assert "127.0.0.1" not in repr(rows)


def test_forgotten_counts_are_swept_away(world):
    with world.writing() as session:
        for number in range(5):
            tries.failed(session, "somewhere", str(number), world.now)
    world.later(days=3)
    with world.writing() as session:
        tries.failed(session, "somewhere", "new", world.now)

    with world.reading() as session:
        assert session.query(Tries).count() == 1


def test_a_place_waits_only_for_what_was_guessed_there(world):
    with world.writing() as session:
        for _ in range(4):
            tries.failed(session, "pin", "this phone", world.now)

    with world.reading() as session:
        with pytest.raises(TooManyTries) as wait:
            tries.check(session, "pin", "this phone", world.now)
        tries.check(session, "pin", "that phone", world.now)
        tries.check(session, "code", "this phone", world.now)
        tries.check(session, "pin", "this phone", world.now + timedelta(seconds=15))
    assert wait.value.retry_after == 15


def test_no_more_hashes_are_at_work_than_there_are_cores(monkeypatch):
    at_work, most = [], []

    class Watching:
        def verify(self, *_):
            at_work.append(1)
            most.append(len(at_work))
            gate.wait(0.05)
            at_work.pop()

    gate = Event()
    monkeypatch.setattr(hashing, "_HASHER", Watching())
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: hashing.matches("verifier", b"secret"), range(8)))

    assert max(most) == hashing.AT_ONCE <= max(1, cpu_count())


@contextmanager
def taken(room, places):
    """As if so many others were in it."""
    for _ in range(places):
        room.acquire()
    yield
    for _ in range(places):
        room.release()


def test_whoever_finds_a_long_queue_is_asked_to_come_back_at_once(world, browse):
    let_in(world, world.dan)
    with taken(hashing._AT_WORK_OR_WAITING, hashing.AT_ONCE + hashing.LONGEST_QUEUE):
        answer = guess(browse(), passphrase=PASSPHRASE)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "It is very busy here right now" in answer.text
    assert guess(browse(), passphrase=PASSPHRASE).request.path == "/sign-in/code"


def test_nobody_waits_for_ever_for_their_turn(monkeypatch):
    monkeypatch.setattr(hashing, "LONGEST_WAIT", 0.01)
    with taken(hashing._AT_WORK, hashing.AT_ONCE), pytest.raises(TooBusy):
        hashing.matches(None, b"secret")

    assert hashing.matches(None, b"secret") is False
