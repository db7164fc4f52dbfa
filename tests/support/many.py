"""A young person who has said a great deal, for measuring what that costs."""

from datetime import timedelta
from uuid import uuid4

from tests.support.world import World
from voice_app.answers.models import Wish, WishState
from voice_app.core import vault
from voice_app.entries.models import Audience, Entry, EntryKind, EntryLevel, EntryState
from voice_app.record import service as trail

#: As long as what people say most often (characters).
USUAL_WORDS = "I want to stay at my school. My friends are there. "
#: What everybody writes; every third asks for an answer.
KINDS = (EntryKind.WISH, EntryKind.GOOD_NEWS, EntryKind.WORRY)


def write_many(world: World, count: int) -> None:
    """Amina has sent `count` entries to Dan, one an hour, the newest an hour ago."""
    with world.writing() as session:
        for number in range(count):
            at = world.now - timedelta(hours=number + 1)
            entry = Entry(
                young_person_id=world.amina.id,
                phone_id=uuid4(),
                kind=KINDS[number % len(KINDS)],
                state=EntryState.SENT,
                level=EntryLevel.OPEN,
                written_at=at,
                received_at=at,
                sent_at=at,
                confirmed_at=at,
            )
            words = f"{USUAL_WORDS}{number}"
            vault.seal(session, entry, {"words": words, "language": "en_GB", "feelings": []})
            reader = Audience(
                young_person_id=world.amina.id,
                entry_id=entry.id,
                person_id=world.dan.id,
                from_at=at,
            )
            session.add_all((entry, reader))
            if entry.kind is EntryKind.WISH:
                session.add(
                    Wish(
                        young_person_id=world.amina.id,
                        entry_id=entry.id,
                        asked_at=at,
                        due_on=at.date() + timedelta(days=7),
                        state=WishState.NOT_ANSWERED,
                        answers=0,
                    )
                )
        trail.append(
            session,
            actor=world.actor(world.amina),
            action="entries.written",
            now=world.now,
            young_person_id=world.amina.id,
        )
