"""A phone's real browser made the phone of a young person, with a key of its own made in it."""

import base64
import time
from uuid import UUID

from playwright.sync_api import BrowserContext, Page

from tests.support.world import Someone, World
from voice_app.accounts.service import phones
from voice_app.web import cookies

MAKE_KEY = """async () => {
  const script = document.querySelector('script[src*="leave.js"]').src;
  const { makeKey } = await import(script.replace("leave.js", "phone-key.js"));
  const { openKeyStore } = await import(script.replace("leave.js", "key-store.js"));
  return makeKey(await openKeyStore(indexedDB), crypto.subtle);
}"""
IS_KEPT = "() => navigator.serviceWorker.controller !== null"
#: The states of what waits on the phone.
STORED = """async () => {
  const script = document.querySelector('script[src*="leave.js"]').src;
  const { openOutbox } = await import(script.replace("leave.js", "outbox.js"));
  return (await (await openOutbox(indexedDB)).all()).map((item) => item.state);
}"""
#: Chromium forgets a cookie without a day at its end when it is closed (seconds since 1970).
FAR_AWAY = 4_000_000_000
SENT_WITHIN = 60.0


def enrol(world: World, person: Someone, page: Page, address: str) -> UUID:
    """Make this browser's key and tell the server; the worker has taken over afterwards.

    Returns the id of the phone.
    """
    page.goto(f"{address}/page")
    point = base64.urlsafe_b64decode(page.evaluate(MAKE_KEY) + "==")
    with world.writing() as session:
        enrolled = phones.enrol(session, young_person_id=person.id, public_key=point, now=world.now)
    give(page.context, address, cookies.PHONE, enrolled.token)
    page.wait_for_function(IS_KEPT)
    page.goto(f"{address}/page")
    return enrolled.device_id


def give(context: BrowserContext, address: str, name: str, token: str) -> None:
    """Put a cookie that lasts into a browser."""
    secure_address = address.replace("http:", "https:")
    context.add_cookies(
        [
            {
                "name": name,
                "value": token,
                "url": secure_address,
                "secure": True,
                "expires": FAR_AWAY,
            }
        ]
    )


def wait_until_sent(page: Page) -> None:
    """Wait until nothing waits on this phone any more.

    Asked again and again from here: a promise counts as true for `wait_for_function`.
    """
    until = time.monotonic() + SENT_WITHIN
    while page.evaluate(STORED):
        assert time.monotonic() < until, "something still waits on this phone"
        page.wait_for_timeout(50)
