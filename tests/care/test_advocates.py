"""Somebody at Amina's side: the service's list, asking in one tap, arranging it."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.reviews.telling import decided, finished, held, lettered, planned
from tests.reviews.test_pages import asked, wish_id_of
from tests.support.statements import statements
from tests.support.world import Someone, World
from voice_app.answers.models import Wish
from voice_app.care.models import Advocate, AdvocateAsked
from voice_app.care.queries import advocates as queries
from voice_app.care.service import advocates as service
from voice_app.core import vault
from voice_app.core.actor import Level
from voice_app.core.errors import NotAllowed, NotFound

LIST, SIDE = "/staff/assignments/advocates", "/on-my-side"


def listed(world: World, name: str = "Voices Heard", by: Someone | None = None) -> UUID:
    """Joy puts somebody on the list; returns the id."""
    advocate_id = uuid4()
    with world.writing() as session:
        service.add_advocate(
            session,
            actor=world.actor(by or world.joy),
            advocate_id=advocate_id,
            name=name,
            organisation="A charity",
            phone="0800 000 111",
            how="Mondays to Fridays.",
            now=world.now,
        )
    return advocate_id


def asks(world: World, who: Someone | None = None) -> UUID:
    """Amina asks for somebody; returns the id of her asking."""
    with world.writing() as session:
        actor = world.actor(who or world.amina)
        service.ask_for_advocate(session, actor=actor, wish_id=None, now=world.now)
        session.flush()
        return session.scalars(select(AdvocateAsked.id)).one()


def arranges(world: World, who: Someone, asked_id: UUID, advocate_id: UUID | None = None) -> None:
    """Somebody arranges it."""
    with world.writing() as session:
        service.arrange_advocate(
            session,
            actor=world.actor(who),
            asked_id=asked_id,
            advocate_id=advocate_id,
            words="Sana comes on Thursday at four.",
            now=world.now,
        )


def sees(world: World, who: Someone) -> bool:
    """Does this person learn that Amina waits for somebody?"""
    with world.reading() as session:
        return bool(queries.asks_waiting(session, actor=world.actor(who), now=world.now))


def test_a_manager_keeps_the_list_and_says_when_it_was_checked(world: World) -> None:
    joy = world.browse(world.joy)
    joy.read(LIST)
    joy.press("Put them on the list", name="Voices Heard", phone="0800 000 111")
    world.later(days=3)
    joy = world.browse(world.joy)
    assert "Last checked on Tuesday 16 June." in joy.read(LIST)

    assert "Last checked on Friday 19 June." in joy.press("Checked today").text
    assert "Voices Heard" in world.browse(world.amina).read(SIDE)

    joy.press("Take off the list")
    assert "Voices Heard" not in world.browse(world.amina).read(SIDE)


def test_nobody_but_a_manager_changes_the_list(world: World) -> None:
    advocate_id = listed(world)

    for person in (world.dan, world.ash, world.amina):
        with pytest.raises(NotAllowed):
            listed(world, by=person)
        assert world.browse(person).get(LIST).status_code == 404
    with world.writing() as session, pytest.raises(NotAllowed):
        service.end_advocate(
            session, actor=world.actor(world.dan), advocate_id=advocate_id, now=world.now
        )


def test_a_name_or_number_that_is_missing_is_said_and_nothing_typed_is_lost(world: World) -> None:
    joy = world.browse(world.joy)
    joy.read(LIST)

    answer = joy.press("Put them on the list", name="Voices Heard", how="Mondays.")

    assert answer.status_code == 400
    assert "Give a number that young people can ring." in answer.text
    assert "Voices Heard" in answer.text
    with world.reading() as session:
        assert session.query(Advocate).count() == 0


def test_amina_asks_in_one_tap_and_reads_what_was_arranged(world: World) -> None:
    amina, dan = world.browse(world.amina), world.browse(world.dan)
    amina.read(SIDE)

    assert "You asked on Tuesday 16 June." in amina.press("Ask for somebody").text
    with world.reading() as session:
        asked_id = session.scalars(select(AdvocateAsked.id)).one()
    assert "Amina asked for somebody on their side." in dan.read("/staff/today")
    dan.read(f"/staff/people/side/{asked_id}")
    dan.press("It is arranged", arranged="Sana comes on Thursday at four.")

    page = amina.read(SIDE)
    assert "Dan has arranged it" in page
    assert "Sana comes on Thursday at four." in page
    assert "asked for somebody" not in dan.read("/staff/today")


def test_asking_twice_asks_once_until_it_is_arranged(world: World) -> None:
    asked_id = asks(world)
    assert asks(world) == asked_id

    arranges(world, world.dan, asked_id)
    with world.writing() as session:
        actor = world.actor(world.amina)
        service.ask_for_advocate(session, actor=actor, wish_id=None, now=world.now)

    with world.reading() as session:
        assert session.query(AdvocateAsked).count() == 2


def test_those_who_look_after_her_and_managers_see_it_and_nobody_else(world: World) -> None:
    asks(world)

    for person in (world.dan, world.nell, world.ruth, world.joy):
        assert sees(world, person), person
    for person in (world.ella, world.finn, world.ash, world.leo, world.amina):
        assert not sees(world, person), person
    world.cover(world.priya, world.dan)
    assert sees(world, world.priya)


def test_somebody_who_does_not_look_after_her_cannot_arrange_it(world: World) -> None:
    asked_id, advocate_id = asks(world), listed(world)

    for person in (world.ella, world.ash, world.amina, world.leo):
        with pytest.raises(NotFound):
            arranges(world, person, asked_id)
    with pytest.raises(NotFound):
        arranges(world, world.dan, asked_id, advocate_id=uuid4())
    arranges(world, world.joy, asked_id, advocate_id)

    with world.reading() as session:
        row = session.scalars(select(AdvocateAsked)).one()
        assert (row.advocate_id, row.arranged_by_id) == (advocate_id, world.joy.id)


def test_a_letterbox_asks_for_nobody_and_shows_nothing(world: World) -> None:
    with world.writing() as session, pytest.raises(NotAllowed):
        service.ask_for_advocate(
            session,
            actor=world.actor(world.amina, Level.LETTERBOX),
            wish_id=None,
            now=world.now,
        )
    assert world.browse(world.amina, Level.LETTERBOX).get(SIDE).status_code == 303


def test_an_answer_that_is_not_ok_offers_somebody_about_that_wish(world: World) -> None:
    review_id = planned(world)
    entry_id = asked(world, world.ruth)
    held(world, review_id)
    decided(world, review_id, wish_id_of(world, entry_id))
    finished(world, review_id)
    lettered(world, review_id)
    amina = world.browse(world.amina)
    for address in (f"/meeting/letter/{review_id}", f"/words/{entry_id}/answer"):
        assert "Ask for somebody" not in amina.read(address)

    amina.read(f"/meeting/letter/{review_id}")
    assert "Ask for somebody" in amina.press("Not OK").text
    assert "Ask for somebody" in amina.read(f"/words/{entry_id}/answer")
    amina.press("Ask for somebody")

    with world.reading() as session:
        wish_id = session.scalars(select(Wish.id)).one()
        assert session.scalars(select(AdvocateAsked.wish_id)).one() == wish_id
    page = world.browse(world.ruth).read(f"/staff/reviews/{review_id}")
    assert "Amina asked for somebody on their side." in page


def test_nobody_asks_about_the_wish_of_another(world: World) -> None:
    entry_id = asked(world, world.ruth)

    answer = world.browse(world.leo).send(f"/words/{entry_id}/answer/side")

    assert answer.status_code == 404
    with world.reading() as session:
        assert session.query(AdvocateAsked).count() == 0


def test_what_was_arranged_is_sealed_with_her_key(world: World) -> None:
    asked_id = asks(world)
    arranges(world, world.dan, asked_id)

    with world.reading() as session:
        row = session.get_one(AdvocateAsked, asked_id)
        assert row.key_scope == world.amina.id
        assert vault.opened(session, row)["arranged"].startswith("Sana")
        assert b"Sana" not in row.sealed


def test_these_pages_ask_few_times(world: World) -> None:
    listed(world)
    asked_id = asks(world)

    for person, address in (
        (world.amina, SIDE),
        (world.joy, LIST),
        (world.dan, f"/staff/people/side/{asked_id}"),
        (world.dan, "/staff/today"),
    ):
        with statements(world.database) as heard:
            world.browse(person).read(address)
        assert len(heard) <= 12, address
