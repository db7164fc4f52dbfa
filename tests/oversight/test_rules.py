"""Which months are counted, how a share is said, and what is in the middle."""

from datetime import date

import pytest

from voice_app.oversight.rules import Share, in_the_middle, months_before


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 6, 16), date(2026, 3, 16)),
        (date(2026, 2, 10), date(2025, 11, 10)),
        (date(2026, 5, 31), date(2026, 2, 28)),
        (date(2028, 5, 31), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2025, 12, 31)),
    ],
)
def test_three_months_before_is_the_same_day_or_the_last_of_the_month(
    day: date, before: date
) -> None:
    assert months_before(day) == before


def test_a_percentage_is_said_of_ten_and_not_of_nine() -> None:
    assert Share(9, 9).is_of_few
    assert not Share(9, 10).is_of_few


def test_a_hundred_percent_means_all_of_them() -> None:
    assert Share(199, 200).percent == 99
    assert Share(200, 200).percent == 100
    assert Share(0, 0).percent == 0


def test_one_answer_that_took_very_long_does_not_move_the_middle() -> None:
    assert in_the_middle([1, 2, 90]) == 2
    assert in_the_middle([1, 2, 3, 90]) == 3
    assert in_the_middle([]) is None
