"""The plain page behind the PIN: short sentences, nothing that frightens, nothing that tells."""

import re

import pytest

from tests.support.world import World
from tests.web.reading import Page
from voice_app.core.actor import Level

#: The longest sentence that a child of nine reads with ease (words).
LONGEST = 15
#: Words that frighten, or that a page for children does without.
FRIGHTENING = ("rape", "sex", "abuse", "assault", "attack", "blame", "victim", "police", "crime")


def sentences(html: str) -> list[str]:
    page = Page(html[html.index("<main") :])
    return [one for text in page.texts for one in re.split(r"(?<=[.?!])\s+", text) if one]


def test_it_says_what_every_child_should_hear(world: World) -> None:
    page = world.browse(world.amina).read("/good-to-know")

    for words in (
        "it is not your fault",
        "“grooming”",
        "“consent”",
        "Until you are 18",
        "Tell you what they pass on, and why.",
        "You can also wait.",
        "These people listen here: Dan, Nell, Ruth.",
    ):
        assert words in page


def test_every_sentence_is_short_and_nothing_frightens(world: World) -> None:
    found = sentences(world.browse(world.amina).read("/good-to-know"))

    assert len(found) > 20
    assert [one for one in found if len(one.split()) > LONGEST] == []
    assert [one for one in found for word in FRIGHTENING if word in one.casefold()] == []


def test_a_long_sentence_would_be_found() -> None:
    long = " ".join(["word"] * (LONGEST + 1)) + "."

    assert [one for one in sentences(f"<main><p>{long}</p></main>") if len(one.split()) > LONGEST]


def test_its_title_and_its_address_tell_nothing(world: World) -> None:
    page = world.browse(world.amina).read("/good-to-know")

    assert Page(page).titles == ["Notes: good to know"]


def test_the_letterbox_does_not_show_it(world: World) -> None:
    assert world.browse(world.amina, Level.LETTERBOX).get("/good-to-know").location == "/open"


@pytest.mark.parametrize("who", ["dan", "joy", "ash"])
def test_it_is_for_young_people(world: World, who: str) -> None:
    assert world.browse(getattr(world, who)).get("/good-to-know").status_code == 404


def test_without_anybody_there_it_names_nobody(world: World) -> None:
    assert "These people listen here" not in world.browse(world.kofi).read("/good-to-know")
