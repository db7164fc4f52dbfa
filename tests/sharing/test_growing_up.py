"""At 18 a door shuts by itself at midnight in London; the adult it is about opens and shuts it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.sharing.telling import (
    SAFE,
    assess,
    door_of,
    in_days,
    link,
    opened_door,
    reads,
    released,
    sign,
)
from tests.sharing.test_summaries import born
from tests.support.world import Someone, World
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.sharing import rules, service

MOMENT = timedelta(seconds=1)


def agree(world: World, link_id: UUID, *, by: Someone, agrees: bool = True) -> None:
    with world.writing() as session:
        service.agree_at_eighteen(
            session, actor=world.actor(by), link_id=link_id, agrees=agrees, now=world.now
        )


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


@pytest.mark.parametrize("day", [None, "2010-01-01", "2008-09-17"])
def test_nobody_can_be_made_to_agree_while_eighteen_is_far_away(
    world: World, day: str | None
) -> None:
    _, link_id = opened_door(world)
    if day:
        born(world, day)
    amina = world.browse(world.amina)

    assert "go on reading" not in amina.read("/told")
    assert amina.send(f"/told/{link_id}/agree").status_code == 403
    with pytest.raises(NotAllowed):
        agree(world, link_id, by=world.amina)


@pytest.mark.parametrize(
    ("born_on", "first_day"),
    [(date(2008, 9, 16), date(2026, 6, 16)), (date(2008, 2, 29), date(2025, 11, 29))],
)
def test_three_months_before_is_the_first_day(born_on: date, first_day: date) -> None:
    assert rules.may_agree_at_eighteen(born_on, first_day)
    assert not rules.may_agree_at_eighteen(born_on, first_day - timedelta(days=1))
    assert rules.may_agree_at_eighteen(born_on, first_day + timedelta(days=400))
    assert not rules.may_agree_at_eighteen(None, first_day)


def test_nobody_else_agrees_for_her(world: World) -> None:
    sam, link_id = opened_door(world)
    born(world, "2008-06-18")

    for other in (world.leo, world.dan, world.joy, sam):
        for agrees in (True, False):
            with pytest.raises(NotFound):
                agree(world, link_id, by=other, agrees=agrees)


def test_she_changes_her_mind_before_and_after_she_is_eighteen(world: World) -> None:
    sam, link_id = opened_door(world)
    publication_id = released(world, link_id)
    born(world, "2008-06-18")
    amina = world.browse(world.amina)
    amina.read("/told")
    said = amina.press("Let Sam go on reading").text
    assert "You said that Sam may go on reading." in said

    assert "Then this stops, unless you want it." in amina.press("Stop it at 18").text
    world.later(days=3)
    assert reads(world, sam) == []

    amina = world.browse(world.amina)
    amina.read("/told")
    amina.press("Let Sam go on reading")
    assert reads(world, sam) == [publication_id]
    stopped = amina.press("Stop it now").text
    assert "You are 18, so this stopped." in stopped
    assert reads(world, sam) == []


@pytest.mark.parametrize(
    ("birthday", "midnight"),
    [
        ("2008-07-18", at(2026, 7, 17, 23)),
        # Clocks go back on 25 October 2026 and forward on 28 March 2027, an hour after midnight.
        ("2008-10-25", at(2026, 10, 24, 23)),
        ("2008-10-26", at(2026, 10, 26, 0)),
        ("2009-03-28", at(2027, 3, 28, 0)),
        ("2009-03-29", at(2027, 3, 28, 23)),
        ("2012-02-29", at(2030, 3, 1, 0)),
    ],
)
def test_eighteen_begins_at_midnight_in_london_in_summer_and_winter(
    world: World, birthday: str, midnight: datetime
) -> None:
    world.now = midnight - timedelta(days=5)
    sam, link_id = link(world)
    sign(world, assess(world, link_id, given=replace(SAFE, ends_on=in_days(world, 20))))
    publication_id = released(world, link_id)
    born(world, birthday)

    world.now = midnight - MOMENT
    assert reads(world, sam) == [publication_id]
    world.now = midnight

    assert reads(world, sam) == []


@pytest.mark.parametrize(
    ("last_day", "midnight"),
    [
        (date(2026, 6, 30), at(2026, 6, 30, 23)),
        (date(2026, 10, 24), at(2026, 10, 24, 23)),
        (date(2026, 10, 25), at(2026, 10, 26, 0)),
        (date(2027, 3, 27), at(2027, 3, 28, 0)),
        (date(2027, 3, 28), at(2027, 3, 28, 23)),
        (date(2026, 12, 31), at(2027, 1, 1, 0)),
    ],
)
def test_the_last_day_of_an_assessment_ends_at_midnight_in_london(
    world: World, last_day: date, midnight: datetime
) -> None:
    world.now = midnight - timedelta(days=5)
    sam, link_id = link(world)
    sign(world, assess(world, link_id, given=replace(SAFE, ends_on=last_day)))
    publication_id = released(world, link_id)

    world.now = midnight - MOMENT
    assert reads(world, sam) == [publication_id]
    assert door_of(world, link_id).holding is not None
    world.now = midnight

    assert reads(world, sam) == []
    assert door_of(world, link_id).holding is None
