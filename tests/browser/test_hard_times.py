"""A full phone, two windows at once, a worker of the release before: nothing is lost or doubled."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Response
from playwright.sync_api import Browser, CDPSession, Page, Request, expect

from tests.support.enrolled import STORED, enrol, wait_until_sent
from tests.support.joined import JoinedPhone, expect_words, keep, words_of
from tests.support.own_browser import own_browser
from tests.support.world import World
from voice_app.offline import routes
from voice_app.web import access

pytestmark = pytest.mark.browser

FULL = "This phone can’t keep it. It is still on this page."
#: A phone so slow that somebody types on while it seals.
SEAL_SLOWLY = """() => {
  const sign = SubtleCrypto.prototype.sign;
  SubtleCrypto.prototype.sign = async function (...given) {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return sign.apply(this, given);
  };
}"""
#: The releases of which this phone keeps something.
SHELLS = "async () => (await caches.keys()).map((name) => name.split('-')[0]).sort()"


@pytest.fixture
def full(
    world: World, live_server: str, browser: Browser, tmp_path: Path
) -> Iterator[tuple[Page, CDPSession]]:
    """Amina's phone, on which there is no room, with the page open; and what can make room."""
    # A browser with its profile on a disk: others hold what they keep in memory, without a limit.
    with own_browser(browser.browser_type, tmp_path / "profile") as phone:
        enrol(world, world.amina, phone.start(), live_server)
        phone.close()
        page = phone.start()
        devtools = page.context.new_cdp_session(page)
        # Before the page is opened: Chromium remembers for half a minute how much room there is.
        devtools.send("Storage.overrideQuotaForOrigin", {"origin": live_server, "quotaSize": 1})
        page.goto(f"{live_server}/page")
        expect(page.locator("form[data-sealing]")).to_be_visible()
        yield page, devtools


def test_on_a_full_phone_what_is_typed_stays_and_the_page_says_so(
    world: World, live_server: str, full: tuple[Page, CDPSession]
) -> None:
    page, devtools = full
    page.context.set_offline(True)

    keep(page, "There is no room for this.")

    expect(page.get_by_text(FULL)).to_be_visible()
    expect(page.get_by_label("Write")).to_have_value("There is no room for this.")
    assert page.evaluate(STORED) == []

    devtools.send("Storage.overrideQuotaForOrigin", {"origin": live_server})
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    expect(page.get_by_text(FULL)).to_be_hidden()
    page.context.set_offline(False)
    expect_words(page, world, ["There is no room for this."])


def test_leaving_a_full_phone_sends_what_it_could_not_keep(
    world: World, full: tuple[Page, CDPSession]
) -> None:
    page, _ = full
    page.get_by_label("Write").fill("No room, and I have to go.")

    with page.expect_response("**/leave"):
        page.get_by_role("button", name="Leave").click()

    expect_words(page, world, ["No room, and I have to go."])
    assert "No room" not in page.content()


def test_what_is_typed_while_the_page_seals_stays_and_is_kept_by_itself(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    page.context.set_offline(True)
    page.evaluate(SEAL_SLOWLY)
    page.get_by_label("Write").fill("First.")

    page.get_by_role("button", name="Keep").click()
    page.get_by_label("Write").press_sequentially(" Then more.")

    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    expect(page.get_by_label("Write")).to_have_value(" Then more.")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Waiting, locked on this phone: 2")).to_be_visible()
    page.context.set_offline(False)
    expect_words(page, world, ["First.", " Then more."])


def test_two_windows_send_each_of_their_words_once(world: World, joined_phone: JoinedPhone) -> None:
    page = joined_phone(world.amina)
    other = page.context.new_page()
    other.goto("/page")
    sent = heard(page)
    page.context.set_offline(True)
    keep(page, "In the first.")
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    keep(other, "In the second.")
    expect(other.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    sent.clear()

    page.context.set_offline(False)
    wait_until_sent(page)

    assert sorted(words_of(world)) == ["In the first.", "In the second."]
    assert sorted(sent.values()) == [1, 1]


def test_without_taking_turns_two_windows_send_the_same_words_twice(
    world: World, joined_phone: JoinedPhone
) -> None:
    page = joined_phone(world.amina)
    sent = heard(page)
    page.context.set_offline(True)
    keep(page, "Once is enough.")
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
    page.goto("/page")
    sent.clear()

    page.evaluate(
        """async () => {
          const script = document.querySelector('script[src*="leave.js"]').src;
          const { sendAll } = await import(script.replace("leave.js", "outbox.js"));
          const slowly = async (to, settings) => {
            await new Promise((resolve) => setTimeout(resolve, 500));
            return fetch(to, settings);
          };
          const locks = { request: (_, what) => what(), query: async () => ({ held: [] }) };
          const how = { factory: indexedDB, ask: slowly, locks };
          await Promise.all([sendAll(how), sendAll(how)]);
        }"""
    )

    assert all(times >= 2 for times in sent.values())


def heard(page: Page) -> Counter[str]:
    """How often each envelope goes out of this browser, from now on."""
    sent: Counter[str] = Counter()

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/outbox"):
            sent[request.post_data_json["id"]] += 1

    page.context.on("request", note)
    return sent


def test_a_worker_of_the_release_before_interrupts_nobody_and_gives_way_at_the_next_start(
    world: World, joined_phone: JoinedPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setitem(world.app.view_functions, "offline.worker", access.public(earlier))
        page = joined_phone(world.amina)
    assert page.evaluate(SHELLS) == ["earlier"]
    page.get_by_label("Write").fill("I was in the middle of")

    page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    until(page, SHELLS, ["earlier", "shell"])
    expect(page.get_by_label("Write")).to_have_value("I was in the middle of")
    page.get_by_role("button", name="Keep").click()
    expect_words(page, world, ["I was in the middle of"])

    # It gives way once no window of the app is open, which takes the browser a moment to see.
    for _ in range(20):
        page.goto("about:blank")
        page.wait_for_timeout(500)
        page.goto("/page")
        if page.evaluate(SHELLS) == ["shell"]:
            break
    assert page.evaluate(SHELLS) == ["shell"]
    keep(page, "And now I am done.")
    expect_words(page, world, ["I was in the middle of", "And now I am done."])


def until(page: Page, asked: str, wanted: list[str]) -> None:
    """Ask the page until it answers this."""
    for _ in range(100):
        if page.evaluate(asked) == wanted:
            break
        page.wait_for_timeout(100)
    assert page.evaluate(asked) == wanted


def earlier() -> Response:
    """The worker as it might have been: the same work, and a cache of another name."""
    now = routes.worker()
    code = now.get_data(as_text=True).replace('SHELL = "shell-', 'SHELL = "earlier-')
    return Response(code, mimetype=now.mimetype)
