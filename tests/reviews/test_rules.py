"""What may still change about a review, and what its page may hold."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from voice_app.core.actor import Role
from voice_app.reviews import rules
from voice_app.reviews.rules import ReviewState, Unit

TODAY = date(2026, 6, 2)
NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)


def test_only_one_review_is_coming_at_a_time():
    assert rules.may_plan([])
    assert rules.may_plan([ReviewState.HELD, ReviewState.TOLD])
    assert not rules.may_plan([ReviewState.TOLD, ReviewState.PLANNED])


@pytest.mark.parametrize("state", ReviewState)
def test_the_day_stands_once_people_have_met_and_picks_once_the_pack_is_frozen(state):
    is_open = state in (ReviewState.PLANNED, ReviewState.PREPARING)

    assert rules.may_pick(state) is is_open
    assert rules.may_change_the_day(state) is (is_open or state is ReviewState.FROZEN)


@pytest.mark.parametrize("state", ReviewState)
def test_people_meet_over_a_frozen_pack_and_in_further_parts_until_it_is_decided(state):
    assert rules.may_hold(state) is (state in (ReviewState.FROZEN, ReviewState.HELD))


def test_a_meeting_is_not_held_before_its_day():
    assert rules.has_come(TODAY, TODAY)
    assert not rules.has_come(TODAY + timedelta(days=1), TODAY)


@pytest.mark.parametrize("state", ReviewState)
def test_a_pack_is_frozen_when_it_was_checked_or_with_a_reason(state):
    is_open = state in (ReviewState.PLANNED, ReviewState.PREPARING)

    assert rules.may_freeze(state, is_checked=True, because="") is is_open
    assert rules.may_freeze(state, is_checked=False, because="She was ill.") is is_open
    for nothing in ("  ", "\u200b", "\u2800"):
        assert not rules.may_freeze(state, is_checked=False, because=nothing)
    assert rules.may_thaw(state) is (state is ReviewState.FROZEN)


def test_a_check_stands_for_the_same_words_in_the_same_order():
    first, second = uuid4(), uuid4()

    assert rules.check_stands([first, second], [first, second])
    assert not rules.check_stands([first, second], [second, first])
    assert not rules.check_stands([first], [first, second])


@pytest.mark.parametrize("state", ReviewState)
def test_wishes_are_decided_between_the_meeting_and_its_end(state):
    assert rules.may_decide(state) is (state is ReviewState.HELD)
    assert rules.may_tell(state) is (state is ReviewState.DECIDED)


def test_preparing_begins_once_and_never_again():
    assert rules.after_preparing(ReviewState.PLANNED) is ReviewState.PREPARING
    assert rules.after_preparing(ReviewState.HELD) is ReviewState.HELD


def test_only_people_who_work_with_young_people_belong_to_a_review():
    assert {role for role in Role if rules.may_belong(role)} == {Role.STAFF, Role.MANAGER}


def test_only_a_manager_names_a_chair_and_only_when_the_old_one_left():
    assert rules.may_name_chair(Role.MANAGER, chair_has_left=True)
    assert not rules.may_name_chair(Role.MANAGER, chair_has_left=False)
    assert not rules.may_name_chair(Role.STAFF, chair_has_left=True)


def test_only_its_author_takes_a_text_out_and_only_before_the_meeting():
    author, other = uuid4(), uuid4()

    assert rules.may_withdraw(ReviewState.PREPARING, author_id=author, person_id=author)
    assert not rules.may_withdraw(ReviewState.PREPARING, author_id=author, person_id=other)
    assert not rules.may_withdraw(ReviewState.HELD, author_id=author, person_id=author)


def test_words_taken_back_leave_the_page_unless_people_had_met_over_them():
    before, after = NOON - timedelta(hours=1), NOON + timedelta(hours=1)

    assert rules.stays_on_the_page(taken_back_at=None, is_erased=False, held_at=None)
    assert rules.stays_on_the_page(taken_back_at=after, is_erased=False, held_at=NOON)
    assert not rules.stays_on_the_page(taken_back_at=before, is_erased=False, held_at=NOON)
    assert not rules.stays_on_the_page(taken_back_at=before, is_erased=False, held_at=None)
    assert not rules.stays_on_the_page(taken_back_at=None, is_erased=True, held_at=NOON)


def test_a_guest_named_after_the_picking_waits_for_the_young_persons_yes():
    picked = {"picked_at": NOON}
    early, late = NOON - timedelta(days=1), NOON + timedelta(days=1)

    assert rules.may_read_pick(is_guest=True, joined_at=early, welcomed_at=None, **picked)
    assert not rules.may_read_pick(is_guest=True, joined_at=late, welcomed_at=None, **picked)
    assert rules.may_read_pick(is_guest=True, joined_at=late, welcomed_at=late, **picked)


def test_whoever_takes_over_from_a_worker_reads_what_was_picked():
    late = NOON + timedelta(days=1)

    assert rules.may_read_pick(is_guest=False, joined_at=late, welcomed_at=None, picked_at=NOON)


def test_a_pick_moves_one_place_and_stays_put_at_the_edge():
    first, second, third = uuid4(), uuid4(), uuid4()
    order = [first, second, third]

    assert rules.moved(order, second, up=True) == [second, first, third]
    assert rules.moved(order, second, up=False) == [first, third, second]
    assert rules.moved(order, first, up=True) == order
    assert rules.moved(order, third, up=False) == order


@pytest.mark.parametrize(
    ("days", "unit", "count"),
    [
        (-1, Unit.PAST, 0),
        (0, Unit.TODAY, 0),
        (1, Unit.TOMORROW, 0),
        (2, Unit.DAYS, 2),
        (9, Unit.DAYS, 9),
        (10, Unit.WEEKS, 1),
        (21, Unit.WEEKS, 3),
        (59, Unit.WEEKS, 8),
        (60, Unit.MONTHS, 2),
        (182, Unit.MONTHS, 6),
    ],
)
def test_a_day_far_away_is_told_in_weeks_and_months(days, unit, count):
    assert rules.distance(TODAY + timedelta(days=days), TODAY) == rules.Distance(unit, count)
