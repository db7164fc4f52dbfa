"""Nobody acts, and the next is told on time: each once, across restarts, with two runners at once.

Each case is a young person with people, hours, leave and covers drawn by lot, who asks for
somebody at some moment of a week. Between two ticks both runners are stopped and started again:
each opens the database anew, and both tick at the same moment.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from threading import Barrier
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.prove import Figure, Size, at_least, exactly
from tests.support.server import settings_in
from tests.support.world import NOW, Someone, World
from voice_app import migrations
from voice_app.alerts import queries, rules, service
from voice_app.alerts.models import Alert, AlertTold
from voice_app.alerts.rules import AlertKind, Step
from voice_app.care.models import AssignmentKind, WorkingHours
from voice_app.config import Settings
from voice_app.core.actor import Role
from voice_app.core.database import Database
from voice_app.core.keyring import MasterKey, write_master_keys
from voice_app.core.opening import open_database
from voice_app.record import service as trail
from voice_app.record.queries import events_about

TIMED = False
CASES = {"small": 10, "full": 100}
#: How often a runner ticks.
TICK = timedelta(minutes=1)
RUNNERS = 2

Ticks = Callable[[Database, datetime, Barrier], int]


@dataclass
class Found:
    """What became of all cases."""

    #: Deputies and leads who were told within one tick of their time.
    on_time: int = 0
    late: int = 0
    early: int = 0
    #: Cases in which just the people of the story were told, in their order.
    as_it_should_be: int = 0
    twice: int = 0
    on_the_trail: int = 0
    told: int = 0
    ticks: int = 0


def run(size: Size) -> list[Figure]:
    """The cases, and what happens without the row that says who was told."""
    cases, found = CASES[size], Found()
    with _a_service() as (world, settings, managers):
        lots = Random(2026)  # noqa: S311  stories, not secrets
        for number in range(cases):
            _case(world, settings, managers, lots, number, found)
    doubles, refused = _control(unique=False), _control(unique=True)
    return [
        exactly("cases in which everybody was told, in order", found.as_it_should_be, "", cases),
        at_least("deputies and managers told within a tick of being due", found.on_time, "", cases),
        exactly("told too late", found.late, "", 0),
        exactly("told too early", found.early, "", 0),
        exactly("people told twice of one alert", found.twice, "", 0),
        exactly("tellings that are not on the trail", found.told - found.on_the_trail, "", 0),
        at_least("ticks, each after a restart, two at once", found.ticks, "", cases * 8),
        at_least("control, looks first and claims nothing: told twice", doubles, "", 1),
        exactly("control, the same with the unique row: told twice", refused, "", 0),
    ]


def _case(
    world: World,
    settings: Settings,
    managers: list[UUID],
    lots: Random,
    number: int,
    found: Found,
) -> None:
    world.now = NOW + timedelta(weeks=number, minutes=lots.randrange(7 * 24 * 60))
    who, expected = _somebody(world, lots, number)
    at_last = set(managers)
    alert_id = _ask(world, who)
    for _ in (Step.DEPUTY, Step.LEAD):
        alert = _row(world, alert_id)
        if alert.step is Step.LEAD:
            break
        before = _tellings(world, alert_id)
        wait = alert.due_at - world.now
        for early in sorted([lots.random(), lots.random(), 1.0]):
            _tick(settings, world.now + (wait - TICK) * early, found)
        found.early += len(_tellings(world, alert_id)) - len(before)
        world.now = alert.due_at + TICK * lots.random()
        _tick(settings, world.now, found)
        fresh = _tellings(world, alert_id)[len(before) :]
        found.late += not fresh
        found.on_time += sum(one.told_at - alert.due_at <= TICK for one in fresh)
    _tick(settings, world.now + timedelta(days=30), found)
    told = [one.person_id for one in _tellings(world, alert_id)]
    found.as_it_should_be += (told[:-2], set(told[-2:])) == (expected, at_last)
    found.twice += sum(count - 1 for count in Counter(told).values())
    found.told += len(told)
    found.on_the_trail += _on_the_trail(world, alert_id)


def _somebody(world: World, lots: Random, number: int) -> tuple[Someone, list[UUID]]:
    """A young person, and who is told of their alert by the story, before the managers."""
    staff = [world.dan, world.priya, world.ella, world.nell, world.finn]
    keyworker, social, cover = lots.sample(staff, 3)
    with world.writing() as session:
        made = world.make_young_person(session, f"Case {number}", keyworker)
        if has_social := lots.random() < 0.7:
            world._assign(session, social, made, AssignmentKind.SOCIAL_WORKER)
    first = keyworker
    if lots.random() < 0.4:
        first = social if lots.random() < 0.2 else cover
        world.cover(first, keyworker, days=1)
    order = [first.id, social.id] if has_social else [first.id]
    return made, list(dict.fromkeys(order))


def _tick(settings: Settings, now: datetime, found: Found) -> None:
    """Two runners that have just been started, at the same moment."""
    _at_once(settings, now, _honest)
    found.ticks += RUNNERS


def _at_once(settings: Settings, now: datetime, tick: Ticks) -> list[int]:
    barrier = Barrier(RUNNERS)

    def one(_number: int) -> int:
        database = open_database(settings, now=now)
        try:
            return tick(database, now, barrier)
        finally:
            database.close()

    with ThreadPoolExecutor(RUNNERS) as pool:
        return list(pool.map(one, range(RUNNERS)))


def _honest(database: Database, now: datetime, barrier: Barrier) -> int:
    barrier.wait()
    with database.writing() as session:
        return service.escalate(session, now=now)


def _careless(database: Database, now: datetime, barrier: Barrier) -> int:
    """Look in one transaction and tell in another, without asking whether somebody has."""
    with database.reading() as session:
        waiting = [(one.id, one.young_person_id) for one in queries.due(session, now=now)]
        next_of = {}
        for alert_id, young_person_id in waiting:
            order = [one.person_id for one in queries.standing(session, young_person_id, now=now)]
            told, _ = queries.told_ids(session, alert_id)
            next_of[alert_id] = rules.next_step(Step.OWNER, order, told)
    barrier.wait()
    try:
        with database.writing() as session:
            for alert_id, young_person_id in waiting:
                step, person_id = next_of[alert_id]
                row = AlertTold(
                    young_person_id=young_person_id,
                    alert_id=alert_id,
                    person_id=person_id,
                    step=step,
                    told_at=now,
                )
                session.add(row)
                trail.append(
                    session,
                    actor=None,
                    action="alert.told",
                    now=now,
                    young_person_id=young_person_id,
                    subject=row,
                    details={"person": person_id},
                )
    except IntegrityError:
        return 0
    return len(waiting)


def _control(*, unique: bool) -> int:
    """How many are told twice when two careless runners meet."""
    with _a_service() as (world, settings, _):
        alert_id = _ask(world, world.amina)
        if not unique:
            _drop_the_claim(world)
        _at_once(settings, world.now + timedelta(hours=1), _careless)
        told = Counter(one.person_id for one in _tellings(world, alert_id))
    return sum(count - 1 for count in told.values())


def _drop_the_claim(world: World) -> None:
    with world.database.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE careless AS SELECT * FROM alert_told")
        connection.exec_driver_sql("DROP TABLE alert_told")
        connection.exec_driver_sql("ALTER TABLE careless RENAME TO alert_told")


@contextmanager
def _a_service() -> Iterator[tuple[World, Settings, list[UUID]]]:
    with tempfile.TemporaryDirectory(prefix="voice-alerts-") as folder:
        settings = settings_in(Path(folder), 0)
        write_master_keys(settings.master_key_file, [MasterKey.new()])
        database = open_database(settings, now=NOW)
        migrations.upgrade(database.engine)
        world = World(settings, database)
        with world.writing() as session:
            mo = world.make_colleague(session, "Mo Lind", "Manager", Role.MANAGER)
            for weekday in range(5):
                hours = WorkingHours(
                    person_id=world.nell.id, weekday=weekday, starts=time(12), ends=time(20)
                )
                session.add(hours)
                world.note(session, hours)
        yield world, settings, [world.joy.id, mo.id]
        database.close()


def _ask(world: World, who: Someone) -> UUID:
    with world.writing() as session:
        alert = service.raise_alert(
            session,
            actor=world.actor(who),
            phone_id=uuid4(),
            kind=AlertKind.NOT_SAFE,
            words="",
            contact="",
            now=world.now,
        )
        return alert.id


def _row(world: World, alert_id: UUID) -> Alert:
    with world.reading() as session:
        return session.get_one(Alert, alert_id)


def _tellings(world: World, alert_id: UUID) -> list[AlertTold]:
    with world.reading() as session:
        rows = select(AlertTold).where(AlertTold.alert_id == alert_id)
        return sorted(session.scalars(rows), key=lambda one: (one.told_at, str(one.id)))


def _on_the_trail(world: World, alert_id: UUID) -> int:
    alert = _row(world, alert_id)
    with world.reading() as session:
        events = events_about(
            session,
            young_person_id=alert.young_person_id,
            action="alert.told",
            subject_id=alert_id,
        )
    return len(events)
