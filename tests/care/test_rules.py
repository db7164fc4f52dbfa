"""When somebody is next at work, which days count, and how a code is spelt: no database needed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from voice_app.care import rules
from voice_app.care.rules import Away, Hours
from voice_app.care.rules.hours import is_bank_holiday
from voice_app.care.rules.looking_after import is_live as counts
from voice_app.core.clock import LONDON

OFFICE = [Hours(weekday, time(9), time(17)) for weekday in range(5)]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time on the clock in London, in June 2026 (the 16th is a Tuesday)."""
    return datetime(2026, 6, day, hour, minute, tzinfo=LONDON)


def test_somebody_at_work_is_there_now() -> None:
    assert rules.next_at_work(OFFICE, [], at(16, 10)) == at(16, 10)


def test_at_night_they_are_back_in_the_morning() -> None:
    assert rules.next_at_work(OFFICE, [], at(16, 22)) == at(17, 9)


def test_when_the_day_has_just_ended_they_are_gone() -> None:
    assert rules.next_at_work(OFFICE, [], at(16, 16, 59)) == at(16, 16, 59)
    assert rules.next_at_work(OFFICE, [], at(16, 17)) == at(17, 9)


def test_on_friday_evening_they_are_back_on_monday() -> None:
    assert rules.next_at_work(OFFICE, [], at(19, 18)) == at(22, 9)


def test_days_away_do_not_count() -> None:
    away = [Away(date(2026, 6, 17), date(2026, 6, 18))]

    assert rules.next_at_work(OFFICE, away, at(16, 20)) == at(19, 9)


def test_a_shift_in_two_parts_has_a_gap() -> None:
    hours = [Hours(1, time(14), time(18)), Hours(1, time(8), time(11))]

    assert rules.next_at_work(hours, [], at(16, 12)) == at(16, 14)


def test_nobody_can_say_when_there_are_no_hours() -> None:
    assert rules.next_at_work([], [], at(16, 10)) is None


def test_nobody_can_say_when_somebody_is_away_for_years() -> None:
    away = [Away(date(2026, 1, 1), date(2030, 1, 1))]

    assert rules.next_at_work(OFFICE, away, at(16, 10)) is None


def test_a_bank_holiday_is_a_day_away_where_it_is_one() -> None:
    good_friday = datetime(2026, 4, 3, 8, tzinfo=UTC)

    back = rules.next_at_work(OFFICE, [], good_friday, "england")

    assert back == datetime(2026, 4, 7, 9, tzinfo=LONDON)
    assert rules.next_at_work(OFFICE, [], good_friday) == datetime(2026, 4, 3, 9, tzinfo=LONDON)


def test_nine_in_the_morning_is_nine_on_the_wall_after_the_clocks_change() -> None:
    saturday = datetime(2026, 10, 24, 12, tzinfo=UTC)

    back = rules.next_at_work(OFFICE, [], saturday)

    assert back == datetime(2026, 10, 26, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked_on", "days", "due_on"),
    [
        (date(2026, 6, 16), 5, date(2026, 6, 23)),
        (date(2026, 6, 20), 1, date(2026, 6, 22)),
        (date(2026, 5, 21), 2, date(2026, 5, 26)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 6, 16), 0, date(2026, 6, 16)),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(
    asked_on: date, days: int, due_on: date
) -> None:
    assert rules.working_days_after(asked_on, days, "england") == due_on
    assert rules.working_days_between(asked_on, due_on, "england") == days


def test_where_no_bank_holidays_are_listed_only_weekends_are_left_out() -> None:
    assert rules.working_days_after(date(2026, 5, 21), 2, "scotland") == date(2026, 5, 25)
    assert rules.working_days_between(date(2026, 5, 21), date(2026, 5, 25), "scotland") == 2


def test_no_working_day_lies_in_one_weekend() -> None:
    assert rules.working_days_between(date(2026, 6, 20), date(2026, 6, 21), "england") == 0


def easter(year: int) -> date:
    """Easter Sunday by the calendar's own arithmetic, not by our list."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    (i, k), m = divmod(c, 4), (a + 11 * h) // 319
    days = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + days + 90) // 25
    return date(year, month, (h - m + days + month + 19) % 32)


def statutory_days(year: int) -> set[date]:
    """The bank holidays of England and Wales as the law puts them, for an ordinary year."""

    def monday(month: int, first: int) -> date:
        day = date(year, month, first)
        return day + timedelta(days=-day.weekday() % 7)

    good_friday, easter_monday = (easter(year) + timedelta(days=n) for n in (-2, 1))
    days = {good_friday, easter_monday, monday(5, 1), monday(5, 25), monday(8, 25)}
    for month, first in ((1, 1), (12, 25), (12, 26)):
        day = date(year, month, first)
        while day.weekday() > 4 or day in days:
            day += timedelta(days=1)
        days.add(day)
    return days


@pytest.mark.parametrize("nation", ["england", "wales"])
@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_list_of_bank_holidays_is_what_the_law_says(nation: str, year: int) -> None:
    every_day = (date(year, 1, 1) + timedelta(days=n) for n in range(366))

    listed = {day for day in every_day if is_bank_holiday(day, nation) and day.year == year}

    assert listed == statutory_days(year)


def test_an_assignment_counts_from_its_beginning_to_its_end() -> None:
    def is_live(now: datetime) -> bool:
        return counts(
            starts_at=at(16, 9), ends_at=at(17, 9), confirm_by=None, is_confirmed=False, now=now
        )

    assert [is_live(at(16, 8)), is_live(at(16, 9)), is_live(at(17, 9))] == [False, True, False]


def test_an_assignment_nobody_confirmed_runs_out() -> None:
    def is_live(now: datetime, *, is_confirmed: bool) -> bool:
        return counts(
            starts_at=at(16, 9),
            ends_at=None,
            confirm_by=at(17, 9),
            is_confirmed=is_confirmed,
            now=now,
        )

    assert is_live(at(17, 8), is_confirmed=False)
    assert not is_live(at(17, 9), is_confirmed=False)
    assert is_live(at(17, 9), is_confirmed=True)
