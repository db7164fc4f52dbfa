"""The overview asks as much of the database for thirty young people as for three."""

from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.answers.telling import YES
from tests.oversight.telling import OVERVIEW, overview, rows
from tests.reviews.telling import in_days
from tests.support.statements import statements
from tests.support.world import Someone, World
from voice_app.answers import service as answers
from voice_app.answers.models import Wish
from voice_app.answers.rules import VerdictValue
from voice_app.care.models import AssignmentKind
from voice_app.core.clock import london_day
from voice_app.entries import service as entries
from voice_app.entries.models import EntryKind
from voice_app.reviews import service as reviews
from voice_app.reviews.rules import ReviewKind, TookPart

#: With sign-in and the rail, BEGIN and COMMIT not counted.
MOST_STATEMENTS = 12


def reviewed(world: World, number: int) -> None:
    """So many young people whom Ella looks after and Ruth reviews, each with one of everything."""
    for one in range(number):
        with world.writing() as session:
            young_person = world.make_young_person(session, f"Young {one}", world.ella)
            world._assign(session, world.ruth, young_person, AssignmentKind.REVIEWING_OFFICER)
            _one_of_everything(world, session, young_person)


def _one_of_everything(world: World, session: Session, young_person: Someone) -> None:
    """A wish that will be late, one that is not OK, a review to tell and one that is coming."""
    _asks(world, session, young_person)
    actor, entry_id = world.actor(young_person), _asks(world, session, young_person)
    wish_id = session.scalars(select(Wish.id).where(Wish.entry_id == entry_id)).one()
    ella = world.actor(world.ella)
    yes = replace(YES, decided_on=london_day(world.now))
    given = answers.answer(
        session, actor=ella, wish_id=wish_id, decision=yes, after=None, now=world.now
    )
    session.flush()
    answers.verdict(
        session,
        actor=actor,
        entry_id=entry_id,
        answer_id=given.id,
        value=VerdictValue.NOT_OK,
        now=world.now,
    )
    _review(world, session, young_person, is_over=True)
    _review(world, session, young_person, is_over=False)


def _asks(world: World, session: Session, young_person: Someone) -> UUID:
    actor = world.actor(young_person)
    given = entries.Given(kind=EntryKind.WISH, words="I want a lock on my door.")
    entry = entries.keep_draft(session, actor=actor, phone_id=uuid4(), given=given, now=world.now)
    session.flush()
    readers = [world.ella.id, world.ruth.id]
    entries.send(session, actor=actor, entry_id=entry.id, to=readers, now=world.now)
    session.flush()
    return entry.id


def _review(world: World, session: Session, young_person: Someone, *, is_over: bool) -> None:
    ruth, now = world.actor(world.ruth), world.now
    review = reviews.plan(
        session,
        actor=ruth,
        review_id=uuid4(),
        young_person_id=young_person.id,
        kind=ReviewKind.REGULAR,
        due_on=in_days(world, 0 if is_over else 60),
        chair_id=world.ruth.id,
        others=[world.ella.id],
        now=now,
    )
    session.flush()
    if is_over:
        reviews.freeze(session, actor=ruth, review_id=review.id, because="Not there.", now=now)
        session.flush()
        reviews.hold(
            session,
            actor=ruth,
            review_id=review.id,
            held_on=london_day(now),
            took_part=TookPart.WORDS_ONLY,
            now=now,
        )
        session.flush()
        reviews.finish(session, actor=ruth, review_id=review.id, now=now)
        session.flush()


def asked_for(world: World) -> int:
    """How many statements the page takes."""
    ruth = world.browse(world.ruth)
    with statements(world.database) as heard:
        ruth.read(OVERVIEW)
    return len(heard)


def test_thirty_young_people_cost_as_few_statements_as_three(world: World) -> None:
    reviewed(world, 3)
    world.later(days=8)
    few = asked_for(world)
    assert len(rows(overview(world))) == 3 * 3

    reviewed(world, 27)
    world.later(days=8)
    many = asked_for(world)

    assert len(rows(overview(world))) == 30 * 3
    assert f"{30 * 3 - 20} more" in overview(world)
    assert few == many <= MOST_STATEMENTS
