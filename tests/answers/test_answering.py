"""Answering a wish: what is kept, who may, and what happens when two do at once."""

from dataclasses import replace
from datetime import date

import pytest

from tests.answers.telling import (
    LOOKING,
    PARTLY,
    YES,
    answer,
    ask,
    finds,
    has_to_answer,
    history,
    leave,
    wish_of,
)
from tests.entries.telling import take_back
from tests.support.world import Someone, World
from voice_app.answers import service
from voice_app.answers.rules import Missing, WishState
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound

#: The four that are real answers.
ANSWERS = (WishState.YES, WishState.PARTLY, WishState.NOT_NOW, WishState.NO)


@pytest.mark.parametrize(
    "state", [WishState.YES, WishState.PARTLY, WishState.NOT_NOW, WishState.NO]
)
def test_a_whole_answer_is_kept_with_its_reason(world: World, state: WishState) -> None:
    entry_id = ask(world)

    given = answer(world, entry_id, replace(PARTLY, state=state))

    assert wish_of(world, entry_id).state is state
    assert has_to_answer(world, world.dan) == []
    (kept,) = history(world, world.dan, entry_id)
    assert kept.answer.id == given.id
    assert kept.body == {
        "because": PARTLY.because,
        "what_happens": PARTLY.what_happens,
        "decided_by": PARTLY.decided_by,
    }
    assert kept.answer.look_again_on == PARTLY.look_again_on


def test_an_answer_without_a_reason_is_refused_and_nothing_is_kept(world: World) -> None:
    entry_id = ask(world)

    with pytest.raises(service.Incomplete) as refused:
        answer(world, entry_id, replace(PARTLY, because=" "))

    assert refused.value.missing == (Missing.BECAUSE,)
    assert history(world, world.dan, entry_id) == []
    assert wish_of(world, entry_id).state is WishState.NOT_ANSWERED


def test_being_looked_at_keeps_the_wish_open_and_its_day(world: World) -> None:
    entry_id = ask(world)
    due_on = wish_of(world, entry_id).due_on

    answer(world, entry_id, LOOKING)

    assert has_to_answer(world, world.dan) == [entry_id]
    assert wish_of(world, entry_id).due_on == due_on


def test_a_later_answer_does_not_erase_the_earlier_one(world: World) -> None:
    entry_id = ask(world)
    first = answer(world, entry_id)
    world.later(days=7)

    second = answer(world, entry_id, replace(YES, decided_on=date(2026, 6, 23)), after=first.id)

    assert [kept.answer.id for kept in history(world, world.amina, entry_id)] == [
        second.id,
        first.id,
    ]
    assert wish_of(world, entry_id).state is WishState.YES


def test_who_answers_second_is_stopped_and_the_first_answer_stands(world: World) -> None:
    entry_id = ask(world, world.dan, world.ruth)
    first = answer(world, entry_id, by=world.dan)

    with pytest.raises(AlreadyDone):
        answer(world, entry_id, YES, by=world.ruth, after=None)

    (kept,) = history(world, world.ruth, entry_id)
    assert kept.answer.id == first.id


def test_having_seen_the_first_answer_the_second_is_added(world: World) -> None:
    entry_id = ask(world, world.dan, world.ruth)
    first = answer(world, entry_id, by=world.dan)

    answer(world, entry_id, YES, by=world.ruth, after=first.id)

    assert len(history(world, world.ruth, entry_id)) == 2


def test_the_same_answer_sent_twice_is_one(world: World) -> None:
    entry_id = ask(world)
    first = answer(world, entry_id)

    again = answer(world, entry_id)

    assert again.id == first.id
    assert len(history(world, world.dan, entry_id)) == 1


@pytest.mark.parametrize(
    "who", ["amina", "leo", "ella", "finn", "nell", "ruth", "priya", "joy", "ash"]
)
def test_nobody_answers_but_whom_it_was_sent_to(world: World, who: str) -> None:
    entry_id = ask(world, world.dan)
    somebody: Someone = getattr(world, who)

    with pytest.raises(NotAllowed if who == "amina" else NotFound):
        answer(world, entry_id, by=somebody)

    assert wish_of(world, entry_id).state is WishState.NOT_ANSWERED


def test_who_covers_may_answer_on_those_days_only(world: World) -> None:
    entry_id = ask(world, world.dan)
    world.cover(world.priya, world.dan)

    assert has_to_answer(world, world.priya) == [entry_id]
    first = answer(world, entry_id, LOOKING, by=world.priya)

    world.later(days=1)
    with pytest.raises(NotFound):
        answer(world, entry_id, by=world.priya, after=first.id)


def test_who_left_cannot_answer_any_more(world: World) -> None:
    entry_id = ask(world, world.dan)
    assert finds(world, world.dan, entry_id)

    leave(world, world.dan)

    with pytest.raises(NotFound):
        answer(world, entry_id)


def test_what_was_taken_back_cannot_be_answered(world: World) -> None:
    entry_id = ask(world)
    wish_id = wish_of(world, entry_id).id
    take_back(world, entry_id)

    with pytest.raises(NotFound), world.writing() as session:
        service.answer(
            session,
            actor=world.actor(world.dan),
            wish_id=wish_id,
            decision=PARTLY,
            after=None,
            now=world.now,
        )
