"""When an alert is due, who is next, and what closing it takes."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from voice_app.alerts import rules
from voice_app.alerts.rules import AlertKind, Step
from voice_app.care.rules import Away, Hours
from voice_app.core.actor import Level, Role
from voice_app.core.clock import LONDON

DANS = [Hours(weekday, time(9), time(17, 30)) for weekday in range(5)]
#: Works in the evening only.
EVENINGS = [Hours(weekday, time(18), time(21)) for weekday in range(5)]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of June 2026 in London; the 16th is a Tuesday."""
    return datetime(2026, 6, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("raised", "due"),
    [
        (at(16, 10), at(16, 11)),
        # In the night the clock waits for the morning.
        (at(16, 20, 52), at(17, 10)),
        # A quarter of an hour is left of the day, so three quarters of the next count.
        (at(16, 17, 15), at(17, 9, 45)),
        # Friday night is Monday's.
        (at(19, 22), at(22, 10)),
    ],
)
def test_the_clock_runs_while_dan_is_at_work(raised: datetime, due: datetime) -> None:
    assert rules.due(DANS, [], raised, within=rules.SEE_WITHIN, nation="england") == due


def test_leave_and_odd_hours_do_not_hold_it_up() -> None:
    fortnight = [Away(date(2026, 6, 15), date(2026, 6, 28))]
    for hours, away in ((DANS, fortnight), (EVENINGS, []), ((), ())):
        due = rules.due(hours, away, at(16, 10), within=rules.SEE_WITHIN, nation="england")
        assert due == at(16, 11)


def test_somebody_who_works_late_is_asked_before_the_office_opens() -> None:
    due = rules.due(EVENINGS, [], at(16, 19), within=rules.SEE_WITHIN, nation="england")

    assert due == at(16, 20)


def test_a_bank_holiday_is_no_working_day() -> None:
    boxing_day_observed = datetime(2026, 12, 28, 10, tzinfo=LONDON)

    due = rules.due(DANS, [], boxing_day_observed, within=rules.SEE_WITHIN, nation="england")

    assert due == datetime(2026, 12, 29, 10, tzinfo=LONDON)


def test_a_day_to_act_may_take_two() -> None:
    due = rules.due(DANS, [], at(16, 14), within=rules.ACT_WITHIN, nation="england")

    assert due == at(17, 13, 30)


def test_the_hour_survives_the_change_of_clocks() -> None:
    saturday = datetime(2026, 10, 24, 22, tzinfo=LONDON)

    due = rules.due(DANS, [], saturday, within=timedelta(hours=1), nation="england")

    assert due == datetime(2026, 10, 26, 10, tzinfo=LONDON)


def test_one_after_the_other_is_told_and_then_the_managers() -> None:
    dan, nell = uuid4(), uuid4()

    assert rules.next_step(None, [dan, nell], []) == (Step.OWNER, dan)
    assert rules.next_step(Step.OWNER, [dan, nell], [dan]) == (Step.DEPUTY, nell)
    assert rules.next_step(Step.DEPUTY, [dan, nell], [dan, nell]) == (Step.LEAD, None)


def test_where_nobody_is_left_it_is_the_managers_at_once() -> None:
    dan = uuid4()

    assert rules.next_step(None, [], []) == (Step.LEAD, None)
    assert rules.next_step(Step.OWNER, [dan], [dan]) == (Step.LEAD, None)
    assert rules.next_step(Step.OWNER, [], [dan]) == (Step.LEAD, None)


def test_only_a_young_person_raises_one_and_only_workers_know_of_others() -> None:
    assert rules.may_raise(Role.YOUNG_PERSON, Level.LETTERBOX)
    assert not rules.may_raise(Role.MANAGER, Level.TWO_FACTORS)
    assert rules.may_know(Role.STAFF, Level.TWO_FACTORS)
    assert not rules.may_know(Role.STAFF, Level.ONE_FACTOR)
    for role in (Role.ADMINISTRATOR, Role.CARER, Role.YOUNG_PERSON):
        assert not rules.may_know(role, Level.TWO_FACTORS)


def test_closing_takes_what_was_done_and_how_they_were_told() -> None:
    assert rules.may_close("I rang.", "On the phone.")
    assert not rules.may_close("I rang.", " \u200b")
    assert not rules.may_close("\n", "On the phone.")


def test_there_are_two_things_to_say() -> None:
    assert [kind.value for kind in AlertKind] == ["not_safe", "contact_me"]
