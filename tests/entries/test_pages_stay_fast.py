"""A page asks the database the same few times, whether there are ten entries or a thousand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event

from tests.entries.telling import draft, keep, look, sent
from tests.support.world import Browser, World
from voice_app.entries import queries, service

Browse = Callable[..., Browser]

#: With sign-in and the trail, BEGIN and COMMIT not counted.
MOST_STATEMENTS = 12


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """Every statement that reaches the database while the block runs."""
    said: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SELECT pg_advisory")):
            said.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    yield said
    event.remove(world.database.engine, "before_cursor_execute", note)


def fill(world: World, how_many: int) -> None:
    """Everything that may stand in the list, many times."""
    for number in range(how_many):
        if number % 3 == 0:
            keep(world, draft(world))
        elif number % 3 == 1:
            look(world, world.dan, sent(world, world.dan, world.ruth))
        else:
            draft(world)
        world.later(seconds=1)


@pytest.mark.parametrize("address", ["/words", "/words/unfinished"])
def test_a_list_asks_as_often_for_many_as_for_few(
    world: World, browse: Browse, address: str
) -> None:
    fill(world, 9)
    amina = browse(world.amina)
    with counted(world) as few:
        amina.read(address)
    fill(world, 60)
    amina = browse(world.amina)

    with counted(world) as many:
        amina.read(address)

    assert len(many) == len(few) <= MOST_STATEMENTS


def test_every_step_asks_few_times(world: World, browse: Browse) -> None:
    fill(world, 6)
    entry_id = sent(world, world.dan, world.ruth, world.nell)
    with world.reading() as session:
        actor = world.actor(world.amina)
        key = queries.get(session, actor=actor, entry_id=entry_id, now=world.now).phone_id
    draft_id = draft(world)
    with world.reading() as session:
        fresh = queries.get(session, actor=actor, entry_id=draft_id, now=world.now).phone_id

    for address in (
        "/say",
        f"/feel/{fresh}",
        f"/write/{fresh}",
        f"/who/{fresh}",
        f"/who/{key}",
        f"/sent/{entry_id}",
        f"/words/{entry_id}",
        "/letterbox",
    ):
        amina = browse(world.amina)
        with counted(world) as said:
            amina.read(address)
        assert len(said) <= MOST_STATEMENTS, f"{address}: {len(said)}"


def test_showing_words_costs_the_same_for_many(world: World) -> None:
    for _ in range(30):
        sent(world, world.dan)
    counts = []
    for limit in (2, 20):
        with world.writing() as session, counted(world) as said:
            actor = world.actor(world.dan)
            page = queries.page_of(
                session,
                actor=actor,
                young_person_id=world.amina.id,
                limit=limit,
                now=world.now,
            )
            service.show_to(
                session, actor=actor, entries=page.entries, place="words", now=world.now
            )
            asked = len(said)
        counts.append(asked)

    assert counts[0] == counts[1]
