"""The letterbox: anybody who holds the phone may put words in, and nothing comes out."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.entries.telling import WORDS, all_of, draft, only_one, row, sent, words_of
from tests.support.world import Browser, World
from voice_app.core.actor import Level
from voice_app.entries.models import EntryKind, EntryLevel, EntryState

Browse = Callable[..., Browser]

#: Every word that may be read before the PIN. Nothing here tells what the app is for.
MAY_BE_READ = {
    *("Skip to the page", "Notes", "Numbers", "Write", "Open", "Keep", "Leave", "Kept."),
    "Ask somebody to ring me",
    # Shown by the page itself when nothing reaches the server.
    "There is no signal just now.",
    "What you wrote is still on this page. Try again in a moment.",
    # Shown by the page itself before it would send more than the server takes.
    "That is too long to send in one go.",
    "What you wrote is still on this page. Send it in two parts.",
}


def words_on(page: str) -> set[str]:
    body = re.sub(r"<(script|style|svg).*?</\1>", "", page[page.index("<body") :], flags=re.S)
    parts = re.sub(r"<[^>]+>", "\n", body).split("\n")
    return {" ".join(part.split()) for part in parts} - {""}


def test_words_go_in_without_the_pin_and_wait_unconfirmed(world: World, browse: Browse) -> None:
    phone = browse(world.amina, Level.LETTERBOX)

    phone.read("/letterbox")
    page = phone.press("Keep", words="I am at the station").text

    entry = only_one(world)
    assert (entry.level, entry.state) == (EntryLevel.LETTERBOX, EntryState.DRAFT)
    assert (entry.kind, entry.confirmed_at) == (EntryKind.SOMETHING, None)
    assert words_of(world, entry.id) == "I am at the station"
    assert "Kept." in page
    assert "station" not in page


def test_nothing_but_a_fixed_list_of_words_may_be_read_before_the_pin(
    world: World, browse: Browse
) -> None:
    sent(world, world.dan)
    draft(world)
    phone = browse(world.amina, Level.LETTERBOX)

    before = words_on(phone.read("/letterbox"))
    after = words_on(phone.press("Keep", words="hello").text)

    assert before <= MAY_BE_READ
    assert after <= MAY_BE_READ
    assert "hello" in words_on(browse(world.amina).read("/words"))


def test_the_same_words_put_in_twice_are_kept_once(world: World, browse: Browse) -> None:
    phone, key = browse(world.amina, Level.LETTERBOX), uuid4()

    for _ in range(2):
        phone.send("/letterbox", words=WORDS, key=key)
    phone.send("/letterbox", words="other words", key=key)

    assert sorted(words_of(world, one.id) for one in all_of(world, world.amina)) == [
        "other words",
        WORDS,
    ]


def test_words_put_in_never_touch_what_is_there(world: World, browse: Browse) -> None:
    draft_id, sent_id = draft(world), sent(world, world.dan)
    phone = browse(world.amina, Level.LETTERBOX)

    for entry_id in (draft_id, sent_id):
        phone.send("/letterbox", words="over it", key=row(world, entry_id).phone_id)

    assert words_of(world, draft_id) == words_of(world, sent_id) == WORDS
    assert len(all_of(world, world.amina)) == 4


def test_an_empty_letterbox_keeps_nothing(world: World, browse: Browse) -> None:
    phone = browse(world.amina, Level.LETTERBOX)

    phone.read("/letterbox")
    phone.press("Keep", words=" \n")
    phone.read("/letterbox")
    phone.press("Keep", words="\u200b\u2800\u2069")

    assert all_of(world, world.amina) == []


@pytest.mark.parametrize("key", ["", "not-an-id"])
def test_words_are_kept_whatever_became_of_the_key(world: World, browse: Browse, key: str) -> None:
    browse(world.amina, Level.LETTERBOX).send("/letterbox", words=WORDS, key=key)

    assert words_of(world, only_one(world).id) == WORDS


def test_amina_says_that_she_said_it_and_whom_it_is_for(world: World, browse: Browse) -> None:
    browse(world.amina, Level.LETTERBOX).send("/letterbox", words="a red bike", key=uuid4())
    amina = browse(world.amina)

    assert "Not confirmed yet" in amina.read("/words")
    amina.read(f"/words/{only_one(world).id}")
    amina.press("I said this")
    amina.press("Next", kind="wish")
    amina.press("Send", to=world.dan.id)

    entry = only_one(world)
    assert (entry.kind, entry.state) == (EntryKind.WISH, EntryState.SENT)
    assert entry.confirmed_at == world.now
    assert words_of(world, entry.id) == "a red bike"


def test_amina_says_that_it_was_not_her(world: World, browse: Browse) -> None:
    browse(world.amina, Level.LETTERBOX).send("/letterbox", words="I lied", key=uuid4())
    amina = browse(world.amina)

    amina.read(f"/words/{only_one(world).id}")
    page = amina.press("That wasn’t me").text

    assert "I lied" not in page
    assert "You said this wasn’t you" in page
    assert "I lied" not in amina.read(f"/words/{only_one(world).id}")


def test_a_computer_that_is_no_young_persons_phone_has_no_letterbox(
    world: World, browse: Browse
) -> None:
    assert browse().get("/letterbox").status_code == 303
    for person in (world.dan, world.joy, world.ash):
        assert browse(person).get("/letterbox").status_code == 404
        assert browse(person).send("/letterbox", words=WORDS).status_code == 404
