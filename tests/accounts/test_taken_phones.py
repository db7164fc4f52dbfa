"""Somebody else has the phone: it shows nothing, brings what waits, and empties itself."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.notices.telling import PushService, browser_of, send, targets, tell
from tests.offline.sealing import Phone
from tests.support.signing_in import PIN
from tests.support.world import Browser, Someone, World
from voice_app.accounts.models import AccountSession, Device, PhoneEvent
from voice_app.accounts.service import phones
from voice_app.core import vault
from voice_app.core.actor import Level
from voice_app.entries.models import Entry
from voice_app.record import service as trail
from voice_app.record.models import TrailEvent
from voice_app.web import cookies

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def taken(world: World) -> Phone:
    """Another phone of Amina's, open; somebody is about to take it."""
    phone = Phone(world, world.amina)
    phone.open()
    return phone


def report(world: World, phone: Phone) -> Browser:
    """Amina says it on the phone that she still has."""
    amina = world.browse(world.amina)
    amina.read(f"/phones/{phone.id}")
    amina.press("Somebody else has my phone")
    return amina


def without_tokens(page: str) -> str:
    """A page without what is another value each time."""
    return re.sub(r'(name="(?:csrf_token|key)"[^>]*value=)"[^"]*"', r"\1", page)


def done(phone: Phone) -> dict[str, bool]:
    answer = phone.browser.post("/outbox/done", headers=SAME_ORIGIN)
    assert answer.status_code == 200
    return answer.json


def test_amina_shuts_the_phone_that_was_taken_from_the_one_she_has(
    world: World, taken: Phone
) -> None:
    page = report(world, taken).page

    assert "That phone is shut. It shows nothing of yours." in page
    assert "Somebody else has this phone." in page
    with world.reading() as session:
        rows = session.scalars(
            select(AccountSession).where(AccountSession.device_id == taken.id)
        ).all()
        assert len(rows) > 0
        assert all(row.ended_at is not None for row in rows)
    assert trail.verify(world.database, now=world.now).problems == []


@pytest.mark.parametrize("address", ["/words", "/open", "/open/forgot", "/phones"])
def test_whoever_holds_it_is_led_where_a_phone_without_a_signal_leads(
    world: World, taken: Phone, address: str
) -> None:
    report(world, taken)

    answer = taken.browser.get(address)

    assert (answer.status_code, answer.location) == (303, "/page")
    assert taken.browser.read(address) == world.browse().read("/page")


def test_the_right_pin_opens_it_no_more(world: World, taken: Phone) -> None:
    lock = taken.browser
    taken.browser.post("/leave")
    lock.read("/open")
    report(world, taken)

    answer = lock.press("Open", pin=PIN)

    assert answer.request.path == "/page"
    assert lock.get_cookie(cookies.SESSION) is None


def test_the_letterbox_stays_an_empty_letterbox(world: World, taken: Phone) -> None:
    taken.browser.post("/leave")
    before = taken.browser.read("/letterbox")
    report(world, taken)

    after = taken.browser.read("/")

    assert taken.browser.address == "/letterbox"
    assert without_tokens(after) == without_tokens(before)
    taken.browser.press("Keep", words="Is anybody there?")
    assert without_tokens(taken.browser.page) == without_tokens(
        world.browse(world.amina, Level.LETTERBOX).read("/letterbox?kept=1")
    )


def test_what_waits_on_it_comes_in_marked_and_then_it_is_told_to_empty_itself(
    world: World, taken: Phone
) -> None:
    waiting = taken.seal(uuid4(), "He took my phone.")
    amina = report(world, taken)

    assert taken.bring(waiting).json == {"kept": True}
    assert done(taken) == {"kept": False}

    page = amina.read("/words")
    assert "He took my phone." in page
    assert "Not confirmed yet. From a phone that somebody else has. Today" in page
    assert "It was told to empty itself." in amina.read(f"/phones/{taken.id}")


def test_a_phone_that_nobody_took_is_not_told_to_empty_itself_and_its_words_are_not_marked(
    world: World, taken: Phone
) -> None:
    taken.bring(taken.seal(uuid4(), "On the bus."))

    assert done(taken) == {"kept": True}
    assert "From a phone that somebody else has" not in world.browse(world.amina).read("/words")


def test_it_stays_marked_when_she_says_that_it_was_her_and_for_whoever_she_sends_it_to(
    world: World, taken: Phone
) -> None:
    amina = report(world, taken)
    taken.bring(taken.seal(uuid4(), "I want to go home."))
    with world.reading() as session:
        entry = session.scalars(select(Entry)).one()
        assert vault.opened(session, entry)["is_from_a_taken_phone"] is True

    amina.read(f"/words/{entry.id}")
    amina.press("I said this")

    said = "It came from a phone that somebody else had."
    assert f"Confirmed by you. {said}" in amina.read(f"/words/{entry.id}")
    amina.read(f"/who/{entry.phone_id}")
    amina.send(f"/who/{entry.phone_id}", to=str(world.dan.id))
    assert f"Confirmed by Amina. {said}" in world.browse(world.dan).read(
        f"/staff/people/{world.amina.id}/words"
    )


def test_nothing_is_told_on_it_any_more_and_the_place_is_forgotten(
    world: World, taken: Phone
) -> None:
    browser_of(world, world.amina, device_id=taken.id)
    tell(world, world.amina)
    service = PushService()
    send(world, service)
    assert len(service.came) == 1
    tell(world, world.amina)

    report(world, taken)

    tell(world, world.amina)
    send(world, service)
    assert len(service.came) == 1
    assert targets(world, world.amina) == []


def test_dan_may_shut_it_and_amina_is_told_that_it_was_dan(world: World, taken: Phone) -> None:
    dan = world.browse(world.dan)
    device_id = taken.id
    dan.read(f"/staff/people/{world.amina.id}/phones")

    dan.press("Shut this phone")

    assert taken.browser.get("/words").location == "/page"
    amina = world.browse(world.amina)
    assert "New about your phones" in amina.read("/")
    assert "Dan said that somebody else has a phone of yours." in amina.read("/phones")
    amina.press("I have read this")
    assert "New about your phones" not in amina.read("/")
    assert "Dan said that somebody else has a phone of yours." in amina.read("/phones")
    with world.reading() as session:
        said = session.scalars(select(TrailEvent).where(TrailEvent.action == "phone.taken")).one()
        assert said.actor_id == world.dan.id
        assert session.get_one(Device, device_id).taken_at == world.now


def test_saying_it_twice_changes_nothing(world: World, taken: Phone) -> None:
    first = world.now
    report(world, taken)
    world.later(seconds=9)

    answer = world.browse(world.amina).send(f"/phones/{taken.id}/taken")

    assert answer.status_code == 303
    with world.reading() as session:
        assert session.get_one(Device, taken.id).taken_at == first
        assert len(session.scalars(select(PhoneEvent)).all()) == 1


@pytest.mark.parametrize("who", ["finn", "ella", "nell", "ruth", "joy", "ash"])
def test_only_her_keyworker_of_today_sees_or_shuts_her_phones(
    world: World, taken: Phone, who: str
) -> None:
    somebody: Someone = getattr(world, who)
    address = f"/staff/people/{world.amina.id}/phones"
    browser = world.browse(somebody)

    assert browser.get(address).status_code == 404
    assert browser.send(f"{address}/{taken.id}/taken").status_code == 404
    assert taken.browser.get("/words").status_code == 200


def test_whoever_covers_for_dan_today_may_shut_it(world: World, taken: Phone) -> None:
    world.cover(world.priya, world.dan)

    answer = world.browse(world.priya).send(
        f"/staff/people/{world.amina.id}/phones/{taken.id}/taken"
    )

    assert answer.status_code == 303
    assert taken.browser.get("/words").location == "/page"


def test_nobody_shuts_the_phone_of_another_young_person(world: World, taken: Phone) -> None:
    device_id = taken.id

    assert world.browse(world.leo).send(f"/phones/{device_id}/taken").status_code == 404
    assert world.browse(world.leo).get(f"/phones/{device_id}").status_code == 404
    # Ella is the keyworker of Leo, and Dan of Amina.
    leos = f"/staff/people/{world.leo.id}/phones/{device_id}/taken"
    assert world.browse(world.ella).send(leos).status_code == 404
    assert taken.browser.get("/words").status_code == 200


def test_the_phone_in_her_hand_is_not_taken(world: World) -> None:
    amina = world.browse(world.amina)
    with world.reading() as session:
        hers = session.scalars(
            select(Device.id).where(Device.young_person_id == world.amina.id)
        ).one()

    amina.send(f"/phones/{hers}/taken")

    assert amina.get("/words").status_code == 200


def test_ending_all_other_phones_leaves_the_taken_one_to_empty_itself(
    world: World, taken: Phone
) -> None:
    report(world, taken)
    with world.writing() as session:
        phones.end_others(session, actor=world.actor(world.amina), now=world.now)

    assert taken.bring(taken.seal(uuid4(), "Still on it.")).json == {"kept": True}
    assert done(taken) == {"kept": False}


def test_somebody_elses_site_cannot_empty_a_phone(world: World, taken: Phone) -> None:
    report(world, taken)

    answer = taken.browser.post("/outbox/done", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    with world.reading() as session:
        assert session.get_one(Device, taken.id).emptied_at is None


@pytest.mark.parametrize("is_taken", [True, False])
def test_whoever_is_asked_for_from_a_taken_phone_reads_that_somebody_else_has_it(
    world: World, taken: Phone, is_taken: bool
) -> None:
    taken.browser.post("/leave")
    if is_taken:
        report(world, taken)
    taken.browser.read("/ring-me")

    taken.browser.press("Send", words="Ring me.", contact="")

    today = world.browse(world.dan).read("/staff/today")
    assert "Not confirmed yet" in today
    assert ("sent from a phone that somebody else has" in today) is is_taken
