"""Who sees an entry: its author, whom they named, and nobody else, from one moment to the next."""

from functools import partial
from uuid import UUID, uuid4

import pytest

from tests.entries.telling import (
    draft,
    keep,
    look,
    opened_by,
    post_through_letterbox,
    sees,
    send,
    sent,
    take_back,
)
from tests.support.world import Someone, World
from voice_app.care import service as care
from voice_app.core.actor import Level
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.entries import queries, service
from voice_app.record.models import TrailEvent


def everybody_but_amina(world: World) -> list[Someone]:
    return [
        world.dan,
        world.nell,
        world.ruth,
        world.finn,
        world.priya,
        world.ella,
        world.joy,
        world.ash,
        world.leo,
        world.kofi,
    ]


def who_sees(world: World, entry_id: UUID) -> set[str]:
    return {
        str(person)
        for person in [world.amina, *everybody_but_amina(world)]
        if sees(world, person, entry_id)
    }


def test_whoever_was_named_sees_sent_words_and_nobody_else_does(world: World) -> None:
    entry_id = sent(world, world.dan, world.ruth)

    assert who_sees(world, entry_id) == {"Amina", "Dan", "Ruth"}


def test_nobody_but_their_author_sees_a_draft_or_words_kept_for_oneself(world: World) -> None:
    draft_id, kept_id = draft(world), draft(world)
    keep(world, kept_id)

    assert who_sees(world, draft_id) == {"Amina"}
    assert who_sees(world, kept_id) == {"Amina"}


def test_a_phone_without_its_pin_shows_nothing_old(world: World) -> None:
    entry_id = sent(world, world.dan)

    assert not sees(world, world.amina, entry_id, Level.LETTERBOX)
    assert sees(world, world.amina, entry_id, Level.OPEN)


def test_a_worker_with_one_factor_sees_nothing(world: World) -> None:
    entry_id = sent(world, world.dan)

    assert not sees(world, world.dan, entry_id, Level.ONE_FACTOR)
    assert sees(world, world.dan, entry_id, Level.TWO_FACTORS)


def test_sent_words_close_at_once_when_the_assignment_ends(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina)
    entry_id = sent(world, world.priya)
    assert sees(world, world.priya, entry_id)

    world.unassign(assignment_id)

    assert not sees(world, world.priya, entry_id)


def test_they_close_also_to_somebody_who_still_looks_after_another(world: World) -> None:
    in_amina, _ = world.assign(world.priya, world.amina), world.assign(world.priya, world.leo)
    of_amina, of_leo = sent(world, world.priya), draft(world, author=world.leo)
    send(world, of_leo, world.priya, author=world.leo)

    world.unassign(in_amina)

    assert not sees(world, world.priya, of_amina)
    with pytest.raises(NotFound):
        look(world, world.priya, of_amina)
    look(world, world.priya, of_leo)


def test_sent_words_close_to_everybody_when_the_case_closes(world: World) -> None:
    entry_id = sent(world, world.dan)
    assert sees(world, world.dan, entry_id)

    with world.writing() as session:
        care.close_case(
            session, actor=world.actor(world.joy), young_person_id=world.amina.id, now=world.now
        )

    assert who_sees(world, entry_id) == {"Amina"}


def test_a_cover_sees_what_was_sent_to_whom_they_cover_on_those_days_only(world: World) -> None:
    to_dan, to_ruth = sent(world, world.dan), sent(world, world.ruth)
    assert not sees(world, world.priya, to_dan)

    world.cover(world.priya, world.dan)

    assert sees(world, world.priya, to_dan)
    assert not sees(world, world.priya, to_ruth)
    world.later(days=1)
    assert not sees(world, world.priya, to_dan)


def test_a_successor_does_not_see_what_was_sent_before(world: World) -> None:
    entry_id = sent(world, world.dan)

    world.assign(world.priya, world.amina)

    assert not sees(world, world.priya, entry_id)


def test_words_cannot_be_sent_to_somebody_who_does_not_look_after_her(world: World) -> None:
    entry_id = draft(world)

    for stranger in (world.finn, world.ella, world.joy, world.ash, world.leo):
        with pytest.raises(NotAllowed):
            send(world, entry_id, world.dan, stranger)
    assert who_sees(world, entry_id) == {"Amina"}


VERBS = (
    partial(service.send, to=()),
    service.take_back,
    service.confirm,
    service.not_me,
    service.keep_for_me,
    partial(service.stop_showing, person_id=uuid4()),
    partial(service.correct, phone_id=uuid4()),
)


def test_only_the_author_decides_about_words(world: World) -> None:
    entry_id = sent(world, world.dan)

    for verb in VERBS:
        for person, refusal in (
            (world.dan, NotAllowed),
            (world.ella, NotFound),
            (world.leo, NotFound),
        ):
            with pytest.raises(refusal), world.writing() as session:
                verb(session, actor=world.actor(person), entry_id=entry_id, now=world.now)


def test_taking_back_hides_sent_words_from_everybody_else(world: World) -> None:
    entry_id = sent(world, world.dan)
    look(world, world.dan, entry_id)

    take_back(world, entry_id)

    assert who_sees(world, entry_id) == {"Amina"}


def test_ending_one_persons_seeing_leaves_the_others(world: World) -> None:
    entry_id = sent(world, world.dan, world.ruth)

    with world.writing() as session:
        service.stop_showing(
            session,
            actor=world.actor(world.amina),
            entry_id=entry_id,
            person_id=world.dan.id,
            now=world.now,
        )

    assert who_sees(world, entry_id) == {"Amina", "Ruth"}


def test_words_from_a_phone_without_its_pin_wait_for_their_author(world: World) -> None:
    entry_id = post_through_letterbox(world)

    assert who_sees(world, entry_id) == {"Amina"}
    with pytest.raises(NotAllowed):
        send(world, entry_id, world.dan)


def test_the_first_look_is_kept_and_every_look_is_on_the_record(world: World) -> None:
    entry_id = sent(world, world.dan)
    first = world.now

    look(world, world.dan, entry_id)
    world.later(hours=1)
    look(world, world.dan, entry_id)

    assert opened_by(world, entry_id) == [(str(world.dan.id), first, None)]
    with world.reading() as session:
        reads = session.query(TrailEvent).filter_by(action="words.read").count()
    assert reads == 2


def test_reading_ones_own_words_is_no_look(world: World) -> None:
    entry_id = sent(world, world.dan)

    look(world, world.amina, entry_id)

    assert opened_by(world, entry_id) == []


def test_a_cover_opens_for_whom_they_cover(world: World) -> None:
    entry_id = sent(world, world.dan)
    world.cover(world.priya, world.dan)

    look(world, world.priya, entry_id)

    assert opened_by(world, entry_id) == [(str(world.priya.id), world.now, world.dan.id)]


def test_undelivered_words_are_found_once_nobody_is_left_to_open_them(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina)
    unopened, opened = sent(world, world.priya), sent(world, world.priya)
    with_dan_too = sent(world, world.priya, world.dan)
    look(world, world.priya, opened)
    assert undelivered(world) == []

    world.unassign(assignment_id)

    assert undelivered(world) == [unopened]
    send(world, unopened, world.dan)
    assert undelivered(world) == []
    assert sees(world, world.dan, unopened)
    assert with_dan_too not in undelivered(world)


def test_coming_back_does_not_reopen_what_was_sent_to_somebody_else_meanwhile(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina)
    entry_id = sent(world, world.priya)
    world.unassign(assignment_id)
    send(world, entry_id, world.dan)

    world.assign(world.priya, world.amina)

    assert not sees(world, world.priya, entry_id)
    assert sees(world, world.dan, entry_id)


def undelivered(world: World) -> list[UUID]:
    with world.reading() as session:
        found = queries.undelivered_of(session, actor=world.actor(world.amina), now=world.now)
        return [entry.id for entry in found]
