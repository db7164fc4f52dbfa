"""Signing in as a colleague: two steps, and what a stranger learns from trying."""

import re

import pytest

from tests.support.signing_in import PASSPHRASE, let_in, sign_in
from tests.support.statements import statements
from voice_app.accounts.models import AccountSession, Credential, CredentialKind, Person, Tries
from voice_app.accounts.service import hashing, people
from voice_app.core.actor import Level
from voice_app.web import cookies

FORM_TOKEN = re.compile(r'<input[^>]*name="csrf_token"[^>]*>')
WRONG = "orchard lantern 7 kettle"


def guess(browser, name, passphrase):
    """What comes of a name and a passphrase; the address says how far they led."""
    browser.read("/sign-in")
    return browser.press("Go on", sign_in_name=name, passphrase=passphrase)


def steps_taken(answer):
    return answer.request.path == "/sign-in/code"


def test_a_passphrase_and_a_code_let_dan_in(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()

    assert steps_taken(guess(browser, dan.sign_in_name, PASSPHRASE))
    browser.press("Sign in", code=dan.code(world))

    assert "You sign in as dan.hughes" in browser.read("/staff/me")


def test_one_factor_opens_nothing_but_the_second_step(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()

    guess(browser, dan.sign_in_name, PASSPHRASE)

    assert browser.get("/staff/me").location == "/sign-in/code"
    assert browser.get("/staff/accounts").status_code == 404


def test_the_name_counts_in_any_capitals_and_the_passphrase_in_its_own(world, browse):
    let_in(world, world.dan)

    assert steps_taken(guess(browse(), " DAN.Hughes ", PASSPHRASE))
    assert not steps_taken(guess(browse(), "dan.hughes", PASSPHRASE.upper()))


@pytest.mark.parametrize(
    "passphrase",
    [
        "ضفدع أزرق يقرأ ورقة",
        "🦊🌧🚲🧦🥁🌻🪁🧩🐝🍞🎈🦉🌊🥾🪴",
        "<script>alert('x')</script> {{ 7 * 7 }}",
        "y" + "ŵy coed glas " * 60 + "tri",
        "   spaces count here   ",
    ],
    ids=["arabic", "emoji", "script", "long", "spaces"],
)
def test_any_passphrase_works_as_it_was_typed(world, browse, passphrase):
    dan = let_in(world, world.dan, passphrase)

    assert steps_taken(guess(browse(), dan.sign_in_name, passphrase))
    assert not steps_taken(guess(browse(), dan.sign_in_name, passphrase.strip() + "."))


def test_a_passphrase_is_the_same_from_every_keyboard(world, browse):
    dan = let_in(world, world.dan, "caf\u00e9 na\u00efve p\u00e2t\u00e9 cr\u00eape")

    typed = "cafe\u0301 nai\u0308ve pa\u0302te\u0301 cre\u0302pe"

    assert steps_taken(guess(browse(), dan.sign_in_name, typed))


@pytest.mark.parametrize("name", ["nobody.here", "<script>", "joy.mensah"])
def test_a_wrong_passphrase_tells_nothing_about_the_name(world, browse, name):
    """Joy has an account and no passphrase yet; the others are nobody."""
    let_in(world, world.dan)

    known, unknown = (guess(browse(), one, WRONG) for one in ("dan.hughes", name))

    assert known.status_code == unknown.status_code == 400
    assert plain(known) == plain(unknown)
    assert headers(known) == headers(unknown)


def test_the_comparison_of_pages_would_notice_a_difference(world, browse):
    let_in(world, world.dan)

    page = browse().get("/sign-in")
    answer = guess(browse(), "dan.hughes", WRONG)

    assert plain(page) != plain(answer)


def plain(answer):
    """A page without the form's token and the name that was typed into it."""
    return re.sub(r'value="[^"]*"', "", FORM_TOKEN.sub("", answer.text))


def headers(answer):
    return sorted((k, v) for k, v in answer.headers if k not in ("Set-Cookie", "Content-Length"))


def test_an_unknown_name_takes_the_same_work(world, browse, monkeypatch):
    let_in(world, world.dan)
    worked = []
    real = hashing._HASHER

    class Counting:
        def verify(self, verifier, secret):
            worked.append(verifier.split("$")[:4])
            return real.verify(verifier, secret)

    monkeypatch.setattr(hashing, "_HASHER", Counting())
    guess(browse(), "dan.hughes", WRONG)
    guess(browse(), "nobody.here", WRONG)

    assert len(worked) == 2
    assert worked[0] == worked[1] == ["", "argon2id", "v=19", "m=19456,t=2,p=1"]


@pytest.mark.parametrize("early", [False, True], ids=["at once", "thirty seconds later"])
def test_no_code_works_twice(world, browse, early):
    dan = let_in(world, world.dan)
    first, second = browse(), browse()
    for browser in (first, second):
        guess(browser, dan.sign_in_name, PASSPHRASE)
    code = dan.code(world)

    first.press("Sign in", code=code)
    if early:
        world.later(seconds=30)
    refused = second.press("Sign in", code=code)
    world.later(seconds=60)
    let = second.press("Sign in", code=dan.code(world))

    assert "Each code works once" in refused.text
    assert first.get("/staff/me").status_code == 200
    assert let.request.path != "/sign-in/code"


def test_a_code_before_the_last_accepted_one_does_not_work_either(world, browse):
    dan = let_in(world, world.dan)
    earlier = dan.code(world)
    world.later(seconds=30)
    sign_in(browse(), dan, world)

    browser = browse()
    guess(browser, dan.sign_in_name, PASSPHRASE)

    assert "Each code works once" in browser.press("Sign in", code=earlier).text


@pytest.mark.parametrize(("seconds", "works"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_phone_may_be_half_a_minute_early_or_late(world, browse, seconds, works):
    dan = let_in(world, world.dan)
    world.later(minutes=10)
    browser = browse()
    guess(browser, dan.sign_in_name, PASSPHRASE)
    world.later(seconds=seconds)
    code = dan.code(world)
    world.later(seconds=-seconds)

    answer = browser.press("Sign in", code=code)

    assert (answer.request.path != "/sign-in/code") is works


def test_a_code_may_be_typed_with_a_space_and_in_other_numerals(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()
    guess(browser, dan.sign_in_name, PASSPHRASE)
    code = dan.code(world)
    arabic = "".join(chr(0x660 + int(digit)) for digit in code)

    answer = browser.press("Sign in", code=f"{arabic[:3]} {arabic[3:]}")

    assert answer.request.path != "/sign-in/code"


def test_a_recovery_code_stands_in_for_the_phone_once(world, browse):
    dan = let_in(world, world.dan)
    spare = dan.recovery_codes[3]

    first = browse()
    guess(first, dan.sign_in_name, PASSPHRASE)
    first.press("Sign in", code=spare.lower().replace("-", " "))
    second = browse()
    guess(second, dan.sign_in_name, PASSPHRASE)
    refused = second.press("Sign in", code=spare)

    assert "You have 9 recovery codes left" in first.read("/staff/me")
    assert "Each code works once" in refused.text


def test_somebody_elses_code_is_no_good(world, browse):
    dan, ella = let_in(world, world.dan), let_in(world, world.ella)
    browser = browse()
    guess(browser, dan.sign_in_name, PASSPHRASE)

    assert "does not work" in browser.press("Sign in", code=ella.code(world)).text
    assert "does not work" in browser.press("Sign in", code=ella.recovery_codes[0]).text


def test_each_step_up_has_a_new_token_and_ends_the_one_before(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()
    planted = "a-token-that-somebody-planted"
    browser.set_cookie(cookies.SESSION, planted, secure=True)

    guess(browser, dan.sign_in_name, PASSPHRASE)
    one_factor = browser.get_cookie(cookies.SESSION).value
    browser.press("Sign in", code=dan.code(world))
    two_factors = browser.get_cookie(cookies.SESSION).value

    assert len({planted, one_factor, two_factors}) == 3
    for stale in (planted, one_factor):
        other = browse()
        other.set_cookie(cookies.SESSION, stale, secure=True)
        assert other.get("/sign-in/code").location == "/sign-in"


def test_the_tokens_are_for_the_browser_alone(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()
    guess(browser, dan.sign_in_name, PASSPHRASE)
    answer = browser.post(
        "/sign-in/code",
        data={"code": dan.code(world), "csrf_token": browser.form_token()},
    )
    given = {
        line.split("=")[0]: line
        for line in answer.headers.getlist("Set-Cookie")
        if "Max-Age=0" not in line
    }

    for name in (cookies.SESSION, cookies.KNOWN):
        for what in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
            assert what in given[name]
    assert "Max-Age" not in given[cookies.SESSION]


def test_no_secret_lies_readable_in_the_database(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()
    sign_in(browser, dan, world)
    token = browser.get_cookie(cookies.SESSION).value
    secrets = [PASSPHRASE, dan.secret, dan.sign_in_name, token, *dan.recovery_codes]

    with world.reading() as session:
        rows = [*session.query(Credential), *session.query(AccountSession), *session.query(Person)]
        stored = [list(vars(row).values()) for row in rows]
    text = repr(stored)

    assert str(world.dan.id) in text
    assert not [
        secret for secret in secrets if secret in text or repr(secret.encode())[2:-1] in text
    ]


def test_signing_out_ends_the_session_and_clears_the_cache(world, browse):
    browser = browse(world.dan)
    token = browser.get_cookie(cookies.SESSION).value
    answer = browser.send("/sign-out")

    assert answer.location == "/sign-in"
    assert browser.get("/sign-in").headers["Clear-Site-Data"] == '"cache"'
    browser.set_cookie(cookies.SESSION, token, secure=True)
    assert browser.get("/staff/me").location == "/sign-in"


def test_signing_out_needs_the_token_of_the_form(world, browse):
    browser = browse(world.dan)

    assert browser.post("/sign-out").status_code == 400
    assert browser.get("/staff/me").status_code == 200


def test_an_ended_account_neither_signs_in_nor_stays_in(world, browse):
    dan = let_in(world, world.dan)
    inside = browse()
    sign_in(inside, dan, world)
    assert inside.get("/staff/me").status_code == 200

    with world.writing() as session:
        people.end(session, actor=world.actor(world.ash), person_id=world.dan.id, now=world.now)

    assert inside.get("/staff/me").location == "/sign-in"
    assert not steps_taken(guess(browse(), dan.sign_in_name, PASSPHRASE))


def test_an_account_that_ends_while_the_hash_is_at_work_does_not_sign_in(
    world, browse, monkeypatch
):
    dan = let_in(world, world.dan)
    real = hashing.matches

    def slow(verifier, secret):
        with world.writing() as session:
            people.end(session, actor=world.actor(world.ash), person_id=world.dan.id, now=world.now)
        return real(verifier, secret)

    monkeypatch.setattr(hashing, "matches", slow)

    assert not steps_taken(guess(browse(), dan.sign_in_name, PASSPHRASE))
    with world.reading() as session:
        assert not session.query(AccountSession).filter_by(level=Level.ONE_FACTOR).count()


def test_nobody_signs_in_without_both_fields(browse):
    browser = browse()
    browser.read("/sign-in")

    answer = browser.press("Go on", sign_in_name="", passphrase="")

    assert answer.status_code == 400
    assert "Type your sign-in name" in answer.text
    assert "Type your passphrase" in answer.text


def test_first_access_left_one_way_in_of_each_kind(world):
    let_in(world, world.dan)
    with world.reading() as session:
        kinds = [row.kind for row in session.query(Credential).filter_by(person_id=world.dan.id)]

    assert kinds.count(CredentialKind.PASSPHRASE) == 1
    assert kinds.count(CredentialKind.TOTP) == 1
    assert kinds.count(CredentialKind.RECOVERY_CODE) == 10


def test_each_step_of_signing_in_asks_at_most_twelve_statements(world, browse):
    """Everybody comes in at nine, and one of them writes at a time."""
    dan = let_in(world, world.dan)
    browser = browse()
    browser.read("/sign-in")

    with statements(world.database) as first:
        browser.send("/sign-in", sign_in_name=dan.sign_in_name, passphrase=PASSPHRASE)
    with statements(world.database) as second:
        entered = browser.send("/sign-in/code", code=dan.code(world))

    assert entered.location == "/"
    assert 0 < len(first) <= 12
    assert 0 < len(second) <= 12


def test_a_right_code_leaves_no_guess_behind_and_a_wrong_one_does(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()
    guess(browser, dan.sign_in_name, PASSPHRASE)

    browser.press("Sign in", code="000000")
    with world.reading() as session:
        after_a_wrong_one = session.query(Tries).count()
    browser.press("Sign in", code=dan.code(world))

    with world.reading() as session:
        assert (after_a_wrong_one, session.query(Tries).count()) == (1, 0)
