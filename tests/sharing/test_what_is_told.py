"""Nobody is told of what is not there, and nothing that somebody wrote is never shown."""

import pytest

from tests.sharing.telling import (
    assess,
    begin,
    link,
    opened_door,
    released,
    say,
    show,
    shut,
    sign,
)
from tests.sharing.test_carers_pages import end_link
from tests.sharing.test_summaries import born
from tests.support.world import World


def notes(world: World, count: int) -> str:
    """Sam writes so many notes; returns the address of the door."""
    sam, door = opened_door(world)
    address = f"/shared/{released(world, door)}/write"
    browser = world.browse(sam)
    for number in range(count):
        world.later(minutes=1)
        browser.read(address)
        browser.press("Send", kind="seen", words=f"Note {number} of Sam.")
    return f"/staff/carers/{door}"


def test_of_many_notes_none_stays_unread(world: World) -> None:
    door = notes(world, 22)
    dan = world.browse(world.dan)
    assert "Sam Carter wrote to you" in dan.read("/staff/today")

    page = dan.read(door)

    assert page.count(" of Sam.") == 22
    assert "Sam Carter wrote to you" not in dan.read("/staff/today")
    # Once they were read, the page is short again.
    assert dan.read(door).count(" of Sam.") == 20
    assert "Note 0 of Sam." not in dan.read(door)


def test_home_tells_of_a_note_to_look_at_until_she_said_something(world: World) -> None:
    _, door = opened_door(world)
    summary_id = begin(world, door)
    amina = world.browse(world.amina)
    assert "A note to look at" not in amina.read("/")

    show(world, summary_id)
    assert "A note to look at" in amina.read("/")
    assert "A note to look at" not in world.browse(world.leo).read("/")
    say(world, summary_id)

    assert "A note to look at" not in amina.read("/")


@pytest.mark.parametrize("how", ["link ended", "eighteen", "incident"])
def test_home_leads_to_no_note_that_is_not_there_any_more(world: World, how: str) -> None:
    _, door = opened_door(world)
    show(world, begin(world, door))
    if how == "link ended":
        end_link(world, door)
    elif how == "eighteen":
        born(world, "2008-06-16")
    else:
        shut(world, door)
    amina = world.browse(world.amina)

    assert "Look at it" not in amina.read("/told")
    assert "A note to look at" not in amina.read("/")


def test_shutting_a_door_that_nothing_left_tells_the_carer_nothing(world: World) -> None:
    """Signed out at that moment, a carer would learn that there was something about somebody."""
    sam, door = opened_door(world)
    publication = released(world, door)
    _, of_leo = link(world, of=world.leo, carer=sam)
    sign(world, assess(world, of_leo, by=world.ella))
    browser = world.browse(sam)
    ella = world.browse(world.ella)
    assert "can read nothing here now, and will not." in ella.read(f"/staff/carers/{of_leo}/shut")

    shut(world, of_leo, by=world.ella)
    assert browser.get(f"/shared/{publication}").status_code == 200

    assert "is signed out at once" in world.browse(world.dan).read(f"/staff/carers/{door}/shut")
    shut(world, door)
    assert browser.get(f"/shared/{publication}").status_code == 303
