"""Facts that must not leave are found however they are written, and other words are left alone."""

import csv
from pathlib import Path

import pytest

from voice_app.wording.protected import Fact, FactKind, can_be_found, found

HERE = Path(__file__).parent
with (HERE / "protected_facts.csv").open(encoding="utf-8", newline="") as file:
    CORPUS = list(csv.DictReader(file))
CLEAN = (HERE / "gives_nothing_away.txt").read_text("utf-8").splitlines()
FACTS = [
    Fact(FactKind(kind), value, value)
    for kind, value in sorted({(row["kind"], row["fact"]) for row in CORPUS})
]


def missed(levels: set[str]) -> list[str]:
    """The ways of writing that are not found, with all facts looked for at once."""
    return [
        row["text"]
        for row in CORPUS
        if row["level"] in levels
        and row["fact"] not in {hit.fact.value for hit in found(row["text"], FACTS)}
    ]


def test_every_exact_and_every_normalised_way_is_found() -> None:
    assert missed({"exact", "normalised"}) == []


def test_ninety_nine_in_a_hundred_disguises_are_found() -> None:
    disguised = [row for row in CORPUS if row["level"] == "disguised"]

    assert len(missed({"disguised"})) <= len(disguised) / 100


@pytest.mark.parametrize("kind", list(FactKind))
def test_each_kind_is_written_in_twelve_ways_for_three_facts_at_least(kind: FactKind) -> None:
    ways: dict[str, int] = {}
    for row in CORPUS:
        if row["kind"] == kind and row["level"] != "disguised":
            ways[row["fact"]] = ways.get(row["fact"], 0) + 1

    assert len(ways) >= 3
    assert min(ways.values()) >= 12


def test_sentences_that_give_nothing_away_are_left_alone() -> None:
    alarms = [text for text in CLEAN if found(text, FACTS)]

    assert len(CLEAN) >= 100
    assert len(alarms) <= len(CLEAN) / 20


def test_comparing_letter_by_letter_would_miss_most_of_them() -> None:
    unfound = [row for row in CORPUS if row["fact"] not in row["text"]]

    assert len(unfound) > len(CORPUS) / 2


def test_a_hit_says_where_it_stands_in_the_text_as_given() -> None:
    text = "Tea at 14\u00a0MARI\u200bGOLD  row, then home."
    (hit,) = found(text, [Fact(FactKind.ADDRESS, "14 Marigold Row, Fernley", "a")])

    assert text[hit.start : hit.end] == "14\u00a0MARI\u200bGOLD  row"
    assert hit.fact.id == "a"


def test_a_name_that_is_also_a_word_counts_with_a_capital_only() -> None:
    will = [Fact(FactKind.NAME, "Will Harrow")]

    assert found("She will come.", will) == []
    assert len(found("She asked Will to come.", will)) == 1


@pytest.mark.parametrize("value", ["", " ", "\u200b", "…", "a", "7", "🌱"])
def test_a_fact_that_says_nothing_finds_nothing_and_is_refused(value: str) -> None:
    facts = [Fact(kind, value) for kind in FactKind]

    assert found("A whole text, a 7 in it. 🌱", facts) == []
    assert [fact for fact in facts if can_be_found(fact)] == []


def test_every_fact_of_the_corpus_can_be_looked_for_and_half_a_number_cannot() -> None:
    assert [fact for fact in FACTS if not can_be_found(fact)] == []
    assert not can_be_found(Fact(FactKind.PHONE, "01632"))


@pytest.mark.parametrize(
    ("name", "found_in", "not_in"),
    [
        ("Jo", "Jo rings on Friday.", "The banjo or the drum. jo"),
        ("Bo Larkin", "Ask Bo about it.", "She sat on the bough."),
        ("Do An", "DO  AN was there.", "Do not ring. An aunt may."),
        ("李明", "她和李明一起去。", "她和李红一起去。"),
        ("สมชาย", "เธออยู่กับสมชายทุกวัน", "เธออยู่กับสมศรีทุกวัน"),
        ("محمد", "رأيت مح\u0640\u0640\u0640مد هناك.", "رأيت أحمد هناك."),
    ],
)
def test_short_names_and_names_in_other_scripts_are_found(
    name: str, found_in: str, not_in: str
) -> None:
    fact = Fact(FactKind.NAME, name)

    assert len(found(found_in, [fact])) == 1
    assert found(not_in, [fact]) == []
