"""Whatever goes wrong, there is a page that says what to do next."""

import pytest

from tests.support.world import World
from voice_app.app import LARGEST_FORM
from voice_app.core.actor import Level

HUGE = "x" * LARGEST_FORM


@pytest.mark.parametrize("level", [Level.OPEN, Level.LETTERBOX])
def test_what_is_too_long_to_send_is_answered_with_a_page(world: World, level: Level) -> None:
    phone = world.browse(world.amina, level)

    answer = phone.post("/letterbox", data={"words": HUGE})

    assert answer.status_code == 413
    assert "That was too long to send in one go" in answer.text
    assert "It could not be kept." in answer.text
    assert "still on that page" not in answer.text


def test_a_colleague_and_a_stranger_get_that_page_too(world: World) -> None:
    for browser, address in (
        (world.browse(world.dan), "/staff/people/new"),
        (world.browse(), "/sign-in"),
    ):
        answer = browser.post(address, data={"called": HUGE})

        assert answer.status_code == 413
        assert "That was too long to send in one go" in answer.text


def test_a_long_text_in_any_script_is_small_enough_to_be_kept(world: World) -> None:
    phone = world.browse(world.amina)
    phone.read("/write")

    page = phone.press("Next", words="ع" * 300_000)

    assert page.status_code == 200
    assert "This is very long. All of it is kept." in page.text


def test_another_host_name_is_refused_with_nothing_on_the_page(world: World) -> None:
    answer = world.browse().get("/", base_url="https://elsewhere.example")

    assert (answer.status_code, answer.text) == (400, "")
    assert "Content-Security-Policy" in answer.headers
