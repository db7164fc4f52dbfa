"""Numbers to ring, for anybody; names and hours only behind the PIN; and no promise."""

import csv
import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.care.test_good_to_know import LONGEST, sentences
from tests.support.chromium import axe_in_both_themes
from tests.support.live import ScreenOf
from tests.support.world import World
from voice_app.care import service
from voice_app.care.rules.helplines import HELPLINES, NATIONS, helplines_for_parents, helplines_of
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


@pytest.mark.parametrize("level", [None, Level.LETTERBOX, Level.OPEN])
def test_the_numbers_lead_to_a_minute_of_slow_breathing(world: World, level: Level | None) -> None:
    browser = world.browse(world.amina if level else None, level or Level.OPEN)

    assert 'href="/slow-down"' in browser.read("/numbers")
    page = browser.read("/slow-down")

    assert "Breathe out slowly and count to six." in page
    assert 'href="/numbers"' in page
    assert [name for name in NAMES if name in page] == []


def test_slowing_down_promises_nothing_and_is_short(world: World) -> None:
    page = world.browse().read("/slow-down")

    assert "This may help, or it may not." in page
    assert [one for one in sentences(page) if len(one.split()) > LONGEST] == []
    assert [word for word in ("will help", "feel better", "calm") if word in page] == []


@pytest.mark.browser
@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_the_shape_moves_only_when_asked_for_and_not_for_who_wants_it_still(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    phone = screen_of(world.amina, java_script_enabled=has_script)
    phone.emulate_media(reduced_motion="no-preference")
    phone.goto("/slow-down")
    shape = phone.locator(".breathing__round")
    expect(shape).to_be_hidden()

    phone.get_by_text("Breathe with a shape").click()
    expect(shape).to_be_visible()
    assert shape.evaluate("one => getComputedStyle(one).animationName") == "breathe"

    phone.emulate_media(reduced_motion="reduce")
    expect(shape).to_be_hidden()
    expect(phone.get_by_text("Breathe with a shape")).to_be_hidden()
    expect(phone.get_by_text("Breathe in and count to four.")).to_be_visible()
    assert not has_script or axe_in_both_themes(phone) == []


def test_each_line_says_when_it_was_checked(world: World) -> None:
    page = world.browse().read("/numbers")

    checked = re.findall(r"Checked in \w+ \d{4}\.", page)
    assert len(checked) == len(helplines_of("england"))


def test_lines_for_parents_are_not_among_a_young_persons(world: World) -> None:
    for nation in NATIONS:
        parents = {line.name for line in helplines_for_parents(nation)}
        assert parents
        assert parents.isdisjoint(line.name for line in helplines_of(nation))

    assert "NSPCC" not in world.browse().read("/numbers")


def test_every_line_of_the_file_is_whole() -> None:
    with HELPLINES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    for row in rows:
        assert row["nation"] in ("uk", *NATIONS)
        assert row["whom"] in ("young_people", "parents")
        assert row["way"] in ("call", "text", "web")
        shape = r"[a-z.]+" if row["way"] == "web" else r"[\d ]+"
        assert re.fullmatch(shape, row["number"])
        assert date.fromisoformat(row["checked_on"]) < date(2026, 6, 16) + timedelta(days=365)
        assert row["source"]
