"""What leaving does not do is said behind the PIN, in plain sentences, and is easy to find."""

import re

import pytest

from tests.support.world import World
from voice_app.core.actor import Level

ADDRESS = "/phones/what-stays"
#: What a phone may show although somebody left, and no page of ours can help.
MAY_SHOW = ("screen", "keyboard", "copied", "history", "notice", "Calls", "Wi-Fi", "hidden app")


def test_it_names_everything_that_a_phone_may_still_show(world: World) -> None:
    page = world.browse(world.amina).read(ADDRESS)

    assert [one for one in MAY_SHOW if one not in page] == []


@pytest.mark.parametrize("on", ["/", "/settings", "/phones"])
def test_it_is_one_step_away(world: World, on: str) -> None:
    assert f'href="{ADDRESS}"' in world.browse(world.amina).read(on)


def test_before_the_pin_nobody_reads_it(world: World) -> None:
    shut = world.browse(world.amina, Level.LETTERBOX)

    assert shut.get(ADDRESS).location == "/open"
    assert ADDRESS not in shut.read("/letterbox")
    assert world.browse(world.dan).get(ADDRESS).status_code == 404


def test_no_sentence_on_it_is_longer_than_fifteen_words(world: World) -> None:
    page = world.browse(world.amina).read(ADDRESS)
    main = page[page.index("<main") : page.index("</main>")]
    texts = [" ".join(text.split()) for text in re.split(r"<[^>]+>", main)]
    sentences = [one for text in texts for one in re.split(r"(?<=[.?])\s", text) if one]

    assert len(sentences) > 20
    assert [one for one in sentences if len(one.split()) > 15] == []
