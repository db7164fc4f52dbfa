"""Saying something with the keyboard alone, and without any script: every step, and back again."""

import pytest
from playwright.sync_api import Page, expect

from tests.entries.telling import all_of, draft, feelings_of, only_one, row, sees, sent, words_of
from tests.support.chromium import axe
from tests.support.live import ScreenOf
from tests.support.world import World
from voice_app.entries.models import EntryKind, EntryState

pytestmark = pytest.mark.browser

WRITTEN = "to stay at my school"
#: Does whatever has the focus show it: a line around it, or around what stands for it?
SHOWS_FOCUS = """() => {
  const here = document.activeElement;
  const around = [here.closest("label, .switch, .switch-row"), ...here.parentElement.children];
  const shown = [here, ...around];
  return shown.filter(Boolean).some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
}"""
WHERE = """() => {
  const { activeElement: here } = document;
  return here.value && ["radio", "checkbox"].includes(here.type)
    ? here.value : (here.getAttribute("aria-label") ?? here.innerText ?? here.name).trim();
}"""


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press Tab until this has the focus; everything on the way shows that it has it."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement === document.body"):
            continue
        assert page.evaluate(SHOWS_FOCUS), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate(WHERE) == wanted:
            return
    raise AssertionError(f"Tab never comes to {wanted}")


def test_a_wish_goes_from_home_to_dan_with_the_keyboard_alone(
    world: World, screen_of: ScreenOf
) -> None:
    page = screen_of(world.amina)
    page.goto("/")
    tab_to(page, "Say something")
    page.keyboard.press("Enter")

    heading(page, "What do you want to say?")
    tab_to(page, "feeling")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(WHERE) == "wish"
    assert page.evaluate(SHOWS_FOCUS)
    page.keyboard.press("Enter")

    heading(page, "Tell me what you would like to happen")
    tab_to_field(page, "textarea")
    page.keyboard.type(WRITTEN)
    tab_to(page, "Next")
    page.keyboard.press("Enter")

    heading(page, "Who can see this?")
    tab_to(page, str(world.dan.id))
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Send to Dan")).to_be_visible()
    tab_to(page, "Send to Dan")
    page.keyboard.press("Enter")

    heading(page, "Sent.")
    entry = only_one(world)
    assert (entry.kind, words_of(world, entry.id)) == (EntryKind.WISH, WRITTEN)
    assert sees(world, world.dan, entry.id)
    assert not sees(world, world.nell, entry.id)


def test_feelings_and_how_strong_they_are_are_picked_with_the_keyboard(
    world: World, screen_of: ScreenOf
) -> None:
    page = screen_of(world.amina)
    page.goto("/feel")

    tab_to(page, "sad")
    page.keyboard.press("Space")
    tab_to(page, "tired")
    page.keyboard.press("Space")
    assert axe(page) == []
    tab_to(page, "1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    tab_to(page, "Next")
    page.keyboard.press("Enter")

    page.wait_for_url("**/write/*")
    felt = {name: strength for name, strength, _ in feelings_of(world, only_one(world).id)}
    assert set(felt) == {"sad", "tired"}
    assert sorted(felt.values(), key=str) == [3, None]


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize(
    ("address", "says", "leads_to"),
    [
        ("/say", "Choose one, or press Not now.", "kind"),
        ("/write?start=2", "Write a few words first, or add how you feel.", "words"),
    ],
    ids=["say", "write"],
)
def test_what_is_missing_takes_the_focus_and_leads_to_its_field(
    world: World,
    screen_of: ScreenOf,
    has_script: bool,
    address: str,
    says: str,
    leads_to: str,
) -> None:
    page = screen_of(world.amina, java_script_enabled=has_script)
    page.goto(address)

    page.get_by_role("button", name="Next").first.press("Enter")

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text(says)
    expect(summary).to_be_focused()
    assert not has_script or axe(page) == []
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=says)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{leads_to}")).to_be_focused()


def test_enter_in_a_field_never_goes_back(world: World, screen_of: ScreenOf) -> None:
    page = screen_of(world.amina)
    page.goto("/feel")

    page.locator("label:has(input[value=own_word])").click()
    page.get_by_label("Your own word").last.fill("fizzy")
    page.keyboard.press("Enter")

    page.wait_for_url("**/write/*")
    assert feelings_of(world, only_one(world).id)[0][2] == "fizzy"


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_enter_on_a_switch_sends_to_whoever_was_chosen(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    key = row(world, draft(world)).phone_id
    page = screen_of(world.amina, java_script_enabled=has_script)
    page.goto(f"/who/{key}")

    switch = page.get_by_role("switch", name="Dan Hughes can see this")
    switch.press("Space")
    expect(switch).to_be_checked()
    switch.press("Enter")

    heading(page, "Sent.")
    assert sees(world, world.dan, only_one(world).id)


def test_enter_on_a_switch_with_nobody_chosen_keeps_it_for_oneself(
    world: World, screen_of: ScreenOf
) -> None:
    key = row(world, draft(world)).phone_id
    page = screen_of(world.amina)
    page.goto(f"/who/{key}")

    page.get_by_role("switch", name="Dan Hughes can see this").press("Enter")

    page.wait_for_url("**/words/*")
    assert only_one(world).state is EntryState.KEPT
    assert not sees(world, world.dan, only_one(world).id)


def test_the_first_tab_offers_to_skip_to_the_page(world: World, screen_of: ScreenOf) -> None:
    page = screen_of(world.amina)
    page.goto("/words")

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_everything_works_without_script(world: World, screen_of: ScreenOf) -> None:
    page = screen_of(world.amina, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="How I feel today").click()
    page.locator("label", has_text="Worried").click()
    page.locator("label", has_text="Tired").click()
    page.get_by_role("button", name="Next").last.click()

    heading(page, "How strong?")
    worried = page.get_by_role("group", name="How strong is Worried?")
    worried.get_by_role("radio", name="a lot").check()
    page.get_by_role("button", name="Next").last.click()

    page.locator("textarea").fill("about Monday")
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_text("Kept in My words. Nobody else can see it.")).to_be_visible()
    draft = only_one(world)
    assert draft.state is EntryState.DRAFT
    assert {(name, how) for name, how, _ in feelings_of(world, draft.id)} == {
        ("worried", 3),
        ("tired", None),
    }

    page.goto("/words")
    page.get_by_role("link").filter(has_text="about Monday").first.click()
    page.get_by_role("link", name="Go on").click()
    expect(page.locator("textarea")).to_have_value("about Monday")
    page.get_by_role("button", name="Next").last.click()
    page.locator("label", has_text="Nell Osei").click()
    page.get_by_role("button", name="Send").click()
    heading(page, "Sent.")
    assert sees(world, world.nell, draft.id)
    assert not sees(world, world.dan, draft.id)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_words_are_corrected_and_the_first_ones_stay(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    first = sent(world, world.dan, words="I like my shool")
    page = screen_of(world.amina, java_script_enabled=has_script)
    page.goto(f"/words/{first}")

    page.get_by_text("That’s not right").click()
    page.get_by_role("button", name="Put it right").click()
    page.locator("textarea").fill("I like my school")
    page.get_by_role("button", name="Next").last.click()
    page.locator("label", has_text="Dan Hughes").click()
    page.get_by_role("button", name="Send").click()

    heading(page, "Sent.")
    words = {words_of(world, one.id): one for one in all_of(world, world.amina)}
    assert set(words) == {"I like my shool", "I like my school"}
    assert words["I like my school"].corrects_id == first


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_words_are_taken_back_and_dan_sees_them_no_more(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    entry_id = sent(world, world.dan, words=WRITTEN)
    page = screen_of(world.amina, java_script_enabled=has_script)
    dan = screen_of(world.dan, java_script_enabled=has_script)
    dan.goto(f"/staff/people/{world.amina.id}/words")
    expect(dan.get_by_text(WRITTEN)).to_be_visible()
    page.goto(f"/words/{entry_id}")

    page.locator("summary", has_text="Take it back").click()
    page.get_by_role("button", name="Take it back").click()

    expect(page.get_by_text("Taken back. Nobody else can see it now.")).to_be_visible()
    dan.reload()
    assert WRITTEN not in dan.content()
    assert row(world, entry_id).state is EntryState.TAKEN_BACK


def test_just_me_is_offered_once_whoever_is_chosen(world: World, screen_of: ScreenOf) -> None:
    page = screen_of(world.amina)
    page.goto("/write?start=2")
    page.locator("textarea").fill(WRITTEN)
    page.get_by_role("button", name="Next").last.click()
    heading(page, "Who can see this?")
    bar = page.locator(".action-bar")
    expect(bar.get_by_role("button")).to_have_text(["Just me", "Leave"])

    page.locator("label", has_text="Dan Hughes").click()
    expect(bar.get_by_role("button")).to_have_text(["Just me", "Send to Dan", "Leave"])

    page.locator("label", has_text="Dan Hughes").click()
    expect(bar.get_by_role("button")).to_have_text(["Just me", "Leave"])


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_words_for_nobody_are_deleted_for_good(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    page = screen_of(world.amina, java_script_enabled=has_script)
    page.goto("/write?start=2")
    page.locator("textarea").fill(WRITTEN)
    page.get_by_role("button", name="Next").last.click()
    page.get_by_role("button", name="Just me").click()
    expect(page.get_by_text("Kept. Just you.")).to_be_visible()

    page.locator("summary", has_text="Delete this").click()
    page.get_by_role("button", name="Delete it").click()

    expect(page.get_by_text("Deleted. It is gone for good.")).to_be_visible()
    assert WRITTEN not in page.content()
    assert [one.state for one in all_of(world, world.amina)] in ([], [EntryState.ERASED])


def heading(page: Page, says: str) -> None:
    expect(page.get_by_role("heading", name=says, level=1)).to_be_visible()


def tab_to_field(page: Page, selector: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("(it) => document.activeElement.matches(it)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")
