"""Asking a phone to tell: the button is there only where it works, and a no is said kindly."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.notices.telling import targets
from tests.support.live import ScreenOf
from tests.support.told import ENDPOINT, keys
from tests.support.world import World

pytestmark = pytest.mark.browser

ASK = "Tell me on this phone"
#: A browser in which a service worker is at work, and what its push service gives or refuses.
WORKER = """({ endpoint, keys, refuses }) => {
  const subscription = { toJSON: () => ({ endpoint, keys }), unsubscribe: async () => true };
  const pushManager = {
    getSubscription: async () => subscription,
    subscribe: async ({ userVisibleOnly, applicationServerKey }) => {
      if (refuses) throw new DOMException("no", "NotAllowedError");
      if (!userVisibleOnly || applicationServerKey.length !== 65) throw new TypeError("wrong");
      return subscription;
    },
  };
  const registration = { pushManager };
  const ready = Promise.resolve(registration);
  const container = { ready, getRegistration: async () => registration };
  Object.defineProperty(navigator, "serviceWorker", { value: container });
}"""


def with_worker(phone: Page, *, refuses: bool = False) -> None:
    given = {"endpoint": ENDPOINT, "keys": keys(), "refuses": refuses}
    phone.add_init_script(f"({WORKER})({json.dumps(given)})")


def test_where_no_worker_is_at_work_there_is_no_button(world: World, screen_of: ScreenOf) -> None:
    phone = screen_of(world.amina)
    phone.add_init_script(
        "Object.defineProperty(navigator, 'serviceWorker',"
        " { value: { ready: new Promise(() => {}), getRegistration: async () => undefined } })"
    )

    phone.goto("/settings/telling")

    expect(phone.get_by_text("This phone cannot do that here.")).to_be_visible()
    expect(phone.get_by_role("button", name=ASK)).to_be_hidden()


@pytest.mark.parametrize(
    ("who", "address", "button", "done"),
    [
        ("amina", "/settings/telling", ASK, "This phone tells you."),
        ("dan", "/staff/me/notices", "Tell me in this browser", "A browser, since"),
    ],
)
def test_one_press_asks_and_it_is_so(
    world: World, screen_of: ScreenOf, who: str, address: str, button: str, done: str
) -> None:
    person = getattr(world, who)
    phone = screen_of(person)
    with_worker(phone)
    phone.goto(address)

    phone.get_by_role("button", name=button).click()

    expect(phone.get_by_text(done)).to_be_visible()
    assert len(targets(world, person)) == 1


def test_stopping_is_one_press_too(world: World, screen_of: ScreenOf) -> None:
    phone = screen_of(world.amina)
    with_worker(phone)
    phone.goto("/settings/telling")
    phone.get_by_role("button", name=ASK).click()

    phone.get_by_role("button", name="Do not tell me any more").click()

    expect(phone.get_by_role("button", name=ASK)).to_be_visible()
    assert targets(world, world.amina) == []


def test_a_phone_that_says_no_is_no_fault_of_hers(world: World, screen_of: ScreenOf) -> None:
    phone = screen_of(world.amina)
    with_worker(phone, refuses=True)
    phone.goto("/settings/telling")

    phone.get_by_role("button", name=ASK).click()

    expect(phone.get_by_role("alert")).to_contain_text("Your phone did not allow it.")
    assert targets(world, world.amina) == []
