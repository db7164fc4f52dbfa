"""The parts of the look say what they take, so that a page can be written without reading them."""

import re
from pathlib import Path

import pytest

from voice_app.config import RESOURCES

COMPONENTS = sorted((RESOURCES / "templates" / "components").glob("*.html"))
MACRO = re.compile(r"\{%-? macro (\w+)\(")


def unexplained(text: str) -> list[str]:
    """The macros of a file that its opening comment does not name."""
    opening = re.match(r"\{#(.*?)#\}", text, re.DOTALL)
    said = opening[1] if opening else ""
    return [name for name in MACRO.findall(text) if not re.search(rf"\b{name}\b", said)]


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_each_part_says_what_it_takes(path: Path) -> None:
    assert unexplained(path.read_text(encoding="utf-8")) == []


def test_a_part_that_says_nothing_would_be_found() -> None:
    assert unexplained("{% macro said(words) %}{% endmacro %}") == ["said"]
    assert unexplained("{# told(words) #}{% macro said(words) %}{% endmacro %}") == ["said"]
