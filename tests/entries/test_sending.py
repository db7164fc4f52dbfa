"""From words to somebody who reads them, as pages: whom they are for, and sending once."""

import re
from collections.abc import Callable
from uuid import uuid4

from tests.entries.telling import (
    WORDS,
    all_of,
    audience,
    draft,
    feelings_of,
    only_one,
    post_through_letterbox,
    row,
    sent,
    words_of,
)
from tests.support.world import Browser, World
from voice_app.care import service as care
from voice_app.entries.models import EntryKind, EntryState

Browse = Callable[..., Browser]


def test_amina_says_what_she_wants_and_sends_it_to_dan(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/say")
    amina.press("Next", kind="wish")
    amina.press("Next", words="to stay at my school")
    page = amina.press("Send", to=world.dan.id).text

    entry = only_one(world)
    assert (entry.kind, entry.state) == (EntryKind.WISH, EntryState.SENT)
    assert words_of(world, entry.id) == "to stay at my school"
    assert audience(world, entry.id) == {world.dan.id}
    assert "Sent." in page
    assert "to stay at my school" in page
    assert "With Dan now." in page


def test_feelings_alone_can_be_sent(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    amina.read("/feel")
    amina.press("Next", feelings=["hopeful", "worried", "own_word"], own_word="wobbly")
    amina.press("Next", **{"strength-worried": "3"})
    amina.press("Next")
    page = amina.press("Send", to=world.dan.id).text

    entry = only_one(world)
    assert entry.kind is EntryKind.FEELING
    assert feelings_of(world, entry.id) == [
        ("worried", 3, None),
        ("hopeful", None, None),
        ("own_word", None, "wobbly"),
    ]
    assert "wobbly" in page
    assert "worried, a lot" in re.sub(r"<[^>]+>", "", page)


def test_the_same_form_sent_twice_makes_one_entry(world: World, browse: Browse) -> None:
    amina = browse(world.amina)
    key = uuid4()

    first = amina.send(f"/write/{key}", words=WORDS, start="2")
    second = amina.send(f"/write/{key}", words=WORDS, start="2")
    sends = [amina.send(f"/who/{key}", to=world.dan.id, go="send") for _ in range(2)]

    assert first.location == second.location == f"/who/{key}"
    assert sends[0].location == sends[1].location
    entry = only_one(world)
    assert audience(world, entry.id) == {world.dan.id}


def test_two_forms_make_two_entries(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    for _ in range(2):
        amina.send(f"/write/{uuid4()}", words=WORDS, start="2")

    assert len(all_of(world, world.amina)) == 2


def test_a_changed_form_after_sending_is_new_words_and_the_sent_ones_stay(
    world: World, browse: Browse
) -> None:
    entry_id = sent(world, world.dan)
    key = row(world, entry_id).phone_id
    amina = browse(world.amina)

    answers = [amina.send(f"/write/{key}", words="other words", start="3") for _ in range(2)]

    assert answers[0].location == answers[1].location
    assert words_of(world, entry_id) == WORDS
    fresh = [entry for entry in all_of(world, world.amina) if entry.id != entry_id]
    assert [(one.state, one.kind) for one in fresh] == [(EntryState.DRAFT, EntryKind.WORRY)]
    assert words_of(world, fresh[0].id) == "other words"


def test_going_back_to_the_page_after_sending_shows_what_was_sent(
    world: World, browse: Browse
) -> None:
    entry_id = sent(world, world.dan)
    key = row(world, entry_id).phone_id
    amina = browse(world.amina)

    for address in (f"/write/{key}", f"/feel/{key}", f"/say/{key}"):
        assert amina.get(address).location == f"/words/{entry_id}"


def test_pressing_send_with_nobody_chosen_keeps_it_just_for_her(
    world: World, browse: Browse
) -> None:
    draft_id = draft(world)
    amina = browse(world.amina)

    amina.read(f"/who/{row(world, draft_id).phone_id}")
    page = amina.press("Send").text

    assert row(world, draft_id).state is EntryState.KEPT
    assert audience(world, draft_id) == set()
    assert "Just you." in page


def test_just_me_wins_over_anybody_chosen(world: World, browse: Browse) -> None:
    draft_id = draft(world)
    amina = browse(world.amina)

    amina.read(f"/who/{row(world, draft_id).phone_id}")
    amina.press("Just me", to=world.dan.id)

    assert row(world, draft_id).state is EntryState.KEPT
    assert audience(world, draft_id) == set()


def test_who_can_see_names_each_person_once_with_what_they_do_and_when(
    world: World, browse: Browse
) -> None:
    draft_id = draft(world)
    world.later(hours=11, minutes=41)

    page = browse(world.amina).read(f"/who/{row(world, draft_id).phone_id}")

    for line in (
        "Dan Hughes",
        "Keyworker",
        "Dan can read this on Wednesday after 9 am",
        "Ruth Bell",
        "Runs my meeting",
        "We do not know when Ruth can read this",
    ):
        assert line in page, line
    for stranger in (world.finn, world.priya, world.ella, world.joy):
        assert str(stranger) not in page


def test_just_me_is_said_truthfully(world: World, browse: Browse) -> None:
    draft_id = draft(world)

    page = browse(world.amina).read(f"/who/{row(world, draft_id).phone_id}")

    assert "nobody who works here can open it" in page
    assert "A court could ask for it. Then two people would have to act." in page
    for lie in ("only I can", "Only I can", "on this phone", "Only you"):
        assert lie not in page


def test_somebody_who_stopped_working_with_her_meanwhile_gets_nothing(
    world: World, browse: Browse
) -> None:
    assignment_id = world.assign(world.priya, world.amina)
    draft_id = draft(world)
    amina = browse(world.amina)
    amina.read(f"/who/{row(world, draft_id).phone_id}")

    world.unassign(assignment_id)
    page = amina.press("Send", to=world.priya.id).text

    assert "Somebody does not work with you any more." in page
    assert row(world, draft_id).state is EntryState.DRAFT
    assert audience(world, draft_id) == set()


def test_nobody_outside_her_circle_can_be_chosen_by_hand(world: World, browse: Browse) -> None:
    draft_id = draft(world)
    key = row(world, draft_id).phone_id
    amina = browse(world.amina)

    for stranger in (world.ella.id, world.joy.id, world.leo.id, "nobody"):
        amina.send(f"/who/{key}", to=stranger, go="send")

    assert audience(world, draft_id) == set()


def test_nobody_works_with_her_so_the_phone_says_so(world: World, browse: Browse) -> None:
    draft_id = draft(world, author=world.kofi)
    key = row(world, draft_id).phone_id
    with world.writing() as session:
        care.close_case(
            session, actor=world.actor(world.joy), young_person_id=world.kofi.id, now=world.now
        )
    kofi = browse(world.kofi)

    page = kofi.read(f"/who/{key}")
    kofi.press("Keep it for me")

    assert "Nobody reads here now." in page
    assert "/numbers" in page
    assert row(world, draft_id).state is EntryState.KEPT


def test_tags_in_words_stay_words(world: World, browse: Browse) -> None:
    words = '<script>alert("x")</script><img src=x onerror=y>'
    entry_id = sent(world, world.dan, words=words)
    amina = browse(world.amina)

    for page in (amina.read("/words"), amina.read(f"/words/{entry_id}")):
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "&lt;script&gt;alert(" in page


def test_the_words_of_somebody_else_are_nowhere(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)
    key = row(world, entry_id).phone_id
    leo = browse(world.leo)

    assert leo.get(f"/words/{entry_id}").status_code == 404
    assert leo.get(f"/sent/{entry_id}").status_code == 404
    assert leo.get(f"/who/{key}").status_code == 404
    assert WORDS not in leo.read(f"/write/{key}")
    for verb in ("confirm", "not-me", "take-back", "stop", "put-right"):
        fields = {"person": world.dan.id, "key": uuid4()}
        assert leo.send(f"/words/{entry_id}/{verb}", **fields).status_code == 404
    assert row(world, entry_id).state is EntryState.SENT


def test_leo_writing_under_aminas_key_makes_his_own_entry(world: World, browse: Browse) -> None:
    entry_id = draft(world)
    key = row(world, entry_id).phone_id

    browse(world.leo).send(f"/write/{key}", words="mine", start="2")

    assert words_of(world, entry_id) == WORDS
    assert [words_of(world, one.id) for one in all_of(world, world.leo)] == ["mine"]


def test_words_that_wait_to_be_confirmed_cannot_be_sent(world: World, browse: Browse) -> None:
    entry_id = post_through_letterbox(world)
    key = row(world, entry_id).phone_id
    amina = browse(world.amina)

    assert amina.get(f"/who/{key}").location == f"/words/{entry_id}"
    assert amina.send(f"/who/{key}", to=world.dan.id, go="send").status_code == 403
    assert audience(world, entry_id) == set()
