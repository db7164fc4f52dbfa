"""How the overview looks on a phone, also to a manager, who has more places to go than others."""

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.oversight.telling import OVERVIEW, review_also
from tests.support.looking import CUT_OFF, SIDEWAYS, SMALL
from tests.support.world import World

pytestmark = pytest.mark.browser


def test_eight_places_stand_in_two_lines_so_that_no_word_is_broken(
    world: World, screen_of: Callable[..., Page]
) -> None:
    review_also(world, world.leo, world.joy)
    page = screen_of(world.joy)
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(OVERVIEW)

    words = page.locator(".rail__list .rail__word").all()
    heights = {word.evaluate("word => word.getClientRects().length") for word in words}
    lines = Counter(word.bounding_box()["y"] for word in words)
    assert heights == {1}
    assert sorted(lines.values()) == [4, 4]
    assert page.evaluate(SMALL, 48) == []
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(CUT_OFF) == []
