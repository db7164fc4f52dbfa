"""First access: whoever holds the paper chooses a passphrase and adds an app, once."""

import html
import re
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest

from tests.support.signing_in import PASSPHRASE, let_in, name_for_signing_in, printed_link
from voice_app.accounts.service import first_access, hashing, links
from voice_app.core.errors import NotFound


@pytest.fixture
def token(world):
    """The token on a paper for Dan."""
    name_for_signing_in(world, world.dan)
    return printed_link(world, world.dan)


def choose(browser, token, passphrase=PASSPHRASE):
    browser.read(f"/first/{token}")
    return browser.press("Go on", passphrase=passphrase, again=passphrase)


def secret_on(page):
    shown = re.search(r"<strong[^>]*>([A-Z2-7 ]+)</strong>", page).group(1)
    return shown.replace(" ", "")


def test_a_passphrase_an_app_and_ten_codes_on_paper(world, browse, token):
    browser = browse()

    page = choose(browser, token)
    assert page.request.path == f"/first/{token}/app"
    done = browser.press("Confirm", code=pyotp.TOTP(secret_on(page.text)).at(world.now))

    codes = re.findall(r"<li>(\w{4}-\w{4}-\w{4})</li>", done.text)
    assert len(set(codes)) == 10
    world.later(minutes=1)
    browser.read("/sign-in")
    browser.press("Go on", sign_in_name="dan.hughes", passphrase=PASSPHRASE)
    assert browser.press("Sign in", code=codes[0]).request.path != "/sign-in/code"


def test_an_app_on_the_same_phone_opens_with_the_key(browse, token):
    browser = browse()
    page = choose(browser, token).text

    address = html.unescape(re.search(r'href="(otpauth:[^"]+)"', page).group(1))

    assert pyotp.parse_uri(address).secret == secret_on(page)


def test_looking_at_the_link_uses_nothing_up(browse, token):
    for _ in range(5):
        assert browse().get(f"/first/{token}").status_code == 200


def test_a_used_link_opens_nothing(world, browse, token):
    browser = browse()
    page = choose(browser, token)
    browser.press("Confirm", code=pyotp.TOTP(secret_on(page.text)).at(world.now))

    for address in (f"/first/{token}", f"/first/{token}/app"):
        answer = browse().get(address)
        assert answer.status_code == 404
        assert "does not work any more" in answer.text


def test_a_wrong_a_used_and_a_stopped_link_look_the_same(world, browse, token):
    with world.writing() as session:
        links.end_all(session, person_id=world.dan.id, actor=None, now=world.now)

    stopped = browse().get(f"/first/{token}")
    wrong = browse().get("/first/nothing-that-was-ever-printed")

    assert stopped.status_code == wrong.status_code == 404
    assert stopped.text == wrong.text


def test_a_wrong_code_confirms_nothing(browse, token):
    browser = browse()
    choose(browser, token)

    answer = browser.press("Confirm", code="000000")

    assert answer.status_code == 400
    assert "does not fit" in answer.text
    assert browse().get(f"/first/{token}").status_code == 200


@pytest.mark.parametrize(
    ("passphrase", "again", "says"),
    [
        ("too short", "too short", "15 characters or more"),
        ("", "", "15 characters or more"),
        ("correct horse battery staple", "correct horse battery staple", "Others would guess"),
        ("dan likes his tea strong", "dan likes his tea strong", "Leave out your name"),
        ("kettle " * 200, "kettle " * 200, "longer than we can keep"),
        (PASSPHRASE, PASSPHRASE + "x", "are not the same"),
    ],
)
def test_a_poor_passphrase_is_refused_with_the_reason(browse, token, passphrase, again, says):
    browser = browse()
    browser.read(f"/first/{token}")

    answer = browser.press("Go on", passphrase=passphrase, again=again)

    assert answer.status_code == 400
    assert says in answer.text
    assert passphrase == "" or passphrase not in answer.text


def test_the_secret_shows_only_to_the_browser_that_chose_the_passphrase(browse, token):
    own, other = browse(), browse()
    secret = secret_on(choose(own, token).text)

    answer = other.get(f"/first/{token}/app")

    assert answer.location == f"/first/{token}"
    assert secret in own.read(f"/first/{token}/app").replace(" ", "")


def test_whoever_begins_again_starts_over_with_another_secret(world, browse, token):
    first, second = browse(), browse()
    first_secret = secret_on(choose(first, token).text)
    second_secret = secret_on(choose(second, token, "another kettle 8 garden").text)

    late = first.press("Confirm", code=pyotp.TOTP(first_secret).at(world.now))
    done = second.press("Confirm", code=pyotp.TOTP(second_secret).at(world.now))

    assert first_secret != second_secret
    assert "Choose a passphrase" in late.text
    assert "Your recovery codes" in done.text


def test_one_link_used_twice_at_once_lets_one_person_in(world, token):
    claims = []
    for passphrase in (b"kettle lantern 7 orchard", b"another kettle 8 garden"):
        verifier = hashing.hashed(passphrase)
        with world.writing() as session:
            claims.append(
                first_access.choose(session, token=token, verifier=verifier, now=world.now)
            )
    with world.reading() as session:
        secret = first_access.app_secret(session, token=token, claim=claims[1], now=world.now)
    code = pyotp.TOTP(secret).at(world.now)

    def finish(claim):
        try:
            with world.writing() as session:
                return first_access.finish(
                    session, token=token, claim=claim, code=code, now=world.now
                )
        except NotFound:
            return None

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(finish, [claims[0], *[claims[1]] * 5]))

    assert len([codes for codes in outcomes if codes]) == 1


def test_one_recovery_code_used_twice_at_once_lets_one_browser_in(world, browse):
    dan = let_in(world, world.dan)
    browsers = [browse() for _ in range(4)]
    for browser in browsers:
        browser.read("/sign-in")
        browser.press("Go on", sign_in_name="dan.hughes", passphrase=PASSPHRASE)
    forms = [browser.form_token() for browser in browsers]

    def use(number):
        return browsers[number].post(
            "/sign-in/code",
            data={"code": dan.recovery_codes[0], "csrf_token": forms[number]},
        )

    with ThreadPoolExecutor(4) as pool:
        statuses = [answer.status_code for answer in pool.map(use, range(4))]

    assert sorted(statuses) == [303, 400, 400, 400]


def test_the_first_code_cannot_be_used_again_to_sign_in(world, browse, token):
    browser = browse()
    secret = secret_on(choose(browser, token).text)
    code = pyotp.TOTP(secret).at(world.now)
    browser.press("Confirm", code=code)

    browser.read("/sign-in")
    browser.press("Go on", sign_in_name="dan.hughes", passphrase=PASSPHRASE)

    assert "Each code works once" in browser.press("Sign in", code=code).text


def test_first_access_needs_the_token_of_the_form(browse, token):
    answer = browse().post(f"/first/{token}", data={"passphrase": PASSPHRASE, "again": PASSPHRASE})

    assert answer.status_code == 400


def test_the_pages_keep_nothing_and_send_the_address_nowhere(browse, token):
    answer = browse().get(f"/first/{token}")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
