"""The review, in a browser: Dan plans it, Amina says what it is about, it decides, Amina is told.

The same story is told on phones and on computers, and once more without any script.
"""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.reviews.test_pages import asked
from tests.support.chromium import COMPUTER, PHONE, Complaints, axe_in_both_themes
from tests.support.live import ScreenOf
from tests.support.world import World

pytestmark = pytest.mark.browser

WISH = "I want to stay at my school."
FOR_THE_MEETING = "Please talk about Noor. She helps me get there."
SCHOOL = ("You stay at your school until the summer.", "Your exams are there.")
#: A decision without its reason is answered so, and the console says it.
NOT_WHOLE = "status of 400"
#: The letter says it in plainer words.
PLAINER = "You can stay at your school until the summer."
NOOR = ("Noor may come on the bus with you.", "You feel safe with her.")


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("desk", [COMPUTER, PHONE], ids=["computer", "phone"])
def test_a_review_begins_with_her_words_and_ends_with_what_she_thinks_of_it(
    world: World,
    screen_of: ScreenOf,
    complaints: Complaints,
    desk: dict[str, int],
    has_script: bool,
) -> None:
    complaints.forgive(NOT_WHOLE)
    asked(world, world.dan, words=WISH)
    amina = screen_of(world.amina, java_script_enabled=has_script)
    dan, ruth = (
        screen_of(who, viewport=desk, java_script_enabled=has_script)
        for who in (world.dan, world.ruth)
    )

    _plans_it(dan, world)
    _picks_her_words(amina)
    _writes_for_the_meeting(amina)
    _says_that_it_is_right(amina)
    _finds_her_words_first(ruth)
    _freezes(ruth)
    _meets_and_decides(ruth)
    _sends_the_letter(ruth)
    _reads_what_was_decided(amina)
    _says(amina, WISH, "OK")
    _says(amina, FOR_THE_MEETING, "Not OK")

    amina.goto("/")
    expect(amina.get_by_role("link", name="My meeting")).to_be_hidden()
    dan.goto("/staff/today")
    expect(dan.get_by_text("To decide and to tell")).to_be_hidden()
    expect(dan.get_by_text("Amina says: OK").first).to_be_visible()


def test_nothing_on_the_way_through_a_review_keeps_anybody_out(
    world: World, screen_of: ScreenOf, complaints: Complaints
) -> None:
    complaints.forgive(NOT_WHOLE)
    asked(world, world.dan, words=WISH)
    amina = screen_of(world.amina)
    dan, ruth = (screen_of(who, viewport=PHONE) for who in (world.dan, world.ruth))

    dan.goto(f"/staff/people/{world.amina.id}")
    _is_open_to_everybody(dan)
    _follow(dan, "link", "Plan a review")
    _is_open_to_everybody(dan)
    _plans_it(dan, world)
    _is_open_to_everybody(dan)
    dan.goto("/staff/today")
    _is_open_to_everybody(dan)
    for address in ("/", "/meeting", "/meeting/words"):
        amina.goto(address)
        _is_open_to_everybody(amina)
    _follow(amina, "link", "Put this in")
    _is_open_to_everybody(amina)
    _follow(amina, "button", "Put it in")
    _is_open_to_everybody(amina)
    for address in ("/meeting/page", "/words"):
        amina.goto(address)
        _is_open_to_everybody(amina)
    _finds_her_words_first(ruth)
    _is_open_to_everybody(ruth)
    _follow(ruth, "link", "See and freeze the pack")
    _is_open_to_everybody(ruth)
    _follow(ruth, "link", "Freeze the pack")
    _is_open_to_everybody(ruth)
    ruth.get_by_label("Why it is not checked").fill("Amina was on a trip.")
    _follow(ruth, "button", "Freeze it")
    _is_open_to_everybody(ruth)
    _follow(ruth, "link", "Print or save")
    _is_open_to_everybody(ruth)
    for address in ("/meeting/page", "/meeting/page/room"):
        amina.goto(address)
        _is_open_to_everybody(amina)
    _follow(ruth, "link", "Amina’s review pack")
    _follow(ruth, "link", "Amina’s review")
    _meets(ruth)
    _is_open_to_everybody(ruth)
    _follow(ruth, "link", "Decide")
    _is_open_to_everybody(ruth)
    _keeps_a_decision(ruth, *SCHOOL)
    _follow(ruth, "button", "Everything is decided")
    _is_open_to_everybody(ruth)
    _follow(ruth, "link", "Write the letter")
    _is_open_to_everybody(ruth)
    _follow(ruth, "button", "Send to Amina")
    for address in ("/", "/meeting"):
        amina.goto(address)
        _is_open_to_everybody(amina)
    _follow(amina, "link", "Read the letter")
    _is_open_to_everybody(amina)
    _follow(amina, "button", "Not OK")
    _follow(amina, "button", "Ask for somebody")
    _is_open_to_everybody(amina)


def _plans_it(page: Page, world: World) -> None:
    page.goto(f"/staff/people/{world.amina.id}")
    page.get_by_role("link", name="Plan a review").click()
    page.get_by_role("radio", name="Regular review").check()
    page.get_by_label("The day").fill("2026-07-07")
    page.get_by_role("radio", name="Ruth Bell").check()
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", level=1, name="Amina’s review")).to_be_visible()
    expect(page.get_by_text("Amina has not picked any words.")).to_be_visible()


def _picks_her_words(page: Page) -> None:
    page.goto("/")
    row = page.get_by_role("link", name="My meeting")
    expect(row).to_contain_text("In about 3 weeks. Tuesday 7 July")
    row.click()
    page.get_by_role("link", name="What I want us to talk about").click()
    page.get_by_role("link", name="Put this in").click()
    expect(page.get_by_text("If you put it in, they can read it: Ruth.")).to_be_visible()
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_role("heading", name="In, in this order")).to_be_visible()


def _writes_for_the_meeting(page: Page) -> None:
    page.get_by_role("link", name="Write something for my meeting").click()
    page.get_by_role("textbox").first.fill(FOR_THE_MEETING)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Just me").click()
    page.get_by_role("link", name="Put it in my meeting").click()
    expect(page.get_by_text("Only you can see this now.")).to_be_visible()
    _follow(page, "button", "Put it in")
    page.goto("/words")
    expect(page.get_by_text("In my meeting, 7 July")).to_have_count(2)


def _says_that_it_is_right(page: Page) -> None:
    page.goto("/meeting")
    page.get_by_role("link", name="What they will read").click()
    page.get_by_role("button", name="That’s right").click()
    expect(page.get_by_text("You said: that’s right.")).to_be_visible()


def _finds_her_words_first(page: Page) -> None:
    page.goto("/staff/today")
    page.get_by_role("link", name="Prepare review").click()
    first = page.locator("main section").first
    expect(first.get_by_role("heading")).to_have_text("What Amina wants you to hear first")
    expect(first.get_by_role("blockquote").first).to_contain_text(WISH)


def _freezes(page: Page) -> None:
    """Ruth freezes the pack, sees that it opens with Amina's words, and saves her copy."""
    page.get_by_role("link", name="See and freeze the pack").click()
    page.get_by_role("link", name="Freeze the pack").click()
    expect(page.get_by_text("Amina has checked their part.")).to_be_visible()
    page.get_by_role("button", name="Freeze it").click()
    expect(page.get_by_text("Checked by Amina on 16 June").first).to_be_visible()
    expect(page.locator(".preview").get_by_role("blockquote").first).to_contain_text(WISH)
    page.get_by_role("link", name="Print or save").click()
    page.get_by_role("radio", name="PDF").first.check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my copy").click()
    assert saved.value.suggested_filename == "notes-2026-07-07.pdf"
    page.goto(page.url)
    expect(page.get_by_role("cell", name="Ruth Bell").first).to_be_visible()
    page.get_by_role("link", name="Amina’s review pack").click()
    page.get_by_role("link", name="Amina’s review").click()


def _meets_and_decides(page: Page) -> None:
    expect(page.get_by_text(FOR_THE_MEETING).first).to_be_visible()
    _meets(page)
    for words, decided in ((WISH, SCHOOL), (FOR_THE_MEETING, NOOR)):
        wish = page.get_by_role("article").filter(has_text=words)
        wish.get_by_role("link", name="Decide", exact=True).click()
        expect(page.get_by_text(words).first).to_be_visible()
        _keeps_a_decision(page, *decided)
    _follow(page, "button", "Everything is decided")
    page.goto("/staff/today")
    expect(page.get_by_role("link", name="Tell Amina")).to_be_visible()


def _meets(page: Page) -> None:
    page.get_by_role("link", name="We have met").click()
    page.get_by_label("The day you met").fill("2026-06-16")
    page.get_by_role("radio", name="They were there and spoke").check()
    page.get_by_role("button", name="Go on to the decisions").click()


def _keeps_a_decision(page: Page, what_happens: str, because: str) -> None:
    page.get_by_role("radio", name="Yes", exact=True).check()
    page.get_by_label("What will happen").fill(what_happens)
    page.get_by_role("radio", name="Yes, it shaped it").check()
    page.get_by_label("How it shaped it, or why it did not").fill("Amina told us about school.")
    page.get_by_label("Who sees to it").select_option(label="Dan Hughes, Keyworker")
    page.get_by_label("Done by").fill("2026-06-30")
    page.get_by_label("Decided by").fill("Ruth and Dan")
    page.get_by_role("button", name="Keep this decision").click()
    # Without a reason nothing is decided; what was typed is still there.
    expect(page.get_by_text("Write the reason. Every answer needs one.").first).to_be_visible()
    expect(page.get_by_label("What will happen")).to_have_value(what_happens)
    page.get_by_label("Because").fill(because)
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.get_by_role("heading", level=1, name="Amina’s review")).to_be_visible()
    expect(page.get_by_text(what_happens)).to_be_visible()


def _sends_the_letter(page: Page) -> None:
    page.get_by_role("link", name="Tell Amina").click()
    _follow(page, "link", "Write the letter")
    first = page.get_by_label("We decided").first
    expect(first).to_have_value(SCHOOL[0])
    first.fill(PLAINER)
    _follow(page, "button", "Show me")
    expect(page.locator(".preview").get_by_text(PLAINER)).to_be_visible()
    _follow(page, "button", "Send to Amina")
    expect(page.get_by_text("Amina has not opened it yet.")).to_be_visible()


def _reads_what_was_decided(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_text(SCHOOL[0])).to_be_hidden()
    row = page.get_by_role("link", name="A letter for you")
    expect(row).to_contain_text("See what was decided.")
    row.click()
    expect(page.get_by_role("heading", level=1, name="What was decided")).to_be_visible()
    expect(page.get_by_text(PLAINER)).to_be_visible()


def _says(page: Page, words: str, verdict: str) -> None:
    decision = page.get_by_role("article").filter(has_text=words)
    expect(decision.get_by_text(SCHOOL[1] if words == WISH else NOOR[1])).to_be_visible()
    decision.get_by_role("button", name=verdict, exact=True).click()
    expect(decision.get_by_text("You said this is")).to_be_visible()


def _follow(page: Page, role: Literal["link", "button"], name: str) -> None:
    """Press it, and wait until the next page is there."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()


def _is_open_to_everybody(page: Page) -> None:
    assert axe_in_both_themes(page) == [], page.url
