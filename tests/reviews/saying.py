"""Small ways to tell how Amina takes part: she says it, takes it back, somebody finds it."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.entries.telling import send
from tests.support.world import Someone, World
from voice_app.answers.models import Wish
from voice_app.core import vault
from voice_app.entries import service as entries
from voice_app.reviews import queries, service
from voice_app.reviews.rules import Step, Way
from voice_app.reviews.service import Saying


def said(
    world: World,
    review_id: UUID,
    step: Step,
    words: str,
    *to: Someone,
    once: UUID | None = None,
    ways: Sequence[Way] = (),
    by: Someone | None = None,
) -> UUID:
    """Amina says this about a step, to these people; returns the id of her words."""
    with world.writing() as session:
        entry = service.say(
            session,
            actor=world.actor(by or world.amina),
            review_id=review_id,
            step=step,
            said=Saying(
                once=once or uuid4(), words=words, starter="", prompt="?", ways=tuple(ways)
            ),
            to=[person.id for person in to],
            now=world.now,
        )
        return entry.id


def taken_back(world: World, review_id: UUID, step: Step, by: Someone | None = None) -> None:
    with world.writing() as session:
        service.take_back(
            session,
            actor=world.actor(by or world.amina),
            review_id=review_id,
            step=step,
            now=world.now,
        )


def found(world: World, reader: Someone, review_id: UUID) -> dict[Step, str]:
    """The steps that this person finds at the review, with the words."""
    with world.reading() as session:
        actor = world.actor(reader)
        review = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        choices = queries.taking_part_of(session, review, actor=actor, now=world.now)
        return {one.step: vault.opened(session, one.entry)["words"] for one in choices}


def wish_of(world: World, entry_id: UUID) -> Wish | None:
    with world.reading() as session:
        return session.scalar(select(Wish).where(Wish.entry_id == entry_id))


def corrected(world: World, entry_id: UUID, *to: Someone) -> UUID:
    """Amina puts her words right and sends them to these people."""
    with world.writing() as session:
        entry = entries.correct(
            session,
            actor=world.actor(world.amina),
            entry_id=entry_id,
            phone_id=uuid4(),
            now=world.now,
        )
        put_right = entry.id
    send(world, put_right, *to)
    return put_right
