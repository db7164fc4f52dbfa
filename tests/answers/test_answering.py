"""Answering a wish, telling it, and what the young person says to it."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.answers.telling import (
    LOOKING,
    PARTLY,
    YES,
    answer,
    ask,
    finds,
    has_to_answer,
    leave,
    say,
    wish_of,
)
from tests.entries.telling import take_back
from tests.support.world import Someone, World
from voice_app.answers import queries, service
from voice_app.answers.models import Answer
from voice_app.answers.rules import Missing, VerdictValue, WishState
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


def history(world: World, person: Someone, entry_id: UUID) -> list[queries.Answered]:
    actor = world.actor(person)
    with world.reading() as session:
        asked = queries.of_entry(session, actor=actor, entry_id=entry_id, now=world.now)
        return queries.answers_to(session, actor=actor, asked=asked)


def newest(world: World, person: Someone, entry_id: UUID) -> Answer:
    actor = world.actor(person)
    with world.reading() as session:
        asked = queries.of_entry(session, actor=actor, entry_id=entry_id, now=world.now)
        assert asked.answer is not None
        return asked.answer


def unread(world: World) -> UUID | None:
    with world.reading() as session:
        found = queries.newest_unread(session, actor=world.actor(world.amina), now=world.now)
        return found.entry.id if found else None


def read(world: World, entry_id: UUID) -> None:
    actor = world.actor(world.amina)
    with world.writing() as session:
        asked = queries.of_entry(session, actor=actor, entry_id=entry_id, now=world.now)
        service.read(session, actor=actor, asked=asked, now=world.now)


def tell(
    world: World,
    entry_id: UUID,
    answer_id: UUID,
    *,
    by: Someone | None = None,
    told_on: date = date(2026, 6, 16),
    verdict: VerdictValue | None = None,
) -> None:
    wish_id = wish_of(world, entry_id).id
    with world.writing() as session:
        service.tell(
            session,
            actor=world.actor(by or world.dan),
            wish_id=wish_id,
            answer_id=answer_id,
            how="In the car, the two of us.",
            told_on=told_on,
            said="That's not fair.",
            verdict=verdict,
            now=world.now,
        )
