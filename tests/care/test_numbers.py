"""Numbers to ring, for anybody; names and hours only behind the PIN; and no promise."""

import csv
import re
from datetime import date, timedelta

import pytest

from tests.support.world import World
from voice_app.care import service
from voice_app.care.rules.helplines import HELPLINES, NATIONS, helplines_of
from voice_app.core.actor import Level

NAMES = ("Amina", "Dan", "Nell", "Ruth", "Priya", "Joy")


@pytest.mark.parametrize("level", [None, Level.LETTERBOX])
def test_before_the_pin_there_are_numbers_and_no_names(world: World, level: Level | None) -> None:
    browser = world.browse(world.amina if level else None, level)

    page = browser.read("/numbers")

    assert 'href="tel:999"' in page
    assert 'href="tel:08001111"' in page
    assert [name for name in NAMES if name in page] == []
    assert "at work" not in page


def test_behind_the_pin_she_reads_that_dan_is_at_work(world: World) -> None:
    assert "Dan is at work now." in world.browse(world.amina).read("/numbers")


def test_at_night_she_reads_when_dan_is_back(world: World) -> None:
    world.later(hours=12)
    assert "Dan is back tomorrow at 9 am." in world.browse(world.amina).read("/numbers")

    world.later(days=3)
    assert "Dan is back on Monday at 9 am." in world.browse(world.amina).read("/numbers")

    world.later(hours=6)
    assert "Dan is back on Monday at 9 am." in world.browse(world.amina).read("/numbers")


def test_when_dan_is_away_she_reads_who_is_there_for_him(world: World) -> None:
    world.cover(world.priya, world.dan, days=10)

    page = world.browse(world.amina).read("/numbers")

    assert "Dan is back on Friday 26 June at 9 am." in page
    assert "Priya is there for Dan." in page
    assert "We do not know when Priya is next at work." in page


def test_when_nobody_is_assigned_she_reads_the_truth(world: World) -> None:
    assert "Nobody who works with you reads here now." in world.browse(world.kofi).read("/numbers")

    with world.writing() as session:
        service.close_case(
            session, actor=world.actor(world.joy), young_person_id=world.amina.id, now=world.now
        )
    page = world.browse(world.amina).read("/numbers")
    assert "Nobody who works with you reads here now." in page
    assert "Dan" not in page


def test_the_page_promises_nothing(world: World) -> None:
    page = world.browse(world.amina).read("/numbers").casefold()

    assert [
        word for word in ("always here", "we will", "promise", "straight away") if word in page
    ] == []
    assert "lists" in page


def test_each_line_says_when_it_was_checked(world: World) -> None:
    page = world.browse().read("/numbers")

    checked = re.findall(r"Checked in \w+ \d{4}\.", page)
    assert len(checked) == len(helplines_of("england"))


def test_every_line_of_the_file_is_whole() -> None:
    with HELPLINES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    for row in rows:
        assert row["nation"] in ("uk", *NATIONS)
        assert row["way"] in ("call", "text")
        assert re.fullmatch(r"[\d ]+", row["number"])
        assert date.fromisoformat(row["checked_on"]) < date(2026, 6, 16) + timedelta(days=365)
        assert row["source"]
