""" "I've heard you": who may say it, to what, and what the young person finds."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from tests.entries.telling import WORDS, draft, keep, opened_by, sent
from tests.support.world import Browser, World
from voice_app.core import vault
from voice_app.core.actor import Level
from voice_app.core.errors import AlreadyDone, NotAllowed
from voice_app.entries import service
from voice_app.entries.models import EntryKind, Heard
from voice_app.entries.rules import ASKING

Browse = Callable[..., Browser]


def messages(world: World) -> list[str]:
    with world.reading() as session:
        return [vault.opened(session, one)["message"] for one in session.query(Heard)]


def say(world: World, entry_id: UUID, message: str) -> None:
    with world.writing() as session:
        actor = world.actor(world.dan)
        service.heard(session, actor=actor, entry_id=entry_id, message=message, now=world.now)


def test_dan_reads_it_and_says_that_he_has_heard(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)
    dan = browse(world.dan)

    page = dan.read(f"/staff/words/{entry_id}/heard")
    answer = dan.send(f"/staff/words/{entry_id}/heard", message="I hear you.")

    assert WORDS in page
    assert "Typed by Amina" in page
    assert [who for who, _when, _for in opened_by(world, entry_id)] == [str(world.dan.id)]
    assert answer.location == f"/staff/people/{world.amina.id}"
    assert messages(world) == ["I hear you."]


def test_a_message_may_be_left_empty(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)

    browse(world.dan).send(f"/staff/words/{entry_id}/heard", message="")

    assert messages(world) == [""]
    assert "I’ve heard you." in browse(world.amina).read(f"/words/{entry_id}")


@pytest.mark.parametrize("kind", sorted(ASKING))
def test_whoever_asks_for_something_is_owed_an_answer_instead(
    world: World, browse: Browse, kind: EntryKind
) -> None:
    entry_id = sent(world, world.dan, kind=kind)
    dan = browse(world.dan)

    assert dan.get(f"/staff/words/{entry_id}/heard").status_code == 404
    assert dan.send(f"/staff/words/{entry_id}/heard", message="hm").status_code == 403
    assert messages(world) == []


def test_the_same_message_twice_is_one_and_another_does_not_replace_it(world: World) -> None:
    entry_id = sent(world, world.dan)

    say(world, entry_id, "I hear you.")
    say(world, entry_id, "I hear you.")
    with pytest.raises(AlreadyDone):
        say(world, entry_id, "Something else.")

    assert messages(world) == ["I hear you."]


def test_two_workers_may_both_say_it(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan, world.ruth)

    for worker in (world.dan, world.ruth):
        browse(worker).send(f"/staff/words/{entry_id}/heard", message=f"from {worker}")

    assert sorted(messages(world)) == ["from Dan", "from Ruth"]


def test_a_message_that_is_too_long_is_kept_in_the_field(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)

    page = browse(world.dan).send(f"/staff/words/{entry_id}/heard", message="long " * 500).text

    assert "That is too long." in page
    assert "long long" in page
    assert messages(world) == []


def test_nobody_else_may_hear_it_and_nobody_learns_that_it_is_there(
    world: World, browse: Browse
) -> None:
    entry_id, kept_id = sent(world, world.dan), draft(world)
    keep(world, kept_id)
    address = f"/staff/words/{entry_id}/heard"

    for person in (world.nell, world.ruth, world.finn, world.ella, world.joy, world.ash):
        assert browse(person).get(address).status_code == 404
        assert browse(person).send(address, message="hm").status_code == 404
    for person in (world.amina, world.leo):
        assert browse(person).send(address, message="hm").status_code == 404
    assert browse(world.dan, Level.ONE_FACTOR).get(address).status_code == 303
    assert browse(world.dan).get(f"/staff/words/{kept_id}/heard").status_code == 404
    assert browse(world.dan).get(f"/staff/words/{uuid4()}/heard").status_code == 404
    assert messages(world) == []
    assert opened_by(world, entry_id) == []


def test_a_young_person_cannot_hear_their_own_words(world: World) -> None:
    entry_id = sent(world, world.dan)

    with pytest.raises(NotAllowed), world.writing() as session:
        actor = world.actor(world.amina)
        service.heard(session, actor=actor, entry_id=entry_id, message="me", now=world.now)


def test_a_cover_may_say_it_for_whom_they_cover(world: World, browse: Browse) -> None:
    entry_id = sent(world, world.dan)
    world.cover(world.priya, world.dan)
    priya = browse(world.priya)

    priya.read(f"/staff/words/{entry_id}/heard")
    priya.send(f"/staff/words/{entry_id}/heard", message="Dan is back on Friday.")

    assert messages(world) == ["Dan is back on Friday."]
    assert opened_by(world, entry_id) == [(str(world.priya.id), world.now, world.dan.id)]
