"""A young person who has said a great deal, for measuring what that costs."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from tests.support.world import World
from voice_app.answers.models import Answer, Verdict, VerdictValue, Wish, WishState
from voice_app.core import vault
from voice_app.core.models import Base
from voice_app.entries.models import Audience, Entry, EntryKind, EntryLevel, EntryState, Opening
from voice_app.record import service as trail

#: As long as what people say most often (characters).
USUAL_WORDS = "I want to stay at my school. My friends are there. "
#: What everybody writes; every third asks for an answer.
KINDS = (EntryKind.WISH, EntryKind.GOOD_NEWS, EntryKind.WORRY)
#: So many wishes wait, the newest; Dan said yes to everything before, and that was OK.
WAITING = 20
#: So many, the newest, Dan has not seen yet.
UNSEEN = 30


def write_many(world: World, count: int) -> None:
    """Amina has sent `count` entries to Dan, one an hour, the newest an hour ago.

    She has been heard: Dan has seen all but the newest, and answered all wishes but the newest.
    """
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
            if number >= UNSEEN:
                session.add(
                    Opening(
                        young_person_id=world.amina.id,
                        entry_id=entry.id,
                        person_id=world.dan.id,
                        opened_at=at,
                    )
                )
            if entry.kind is EntryKind.WISH:
                session.add_all(_wish(session, world, entry, waits=number < WAITING * len(KINDS)))
        trail.append(
            session,
            actor=world.actor(world.amina),
            action="entries.written",
            now=world.now,
            young_person_id=world.amina.id,
        )


def _wish(session: Session, world: World, entry: Entry, *, waits: bool) -> Iterator[Base]:
    asked_at = entry.written_at
    wish = Wish(
        id=uuid4(),
        young_person_id=entry.young_person_id,
        entry_id=entry.id,
        asked_at=asked_at,
        due_on=asked_at.date() + timedelta(days=7),
        state=WishState.NOT_ANSWERED if waits else WishState.YES,
        verdict=None if waits else VerdictValue.OK,
        answers=0 if waits else 1,
        waits=waits,
    )
    yield wish
    if waits:
        return
    answer = Answer(
        young_person_id=wish.young_person_id,
        wish_id=wish.id,
        number=1,
        state=wish.state,
        answered_by_id=world.dan.id,
        answered_at=asked_at,
        decided_on=asked_at.date(),
        told_at=asked_at,
    )
    body = {"decided_by": "Dan Hughes", "what_happens": "It stays so.", "because": "It helps."}
    vault.seal(session, answer, body)
    yield answer
    yield Verdict(
        young_person_id=wish.young_person_id,
        answer_id=answer.id,
        value=VerdictValue.OK,
        said_at=asked_at,
    )
