"""A notice is sent once however many runners there are, and never where it should not go."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from sqlalchemy import select

from tests.notices.telling import HOST, PushService, browser_of, send, targets, tell, waiting
from tests.support.world import World
from voice_app.accounts.service import phones
from voice_app.core.database import Database
from voice_app.core.errors import NotAllowed
from voice_app.core.opening import open_database
from voice_app.notices import rules
from voice_app.notices.models import Notice, NoticeTarget
from voice_app.notices.rules import Topic
from voice_app.notices.service.posting import Reply
from voice_app.record import service as trail


def test_nobody_is_told_who_did_not_ask(world: World) -> None:
    tell(world, world.amina)
    tell(world, world.dan, Topic.ALERT)

    came, report = send(world)

    assert came.came == []
    assert str(report) == "0 sent, 0 gone, 0 later"


def test_what_is_told_twice_is_sent_once_and_never_again(world: World) -> None:
    browser_of(world, world.amina)
    about = tell(world, world.amina)
    tell(world, world.amina, about=about)

    first, _ = send(world)
    again, _ = send(world)
    tell(world, world.amina, about=about)
    later, _ = send(world)

    assert len(first.came) == 1
    assert again.came == later.came == []


def test_a_notice_is_gone_with_the_change_that_it_tells_of(world: World) -> None:
    browser_of(world, world.amina)

    with pytest.raises(RuntimeError, match="the power went"), world.writing() as session:
        from voice_app.notices import service

        service.tell(
            session,
            people=[world.amina.id],
            topic=Topic.ANSWER,
            about_id=world.amina.id,
            now=world.now,
        )
        session.flush()
        raise RuntimeError("the power went")

    assert waiting(world) == []


def runners(world: World, count: int, patience: float = 5) -> list[str]:
    """Run the jobs from several processes' worth of connections at once; what was sent."""
    service, together = PushService(), Barrier(count)
    databases: list[Database] = [open_database(world.settings, now=world.now) for _ in range(count)]

    def answers(_: str) -> Reply:
        # The first deliveries of all runners overlap, so that each has one in hand.
        if len(service.came) <= count:
            # A runner that found nothing to do never comes.
            with suppress(BrokenBarrierError):
                together.wait(patience)
        return Reply(201)

    service.answers = answers
    threads = [
        Thread(target=send, args=(world, service), kwargs={"database": one}) for one in databases
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in databases:
        one.close()
    return [address for address, _, _ in service.came]


def test_two_runners_at_once_send_each_notice_once(world: World) -> None:
    asked = [browser_of(world, world.dan).endpoint for _ in range(30)]
    tell(world, world.dan, Topic.ALERT)

    sent = runners(world, 2)

    assert sorted(sent) == sorted(asked)
    assert waiting(world) == []


def test_without_the_lease_two_runners_would_send_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LEASE", timedelta(0))
    asked = browser_of(world, world.dan).endpoint
    tell(world, world.dan, Topic.ALERT)

    assert runners(world, 2) == [asked, asked]


def test_what_a_dead_runner_had_in_hand_goes_after_its_lease(world: World) -> None:
    browser_of(world, world.dan)
    tell(world, world.dan, Topic.ALERT)
    with world.writing() as session:
        session.scalars(select(Notice)).one().locked_until = world.now + rules.LEASE

    assert send(world)[0].came == []
    world.later(minutes=2)
    assert len(send(world)[0].came) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_dead_browser_is_forgotten(world: World, status: int) -> None:
    dead, alive = browser_of(world, world.dan), browser_of(world, world.dan)
    tell(world, world.dan, Topic.ALERT)
    service = PushService(lambda address: Reply(status if address == dead.endpoint else 201))

    send(world, service)

    assert targets(world, world.dan) == [alive.target_id]
    assert waiting(world) == []
    assert trail.verify(world.database, now=world.now).problems == []


@pytest.mark.parametrize("status", [429, 500, 503, 302, 401])
def test_a_busy_push_service_is_tried_again_with_growing_pauses(world: World, status: int) -> None:
    browser_of(world, world.dan)
    tell(world, world.dan, Topic.ALERT)
    pauses = []
    for _ in range(4):
        send(world, PushService(lambda _: Reply(status)))
        (then,) = waiting(world)
        pauses.append(then - world.now)
        assert send(world)[0].came == []
        world.now = then

    came, _ = send(world)

    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert len(came.came) == 1
    assert waiting(world) == []


def test_a_push_service_that_asks_to_wait_is_given_the_time(world: World) -> None:
    browser_of(world, world.dan)
    tell(world, world.dan, Topic.ALERT)

    send(world, PushService(lambda _: Reply(429, "600")))

    assert waiting(world) == [world.now + timedelta(minutes=10)]


def test_one_that_is_never_reached_is_given_up_and_the_browser_kept(world: World) -> None:
    asked = browser_of(world, world.dan)
    tell(world, world.dan, Topic.ALERT)

    def nobody_there(_: str) -> Reply:
        raise ConnectionRefusedError

    for _ in range(rules.MOST_TRIES):
        send(world, PushService(nobody_there))
        world.later(hours=6)

    assert waiting(world) == []
    assert targets(world, world.dan) == [asked.target_id]


def test_a_phone_that_was_ended_is_told_nothing_more(world: World) -> None:
    world.browse(world.amina)
    with world.reading() as session:
        from voice_app.accounts.models import Device

        device_id = session.scalars(
            select(Device.id).where(Device.young_person_id == world.amina.id)
        ).one()
    browser_of(world, world.amina, device_id=device_id)
    tell(world, world.amina)
    with world.writing() as session:
        actor = world.actor(world.amina)
        phones.end(session, actor=actor, device_id=device_id, now=world.now)

    came, _ = send(world)

    assert came.came == []
    assert targets(world, world.amina) == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://localhost/x",
        "https://169.254.169.254/latest",
        "https://fcm.googleapis.com.example.org/x",
        "https://example.org/fcm.googleapis.com",
        "https://fcm.googleapis.com@example.org/x",
        "https://me:me@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://notify.windows.com.evil.test/x",
        "https://evilpush.services.mozilla.com.test/x",
        "https://fcm.googleapis.com/x\r\nHost: localhost",
        "https://[::1/x",
        "file:///etc/passwd",
        "",
        f"{HOST}/{'x' * 2000}",
    ],
)
def test_a_host_that_is_no_push_service_is_refused(world: World, endpoint: str) -> None:
    with pytest.raises(NotAllowed):
        browser_of(world, world.dan, endpoint=endpoint or "-")

    assert not rules.is_push_host(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        f"{HOST}/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
        "https://web.push.apple.com/abc",
    ],
)
def test_the_push_services_of_browsers_are_let_in(world: World, endpoint: str) -> None:
    asked = browser_of(world, world.dan, endpoint=endpoint)

    assert targets(world, world.dan) == [asked.target_id]


def test_a_host_taken_off_the_list_is_asked_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser_of(world, world.dan)
    tell(world, world.dan, Topic.ALERT)
    monkeypatch.setattr(rules, "PUSH_HOSTS", frozenset())

    came, _ = send(world)

    assert came.came == []
    assert targets(world, world.dan) == []


def test_a_browser_belongs_to_whoever_asked_last(world: World) -> None:
    first = browser_of(world, world.dan)
    tell(world, world.dan, Topic.ALERT)

    browser_of(world, world.priya, endpoint=first.endpoint)

    assert targets(world, world.dan) == []
    assert waiting(world) == []
    assert len(targets(world, world.priya)) == 1


def test_where_a_browser_is_told_is_sealed(world: World) -> None:
    asked = browser_of(world, world.amina)

    with world.reading() as session:
        row = session.get_one(NoticeTarget, asked.target_id)
        assert asked.endpoint.encode() not in row.sealed + row.place_index


def test_notices_that_went_are_deleted_after_some_weeks(world: World) -> None:
    browser_of(world, world.dan)
    tell(world, world.dan, Topic.ALERT)
    send(world)

    world.later(days=31)
    send(world)

    with world.reading() as session:
        assert session.scalars(select(Notice)).all() == []
