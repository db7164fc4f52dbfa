"""What a worker types about a door comes back with what is wrong, and nothing of it is lost."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.care.test_carers import link as link_by_hand
from tests.care.test_carers import print_link
from tests.entries.telling import sent
from tests.sharing.telling import (
    SAFE,
    TEXT,
    assess,
    begin,
    door_of,
    in_days,
    link,
    opened_door,
    reads,
    released,
    withdraw,
)
from tests.sharing.test_passing_on import decide, not_yet
from tests.sharing.test_summaries import STREET, protect
from tests.support.world import World
from voice_app.wording.protected import FactKind

TYPED = "He <b>rings</b> 🌱 منى"
SHOWN = "He &lt;b&gt;rings&lt;/b&gt; 🌱 منى"


def filled(world: World, **more: str) -> dict[str, str]:
    """A whole assessment as a form sends it."""
    given = {
        name: str(getattr(SAFE, name)) for name in ("safe", "danger", "if_wrong", "basis", "view")
    }
    given |= {"protective": TYPED, "covered": "Football", "ends_on": in_days(world, 30).isoformat()}
    return given | more


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends_on": "2026-06-15"}, "That day is past."),
        ({"ends_on": "2026-09-17"}, "Three months is the most: 16/09/2026."),
        ({"ends_on": ""}, "Give the day."),
        ({"safe": "\u200b \u2060"}, "Write this. Two people sign it."),
        ({"covered": " \n \n"}, "Say what may be told."),
        ({"view": ""}, "Write what they say of it, or why they were not asked."),
    ],
)
def test_an_assessment_that_cannot_be_is_pointed_out_and_kept_on_the_page(
    world: World, wrong: dict[str, str], said: str
) -> None:
    _, door = link(world)
    dan = world.browse(world.dan)
    dan.read(f"/staff/carers/{door}/assessment")

    refused = dan.press("Sign it", **filled(world, **wrong))

    assert refused.status_code == 400
    assert said in refused.text
    assert SHOWN in refused.text
    assert door_of(world, door).assessed == ()


@pytest.mark.parametrize("days", [0, 92])
def test_today_and_three_months_on_are_still_days(world: World, days: int) -> None:
    _, door = link(world)
    dan = world.browse(world.dan)
    dan.read(f"/staff/carers/{door}/assessment")
    ends_on = date(2026, 6, 16) + timedelta(days=days)

    kept = dan.press("Sign it", **filled(world, ends_on=ends_on.isoformat()))

    assert "Signed by you." in kept.text
    (one,) = door_of(world, door).assessed
    assert one.assessment.ends_on == ends_on


def test_two_who_assess_at_once_both_keep_what_they_wrote(world: World) -> None:
    _, door = link(world)
    dan = world.browse(world.dan)
    dan.read(f"/staff/carers/{door}/assessment")
    assess(world, door, given=replace(SAFE, basis="Nell was there."), by=world.nell)

    overtaken = dan.press("Sign it", **filled(world))
    assert overtaken.status_code == 409
    assert "A newer version was kept while you were writing." in overtaken.text
    assert SHOWN in overtaken.text
    assert len(door_of(world, door).assessed) == 1

    assert "Signed by you." in dan.press("Sign it").text
    newest, before = door_of(world, door).assessed
    assert (newest.body["protective"], before.body["basis"]) == (TYPED, "Nell was there.")


def test_shutting_and_taking_back_ask_why_and_keep_what_was_typed(world: World) -> None:
    sam, door = opened_door(world)
    publication = released(world, door)
    dan = world.browse(world.dan)
    dan.read(f"/staff/carers/{door}/shut")
    refused = dan.press("Shut it now", because=TYPED)
    assert (refused.status_code, "Pick one." in refused.text) == (400, True)
    assert SHOWN in refused.text
    dan.read(f"/staff/carers/{door}/end")
    assert dan.press("End the link", because=" \u200b").status_code == 400
    dan.read(f"/staff/carers/told/{publication}/withdraw")
    refused = dan.press("Take it back", because="")

    assert refused.status_code == 400
    assert "Say why. It stays in the record." in refused.text
    assert reads(world, sam) == [publication]


def test_a_fact_is_not_let_stand_without_a_reason(world: World) -> None:
    protect(world)
    protect(world, "Jo", FactKind.NAME)
    _, door = opened_door(world)
    summary_id = begin(world, door, replace(TEXT, next=f"Tea with Jo at {STREET}, Sunday."))
    joy = world.browse(world.joy)
    joy.read(f"/staff/carers/tell/{summary_id}")

    refused = joy.press("Let it stand", because="\u200b")
    assert refused.status_code == 400
    # Once above the page, once beside the one fact that it was sent for.
    assert refused.text.count("Say why. It stays in the record.") == 2
    assert refused.text.count('id="because-1"') == refused.text.count('id="because-2"') == 1
    assert door_of(world, door).drafted[0].overrides == {}

    stands = joy.press("Let it stand", because=TYPED).text
    assert SHOWN in stands
    assert "Joy Mensah lets it stand." in stands


def test_a_note_that_is_taken_back_while_it_is_read_leads_nowhere(world: World) -> None:
    sam, door = opened_door(world)
    publication = released(world, door)
    browser = world.browse(sam)
    page = browser.read(f"/shared/{publication}")
    ways = set(re.findall(rf'href="(/shared/{publication}[^"]*)"', page))
    assert ways

    withdraw(world, publication)

    assert {browser.get(way).status_code for way in (*ways, f"/shared/{publication}")} == {404}
    assert "There is nothing to read here now." in browser.read("/shared")


def test_an_expired_printed_link_says_so_and_names_nobody(world: World) -> None:
    printed = print_link(world, link_by_hand(world), by=world.joy)
    address = f"/first/{printed.token}"
    assert "Sam Carter" in world.browse().read(address)

    world.later(days=3)
    gone = world.browse().get(address)

    assert gone.status_code == 404
    assert "Sam" not in gone.text
    assert gone.text == world.browse().get("/first/" + "x" * len(printed.token)).text


def test_how_she_was_told_is_not_written_over_by_somebody_else(world: World) -> None:
    decision = decide(world, sent(world, world.dan), not_yet(world))
    address = f"/staff/passed-on/{decision}/told"
    dan, joy = world.browse(world.dan), world.browse(world.joy)
    dan.read(address)
    joy.read(address)
    dan.press("Keep it", how_told="On a walk.")

    late = joy.press("Keep it", how_told=TYPED)

    assert late.status_code == 409
    assert SHOWN in late.text
    assert "On a walk." in dan.read(f"/staff/people/{world.amina.id}/passed-on")
    again = dan.send(address, how_told="On a walk.", view="")
    assert again.status_code == 303
