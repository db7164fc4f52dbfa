"""Who reaches a young person, and from when until when."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.world import Someone, World
from voice_app.accounts.service import people
from voice_app.care import queries, service
from voice_app.care.models import Assignment, AssignmentKind, YoungPerson
from voice_app.care.service import assignments
from voice_app.core.actor import Actor, Role
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound

KEYWORKER = AssignmentKind.KEYWORKER


def reach(world: World, worker: Someone, young_person: Someone) -> YoungPerson:
    with world.reading() as session:
        return queries.assigned(
            session,
            actor=world.actor(worker),
            young_person_id=young_person.id,
            now=world.now,
        )


def reaches(world: World, worker: Someone, young_person: Someone) -> bool:
    try:
        reach(world, worker, young_person)
    except NotFound:
        return False
    return True


def test_everybody_assigned_reaches_amina_and_nobody_else_does(world: World) -> None:
    everybody = (world.dan, world.nell, world.ruth, world.finn, world.priya, world.ella, world.joy)

    found = {str(worker) for worker in everybody if reaches(world, worker, world.amina)}

    assert found == {"Dan", "Nell", "Ruth"}


def test_an_ended_assignment_closes_at_once(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina)
    assert reaches(world, world.priya, world.amina)

    world.unassign(assignment_id)

    assert not reaches(world, world.priya, world.amina)


def test_a_cover_reaches_only_on_the_days_of_the_cover(world: World) -> None:
    assert not reaches(world, world.priya, world.amina)

    world.cover(world.priya, world.dan, days=2)

    assert reaches(world, world.priya, world.amina)
    assert not reaches(world, world.priya, world.leo)
    world.later(days=1)
    assert reaches(world, world.priya, world.amina)
    world.later(days=1)
    assert not reaches(world, world.priya, world.amina)


def test_only_the_kinds_asked_for_are_enough(world: World) -> None:
    with world.reading() as session:
        found = queries.assigned(
            session,
            actor=world.actor(world.ruth),
            young_person_id=world.amina.id,
            now=world.now,
            kinds=[AssignmentKind.REVIEWING_OFFICER],
        )
        with pytest.raises(NotFound):
            queries.assigned(
                session,
                actor=world.actor(world.ruth),
                young_person_id=world.amina.id,
                now=world.now,
                kinds=[KEYWORKER],
            )

    assert found.id == world.amina.id


def test_a_place_nobody_confirms_is_out_of_reach_after_a_day(world: World) -> None:
    with world.writing() as session:
        place = service.make_place(
            session, actor=world.actor(world.dan), called="Mina", nation="england", now=world.now
        )
    mina = Someone(place.id, "Mina", Role.YOUNG_PERSON)

    world.later(hours=23, minutes=59)
    assert reaches(world, world.dan, mina)
    world.later(minutes=1)

    assert not reaches(world, world.dan, mina)
    with world.reading() as session:
        assert queries.readers_state(session, mina.id, world.now) is queries.ReadersState.NOBODY


def test_a_place_that_a_manager_confirms_stays(world: World) -> None:
    with world.writing() as session:
        place = service.make_place(
            session, actor=world.actor(world.dan), called="Mina", nation="england", now=world.now
        )
    mina = Someone(place.id, "Mina", Role.YOUNG_PERSON)

    world.assign(world.dan, mina)

    world.later(days=30)
    assert reaches(world, world.dan, mina)


def test_confirming_too_late_says_so(world: World) -> None:
    with world.writing() as session:
        place = service.make_place(
            session, actor=world.actor(world.dan), called="Mina", nation="england", now=world.now
        )
        session.flush()
        (waiting,) = queries.to_confirm(session, now=world.now)
    assert waiting.young_person_id == place.id
    world.later(days=1)

    with world.writing() as session, pytest.raises(AlreadyDone):
        service.confirm(
            session, actor=world.actor(world.joy), assignment_id=waiting.id, now=world.now
        )


@pytest.mark.parametrize("who", ["ash", "dan", "amina"])
def test_only_a_manager_assigns(world: World, who: str) -> None:
    asking = world.actor(getattr(world, who))

    with world.writing() as session, pytest.raises(NotAllowed):
        service.assign(
            session,
            actor=asking,
            young_person_id=world.amina.id,
            staff_id=world.priya.id,
            kind=KEYWORKER,
            now=world.now,
        )

    assert not reaches(world, world.priya, world.amina)


def test_an_administrator_is_never_assigned(world: World) -> None:
    with pytest.raises(NotAllowed):
        world.assign(world.ash, world.amina)


def test_assigning_twice_changes_nothing(world: World) -> None:
    first = world.assign(world.priya, world.amina)

    assert world.assign(world.priya, world.amina) == first


def test_one_colleague_may_be_several(world: World) -> None:
    world.assign(world.dan, world.amina, AssignmentKind.SOCIAL_WORKER)

    with world.reading() as session:
        cared = queries.young_people_of(session, actor=world.actor(world.dan), now=world.now)

    assert [one.called for one in cared] == ["Amina"]
    assert cared[0].kinds == {KEYWORKER, AssignmentKind.SOCIAL_WORKER}
    assert cared[0].covering_for == ()


def test_a_cover_sees_for_whom_they_stand_in(world: World) -> None:
    world.assign(world.priya, world.kofi)
    world.cover(world.priya, world.dan)

    with world.reading() as session:
        cared = queries.young_people_of(session, actor=world.actor(world.priya), now=world.now)

    assert [(one.called, one.covering_for) for one in cared] == [
        ("Amina", (world.dan.id,)),
        ("Kofi", ()),
    ]


def test_amina_is_told_who_looks_after_her_and_who_stands_in(world: World) -> None:
    world.cover(world.priya, world.dan)

    with world.reading() as session:
        workers = queries.workers_of(session, world.amina.id, now=world.now)

    assert [(one.first_name, one.kind.value) for one in workers] == [
        ("Dan", "keyworker"),
        ("Nell", "social_worker"),
        ("Ruth", "reviewing_officer"),
    ]
    assert [one.covered_by and one.covered_by.name for one in workers] == [
        "Priya Nair",
        None,
        None,
    ]


def test_a_closed_case_is_out_of_everybodys_reach(world: World) -> None:
    with world.writing() as session:
        service.close_case(
            session, actor=world.actor(world.joy), young_person_id=world.amina.id, now=world.now
        )

    assert not reaches(world, world.dan, world.amina)
    with world.reading() as session:
        state = queries.readers_state(session, world.amina.id, world.now)
    assert state is queries.ReadersState.CLOSED


def test_a_reopened_case_waits_for_the_manager_to_choose_who(world: World) -> None:
    joy = world.actor(world.joy)
    with world.writing() as session:
        service.close_case(session, actor=joy, young_person_id=world.amina.id, now=world.now)
    with world.writing() as session:
        service.reopen_case(session, actor=joy, young_person_id=world.amina.id, now=world.now)

    assert not reaches(world, world.dan, world.amina)
    world.assign(world.dan, world.amina)
    assert reaches(world, world.dan, world.amina)


def test_a_closed_case_takes_nobody_on(world: World) -> None:
    with world.writing() as session:
        service.close_case(
            session, actor=world.actor(world.joy), young_person_id=world.amina.id, now=world.now
        )

    with pytest.raises(NotFound):
        world.assign(world.priya, world.amina)


@pytest.mark.parametrize("who", ["ash", "dan"])
def test_only_a_manager_closes_a_case(world: World, who: str) -> None:
    asking = world.actor(getattr(world, who))

    with world.writing() as session, pytest.raises(NotAllowed):
        service.close_case(session, actor=asking, young_person_id=world.amina.id, now=world.now)

    assert reaches(world, world.dan, world.amina)


def test_nobody_looks_after_anybody_without_an_account(world: World) -> None:
    with world.writing() as session:
        people.end(session, actor=world.actor(world.ash), person_id=world.dan.id, now=world.now)

    assert not reaches(world, world.dan, world.amina)
    with world.reading() as session:
        workers = queries.workers_of(session, world.amina.id, now=world.now)
        kept = session.scalars(
            select(Assignment.ends_at).where(Assignment.staff_id == world.dan.id)
        )
        assert list(kept) == [world.now]
    assert [worker.first_name for worker in workers] == ["Nell", "Ruth"]


def test_later_layers_hear_of_beginnings_and_endings(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = []

    def listen(_: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> None:
        heard.append((str(actor.role), assignment.ends_at, now))

    monkeypatch.setattr(assignments, "when_assigned", [listen])
    monkeypatch.setattr(assignments, "when_unassigned", [listen])
    world.unassign(world.assign(world.priya, world.amina))

    assert heard == [("manager", None, world.now), ("manager", world.now, world.now)]


def test_dan_is_back_when_his_time_away_is_over(world: World) -> None:
    world.cover(world.priya, world.dan, days=2)

    with world.reading() as session:
        back = queries.next_at_work(session, [world.dan.id], now=world.now, nation="england")

    assert back[world.dan.id] == world.now + timedelta(days=1, hours=23)
