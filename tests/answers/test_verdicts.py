"""Reading an answer, saying whether it is OK, and being told in person."""

from datetime import date
from uuid import uuid4

import pytest

from tests.answers.telling import (
    LOOKING,
    YES,
    answer,
    ask,
    has_to_answer,
    history,
    newest,
    read,
    say,
    tell,
    unread,
    wish_of,
)
from tests.support.world import Someone, World
from voice_app.answers import service
from voice_app.answers.rules import VerdictValue, WishState
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound

#: The four that are real answers.
ANSWERS = (WishState.YES, WishState.PARTLY, WishState.NOT_NOW, WishState.NO)


def test_reading_an_answer_is_noted_once(world: World) -> None:
    entry_id = ask(world)
    answer(world, entry_id)
    assert newest(world, world.dan, entry_id).told_at is None

    first_read = world.later(hours=1)
    read(world, entry_id)
    world.later(hours=1)
    read(world, entry_id)

    assert newest(world, world.dan, entry_id).told_at == first_read


def test_home_tells_of_an_answer_until_it_was_read(world: World) -> None:
    entry_id = ask(world)
    assert unread(world) is None

    answer(world, entry_id, LOOKING)
    assert unread(world) is None
    answer(world, entry_id, after=newest(world, world.dan, entry_id).id)
    assert unread(world) == entry_id

    read(world, entry_id)
    assert unread(world) is None


@pytest.mark.parametrize("value", [VerdictValue.NOT_OK, VerdictValue.DONT_UNDERSTAND])
def test_not_ok_keeps_the_answer_and_asks_for_a_new_one(world: World, value: VerdictValue) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id)
    assert has_to_answer(world, world.dan) == []

    say(world, entry_id, given.id, value)

    assert wish_of(world, entry_id).state is WishState.PARTLY
    assert has_to_answer(world, world.dan) == [entry_id]


def test_ok_settles_a_wish_and_may_still_change(world: World) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id)

    say(world, entry_id, given.id, VerdictValue.OK)
    assert has_to_answer(world, world.dan) == []
    world.later(hours=1)
    say(world, entry_id, given.id, VerdictValue.NOT_OK)
    assert has_to_answer(world, world.dan) == [entry_id]
    world.later(hours=1)
    say(world, entry_id, given.id, VerdictValue.OK)

    (kept,) = history(world, world.dan, entry_id)
    assert [said.value for said in kept.verdicts] == [
        VerdictValue.OK,
        VerdictValue.NOT_OK,
        VerdictValue.OK,
    ]
    assert has_to_answer(world, world.dan) == []


def test_the_same_verdict_twice_is_one(world: World) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id)

    say(world, entry_id, given.id, VerdictValue.OK)
    say(world, entry_id, given.id, VerdictValue.OK)

    (kept,) = history(world, world.dan, entry_id)
    assert len(kept.verdicts) == 1


def test_a_new_answer_settles_what_was_not_ok(world: World) -> None:
    entry_id = ask(world)
    first = answer(world, entry_id)
    say(world, entry_id, first.id, VerdictValue.NOT_OK)

    answer(world, entry_id, YES, after=first.id)

    assert has_to_answer(world, world.dan) == []
    assert wish_of(world, entry_id).verdict is None


@pytest.mark.parametrize("who", ["leo", "dan", "ruth", "joy", "ash"])
def test_nobody_says_ok_for_amina_on_her_phone(world: World, who: str) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id)
    somebody: Someone = getattr(world, who)

    with pytest.raises((NotFound, NotAllowed)), world.writing() as session:
        service.verdict(
            session,
            actor=world.actor(somebody),
            entry_id=entry_id,
            answer_id=given.id,
            value=VerdictValue.OK,
            now=world.now,
        )

    assert wish_of(world, entry_id).verdict is None


def test_a_verdict_needs_an_answer_to_these_very_words(world: World) -> None:
    entry_id, other_id = ask(world), ask(world, words="Can Noor come with me?")
    given = answer(world, other_id)

    with pytest.raises(NotFound):
        say(world, entry_id, given.id, VerdictValue.OK)
    with pytest.raises(NotFound):
        say(world, entry_id, uuid4(), VerdictValue.OK)


def test_an_answer_to_be_told_in_person_stays_from_the_phone_until_then(world: World) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id, in_person=True)
    assert history(world, world.amina, entry_id) == []
    assert unread(world) is None
    assert has_to_answer(world, world.dan) == [entry_id]
    with pytest.raises(NotFound):
        say(world, entry_id, given.id, VerdictValue.OK)

    tell(world, entry_id, given.id, verdict=VerdictValue.NOT_OK)

    (kept,) = history(world, world.amina, entry_id)
    assert kept.answer.told_by_id == world.dan.id
    assert kept.answer.told_at == world.now
    assert [body for _, body in kept.tellings] == [
        {"how": "In the car, the two of us.", "said": "That's not fair."}
    ]
    assert kept.verdict is not None
    assert kept.verdict.noted_by_id == world.dan.id
    assert unread(world) is None


def test_the_same_telling_sent_twice_is_noted_once(world: World) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id, in_person=True)

    tell(world, entry_id, given.id, verdict=VerdictValue.OK)
    tell(world, entry_id, given.id, verdict=VerdictValue.OK)

    (kept,) = history(world, world.amina, entry_id)
    assert len(kept.tellings) == 1
    world.later(minutes=1)
    tell(world, entry_id, given.id, verdict=VerdictValue.NOT_OK)
    (kept,) = history(world, world.amina, entry_id)
    assert len(kept.tellings) == 2
    assert kept.verdict is not None
    assert kept.verdict.value is VerdictValue.NOT_OK


def test_an_earlier_answer_shows_while_a_newer_one_waits_to_be_told(world: World) -> None:
    entry_id = ask(world)
    first = answer(world, entry_id, LOOKING)

    answer(world, entry_id, after=first.id, in_person=True)

    assert newest(world, world.amina, entry_id).id == first.id
    assert newest(world, world.dan, entry_id).id != first.id


def test_what_she_said_herself_is_not_spoken_over(world: World) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id)
    say(world, entry_id, given.id, VerdictValue.NOT_OK)

    with pytest.raises(NotAllowed):
        tell(world, entry_id, given.id, verdict=VerdictValue.OK)

    assert wish_of(world, entry_id).verdict is VerdictValue.NOT_OK
    tell(world, entry_id, given.id, verdict=None)


def test_she_may_change_what_was_noted_for_her(world: World) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id, in_person=True)
    tell(world, entry_id, given.id, verdict=VerdictValue.OK)
    world.later(hours=1)

    say(world, entry_id, given.id, VerdictValue.OK)

    (kept,) = history(world, world.dan, entry_id)
    assert [said.noted_by_id for said in kept.verdicts] == [world.dan.id, None]


def test_nobody_records_telling_but_whom_it_was_sent_to(world: World) -> None:
    entry_id = ask(world, world.dan)
    given = answer(world, entry_id, in_person=True)

    for somebody in (world.nell, world.finn, world.joy, world.ash, world.leo):
        with pytest.raises(NotFound):
            tell(world, entry_id, given.id, by=somebody)
    with pytest.raises(NotAllowed):
        tell(world, entry_id, given.id, by=world.amina)

    assert newest(world, world.dan, entry_id).told_at is None


def test_only_the_newest_answer_can_be_told(world: World) -> None:
    entry_id = ask(world)
    first = answer(world, entry_id)
    answer(world, entry_id, YES, after=first.id)

    with pytest.raises(AlreadyDone):
        tell(world, entry_id, first.id)


def test_an_earlier_day_of_telling_is_kept_as_that_day(world: World) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id, in_person=True)
    world.later(days=2)

    tell(world, entry_id, given.id, told_on=date(2026, 6, 17))

    told_at = newest(world, world.dan, entry_id).told_at
    assert told_at is not None
    assert told_at.date() == date(2026, 6, 17)
