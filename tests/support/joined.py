"""A phone that joined with a key of its own, in a real browser, and what became of its words."""

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select

from tests.support.browsing import OpenContext
from tests.support.chromium import Complaints
from tests.support.world import Someone, World
from voice_app.accounts.service import phones, sessions
from voice_app.core import vault
from voice_app.core.actor import Level
from voice_app.entries.models import Entry
from voice_app.web import cookies

MAKE_KEY = """async () => {
  const script = document.querySelector('script[src*="leave.js"]').src;
  const { makeKey } = await import(script.replace("leave.js", "phone-key.js"));
  const { openKeyStore } = await import(script.replace("leave.js", "key-store.js"));
  return makeKey(await openKeyStore(indexedDB), crypto.subtle);
}"""
IS_KEPT = "() => navigator.serviceWorker.controller !== null"
#: What waits on the phone, as the states of its envelopes.
STORED = """async () => {
  const script = document.querySelector('script[src*="leave.js"]').src;
  const { openOutbox } = await import(script.replace("leave.js", "outbox.js"));
  return (await (await openOutbox(indexedDB)).all()).map((item) => item.state);
}"""

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
        page.goto("/page")
        point = page.evaluate(MAKE_KEY)
        public_key = base64.urlsafe_b64decode(point + "==")
        with world.writing() as session:
            enrolled = phones.enrol(
                session, young_person_id=person.id, public_key=public_key, now=world.now
            )
            session.flush()
            give(context, live_server, cookies.PHONE, enrolled.token)
            if is_open:
                token = sessions.start(
                    session,
                    person_id=person.id,
                    level=Level.OPEN,
                    now=world.now,
                    device_id=enrolled.device_id,
                    young_person_id=person.id,
                )
                give(context, live_server, cookies.SESSION, token)
        page.wait_for_function(IS_KEPT)
        page.goto("/page")
        return page

    return join


def give(context: BrowserContext, address: str, name: str, token: str) -> None:
    url = address.replace("http:", "https:")
    context.add_cookies([{"name": name, "value": token, "url": url, "secure": True}])


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
