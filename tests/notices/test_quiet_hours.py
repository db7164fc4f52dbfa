"""Nobody is woken: what comes in quiet hours waits until the morning, except an alert."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.notices.telling import browser_of, send, tell, waiting
from tests.support.world import World
from voice_app.notices import rules, service
from voice_app.notices.models import Notice
from voice_app.notices.rules import Topic

NIGHT = (time(21), time(8))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        # London is an hour ahead in June.
        ("2026-06-16 19:59", "2026-06-16 19:59"),
        ("2026-06-16 20:00", "2026-06-17 07:00"),
        ("2026-06-17 06:59", "2026-06-17 07:00"),
        ("2026-06-17 07:00", "2026-06-17 07:00"),
        ("2026-12-31 21:00", "2027-01-01 08:00"),
        # The night in which the clocks change.
        ("2026-03-28 22:00", "2026-03-29 07:00"),
        ("2026-10-24 21:00", "2026-10-25 08:00"),
    ],
)
def test_the_night_ends_at_eight_in_london(now: str, then: str) -> None:
    assert rules.after_quiet(at(now), *NIGHT) == at(then)


def test_hours_within_one_day_and_none_at_all() -> None:
    noon = at("2026-06-16 11:30")

    assert rules.after_quiet(noon, time(12), time(14)) == at("2026-06-16 13:00")
    assert rules.after_quiet(noon, time(14), time(12)) == noon
    assert rules.after_quiet(noon, time(8), time(8)) == noon


def test_an_answer_at_night_is_told_in_the_morning_once_for_all(world: World) -> None:
    browser_of(world, world.amina)
    world.later(hours=12)
    for topic in (Topic.ANSWER, Topic.HEARD, Topic.LETTER):
        tell(world, world.amina, topic)

    at_night, _ = send(world)
    world.later(hours=10)
    in_the_morning, _ = send(world)

    assert at_night.came == []
    assert len(in_the_morning.came) == 1
    assert waiting(world) == []


def test_an_alert_is_told_at_night(world: World) -> None:
    browser_of(world, world.dan)
    world.later(hours=12)
    tell(world, world.dan, Topic.ALERT)

    came, _ = send(world)

    assert len(came.came) == 1


def test_hours_that_somebody_chose_are_the_ones_that_count(world: World) -> None:
    browser_of(world, world.amina)
    with world.writing() as session:
        service.be_quiet(
            session, actor=world.actor(world.amina), starts=time(9), ends=time(16), now=world.now
        )
    tell(world, world.amina)

    assert send(world)[0].came == []
    world.later(hours=6)
    assert len(send(world)[0].came) == 1


def test_hours_chosen_while_it_waits_count_too(world: World) -> None:
    browser_of(world, world.amina)
    tell(world, world.amina)
    with world.writing() as session:
        service.be_quiet(
            session, actor=world.actor(world.amina), starts=time(9), ends=time(16), now=world.now
        )

    assert send(world)[0].came == []
    assert waiting(world) == [world.now + timedelta(hours=6)]
    with world.reading() as session:
        assert session.scalars(select(Notice.tries)).one() == 0
