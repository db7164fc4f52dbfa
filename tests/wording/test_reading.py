"""Long sentences of adults are found; short ones, lists and other scripts are left alone."""

import pytest

from voice_app.wording.reading import LONGEST_SENTENCE, long_sentences

LONG = " ".join(["word"] * (LONGEST_SENTENCE + 1))


def test_a_sentence_of_twenty_words_is_fine_and_one_more_is_long() -> None:
    assert long_sentences(LONG.removesuffix(" word") + ".") == []
    assert long_sentences(f"Short. {LONG}. Short again.") == [f"{LONG}."]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Quiet on Saturday nights. " * 10,
        "“He said no.” " * 12,
        "\n".join(["Football on Saturdays", "What helps at home"] * 8),
        "هل أنت بخير؟ " * 3,
    ],
)
def test_short_sentences_are_never_long_together(text: str) -> None:
    assert long_sentences(text) == []
