"""Sessions: how long they last, leaving, and what people see and end of their own."""

from datetime import timedelta

import pytest

from tests.support.signing_in import PIN, let_in, set_pin, sign_in
from voice_app.accounts.models import AccountSession
from voice_app.accounts.service import sessions
from voice_app.core.actor import Level
from voice_app.web import cookies


@pytest.mark.parametrize(
    ("who", "page", "idle", "absolute"),
    [
        ("amina", "/phones", {"minutes": 2}, {"minutes": 30}),
        ("dan", "/staff/me", {"minutes": 15}, {"hours": 10}),
    ],
)
def test_a_session_ends_when_it_lies_unused_and_when_it_is_old(
    world, browse, who, page, idle, absolute
):
    left_lying, used = browse(getattr(world, who)), browse(getattr(world, who))
    began = world.now

    world.later(**idle)
    assert left_lying.get(page).status_code == 303

    world.now = began
    # As seldom as may be: each look comes half a minute before the session would end.
    between = timedelta(**idle) - timedelta(seconds=30)
    while world.now < began + timedelta(**absolute) - between:
        world.now += between
        assert used.get(page).status_code == 200, "it was in use all the time"
    world.now = began + timedelta(**absolute)
    assert used.get(page).status_code == 303


def test_a_page_one_moment_before_the_end_is_still_there(world, browse):
    browser = browse(world.dan)

    world.later(minutes=14, seconds=59)

    assert browser.get("/staff/me").status_code == 200


def test_the_first_step_alone_lasts_ten_minutes(world, browse):
    browser = browse(world.dan, Level.ONE_FACTOR)

    world.later(minutes=9)
    assert browser.get("/sign-in/code").status_code == 200
    world.later(minutes=1)

    assert browser.get("/sign-in/code").location == "/sign-in"


def test_leaving_ends_what_is_open_and_shows_the_letterbox(world, browse):
    phone = browse(world.amina)
    token = phone.get_cookie(cookies.SESSION).value

    answer = phone.post("/leave", headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 303
    assert answer.location == "/letterbox"
    assert phone.get_cookie(cookies.SESSION) is None
    assert phone.get_cookie(cookies.PHONE) is not None
    phone.set_cookie(cookies.SESSION, token, secure=True)
    assert phone.get("/phones").location == "/open"


@pytest.mark.parametrize(("way", "then"), [("/leave", "/letterbox"), ("/sign-out", "/sign-in")])
def test_the_page_after_leaving_clears_the_cache_and_the_next_does_not(world, browse, way, then):
    browser = browse(world.amina if way == "/leave" else world.dan)

    left = browser.send(way)
    pages = [browser.get(then) for _ in range(2)]

    # WebKit with a worker waits for ever at an answer that clears and leads on at once.
    assert (left.location, "Clear-Site-Data" in left.headers) == (then, False)
    assert [page.headers.get("Clear-Site-Data") for page in pages] == ['"cache"', None]
    assert browser.get_cookie(cookies.LEFT) is None


@pytest.mark.parametrize(("who", "then"), [("amina", "/open"), ("dan", "/sign-in")])
def test_the_page_after_a_session_ran_out_clears_the_cache_too(world, browse, who, then):
    browser = browse(getattr(world, who))
    assert "Clear-Site-Data" not in browser.get("/", follow_redirects=True).headers
    world.later(hours=1)

    away = browser.get("/phones" if who == "amina" else "/staff/me")
    page = browser.get(away.location)

    assert (away.location, "Clear-Site-Data" in away.headers) == (then, False)
    assert page.headers["Clear-Site-Data"] == '"cache"'
    assert browser.get_cookie(cookies.SESSION) is None
    assert "Clear-Site-Data" not in browser.get(then).headers


def test_other_pages_do_not_clear_the_cache(world, browse):
    assert "Clear-Site-Data" not in browse(world.amina).get("/phones").headers
    assert "Clear-Site-Data" not in browse().get("/sign-in").headers


@pytest.mark.parametrize("level", [None, Level.LETTERBOX, Level.OPEN])
def test_anybody_may_leave_without_a_token(world, browse, level):
    browser = browse(world.amina, level) if level else browse()

    assert browser.post("/leave").location == "/letterbox"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_make_anybody_leave(world, browse, site):
    phone = browse(world.amina)

    assert phone.post("/leave", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert phone.get("/phones").status_code == 200


def test_leaving_is_no_link_that_a_page_could_follow(browse):
    assert browse().get("/leave").status_code == 405


def test_leaving_forgets_where_they_were_going(world, browse):
    set_pin(world, world.amina)
    phone = browse(world.amina, Level.LETTERBOX)
    phone.get("/phones")
    phone.post("/leave")

    phone.read("/open")

    assert phone.press("Open", pin=PIN).request.path == "/"


def test_dan_sees_where_he_is_signed_in_and_ends_one(world, browse):
    here, there = browse(world.dan), browse(world.dan)

    page = here.read("/staff/me")
    assert page.count("This one") == 1
    assert page.count("Another browser") == 1
    here.press("End it")

    assert there.get("/staff/me").location == "/sign-in"
    assert here.read("/staff/me").count("Another browser") == 0


def test_dan_signs_out_everywhere_else(world, browse):
    here, *others = (browse(world.dan) for _ in range(3))
    here.read("/staff/me")

    here.press("Sign out everywhere else")

    assert [other.get("/staff/me").status_code for other in others] == [303, 303]
    assert here.get("/staff/me").status_code == 200


def test_dan_cannot_end_or_see_ellas_session(world, browse):
    dan, ella = browse(world.dan), browse(world.ella)
    with world.reading() as session:
        hers = session.query(AccountSession).filter_by(person_id=world.ella.id).one().id

    assert str(hers) not in dan.read("/staff/me")
    assert dan.send(f"/staff/me/sessions/{hers}/end").status_code == 404
    assert ella.get("/staff/me").status_code == 200


def test_sessions_that_ran_out_are_not_listed(world, browse):
    browse(world.dan)
    world.later(minutes=20)

    assert "Another browser" not in browse(world.dan).read("/staff/me")


def test_many_sign_ins_and_sign_outs_leave_no_session_behind(world, browse):
    dan = let_in(world, world.dan)
    for _ in range(5):
        browser = browse()
        sign_in(browser, dan, world)
        browser.send("/sign-out")
        world.later(minutes=1)

    with world.reading() as session:
        live = session.query(AccountSession).filter_by(person_id=world.dan.id, ended_at=None)
        assert live.count() == 0


def test_using_a_session_is_noted_at_most_every_twenty_seconds(world, browse):
    browser = browse(world.dan)

    def last_seen():
        with world.reading() as session:
            return session.query(AccountSession).filter_by(person_id=world.dan.id).one().seen_at

    began = last_seen()
    world.later(seconds=19)
    browser.get("/staff/me")
    assert last_seen() == began
    world.later(seconds=1)
    browser.get("/staff/me")
    assert last_seen() == world.now


def test_ending_everything_of_somebody_leaves_the_others_alone(world, browse):
    dan, ella = browse(world.dan), browse(world.ella)

    with world.writing() as session:
        sessions.end_all(
            session, person_id=world.dan.id, actor=world.actor(world.ash), now=world.now
        )

    assert dan.get("/staff/me").location == "/sign-in"
    assert ella.get("/staff/me").status_code == 200
