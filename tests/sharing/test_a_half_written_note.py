"""What a carer has half written is kept for them alone, until they send it."""

import re
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from tests.sharing.telling import (
    assess,
    in_days,
    link,
    opened_door,
    released,
    shut,
    sign,
    withdraw,
)
from tests.support.visiting import Browser
from tests.support.world import Someone, World
from voice_app.care.service import places
from voice_app.record import service as trail
from voice_app.sharing.models import CarerNote, CarerNoteDraft

HALF = "She slept well <b>on</b> منى 🌱"


def keep(
    browser: Browser, address: str, words: str, *, once: UUID, turn: int = 1, **more: str
) -> int:
    """The page sends by itself what stands on it; returns the status."""
    given = {"kind": "", **more}
    sent = browser.send(address, go="keep", once=str(once), turn=str(turn), words=words, **given)
    return sent.status_code


def writing(world: World, sam: Someone, door: UUID) -> tuple[Browser, str]:
    """Sam has his page to write on open."""
    address = f"/shared/{released(world, door)}/write"
    browser = world.browse(sam)
    browser.read(address)
    return browser, address


def rows(world: World, of: type[CarerNote] | type[CarerNoteDraft]) -> int:
    with world.reading() as session:
        return session.scalar(select(func.count()).select_from(of)) or 0


def test_what_was_half_written_stands_there_again(world: World) -> None:
    sam, door = opened_door(world)
    browser, address = writing(world, sam, door)

    assert keep(browser, address, HALF, once=uuid4(), kind="help") == 204

    again = world.browse(sam).read(address)
    chosen = re.search(r'<input[^>]*value="help"[^>]*>', again)
    assert chosen is not None
    assert "checked" in chosen[0]
    assert "She slept well &lt;b&gt;on&lt;/b&gt; منى 🌱" in again
    assert rows(world, CarerNote) == 0
    assert trail.verify(world.database, now=world.now).problems == []


def test_nobody_else_reads_what_is_half_written(world: World) -> None:
    sam, door = opened_door(world)
    browser, address = writing(world, sam, door)
    keep(browser, address, HALF, once=uuid4())

    for worker in (world.dan, world.joy):
        assert "slept well" not in world.browse(worker).read(f"/staff/carers/{door}")
        assert "wrote to you" not in world.browse(worker).read("/staff/today")
    assert "slept well" not in world.browse(world.amina).read("/told")
    for other in (world.dan, world.amina, world.leo):
        assert world.browse(other).get(address).status_code == 404
        assert keep(world.browse(other), address, "Mine.", once=uuid4()) == 404


def test_sending_it_lets_the_draft_go_and_a_late_keeping_brings_it_not_back(world: World) -> None:
    sam, door = opened_door(world)
    browser, address = writing(world, sam, door)
    once = uuid4()
    keep(browser, address, HALF, once=once)

    browser.send(address, once=str(once), kind="seen", words=HALF + " More.")

    assert (rows(world, CarerNote), rows(world, CarerNoteDraft)) == (1, 0)
    assert keep(browser, address, HALF, once=once, turn=2) == 409
    assert rows(world, CarerNoteDraft) == 0
    assert "slept" not in world.browse(sam).read(address)
    assert trail.verify(world.database, now=world.now).problems == []


def test_an_earlier_keeping_that_comes_late_changes_nothing(world: World) -> None:
    sam, door = opened_door(world)
    browser, address = writing(world, sam, door)
    once = uuid4()
    keep(browser, address, "The whole sentence.", once=once, turn=7)

    assert keep(browser, address, "The wh", once=once, turn=6) == 204

    assert "The whole sentence." in world.browse(sam).read(address)
    keep(browser, address, "Another sentence.", once=once, turn=8)
    assert "Another sentence." in world.browse(sam).read(address)


def test_two_windows_of_one_page_lose_nothing(world: World) -> None:
    sam, door = opened_door(world)
    browser, address = writing(world, sam, door)
    once = str(uuid4())

    browser.send(address, once=once, kind="seen", words="From the first window.")
    browser.send(address, once=once, kind="help", words="From the second window.")
    browser.send(address, once=once, kind="seen", words="From the first window.")

    dan = world.browse(world.dan).read(f"/staff/carers/{door}")
    assert dan.count("From the first window.") == dan.count("From the second window.") == 1


@pytest.mark.parametrize("how", ["withdrawn", "incident", "last day"])
def test_nothing_is_kept_or_shown_through_a_shut_door(world: World, how: str) -> None:
    sam, door = opened_door(world, ends_on=in_days(world, 0))
    browser, address = writing(world, sam, door)
    once = uuid4()
    keep(browser, address, HALF, once=once)
    if how == "withdrawn":
        withdraw(world, UUID(address.split("/")[2]))
    elif how == "incident":
        shut(world, door)
        browser = world.browse(sam)
    else:
        world.later(days=1)
        browser = world.browse(sam)

    assert keep(browser, address, "More.", once=once, turn=2) == 404
    assert browser.get(address).status_code == 404


def test_another_carers_draft_is_neither_read_nor_changed(world: World) -> None:
    sam, door = opened_door(world)
    mum, other_door = link(world, name="Nina Rees")
    sign(world, assess(world, other_door))
    browser, address = writing(world, sam, door)
    once = uuid4()
    keep(browser, address, HALF, once=once)
    hers, her_address = writing(world, mum, other_door)

    assert keep(hers, her_address, "Mine.", once=once, turn=2) == 404
    assert "slept" not in hers.read(her_address)
    assert "slept well" in world.browse(sam).read(address)


def test_an_empty_page_is_not_kept(world: World) -> None:
    sam, door = opened_door(world)
    browser, address = writing(world, sam, door)

    assert keep(browser, address, " \n", once=uuid4()) == 204

    assert rows(world, CarerNoteDraft) == 0


def test_closing_the_case_lets_go_of_what_was_half_written(world: World) -> None:
    sam, door = opened_door(world)
    browser, address = writing(world, sam, door)
    keep(browser, address, HALF, once=uuid4())

    with world.writing() as session:
        places.close_case(
            session, actor=world.actor(world.joy), young_person_id=world.amina.id, now=world.now
        )

    assert rows(world, CarerNoteDraft) == 0
    assert trail.verify(world.database, now=world.now).problems == []
