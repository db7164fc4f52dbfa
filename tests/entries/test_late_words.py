"""Words that arrive after their page has closed are kept, unconfirmed, and asked about."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.entries.telling import WORDS, all_of, draft, feelings_of, only_one, row, words_of
from tests.support.world import Browser, World
from voice_app.core.actor import Level
from voice_app.entries.models import EntryKind, EntryLevel, EntryState

Browse = Callable[..., Browser]

OURS = {"Sec-Fetch-Site": "same-origin"}


def test_a_session_that_ended_while_she_wrote_loses_nothing(world: World, browse: Browse) -> None:
    phone = browse(world.amina, Level.LETTERBOX)

    answer = phone.post(
        f"/write/{uuid4()}", data={"words": "long thoughts", "start": "2"}, headers=OURS
    )

    entry = only_one(world)
    assert answer.location == "/open"
    assert (entry.level, entry.state, entry.kind) == (
        EntryLevel.LETTERBOX,
        EntryState.DRAFT,
        EntryKind.WISH,
    )
    assert entry.confirmed_at is None
    assert words_of(world, entry.id) == "long thoughts"


def test_after_the_pin_she_finds_the_words(world: World, browse: Browse) -> None:
    phone = browse(world.amina, Level.LETTERBOX)
    phone.post(f"/write/{uuid4()}", data={"words": WORDS, "start": "2"}, headers=OURS)

    with phone.session_transaction(base_url="https://localhost") as kept:
        then = kept["then"]

    assert then == f"/words/{only_one(world).id}"
    assert WORDS in browse(world.amina).read(then)


def test_the_session_ends_by_itself_after_two_quiet_minutes(world: World, browse: Browse) -> None:
    amina = browse(world.amina)
    amina.read("/write?start=2")

    world.later(minutes=3)
    page = amina.press("Next", words="too slow").text

    assert words_of(world, only_one(world).id) == "too slow"
    assert "too slow" not in page


def test_a_form_whose_token_is_too_old_loses_nothing(world: World, browse: Browse) -> None:
    amina = browse(world.amina)

    answer = amina.post(
        f"/write/{uuid4()}",
        data={"words": WORDS, "start": "5", "csrf_token": "worn out"},
        headers=OURS,
    )

    entry = only_one(world)
    assert answer.location == f"/words/{entry.id}"
    assert (entry.level, entry.confirmed_at) == (EntryLevel.LETTERBOX, None)
    assert entry.kind is EntryKind.QUESTION


def test_late_words_never_overwrite_the_draft_they_belong_to(world: World, browse: Browse) -> None:
    draft_id = draft(world, "the first half")
    key = row(world, draft_id).phone_id
    phone = browse(world.amina, Level.LETTERBOX)

    for _ in range(2):
        phone.post(f"/write/{key}", data={"words": "both halves", "start": "3"}, headers=OURS)

    assert words_of(world, draft_id) == "the first half"
    assert sorted(words_of(world, one.id) for one in all_of(world, world.amina)) == [
        "both halves",
        "the first half",
    ]


def test_late_feelings_are_kept_too(world: World, browse: Browse) -> None:
    phone = browse(world.amina, Level.LETTERBOX)

    data = {"feelings": ["sad", "own_word"], "own_word": "grey", "strength-sad": "2"}
    phone.post(f"/feel/{uuid4()}", data=data, headers=OURS)

    assert feelings_of(world, only_one(world).id) == [("sad", 2, None), ("own_word", None, "grey")]


def test_a_letterbox_left_open_for_hours_still_takes_words(world: World, browse: Browse) -> None:
    phone = browse(world.amina, Level.LETTERBOX)

    answer = phone.post("/letterbox", data={"words": WORDS, "key": str(uuid4())}, headers=OURS)

    assert answer.location == "/letterbox?kept=1"
    assert words_of(world, only_one(world).id) == WORDS


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "none"}], ids=["silent", "typed"])
def test_nothing_is_kept_that_our_own_page_did_not_send(
    world: World, browse: Browse, headers: dict[str, str]
) -> None:
    for level in (Level.LETTERBOX, Level.OPEN):
        phone = browse(world.amina, level)
        for address in (f"/write/{uuid4()}", f"/feel/{uuid4()}"):
            data = {"words": WORDS, "own_word": "planted"}
            answer = phone.post(address, data=data, headers=headers)
            assert answer.status_code in (303, 400)

    assert all_of(world, world.amina) == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_can_put_nothing_in(world: World, browse: Browse, site: str) -> None:
    phone = browse(world.amina, Level.LETTERBOX)

    for address in ("/letterbox", f"/write/{uuid4()}"):
        answer = phone.post(address, data={"words": "planted"}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403

    assert all_of(world, world.amina) == []


def test_a_browser_that_does_not_say_where_it_comes_from_shows_a_good_token(
    world: World, browse: Browse
) -> None:
    phone = browse(world.amina, Level.LETTERBOX)

    phone.send(f"/write/{uuid4()}", words=WORDS, start="2")

    assert words_of(world, only_one(world).id) == WORDS


def test_nothing_late_is_kept_for_anybody_but_a_young_person(world: World, browse: Browse) -> None:
    for person, status in ((None, 403), (world.dan, 404), (world.joy, 404)):
        answer = browse(person).post(f"/write/{uuid4()}", data={"words": WORDS}, headers=OURS)
        assert answer.status_code == status

    assert all_of(world, world.amina) == []


def test_empty_late_words_and_what_a_page_saves_by_itself_make_nothing(
    world: World, browse: Browse
) -> None:
    phone = browse(world.amina, Level.LETTERBOX)

    phone.post(f"/write/{uuid4()}", data={"words": " "}, headers=OURS)
    phone.post(f"/write/{uuid4()}", data={"words": WORDS, "go": "keep"}, headers=OURS)

    assert all_of(world, world.amina) == []


def test_what_a_page_sends_as_it_goes_away_is_kept_and_answered_with_nothing(
    world: World, browse: Browse
) -> None:
    phone, key = browse(world.amina, Level.LETTERBOX), uuid4()
    data = {"words": WORDS, "go": "away", "start": "2"}

    answers = [phone.post(f"/write/{key}", data=data, headers=OURS) for _ in range(2)]

    assert [(answer.status_code, answer.data) for answer in answers] == [(204, b""), (204, b"")]
    entry = only_one(world)
    assert (words_of(world, entry.id), entry.confirmed_at) == (WORDS, None)
    with phone.session_transaction(base_url="https://localhost") as kept:
        assert "then" not in kept


def test_what_an_open_page_sends_as_it_goes_away_is_its_draft(world: World, browse: Browse) -> None:
    amina, key = browse(world.amina), uuid4()
    amina.send(f"/write/{key}", words="half", start="2", go="keep", turn="1")

    answer = amina.send(f"/write/{key}", words="half a sentence", start="2", go="away", turn="2")

    entry = only_one(world)
    assert answer.status_code == 204
    assert words_of(world, entry.id) == "half a sentence"
    assert (entry.state, entry.level) == (EntryState.DRAFT, EntryLevel.OPEN)


def test_what_was_saved_a_moment_before_leaving_does_not_come_twice(world: World) -> None:
    entry_id = draft(world)
    key, words = row(world, entry_id).phone_id, words_of(world, entry_id)
    phone = world.browse(world.amina, Level.LETTERBOX)

    phone.post(f"/write/{key}", data={"words": words, "go": "away"}, headers=OURS)
    assert [one.id for one in all_of(world, world.amina)] == [entry_id]

    phone.post(f"/write/{key}", data={"words": words + "!", "go": "away"}, headers=OURS)
    assert len(all_of(world, world.amina)) == 2
