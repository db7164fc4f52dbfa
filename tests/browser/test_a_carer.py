"""A carer's door in a real browser: linked, assessed, told, read, written back, left, shut."""

from dataclasses import replace

import pyotp
import pytest
from playwright.sync_api import expect

from tests.sharing.telling import TEXT, begin, opened_door, released
from tests.sharing.test_summaries import STREET, protect
from tests.support.chromium import LOOK, PHONE, Complaints, axe
from tests.support.live import ScreenOf
from tests.support.looking import SIDEWAYS
from tests.support.signing_in import PASSPHRASE
from tests.support.world import World
from voice_app.wording.protected import FactKind

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
DANGER = "Some adults near the old pitch. Not at home."


def looked_at(page) -> None:
    """Nothing on this page stands in a screen reader's way, and nothing runs out sideways."""
    assert axe(page) == [], page.url
    assert page.evaluate(SIDEWAYS) <= 0, page.url


def link_sam(dan, world: World) -> None:
    dan.goto(f"/staff/people/{world.amina.id}/carers/new")
    dan.get_by_label("Name", exact=True).fill("Sam Carter")
    dan.get_by_label("What they are to the young person").fill("foster carer")
    dan.get_by_label("Sign-in name").fill("sam.carter")
    dan.get_by_label("How you made sure who they are").fill("Passport seen at the office.")
    dan.get_by_label("On which day").fill("2026-06-16")
    looked_at(dan)
    dan.get_by_role("button", name="Add them").click()
    expect(dan.get_by_role("heading", name="Sharing with Sam Carter")).to_be_visible()


def say_why_it_is_safe(dan) -> None:
    dan.get_by_role("link", name="Say why it is safe").click()
    for label, words in (
        ("What makes it safe enough?", "Sam has kept plans private since March."),
        ("Where does the danger come from?", DANGER),
        ("What could happen if this is wrong", "Somebody could learn where she plays."),
        ("How do you know?", "Two visits, and what Amina says."),
        ("What protects the young person?", "Sam rings the duty team at once."),
        ("What it covers", "Football on Saturdays"),
        ("What the young person says of it", "Fine. But don’t say about the bus."),
    ):
        dan.get_by_label(label).first.fill(words)
    dan.get_by_label("Closes itself on").fill("2026-07-14")
    dan.get_by_role("button", name="Sign it").click()
    expect(dan.get_by_text("Closed now")).to_be_visible()
    looked_at(dan)


def tell_sam(dan, world: World, screen_of: ScreenOf) -> None:
    dan.get_by_role("link", name="Tell Sam Carter something").click()
    dan.get_by_label("What the young person wants them to know").fill("Saturdays matter to me.")
    dan.get_by_label("Where the danger is").fill(DANGER)
    dan.get_by_label("What helps").fill("She made poor choices. Quiet on Saturday nights.")
    dan.get_by_label("What comes next, and when").fill("Football, Saturday 20 June.")
    dan.get_by_label("Who to ring").fill("Duty team 01632 960 041.")
    dan.get_by_role("button", name="Keep it").click()
    expect(dan.get_by_role("heading", name="Other words may be kinder")).to_be_visible()
    looked_at(dan)
    dan.get_by_label("What helps").fill("Quiet on Saturday nights.")
    dan.get_by_role("button", name="Keep it").click()
    expect(dan.get_by_role("heading", name="Other words may be kinder")).to_have_count(0)
    dan.get_by_role("button", name="Show it to Amina").click()

    amina = screen_of(world.amina)
    amina.goto("/")
    amina.get_by_role("link", name="A note to look at").click()
    amina.get_by_role("link", name="Look at it").click()
    expect(amina.get_by_text(DANGER)).to_be_visible()
    looked_at(amina)
    amina.get_by_role("radio", name="Yes, OK").check()
    amina.get_by_role("button", name="Say it").click()
    expect(amina.get_by_text("Thank you for saying so.")).to_be_visible()
    looked_at(amina)

    dan.reload()
    dan.get_by_role("button", name="Sign it").click()
    expect(dan.get_by_text("A manager signs second.")).to_be_visible()


def come_in(sam, joy, world: World) -> None:
    """Joy prints the way in, and Sam chooses a passphrase and signs in on a phone."""
    joy.goto(f"/staff/people/{world.amina.id}/carers")
    joy.get_by_role("button", name="Print the way in").click()
    looked_at(joy)
    sam.goto(joy.locator(".address").inner_text())
    sam.get_by_label("New passphrase").fill(PASSPHRASE)
    sam.get_by_label("The same passphrase again").fill(PASSPHRASE)
    sam.get_by_role("button", name="Go on").click()
    sam.wait_for_url("**/app")
    secret = sam.locator(".address").inner_text().replace(" ", "")
    sam.get_by_label("Code").fill(pyotp.TOTP(secret).at(world.now))
    sam.get_by_role("button", name="Confirm").click()
    world.later(minutes=1)
    sam.get_by_role("link", name="I have kept them. Sign in").click()
    sam.get_by_label("Sign-in name").fill("sam.carter")
    sam.get_by_label("Passphrase").fill(PASSPHRASE)
    sam.get_by_role("button", name="Go on").click()
    sam.get_by_label("Code").fill(pyotp.TOTP(secret).at(world.now))
    sam.get_by_role("button", name="Sign in").click()
    expect(sam.get_by_role("heading", name="Shared with you")).to_be_visible()


def test_a_carer_is_linked_told_and_shut_out_again(world: World, screen_of: ScreenOf) -> None:
    dan, joy, sam = screen_of(world.dan), screen_of(world.joy), screen_of(viewport=NARROW)
    link_sam(dan, world)
    say_why_it_is_safe(dan)
    joy.goto("/staff/today")
    joy.get_by_role("link", name="Sharing with Sam Carter").click()
    joy.get_by_role("button", name="Sign as the second person").click()
    expect(joy.get_by_text("Open until Tuesday 14 July")).to_be_visible()
    looked_at(joy)
    dan.reload()
    tell_sam(dan, world, screen_of)

    come_in(sam, joy, world)
    expect(sam.get_by_text("There is nothing to read here now.")).to_be_visible()
    looked_at(sam)

    joy.goto("/staff/today")
    joy.get_by_role("link", name="Sharing with Sam Carter").click()
    joy.get_by_role("link", name="A note on its way").click()
    joy.get_by_role("button", name="Sign and release it").click()
    expect(joy.get_by_text("Released. They can read it now.")).to_be_visible()

    sam.reload()
    sam.get_by_role("link", name="Amina").click()
    expect(sam.get_by_text(DANGER)).to_be_visible()
    expect(sam.get_by_text("“Saturdays matter to me.”")).to_be_visible()
    looked_at(sam)
    sam.get_by_role("link", name="Write to Dan").click()
    looked_at(sam)
    sam.get_by_role("radio", name="What I see").check()
    sam.get_by_label("In your own words").fill("She slept well on Saturday.")
    sam.get_by_role("button", name="Send").click()
    expect(sam.get_by_text("Sent. They read it when they are next at work.")).to_be_visible()

    amina = screen_of(world.amina)
    amina.goto("/told")
    expect(amina.get_by_text("Sam can read notes until Tuesday 14 July.")).to_be_visible()
    expect(amina.get_by_text("Sam opened it on Tuesday.")).to_be_visible()
    expect(amina.get_by_text("She slept well on Saturday.")).to_have_count(0)
    dan.goto("/staff/today")
    dan.get_by_role("link", name="Sam Carter wrote to you").click()
    expect(dan.get_by_text("She slept well on Saturday.")).to_be_visible()

    dan.get_by_role("link", name="Shut it now").click()
    looked_at(dan)
    dan.get_by_role("radio", name="Something happened, or may happen").check()
    dan.get_by_label("Because").fill("Somebody followed her home.")
    dan.get_by_role("button", name="Shut it now").click()
    expect(dan.get_by_text("Closed now")).to_be_visible()
    sam.reload()
    expect(sam.get_by_text(DANGER)).to_have_count(0)
    expect(sam.get_by_label("Sign-in name")).to_be_visible()


@pytest.mark.parametrize("has_script", [True, False])
def test_leave_ends_a_carers_session_and_shows_nothing(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    sam, door_id = opened_door(world)
    publication = released(world, door_id)
    page = screen_of(sam, viewport=PHONE, java_script_enabled=has_script)
    page.goto(f"/shared/{publication}")
    expect(page.get_by_text(DANGER)).to_be_visible()

    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()

    page.goto(f"/shared/{publication}")
    expect(page.get_by_label("Sign-in name")).to_be_visible()
    assert DANGER not in page.content()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_back_after_a_carers_leave_shows_nothing(
    world: World, screen_of: ScreenOf, has_script: bool
) -> None:
    sam, door_id = opened_door(world)
    publication = released(world, door_id)
    page = screen_of(sam, viewport=PHONE, java_script_enabled=has_script)
    page.goto("/shared")
    page.goto(f"/shared/{publication}")
    expect(page.get_by_text(DANGER)).to_be_visible()

    with page.expect_response(lambda answer: answer.url.endswith("/")) as answered:
        page.get_by_role("button", name="Leave").click()

    assert answered.value.all_headers()["clear-site-data"] == '"cache"'
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    for _ in range(2):
        page.go_back()
        page.wait_for_load_state()
        expect(page.get_by_label("Sign-in name")).to_be_visible()
        assert DANGER not in page.content()
        assert "Amina" not in page.content()


def test_a_note_that_is_stopped_says_why_to_everybody(
    world: World, screen_of: ScreenOf, complaints: Complaints
) -> None:
    complaints.forgive("status of 400")
    for value, kind in ((STREET, FactKind.ADDRESS), ("Jo", FactKind.NAME)):
        protect(world, value, kind)
    _, door_id = opened_door(world)
    text = replace(TEXT, next=f"Tea with Jo at {STREET}.", helps="She made poor choices.")
    summary_id = begin(world, door_id, text)
    for who in (world.joy, world.dan):
        page = screen_of(who, viewport=NARROW)
        page.goto(f"/staff/carers/tell/{summary_id}")
        expect(page.get_by_text("This must not leave")).to_be_visible()
        looked_at(page)

    joy = screen_of(world.joy, viewport=NARROW)
    joy.goto(f"/staff/carers/tell/{summary_id}")
    joy.get_by_role("button", name="Let it stand").last.click()
    expect(joy.get_by_text("This is not kept yet")).to_be_visible()
    expect(joy.locator("#because-2-error")).to_be_visible()
    expect(joy.locator("#because-1-error")).to_have_count(0)
    looked_at(joy)


def test_without_leave_back_would_show_a_carer_the_note_again(
    world: World, screen_of: ScreenOf
) -> None:
    sam, door_id = opened_door(world)
    publication = released(world, door_id)
    page = screen_of(sam, viewport=PHONE)
    page.goto(f"/shared/{publication}")
    page.goto("/guide")

    page.go_back()

    expect(page.get_by_text(DANGER)).to_be_visible()


def test_a_half_written_note_is_there_again_after_looking_away_for_a_minute(
    world: World, screen_of: ScreenOf
) -> None:
    sam, door_id = opened_door(world)
    publication = released(world, door_id)
    page = screen_of(sam, viewport=PHONE)
    page.clock.install()
    page.goto(f"/shared/{publication}/write")
    page.get_by_label("What I need help with").check()
    page.get_by_label("In your own words").fill("She slept well")

    with page.expect_response(lambda answer: answer.status == 204):
        page.evaluate(LOOK, True)
    page.clock.run_for(61_000)
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert "slept" not in page.content()

    again = screen_of(sam, viewport=PHONE)
    again.goto(f"/shared/{publication}/write")
    expect(again.get_by_label("In your own words")).to_have_value("She slept well")
    expect(again.get_by_label("What I need help with")).to_be_checked()
    looked_at(again)
    again.get_by_role("button", name="Send").click()
    expect(again.get_by_text("Sent.")).to_be_visible()
    again.goto(f"/shared/{publication}/write")
    expect(again.get_by_label("In your own words")).to_have_value("")
