"""Every proof, in small, keeps its limits."""

import re

import pytest

from tests.prove import at_least, at_most, exactly, is_timed, needs, proofs
from tests.prove.__main__ import measure
from tests.support.system import ROOT, install


@pytest.mark.timeout(600)  # they measure what takes long; what is too slow says its own limit
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.timed] * is_timed(name)) for name in proofs()]
)
def test_every_limit_is_kept_in_small(name):
    missing = [need.advice for need in needs(name) if not install(need)]
    if missing:
        pytest.skip(" ".join(missing))

    figures = measure(name, "small")

    assert figures
    assert [figure for figure in figures if not figure.passed] == []


def test_a_figure_knows_whether_it_keeps_its_limit():
    assert at_most("size", 60, "KB", 60).passed
    assert not at_most("size", 60.1, "KB", 60).passed
    assert at_least("sends", 600, "", 600).passed
    assert not at_least("sends", 599, "", 600).passed
    assert exactly("lost", 0, "", 0).passed
    assert not exactly("lost", 1, "", 0).passed


def test_a_proof_of_seconds_or_milliseconds_says_that_it_is_timed():
    measured = {name for name in proofs() if re.search(r'"(s|ms|times|/s)"', source(name))}

    assert measured
    assert [name for name in measured if not is_timed(name)] == []


def source(name: str) -> str:
    return (ROOT / "tests" / "prove" / f"{name}.py").read_text(encoding="utf-8")
