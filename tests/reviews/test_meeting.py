"""People meet, decide with a reason, and Amina is told."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.entries.telling import draft, keep, sent, take_back
from tests.reviews.telling import (
    a_yes,
    decided,
    finished,
    held,
    in_days,
    looks,
    named,
    over,
    picked,
    planned,
    state_of,
    told,
    wishes_on_the_page,
    words_on_the_page,
    written,
)
from tests.support.world import Someone, World
from voice_app.answers import service as answers
from voice_app.answers.models import Answer, Wish
from voice_app.answers.rules import Decision, Missing, VerdictValue, WishState
from voice_app.core import vault
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.entries.models import EntryKind
from voice_app.reviews import models, queries, service
from voice_app.reviews.rules import ReviewState, TextKind


def asked(world: World, *to: Someone, words: str = "I want to stay at my school.") -> UUID:
    return sent(world, *to, words=words, kind=EntryKind.WISH)


def wish_of(world: World, entry_id: UUID) -> UUID:
    with world.reading() as session:
        wish = session.scalar(select(Wish).where(Wish.entry_id == entry_id))
        assert wish is not None
        return wish.id


def test_a_page_with_very_many_wishes_comes_in_parts_without_a_gap(world: World) -> None:
    entries = []
    for _number in range(45):
        entries.append(asked(world, world.ruth))
        world.later(minutes=1)
    review_id = planned(world)
    picked(world, review_id, entries[3])
    ruth, address = world.browse(world.ruth), f"/staff/reviews/{review_id}"

    pages = [ruth.read(address)]
    while older := re.search(rf'href="({address}\?after=[^"]+)"', pages[-1]):
        pages.append(ruth.read(older[1]))

    assert [page.count("I want to stay at my school.") for page in pages] == [22, 20, 4]
    assert "hear first" in pages[0]
    assert "hear first" not in pages[1] + pages[2]


def answer_to(world: World, entry_id: UUID, by: Someone) -> UUID:
    with world.writing() as session:
        answer = answers.answer(
            session,
            actor=world.actor(by),
            wish_id=wish_of(world, entry_id),
            decision=a_yes(world),
            after=None,
            now=world.now,
        )
        session.flush()
        return answer.id


def says(world: World, entry_id: UUID, answer_id: UUID, value: VerdictValue) -> None:
    with world.writing() as session:
        answers.verdict(
            session,
            actor=world.actor(world.amina),
            entry_id=entry_id,
            answer_id=answer_id,
            value=value,
            now=world.now,
        )


def test_each_member_finds_the_wishes_they_may_see_and_no_others(world: World) -> None:
    review_id = planned(world, world.nell)
    to_dan, to_ruth = asked(world, world.dan), asked(world, world.ruth)

    assert set(wishes_on_the_page(world, world.dan, review_id)) == {to_dan}
    assert set(wishes_on_the_page(world, world.ruth, review_id)) == {to_ruth}
    assert set(wishes_on_the_page(world, world.nell, review_id)) == set()
    picked(world, review_id, to_ruth)
    assert set(wishes_on_the_page(world, world.nell, review_id)) == {to_ruth}
    assert set(wishes_on_the_page(world, world.amina, review_id)) == {to_dan, to_ruth}


def test_a_settled_wish_of_before_the_last_review_is_not_on_the_page(world: World) -> None:
    first = planned(world)
    old, open_one = asked(world, world.ruth), asked(world, world.ruth)
    world.later(hours=1)
    answer_to(world, old, world.ruth)
    world.later(hours=1)
    over(world, first)
    world.later(days=1)

    second = planned(world)

    assert set(wishes_on_the_page(world, world.ruth, second)) == {open_one}
    assert set(wishes_on_the_page(world, world.ruth, first)) == {old, open_one}


def test_an_answer_that_is_not_ok_goes_to_whoever_runs_the_next_review(world: World) -> None:
    first = planned(world)
    entry_id = asked(world, world.dan)
    answer_id = answer_to(world, entry_id, world.dan)
    over(world, first)
    world.later(days=1)
    second = planned(world, world.nell)
    assert set(wishes_on_the_page(world, world.ruth, second)) == set()

    says(world, entry_id, answer_id, VerdictValue.NOT_OK)

    assert set(wishes_on_the_page(world, world.ruth, second)) == {entry_id}
    assert set(wishes_on_the_page(world, world.dan, second)) == {entry_id}
    assert set(wishes_on_the_page(world, world.nell, second)) == set()


def test_a_wish_to_be_looked_at_again_comes_back_by_its_day(world: World) -> None:
    first = planned(world)
    entry_id = asked(world, world.ruth)
    held(world, first)
    later = Decision(
        state=WishState.NOT_NOW,
        what_happens="Not this term.",
        because="The school is full.",
        decided_by="Ruth Bell",
        decided_on=in_days(world, 0),
        look_again_on=in_days(world, 80),
    )
    decided(world, first, wish_of(world, entry_id), decision=later)
    finished(world, first)
    world.later(days=1)

    second = planned(world, days=90)

    assert set(wishes_on_the_page(world, world.ruth, second)) == {entry_id}


def test_a_decision_makes_the_answer_and_says_how_their_view_shaped_it(world: World) -> None:
    review_id = planned(world)
    entry_id = asked(world, world.ruth)
    held(world, review_id)

    decided(world, review_id, wish_of(world, entry_id))

    here = wishes_on_the_page(world, world.ruth, review_id)[entry_id]
    assert here.answer is not None
    assert here.answer.state is WishState.YES
    assert here.decision is not None
    assert here.decision.answer_id == here.answer.id
    with world.reading() as session:
        row = session.get_one(models.Decision, here.decision.id)
        assert vault.opened(session, row)["shaped_by"].startswith("We asked the school")


def test_a_decision_without_a_reason_is_refused_and_changes_nothing(world: World) -> None:
    review_id = planned(world)
    entry_id = asked(world, world.ruth)
    held(world, review_id)

    with pytest.raises(service.Unfinished) as refused:
        decided(world, review_id, wish_of(world, entry_id), decision=a_yes(world, because=" "))

    assert refused.value.missing == (Missing.BECAUSE,)

    assert wishes_on_the_page(world, world.ruth, review_id)[entry_id].answer is None


def test_the_second_of_two_at_once_learns_of_the_first_and_overwrites_nothing(
    world: World,
) -> None:
    review_id = planned(world)
    entry_id = asked(world, world.ruth, world.dan)
    held(world, review_id)
    wish_id = wish_of(world, entry_id)
    decided(world, review_id, wish_id, by=world.ruth)

    with pytest.raises(AlreadyDone):
        decided(world, review_id, wish_id, by=world.dan)

    with world.reading() as session:
        assert session.query(Answer).count() == 1
        assert session.query(models.Decision).count() == 1


def test_a_decision_sent_twice_is_kept_once(world: World) -> None:
    review_id = planned(world)
    entry_id = asked(world, world.ruth)
    held(world, review_id)

    for _ in range(2):
        decided(world, review_id, wish_of(world, entry_id))

    with world.reading() as session:
        assert session.query(models.Decision).count() == 1


def test_nothing_is_decided_before_the_meeting_or_after_its_end(world: World) -> None:
    review_id = planned(world)
    entry_id = asked(world, world.ruth)
    with pytest.raises(NotAllowed):
        decided(world, review_id, wish_of(world, entry_id))

    held(world, review_id)
    finished(world, review_id)

    with pytest.raises(NotAllowed):
        decided(world, review_id, wish_of(world, entry_id))


def test_only_members_who_look_after_her_decide_and_only_what_they_see(world: World) -> None:
    review_id = planned(world, world.nell)
    named(world, review_id, world.ella)
    entry_id = asked(world, world.ruth)
    held(world, review_id)
    wish_id = wish_of(world, entry_id)

    refusals = (
        (world.ella, NotAllowed),
        (world.amina, NotAllowed),
        (world.nell, NotFound),
        (world.finn, NotFound),
        (world.joy, NotFound),
        (world.ash, NotFound),
        (world.leo, NotFound),
    )
    for person, error in refusals:
        with pytest.raises(error):
            decided(world, review_id, wish_id, by=person)


def test_what_was_just_for_her_and_was_picked_gets_an_answer_after_the_meeting(
    world: World,
) -> None:
    review_id = planned(world)
    entry_id = draft(world, "Can my nan come?", kind=EntryKind.FOR_MY_MEETING)
    keep(world, entry_id)
    picked(world, review_id, entry_id)
    assert wishes_on_the_page(world, world.ruth, review_id) == {}

    held(world, review_id)

    assert set(wishes_on_the_page(world, world.ruth, review_id)) == {entry_id}
    decided(world, review_id, wish_of(world, entry_id))
    assert wishes_on_the_page(world, world.amina, review_id)[entry_id].answer is not None


def test_a_wish_taken_back_before_the_meeting_leaves_the_page(world: World) -> None:
    review_id = planned(world)
    entry_id = asked(world, world.ruth)
    picked(world, review_id, entry_id)

    take_back(world, entry_id)

    assert wishes_on_the_page(world, world.ruth, review_id) == {}
    assert words_on_the_page(world, world.ruth, review_id) == []


def test_an_empty_review_can_be_held_finished_and_told(world: World) -> None:
    review_id = planned(world)

    over(world, review_id)

    assert state_of(world, review_id) is ReviewState.TOLD


def test_amina_is_told_when_she_looks_or_in_person_and_once(world: World) -> None:
    review_id = planned(world)
    held(world, review_id)
    with pytest.raises(NotAllowed):
        told(world, review_id)
    finished(world, review_id)
    finished(world, review_id)

    told(world, review_id)
    told(world, review_id)

    with world.reading() as session:
        review = session.get_one(models.Review, review_id)
        assert (review.state, review.told_by_id) == (ReviewState.TOLD, world.dan.id)


def test_an_answer_to_be_told_in_person_stays_off_the_phone_until_it_was(world: World) -> None:
    review_id = planned(world)
    entry_id = asked(world, world.ruth)
    held(world, review_id)
    decided(world, review_id, wish_of(world, entry_id), in_person=True)
    finished(world, review_id)
    looks(world, review_id)
    assert state_of(world, review_id) is ReviewState.DECIDED
    assert wishes_on_the_page(world, world.amina, review_id)[entry_id].answer is None

    told(world, review_id, by=world.dan)
    assert state_of(world, review_id) is ReviewState.DECIDED

    told(world, review_id, by=world.ruth)
    assert state_of(world, review_id) is ReviewState.TOLD
    assert wishes_on_the_page(world, world.amina, review_id)[entry_id].answer is not None


def test_adult_text_keeps_its_kind_its_author_and_its_day(world: World) -> None:
    review_id = planned(world)
    named(world, review_id, world.ella)

    written(world, review_id, "She laughed.")
    first = world.now
    world.later(minutes=1)
    written(world, review_id, "I think she is proud.", by=world.ella, kind=TextKind.MY_OPINION)

    with world.reading() as session:
        actor = world.actor(world.ruth)
        found = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        _, texts = queries.people_at(session, found.review, now=world.now)
        assert [(one.text.kind, one.author, one.text.written_at) for one in texts] == [
            (TextKind.SEEN_HEARD, "Dan Hughes", first),
            (TextKind.MY_OPINION, "Ella Reed", world.now),
        ]
    assert state_of(world, review_id) is ReviewState.PREPARING


def test_nobody_outside_a_review_writes_for_it(world: World) -> None:
    review_id = planned(world)

    for person in (world.nell, world.finn, world.joy, world.ash, world.leo):
        with pytest.raises(NotFound):
            written(world, review_id, by=person)
    with pytest.raises(NotAllowed):
        written(world, review_id, by=world.amina)
    held(world, review_id)
    finished(world, review_id)
    with pytest.raises(NotAllowed):
        written(world, review_id)


def test_an_author_takes_a_text_out_before_the_meeting_and_nobody_else_does(
    world: World,
) -> None:
    review_id = planned(world)
    text_id = written(world, review_id)

    def take_out(person: Someone) -> None:
        with world.writing() as session:
            service.take_text_out(
                session,
                actor=world.actor(person),
                review_id=review_id,
                text_id=text_id,
                now=world.now,
            )

    with pytest.raises(NotAllowed):
        take_out(world.ruth)
    with pytest.raises(NotFound):
        take_out(world.nell)
    take_out(world.dan)

    with world.reading() as session:
        review = session.get_one(models.Review, review_id)
        assert queries.people_at(session, review, now=world.now)[1] == []
        assert session.query(models.AdultText).count() == 1
