"""Planning a review: one at a time, on a day to come, and moved with a reason."""

from uuid import UUID, uuid4

import pytest

from tests.reviews.telling import held, in_days, over, planned, state_of
from tests.support.world import World
from voice_app.core import vault
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.record.models import TrailEvent
from voice_app.reviews import queries, service
from voice_app.reviews.models import Move, Review, ReviewMember
from voice_app.reviews.rules import ReviewKind, ReviewState


def move(world: World, review_id: UUID, days: int, because: str = "The school is shut.") -> None:
    with world.writing() as session:
        service.move(
            session,
            actor=world.actor(world.dan),
            review_id=review_id,
            to_on=in_days(world, days),
            because=because,
            now=world.now,
        )


def test_whoever_plans_a_review_and_whoever_runs_it_belong_to_it(world: World) -> None:
    review_id = planned(world, world.nell)

    with world.reading() as session:
        found = queries.get(
            session, actor=world.actor(world.dan), review_id=review_id, now=world.now
        )
        members, _ = queries.people_at(session, found.review, now=world.now)

    assert (members[0].first_name, members[0].is_chair) == ("Ruth", True)
    assert {one.first_name for one in members} == {"Ruth", "Dan", "Nell"}
    assert state_of(world, review_id) is ReviewState.PLANNED


def test_nobody_plans_for_a_young_person_they_do_not_look_after(world: World) -> None:
    for person in (world.ella, world.finn, world.joy, world.ash, world.leo):
        with pytest.raises(NotFound):
            planned(world, by=person)


def test_nobody_is_put_into_a_review_unseen_by_those_who_assign(world: World) -> None:
    with pytest.raises(NotFound):
        planned(world, world.ella)
    with pytest.raises(NotFound):
        planned(world, chair=world.finn)


def test_a_review_is_not_planned_for_a_day_that_is_past(world: World) -> None:
    with pytest.raises(service.Wrong) as wrong:
        planned(world, days=-1)

    assert wrong.value.problem is service.Problem.DAY_IS_PAST
    assert planned(world, days=0)


def test_a_review_is_neither_planned_for_nor_moved_to_a_day_years_away(world: World) -> None:
    with pytest.raises(service.Wrong) as wrong:
        planned(world, days=3 * 366)
    assert wrong.value.problem is service.Problem.DAY_TOO_FAR

    review_id = planned(world, days=600)
    with pytest.raises(service.Wrong) as wrong:
        move(world, review_id, 3 * 366)
    assert wrong.value.problem is service.Problem.DAY_TOO_FAR


def test_the_page_asks_whether_the_year_is_right(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read(f"/staff/people/{world.amina.id}/review")

    answer = dan.press("Plan it", due_on="2062-06-16", kind="first", chair=str(world.ruth.id))

    assert answer.status_code == 400
    assert "That is more than two years away. Is the year right?" in answer.text


def test_a_second_review_waits_until_people_have_met_at_the_first(world: World) -> None:
    review_id = planned(world)

    with pytest.raises(AlreadyDone):
        planned(world)

    held(world, review_id)
    assert planned(world, days=90)


def test_a_form_that_arrives_twice_plans_one_review(world: World) -> None:
    review_id = uuid4()

    for _ in range(2):
        with world.writing() as session:
            service.plan(
                session,
                actor=world.actor(world.dan),
                review_id=review_id,
                young_person_id=world.amina.id,
                kind=ReviewKind.FIRST,
                due_on=in_days(world, 7),
                chair_id=world.ruth.id,
                others=[],
                now=world.now,
            )

    with world.reading() as session:
        assert session.query(Review).count() == 1
        assert session.query(ReviewMember).count() == 2


def test_a_moved_day_keeps_where_it_was_and_why(world: World) -> None:
    review_id = planned(world, days=21)

    move(world, review_id, 28)
    move(world, review_id, 28)

    with world.reading() as session:
        assert session.get_one(Review, review_id).due_on == in_days(world, 28)
        moved = session.query(Move).one()
        assert (moved.from_on, moved.to_on) == (in_days(world, 21), in_days(world, 28))
        assert vault.opened(session, moved)["because"] == "The school is shut."
        actions = [event.action for event in session.query(TrailEvent)]
        assert actions.count("review.moved") == 1


def test_a_day_is_moved_neither_into_the_past_nor_without_a_reason(world: World) -> None:
    review_id = planned(world)

    with pytest.raises(service.Wrong) as past:
        move(world, review_id, -1)
    with pytest.raises(service.Wrong) as silent:
        move(world, review_id, 28, because="  ")

    assert past.value.problem is service.Problem.DAY_IS_PAST
    assert silent.value.problem is service.Problem.NO_REASON


def test_the_day_of_a_meeting_that_was_held_stands(world: World) -> None:
    review_id = planned(world)
    held(world, review_id)

    with pytest.raises(NotAllowed):
        move(world, review_id, 28)


def test_the_next_review_begins_where_the_last_one_was_decided(world: World) -> None:
    first = planned(world)
    over(world, first)
    world.later(days=1)
    second = planned(world)

    with world.reading() as session:
        actor = world.actor(world.dan)
        found = queries.get(session, actor=actor, review_id=second, now=world.now)
        before = queries.get(session, actor=actor, review_id=first, now=world.now)

    assert found.since == before.review.decided_at
    assert before.since is None


def test_lists_hold_what_is_not_over_the_soonest_first(world: World) -> None:
    first = planned(world, days=7)
    held(world, first)
    second = planned(world, days=90)

    with world.reading() as session:
        mine = queries.mine(session, actor=world.actor(world.dan), now=world.now)
        nobodys = queries.mine(session, actor=world.actor(world.ella), now=world.now)

    assert [one.review.id for one in mine] == [first, second]
    assert [one.called for one in mine] == ["Amina", "Amina"]
    assert nobodys == []
