"""A phone that joined with a key of its own, in a real browser, and what became of its words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from tests.support.browsing import OpenContext
from tests.support.chromium import Complaints
from tests.support.enrolled import enrol, give
from tests.support.world import Someone, World
from voice_app.accounts.service import sessions
from voice_app.core import vault
from voice_app.core.actor import Level
from voice_app.entries.models import Entry
from voice_app.web import cookies

JoinedPhone = Callable[..., Page]


@pytest.fixture
def joined_phone(
    world: World, live_server: str, open_context: OpenContext, complaints: Complaints
) -> JoinedPhone:
    """A phone with a key of its own, on which the app was opened once with a signal."""
    complaints.forgive("ERR_INTERNET_DISCONNECTED")

    def join(person: Someone, *, is_open: bool = False) -> Page:
        context = open_context(base_url=live_server)
        page = context.new_page()
        device_id = enrol(world, person, page, live_server)
        if is_open:
            with world.writing() as session:
                token = sessions.start(
                    session,
                    person_id=person.id,
                    level=Level.OPEN,
                    now=world.now,
                    device_id=device_id,
                    young_person_id=person.id,
                )
            give(context, live_server, cookies.SESSION, token)
        return page

    return join


def words_of(world: World) -> list[str]:
    with world.reading() as session:
        rows = session.scalars(select(Entry).order_by(Entry.written_at)).all()
        return [vault.opened(session, row)["words"] for row in rows]


def keep(page: Page, words: str) -> None:
    page.get_by_label("Write").fill(words)
    page.get_by_role("button", name="Keep").click()


def expect_words(page: Page, world: World, words: list[str]) -> None:
    for _ in range(100):
        if words_of(world) == words:
            break
        page.wait_for_timeout(100)
    assert words_of(world) == words
