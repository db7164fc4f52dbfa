"""Journeys of a phone and two computers with their profiles on the disk: used, killed, crashed.

Every word on their screens that matters begins with `BEGINNING` and has a number of its own, so
that a search of the disk can name what it finds.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count, cycle
from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.sync_api import BrowserType, Error, Page, expect

from tests.answers.telling import PARTLY, answer, ask
from tests.browser.test_joining import code_of, compare, first_run, give_code, make_place
from tests.browser.test_leaving import open_with_pin
from tests.entries.telling import draft, keep, sent
from tests.sharing.telling import TEXT, opened_door, released
from tests.support.chromium import COMPUTER
from tests.support.enrolled import enrol, wait_until_sent
from tests.support.live import give_cookies
from tests.support.own_browser import OwnBrowser
from tests.support.signing_in import set_pin
from tests.support.world import Someone, World

BEGINNING = "quokka"
#: A little longer than the app waits before it keeps what is being written (milliseconds).
A_WHILE = 4_500


def word(number: int) -> str:
    """One of the words, with others around it as a person writes them."""
    return f"by the river, {BEGINNING}{number:02d} was at the gate again"


@dataclass
class Life:
    """Amina's phone and another one, her carer's, Dan's computer, and what stood on them."""

    world: World
    address: str
    phone: OwnBrowser
    other: OwnBrowser
    carer: OwnBrowser
    staff: OwnBrowser
    sam: Someone
    entries: Iterator[UUID]
    answered: UUID
    seen: set[str] = field(default_factory=set)
    next_word: int = 0

    @property
    def browsers(self) -> tuple[OwnBrowser, ...]:
        """All that may be running."""
        return self.phone, self.other, self.carer, self.staff

    def say(self) -> str:
        """Something that was not said before, about to be typed."""
        self.next_word += 1
        self.seen.add(f"{BEGINNING}{self.next_word - 1:02d}")
        return word(self.next_word - 1)

    def look(self, page: Page) -> None:
        """Remember which of the words stand on this page."""
        self.seen |= set(re.findall(rf"{BEGINNING}\d\d", page.content()))


def begin(world: World, address: str, chromium: BrowserType, folder: Path) -> Life:
    """What was said before the first journey: by Amina, to her, and to her carer."""
    numbers = count()
    entries = [sent(world, world.dan, words=word(next(numbers))) for _ in range(28)]
    for _ in range(2):
        mine = draft(world, word(next(numbers)))
        keep(world, mine)
        entries.append(mine)
    answered = ask(world, words=word(next(numbers)))
    answer(world, answered, replace(PARTLY, because=word(next(numbers))))
    sam, door_id = opened_door(world)
    told = {part: word(next(numbers)) for part in ("from_them", "danger", "helps", "next")}
    released(world, door_id, replace(TEXT, **told))
    set_pin(world, world.amina)

    def browser(name: str, **settings: Any) -> OwnBrowser:
        return OwnBrowser(chromium, folder / name, base_url=address, **settings)

    return Life(
        world=world,
        address=address,
        phone=browser("phone"),
        other=browser("other"),
        carer=browser("carer"),
        staff=browser("staff", viewport=COMPUTER),
        sam=sam,
        entries=cycle(reversed(entries)),
        answered=answered,
        next_word=next(numbers),
    )


def enrols(life: Life) -> None:
    """Amina's phone joins, with a key of its own."""
    enrol(life.world, life.world.amina, life.phone.start(), life.address)
    life.phone.close()


@contextmanager
def app(life: Life) -> Iterator[Page]:
    """The app is opened, and closed as its user closes it, unless it was killed meanwhile."""
    # After a crash Chromium brings back what was open; the server has closed it by then.
    life.world.later(minutes=3)
    page = life.phone.start()
    page.goto("/page")
    page.locator("form[data-sealing]").wait_for()
    yield page
    life.phone.close()


@contextmanager
def opened(life: Life) -> Iterator[Page]:
    """The same, and the PIN is given."""
    with app(life) as page:
        open_with_pin(page)
        expect(page.get_by_role("button", name="Leave")).to_be_visible()
        yield page


@contextmanager
def computer(life: Life, browser: OwnBrowser, person: Someone) -> Iterator[Page]:
    """A carer or a worker, signed in."""
    page = browser.start()
    give_cookies(page.context, life.address, life.world.browse(person))
    yield page
    browser.close()


def leave(page: Page) -> None:
    """Press it, and wait for the page that shows nothing."""
    was = page.url
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url(lambda url: url != was)


def crash(page: Page) -> None:
    """The page dies; the browser lives on."""
    with suppress(Error):
        page.goto("chrome://crash")


def keeps_with_a_signal(life: Life) -> None:
    """Words are sealed and sent."""
    with app(life) as page:
        page.get_by_label("Write").fill(life.say())
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_text("Kept.")).to_be_visible()


def keeps_without_a_signal(life: Life) -> None:
    """Words wait, and are sent when there is a signal again."""
    with app(life) as page:
        page.context.set_offline(True)
        page.goto("/words")
        page.get_by_label("Write").fill(life.say())
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_text("Waiting, locked on this phone: 1")).to_be_visible()
        page.context.set_offline(False)
        wait_until_sent(page)


def is_killed_while_words_wait(life: Life) -> None:
    """Words wait for a signal when the battery is empty; they stay until the next time."""
    with app(life) as page:
        page.context.set_offline(True)
        page.get_by_label("Write").fill(life.say())
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_text("Waiting, locked on this phone")).to_be_visible()
        life.phone.kill()


def is_killed_while_writing(life: Life) -> None:
    """Half-written words were sealed a moment ago."""
    with app(life) as page:
        page.get_by_label("Write").fill(life.say())
        page.wait_for_timeout(A_WHILE)
        life.phone.kill()


def is_killed_at_once(life: Life) -> None:
    """Half-written words were not sealed yet."""
    with app(life) as page:
        page.get_by_label("Write").fill(life.say())
        page.screenshot()
        life.phone.kill()


def crashes_while_writing(life: Life) -> None:
    """The page dies under half-written words."""
    with app(life) as page:
        page.get_by_label("Write").fill(life.say())
        page.wait_for_timeout(A_WHILE)
        crash(page)


def bins_what_waits(life: Life) -> None:
    """Words wait, and are thrown away."""
    with app(life) as page:
        page.context.set_offline(True)
        page.get_by_label("Write").fill(life.say())
        page.get_by_role("button", name="Keep").click()
        page.get_by_role("button", name="Bin what is waiting").click()
        expect(page.get_by_text("Waiting, locked")).to_be_hidden()


def uses_the_plain_letterbox(life: Life) -> None:
    """Words go through the page of the server, as without script."""
    with app(life) as page:
        page.goto("/letterbox")
        page.locator("textarea").fill(life.say())
        page.get_by_role("button", name="Keep").click()
        page.wait_for_url("**/letterbox?kept=1")


def reads_and_leaves(life: Life) -> None:
    """Everything is read, and then left."""
    with opened(life) as page:
        _read(life, page)
        leave(page)


def goes_back_and_leaves(life: Life) -> None:
    """An answer is read; Back and forward bring pages again."""
    with opened(life) as page:
        page.goto("/words")
        page.goto(f"/words/{life.answered}")
        life.look(page)
        page.go_back()
        life.look(page)
        page.go_forward()
        leave(page)


def is_killed_while_reading(life: Life) -> None:
    """The battery is empty while words are on the screen."""
    with opened(life) as page:
        _read(life, page)
        page.screenshot()
        life.phone.kill()


def crashes_while_reading(life: Life) -> None:
    """The page dies while words are on it."""
    with opened(life) as page:
        _read(life, page)
        crash(page)


def writes_sends_and_leaves(life: Life) -> None:
    """A wish is written behind the PIN and sent to Dan."""
    with opened(life) as page:
        page.goto("/write?start=2")
        page.locator("textarea").fill(life.say())
        page.get_by_role("button", name="Next").click()
        page.locator(f"[value='{life.world.dan.id}']").check(force=True)
        page.get_by_role("button", name="Send to Dan").click()
        expect(page.get_by_role("heading", name="Sent.")).to_be_visible()
        leave(page)


def is_killed_while_writing_behind_the_pin(life: Life) -> None:
    """Half-written words were kept on the server a moment ago."""
    with opened(life) as page:
        page.goto("/write?start=2")
        page.locator("textarea").fill(life.say())
        page.wait_for_timeout(A_WHILE)
        life.phone.kill()


def leaves_without_a_signal(life: Life) -> None:
    """What is open ends later; the screen is empty at once."""
    with opened(life) as page:
        page.goto("/words")
        life.look(page)
        page.context.set_offline(True)
        page.get_by_role("button", name="Leave").click()
        expect(page.get_by_label("Write")).to_have_value("")


def carer_reads_and_leaves(life: Life) -> None:
    """Sam reads what he is told, and leaves."""
    with computer(life, life.carer, life.sam) as page:
        _read_as_a_carer(life, page)
        leave(page)


def carer_is_killed_while_reading(life: Life) -> None:
    """Sam's battery is empty while he reads."""
    with computer(life, life.carer, life.sam) as page:
        _read_as_a_carer(life, page)
        life.carer.kill()


def carer_writes_and_leaves(life: Life) -> None:
    """Sam writes to Dan."""
    with computer(life, life.carer, life.sam) as page:
        _read_as_a_carer(life, page)
        page.get_by_role("link", name="Write to Dan").click()
        page.get_by_role("radio", name="What I see").check()
        page.get_by_label("In your own words").fill(life.say())
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Sent.")).to_be_visible()
        leave(page)


def staff_read_and_sign_out(life: Life) -> None:
    """Dan reads what Amina sent him."""
    with computer(life, life.staff, life.world.dan) as page:
        _read_as_a_worker(life, page)
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


def staff_are_killed_while_reading(life: Life) -> None:
    """Dan's computer loses its power."""
    with computer(life, life.staff, life.world.dan) as page:
        _read_as_a_worker(life, page)
        life.staff.kill()


def another_phone_joins(life: Life) -> None:
    """Dan makes a place and a code, and a new phone joins with it."""
    with computer(life, life.staff, life.world.dan) as dan:
        phone = life.other.start()
        make_place(dan, "Zola")
        give_code(phone, code_of(dan))
        compare(dan, phone)
        phone.get_by_role("button", name="Go on").click()
        first_run(phone)
        expect(phone.get_by_role("heading", name="Hi Zo")).to_be_visible()
        leave(phone)
        life.other.close()


Journey = Callable[[Life], None]
ALL: tuple[Journey, ...] = (
    another_phone_joins,
    keeps_with_a_signal,
    keeps_without_a_signal,
    is_killed_while_words_wait,
    is_killed_while_writing,
    is_killed_at_once,
    crashes_while_writing,
    bins_what_waits,
    uses_the_plain_letterbox,
    reads_and_leaves,
    goes_back_and_leaves,
    is_killed_while_reading,
    crashes_while_reading,
    writes_sends_and_leaves,
    is_killed_while_writing_behind_the_pin,
    leaves_without_a_signal,
    carer_reads_and_leaves,
    carer_is_killed_while_reading,
    carer_writes_and_leaves,
    staff_read_and_sign_out,
    staff_are_killed_while_reading,
)


def _read(life: Life, page: Page) -> None:
    """Home, the list, and the next few of the entries."""
    few = [next(life.entries) for _ in range(3)]
    for address in ("/", "/words", *(f"/words/{one}" for one in few)):
        page.goto(address)
        life.look(page)


def _read_as_a_carer(life: Life, page: Page) -> None:
    page.goto("/shared")
    page.get_by_role("link", name="Amina").click()
    expect(page.get_by_text(BEGINNING).first).to_be_visible()
    life.look(page)


def _read_as_a_worker(life: Life, page: Page) -> None:
    for address in (
        "today",
        f"people/{life.world.amina.id}",
        f"people/{life.world.amina.id}/words",
    ):
        page.goto(f"/staff/{address}")
        life.look(page)
