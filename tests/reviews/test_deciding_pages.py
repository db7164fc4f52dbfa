"""Pages on which a review decides, and what the young person and the others are told."""

import pytest
from sqlalchemy import select

from tests.entries.telling import sent, take_back
from tests.reviews.telling import (
    decided,
    finished,
    frozen,
    held,
    in_days,
    lettered,
    picked,
    planned,
    state_of,
    told,
)
from tests.reviews.test_pages import asked, in_order, wish_id_of
from tests.support.world import World
from voice_app.answers.models import Answer
from voice_app.care.models import AssignmentKind
from voice_app.reviews.models import Review
from voice_app.reviews.rules import ReviewState

#: Who sees to it: somebody without an account.
DEED = {"owner": "Northfield School", "by_on": "2026-06-30", "shaped": "yes"}


def test_a_decision_without_a_reason_is_not_kept_and_nothing_typed_is_lost(world: World) -> None:
    review_id = planned(world)
    wish_id = wish_id_of(world, asked(world, world.ruth))
    held(world, review_id)
    ruth = world.browse(world.ruth)
    ruth.read(f"/staff/reviews/{review_id}/wishes/{wish_id}")

    answer = ruth.press(
        "Keep this decision",
        state="yes",
        what_happens="You stay at Northfield.",
        **DEED,
        shaped_by="We rang the school.",
        decided_by="Ruth Bell",
    )

    assert answer.status_code == 400
    assert "Write the reason. Every answer needs one." in answer.text
    assert "You stay at Northfield." in answer.text
    with world.reading() as session:
        assert session.query(Answer).count() == 0


def test_the_second_of_two_who_decide_at_once_sees_the_first_and_loses_nothing(
    world: World,
) -> None:
    review_id = planned(world)
    wish_id = wish_id_of(world, asked(world, world.ruth, world.dan))
    held(world, review_id)
    dan = world.browse(world.dan)
    dan.read(f"/staff/reviews/{review_id}/wishes/{wish_id}")
    decided(world, review_id, wish_id, by=world.ruth)

    answer = dan.press(
        "Keep this decision",
        state="no",
        what_happens="You move in August.",
        because="There is no room.",
        **DEED,
        shaped_by="We looked at three schools.",
        decided_by="Dan Hughes",
    )

    assert answer.status_code == 409
    assert "Ruth answered while you were writing." in answer.text
    assert "You stay at your school." in answer.text
    for typed in ("You move in August.", "Northfield School", "We looked at three schools."):
        assert typed in answer.text
    assert dan.press("Keep this decision").status_code == 200
    with world.reading() as session:
        assert session.query(Answer).count() == 2


def test_amina_is_told_and_what_is_not_ok_comes_to_the_next_review(world: World) -> None:
    review_id = planned(world)
    entry_id = asked(world, world.ruth)
    held(world, review_id)
    decided(world, review_id, wish_id_of(world, entry_id))
    ruth = world.browse(world.ruth)
    ruth.read(f"/staff/reviews/{review_id}")
    ruth.press("Everything is decided")
    amina = world.browse(world.amina)

    page = amina.read("/meeting")
    assert in_order(page, "What was decided", "I want to stay at my school.", "Yes")
    lettered(world, review_id)
    amina.read(f"/meeting/letter/{review_id}")
    assert state_of(world, review_id) is ReviewState.TOLD
    amina.press("Not OK")

    world.later(days=1)
    following = planned(world)
    shown = world.browse(world.ruth).read(f"/staff/reviews/{following}")
    assert in_order(shown, "I want to stay at my school.", "Not OK")
    held(world, following)
    with world.reading() as session:
        standing = session.scalars(select(Answer.id)).one()
    decided(world, following, wish_id_of(world, entry_id), after=standing)
    with world.reading() as session:
        assert session.query(Answer).count() == 2


def test_told_in_person_keeps_how_and_what_she_said(world: World) -> None:
    review_id = planned(world)
    held(world, review_id)
    finished(world, review_id)
    dan = world.browse(world.dan)
    dan.read(f"/staff/reviews/{review_id}/told")

    too_early = dan.press("Keep how it was told", how="On a walk.", told_on=in_days(world, 1))
    assert "That day has not come yet." in too_early.text
    long_ago = dan.press("Keep how it was told", told_on=in_days(world, -9000))
    assert "That is before their place here was made." in long_ago.text
    dan.press("Keep how it was told", told_on=in_days(world, 0), said="OK then.")

    assert state_of(world, review_id) is ReviewState.TOLD


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("0001-01-01", "Is the year right?"),
        ("2006-06-16", "That is before their place here was made."),
        ("2026-06-17", "That day has not come yet."),
    ],
)
def test_people_met_on_a_day_that_can_be(world: World, day: str, message: str) -> None:
    review_id = planned(world)
    frozen(world, review_id)
    dan = world.browse(world.dan)
    dan.read(f"/staff/reviews/{review_id}/held")

    answer = dan.press("Go on to the decisions", held_on=day, took_part="spoke")

    assert answer.status_code == 400
    assert message in answer.text
    assert state_of(world, review_id) is ReviewState.FROZEN


def test_a_manager_finds_and_fills_the_place_of_a_chair_who_left(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina, AssignmentKind.REVIEWING_OFFICER)
    review_id = planned(world, chair=world.priya)
    entry_id = sent(world, world.dan, words="Hear this first.")
    picked(world, review_id, entry_id)
    world.unassign(assignment_id)
    page = world.browse(world.dan).read(f"/staff/reviews/{review_id}")
    assert "A manager must say who does." in page
    joy = world.browse(world.joy)

    joy.read("/staff/reviews")
    chosen = joy.read(f"/staff/reviews/{review_id}/chair")
    assert "Hear this first." not in chosen
    joy.press("Let them run it", person=world.ruth.id)

    assert "Ruth Bell runs it." in world.browse(world.dan).read(f"/staff/reviews/{review_id}")
    assert joy.get(f"/staff/reviews/{review_id}").status_code == 404
    assert joy.get(f"/staff/reviews/{review_id}/chair").status_code == 409


def test_nobody_else_opens_the_managers_page(world: World) -> None:
    review_id = planned(world)

    for person in (world.dan, world.ruth, world.ash, world.amina):
        answer = world.browse(person).get(f"/staff/reviews/{review_id}/chair")
        assert answer.status_code == 404


def test_a_wish_taken_back_leaves_the_page_of_decisions(world: World) -> None:
    review_id = planned(world)
    entry_id = asked(world, world.ruth)
    wish_id = wish_id_of(world, entry_id)
    held(world, review_id)
    world.later(hours=1)

    take_back(world, entry_id)

    answer = world.browse(world.ruth).get(f"/staff/reviews/{review_id}/wishes/{wish_id}")
    assert answer.status_code == 404


@pytest.mark.parametrize("way", ["up", "down"])
def test_words_that_are_not_in_cannot_be_moved(world: World, way: str) -> None:
    planned(world)
    entry_id = sent(world, world.dan)

    answer = world.browse(world.amina).send(f"/meeting/words/{entry_id}/{way}")

    assert answer.status_code == 404


def test_whoever_told_it_in_person_stands_on_the_record(world: World) -> None:
    review_id = planned(world)
    held(world, review_id)
    finished(world, review_id)

    told(world, review_id, by=world.dan)

    with world.reading() as session:
        assert session.get_one(Review, review_id).told_by_id == world.dan.id


def test_the_page_of_a_decision_says_its_language_and_when_an_answer_was_promised(
    world: World,
) -> None:
    review_id = planned(world)
    wish_id = wish_id_of(world, asked(world, world.ruth))
    held(world, review_id)

    page = world.browse(world.ruth).read(f"/staff/reviews/{review_id}/wishes/{wish_id}")

    assert '<html lang="en-GB" dir="ltr" data-set="plain"' in page
    assert "An answer by Tuesday 23 June." in page
