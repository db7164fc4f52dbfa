"""Amina asks for somebody: Dan sees it on his day, says what he did, and she reads that."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.alerts.telling import CONTACT, DONE, HOW_TOLD, WORDS, ask, happened, row, tick, told
from tests.support.statements import statements
from tests.support.world import Browser, World
from voice_app.care import service as care
from voice_app.core.actor import Level

Browse = Callable[..., Browser]


def test_amina_asks_dan_sees_it_says_what_he_did_and_she_reads_that(
    world: World, browse: Browse
) -> None:
    amina = browse(world.amina)

    page = amina.read("/reach")
    assert "This goes to Dan." in page
    assert "Dan is at work now." in page
    assert "If nobody sees it, we tell Nell too, today at 11 am." in page
    sent = amina.press("Send", kind="not_safe", words=WORDS, contact=CONTACT)
    assert "It was sent. Nobody has seen it yet." in sent.text
    assert "Dan was told." in sent.text

    dan = browse(world.dan)
    today = dan.read("/staff/today")
    assert WORDS in today
    assert CONTACT in today
    assert "60 minutes left" in today
    assert "Yours until today at 11 am, then Nell Osei" in today
    world.later(minutes=10)
    dan.press("I have seen it")
    assert "Dan saw this today at 10:10 am." in browse(world.amina).read(sent.request.path)

    world.later(minutes=10)
    dan.press("Close the alert", done=DONE, told="yes", how_told=HOW_TOLD)
    after = browse(world.amina).read(sent.request.path)
    assert "Dan wrote down what was done." in after
    assert DONE in after
    assert WORDS not in dan.read("/staff/today")


def test_the_app_says_who_opened_it_and_when(world: World, browse: Browse) -> None:
    alert_id = ask(world)
    amina = browse(world.amina)
    assert "Who opened it" not in amina.read(f"/reach/{alert_id}")

    browse(world.dan).read("/staff/today")

    page = amina.read(f"/reach/{alert_id}")
    assert "Who opened it" in page
    assert "Dan" in page[page.index("Who opened it") :]
    assert happened(world, "alert.read") == [world.dan.id]


def test_it_is_not_closed_before_both_are_written(world: World, browse: Browse) -> None:
    alert_id = ask(world)
    dan = browse(world.dan)
    for missing in ("done", "told", "how_told"):
        written = {"done": DONE, "told": "yes", "how_told": HOW_TOLD, missing: " "}
        answer = dan.send(f"/staff/alerts/{alert_id}", **written)

        assert answer.status_code == 400
        assert (DONE in answer.text) is (missing != "done")
        assert row(world, alert_id).closed_at is None

    dan.send(f"/staff/alerts/{alert_id}", done=DONE, told="no", how_told="She sleeps.")
    assert (row(world, alert_id).closed_at, row(world, alert_id).told) == (world.now, False)


def test_sending_twice_is_once(world: World, browse: Browse) -> None:
    amina, once = browse(world.amina), uuid4()

    for _ in range(2):
        amina.send("/reach", once=once, kind="contact_me", words="", contact="")

    assert happened(world, "alert.raised") == [world.amina.id]
    assert len(happened(world, "alert.told")) == 1


def test_nothing_is_sent_before_she_says_which_and_her_words_stay(
    world: World, browse: Browse
) -> None:
    amina = browse(world.amina)

    answer = amina.send("/reach", words=WORDS, contact=CONTACT)

    assert answer.status_code == 400
    assert WORDS in answer.text
    assert CONTACT in answer.text
    assert happened(world, "alert.raised") == []


@pytest.mark.parametrize("who", ["priya", "finn", "ella", "nell", "ruth", "ash", "leo"])
def test_who_was_not_told_finds_nothing(world: World, browse: Browse, who: str) -> None:
    alert_id = ask(world)
    browser = browse(getattr(world, who))

    addresses = (f"/staff/alerts/{alert_id}", f"/reach/{alert_id}")
    assert {browser.get(address).status_code for address in addresses} == {404}
    assert browser.send(f"/staff/alerts/{alert_id}/seen").status_code == 404
    closing = {"done": DONE, "told": "yes", "how_told": HOW_TOLD}
    assert browser.send(f"/staff/alerts/{alert_id}", **closing).status_code == 404
    assert row(world, alert_id).seen_at is None
    if who not in ("ash", "leo"):
        assert "not safe" not in browser.read("/staff/today")


def test_dan_finds_it_no_longer_once_he_does_not_look_after_her(
    world: World, browse: Browse
) -> None:
    alert_id = ask(world)
    dan = browse(world.dan)
    assert dan.get(f"/staff/alerts/{alert_id}").status_code == 200

    with world.writing() as session:
        care.end_all_of(session, world.actor(world.joy), world.dan.id, world.now)

    assert dan.get(f"/staff/alerts/{alert_id}").status_code == 404
    assert WORDS not in dan.read("/staff/today")


def test_who_covers_for_dan_is_told_in_his_place(world: World, browse: Browse) -> None:
    world.cover(world.priya, world.dan)
    alert_id = ask(world)

    assert "This goes to Priya." in browse(world.amina).read("/reach")
    assert WORDS in browse(world.priya).read("/staff/today")
    assert [name for _step, name, _at in told(world, alert_id)] == ["Priya"]

    world.later(days=1)
    assert WORDS in browse(world.dan).read("/staff/today")
    assert browse(world.priya).get(f"/staff/alerts/{alert_id}").status_code == 404


def test_managers_know_of_it_and_its_words_wait_until_they_open_it(
    world: World, browse: Browse
) -> None:
    alert_id = ask(world)
    joy = browse(world.joy)

    page = joy.read("/staff/alerts")
    assert "Amina" in page
    assert WORDS not in page
    assert WORDS not in joy.read("/staff/today")
    assert happened(world, "alert.read") == []

    assert WORDS in joy.read(f"/staff/alerts/{alert_id}")
    assert happened(world, "alert.read") == [world.joy.id]


def test_nobody_looks_after_kofi_so_it_goes_to_the_managers_and_he_is_told(
    world: World, browse: Browse
) -> None:
    kofi = browse(world.kofi)

    page = kofi.read("/reach")
    assert "Nobody works with you just now." in page
    assert "The managers read this, on working days." in page
    sent = kofi.press("Send", kind="contact_me", words=WORDS)

    assert "The managers were told." in sent.text
    assert WORDS in browse(world.joy).read("/staff/today")


def test_a_closed_place_tells_the_truth_and_numbers_and_takes_nothing(
    world: World, browse: Browse
) -> None:
    with world.writing() as session:
        care.close_case(
            session,
            actor=world.actor(world.joy),
            young_person_id=world.amina.id,
            now=world.now,
        )
    amina = browse(world.amina)

    page = amina.read("/reach")
    assert "Nobody reads here now." in page
    assert "0800 1111" in page
    assert 'name="kind"' not in page
    assert amina.send("/reach", once=uuid4(), kind="not_safe").status_code == 403


def test_asking_promises_nobody_and_says_where_somebody_answers_now(
    world: World, browse: Browse
) -> None:
    world.later(hours=12)

    page = browse(world.amina).read("/reach")

    assert "Dan is back tomorrow at 9 am." in page
    assert "we tell Nell too, tomorrow at 10 am." in page
    assert 'href="tel:999"' in page
    assert "0800 1111" in page
    for promise in ("will come", "right away", "straight away", "immediately"):
        assert promise not in page


def test_home_says_how_far_it_is_and_after_some_days_no_more(world: World, browse: Browse) -> None:
    alert_id = ask(world)
    assert "It was sent. Nobody has seen it yet." in browse(world.amina).read("/")
    assert WORDS not in browse(world.amina).read("/")
    assert "Nobody has seen it yet." not in browse(world.leo).read("/")

    dan = browse(world.dan)
    dan.send(f"/staff/alerts/{alert_id}/seen")
    assert "Dan has seen it." in browse(world.amina).read("/")
    dan.send(f"/staff/alerts/{alert_id}", done=DONE, told="yes", how_told=HOW_TOLD)
    assert "Dan wrote down what was done." in browse(world.amina).read("/")

    world.later(days=4)
    assert "Dan wrote down what was done." not in browse(world.amina).read("/")


def test_very_long_words_leave_the_day_short_and_stand_whole_on_their_page(
    world: World, browse: Browse
) -> None:
    alert_id = ask(world, words="I am at the old mill now. " * 190 + "The end.")
    dan = browse(world.dan)

    assert "The end." not in dan.read("/staff/today")
    assert "The end." in dan.read(f"/staff/alerts/{alert_id}")


def test_home_and_help_lead_there(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    for page in ("/", "/numbers"):
        assert 'href="/reach"' in amina.read(page)
    assert 'href="/reach"' not in browse(world.dan).read("/numbers")


def test_the_day_with_alerts_asks_no_more_than_any_other(world: World, browse: Browse) -> None:
    dan, joy = browse(world.dan), browse(world.joy)
    counts = []
    for number in range(3):
        ask(world, words=f"{WORDS} {number}")
        if number == 1:
            world.later(hours=1)
            tick(world)
            world.later(hours=1)
            tick(world)
        for browser in (dan, joy):
            with statements(world.database) as heard:
                browser.read("/staff/today")
            counts.append(len(heard))

    assert max(counts) <= 12


def test_what_became_of_it_asks_as_little_as_any_page(world: World, browse: Browse) -> None:
    alert_id = ask(world)
    for person in (world.dan, world.joy):
        browse(person).read(f"/staff/alerts/{alert_id}")
    amina = browse(world.amina)

    for address in ("/", "/reach", f"/reach/{alert_id}"):
        with statements(world.database) as heard:
            amina.read(address)
        assert len(heard) <= 12


def test_words_sent_after_the_page_had_closed_go_out_and_wait_to_be_confirmed(
    world: World, browse: Browse
) -> None:
    phone = browse(world.amina, Level.LETTERBOX)

    answer = phone.send("/reach", once=uuid4(), kind="not_safe", words=WORDS, contact="")

    assert (answer.status_code, answer.location) == (303, "/open")
    page = browse(world.dan).read("/staff/today")
    assert WORDS in page
    assert "Not confirmed yet" in page


@pytest.mark.parametrize("address", ["/reach", "/ring-me"])
def test_a_form_whose_token_is_too_old_is_sent_unconfirmed(
    world: World, browse: Browse, address: str
) -> None:
    sent = {"once": str(uuid4()), "kind": "not_safe", "words": WORDS, "csrf_token": "old"}
    own_page, elsewhere = {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "cross-site"}
    amina = browse(world.amina)

    assert amina.post(address, data=sent, headers=elsewhere).status_code == 403
    assert happened(world, "alert.raised") == []
    assert amina.post(address, data=sent, headers=own_page).status_code == 303

    today = browse(world.dan).read("/staff/today")
    assert WORDS in today
    assert "Not confirmed yet" in today
