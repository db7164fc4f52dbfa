"""Only those whom Amina chose ever know how she takes part, or that she said anything."""

import pytest

from tests.entries.telling import opened_by, sees
from tests.reviews.saying import found, said, taken_back, wish_of
from tests.reviews.telling import (
    decided,
    finished,
    held,
    looks,
    named,
    over,
    planned,
    state_of,
    wishes_on_the_page,
)
from tests.support.world import World
from voice_app.answers.models import Wish
from voice_app.answers.rules import VerdictValue
from voice_app.care.models import AssignmentKind
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.reviews import queries
from voice_app.reviews.rules import ReviewState, Step


def test_whoever_was_not_chosen_finds_nothing_at_all(world: World) -> None:
    review_id = planned(world, world.nell)
    named(world, review_id, world.ella)

    entry_id = said(world, review_id, Step.NOT_WANTED, "Not Dan.", world.ruth)

    assert found(world, world.ruth, review_id) == {Step.NOT_WANTED: "Not Dan."}
    for person in (world.dan, world.nell, world.ella):
        assert found(world, person, review_id) == {}
        assert not sees(world, person, entry_id)
        assert wishes_on_the_page(world, person, review_id) == {}
    # That something was prepared would tell, too.
    assert state_of(world, review_id) is ReviewState.PLANNED


def test_a_guest_reads_no_step_even_while_covering_for_a_reader(world: World) -> None:
    review_id = planned(world)
    named(world, review_id, world.priya)
    world.cover(world.priya, world.dan)

    entry_id = said(world, review_id, Step.WANTED, "Noor.", world.dan)

    assert sees(world, world.priya, entry_id)
    assert found(world, world.priya, review_id) == {}


def test_a_keyworker_who_left_finds_neither_the_review_nor_the_words(world: World) -> None:
    former = world.assign(world.finn, world.amina)
    review_id = planned(world, world.finn)
    entry_id = said(world, review_id, Step.WANTED, "Noor.", world.finn)
    assert found(world, world.finn, review_id) == {Step.WANTED: "Noor."}

    world.unassign(former)

    assert not sees(world, world.finn, entry_id)
    with pytest.raises(NotFound):
        found(world, world.finn, review_id)


@pytest.mark.parametrize("who", ["nell", "ella", "joy", "finn"])
def test_only_the_chair_and_keyworkers_who_belong_may_be_chosen(world: World, who: str) -> None:
    review_id = planned(world, world.nell)
    named(world, review_id, world.ella)

    with pytest.raises(NotAllowed):
        said(world, review_id, Step.WANTED, "Noor.", world.ruth, getattr(world, who))

    said(world, review_id, Step.WANTED, "Noor.", world.ruth, world.dan)
    assert found(world, world.amina, review_id) == {Step.WANTED: "Noor."}


def test_nobody_says_for_her_how_she_takes_part(world: World) -> None:
    review_id = planned(world)

    for person, error in ((world.dan, NotAllowed), (world.leo, NotFound), (world.joy, NotFound)):
        with pytest.raises(error):
            said(world, review_id, Step.WANTED, "Me.", world.ruth, by=person)
        with pytest.raises(error):
            taken_back(world, review_id, Step.WANTED, by=person)

    assert found(world, world.amina, review_id) == {}


def test_a_review_decides_about_a_step_and_only_its_readers_find_that(world: World) -> None:
    review_id = planned(world)
    entry_id = said(world, review_id, Step.NOT_WANTED, "Not Dan.", world.ruth)
    held(world, review_id)
    wish = wish_of(world, entry_id)
    assert wish is not None

    with pytest.raises(NotFound):
        decided(world, review_id, wish.id, by=world.dan)
    decided(world, review_id, wish.id)
    finished(world, review_id)
    looks(world, review_id)

    with world.reading() as session:
        for person, expected in ((world.ruth, 1), (world.amina, 1), (world.dan, 0)):
            actor = world.actor(person)
            review = queries.get(session, actor=actor, review_id=review_id, now=world.now)
            shown = queries.decided_at(session, review, actor=actor, now=world.now)
            assert len(shown) == expected


def test_an_answer_that_is_not_ok_takes_a_step_to_no_chair_who_was_not_sent_it(
    world: World,
) -> None:
    first = planned(world)
    entry_id = said(world, first, Step.NOT_WANTED, "Not Ruth.", world.dan)
    wish = wish_of(world, entry_id)
    assert wish is not None
    with world.writing() as session:
        kept = session.get_one(Wish, wish.id)
        kept.verdict = VerdictValue.NOT_OK
        world.note(session, kept)
    over(world, first)

    second = planned(world, days=60)

    assert wishes_on_the_page(world, world.ruth, second) == {}
    assert list(wishes_on_the_page(world, world.dan, second)) == [entry_id]
    assert found(world, world.dan, second) == {}


def test_a_successor_of_the_chair_finds_what_waits_and_others_do_not(world: World) -> None:
    review_id = planned(world)
    said(world, review_id, Step.ALONE_FIRST, "Yes please.", world.ruth)

    world.assign(world.ella, world.amina, AssignmentKind.SOCIAL_WORKER)
    named(world, review_id, world.ella)

    assert found(world, world.ella, review_id) == {}


def test_showing_a_step_is_a_reading_that_amina_sees(world: World) -> None:
    review_id = planned(world)
    entry_id = said(world, review_id, Step.WANTED, "Noor.", world.ruth, world.dan)

    world.browse(world.dan).read(f"/staff/reviews/{review_id}")

    assert [who for who, *_ in opened_by(world, entry_id)] == [str(world.dan.id)]
