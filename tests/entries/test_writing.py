"""From a thought to words, as pages: each step keeps what was given, and says what is missing."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.entries.telling import (
    all_of,
    draft,
    feelings_of,
    only_one,
    row,
    sent,
    words_of,
)
from tests.support.world import Browser, World
from voice_app.core import vault
from voice_app.entries.models import Entry, EntryKind, EntryState, LifeArea

Browse = Callable[..., Browser]


def test_the_screens_own_words_are_never_part_of_the_quotation(
    world: World, browse: Browse
) -> None:
    amina = browse(world.amina)

    amina.read("/write?start=2")
    amina.press("Next", words="to stay")

    with world.reading() as session:
        body = vault.opened(session, session.get_one(Entry, only_one(world).id))
    assert (body["starter"], body["words"]) == ("I want", "to stay")
    assert body["prompt"] == "Tell me what you would like to happen"


def test_nothing_is_chosen_beforehand(world: World, browse: Browse) -> None:
    amina = browse(world.amina)
    draft_id = draft(world)

    assert "checked" not in amina.read("/say")
    assert "checked" not in amina.read("/feel")
    assert "checked" not in amina.read(f"/who/{row(world, draft_id).phone_id}")


def test_choosing_no_start_is_said_kindly(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/say")
    page = amina.press("Next").text

    assert "Choose one, or press Not now." in page
    assert all_of(world, world.amina) == []


@pytest.mark.parametrize(("number", "kind"), list(enumerate(list(EntryKind)[:6], start=1)), ids=str)
def test_each_start_makes_its_kind(
    world: World, browse: Browse, number: int, kind: EntryKind
) -> None:
    amina = browse(world.amina)

    amina.read(f"/write?start={number}")
    amina.press("Next", words="these words")

    assert only_one(world).kind is kind


def test_strength_chosen_on_the_same_page_is_not_asked_again(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/feel")
    key = amina.address.rsplit("/", 1)[-1]
    fields = {"feelings": "sad", "strength-sad": "1", "strength_asked": "yes"}
    response = amina.send(f"/feel/{key}", **fields)

    assert response.location == f"/write/{key}"
    assert feelings_of(world, only_one(world).id) == [("sad", 1, None)]


def test_a_word_of_ones_own_counts_as_picked(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/feel")
    amina.press("Next", own_word="  fizzy ")

    assert feelings_of(world, only_one(world).id) == [("own_word", None, "  fizzy ")]


def test_picking_nothing_is_said_kindly(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/feel")
    page = amina.press("Next").text

    assert "Pick at least one, or press Not now." in page
    assert all_of(world, world.amina) == []


def test_an_empty_page_is_said_kindly_and_makes_nothing(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/write?start=2")
    page = amina.press("Next", words="  \n ").text

    assert "Write a few words first, or add how you feel." in page
    assert all_of(world, world.amina) == []


@pytest.mark.parametrize("unseen", ["\u200b\u200d", "\u202e\u2069", "\ufe0f", "\u2800\u2800"])
def test_words_that_nobody_can_see_are_nothing_written(
    world: World, browse: Browse, unseen: str
) -> None:
    amina = browse(world.amina)

    amina.read("/write?start=2")
    page = amina.press("Next", words=unseen).text

    assert "Write a few words first, or add how you feel." in page
    assert all_of(world, world.amina) == []


@pytest.mark.parametrize(
    "seen", ["\u202eno\u202c\u200b", "\u2764\ufe0f", "\u0645\u06cc\u200c\u062e"]
)
def test_letters_that_nobody_can_see_stay_where_she_wrote_them(
    world: World, browse: Browse, seen: str
) -> None:
    amina = browse(world.amina)

    amina.read("/write?start=2")
    amina.press("Next", words=seen)

    assert words_of(world, only_one(world).id) == seen


def test_a_feeling_in_a_word_that_nobody_can_see_is_not_picked(
    world: World, browse: Browse
) -> None:
    amina = browse(world.amina)

    amina.read("/feel")
    page = amina.press("Next", own_word="\u2800").text

    assert "Pick at least one, or press Not now." in page
    assert all_of(world, world.amina) == []


def test_a_draft_that_became_unseen_starts_no_clock(world: World, browse: Browse) -> None:
    draft_id = draft(world)
    amina = browse(world.amina)
    key = row(world, draft_id).phone_id

    amina.read(f"/write/{key}")
    amina.press("Next", words="\u200b")
    answer = amina.send(f"/who/{key}", to=str(world.dan.id), go="send")

    assert answer.status_code != 200
    assert row(world, draft_id).state is EntryState.DRAFT


def test_adding_a_feeling_keeps_the_words(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/write?start=3")
    amina.press("Add how you feel", words="the bus", life_area="school_and_work")
    amina.press("Next", feelings="tired")
    page = amina.press("Next").text

    entry = only_one(world)
    assert words_of(world, entry.id) == "the bus"
    assert entry.life_area is LifeArea.SCHOOL_AND_WORK
    assert "the bus" in page


def test_back_never_loses_a_word(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/write?start=2")
    written_at = amina.address
    amina.press("Back", words="half a sent")

    assert "What do you want to say?" in amina.page
    assert words_of(world, only_one(world).id) == "half a sent"
    assert "half a sent" in amina.read(written_at)


def test_not_now_keeps_the_words_for_later(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/write?start=2")
    amina.press("Not now", words="later perhaps")

    assert only_one(world).state is EntryState.DRAFT
    assert "later perhaps" in amina.read("/words")


def test_not_now_with_nothing_written_makes_nothing(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/write?start=2")
    amina.press("Not now")

    assert all_of(world, world.amina) == []


def test_what_was_begun_can_become_another_kind(world: World, browse: Browse) -> None:
    draft_id = draft(world, "I would like a cat", kind=EntryKind.WORRY)
    amina = browse(world.amina)

    amina.read(f"/say/{row(world, draft_id).phone_id}")
    amina.press("Next", kind="wish")

    assert row(world, draft_id).kind is EntryKind.WISH
    assert words_of(world, draft_id) == "I would like a cat"
    assert "Tell me what you would like to happen" in amina.page


def test_a_part_of_life_can_be_taken_away_again(world: World, browse: Browse) -> None:
    amina = browse(world.amina)
    amina.read("/write?start=2")
    written_at = amina.address
    amina.press("Next", words="football", life_area="friends")

    amina.read(written_at)
    amina.press("Next", life_area="")

    assert only_one(world).life_area is None


@pytest.mark.parametrize("area", ["an_old_one", " \r\n", "\x00"])
def test_a_part_of_life_that_is_none_loses_no_words(
    world: World, browse: Browse, area: str
) -> None:
    amina = browse(world.amina)
    amina.read("/write")

    answer = amina.press("Not now", words="football", life_area=area)

    assert answer.status_code == 200
    entry = only_one(world)
    assert (words_of(world, entry.id), entry.life_area) == ("football", None)


def test_very_long_words_are_kept_whole_and_said_kindly(world: World, browse: Browse) -> None:
    amina = browse(world.amina)
    words = "a lot 🙂 " * 2501

    amina.read("/write?start=2")
    page = amina.press("Next", words=words).text

    assert "This is very long. All of it is kept." in page
    assert words.strip() in page
    entry = only_one(world)
    assert (entry.state, words_of(world, entry.id)) == (EntryState.DRAFT, words)
    assert amina.get(f"/who/{entry.phone_id}").location == f"/write/{entry.phone_id}"


def test_what_the_page_saves_by_itself_never_overtakes_a_pressed_button(
    world: World, browse: Browse
) -> None:
    amina = browse(world.amina)
    key = uuid4()

    saved = amina.send(f"/write/{key}", words="to st", start="2", go="keep", turn="1000")
    amina.send(f"/write/{key}", words="to stay", start="2", turn="3000")
    late = amina.send(f"/write/{key}", words="to sta", start="2", go="keep", turn="2000")

    assert (saved.status_code, late.status_code) == (204, 204)
    assert words_of(world, only_one(world).id) == "to stay"


def test_a_page_left_open_after_sending_saves_nothing_more(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)
    key = row(world, entry_id).phone_id

    answer = browse(world.amina).send(f"/write/{key}", words="more", start="2", go="keep")

    assert answer.status_code == 409
    assert len(all_of(world, world.amina)) == 1
