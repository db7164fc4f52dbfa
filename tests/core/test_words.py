"""What nobody can see is nothing written, in any script; what can be seen always counts."""

import pytest

from voice_app.core.words import are_written

ZERO_WIDTH, BIDI, SELECTOR, BRAILLE_BLANK = "\u200b\u200d", "\u202e\u2066\u2069", "\ufe0f", "\u2800"


@pytest.mark.parametrize(
    "unseen",
    [
        None,
        "",
        " \n\t\r\n",
        "\u00a0\u3000\u2003",
        ZERO_WIDTH,
        BIDI,
        SELECTOR,
        BRAILLE_BLANK,
        "\ufeff\u00ad\u034f",
        "\u3164\u115f\uffa0",
        "\U000e0067\U000e007f",
        "\x01\x7f\x9f",
        f" {ZERO_WIDTH}\n{BIDI}{SELECTOR}{BRAILLE_BLANK} ",
    ],
)
def test_what_nobody_can_see_is_nothing_written(unseen: str | None) -> None:
    assert not are_written(unseen)


@pytest.mark.parametrize(
    "seen",
    [
        "a",
        ".",
        f"{BIDI}no{BIDI}",
        "❤\ufe0f",
        "👩\u200d👧",
        "🏴\U000e0067\U000e0062\U000e007f",
        "مي\u200cخواهم",
        "\u0600",
        "⠓",
        "ᠮ",
        "가",
        "\0",
        "\ud800",
        "\u0301",
    ],
)
def test_one_letter_that_can_be_seen_is_enough(seen: str) -> None:
    assert are_written(seen)
