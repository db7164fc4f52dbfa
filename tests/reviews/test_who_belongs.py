"""Who finds a review: its members and the young person, from one moment to the next."""

from uuid import UUID, uuid4

import pytest

from tests.entries.telling import sent
from tests.reviews.telling import (
    finished,
    held,
    named,
    over,
    picked,
    planned,
    sees,
    told,
    words_on_the_page,
)
from tests.support.world import Someone, World
from voice_app.care import service as care
from voice_app.care.models import AssignmentKind
from voice_app.core.actor import Level
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.reviews import queries, service


def everybody(world: World) -> list[Someone]:
    return [
        world.amina,
        world.leo,
        world.dan,
        world.nell,
        world.ruth,
        world.finn,
        world.priya,
        world.ella,
        world.joy,
        world.ash,
    ]


def who_sees(world: World, review_id: UUID) -> set[str]:
    return {str(one) for one in everybody(world) if sees(world, one, review_id)}


def test_its_members_and_the_young_person_find_a_review_and_nobody_else(world: World) -> None:
    review_id = planned(world)

    assert who_sees(world, review_id) == {"Amina", "Dan", "Ruth"}


def test_the_letterbox_finds_no_review(world: World) -> None:
    review_id = planned(world)
    at_letterbox = world.actor(world.amina, Level.LETTERBOX)

    with world.reading() as session, pytest.raises(NotFound):
        queries.get(session, actor=at_letterbox, review_id=review_id, now=world.now)


def test_belonging_ends_with_the_assignment(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina)
    review_id = planned(world, world.priya)
    assert sees(world, world.priya, review_id)

    world.unassign(assignment_id)

    assert not sees(world, world.priya, review_id)


def test_a_guest_belongs_until_the_young_person_has_been_told(world: World) -> None:
    review_id = planned(world)
    assert not sees(world, world.ella, review_id)

    named(world, review_id, world.ella)

    assert sees(world, world.ella, review_id)
    over(world, review_id)
    assert not sees(world, world.ella, review_id)
    assert sees(world, world.dan, review_id)


def test_a_manager_may_be_a_guest_and_an_administrator_never(world: World) -> None:
    review_id = planned(world)
    named(world, review_id, world.joy)

    with pytest.raises(NotAllowed):
        named(world, review_id, world.ash)

    assert sees(world, world.joy, review_id)
    assert not sees(world, world.ash, review_id)


def test_nobody_names_another_young_person_or_somebody_unknown(world: World) -> None:
    review_id = planned(world)

    with pytest.raises(NotAllowed):
        named(world, review_id, world.leo)
    with pytest.raises(NotFound):
        named(world, review_id, Someone(uuid4(), "Nobody", world.dan.role))


def test_a_guest_names_nobody_and_moves_nothing(world: World) -> None:
    review_id = planned(world)
    named(world, review_id, world.ella)

    with pytest.raises(NotAllowed):
        named(world, review_id, world.priya, by=world.ella)
    with pytest.raises(NotAllowed):
        held(world, review_id, by=world.ella)
    with pytest.raises(NotFound):
        named(world, review_id, world.priya, by=world.priya)


def test_nobody_finds_the_review_of_a_closed_case(world: World) -> None:
    review_id = planned(world)
    named(world, review_id, world.ella)

    with world.writing() as session:
        care.close_case(
            session,
            actor=world.actor(world.joy),
            young_person_id=world.amina.id,
            now=world.now,
        )

    assert who_sees(world, review_id) == {"Amina"}


def test_somebody_taken_out_finds_it_no_longer_and_the_chair_stays(world: World) -> None:
    review_id = planned(world, world.nell)

    with world.writing() as session:
        actor = world.actor(world.dan)
        service.leave(
            session, actor=actor, review_id=review_id, person_id=world.nell.id, now=world.now
        )
        with pytest.raises(NotAllowed):
            service.leave(
                session, actor=actor, review_id=review_id, person_id=world.ruth.id, now=world.now
            )

    assert who_sees(world, review_id) == {"Amina", "Dan", "Ruth"}


def test_a_guest_may_leave_and_takes_nobody_else_out(world: World) -> None:
    review_id = planned(world)
    named(world, review_id, world.ella)

    with world.writing() as session:
        actor = world.actor(world.ella)
        with pytest.raises(NotAllowed):
            service.leave(
                session, actor=actor, review_id=review_id, person_id=world.dan.id, now=world.now
            )
        service.leave(
            session, actor=actor, review_id=review_id, person_id=world.ella.id, now=world.now
        )

    assert who_sees(world, review_id) == {"Amina", "Dan", "Ruth"}


def test_a_successor_takes_over_the_place_and_what_was_picked(world: World) -> None:
    first = world.assign(world.priya, world.amina, AssignmentKind.SOCIAL_WORKER)
    review_id = planned(world, world.priya)
    picked(world, review_id, sent(world, world.dan, words="I like art."))
    world.later(days=1)
    world.unassign(first)
    world.later(days=1)

    world.assign(world.ella, world.amina, AssignmentKind.SOCIAL_WORKER)

    assert sees(world, world.ella, review_id)
    assert words_on_the_page(world, world.ella, review_id) == ["I like art."]
    assert not sees(world, world.priya, review_id)


def test_somebody_new_of_another_kind_takes_over_nothing(world: World) -> None:
    review_id = planned(world)

    world.assign(world.ella, world.amina, AssignmentKind.SOCIAL_WORKER)

    assert not sees(world, world.ella, review_id)


def leave_without_a_chair(world: World) -> UUID:
    assignment_id = world.assign(world.priya, world.amina, AssignmentKind.REVIEWING_OFFICER)
    review_id = planned(world, chair=world.priya)
    world.unassign(assignment_id)
    return review_id


def test_when_the_chair_has_left_a_manager_names_another(world: World) -> None:
    review_id = leave_without_a_chair(world)
    with world.reading() as session:
        actor = world.actor(world.joy)
        waiting = queries.without_chair(session, actor=actor, now=world.now)
        assert [one.review.id for one in waiting] == [review_id]

    with world.writing() as session:
        service.name_chair(
            session,
            actor=world.actor(world.joy),
            review_id=review_id,
            person_id=world.ruth.id,
            now=world.now,
        )

    assert who_sees(world, review_id) == {"Amina", "Dan", "Ruth"}
    with world.reading() as session:
        actor = world.actor(world.dan)
        found = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        assert not found.chair_has_left
        assert found.review.chair_id == world.ruth.id


def test_nobody_but_a_manager_names_a_chair(world: World) -> None:
    review_id = leave_without_a_chair(world)

    for person in (world.dan, world.ash, world.amina):
        with world.writing() as session, pytest.raises(NotFound):
            service.name_chair(
                session,
                actor=world.actor(person),
                review_id=review_id,
                person_id=world.ruth.id,
                now=world.now,
            )


def test_a_manager_replaces_no_chair_that_is_still_there(world: World) -> None:
    review_id = planned(world)

    with world.writing() as session, pytest.raises(AlreadyDone):
        service.name_chair(
            session,
            actor=world.actor(world.joy),
            review_id=review_id,
            person_id=world.dan.id,
            now=world.now,
        )


def test_the_new_chair_must_look_after_the_young_person(world: World) -> None:
    review_id = leave_without_a_chair(world)

    with world.writing() as session, pytest.raises(NotFound):
        service.name_chair(
            session,
            actor=world.actor(world.joy),
            review_id=review_id,
            person_id=world.ella.id,
            now=world.now,
        )


def test_a_review_wants_a_chair_until_the_young_person_was_told(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina, AssignmentKind.REVIEWING_OFFICER)
    review_id = planned(world, chair=world.priya)
    held(world, review_id, by=world.priya)
    finished(world, review_id, by=world.priya)

    world.unassign(assignment_id)

    def wants_a_chair() -> bool:
        with world.reading() as session:
            actor = world.actor(world.joy)
            return bool(queries.without_chair(session, actor=actor, now=world.now))

    assert wants_a_chair()
    told(world, review_id, by=world.dan)
    assert not wants_a_chair()
