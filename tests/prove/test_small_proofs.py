"""Every proof, in small, keeps its limits."""

import pytest

from tests.prove import at_least, at_most, exactly, proofs
from tests.prove.__main__ import measure


@pytest.mark.timeout(600)  # they measure what takes long; what is too slow says its own limit
@pytest.mark.parametrize("name", proofs())
def test_every_limit_is_kept_in_small(name):
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
