"""Opening a phone: one PIN, ten tries, and nothing on the page that tells."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.signing_in import PIN, set_pin
from voice_app.accounts.models import Credential, CredentialKind, Device
from voice_app.accounts.service import hashing, phones, pins
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.errors import TooManyTries
from voice_app.web import cookies


@pytest.fixture
def phone(world, browse):
    """Amina's phone, shut, with her PIN set."""
    set_pin(world, world.amina)
    return browse(world.amina, Level.LETTERBOX)


def open_with(browser, pin):
    browser.read("/open")
    return browser.press("Open", pin=pin)


def is_open(browser):
    return browser.get("/phones").status_code == 200


def wrong(browser, world, times):
    """So many wrong PINs, each after whatever wait there is."""
    for _ in range(times):
        answer = open_with(browser, "6183")
        world.later(hours=1)
    return answer


def test_the_right_pin_opens_the_phone_and_a_wrong_one_does_not(phone):
    assert "Not that one." in open_with(phone, "6183").text
    assert not is_open(phone)

    open_with(phone, PIN)

    assert is_open(phone)


@pytest.mark.parametrize("typed", ["72 94", "٧٢٩٤", " 7294 "])
def test_the_pin_may_be_typed_in_any_numerals(phone, typed):
    open_with(phone, typed)

    assert is_open(phone)


@pytest.mark.parametrize("typed", ["", "7", "72945", "7294x", "729 ", "x" * 5000])
def test_other_texts_do_not_open_it(phone, typed):
    open_with(phone, typed)

    assert not is_open(phone)


def test_a_slip_of_the_thumb_is_no_wrong_try(phone):
    for _ in range(12):
        assert "4 to 8 numbers" in open_with(phone, "72").text

    open_with(phone, PIN)

    assert is_open(phone)


def test_somebody_elses_pin_does_not_open_it(world, phone):
    set_pin(world, world.leo, "8305")

    open_with(phone, "8305")

    assert not is_open(phone)


def test_the_last_tries_are_told_and_the_tenth_closes_this_phone(world, phone):
    answers = [wrong(phone, world, 1).text for _ in range(10)]

    assert "tries left" not in answers[3]
    assert "5 tries left" in answers[4]
    assert "1 try left" in answers[8]
    assert "does not open with a code any more" in answers[9]
    open_page = phone.read("/open")
    assert "does not open with a code any more" in open_page
    assert "Enter your code" not in open_page


def test_a_closed_phone_does_not_open_with_the_right_pin(world, phone):
    wrong(phone, world, 10)

    phone.send("/open", pin=PIN)

    assert not is_open(phone)


def test_nine_wrong_pins_close_nothing_and_the_right_one_forgets_them(world, phone):
    wrong(phone, world, 9)
    open_with(phone, PIN)
    assert is_open(phone)
    phone.post("/leave")

    wrong(phone, world, 9)
    open_with(phone, PIN)

    assert is_open(phone)


def test_ten_wrong_pins_leave_the_letterbox_and_her_other_phone_alone(world, phone):
    wrong(phone, world, 10)
    with world.writing() as session:
        other = phones.enrol(
            session, young_person_id=world.amina.id, public_key=None, now=world.now
        )
    her_other = world.browse()
    her_other.set_cookie(cookies.PHONE, other.token, secure=True)

    open_with(her_other, PIN)

    assert is_open(her_other)
    assert phone.get("/open").status_code == 200
    assert phone.get("/phones").location == "/open"


def test_a_phone_that_joins_again_starts_with_no_wrong_pins(world, phone):
    wrong(phone, world, 10)
    with world.writing() as session:
        again = phones.enrol(
            session, young_person_id=world.amina.id, public_key=None, now=world.now
        )
    phone.set_cookie(cookies.PHONE, again.token, secure=True)

    open_with(phone, PIN)

    assert is_open(phone)


def test_quick_guesses_have_to_wait(phone):
    statuses = [open_with(phone, "6183").status_code for _ in range(5)]
    right = open_with(phone, PIN)

    assert statuses == [400] * 4 + [429]
    assert right.status_code == 429
    assert "Wait 15 seconds. Then try again." in right.text


@pytest.mark.usefixtures("phone")
def test_guesses_at_once_are_no_way_past_the_ten(world):
    with world.reading() as session:
        device = session.query(Device).filter_by(young_person_id=world.amina.id).one()
    actor = Actor(
        person_id=world.amina.id,
        role=Role.YOUNG_PERSON,
        level=Level.LETTERBOX,
        device_id=device.id,
    )

    def guess(number):
        try:
            return pins.check_pin(
                world.database, actor=actor, pin=f"61{number:02}", now=world.now
            ).wrong_pins
        except TooManyTries:
            return 0

    with ThreadPoolExecutor(20) as pool:
        counted = [count for count in pool.map(guess, range(20)) if count]

    assert sorted(counted) == [1, 2, 3, 4]


def test_without_a_pin_no_pin_opens_the_phone(world, browse):
    phone = browse(world.amina, Level.LETTERBOX)

    assert "Not that one." in open_with(phone, PIN).text
    assert not is_open(phone)


def test_a_new_pin_ends_the_old_one(world, phone):
    set_pin(world, world.amina, "830517")

    assert "Not that one." in open_with(phone, PIN).text
    open_with(phone, "830517")
    assert is_open(phone)
    with world.reading() as session:
        rows = session.query(Credential).filter_by(kind=CredentialKind.PIN, ended_at=None)
        assert rows.count() == 1


def test_the_lock_page_tells_nothing(phone):
    page = phone.read("/open")

    assert "<title>Notes: open</title>" in page
    for telling in ("Amina", "Dan", "Voice", "keyworker", "worker", "care", "safe"):
        assert telling not in page
    assert 'type="password"' in page
    assert 'autocomplete="off"' in page
    assert 'inputmode="numeric"' in page
    assert "maxlength" not in page


def test_the_page_for_a_forgotten_code_tells_nothing_and_offers_no_other_way(phone):
    page = phone.read("/open/forgot")

    assert "set up this phone with you" in page
    for telling in ("Amina", "Dan", "Voice", "keyworker", "worker"):
        assert telling not in page


def test_opening_gives_a_new_token_and_goes_where_they_were_going(phone):
    planted = "a-token-that-somebody-planted"
    phone.set_cookie(cookies.SESSION, planted, secure=True)
    assert phone.get("/phones").location == "/open"

    answer = open_with(phone, PIN)
    first = phone.get_cookie(cookies.SESSION).value
    phone.post("/leave")
    again = open_with(phone, PIN)
    second = phone.get_cookie(cookies.SESSION).value

    assert answer.request.path == "/phones"
    assert again.request.path == "/"
    assert len({planted, first, second}) == 3


def test_the_token_of_an_open_phone_is_no_good_on_another(world, phone, browse):
    open_with(phone, PIN)
    token = phone.get_cookie(cookies.SESSION).value

    nobody = browse()
    nobody.set_cookie(cookies.SESSION, token, secure=True)
    leos = browse(world.leo, Level.LETTERBOX)
    leos.set_cookie(cookies.SESSION, token, secure=True)

    assert nobody.get("/phones").location == "/"
    assert leos.get("/phones").location == "/open"


def test_an_open_phone_has_no_lock_page(phone):
    open_with(phone, PIN)

    assert phone.get("/open").location == "/"


def test_nobody_and_no_colleague_has_a_lock_page(world, browse):
    assert browse().get("/open").location == "/"
    assert browse(world.dan).get("/open").status_code == 404


def test_opening_needs_the_token_of_the_form(phone):
    assert phone.post("/open", data={"pin": PIN}).status_code == 400
    assert not is_open(phone)


@pytest.mark.usefixtures("phone")
def test_the_pin_is_not_kept_and_its_verifier_needs_the_pepper(world):
    with world.reading() as session:
        row = session.query(Credential).filter_by(kind=CredentialKind.PIN).one()
        assert PIN.encode() not in row.sealed
    verifier = pins.verifier_of(world.database.vault, person_id=world.amina.id, pin=PIN)

    assert not hashing.matches(verifier, PIN.encode())
    assert not hashing.matches(verifier, pins._peppered(world.database.vault, world.leo.id, PIN))
    assert hashing.matches(verifier, pins._peppered(world.database.vault, world.amina.id, PIN))
