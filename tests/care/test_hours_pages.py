"""Dan's hours are his own to set, and Joy's; a cover comes with days and ends with them."""

from datetime import time

import pytest

from tests.support.world import World
from voice_app.care import queries
from voice_app.care.queries.hours import week_of

OFFICE = {weekday: (time(9), time(17, 30)) for weekday in range(5)}


def week(world: World) -> dict[int, tuple[time, time]]:
    """Dan's week."""
    with world.reading() as session:
        return week_of(session, world.dan.id)


def test_dan_changes_his_week(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read("/staff/hours")

    dan.press("Keep these hours", starts_0="", ends_0="", starts_5="10:00", ends_5="14:00")

    assert week(world) == {
        **{weekday: OFFICE[weekday] for weekday in range(1, 5)},
        5: (time(10), time(14)),
    }


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts_0": "17:00", "ends_0": "09:00"}, "This is before the day begins."),
        ({"ends_0": ""}, "Give both times, or neither."),
        ({"ends_0": "late"}, "Write the time like this: 09:00."),
    ],
)
def test_hours_that_cannot_be_are_pointed_out(
    world: World, fields: dict[str, str], said: str
) -> None:
    dan = world.browse(world.dan)
    dan.read("/staff/hours")

    answer = dan.press("Keep these hours", **fields)

    assert answer.status_code == 400
    assert said in answer.text
    assert week(world) == OFFICE


def test_dan_is_away_and_priya_covers_until_he_cancels(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read("/staff/hours")

    page = dan.press(
        "Add time away", first_on="2026-06-16", last_on="2026-06-18", cover=world.priya.id
    ).text

    assert "Tuesday 16 June to Thursday 18 June" in page
    assert "Priya Nair covers" in page
    assert covered(world) == {world.dan.id}
    dan.press("Cancel")
    assert covered(world) == frozenset()


def test_time_away_sent_twice_is_kept_once(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read("/staff/hours")
    days = {"first_on": "2026-06-16", "last_on": "2026-06-18"}

    dan.press("Add time away", **days, cover=world.priya.id)
    page = dan.press("Add time away", **days, cover=world.priya.id).text

    assert page.count("Priya Nair covers") == 1
    assert dan.press("Add time away", **days).text.count("Tuesday 16 June to Thursday") == 2


def covered(world: World) -> frozenset[object]:
    """Whom Priya covers today."""
    with world.reading() as session:
        cared = queries.young_people_of(session, actor=world.actor(world.priya), now=world.now)
    return frozenset(away for one in cared for away in one.covering_for)


def test_time_away_cannot_end_before_it_begins(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read("/staff/hours")

    answer = dan.press("Add time away", first_on="2026-06-18", last_on="2026-06-16")

    assert "This is before the first day." in answer.text


@pytest.mark.parametrize(
    ("first_on", "last_on", "message"),
    [
        ("2026-06-01", "2026-06-15", "That day is past."),
        ("0001-01-01", "2026-06-20", "Is the year right?"),
        ("2006-06-16", "2026-06-20", "Is the year right?"),
        ("2026-06-16", "2062-06-20", "Is the year right?"),
    ],
)
def test_time_away_that_is_over_or_years_away_is_pointed_out(
    world: World, first_on: str, last_on: str, message: str
) -> None:
    dan = world.browse(world.dan)
    dan.read("/staff/hours")

    answer = dan.press("Add time away", first_on=first_on, last_on=last_on)

    assert answer.status_code == 400
    assert message in answer.text
    fine = dan.press("Add time away", first_on="2026-06-12", last_on="2026-06-16")
    assert fine.status_code == 200


def test_dan_does_not_cover_for_himself_and_ash_for_nobody(world: World) -> None:
    dan = world.browse(world.dan)

    for cover in (world.dan, world.ash):
        answer = dan.send(
            f"/staff/hours/{world.dan.id}/away",
            first_on="2026-06-16",
            last_on="2026-06-18",
            cover=cover.id,
        )
        assert answer.status_code == 400


def test_joy_sets_anybodys_hours(world: World) -> None:
    joy = world.browse(world.joy)
    page = joy.read(f"/staff/hours/{world.dan.id}")
    assert "Hours of Dan Hughes" in page
    assert "Ella Reed" in page

    joy.press("Keep these hours", starts_4="", ends_4="")

    assert 4 not in week(world)


@pytest.mark.parametrize("who", ["ella", "ash", "amina"])
def test_nobody_else_sets_dans_hours(world: World, who: str) -> None:
    browser, address = world.browse(getattr(world, who)), f"/staff/hours/{world.dan.id}"

    answers = [
        browser.get(address),
        browser.send(address),
        browser.send(f"{address}/away", first_on="2026-06-16", last_on="2026-06-16"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert week(world) == OFFICE


def test_ella_cannot_cancel_dans_time_away(world: World) -> None:
    world.cover(world.priya, world.dan)
    with world.reading() as session:
        (away,) = queries.hours.away_from(session, world.dan.id, now=world.now)

    assert world.browse(world.ella).send(f"/staff/hours/away/{away.id}/end").status_code == 404

    assert covered(world) == {world.dan.id}
