"""What an answer must hold, when it is late, and which wishes still wait."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from voice_app.answers import rules
from voice_app.answers.rules import Decision, Missing, VerdictValue, WishState

TODAY = date(2026, 6, 4)
#: The four that are real answers.
ANSWERS = (WishState.YES, WishState.PARTLY, WishState.NOT_NOW, WishState.NO)
#: Since when the young person has a place here.
MADE_ON = TODAY - timedelta(days=30)
NEXT_WEEK = TODAY + timedelta(days=7)

WHOLE = Decision(
    state=WishState.PARTLY,
    what_happens="Yes to Saturdays, with Northside.",
    because="The old pitch is not safe for now.",
    decided_by="Dan Hughes and Ruth Okoro",
    decided_on=TODAY,
    look_again_on=NEXT_WEEK,
)


@pytest.mark.parametrize(
    "state", [WishState.YES, WishState.PARTLY, WishState.NOT_NOW, WishState.NO]
)
def test_a_whole_answer_needs_nothing_more(state: WishState) -> None:
    assert rules.missing(replace(WHOLE, state=state), today=TODAY, since=MADE_ON) == ()


@pytest.mark.parametrize(
    "state", [WishState.YES, WishState.PARTLY, WishState.NOT_NOW, WishState.NO]
)
@pytest.mark.parametrize(
    ("without", "missing"),
    [
        ({"what_happens": " \n"}, Missing.WHAT_HAPPENS),
        ({"because": ""}, Missing.BECAUSE),
        ({"because": "\u200b\u2800"}, Missing.BECAUSE),
        ({"decided_by": " "}, Missing.DECIDED_BY),
        ({"decided_on": None}, Missing.DECIDED_ON),
        ({"decided_on": TODAY + timedelta(days=1)}, Missing.DECIDED_IN_THE_FUTURE),
        ({"decided_on": MADE_ON - timedelta(days=1)}, Missing.DECIDED_TOO_EARLY),
        ({"decided_on": date(1, 1, 1)}, Missing.DECIDED_TOO_EARLY),
        ({"look_again_on": TODAY}, Missing.LOOK_AGAIN_IN_THE_PAST),
        ({"look_again_on": date(2062, 6, 4)}, Missing.LOOK_AGAIN_TOO_LATE),
    ],
)
def test_an_answer_says_what_it_lacks(
    state: WishState, without: dict[str, object], missing: Missing
) -> None:
    decision = replace(WHOLE, state=state, **without)  # type: ignore[arg-type]

    assert rules.missing(decision, today=TODAY, since=MADE_ON) == (missing,)


@pytest.mark.parametrize(
    ("state", "is_owed"),
    [
        (WishState.YES, False),
        (WishState.PARTLY, True),
        (WishState.NOT_NOW, True),
        (WishState.NO, False),
    ],
)
def test_only_partly_and_not_now_owe_a_day_to_look_again(state: WishState, is_owed: bool) -> None:
    decision = replace(WHOLE, state=state, look_again_on=None)

    assert (Missing.LOOK_AGAIN_ON in rules.missing(decision, today=TODAY, since=MADE_ON)) is is_owed


def test_being_looked_at_needs_nothing() -> None:
    promise = Decision(state=WishState.BEING_LOOKED_AT)

    assert rules.missing(promise, today=TODAY, since=MADE_ON) == ()


def test_nobody_answers_with_not_answered() -> None:
    decision = replace(WHOLE, state=WishState.NOT_ANSWERED)

    assert rules.missing(decision, today=TODAY, since=MADE_ON) == (Missing.STATE,)


@pytest.mark.parametrize("state", WishState)
@pytest.mark.parametrize("verdict", [None, *VerdictValue])
def test_a_wish_is_open_until_its_answer_is_ok_or_nobody_minds(
    state: WishState, verdict: VerdictValue | None
) -> None:
    waits = state in {WishState.NOT_ANSWERED, WishState.BEING_LOOKED_AT}
    minds = verdict in {VerdictValue.NOT_OK, VerdictValue.DONT_UNDERSTAND}

    assert rules.is_open(state, verdict) is (waits or minds)


@pytest.mark.parametrize(
    ("state", "day", "late"),
    [
        (WishState.NOT_ANSWERED, TODAY, 0),
        (WishState.NOT_ANSWERED, TODAY + timedelta(days=1), 1),
        (WishState.BEING_LOOKED_AT, TODAY + timedelta(days=3), 3),
        (WishState.NO, TODAY + timedelta(days=3), 0),
        (WishState.NOT_ANSWERED, TODAY - timedelta(days=3), 0),
    ],
)
def test_an_answer_is_late_from_the_day_after_it_was_due(
    state: WishState, day: date, late: int
) -> None:
    assert rules.days_late(state, due_on=TODAY, today=day) == late
