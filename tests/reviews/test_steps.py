"""Amina says how she takes part in her meeting, step by step, and may change her mind."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.entries.telling import draft, keep, row, sees, send, sent, words_of
from tests.entries.telling import take_back as take_words_back
from tests.reviews.saying import corrected, found, said, taken_back, wish_of
from tests.reviews.telling import (
    held,
    picked,
    planned,
    wishes_on_the_page,
)
from tests.support.world import World
from voice_app.answers.models import Wish
from voice_app.core.errors import AlreadyDone, NotAllowed
from voice_app.entries.models import EntryState
from voice_app.reviews import queries
from voice_app.reviews.models import JoinWay, TakingPart
from voice_app.reviews.rules import Step, Way


def test_what_she_says_about_a_step_is_a_wish_that_those_she_chose_read(world: World) -> None:
    review_id = planned(world)

    entry_id = said(world, review_id, Step.WANTED, "Dan and Noor.", world.ruth, world.dan)

    for person in (world.amina, world.ruth, world.dan):
        assert found(world, person, review_id) == {Step.WANTED: "Dan and Noor."}
    wish = wish_of(world, entry_id)
    assert wish is not None
    assert wish.waits


def test_choosing_nobody_keeps_it_as_a_draft_that_only_she_finds(world: World) -> None:
    review_id = planned(world)
    once = uuid4()

    entry_id = said(world, review_id, Step.WANTED, "Noor?", once=once)

    assert row(world, entry_id).state is EntryState.DRAFT
    assert found(world, world.amina, review_id) == {Step.WANTED: "Noor?"}
    assert found(world, world.dan, review_id) == {}
    assert wish_of(world, entry_id) is None

    same = said(world, review_id, Step.WANTED, "Noor and Dan.", world.dan, once=once)
    assert same == entry_id
    assert found(world, world.dan, review_id) == {Step.WANTED: "Noor and Dan."}


def test_the_same_form_twice_says_it_once(world: World) -> None:
    review_id, once = planned(world), uuid4()

    first = said(world, review_id, Step.WANTED, "Noor.", world.ruth, once=once)
    again = said(world, review_id, Step.WANTED, "Noor.", world.ruth, once=once)

    assert again == first
    with world.reading() as session:
        assert session.scalar(select(func.count(TakingPart.id))) == 1
        assert session.scalar(select(func.count(Wish.id))) == 1


def test_saying_it_another_way_takes_back_what_was_said_before(world: World) -> None:
    review_id = planned(world)
    before = said(world, review_id, Step.WHERE_WHEN, "At school.", world.ruth, world.dan)
    other = said(world, review_id, Step.WANTED, "Noor.", world.ruth)
    world.later(hours=1)

    said(world, review_id, Step.WHERE_WHEN, "After school.", world.ruth)

    assert row(world, before).state is EntryState.TAKEN_BACK
    assert not sees(world, world.dan, before)
    assert row(world, other).state is EntryState.SENT
    assert found(world, world.dan, review_id) == {}
    assert found(world, world.ruth, review_id)[Step.WHERE_WHEN] == "After school."
    assert [one for one in [wish_of(world, before)] if one and one.withdrawn_at] != []


def test_beginning_to_say_it_another_way_changes_nothing_yet(world: World) -> None:
    review_id = planned(world)
    said(world, review_id, Step.WHERE_WHEN, "At school.", world.dan)
    world.later(hours=1)

    said(world, review_id, Step.WHERE_WHEN, "Or at ho")

    assert found(world, world.dan, review_id) == {Step.WHERE_WHEN: "At school."}
    assert found(world, world.amina, review_id) == {Step.WHERE_WHEN: "At school."}


def test_taking_a_step_back_hides_it_from_everybody_and_twice_is_fine(world: World) -> None:
    review_id = planned(world)
    entry_id = said(world, review_id, Step.JOIN_IN, "By video.", world.dan, ways=[Way.BY_VIDEO])

    taken_back(world, review_id, Step.JOIN_IN)
    taken_back(world, review_id, Step.JOIN_IN)

    assert row(world, entry_id).state is EntryState.TAKEN_BACK
    for person in (world.amina, world.dan, world.ruth):
        assert found(world, person, review_id) == {}


def test_words_taken_back_elsewhere_are_not_said_any_more_and_may_be_said_anew(
    world: World,
) -> None:
    review_id = planned(world)
    entry_id = said(world, review_id, Step.WANTED, "Noor.", world.dan)

    take_words_back(world, entry_id)
    assert found(world, world.amina, review_id) == found(world, world.dan, review_id) == {}

    said(world, review_id, Step.WANTED, "Nan.", world.dan)
    assert found(world, world.dan, review_id) == {Step.WANTED: "Nan."}


def test_a_form_that_was_replaced_since_does_not_come_back(world: World) -> None:
    review_id, once = planned(world), uuid4()
    said(world, review_id, Step.WANTED, "Noor.", world.dan, once=once)
    said(world, review_id, Step.WANTED, "Nan.", world.dan)

    with pytest.raises(AlreadyDone):
        said(world, review_id, Step.WANTED, "Noor.", world.dan, once=once)

    assert found(world, world.dan, review_id) == {Step.WANTED: "Nan."}


def test_after_people_have_met_nothing_can_be_said_for_it(world: World) -> None:
    review_id, once = planned(world), uuid4()
    draft_id = said(world, review_id, Step.WANTED, "Noor", once=once)
    held(world, review_id)

    with pytest.raises(NotAllowed):
        said(world, review_id, Step.WANTED, "Noor.", world.dan, once=once)
    with pytest.raises(NotAllowed):
        taken_back(world, review_id, Step.WANTED)
    # Sent from My words instead, it is a wish like any other and says nothing of that meeting.
    send(world, draft_id, world.dan)

    assert found(world, world.dan, review_id) == {}
    assert wish_of(world, draft_id) is not None


def test_words_are_said_about_every_step_but_the_one_that_is_picked_for(world: World) -> None:
    review_id = planned(world)
    with pytest.raises(NotAllowed):
        said(world, review_id, Step.TALK_ABOUT, "School.", world.dan)

    for step in Step:
        if step is not Step.TALK_ABOUT:
            said(world, review_id, step, f"About {step}.", world.dan)

    assert list(found(world, world.dan, review_id)) == [
        step for step in Step if step is not Step.TALK_ABOUT
    ]


def test_what_was_said_about_a_step_goes_neither_in_nor_among_what_she_asked_for(
    world: World,
) -> None:
    review_id = planned(world)
    step_id = said(world, review_id, Step.NOT_READ_OUT, "My dad.", world.ruth, world.dan)
    plain_id = sent(world, world.dan, words="I like art.")

    with pytest.raises(NotAllowed):
        picked(world, review_id, step_id)
    assert wishes_on_the_page(world, world.ruth, review_id) == {}

    picked(world, review_id, plain_id)


def test_putting_it_right_stands_instead_and_both_are_kept(world: World) -> None:
    review_id = planned(world)
    before = said(world, review_id, Step.WANTED, "Nor.", world.dan)
    world.later(hours=1)

    put_right = corrected(world, before, world.dan)

    assert row(world, before).state is EntryState.SENT
    with world.reading() as session:
        part = queries.part_of_entry(session, put_right)
        assert part is not None
        assert part.step is Step.WANTED
    assert found(world, world.dan, review_id) == {Step.WANTED: words_of(world, put_right)}
    with pytest.raises(NotAllowed):
        picked(world, review_id, put_right)


def test_the_ways_she_ticked_can_be_counted(world: World) -> None:
    review_id, once = planned(world), uuid4()
    both = [Way.IN_THE_ROOM, Way.BY_VIDEO]
    said(world, review_id, Step.JOIN_IN, "x", once=once, ways=[Way.JUST_MY_WORDS])

    said(world, review_id, Step.JOIN_IN, "x", world.ruth, once=once, ways=both)

    with world.reading() as session:
        ticked = session.execute(select(JoinWay.way, func.count()).group_by(JoinWay.way))
        counted = {way: count for way, count in ticked if count}
        actor = world.actor(world.ruth)
        review = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        (choice,) = queries.taking_part_of(session, review, actor=actor, now=world.now)
    assert counted == dict.fromkeys(both, 1)
    assert choice.ways == tuple(both)


def test_kept_words_of_another_kind_are_no_step(world: World) -> None:
    review_id = planned(world)
    keep(world, draft(world, "Only for me."))

    assert found(world, world.amina, review_id) == {}
