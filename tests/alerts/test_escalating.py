"""Nobody acts: the next is told on time, once, whoever else ticks and whatever was restarted."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.alerts.telling import DONE, HOW_TOLD, ask, happened, row, tick, told
from tests.notices.telling import browser_of
from tests.support.world import World
from voice_app.alerts import service
from voice_app.alerts.rules import Step
from voice_app.care import service as care
from voice_app.core.actor import Role
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.notices.models import Notice
from voice_app.notices.rules import Topic
from voice_app.notices.service import run_ticks


def test_dan_is_silent_so_nell_and_then_joy_are_told(world: World) -> None:
    alert_id = ask(world)
    raised = world.now

    first = world.later(hours=1)
    assert tick(world) == 1
    second = world.later(hours=1)
    assert tick(world) == 1

    assert told(world, alert_id) == [
        (Step.OWNER, "Dan", raised),
        (Step.DEPUTY, "Nell", first),
        (Step.LEAD, "Joy", second),
    ]
    assert happened(world, "alert.told") == [None, None, None]


def test_a_tick_too_early_or_once_more_tells_nobody(world: World) -> None:
    alert_id = ask(world)
    world.later(minutes=59)
    assert tick(world) == 0
    world.later(minutes=1)
    assert [tick(world), tick(world), tick(world)] == [1, 0, 0]
    world.later(hours=1)
    assert [tick(world), tick(world)] == [1, 0]
    world.later(days=30)
    assert tick(world) == 0

    assert [name for _step, name, _at in told(world, alert_id)] == ["Dan", "Nell", "Joy"]


def test_after_a_long_stop_each_still_gets_an_hour(world: World) -> None:
    alert_id = ask(world)
    world.later(days=2)
    tick(world)

    assert [name for _step, name, _at in told(world, alert_id)] == ["Dan", "Nell"]
    assert row(world, alert_id).due_at == world.now + timedelta(hours=1)


def test_seeing_it_gives_a_day_and_then_it_goes_on(world: World) -> None:
    alert_id = ask(world)
    with world.writing() as session:
        service.see(session, actor=world.actor(world.dan), alert_id=alert_id, now=world.now)

    world.later(hours=5)
    assert tick(world) == 0
    world.later(days=1)
    assert tick(world) == 1

    assert [name for _step, name, _at in told(world, alert_id)] == ["Dan", "Nell"]


def test_what_is_closed_goes_no_further(world: World) -> None:
    alert_id = ask(world)
    close(world, alert_id)

    world.later(days=3)

    assert tick(world) == 0
    assert [name for _step, name, _at in told(world, alert_id)] == ["Dan"]


def test_who_was_named_as_next_is_next_also_when_dan_is_back(world: World) -> None:
    world.cover(world.priya, world.dan)
    world.later(hours=8)
    alert_id = ask(world)

    world.later(days=1)
    tick(world)

    assert [name for _step, name, _at in told(world, alert_id)] == ["Priya", "Nell"]


def test_the_one_named_as_next_has_left_so_whoever_is_there_is_told(world: World) -> None:
    alert_id = ask(world)
    with world.writing() as session:
        care.end_all_of(session, world.actor(world.joy), world.nell.id, world.now)

    world.later(hours=1)
    tick(world)

    assert [name for _step, name, _at in told(world, alert_id)] == ["Dan", "Ruth"]


def test_every_manager_is_told_once_also_who_was_told_before(world: World) -> None:
    world.assign(world.joy, world.kofi)
    with world.writing() as session:
        world.mo = world.make_colleague(session, "Mo Lind", "Manager", Role.MANAGER)
    alert_id = ask(world, world.kofi)

    world.later(hours=1)
    tick(world)

    assert [(step, name) for step, name, _at in told(world, alert_id)] == [
        (Step.OWNER, "Joy"),
        (Step.LEAD, "Mo"),
    ]


def test_the_jobs_tell_the_next_and_send_them_a_notice(world: World) -> None:
    nells = browser_of(world, world.nell)
    alert_id = ask(world)
    assert world.app
    assert notices(world) == []

    world.later(hours=1)
    assert run_ticks(world.database, now=world.now) == 0

    assert [name for _step, name, _at in told(world, alert_id)] == ["Dan", "Nell"]
    assert [(one.topic, one.target_id) for one in notices(world)] == [
        (Topic.ALERT, nells.target_id)
    ]


def test_only_who_may_know_of_it_sees_it_or_closes_it(world: World) -> None:
    alert_id = ask(world)

    for who in (world.ella, world.nell, world.ash, world.leo, world.finn):
        with pytest.raises(NotFound), world.writing() as session:
            service.see(session, actor=world.actor(who), alert_id=alert_id, now=world.now)
    with pytest.raises(NotAllowed), world.writing() as session:
        service.see(session, actor=world.actor(world.amina), alert_id=alert_id, now=world.now)
    assert row(world, alert_id).seen_at is None


def test_the_first_who_closes_it_stands(world: World) -> None:
    alert_id = ask(world)
    close(world, alert_id)
    close(world, alert_id)

    with pytest.raises(AlreadyDone):
        close(world, alert_id, done="Something else.")

    assert happened(world, "alert.closed") == [world.dan.id]


def test_nobody_but_a_young_person_raises_one(world: World) -> None:
    for who in (world.dan, world.joy, world.ash):
        with pytest.raises(NotAllowed):
            ask(world, who)


def close(world: World, alert_id, *, done: str = DONE) -> None:
    with world.writing() as session:
        service.close(
            session,
            actor=world.actor(world.dan),
            alert_id=alert_id,
            done=done,
            told=True,
            how_told=HOW_TOLD,
            now=world.now,
        )


def notices(world: World) -> list[Notice]:
    with world.reading() as session:
        return list(session.scalars(select(Notice)))
