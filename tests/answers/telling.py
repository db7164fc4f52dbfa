"""Small ways to tell a story about wishes: somebody asks, somebody answers, somebody minds."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.entries.telling import draft, send
from tests.support.world import Someone, World
from voice_app.answers import queries, service
from voice_app.answers.models import Answer, Wish
from voice_app.answers.rules import Decision, VerdictValue, WishState
from voice_app.care.models import Assignment
from voice_app.core.errors import NotFound
from voice_app.entries import service as entries
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

#: A whole answer, as the form sends it.
FIELDS = {
    "state": "partly",
    "what_happens": "Yes to Saturdays, with Northside.",
    "because": "Some adults near the old pitch are not safe.",
    "decided_by": "Dan and Ruth",
    "decided_on": "2026-06-16",
    "look_again_on": "2026-06-23",
}


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


def asked_many(world: World, number: int) -> UUID:
    """Amina asks Dan for this many things, in one go; returns the last of them."""
    with world.writing() as session:
        for one in range(number):
            entry = entries.keep_draft(
                session,
                actor=world.actor(world.amina),
                phone_id=uuid4(),
                given=entries.Given(kind=EntryKind.WISH, words=f"Wish number {one}."),
                now=world.now,
            )
            session.flush()
            entries.send(
                session,
                actor=world.actor(world.amina),
                entry_id=entry.id,
                to=[world.dan.id],
                now=world.later(seconds=1),
            )
    return entry.id


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


def how_many_looked_at(world: World, person: Someone) -> int:
    """How many things this young person waits for, as their home says."""
    with world.reading() as session:
        return queries.how_many_looked_at(session, actor=world.actor(person), now=world.now)


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


def newest(world: World, person: Someone, entry_id: UUID) -> Answer:
    """The newest answer that this person may see."""
    actor = world.actor(person)
    with world.reading() as session:
        asked = queries.of_entry(session, actor=actor, entry_id=entry_id, now=world.now)
        assert asked.answer is not None
        return asked.answer


def history(world: World, person: Someone, entry_id: UUID) -> list[queries.Answered]:
    """Every answer that this person may see, newest first."""
    actor = world.actor(person)
    with world.reading() as session:
        asked = queries.of_entry(session, actor=actor, entry_id=entry_id, now=world.now)
        return queries.answers_to(session, actor=actor, asked=asked)


def unread(world: World) -> UUID | None:
    """The words whose answer Amina has not read, if any."""
    with world.reading() as session:
        found = queries.newest_unread(session, actor=world.actor(world.amina), now=world.now)
        return found.entry.id if found else None


def read(world: World, entry_id: UUID) -> None:
    """Amina opens the page of an answer."""
    actor = world.actor(world.amina)
    with world.writing() as session:
        asked = queries.of_entry(session, actor=actor, entry_id=entry_id, now=world.now)
        service.read(session, actor=actor, asked=asked, now=world.now)


def tell(
    world: World,
    entry_id: UUID,
    answer_id: UUID,
    *,
    by: Someone | None = None,
    told_on: date = date(2026, 6, 16),
    verdict: VerdictValue | None = None,
) -> None:
    """Dan (unless told) writes down that he told it in person."""
    wish_id = wish_of(world, entry_id).id
    with world.writing() as session:
        service.tell(
            session,
            actor=world.actor(by or world.dan),
            wish_id=wish_id,
            answer_id=answer_id,
            how="In the car, the two of us.",
            told_on=told_on,
            said="That's not fair.",
            verdict=verdict,
            now=world.now,
        )


def wish_page(world: World, entry_id: UUID) -> str:
    """Where workers answer it."""
    return f"/staff/wishes/{wish_of(world, entry_id).id}"


def answer_page(entry_id: UUID) -> str:
    """Where Amina reads what came of it."""
    return f"/words/{entry_id}/answer"


def verdict_of(entry_id: UUID, answer_id: UUID) -> str:
    """Where Amina says whether an answer is OK."""
    return f"/words/{entry_id}/answer/{answer_id}/verdict"
