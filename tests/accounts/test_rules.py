"""What is taken as a PIN, a passphrase or a code, and how long things last."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_app.accounts.rules import codes, links, passphrases, pins, sessions, tries
from voice_app.accounts.rules.digits import plain_digits
from voice_app.accounts.rules.passphrases import PassphraseProblem
from voice_app.accounts.rules.pins import PinProblem
from voice_app.core.actor import Level

NOW = datetime(2026, 6, 16, 9, 0, tzinfo=UTC)
DAN = ("Dan Hughes", "dan.hughes")


@pytest.mark.parametrize("pin", ["7294", "83051", "604917", "91 73 08 46", "٧٢٩٤"])
def test_four_to_eight_digits_make_a_pin(pin):
    assert pins.problem_with(pin) is None


@pytest.mark.parametrize("pin", ["", "729", "729415836", "72a4", "7294!", "½¾⅓⅔", "²³⁴⁵"])
def test_nothing_else_is_a_pin(pin):
    assert pins.problem_with(pin) is PinProblem.LENGTH


@pytest.mark.parametrize(
    "pin",
    ["0000", "77777777", "1234", "8765", "7890", "2468", "1212", "494949", "1998", "2012", "2580"],
)
def test_a_pin_that_a_stranger_tries_first_is_refused(pin):
    assert pins.problem_with(pin) is PinProblem.OBVIOUS


def test_the_last_tries_are_counted_out_and_ten_close_the_phone():
    assert [pins.tries_to_tell(wrong) for wrong in (1, 4, 5, 6, 9)] == [None, None, 5, 4, 1]
    assert not pins.is_closed(9)
    assert pins.is_closed(10)


@given(st.text())
def test_digits_are_digits_or_nothing(typed):
    found = plain_digits(typed)

    assert found is None or found == "" or (found.isascii() and found.isdigit())


@pytest.mark.parametrize(
    "passphrase",
    [
        "kettle lantern 7 orchard",
        "ünïcödé wörds áré fïné",
        "ضفدع أزرق يقرأ ورقة",
        "🦊🌧🚲🧦🥁🌻🪁🧩🐝🍞🎈🦉🌊🥾🪴",
        "<script>alert(1)</script>",
        "x7$kQ!m2pVz9#Lw",
        "planning the garden wall",
        "k" + "ettle lantern orchard " * 40 + "y",
    ],
)
def test_what_is_long_and_ones_own_is_a_passphrase(passphrase):
    assert passphrases.problem_with(passphrase, names=("Ann Lloyd",)) is None


@pytest.mark.parametrize(
    ("passphrase", "problem"),
    [
        ("kettle lantern", PassphraseProblem.SHORT),
        ("", PassphraseProblem.SHORT),
        ("😀" * 14, PassphraseProblem.SHORT),
        ("kettle lantern orchard " * 44, PassphraseProblem.LONG),
        ("dan likes his tea strong", PassphraseProblem.NAME),
        ("all the hugheses at home", PassphraseProblem.NAME),
        ("ＨＵＧＨＥＳ kettle lantern", PassphraseProblem.NAME),
        ("correct horse battery staple", PassphraseProblem.COMMON),
        ("Correct-Horse-Battery-Staple99!", PassphraseProblem.COMMON),
        ("2024 c0rrecth0rsebatterystaple", PassphraseProblem.COMMON),
        ("P@ssw0rd1234567!", PassphraseProblem.COMMON),
        ("1234567890 password", PassphraseProblem.COMMON),
        ("Safeguarding2026", PassphraseProblem.COMMON),
        ("qwertyuiopasdfghjkl", PassphraseProblem.COMMON),
        ("1qaz2wsx3edc4rfv", PassphraseProblem.COMMON),
        ("abcdefghijklmnop", PassphraseProblem.COMMON),
        ("98765432109876543", PassphraseProblem.COMMON),
        ("kettlekettlekettle", PassphraseProblem.COMMON),
        ("aaaaaaaaaaaaaaab", PassphraseProblem.COMMON),
        ("1111222233334444", PassphraseProblem.COMMON),
        ("😀" * 20, PassphraseProblem.COMMON),
    ],
)
def test_what_is_short_common_or_ones_name_is_none(passphrase, problem):
    assert passphrases.problem_with(passphrase, names=DAN) is problem


def test_a_short_name_counts_only_where_it_stands_alone():
    assert passphrases.problem_with("planning an annual fair", names=("Ann",)) is None
    assert passphrases.problem_with("for ann and her kettle", names=("Ann",)) is not None


@given(st.text(min_size=15, max_size=200))
def test_any_text_gets_an_answer_and_the_same_bytes_twice(text):
    passphrases.problem_with(text, names=DAN)

    assert passphrases.as_bytes(text) == passphrases.as_bytes(passphrases.normal(text))


def test_every_common_passphrase_is_refused_as_it_stands_in_the_file():
    lines = passphrases.COMMON.read_text(encoding="utf-8").splitlines()
    common = [line for line in lines if line and not line.startswith("#")]
    long = [line for line in common if len(line) >= passphrases.SHORTEST]

    assert len(long) > 200
    for line in long:
        assert passphrases.problem_with(line, names=()) is PassphraseProblem.COMMON, line


def test_the_waits_grow_from_nothing_to_an_hour():
    waits = [tries.wait_after(wrong) for wrong in range(30)]

    assert waits[:4] == [timedelta(0)] * 4
    assert waits[4] == timedelta(seconds=15)
    assert waits == sorted(waits)
    assert waits[-1] == tries.LONGEST_WAIT


def test_at_most_ten_guesses_fit_into_five_minutes_and_a_hundred_into_three_days():
    def guesses_within(span):
        at, made = timedelta(0), 0
        while at <= span:
            made += 1
            at += tries.wait_after(made)
        return made

    assert guesses_within(timedelta(minutes=5)) <= 10
    assert guesses_within(timedelta(days=3)) <= 100


def test_old_guesses_are_forgotten_after_a_day_without_any():
    day = timedelta(days=1)

    assert tries.is_forgotten(first_at=NOW - day, blocked_until=None, now=NOW)
    assert not tries.is_forgotten(first_at=NOW - day / 2, blocked_until=None, now=NOW)
    assert not tries.is_forgotten(first_at=NOW - 9 * day, blocked_until=NOW - day / 2, now=NOW)


@pytest.mark.parametrize("level", [Level.OPEN, Level.ONE_FACTOR, Level.TWO_FACTORS])
def test_a_session_is_good_until_the_very_moment_it_is_too_old(level):
    span = sessions.SPANS[level]
    tick = timedelta(microseconds=1)

    def live(*, idle, age):
        began = NOW - age
        return sessions.is_live(
            level=level,
            seen_at=NOW - idle,
            ends_at=began + span.absolute,
            ended_at=None,
            now=NOW,
        )

    assert live(idle=span.idle - tick, age=span.absolute - tick)
    assert not live(idle=span.idle, age=span.idle)
    assert not live(idle=timedelta(0), age=span.absolute)


def test_a_second_person_approves_and_never_the_one_it_is_for():
    ash, joy, dan = uuid4(), uuid4(), uuid4()

    assert links.may_approve(joy, maker_id=ash, person_id=dan)
    assert not links.may_approve(ash, maker_id=ash, person_id=dan)
    assert not links.may_approve(dan, maker_id=ash, person_id=dan)
    assert links.may_make(ash, dan)
    assert not links.may_make(dan, dan)


def test_a_link_is_good_for_three_days_once():
    good = {"used_at": None, "ended_at": None, "now": NOW}
    tick = timedelta(microseconds=1)

    assert links.is_good(expires_at=NOW + tick, **good)
    assert not links.is_good(expires_at=NOW, **good)
    assert not links.is_good(expires_at=None, **good)
    assert not links.is_good(expires_at=NOW + tick, **{**good, "used_at": NOW})
    assert not links.is_good(expires_at=NOW + tick, **{**good, "ended_at": NOW})


def test_a_code_is_read_however_it_is_typed():
    assert codes.app_code("123 456") == "123456"
    assert codes.app_code("12345") is None
    assert codes.app_code("ABCD-EFGH-JKMN") is None
    assert codes.recovery_code("abcd efgh-jkmn") == "ABCDEFGHJKMN"
    assert codes.recovery_code("0il1-o0uv") == "01110 0VV".replace(" ", "")
