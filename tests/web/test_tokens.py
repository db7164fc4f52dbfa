"""Colours and directions: contrast from the tokens, and nothing that stays put in Arabic."""

import re
from pathlib import Path

import pytest

from voice_app.config import RESOURCES

CSS = RESOURCES / "static" / "css"
SETS = ("fern", "tide", "heather", "pad", "rose", "plain")

#: Text against what lies behind it, and the least contrast that WCAG 2.2 AA asks for.
PAIRS = (
    ("ink", "paper", 4.5),
    ("ink", "sheet", 4.5),
    ("soft", "paper", 4.5),
    ("soft", "sheet", 4.5),
    ("soft", "shade", 4.5),
    ("pen", "paper", 4.5),
    ("pen", "sheet", 4.5),
    ("onpen", "pen", 4.5),
    ("onmark", "mark", 4.5),
    ("line", "paper", 3.0),
    ("line", "sheet", 3.0),
    ("line", "shade", 3.0),
)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def blocks() -> dict[str, dict[str, str]]:
    """Every rule of the tokens by its selectors, with its colours by name."""
    text = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text(), flags=re.DOTALL)
    return {
        " ".join(selector.split()): dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", body))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text)
    }


def colours(paper: str, theme: str) -> dict[str, str]:
    """The colours of one paper in one theme (`light`, `dark`, or `phone`: dark by its setting)."""
    first = {
        "light": f'[data-set="{paper}"]',
        "dark": f'[data-theme="dark"][data-set="{paper}"]',
        "phone": f':root:not([data-theme])[data-set="{paper}"]',
    }[theme]
    found = [
        body
        for selectors, body in blocks().items()
        if first in [selector.strip() for selector in selectors.split(",")]
    ]
    assert len(found) == 1, (paper, theme, len(found))
    return found[0]


@pytest.mark.parametrize("theme", ["light", "dark", "phone"])
@pytest.mark.parametrize("paper", SETS)
def test_every_paper_can_be_read_in_every_theme(paper: str, theme: str) -> None:
    tokens = colours(paper, theme)
    for text, behind, least in PAIRS:
        assert contrast(tokens[text], tokens[behind]) >= least, (text, behind)


def test_the_measure_of_contrast_can_fail() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < 4.5


def test_a_phone_set_to_dark_sees_the_same_dark_paper() -> None:
    for paper in SETS:
        assert colours(paper, "phone") == colours(paper, "dark")


#: What names a side of the screen instead of a side of the line.
PHYSICAL = re.compile(
    r"(?<![\w-])("
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|left|right"
    r")\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|(?<![\w-])(?:margin|padding|inset)\s*:(?:\s+[^\s;()]+){4}\s*;"
)


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_no_rule_names_left_or_right(sheet: Path) -> None:
    assert PHYSICAL.findall(sheet.read_text()) == []


@pytest.mark.parametrize(
    "rule",
    ["margin-left: 1px;", "left: 0;", "text-align: right;", "padding: 1px 2px 3px 4px;"],
)
def test_a_rule_for_one_side_would_be_found(rule: str) -> None:
    assert PHYSICAL.search(rule)


def test_no_sheet_has_an_id_or_shouts() -> None:
    for sheet in CSS.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        assert "!important" not in text, sheet.name
        assert not re.search(r"(^|[\s,>+~])#[a-z][\w-]*[^;]*\{", text, re.MULTILINE), sheet.name
        assert "data:" not in text, sheet.name
