"""Small ways to tell a story about wishes: somebody asks, somebody answers, somebody minds."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tests.entries.telling import draft, send
from tests.support.world import Someone, World
from voice_app.answers import queries, service
from voice_app.answers.models import Answer, Wish
from voice_app.answers.rules import Decision, VerdictValue, WishState
from voice_app.care.models import Assignment
from voice_app.core.errors import NotFound
from voice_app.entries.models import EntryKind

FOOTBALL = "I want to play football on Saturdays again."
PARTLY = Decision(
    state=WishState.PARTLY,
    what_happens="Yes to Saturdays, with Northside. You start on 27 June.",
    because="Some adults near the old pitch are not safe. That is about them, not you.",
    decided_by="Dan Hughes and Ruth Bell",
    decided_on=date(2026, 6, 16),
    look_again_on=date(2026, 6, 23),
)
YES = replace(PARTLY, state=WishState.YES, look_again_on=None)
LOOKING = Decision(state=WishState.BEING_LOOKED_AT)


def ask(
    world: World,
    *to: Someone,
    words: str = FOOTBALL,
    kind: EntryKind = EntryKind.WISH,
    author: Someone | None = None,
) -> UUID:
    """Amina (unless told) asks these people for something, Dan unless told; returns the entry."""
    entry_id = draft(world, words, kind=kind, author=author)
    send(world, entry_id, *(to or (world.dan,)), author=author)
    return entry_id


def wish_of(world: World, entry_id: UUID) -> Wish:
    """The wish that these words made."""
    with world.reading() as session:
        return session.scalars(select(Wish).where(Wish.entry_id == entry_id)).one()


def answer(
    world: World,
    entry_id: UUID,
    decision: Decision = PARTLY,
    *,
    by: Someone | None = None,
    after: UUID | None = None,
    in_person: bool = False,
) -> Answer:
    """Dan (unless told) answers."""
    wish_id = wish_of(world, entry_id).id
    with world.writing() as session:
        return service.answer(
            session,
            actor=world.actor(by or world.dan),
            wish_id=wish_id,
            decision=decision,
            after=after,
            now=world.now,
            in_person=in_person,
        )


def say(world: World, entry_id: UUID, answer_id: UUID, value: VerdictValue) -> None:
    """Amina says what she makes of an answer."""
    with world.writing() as session:
        service.verdict(
            session,
            actor=world.actor(world.amina),
            entry_id=entry_id,
            answer_id=answer_id,
            value=value,
            now=world.now,
        )


def has_to_answer(world: World, worker: Someone) -> list[UUID]:
    """The words whose answer this worker still owes, the most urgent first."""
    with world.reading() as session:
        page = queries.waiting(session, actor=world.actor(worker), now=world.now, limit=100)
        return [asked.entry.id for asked in page.wishes]


def finds(world: World, person: Someone, entry_id: UUID) -> bool:
    """Can this person find the wish of these words?"""
    with world.reading() as session:
        try:
            queries.of_entry(session, actor=world.actor(person), entry_id=entry_id, now=world.now)
        except NotFound:
            return False
        return True


def leave(world: World, worker: Someone) -> None:
    """Joy ends what this worker does for Amina."""
    query = select(Assignment.id).where(
        Assignment.staff_id == worker.id,
        Assignment.young_person_id == world.amina.id,
        Assignment.ends_at.is_(None),
    )
    with world.reading() as session:
        assignment_id = session.scalars(query).one()
    world.unassign(assignment_id)
