"""One young person's pages: their words first, and nobody there who has no place there."""

import re

import pytest

from tests.answers.telling import FOOTBALL, answer, ask, asked_many, leave, say
from tests.entries.telling import draft, keep, opened_by, send, sent, take_back
from tests.home.addresses import person_page, words_page
from tests.support.world import World
from voice_app.answers.rules import VerdictValue
from voice_app.entries.models import EntryKind
from voice_app.entries.rules import Felt

GOOD_NEWS = "Sam let me cook. It was nice."


def test_feelings_show_as_what_was_picked(world: World) -> None:
    felt = [
        Felt(name="worried", strength=3, word=None),
        Felt(name="mixed", strength=None, word=None),
    ]
    send(world, draft(world, "", kind=EntryKind.FEELING, feelings=felt), world.dan)
    dan = world.browse(world.dan)

    for page in ("/staff/today", person_page(world.amina)):
        shown = dan.read(page)
        assert "worried" in shown
        assert "a lot" in shown
        assert "mixed" in shown


def test_what_is_just_for_her_is_on_no_page_of_dans(world: World) -> None:
    keep(world, draft(world, "Only for me.", kind=EntryKind.WORRY))
    dan = world.browse(world.dan)

    for page in ("/staff/today", person_page(world.amina), words_page(world.amina)):
        assert "Only for me." not in dan.read(page)


def test_what_was_taken_back_leaves_every_page(world: World) -> None:
    entry_id = ask(world)
    dan = world.browse(world.dan)
    assert FOOTBALL in dan.read(person_page(world.amina))

    take_back(world, entry_id)

    for page in ("/staff/today", person_page(world.amina), words_page(world.amina)):
        assert FOOTBALL not in dan.read(page)


def test_aminas_page_opens_with_her_words_then_what_came_of_her_wishes(world: World) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id)
    say(world, entry_id, given.id, VerdictValue.OK)
    world.later(hours=1)
    sent(world, world.dan, words=GOOD_NEWS, kind=EntryKind.GOOD_NEWS)

    page = world.browse(world.dan).read(person_page(world.amina))

    assert page.index(GOOD_NEWS) < page.index("Wishes, and what came of them")
    table = page[page.index("<table") :]
    assert FOOTBALL in table
    assert "Partly" in table
    assert "<strong>OK</strong>" in table


def test_seeing_how_she_felt_is_a_reading_of_it(world: World) -> None:
    felt = [Felt(name="worried", strength=1)]
    old = draft(world, "", kind=EntryKind.FEELING, feelings=felt)
    send(world, old, world.dan)
    for number in range(4):
        world.later(days=1)
        sent(world, world.dan, words=f"News {number}.", kind=EntryKind.GOOD_NEWS)

    page = world.browse(world.dan).read(person_page(world.amina))

    assert "worried" in page
    assert opened_by(world, old) != []


@pytest.mark.parametrize("who", ["ella", "finn", "priya", "joy"])
def test_aminas_pages_are_not_there_for_whoever_does_not_look_after_her(
    world: World, who: str
) -> None:
    browser = world.browse(getattr(world, who))

    assert browser.get(person_page(world.amina)).status_code == 404
    assert browser.get(words_page(world.amina)).status_code == 404
    assert "Amina" not in browser.read("/staff/people")


@pytest.mark.parametrize("who", ["nell", "ruth"])
def test_others_who_look_after_her_find_the_page_without_dans_words(world: World, who: str) -> None:
    ask(world, world.dan)
    browser = world.browse(getattr(world, who))

    assert "Amina" in browser.read("/staff/people")
    for page in (person_page(world.amina), words_page(world.amina)):
        shown = browser.read(page)
        assert FOOTBALL not in shown
        assert "Amina has sent you nothing yet." in shown


def test_who_left_loses_her_pages_on_the_next_request(world: World) -> None:
    dan = world.browse(world.dan)
    assert dan.get(person_page(world.amina)).status_code == 200

    leave(world, world.dan)

    assert dan.get(person_page(world.amina)).status_code == 404
    assert "Amina" not in dan.read("/staff/today")


def test_all_her_words_come_page_by_page_without_a_gap(world: World) -> None:
    asked_many(world, 45)
    dan = world.browse(world.dan)
    address, seen = words_page(world.amina), ""

    for _ in range(3):
        page = dan.read(address)
        seen += page
        address = _older(page)

    assert address == ""
    assert all(f"Wish number {number}." in seen for number in range(45))


def _older(page: str) -> str:
    """The address of the next page, or nothing."""
    found = re.search(r'href="([^"]+)" rel="next"', page)
    return found[1] if found else ""
