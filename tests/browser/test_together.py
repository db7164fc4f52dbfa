"""Side by side: Dan types what Amina says, reads it back, and Amina confirms on her own phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.entries.telling import only_one, words_of
from tests.support.chromium import Complaints, axe, axe_in_both_themes
from tests.support.live import ScreenOf
from tests.support.signing_in import PIN, set_pin
from tests.support.world import World
from voice_app.core.actor import Level

pytestmark = pytest.mark.browser

SCRIPT = pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
WORDS = "It’s OK.  I like art.\nI hate the bus because they wait there."
SHOWN = "I hate the bus because they wait there."
READ_BACK = "Read back: “Yeah that’s right.”"


@SCRIPT
def test_exact_words_are_asked_typed_read_back_and_confirmed_later(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    set_pin(world, world.amina)
    dan = screen_of(world.dan, java_script_enabled=has_script)
    phone = screen_of(world.amina, Level.LETTERBOX, java_script_enabled=has_script)

    sit_down(dan, world)
    ask(dan, "Tell me about school this week.")
    keep(dan, WORDS, to="Ruth Bell")
    ask(dan, "What happened then?")
    keep(dan, "Nothing. I walked.")
    expect(dan.get_by_text("Not confirmed yet.")).to_have_count(2)
    stop(dan)
    in_order(dan, "Tell me about school", SHOWN, "What happened then?", "Nothing. I walked.")

    open_with_pin(phone)
    phone.goto("/words")
    phone.get_by_role("link").filter(has_text="I hate the bus").click()
    expect(phone.get_by_text(f"Said by you, written by Dan. {READ_BACK}")).to_be_visible()
    expect(phone.get_by_text("Not confirmed yet", exact=False).first).to_be_visible()
    phone.get_by_role("button", name="I said this").click()
    expect(phone.get_by_text("Thank you. Your words are confirmed.")).to_be_visible()

    dan.reload()
    expect(dan.get_by_text("Amina has said that this is right.")).to_have_count(1)
    expect(dan.get_by_text("Not confirmed yet.")).to_have_count(1)


def test_how_it_was_said_stands_wherever_the_words_do(world: World, screen_of: ScreenOf) -> None:
    dan, ruth = screen_of(world.dan), screen_of(world.ruth)
    sit_down(dan, world)
    ask(dan, "Tell me about school this week.")
    keep(dan, WORDS, to="Ruth Bell")
    amina = world.amina.id

    for page, addresses in {
        dan: ["/staff/today", f"/staff/people/{amina}", f"/staff/people/{amina}/words"],
        ruth: ["/staff/today", f"/staff/people/{amina}", f"/staff/people/{amina}/words"],
        screen_of(world.amina): ["/words", f"/words/{only_one(world).id}"],
    }.items():
        for address in addresses:
            page.goto(address)
            expect(page.get_by_text(SHOWN).first, address).to_be_visible()
            expect(page.get_by_text("written by Dan").first, address).to_be_visible()


def test_what_amina_says_is_not_right_is_put_right_by_herself(
    world: World, screen_of: ScreenOf
) -> None:
    dan, phone = screen_of(world.dan), screen_of(world.amina)
    sit_down(dan, world)
    ask(dan, "Tell me about school this week.")
    keep(dan, "I like arts.")
    first = only_one(world).id

    phone.goto(f"/words/{first}")
    phone.get_by_text("That’s not right").click()
    phone.get_by_role("button", name="Put it right").click()
    phone.locator("textarea").fill("I like art.")
    phone.get_by_role("button", name="Next").click()
    phone.locator("label", has_text="Dan Hughes").click()
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("I like art.")).to_be_visible()

    assert words_of(world, first) == "I like arts."
    phone.goto(f"/words/{first}")
    phone.get_by_role("link", name="You put this right later.").click()
    expect(phone.get_by_text("I like art.")).to_be_visible()
    dan.goto(f"/staff/people/{world.amina.id}/words")
    expect(dan.get_by_text("I like art.")).to_be_visible()


def test_words_that_were_not_hers_are_hidden_from_everybody(
    world: World, screen_of: ScreenOf
) -> None:
    dan, phone = screen_of(world.dan), screen_of(world.amina)
    sit_down(dan, world)
    ask(dan, "Tell me about school this week.")
    keep(dan, WORDS)

    phone.goto(f"/words/{only_one(world).id}")
    phone.get_by_role("button", name="That wasn’t me").click()

    expect(phone.get_by_text("Thank you for saying so.")).to_be_visible()
    dan.reload()
    expect(dan.get_by_text("Amina does not show this here any more.")).to_be_visible()
    assert SHOWN not in dan.content()


def test_words_read_back_as_wrong_are_typed_again(world: World, screen_of: ScreenOf) -> None:
    dan = screen_of(world.dan)
    sit_down(dan, world)
    ask(dan, "Tell me about school this week.")
    dan.locator("textarea").fill("I like arts.")
    dan.get_by_role("button", name="Read back").click()
    dan.get_by_label("What they said, word for word").fill("No, I said art.")
    dan.get_by_role("button", name="Not right. Change it").click()

    expect(dan.get_by_text("Not right yet: “No, I said art.”")).to_be_visible()
    expect(dan.locator("textarea")).to_have_value("I like arts.")
    keep(dan, "I like art.")

    assert words_of(world, only_one(world).id) == "I like art."


def test_what_is_missing_is_pointed_out_and_takes_the_focus(
    world: World, screen_of: ScreenOf, complaints: Complaints
) -> None:
    complaints.forgive("status of 400")
    dan = screen_of(world.dan)
    dan.goto(f"/staff/people/{world.amina.id}/together")

    dan.get_by_label("Where you are").fill("My car")
    dan.get_by_role("button", name="Start").click()
    summary(dan, "Write who is there.")
    expect(dan.get_by_label("Where you are")).to_have_value("My car")
    dan.get_by_label("Who is there").fill("The two of us")
    dan.get_by_role("button", name="Start").click()
    dan.get_by_role("button", name="Ask this").click()
    summary(dan, "Choose a question, or write your own.")
    ask(dan, "Tell me about school this week.")
    dan.get_by_role("button", name="Read back").click()
    summary(dan, "Type what was said first.")
    dan.get_by_role("link", name="Type what was said first.").click()
    expect(dan.get_by_label("Their exact words")).to_be_focused()


def test_every_page_of_sitting_together_is_open_to_everybody(
    world: World, screen_of: ScreenOf
) -> None:
    dan = screen_of(world.dan)
    phone = screen_of(world.amina)

    def look(page: Page = dan) -> None:
        assert axe_in_both_themes(page) == [], page.url

    dan.goto(f"/staff/people/{world.amina.id}/together")
    look()
    sit_down(dan, world)
    look()
    ask(dan, "Tell me about school this week.")
    look()
    keep(dan, WORDS, to="Ruth Bell", look=look)
    look()
    dan.get_by_role("link", name="Stop and hand over").click()
    look()
    dan.get_by_role("button", name="Stop and hand over").click()
    expect(dan.get_by_text("Stopped.")).to_be_visible()
    look()
    phone.goto(f"/words/{only_one(world).id}")
    look(phone)


def sit_down(dan: Page, world: World) -> None:
    dan.goto(f"/staff/people/{world.amina.id}")
    dan.get_by_role("link", name="Start together").click()
    dan.get_by_label("Where you are").fill("Dan’s car")
    dan.get_by_label("Who is there").fill("Only the two of us")
    dan.get_by_role("button", name="Start").click()
    expect(dan.get_by_text("Only the two of us. Dan’s car")).to_be_visible()


def ask(dan: Page, question: str) -> None:
    dan.get_by_label("Or your own question").fill(question)
    dan.get_by_role("button", name="Ask this").click()
    expect(dan.get_by_text(question)).to_be_visible()
    expect(dan.get_by_label("Their exact words")).to_be_visible()


def keep(dan: Page, words: str, *, to: str = "", look: Callable[[], None] = lambda: None) -> None:
    """Type, read back, choose who else can see it, keep."""
    dan.get_by_label("Their exact words").fill(words)
    dan.get_by_role("button", name="Read back").click()
    expect(dan.get_by_role("heading", name="Read this to Amina")).to_be_visible()
    expect(dan.get_by_text(words.splitlines()[-1])).to_be_visible()
    look()
    dan.get_by_label("What they said, word for word").fill("Yeah that’s right.")
    dan.get_by_role("button", name="It is right").click()
    expect(dan.get_by_role("heading", name="Amina, who else can see this?")).to_be_visible()
    look()
    if to:
        dan.locator("label", has_text=to).click()
    dan.get_by_role("button", name="Keep it").click()
    expect(dan.get_by_text(READ_BACK).first).to_be_visible()
    expect(dan.get_by_label("Or your own question")).to_be_visible()


def stop(dan: Page) -> None:
    dan.get_by_role("link", name="Stop and hand over").click()
    dan.get_by_role("button", name="Stop and hand over").click()
    expect(dan.get_by_text("Stopped.")).to_be_visible()


def in_order(page: Page, *parts: str) -> None:
    text = page.get_by_role("main").inner_text()
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def summary(page: Page, says: str) -> None:
    expect(page.get_by_role("alert").first).to_contain_text(says)
    expect(page.get_by_role("alert").first).to_be_focused()
    assert axe(page) == []


def open_with_pin(phone: Page) -> None:
    phone.goto("/open")
    phone.get_by_label("Enter your code").fill(PIN)
    phone.get_by_role("button", name="Open").click()
    phone.wait_for_url(lambda url: not url.endswith("/open"))
