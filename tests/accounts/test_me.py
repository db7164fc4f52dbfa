"""A colleague's own account: recovery codes, for whoever shows a code once more."""

import re

from tests.support.signing_in import let_in, sign_in

CODE = re.compile(r"<li>(\w{4}-\w{4}-\w{4})</li>")


def test_new_recovery_codes_make_the_old_ones_useless(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()
    sign_in(browser, dan, world)
    world.later(minutes=1)
    browser.read("/staff/me")

    page = browser.press("Make new recovery codes", code=dan.code(world))

    fresh = CODE.findall(page.text)
    assert len(set(fresh) - set(dan.recovery_codes)) == 10
    assert "You have 10 recovery codes left" in browser.read("/staff/me")
    assert not CODE.findall(browser.page)
    other = browse()
    other.read("/sign-in")
    other.press("Go on", sign_in_name="dan.hughes", passphrase="kettle lantern 7 orchard")
    assert "does not work" in other.press("Sign in", code=dan.recovery_codes[0]).text
    assert other.press("Sign in", code=fresh[0]).request.path != "/sign-in/code"


def test_without_a_code_there_are_no_new_ones(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()
    sign_in(browser, dan, world)
    browser.read("/staff/me")

    wrong = browser.press("Make new recovery codes", code="000000")
    none = browser.press("Make new recovery codes", code="")

    assert wrong.status_code == none.status_code == 400
    assert not CODE.findall(wrong.text + none.text)
    assert "You have 10 recovery codes left" in browser.read("/staff/me")


def test_guessing_a_code_here_has_to_wait_as_it_does_at_the_door(world, browse):
    dan = let_in(world, world.dan)
    browser = browse()
    sign_in(browser, dan, world)
    browser.read("/staff/me")

    statuses = [
        browser.press("Make new recovery codes", code="000000").status_code for _ in range(5)
    ]

    assert statuses == [400] * 4 + [429]


def test_a_young_person_and_nobody_have_no_such_page(world, browse):
    assert browse(world.amina).get("/staff/me").status_code == 404
    assert browse().get("/staff/me").location == "/sign-in"
