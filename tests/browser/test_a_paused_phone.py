"""Reading is paused: whoever holds the phone sees what it would show without a signal."""

import pytest
from playwright.sync_api import Page, Response, expect
from sqlalchemy import select

from tests.support.enrolled import IS_KEPT
from tests.support.joined import JoinedPhone, expect_words, keep
from tests.support.world import World
from voice_app.accounts.models import Device
from voice_app.accounts.service import phones

pytestmark = pytest.mark.browser

Seen = tuple[str, str, list[tuple[str, int, bool]]]


def pause(world: World) -> None:
    """Amina pauses it on another phone."""
    with world.writing() as session:
        phone = session.scalars(select(Device).where(Device.public_key.is_not(None))).one()
        phones.pause(
            session,
            actor=world.actor(world.amina),
            young_person_id=world.amina.id,
            device_id=phone.id,
            now=world.now,
        )


def press_open(page: Page) -> Seen:
    """Press Open in the letterbox: where it leads, each byte of what stands there, each answer."""
    answers: list[tuple[str, int, bool]] = []

    def note(response: Response) -> None:
        if response.request.is_navigation_request():
            path = response.url.removeprefix(page.url.split("/page")[0])
            answers.append((path, response.status, response.from_service_worker))

    page.goto("/page")
    page.wait_for_function(IS_KEPT)
    page.on("response", note)
    page.get_by_role("link", name="Open").click()
    expect(page.locator("body")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", note)
    return page.url, page.content(), answers


def test_open_is_to_the_byte_what_it_is_without_a_signal(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    with_a_signal = press_open(page)
    page.context.set_offline(True)
    without_a_signal = press_open(page)
    page.context.set_offline(False)
    pause(world)

    paused = press_open(page)

    assert paused == without_a_signal
    assert without_a_signal != with_a_signal
    assert with_a_signal[0].endswith("/open")


def test_what_is_written_on_a_paused_phone_still_goes_out(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina, is_open=True)
    pause(world)

    page.goto("/words")
    expect(page).to_have_url("/page")
    keep(page, "Writing still works.")

    expect(page.get_by_text("Kept.")).to_be_visible()
    expect_words(page, world, ["Writing still works."])
