"""Who may sit down with Amina, and whom her words reach then: beside each yes its no."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.entries.telling import opened_by
from tests.support.world import World
from tests.together.telling import ask, begin, keep, only_entry, typed
from voice_app.core.errors import NotFound
from voice_app.entries import service as entries
from voice_app.entries.rules import EntryKind
from voice_app.together import queries, service
from voice_app.together.models import Prompt, Sitting


def test_only_those_who_look_after_her_now_may_sit_down_with_her(world: World) -> None:
    address = f"/staff/people/{world.amina.id}/together"

    for person in (world.dan, world.nell, world.ruth):
        assert world.browse(person).get(address).status_code == 200
    for person in (world.finn, world.priya, world.ella, world.joy, world.ash, world.leo):
        assert world.browse(person).get(address).status_code == 404
    assert world.browse(world.amina).get(address).status_code == 404
    assert world.browse().get(address).status_code == 303


def sitting_of(world: World) -> UUID:
    with world.reading() as session:
        return session.scalars(select(Sitting.id)).one()


def test_a_sitting_is_open_to_the_worker_who_began_it_and_to_nobody_else(world: World) -> None:
    begin(world)
    address = f"/staff/people/{world.amina.id}/together/{sitting_of(world)}"

    assert world.browse(world.dan).get(address).status_code == 200
    for person in (world.nell, world.ruth, world.finn, world.joy, world.ash, world.amina):
        assert world.browse(person).get(address).status_code == 404
    other = f"/staff/people/{world.leo.id}/together/{sitting_of(world)}"
    assert world.browse(world.ella).get(other).status_code == 404


def test_a_sitting_closes_when_the_assignment_ends(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina)
    begin(world, world.priya)
    address = f"/staff/people/{world.amina.id}/together/{sitting_of(world)}"
    assert world.browse(world.priya).get(address).status_code == 200

    world.unassign(assignment_id)

    assert world.browse(world.priya).get(address).status_code == 404


def test_words_go_to_nobody_who_does_not_look_after_her(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)
    with world.reading() as session:
        prompt_id = session.scalars(select(Prompt.id)).one()

    with world.writing() as session, pytest.raises(NotFound):
        actor = world.actor(world.dan)
        found = queries.get(
            session,
            actor=actor,
            young_person_id=world.amina.id,
            sitting_id=sitting_of(world),
            now=world.now,
        )
        service.keep(
            session, found, actor=actor, prompt_id=prompt_id, to=[world.ella.id], now=world.now
        )


def test_words_she_takes_back_are_gone_from_the_sitting(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)
    keep(page)
    address, entry_id = page.address, only_entry(world).id

    with world.writing() as session:
        actor = world.actor(world.amina)
        entries.confirm(session, actor=actor, entry_id=entry_id, now=world.now)
        entries.take_back(session, actor=actor, entry_id=entry_id, now=world.now)

    shown = page.read(address)
    assert "I hate the bus" not in shown
    assert "Amina does not show this here any more." in shown


def test_showing_what_was_kept_is_a_reading(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)
    keep(page)

    assert [who for who, *_ in opened_by(world, only_entry(world).id)] == [str(world.dan.id)]


def test_the_pages_show_nothing_else_of_her(world: World) -> None:
    with world.writing() as session:
        entry = entries.keep_draft(
            session,
            actor=world.actor(world.amina),
            phone_id=uuid4(),
            given=entries.Given(kind=EntryKind.WORRY, words="Another worry of mine."),
            now=world.now,
        )
        entries.send(
            session,
            actor=world.actor(world.amina),
            entry_id=entry.id,
            to=[world.dan.id],
            now=world.now,
        )

    page = begin(world)

    assert "Another worry of mine." not in page.page
    assert "Another worry of mine." in world.browse(world.amina).read("/words")


def test_a_step_that_is_past_leads_back_to_the_sitting(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)
    reading = page.address
    keep(page, world.ruth)
    sitting = page.address

    for step in (reading, reading.replace("/read", "/who")):
        response = page.get(step)
        assert (response.status_code, response.location) == (303, sitting)
    assert page.get(reading.replace(reading.split("/")[-2], str(uuid4()))).status_code == 404
