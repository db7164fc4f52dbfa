"""Small ways to tell a story about words: somebody says something, somebody looks."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from tests.support.world import Someone, World
from voice_app.core import vault
from voice_app.core.actor import Level
from voice_app.core.errors import NotFound
from voice_app.entries import queries, service
from voice_app.entries.models import Audience, Entry, EntryKind
from voice_app.entries.rules import Felt

WORDS = "to stay at my school. My friends are there."


def draft(
    world: World,
    words: str = WORDS,
    *,
    author: Someone | None = None,
    kind: EntryKind = EntryKind.WORRY,
    phone_id: UUID | None = None,
    feelings: Iterable[Felt] = (),
) -> UUID:
    """Somebody (Amina unless told) has written this and not said for whom; returns its id."""
    with world.writing() as session:
        entry = service.keep_draft(
            session,
            actor=world.actor(author or world.amina),
            phone_id=phone_id or uuid4(),
            given=service.Given(
                kind=kind, words=words, starter="I’m worried", feelings=list(feelings)
            ),
            now=world.now,
        )
        return entry.id


def keep(world: World, entry_id: UUID, *, author: Someone | None = None) -> None:
    """Its author keeps it for themselves."""
    with world.writing() as session:
        actor = world.actor(author or world.amina)
        service.keep_for_me(session, actor=actor, entry_id=entry_id, now=world.now)


def send(world: World, entry_id: UUID, *to: Someone, author: Someone | None = None) -> None:
    """Its author sends it to these people."""
    with world.writing() as session:
        service.send(
            session,
            actor=world.actor(author or world.amina),
            entry_id=entry_id,
            to=[person.id for person in to],
            now=world.now,
        )


def sent(world: World, *to: Someone, words: str = WORDS, kind: EntryKind = EntryKind.WORRY) -> UUID:
    """Amina has sent this to these people; returns its id."""
    entry_id = draft(world, words, kind=kind)
    send(world, entry_id, *to)
    return entry_id


def take_back(world: World, entry_id: UUID) -> None:
    """Amina takes it back."""
    with world.writing() as session:
        actor = world.actor(world.amina)
        service.take_back(session, actor=actor, entry_id=entry_id, now=world.now)


def stop_showing(world: World, entry_id: UUID, reader: Someone) -> None:
    """Amina lets one person see it no longer."""
    with world.writing() as session:
        service.stop_showing(
            session,
            actor=world.actor(world.amina),
            entry_id=entry_id,
            person_id=reader.id,
            now=world.now,
        )


def post_through_letterbox(world: World, words: str = WORDS, phone_id: UUID | None = None) -> UUID:
    """Somebody holds Amina's phone and puts words in without the PIN."""
    with world.writing() as session:
        entry = service.put_in_letterbox(
            session,
            actor=world.actor(world.amina, Level.LETTERBOX),
            phone_id=phone_id or uuid4(),
            given=service.Given(words=words),
            now=world.now,
        )
        return entry.id


def look(world: World, reader: Someone, entry_id: UUID) -> None:
    """Somebody is shown it on a page."""
    with world.writing() as session:
        actor = world.actor(reader)
        entry = queries.get(session, actor=actor, entry_id=entry_id, now=world.now)
        service.show_to(session, actor=actor, entries=[entry], place="today", now=world.now)


def sees(world: World, reader: Someone, entry_id: UUID, level: Level | None = None) -> bool:
    """Can they see it now, by itself and in the list alike?"""
    actor = world.actor(reader, level)
    with world.reading() as session:
        listed = queries.page_of(
            session, actor=actor, young_person_id=world.amina.id, now=world.now
        )
        in_list = entry_id in [entry.id for entry in listed.entries]
        try:
            queries.get(session, actor=actor, entry_id=entry_id, now=world.now)
        except NotFound:
            assert not in_list, "it is in a list but cannot be opened"
            return False
        return True


def row(world: World, entry_id: UUID) -> Entry:
    """The entry as it is kept."""
    with world.reading() as session:
        entry = session.get(Entry, entry_id)
        assert entry is not None
        return entry


def words_of(world: World, entry_id: UUID) -> str:
    """The words as they are kept."""
    with world.reading() as session:
        entry = session.get(Entry, entry_id)
        assert entry is not None
        return str(vault.opened(session, entry).get("words", ""))


def opened_by(world: World, entry_id: UUID) -> list[tuple[str, datetime, UUID | None]]:
    """Who was shown it first and when, and for whom they covered."""
    with world.reading() as session:
        entry = session.get(Entry, entry_id)
        assert entry is not None
        around = queries.around(session, [entry], now=world.now)[entry_id]
        return [(str(one.person_id), one.opened_at, one.for_id) for one in around.openings]


def all_of(world: World, person: Someone) -> list[Entry]:
    """Everything kept of what somebody said, in any state."""
    with world.reading() as session:
        return list(session.query(Entry).filter_by(young_person_id=person.id))


def only_one(world: World) -> Entry:
    """The one thing that is kept of Amina; fails when there is more or nothing."""
    (entry,) = all_of(world, world.amina)
    return entry


def audience(world: World, entry_id: UUID) -> set[UUID]:
    """Who is named as somebody who may see it."""
    with world.reading() as session:
        rows = session.query(Audience).filter_by(entry_id=entry_id, until_at=None)
        return {one.person_id for one in rows}


def feelings_of(world: World, entry_id: UUID) -> list[tuple[str, int | None, str | None]]:
    """The feelings that are kept with it: name, strength, own word."""
    with world.reading() as session:
        body = vault.opened(session, session.get_one(Entry, entry_id))
        return [(felt["name"], felt["strength"], felt["word"]) for felt in body["feelings"]]
