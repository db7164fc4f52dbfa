"""Amina picks which of her words go in, in which order, and knows who will read them."""

from uuid import UUID

import pytest

from tests.entries.telling import draft, keep, opened_by, row, sees, sent, take_back
from tests.reviews.telling import held, named, picked, planned, state_of, words_on_the_page
from tests.support.world import Someone, World
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.entries import service as entries
from voice_app.entries.models import EntryKind, EntryState
from voice_app.reviews import queries, service
from voice_app.reviews.rules import ReviewState


def kept(world: World, words: str, kind: EntryKind = EntryKind.WORRY) -> UUID:
    entry_id = draft(world, words, kind=kind)
    keep(world, entry_id)
    return entry_id


def shift(world: World, review_id: UUID, entry_id: UUID, *, up: bool) -> None:
    with world.writing() as session:
        service.shift(
            session,
            actor=world.actor(world.amina),
            review_id=review_id,
            entry_id=entry_id,
            up=up,
            now=world.now,
        )


def leave_out(world: World, review_id: UUID, entry_id: UUID) -> None:
    with world.writing() as session:
        service.leave_out(
            session,
            actor=world.actor(world.amina),
            review_id=review_id,
            entry_id=entry_id,
            now=world.now,
        )


def show_page(world: World, reader: Someone, review_id: UUID) -> None:
    with world.writing() as session:
        actor = world.actor(reader)
        found = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        picks = queries.picks_of(session, found, actor=actor, now=world.now)
        shown = [one.entry for one in picks]
        entries.show_to(session, actor=actor, entries=shown, place="review", now=world.now)


def test_picked_words_stand_in_the_young_persons_order(world: World) -> None:
    review_id = planned(world)
    art, bus = sent(world, world.dan, words="I like art."), sent(world, world.dan, words="The bus.")
    picked(world, review_id, art, bus, art)
    assert words_on_the_page(world, world.ruth, review_id) == ["I like art.", "The bus."]

    shift(world, review_id, bus, up=True)

    assert words_on_the_page(world, world.ruth, review_id) == ["The bus.", "I like art."]
    assert state_of(world, review_id) is ReviewState.PREPARING


def test_words_left_out_again_are_gone_from_the_page_and_may_come_back(world: World) -> None:
    review_id = planned(world)
    art, bus = sent(world, world.dan, words="I like art."), sent(world, world.dan, words="The bus.")
    picked(world, review_id, art, bus)

    leave_out(world, review_id, art)
    assert words_on_the_page(world, world.ruth, review_id) == ["The bus."]

    picked(world, review_id, art)
    assert words_on_the_page(world, world.ruth, review_id) == ["The bus.", "I like art."]


def test_members_read_picked_words_on_the_page_and_nowhere_else(world: World) -> None:
    review_id = planned(world, world.nell)
    entry_id = kept(world, "Just for me, and now for you.")
    assert words_on_the_page(world, world.ruth, review_id) == []

    picked(world, review_id, entry_id)

    assert words_on_the_page(world, world.ruth, review_id) == ["Just for me, and now for you."]
    assert not sees(world, world.ruth, entry_id)
    assert not sees(world, world.nell, entry_id)


def test_words_that_nobody_has_read_yet_can_still_be_erased(world: World) -> None:
    review_id = planned(world)
    entry_id = kept(world, "I changed my mind.")
    picked(world, review_id, entry_id)

    take_back(world, entry_id)

    assert row(world, entry_id).state is EntryState.ERASED
    assert words_on_the_page(world, world.ruth, review_id) == []


def test_words_that_somebody_read_on_the_page_are_taken_back_and_not_erased(world: World) -> None:
    review_id = planned(world)
    entry_id = kept(world, "I changed my mind.")
    picked(world, review_id, entry_id)

    show_page(world, world.ruth, review_id)

    assert [who for who, *_ in opened_by(world, entry_id)] == [str(world.ruth.id)]
    assert row(world, entry_id).state is EntryState.SENT
    assert not sees(world, world.ruth, entry_id)
    take_back(world, entry_id)
    assert row(world, entry_id).state is EntryState.TAKEN_BACK
    assert words_on_the_page(world, world.ruth, review_id) == []


def test_words_taken_back_after_the_meeting_stay_on_its_page(world: World) -> None:
    review_id = planned(world)
    entry_id = sent(world, world.dan, words="I like art.")
    picked(world, review_id, entry_id)
    held(world, review_id)
    world.later(hours=1)

    take_back(world, entry_id)

    assert words_on_the_page(world, world.ruth, review_id) == ["I like art."]


def test_nothing_is_picked_or_moved_once_people_have_met(world: World) -> None:
    review_id = planned(world)
    art, bus = sent(world, world.dan, words="I like art."), sent(world, world.dan, words="The bus.")
    picked(world, review_id, art)
    held(world, review_id)

    with pytest.raises(NotAllowed):
        picked(world, review_id, bus)
    with pytest.raises(NotAllowed):
        leave_out(world, review_id, art)
    with pytest.raises(NotAllowed):
        shift(world, review_id, art, up=True)


def test_drafts_and_words_taken_back_cannot_be_picked(world: World) -> None:
    review_id = planned(world)
    gone = sent(world, world.dan)
    take_back(world, gone)

    for entry_id in (draft(world), gone):
        with pytest.raises(NotAllowed):
            picked(world, review_id, entry_id)


def test_nobody_picks_for_amina(world: World) -> None:
    review_id = planned(world)
    entry_id = sent(world, world.dan)

    for person, error in ((world.dan, NotAllowed), (world.leo, NotFound), (world.joy, NotFound)):
        with world.writing() as session, pytest.raises(error):
            service.pick(
                session,
                actor=world.actor(person),
                review_id=review_id,
                entry_id=entry_id,
                now=world.now,
            )

    assert words_on_the_page(world, world.ruth, review_id) == []


def test_amina_picks_no_words_of_somebody_else(world: World) -> None:
    review_id = planned(world)
    leos = draft(world, "Mine.", author=world.leo)
    keep(world, leos, author=world.leo)

    with pytest.raises(NotFound):
        picked(world, review_id, leos)


def test_a_guest_who_comes_later_reads_only_what_amina_says_they_may(world: World) -> None:
    review_id = planned(world)
    picked(world, review_id, sent(world, world.dan, words="Before."))
    world.later(days=1)
    named(world, review_id, world.ella)
    world.later(days=1)
    picked(world, review_id, sent(world, world.dan, words="After."))
    assert words_on_the_page(world, world.ella, review_id) == ["After."]

    with world.writing() as session:
        actor = world.actor(world.amina)
        found = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        members, _ = queries.people_at(session, found.review, now=world.now)
        guest = next(one for one in members if one.first_name == "Ella")
        service.welcome(
            session, actor=actor, review_id=review_id, member_id=guest.member.id, now=world.now
        )

    assert words_on_the_page(world, world.ella, review_id) == ["Before.", "After."]


def test_nobody_but_amina_lets_a_guest_read(world: World) -> None:
    review_id = planned(world)
    named(world, review_id, world.ella)
    with world.reading() as session:
        actor = world.actor(world.ella)
        own = queries.get(session, actor=actor, review_id=review_id, now=world.now).member
        assert own is not None

    for person, error in ((world.ella, NotAllowed), (world.dan, NotAllowed), (world.leo, NotFound)):
        with world.writing() as session, pytest.raises(error):
            service.welcome(
                session,
                actor=world.actor(person),
                review_id=review_id,
                member_id=own.id,
                now=world.now,
            )
