"""A new release while somebody is writing: what they write stays, and it comes the next time."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.joined import (
    JoinedPhone,
    expect_words,
)
from tests.support.world import World
from voice_app.offline import routes

pytestmark = pytest.mark.browser

NEW = "shell-of-the-next-release"
#: Look for a new worker, as a browser does by itself at each start; says how far it has come.
LOOK = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  const { installing, waiting } = registration;
  const worker = installing ?? waiting;
  while (worker?.state === "installing") await new Promise((go) => setTimeout(go, 50));
  return worker?.state ?? null;
}"""
SHELLS = "async () => (await caches.keys()).sort()"


def release(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(routes, "shell_of", lambda _page, _parts: NEW)


def expect_shells(page: Page, shells: list[str]) -> None:
    for _ in range(100):
        if page.evaluate(SHELLS) == shells:
            break
        page.wait_for_timeout(100)
    assert page.evaluate(SHELLS) == shells


def test_a_new_release_leaves_the_page_that_is_being_written_alone_and_comes_at_the_next_start(
    joined_phone: JoinedPhone,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = joined_phone(world.amina)
    (old,) = page.evaluate(SHELLS)
    page.get_by_label("Write").fill("It began")
    release(monkeypatch)

    assert page.evaluate(LOOK) == "installed"
    page.wait_for_timeout(1_000)
    assert page.evaluate(SHELLS) == sorted([old, NEW])
    expect(page.get_by_label("Write")).to_have_value("It began")
    page.get_by_label("Write").press_sequentially(" on Sunday.")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    assert page.evaluate(SHELLS) == sorted([old, NEW])

    page.context.set_offline(True)
    page.goto("/words")
    expect(page).to_have_url("/page")
    page.get_by_label("Write").fill("On the bus.")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()

    # The old one still opens without a signal, with all its parts.
    page.goto("/page")
    assert page.evaluate(SHELLS) == sorted([old, NEW])

    context, blank = page.context, page.context.new_page()
    page.close()
    context.set_offline(False)
    blank.wait_for_timeout(2_000)
    page = context.new_page()
    page.goto("/page")

    expect_words(page, world, ["It began on Sunday.", "On the bus."])
    expect_shells(page, [NEW])
    page.context.set_offline(True)
    page.goto("/")
    expect(page.get_by_label("Write")).to_be_editable()


def test_a_worker_that_does_not_wait_would_be_noticed(
    joined_phone: JoinedPhone,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = joined_phone(world.amina)
    page.get_by_label("Write").fill("It began")
    release(monkeypatch)
    render = routes.render_template

    def hasty(name: str, **shown: object) -> str:
        code = render(name, **shown)
        return code + "\naddEventListener('install', () => skipWaiting());\n"

    with monkeypatch.context() as patch:
        patch.setattr(routes, "render_template", hasty)
        page.evaluate(LOOK)

    expect_shells(page, [NEW])
