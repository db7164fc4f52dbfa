"""Taking back, erasing, putting right, confirming: what the author may still do with words."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from tests.entries.telling import (
    WORDS,
    draft,
    keep,
    look,
    post_through_letterbox,
    row,
    sees,
    send,
    sent,
    take_back,
    words_of,
)
from tests.support.world import Someone, World
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.entries import queries, service
from voice_app.entries.models import Entry, EntryKind, EntryState, LifeArea
from voice_app.entries.rules import Felt
from voice_app.record.models import TrailEvent


class Told(list[tuple[str, UUID]]):
    """What a later layer hears, in order."""

    def sent(self, session: Session, entry: Entry, *, actor: Actor, now: datetime) -> None:
        self.append(("sent", entry.id))

    def back(self, session: Session, entry: Entry, *, actor: Actor, now: datetime) -> None:
        self.append(("back", entry.id))


@pytest.fixture
def told() -> Iterator[Told]:
    """What a later layer hears while the test runs."""
    heard = Told()
    out, back = heard.sent, heard.back
    service.when_sent.append(out)
    service.when_taken_back.append(back)
    yield heard
    service.when_sent.remove(out)
    service.when_taken_back.remove(back)


def actions(world: World) -> list[str]:
    with world.reading() as session:
        events = session.query(TrailEvent).order_by(TrailEvent.seq)
        return [event.action for event in events if event.action.startswith("entry.")]


def test_words_kept_for_oneself_are_really_erased(world: World) -> None:
    entry_id = draft(world, feelings=[Felt("sad", 2)])
    keep(world, entry_id)

    take_back(world, entry_id)

    entry = row(world, entry_id)
    assert entry.state is EntryState.ERASED
    with world.reading() as session:
        assert vault.opened(session, session.get_one(Entry, entry_id)) == {}
    assert (entry.kind, entry.life_area) == (EntryKind.SOMETHING, None)
    assert actions(world)[-1] == "entry.erased"
    assert not sees(world, world.amina, entry_id)


def test_a_draft_is_really_erased_too(world: World) -> None:
    entry_id = draft(world)

    take_back(world, entry_id)

    assert row(world, entry_id).state is EntryState.ERASED


def test_erased_words_are_gone_for_every_verb(world: World) -> None:
    entry_id = draft(world)
    take_back(world, entry_id)

    with pytest.raises(NotFound):
        send(world, entry_id, world.dan)
    with pytest.raises(NotFound):
        keep(world, entry_id)
    with pytest.raises(NotFound):
        take_back(world, entry_id)


def test_sent_words_are_hidden_and_not_erased(world: World) -> None:
    entry_id = sent(world, world.dan)
    look(world, world.dan, entry_id)

    take_back(world, entry_id)

    entry = row(world, entry_id)
    assert (entry.state, entry.taken_back_at) == (EntryState.TAKEN_BACK, world.now)
    assert words_of(world, entry_id) == WORDS
    with pytest.raises(NotAllowed), world.writing() as session:
        actor = world.actor(world.amina)
        service.erase(session, actor=actor, entry_id=entry_id, now=world.now)


def test_taking_back_twice_changes_nothing(world: World) -> None:
    entry_id = sent(world, world.dan)
    take_back(world, entry_id)
    first = row(world, entry_id).taken_back_at

    world.later(hours=1)
    take_back(world, entry_id)

    assert row(world, entry_id).taken_back_at == first
    assert actions(world).count("entry.taken_back") == 1


def test_words_taken_back_cannot_be_sent_again(world: World) -> None:
    entry_id = sent(world, world.dan)
    take_back(world, entry_id)

    with pytest.raises(NotAllowed):
        send(world, entry_id, world.ruth)
    assert not sees(world, world.ruth, entry_id)


def test_words_nobody_opened_can_be_kept_back_for_oneself(world: World) -> None:
    unopened, opened = sent(world, world.dan), sent(world, world.dan)
    look(world, world.dan, opened)

    keep(world, unopened)

    assert row(world, unopened).state is EntryState.KEPT
    assert not sees(world, world.dan, unopened)
    with pytest.raises(NotAllowed):
        keep(world, opened)
    assert sees(world, world.dan, opened)


def test_words_kept_for_oneself_can_be_sent_later(world: World) -> None:
    entry_id = draft(world)
    keep(world, entry_id)

    send(world, entry_id, world.dan)

    assert sees(world, world.dan, entry_id)


def test_letting_a_second_person_in_keeps_the_day_it_was_sent(world: World) -> None:
    entry_id = sent(world, world.dan)
    first = row(world, entry_id).sent_at

    world.later(days=1)
    send(world, entry_id, world.ruth)

    assert sees(world, world.dan, entry_id)
    assert sees(world, world.ruth, entry_id)
    assert row(world, entry_id).sent_at == first


def stop(world: World, entry_id: UUID) -> None:
    with world.writing() as session:
        service.stop_showing(
            session,
            actor=world.actor(world.amina),
            entry_id=entry_id,
            person_id=world.dan.id,
            now=world.now,
        )


def test_ending_the_last_persons_seeing_makes_unopened_words_just_hers(world: World) -> None:
    unopened, opened = sent(world, world.dan), sent(world, world.dan)
    look(world, world.dan, opened)

    stop(world, unopened)
    stop(world, opened)
    stop(world, opened)

    assert row(world, unopened).state is EntryState.KEPT
    assert row(world, opened).state is EntryState.SENT
    assert not sees(world, world.dan, opened)
    assert actions(world).count("entry.closed_to") == 2


def test_later_layers_hear_when_words_go_out_and_come_back(world: World, told: Told) -> None:
    kept = draft(world)
    keep(world, kept)
    entry_id = sent(world, world.dan)
    send(world, entry_id, world.dan)
    take_back(world, entry_id)

    assert told == [("sent", entry_id), ("back", entry_id)]


def test_putting_right_begins_new_words_that_point_back(world: World) -> None:
    entry_id = sent(world, world.dan, kind=EntryKind.WISH)
    key = uuid4()

    with world.writing() as session:
        actor = world.actor(world.amina)
        fresh = service.correct(
            session, actor=actor, entry_id=entry_id, phone_id=key, now=world.now
        )
        again = service.correct(
            session, actor=actor, entry_id=entry_id, phone_id=key, now=world.now
        )

    assert fresh.id == again.id
    assert (fresh.corrects_id, fresh.state, fresh.kind) == (
        entry_id,
        EntryState.DRAFT,
        EntryKind.WISH,
    )
    assert words_of(world, fresh.id) == WORDS
    assert words_of(world, entry_id) == WORDS


def corrections(world: World, reader: Someone, entry_id: UUID) -> list[UUID]:
    with world.reading() as session:
        actor = world.actor(reader)
        entry = session.get_one(Entry, entry_id)
        found = queries.corrections_of(session, actor=actor, entries=[entry], now=world.now)
        return list(found.get(entry.id, []))


def test_a_correction_shows_beside_the_first_words_to_those_who_may_see_it(world: World) -> None:
    entry_id = sent(world, world.dan, world.ruth)
    with world.writing() as session:
        fresh_id = service.correct(
            session,
            actor=world.actor(world.amina),
            entry_id=entry_id,
            phone_id=uuid4(),
            now=world.now,
        ).id
    assert corrections(world, world.amina, entry_id) == []

    send(world, fresh_id, world.dan)

    assert corrections(world, world.amina, entry_id) == [fresh_id]
    assert corrections(world, world.dan, entry_id) == [fresh_id]
    assert corrections(world, world.ruth, entry_id) == []


def test_confirmed_words_from_the_letterbox_can_be_sent(world: World) -> None:
    entry_id = post_through_letterbox(world)

    with world.writing() as session:
        actor = world.actor(world.amina)
        service.confirm(session, actor=actor, entry_id=entry_id, now=world.now)
    send(world, entry_id, world.dan)

    assert sees(world, world.dan, entry_id)
    assert row(world, entry_id).confirmed_at == world.now


def test_that_was_not_me_hides_words_and_keeps_them(world: World) -> None:
    entry_id, mine = post_through_letterbox(world), draft(world)

    with world.writing() as session:
        actor = world.actor(world.amina)
        service.not_me(session, actor=actor, entry_id=entry_id, now=world.now)
        with pytest.raises(NotAllowed):
            service.not_me(session, actor=actor, entry_id=mine, now=world.now)

    assert row(world, entry_id).state is EntryState.TAKEN_BACK
    assert words_of(world, entry_id) == WORDS
    with pytest.raises(NotAllowed), world.writing() as session:
        service.confirm(session, actor=actor, entry_id=entry_id, now=world.now)


def test_words_written_down_beside_her_show_and_wait_to_be_confirmed(
    world: World, told: Told
) -> None:
    with world.writing() as session:
        entry_id = service.write_down(
            session,
            actor=world.actor(world.dan),
            young_person_id=world.amina.id,
            phone_id=uuid4(),
            given=service.Given(
                kind=EntryKind.WISH, words=WORDS, life_area=LifeArea.SCHOOL_AND_WORK
            ),
            to=[world.ruth.id],
            now=world.now,
        ).id
    assert sees(world, world.dan, entry_id)
    assert sees(world, world.ruth, entry_id)
    assert told == []

    with world.writing() as session:
        actor = world.actor(world.amina)
        service.confirm(session, actor=actor, entry_id=entry_id, now=world.now)

    assert told == [("sent", entry_id)]


def test_nobody_writes_down_words_of_somebody_they_do_not_look_after(world: World) -> None:
    for stranger in (world.ella, world.finn, world.joy):
        with pytest.raises(NotFound), world.writing() as session:
            service.write_down(
                session,
                actor=world.actor(stranger),
                young_person_id=world.amina.id,
                phone_id=uuid4(),
                given=service.Given(words=WORDS),
                now=world.now,
            )


def test_nobody_writes_in_anothers_name(world: World) -> None:
    for person in (world.dan, world.joy, world.ash):
        with pytest.raises(NotAllowed), world.writing() as session:
            service.keep_draft(
                session,
                actor=world.actor(person),
                phone_id=uuid4(),
                given=service.Given(words=WORDS),
                now=world.now,
            )
        with pytest.raises(NotAllowed), world.writing() as session:
            service.put_in_letterbox(
                session,
                actor=world.actor(person),
                phone_id=uuid4(),
                given=service.Given(words=WORDS),
                now=world.now,
            )
