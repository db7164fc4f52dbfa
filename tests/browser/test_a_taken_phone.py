"""Somebody else has the phone. It sends what waits, empties itself, and looks as it always did."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.support.enrolled import IS_KEPT
from tests.support.joined import JoinedPhone, expect_words, keep
from tests.support.world import World
from voice_app.accounts.models import Device
from voice_app.accounts.service import phones
from voice_app.core import vault
from voice_app.entries.models import Entry

pytestmark = pytest.mark.browser

#: Everything that the browser still holds for this app.
LEFT = """async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    for (const drawer of database.objectStoreNames) {
      const asked = database.transaction(drawer).objectStore(drawer).getAllKeys();
      await new Promise((resolve) => { asked.onsuccess = resolve; });
      for (const key of asked.result) found.push(`${name}/${drawer}/${key}`);
    }
    database.close();
  }
  for (const name of await caches.keys()) found.push(name);
  for (const one of await navigator.serviceWorker.getRegistrations()) found.push(one.scope);
  return found;
}"""


def take(world: World) -> None:
    """Dan says, face to face with Amina, that somebody else has her phone."""
    with world.writing() as session:
        phone = session.scalars(select(Device).where(Device.public_key.is_not(None))).one()
        phones.report_taken(
            session,
            actor=world.actor(world.dan),
            young_person_id=world.amina.id,
            device_id=phone.id,
            now=world.now,
        )


def left_on(page: Page, *, nothing: bool) -> list[str]:
    """What is left; waits for as long as a phone may take to empty itself."""
    for _ in range(100):
        found: list[str] = page.evaluate(LEFT)
        if not found or not nothing:
            return found
        page.wait_for_timeout(100)
    return found


def test_what_waits_is_sent_and_then_nothing_is_left_and_nothing_is_said(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    page.context.set_offline(True)
    keep(page, "He wants my phone.")
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    before = left_on(page, nothing=False)
    assert {name.split("/")[1] for name in before if name.startswith("notes/")} == {
        "keys",
        "outbox",
    }
    take(world)
    fresh = page.context.new_page()
    fresh.goto("/page")
    empty = fresh.locator("body").inner_text()
    fresh.close()

    page.context.set_offline(False)

    expect_words(page, world, ["He wants my phone."])
    with world.reading() as session:
        entry = session.scalars(select(Entry)).one()
        assert vault.opened(session, entry)["is_from_a_taken_phone"] is True
    assert left_on(page, nothing=True) == []
    assert page.locator("body").inner_text() == empty
    page.get_by_label("Write").fill("Who is this?")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    expect(page.get_by_label("Write")).to_have_value("")
    expect_words(page, world, ["He wants my phone.", "Who is this?"])


def test_a_phone_on_which_nothing_waits_empties_itself_at_the_next_opening(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    take(world)

    page.goto("/page")
    assert left_on(page, nothing=True) == []

    page.goto("/page")
    expect(page.get_by_label("Write")).to_be_editable()
    page.get_by_role("link", name="Open").click()
    expect(page).to_have_url("/page")
    expect(page.get_by_label("Write")).to_have_value("")


def test_an_emptied_phone_opens_without_a_signal_as_before(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    take(world)
    page.goto("/page")
    assert left_on(page, nothing=True) == []
    page.goto("/page")
    page.wait_for_function(IS_KEPT)

    page.context.set_offline(True)
    page.goto("/words")

    expect(page).to_have_url("/page")
    expect(page.get_by_label("Write")).to_be_editable()


def test_a_phone_that_nobody_took_keeps_what_it_has(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)

    keep(page, "All is well.")
    expect(page.get_by_text("Kept.")).to_be_visible()

    expect_words(page, world, ["All is well."])
    found = left_on(page, nothing=False)
    assert "notes/keys/phone" in found
    assert any(name.startswith("shell-") for name in found)


def test_the_worker_sends_and_empties_by_itself_when_no_page_is_open(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    page.context.set_offline(True)
    keep(page, "Sent while nobody looked.")
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    origin = page.url.removesuffix("/page")
    watching = page.context.new_cdp_session(page)
    registrations: list[str] = []
    watching.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(
            one["registrationId"] for one in event["registrations"] if not one["isDeleted"]
        ),
    )
    watching.send("ServiceWorker.enable")
    take(world)
    # No page of ours is open; the next one has no script that sends.
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/numbers")

    # The browser does the same by itself, but when it likes.
    watching.send(
        "ServiceWorker.dispatchSyncEvent",
        {
            "origin": origin,
            "registrationId": registrations[0],
            "tag": "outbox",
            "lastChance": True,
        },
    )

    expect_words(page, world, ["Sent while nobody looked."])
    assert left_on(page, nothing=True) == []
