"""Who finds the pages of wishes and answers, who finds nothing, and what that costs."""

from uuid import UUID, uuid4

import pytest

from tests.answers.telling import (
    FIELDS,
    FOOTBALL,
    answer,
    answer_page,
    ask,
    asked_many,
    leave,
    verdict_of,
    wish_of,
    wish_page,
)
from tests.entries.telling import take_back
from tests.support.statements import statements
from tests.support.world import World
from voice_app.answers.rules import WishState
from voice_app.core.actor import Level
from voice_app.entries.models import EntryKind


@pytest.mark.parametrize("who", ["ella", "finn", "nell", "ruth", "joy"])
def test_a_wish_is_not_there_for_a_worker_it_was_not_sent_to(world: World, who: str) -> None:
    entry_id = ask(world, world.dan)
    browser = world.browse(getattr(world, who))
    address = wish_page(world, entry_id)

    assert browser.get(address).status_code == 404
    assert browser.send(address, **FIELDS, after="").status_code == 404
    assert browser.send(f"{address}/told", how="x", told_on="2026-06-16").status_code == 404
    for page in ("/staff/wishes", "/staff/wishes/answered"):
        assert FOOTBALL not in browser.read(page)
    assert wish_of(world, entry_id).state is WishState.NOT_ANSWERED


@pytest.mark.parametrize("who", ["ash", "amina", "leo"])
def test_wishes_of_staff_are_no_page_for_others(world: World, who: str) -> None:
    entry_id = ask(world, world.dan)
    browser = world.browse(getattr(world, who))

    for page in ("/staff/wishes", "/staff/wishes/answered", wish_page(world, entry_id)):
        assert browser.get(page).status_code == 404
    assert browser.send(wish_page(world, entry_id), **FIELDS, after="").status_code == 404


def test_one_factor_is_not_enough(world: World) -> None:
    entry_id = ask(world)
    browser = world.browse(world.dan, Level.ONE_FACTOR)

    response = browser.get(wish_page(world, entry_id))

    assert response.status_code == 303
    assert response.location == "/sign-in/code"


@pytest.mark.parametrize("who", ["leo", "dan", "ruth", "joy", "ash"])
def test_an_answer_is_there_for_amina_alone(world: World, who: str) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id)
    browser = world.browse(getattr(world, who))

    assert browser.get(answer_page(entry_id)).status_code == 404
    assert browser.send(verdict_of(entry_id, given.id), value="ok").status_code == 404
    assert wish_of(world, entry_id).verdict is None


def test_an_answer_needs_the_pin(world: World) -> None:
    entry_id = ask(world)
    answer(world, entry_id)
    phone = world.browse(world.amina, Level.LETTERBOX)

    response = phone.get(answer_page(entry_id))

    assert response.status_code == 303
    assert response.location == "/open"


def test_words_that_asked_for_nothing_have_no_answer_page(world: World) -> None:
    entry_id = ask(world, kind=EntryKind.GOOD_NEWS)
    amina = world.browse(world.amina)

    assert amina.get(answer_page(entry_id)).status_code == 404
    assert amina.get(answer_page(uuid4())).status_code == 404


def test_who_left_finds_it_gone_while_they_were_writing(world: World) -> None:
    entry_id = ask(world)
    dan = world.browse(world.dan)
    dan.read(wish_page(world, entry_id))

    leave(world, world.dan)

    assert dan.press("Send to Amina", **FIELDS).status_code == 404
    assert wish_of(world, entry_id).state is WishState.NOT_ANSWERED


def test_a_wish_that_was_taken_back_is_gone_for_workers_and_said_to_amina(world: World) -> None:
    entry_id = ask(world)
    address = wish_page(world, entry_id)
    take_back(world, entry_id)

    assert world.browse(world.dan).get(address).status_code == 404
    assert "You took this back." in world.browse(world.amina).read(answer_page(entry_id))


def test_pages_of_wishes_ask_as_much_of_ten_as_of_a_thousand(world: World) -> None:
    first_of_ten, of_ten = counts(world, asked_many(world, 10))
    first_of_all, of_all = counts(world, asked_many(world, 990))

    assert of_ten == of_all
    assert max(*first_of_ten.values(), *first_of_all.values()) <= 12


def counts(world: World, entry_id: UUID) -> tuple[dict[str, int], dict[str, int]]:
    """How many statements each page takes when it is first looked at, and after that."""
    first, later = {}, {}
    dan, amina = world.browse(world.dan), world.browse(world.amina)
    for browser, name, address in (
        (dan, "wish", wish_page(world, entry_id)),
        (dan, "wishes", "/staff/wishes"),
        (dan, "answered", "/staff/wishes/answered"),
        (amina, "answer", answer_page(entry_id)),
    ):
        for found in (first, later):
            with statements(world.database) as heard:
                browser.read(address)
            found[name] = len(heard)
    return first, later
