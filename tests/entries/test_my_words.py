"""My words: every state in words and shape, newest first, and one of them whole."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from tests.entries.telling import (
    WORDS,
    draft,
    keep,
    look,
    post_through_letterbox,
    row,
    sees,
    sent,
    take_back,
    words_of,
)
from tests.support.world import Browser, World
from voice_app.care import service as care
from voice_app.core.actor import Actor
from voice_app.entries import rules, service
from voice_app.entries.models import Entry, EntryKind, EntryState
from voice_app.entries.pages import State
from voice_app.entries.rules import Felt

Browse = Callable[..., Browser]


LONG_ENOUGH = "A sentence that is long enough to stand by itself in a list."


def text_of(page: str) -> str:
    """What a page says, without its markup."""
    bare = re.sub(r"<svg.*?</svg>", "", page, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


def heard(world: World, entry_id: UUID, message: str) -> None:
    with world.writing() as session:
        actor = world.actor(world.dan)
        service.heard(session, actor=actor, entry_id=entry_id, message=message, now=world.now)


def test_each_state_is_said_in_words(world: World, browse: Browse) -> None:
    keep(world, draft(world, "mine"))
    sent(world, world.dan, words="waiting")
    look(world, world.dan, sent(world, world.dan, words="opened"))
    heard(world, sent(world, world.dan, words="heard"), "Thank you")
    take_back(world, sent(world, world.dan, words="taken back"))

    page = text_of(browse(world.amina).read("/words"))

    for line in (
        "“mine” Just me",
        "“waiting” Sent. Not opened yet",
        "“opened” Opened by Dan, today",
        "“heard” Dan has heard you",
        "You took this back, today",
    ):
        assert line in page, line
    assert "“taken back”" not in page


def test_the_newest_words_come_first(world: World, browse: Browse) -> None:
    for words in ("first", "second", "third"):
        sent(world, world.dan, words=words)
        world.later(minutes=1)

    page = browse(world.amina).read("/words")

    assert page.index("third") < page.index("second") < page.index("first")


def test_a_cover_is_named_with_whom_they_covered(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)
    world.cover(world.priya, world.dan)
    look(world, world.priya, entry_id)
    amina = browse(world.amina)

    assert "Opened by Priya, for Dan, today" in text_of(amina.read("/words"))
    page = text_of(amina.read(f"/words/{entry_id}"))
    assert "Dan Has not opened it yet" in page
    assert "Priya Opened it for Dan, today" in page


def test_pages_go_by_key_and_lose_nothing(world: World, browse: Browse) -> None:
    expected = [f"number {number:02}." for number in range(45)]
    for words in expected:
        keep(world, draft(world, words))
        if words.endswith("5."):
            world.later(seconds=1)  # Many share one moment, so the id must order them.
    amina = browse(world.amina)

    found, address, count = [], "/words", 0
    while address:
        page = amina.read(address)
        found += re.findall(r"number \d\d\.", page)
        older = re.search(r'href="(/words\?before=[^"]+)"', page)
        address, count = older[1] if older else "", count + 1

    assert count == 3
    assert sorted(found) == expected
    assert len(set(found)) == 45


def test_a_page_after_somebody_elses_words_shows_ones_own_or_nothing(
    world: World, browse: Browse
) -> None:
    entry_id = sent(world, world.dan)
    leo = browse(world.leo)

    assert WORDS not in leo.read(f"/words?before={entry_id}")
    assert leo.read("/words?before=nonsense") == leo.read("/words")


def test_unfinished_words_have_a_place_of_their_own(world: World, browse: Browse) -> None:
    for number in range(5):
        draft(world, f"begun {number}")
    amina = browse(world.amina)

    page = amina.read("/words")
    assert len(re.findall(r"begun \d", page)) == 3
    assert "/words/unfinished" in page
    assert len(re.findall(r"begun \d", amina.read("/words/unfinished"))) == 5


def test_going_on_with_a_draft(world: World, browse: Browse) -> None:
    entry_id = draft(world, "begun")
    amina = browse(world.amina)

    page = amina.read(f"/words/{entry_id}")

    assert f"/write/{row(world, entry_id).phone_id}" in page


def test_deleting_is_for_good_and_says_so(world: World, browse: Browse) -> None:
    entry_id = draft(world, "to be gone")
    keep(world, entry_id)
    amina = browse(world.amina)

    amina.read(f"/words/{entry_id}")
    page = amina.press("Delete it").text

    assert "Deleted. It is gone for good." in page
    assert "to be gone" not in page
    assert words_of(world, entry_id) == ""
    assert amina.get(f"/words/{entry_id}").status_code == 404


def test_taking_back_says_who_had_already_read_it(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan, world.ruth)
    look(world, world.dan, entry_id)
    amina = browse(world.amina)

    amina.read(f"/words/{entry_id}")
    page = text_of(amina.press("Take it back").text)

    assert "Dan had already read it" in page
    assert "Ruth had" not in page
    assert WORDS not in page


def test_ending_one_persons_seeing_from_the_page(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)
    look(world, world.dan, entry_id)
    amina = browse(world.amina)

    amina.read(f"/words/{entry_id}")
    amina.press("Stop")

    assert not sees(world, world.dan, entry_id)


@pytest.mark.parametrize("person", ["", "nonsense"])
def test_ending_nobodys_seeing_is_no_page(world: World, browse: Browse, person: str) -> None:
    entry_id = sent(world, world.dan)

    answer = browse(world.amina).send(f"/words/{entry_id}/stop", person=person)

    assert answer.status_code == 404
    assert sees(world, world.dan, entry_id)


def test_letting_somebody_else_see_it(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)
    amina = browse(world.amina)

    page = amina.read(f"/who/{row(world, entry_id).phone_id}")
    amina.press("Send", to=world.ruth.id)

    assert "Can see it already" in page
    assert "Just me" not in page
    assert sees(world, world.dan, entry_id)
    assert sees(world, world.ruth, entry_id)


def test_putting_words_right_makes_a_correction(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)
    amina = browse(world.amina)

    amina.read(f"/words/{entry_id}")
    page = amina.press("Put it right").text
    assert WORDS in page
    amina.press("Next", words="not quite that")
    amina.press("Send", to=world.dan.id)

    assert words_of(world, entry_id) == WORDS
    first = amina.read(f"/words/{entry_id}")
    assert "You put this right later." in first
    fresh = re.search(r'href="(/words/[^"]+)">You put this right', first)
    assert fresh
    second = amina.read(fresh[1])
    assert "not quite that" in second
    assert f"/words/{entry_id}" in second


def test_a_message_that_she_was_heard_shows_with_its_words(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)
    heard(world, entry_id, "I read this twice. Let’s talk on Friday.")

    page = text_of(browse(world.amina).read(f"/words/{entry_id}"))

    assert "Dan , today I read this twice. Let’s talk on Friday." in page.replace("Dan,", "Dan ,")


def close_case(world: World) -> None:
    with world.writing() as session:
        care.close_case(
            session, actor=world.actor(world.joy), young_person_id=world.amina.id, now=world.now
        )


def test_words_nobody_is_left_to_open_ask_whom_they_are_for(world: World, browse: Browse) -> None:
    assignment_id = world.assign(world.priya, world.amina)
    entry_id = sent(world, world.priya)
    amina = browse(world.amina)
    assert "Who are these for now?" not in amina.read("/words")

    world.unassign(assignment_id)

    assert "Who are these for now?" in amina.read("/words")
    amina.read(f"/words/{entry_id}")
    assert "Whoever you chose is not there now." in amina.page
    amina.read(f"/who/{row(world, entry_id).phone_id}")
    amina.press("Send", to=world.dan.id)
    assert sees(world, world.dan, entry_id)
    assert "Who are these for now?" not in amina.read("/words")


def test_unopened_words_can_be_kept_when_the_case_has_closed(world: World, browse: Browse) -> None:
    unopened, opened = sent(world, world.dan), sent(world, world.dan)
    look(world, world.dan, opened)
    close_case(world)
    amina = browse(world.amina)

    page = amina.read(f"/who/{row(world, unopened).phone_id}")
    amina.press("Keep it for me")

    assert "Nobody reads here now." in page
    assert row(world, unopened).state is EntryState.KEPT
    assert row(world, opened).state is EntryState.SENT


def test_feelings_show_with_their_faces_and_words(world: World, browse: Browse) -> None:
    felt = [Felt("hopeful"), Felt("worried", 3), Felt("own_word", None, "<wobbly>")]
    keep(world, draft(world, "", feelings=felt))

    page = browse(world.amina).read("/words")

    assert "worried , a lot" in text_of(page)
    assert "&lt;wobbly&gt;" in page
    assert "#f-worried" in page


def test_later_layers_may_say_more_about_many_entries_at_once(
    world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = sent(world, world.dan, words="a cat", kind=EntryKind.WISH)
    sent(world, world.dan, words="a dog", kind=EntryKind.WISH)
    asked: list[int] = []

    def add(
        session: Session, *, actor: Actor, entries: Sequence[Entry], now: datetime
    ) -> Mapping[UUID, State]:
        assert (session, actor.person_id, now) == (session, world.amina.id, world.now)
        asked.append(len(entries))
        state = State("Answered: partly", "s-partly", is_new=True, url="/x", link="Read it")
        return {answered: state}

    monkeypatch.setattr("voice_app.entries.pages.state.states", [add])

    page = text_of(browse(world.amina).read("/words"))

    assert asked == [2]
    assert "“a cat” Answered: partly Read it" in page
    assert "“a dog” Sent. Not opened yet" in page


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Short.", "Short."),
        ("One. " + "two " * 50, "One. …"),
        ("One. " + "two " * 50 + "end. More here.", "One. " + "two " * 50 + "end. …"),
        (
            "First one, which is long enough. Second! " + "x" * 200,
            "First one, which is long enough. Second! …",
        ),
        ("no end " * 30, None),
        ("a" * 600, "a" * 280 + "…"),
        ("یہ ایک جملہ ہے۔ " + "ہ" * 200, "یہ ایک جملہ ہے۔ …"),
        ("line one\n" + "line two " * 30, "line one …"),
    ],
)
def test_a_list_cuts_after_a_sentence(words: str, shown: str | None) -> None:
    cut = rules.excerpt(words)

    assert cut == (shown if shown is not None else words)
    assert words.startswith(cut.removesuffix("…").rstrip())


def test_letterbox_words_stand_among_the_unfinished(world: World, browse: Browse) -> None:
    post_through_letterbox(world, "from the phone")

    page = text_of(browse(world.amina).read("/words"))

    assert "from the phone Not confirmed yet, today" in page


def test_a_page_about_words_that_never_were_is_not_there(world: World, browse: Browse) -> None:
    amina: Any = browse(world.amina)

    for address in (f"/words/{uuid4()}", f"/sent/{uuid4()}", f"/who/{uuid4()}"):
        assert amina.get(address).status_code == 404
    assert amina.get(f"/write/{uuid4()}").status_code == 200
