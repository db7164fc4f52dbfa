"""A carer's own pages: what was released and nothing that hints at more; writing back; leaving."""

import re
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from tests.sharing.telling import (
    SAFE,
    assess,
    begin,
    in_days,
    link,
    opened_door,
    reads,
    released,
    say,
    show,
    shut,
    sign,
    sign_out,
    withdraw,
)
from tests.support.world import Someone, World
from voice_app.care.service import carers
from voice_app.care.service.carers import CarerDetails
from voice_app.core.clock import london_day
from voice_app.record.models import TrailEvent
from voice_app.sharing.models import CarerNote

WORDS = "She slept well on Saturday."


def link_by_hand(world: World, *, by: Someone) -> None:
    """Somebody links Sam, so that a printed link waits."""
    with world.writing() as session:
        carers.link_carer(
            session,
            actor=world.actor(by),
            link_id=uuid4(),
            young_person_id=world.amina.id,
            given=CarerDetails(
                name="Sam Carter",
                relation="foster carer",
                sign_in_name="sam.carter",
                identity="Passport seen.",
                identity_checked_on=london_day(world.now),
            ),
            now=world.now,
        )


def end_link(world: World, link_id: UUID) -> None:
    with world.writing() as session:
        carers.end_link(
            session,
            actor=world.actor(world.dan),
            carer_link_id=link_id,
            because="He has moved.",
            now=world.now,
        )


def released_of_leo(world: World, link_id: UUID) -> UUID:
    """A note about Leo, who looked at it and said OK; returns the publication's id."""
    summary_id = begin(world, link_id)
    show(world, summary_id)
    say(world, summary_id, by=world.leo)
    sign_out(world, summary_id, by=world.dan)
    publication = sign_out(world, summary_id, by=world.joy)
    assert publication is not None
    return publication.id


def home_of(world: World, carer: Someone) -> bytes:
    return world.browse(carer).get("/shared").data


def write(world: World, carer: Someone, publication: object) -> str:
    """Sam writes what he sees; returns the page after it."""
    browser = world.browse(carer)
    browser.read(f"/shared/{publication}/write")
    return browser.press("Send", kind="seen", words=WORDS).text


def unlinked(page: str) -> str:
    """A page without its links: their words stay."""
    return re.sub(r"</?a\b[^>]*>", "", page)


def events(world: World, action: str) -> int:
    with world.reading() as session:
        query = select(func.count()).where(TrailEvent.action == action)
        return session.scalar(query) or 0


def test_a_manager_finds_on_today_whose_way_in_to_print(world: World) -> None:
    link_by_hand(world, by=world.dan)
    joy = world.browse(world.joy)
    assert "The way in for Sam Carter" in joy.read("/staff/today")
    assert "The way in for" not in world.browse(world.dan).read("/staff/today")

    joy.read(f"/staff/people/{world.amina.id}/carers")
    assert "/first/" in joy.press("Print the way in").text

    assert "The way in for" not in joy.read("/staff/today")


def test_a_manager_who_asked_for_it_is_not_told_to_print_it(world: World) -> None:
    world.assign(world.joy, world.amina)
    link_by_hand(world, by=world.joy)

    assert "The way in for" not in world.browse(world.joy).read("/staff/today")


def test_after_three_days_nothing_waits_to_be_printed(world: World) -> None:
    link_by_hand(world, by=world.dan)

    world.later(days=3)

    assert "The way in for" not in world.browse(world.joy).read("/staff/today")


def test_nothing_to_read_is_the_same_page_whatever_the_reason(world: World) -> None:
    never, _ = link(world, name="Noa Never")
    waiting, half = link(world, name="Wim Waiting")
    assess(world, half)
    ended, door = link(world, name="Ned Early")
    sign(world, assess(world, door))
    released(world, door)
    shut(world, door)
    taken, other = link(world, name="Tia Taken")
    sign(world, assess(world, other))
    publication = released(world, other)
    assert home_of(world, taken) != home_of(world, never)
    withdraw(world, publication)

    pages = {home_of(world, carer) for carer in (never, waiting, ended, taken)}

    assert len(pages) == 1
    assert b"There is nothing to read here now." in pages.pop()
    for carer in (ended, taken):
        assert world.browse(carer).get(f"/shared/{publication}").status_code == 404


def test_the_page_is_calm_again_the_day_after_the_last(world: World) -> None:
    sam, door = opened_door(world, ends_on=in_days(world, 2))
    released(world, door)

    world.later(days=2)
    assert "Amina" in world.browse(sam).read("/shared")
    world.later(days=1)

    assert home_of(world, sam) == home_of(world, link(world, name="Noa Never")[0])


def test_two_young_people_of_one_carer_stay_apart(world: World) -> None:
    sam, of_amina = opened_door(world)
    world.assign(world.dan, world.leo)
    _, of_leo = link(world, of=world.leo, carer=sam)
    publication = released(world, of_amina)
    sign(world, assess(world, of_leo, given=SAFE))
    browser = world.browse(sam)
    assert "Leo" not in browser.read("/shared")

    page = browser.read(f"/shared/{publication}")
    assert "Leo" not in page

    browser.read(f"/shared/{publication}/write")
    browser.press("Send", kind="seen", words=WORDS)
    dan = world.browse(world.dan)
    assert WORDS not in dan.read(f"/staff/carers/{of_leo}")
    assert WORDS in dan.read(f"/staff/carers/{of_amina}")


def test_what_a_carer_writes_is_for_the_workers_until_one_lets_her_read_it(world: World) -> None:
    sam, door = opened_door(world)
    publication = released(world, door)
    assert "Sent." in write(world, sam, publication)
    dan, amina = world.browse(world.dan), world.browse(world.amina)
    assert "Sam Carter wrote to you" in dan.read("/staff/today")
    assert WORDS not in amina.read("/told")

    assert WORDS in dan.read(f"/staff/carers/{door}")
    assert events(world, "carer.note_read") == 1
    assert "Sam Carter wrote to you" not in dan.read("/staff/today")
    assert WORDS not in amina.read("/told")
    dan.read(f"/staff/carers/{door}")
    dan.press("Let Amina read it")

    assert WORDS in amina.read("/told")
    assert events(world, "carer.note_released") == 1


def test_sending_twice_is_once(world: World) -> None:
    sam, door = opened_door(world)
    publication = released(world, door)
    browser = world.browse(sam)
    written = browser.read(f"/shared/{publication}/write")
    browser.press("Send", kind="help", words=WORDS)
    browser.page, browser.address = written, f"/shared/{publication}/write"

    assert "Sent." in browser.press("Send", kind="help", words=WORDS).text

    with world.reading() as session:
        assert session.scalar(select(func.count()).select_from(CarerNote)) == 1


def test_an_empty_note_is_not_sent_and_a_wrong_one_keeps_what_was_typed(world: World) -> None:
    sam, door = opened_door(world)
    publication = released(world, door)
    browser = world.browse(sam)
    browser.read(f"/shared/{publication}/write")

    assert "Write something first." in browser.press("Send", kind="seen", words=" ").text
    refused = browser.press("Send", kind="", words="<b>منى</b> 🌱")

    assert refused.status_code == 400
    assert "&lt;b&gt;منى&lt;/b&gt; 🌱" in refused.text


@pytest.mark.parametrize("how", ["withdrawn", "last day"])
def test_nobody_writes_through_a_door_with_nothing_behind_it(world: World, how: str) -> None:
    sam, door = opened_door(world, ends_on=in_days(world, 0))
    publication = released(world, door)
    browser = world.browse(sam)
    browser.read(f"/shared/{publication}/write")
    if how == "withdrawn":
        withdraw(world, publication)
    else:
        world.later(days=1)
        browser = world.browse(sam)

    sent = browser.send(
        f"/shared/{publication}/write", made_id=str(uuid4()), kind="seen", words=WORDS
    )

    assert sent.status_code == 404
    assert browser.get(f"/shared/{publication}/write").status_code == 404
    assert events(world, "carer.wrote") == 0


def test_a_stranger_neither_reads_nor_releases_what_was_written(world: World) -> None:
    sam, door = opened_door(world)
    write(world, sam, released(world, door))
    with world.reading() as session:
        note_id = session.scalars(select(CarerNote.id)).one()

    for other in (world.ella, world.finn, world.ash, world.leo, sam):
        browser = world.browse(other)
        assert browser.get(f"/staff/carers/{door}").status_code == 404
        assert browser.send(f"/staff/carers/notes/{note_id}/release").status_code == 404
    # A manager knows of it, and lets nobody read it.
    joy = world.browse(world.joy)
    assert joy.send(f"/staff/carers/notes/{note_id}/release").status_code == 403

    assert events(world, "carer.note_released") == 0


def test_nothing_is_chosen_for_a_carer_before_they_choose(world: World) -> None:
    sam, door = opened_door(world)
    publication = released(world, door)
    browser = world.browse(sam)

    page = browser.read(f"/shared/{publication}/write")
    assert 'type="radio"' in page
    assert " checked" not in page
    refused = browser.press("Send", words=WORDS)

    assert refused.status_code == 400
    assert "Pick one." in refused.text
    assert WORDS in refused.text
    assert " checked" not in refused.text


def test_ending_one_of_two_links_shuts_only_that_one_and_the_last_ends_the_account(
    world: World,
) -> None:
    sam, first = opened_door(world)
    gone = released(world, first)
    world.assign(world.dan, world.leo)
    _, second = link(world, of=world.leo, carer=sam)
    sign(world, assess(world, second))
    stays = released_of_leo(world, second)
    browser = world.browse(sam)
    assert set(reads(world, sam)) == {stays, gone}

    end_link(world, first)

    assert reads(world, sam) == [stays]
    assert browser.get(f"/shared/{stays}").status_code == 200
    assert browser.get(f"/shared/{gone}").status_code == 404
    end_link(world, second)
    assert browser.get("/shared").status_code == 303


def test_leave_ends_the_session_in_one_tap_without_a_form_token(world: World) -> None:
    sam, door = opened_door(world)
    publication = released(world, door)
    browser = world.browse(sam)
    page = browser.read(f"/shared/{publication}")
    leave = re.search(r"<form[^>]*data-leave[^>]*>", page)
    assert leave is not None
    assert 'action="/leave"' in leave.group()

    browser.post("/leave")

    assert browser.get("/letterbox", follow_redirects=True).headers["Clear-Site-Data"] == '"cache"'
    assert browser.get(f"/shared/{publication}").status_code == 303
    assert "Amina" not in browser.read("/")


def test_the_guide_is_the_same_for_everybody(world: World) -> None:
    sam, door = opened_door(world)
    released(world, door)
    never, _ = link(world, name="Noa Never")

    one, other = (world.browse(carer).get("/guide").data for carer in (sam, never))

    assert one == other
    assert b"tel:999" in one
    assert b"tel:08088005000" in one
    # An address on the internet is read, not pressed: it would stay in the browser's history.
    assert b"ivisontrust.org.uk" in one
    assert b'href="https:' not in one


@pytest.mark.parametrize(
    ("ring", "said"),
    [
        ("", "Worried? Ring the person who gave you this."),
        ("The duty team, <01632 960 041>.", "Ring: The duty team, &lt;01632 960 041&gt;."),
    ],
)
def test_every_page_of_a_carer_says_whom_to_ring_the_same_for_all(
    world: World, ring: str, said: str
) -> None:
    world.settings = replace(world.settings, carers_ring=ring)
    sam, door = opened_door(world)
    publication = released(world, door)
    never, _ = link(world, name="Noa Never")

    assert said in unlinked(world.browse(never).read("/shared"))
    for address in ("/shared", f"/shared/{publication}/write"):
        assert said in unlinked(world.browse(sam).read(address))
    # A note says it once, in the words it was released with.
    note = unlinked(world.browse(sam).read(f"/shared/{publication}"))
    assert "Duty team 01632 960 041." in note
    assert note.count("Worried?") == 1
