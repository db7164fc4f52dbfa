"""Which words ask for an answer, by when, from whom, and when nobody has to any more."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.answers.telling import (
    FOOTBALL,
    LOOKING,
    PARTLY,
    answer,
    ask,
    finds,
    has_to_answer,
    how_many_looked_at,
    leave,
    say,
    wish_of,
)
from tests.entries.telling import draft, keep, sees, send, sent, take_back
from tests.support.world import World
from voice_app.answers import queries, service
from voice_app.answers.models import Wish
from voice_app.answers.rules import VerdictValue, WishState
from voice_app.care.models import AssignmentKind
from voice_app.core import vault
from voice_app.entries import service as entries
from voice_app.entries.models import EntryKind, EntryLevel
from voice_app.record import queries as trail


@pytest.mark.parametrize("kind", [EntryKind.WISH, EntryKind.QUESTION, EntryKind.FOR_MY_MEETING])
def test_words_that_ask_make_one_wish_however_often_they_are_sent(
    world: World, kind: EntryKind
) -> None:
    entry_id = ask(world, world.dan, kind=kind)

    send(world, entry_id, world.ruth)

    wish = wish_of(world, entry_id)
    assert wish.state is WishState.NOT_ANSWERED
    assert has_to_answer(world, world.dan) == has_to_answer(world, world.ruth) == [entry_id]


@pytest.mark.parametrize("kind", [EntryKind.FEELING, EntryKind.WORRY, EntryKind.GOOD_NEWS])
def test_other_words_make_no_wish(world: World, kind: EntryKind) -> None:
    sent(world, world.dan, kind=kind)

    with world.reading() as session:
        assert session.scalar(select(Wish.id)) is None


def test_words_kept_for_oneself_make_no_wish(world: World) -> None:
    entry_id = draft(world, FOOTBALL, kind=EntryKind.WISH)

    keep(world, entry_id)

    with world.reading() as session:
        assert session.scalar(select(Wish.id)) is None


def test_an_answer_is_due_five_working_days_later(world: World) -> None:
    entry_id = ask(world)

    assert wish_of(world, entry_id).due_on == date(2026, 6, 23)


def test_a_service_may_promise_sooner_answers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.make_wish, "within_days", 2)

    entry_id = ask(world)

    assert wish_of(world, entry_id).due_on == date(2026, 6, 18)


def test_words_that_are_not_confirmed_start_no_clock_until_they_are(world: World) -> None:
    given = entries.Given(kind=EntryKind.WISH, words=FOOTBALL)
    with world.writing() as session:
        entry = entries.write_down(
            session,
            actor=world.actor(world.dan),
            young_person_id=world.amina.id,
            phone_id=world.dan.id,
            given=given,
            now=world.now,
        )
    assert entry.level is EntryLevel.TOGETHER
    assert not finds(world, world.dan, entry.id)

    world.later(days=7)
    with world.writing() as session:
        entries.confirm(session, actor=world.actor(world.amina), entry_id=entry.id, now=world.now)

    assert wish_of(world, entry.id).due_on == date(2026, 6, 30)


def test_taking_back_ends_the_waiting(world: World) -> None:
    entry_id = ask(world)
    assert has_to_answer(world, world.dan) == [entry_id]

    take_back(world, entry_id)

    assert has_to_answer(world, world.dan) == []
    assert wish_of(world, entry_id).withdrawn_at == world.now


def test_what_was_kept_back_and_is_sent_again_waits_anew(world: World) -> None:
    entry_id = ask(world)
    keep(world, entry_id)
    assert has_to_answer(world, world.dan) == []

    world.later(days=14)
    send(world, entry_id, world.dan)

    assert has_to_answer(world, world.dan) == [entry_id]
    assert wish_of(world, entry_id).due_on == date(2026, 7, 7)


def test_putting_a_wish_another_way_keeps_its_day_and_waits_once(world: World) -> None:
    entry_id = ask(world)
    world.later(days=3)

    with world.writing() as session:
        actor = world.actor(world.amina)
        better = entries.correct(
            session, actor=actor, entry_id=entry_id, phone_id=world.leo.id, now=world.now
        )
    send(world, better.id, world.dan)

    assert has_to_answer(world, world.dan) == [better.id]
    assert wish_of(world, better.id).due_on == wish_of(world, entry_id).due_on


def test_what_was_put_another_way_for_somebody_else_still_waits_for_its_first_reader(
    world: World,
) -> None:
    entry_id = ask(world, world.dan)

    with world.writing() as session:
        actor = world.actor(world.amina)
        other = entries.correct(
            session, actor=actor, entry_id=entry_id, phone_id=world.leo.id, now=world.now
        )
    send(world, other.id, world.nell)

    # Dan's list must not tell him that there are words he was not sent.
    assert has_to_answer(world, world.dan) == [entry_id]
    assert has_to_answer(world, world.nell) == [other.id]
    assert how_many_looked_at(world, world.amina) == 1


def test_the_earliest_due_comes_first_then_what_is_not_ok(world: World) -> None:
    not_ok = ask(world, words="I want my phone at night.")
    given = answer(world, not_ok)
    say(world, not_ok, given.id, VerdictValue.NOT_OK)
    world.later(days=1)
    later = ask(world, words="Can my sister sleep over?")
    world.later(minutes=1)
    looked_at = ask(world, words="I want a lock on my door.")
    answer(world, looked_at, LOOKING)

    assert has_to_answer(world, world.dan) == [later, looked_at, not_ok]


def test_pages_of_waiting_wishes_follow_each_other_without_a_gap(world: World) -> None:
    asked = [ask(world, words=f"Wish {number}") for number in range(5)]
    found = []
    after = None

    with world.reading() as session:
        while True:
            page = queries.waiting(
                session, actor=world.actor(world.dan), now=world.now, after=after, limit=2
            )
            found += [one.entry.id for one in page.wishes]
            after = page.next
            if after is None:
                break

    assert sorted(found) == sorted(asked)
    assert len(found) == len(set(found))


def test_a_successor_sees_open_wishes_and_no_older_words(world: World) -> None:
    open_one = ask(world, words="I want a lock on my door.")
    settled = ask(world)
    answer(world, settled)
    diary = sent(world, world.dan, words="Sam let me cook.", kind=EntryKind.GOOD_NEWS)

    world.assign(world.priya, world.amina)
    assert has_to_answer(world, world.priya) == []
    world.later(hours=1)
    leave(world, world.dan)

    assert has_to_answer(world, world.priya) == [open_one]
    assert sees(world, world.priya, open_one)
    assert not sees(world, world.priya, settled)
    assert not sees(world, world.priya, diary)
    assert not sees(world, world.dan, open_one)


def test_a_successor_who_comes_later_sees_them_too(world: World) -> None:
    open_one = ask(world)
    leave(world, world.dan)
    world.later(days=2)

    world.assign(world.priya, world.amina)

    assert has_to_answer(world, world.priya) == [open_one]


def test_somebody_of_another_kind_is_no_successor(world: World) -> None:
    open_one = ask(world)
    leave(world, world.dan)

    world.assign(world.priya, world.amina, AssignmentKind.SOCIAL_WORKER)

    assert not sees(world, world.priya, open_one)


def test_nothing_kept_in_the_trail_holds_the_words(world: World) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id)
    say(world, entry_id, given.id, VerdictValue.NOT_OK)

    with world.reading() as session:
        events = trail.events_for(session, young_person_id=world.amina.id)
        body = vault.opened(session, session.get_one(type(given), given.id))
    actions = [event.action for event in events]
    assert {"wish.made", "wish.answered", "answer.verdict"} <= set(actions)
    assert body["because"] == PARTLY.because
    assert not any(PARTLY.because in str(event.details) for event in events)
    assert not any("football" in str(event.details) for event in events)
