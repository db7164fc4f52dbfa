"""Words that harm are noticed in what adults write, with why and with better ones."""

import csv
import time
from pathlib import Path

import pytest

from voice_app.wording import guide

with (Path(__file__).parent / "guide_examples.csv").open(encoding="utf-8", newline="") as file:
    EXAMPLES = [(row["words"], row["hit"], row["near"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("words", "hit", "near"), EXAMPLES, ids=[one[0][:30] for one in EXAMPLES])
def test_each_row_is_noticed_where_it_is_said_and_nowhere_else(
    words: str, hit: str, near: str
) -> None:
    assert [one.row.words for one in guide.hits(hit)] == [words]
    assert guide.hits(near) == []


def test_every_row_has_its_example_its_reason_and_its_better_words() -> None:
    rows = guide.rows()

    assert [row.words for row in rows] == [words for words, _hit, _near in EXAMPLES]
    assert len(rows) >= 70
    assert all(row.why.endswith(".") and row.better.endswith((".", "…")) for row in rows)
    assert all(row.source for row in rows)


@pytest.mark.parametrize(
    "quoted",
    [
        "She said “I am a victim” and cried.",
        'She said "I am a victim" and cried.',
        "She said ‘I’m a victim’ and cried.",
        "She said 'I am a victim' and cried.",
    ],
)
def test_what_somebody_said_is_left_alone(quoted: str) -> None:
    assert guide.hits(quoted) == []
    assert len(guide.hits(quoted + " She is a victim.")) == 1


def test_a_quotation_that_is_never_closed_hides_nothing() -> None:
    for opens, closes in (("“", "”"), ("‘", "’")):
        text = f"{opens}She is a victim. Her mum says {opens}quiet{closes} now."
        assert len(guide.hits(text)) == 1


@pytest.mark.parametrize("many", ["“", " ‘a", " '", "going" + "-" * 99, "“x” victim "])
def test_a_long_odd_text_is_looked_through_in_its_stride(many: str) -> None:
    """Four times the text must not take sixteen times as long."""

    def seconds(letters: int) -> float:
        text = many * (letters // len(many))
        tries = []
        for _ in range(3):
            began = time.process_time()
            guide.hits(text)
            tries.append(time.process_time() - began)
        return min(tries)

    guide.rows()
    assert seconds(40_000) < 10 * seconds(10_000) + 0.05


def test_an_apostrophe_opens_no_quotation() -> None:
    assert len(guide.hits("It’s Amina’s view that she is a victim, isn’t it?")) == 1


def test_where_two_rows_meet_the_longer_is_told_once() -> None:
    (hit,) = guide.hits("There was a placement breakdown.")

    assert "placement breakdown" in hit.row.words


def test_a_hit_says_where_and_names_the_child() -> None:
    text = "He KEEPS  going\nmissing."
    (hit,) = guide.hits(text)

    assert text[hit.start : hit.end] == "KEEPS  going\nmissing"
    assert hit.row.better_for("Leo") == "Leo was missing … times, and may have been taken."
