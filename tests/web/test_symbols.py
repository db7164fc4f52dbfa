"""Icons and faces: every name that a template says is drawn, and only what is used is sent."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask, g, render_template_string

from voice_app.config import RESOURCES
from voice_app.web import symbols


@pytest.fixture(autouse=True)
def page() -> Iterator[None]:
    app = Flask("symbols")
    symbols.install(app)
    with app.test_request_context():
        yield


def test_a_page_carries_only_the_drawings_it_uses() -> None:
    page = render_template_string('{{ icon("home") }}{{ face("fed_up") }}{{ symbols() }}')

    assert re.findall(r'<symbol id="([\w-]+)"', page) == ["f-fed-up", "hair", "i-home"]


def test_an_icon_is_silent_unless_it_has_a_name_of_its_own() -> None:
    assert 'aria-hidden="true"' in symbols.icon("home")

    named = symbols.icon("del", 'Delete "<it>"')

    assert 'aria-label="Delete &#34;&lt;it&gt;&#34;"' in named
    assert "aria-hidden" not in named


def test_arrows_turn_round_with_the_page_and_clocks_do_not() -> None:
    assert "icon--directed" in symbols.icon("back")
    assert "icon--directed" not in symbols.icon("clock")


def test_the_hair_they_chose_is_on_every_face() -> None:
    symbols.face("happy")
    chosen = symbols.drawings()["hair-curls"].text.split(">", 1)[1]
    assert chosen not in symbols.symbols()

    g.hair = "curls"

    assert chosen in symbols.symbols()
    assert symbols.symbols().count('id="hair"') == 1


def test_a_wrong_name_is_an_error_and_not_an_empty_space() -> None:
    with pytest.raises(KeyError):
        symbols.icon("unicorn")


def test_every_drawing_named_in_a_template_exists() -> None:
    drawn = symbols.drawings()
    icons, faces = set(), set()
    for template in (RESOURCES / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        icons |= set(re.findall(r'\bicon\("([\w-]+)"[,)]', text))
        icons |= set(re.findall(r'\bicon_name="([\w-]+)"', text))
        icons |= set(re.findall(r'\b(?:thread_item|system_note)\("([\w-]+)"', text))
        faces |= set(re.findall(r'\bface(?:_name=|\()"([\w-]+)"', text))

    missing = {name for name in icons if (name if name[:2] == "s-" else f"i-{name}") not in drawn}
    missing |= {name for name in faces if "f-" + name.replace("_", "-") not in drawn}

    assert len(icons) > 10
    assert not missing
