"""Small ways to tell a story about a review: it is planned, words are picked, people meet."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.support.world import Someone, World
from voice_app.answers.rules import Decision, WishState
from voice_app.core import vault
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound
from voice_app.reviews import queries, service
from voice_app.reviews.models import Review, ReviewMember
from voice_app.reviews.rules import (
    OPEN,
    Deed,
    LetterWords,
    Retold,
    ReviewKind,
    ReviewState,
    TextKind,
    TookPart,
)


def in_days(world: World, days: int) -> date:
    """The day so many days from today."""
    return london_day(world.now) + timedelta(days=days)


def planned(
    world: World,
    *others: Someone,
    by: Someone | None = None,
    chair: Someone | None = None,
    days: int = 21,
) -> UUID:
    """Dan plans Amina's next review, which Ruth runs; returns its id."""
    with world.writing() as session:
        review = service.plan(
            session,
            actor=world.actor(by or world.dan),
            review_id=uuid4(),
            young_person_id=world.amina.id,
            kind=ReviewKind.REGULAR,
            due_on=in_days(world, days),
            chair_id=(chair or world.ruth).id,
            others=[other.id for other in others],
            now=world.now,
        )
        return review.id


def named(world: World, review_id: UUID, guest: Someone, by: Someone | None = None) -> None:
    """Dan names somebody who belongs to it."""
    with world.writing() as session:
        service.name_member(
            session,
            actor=world.actor(by or world.dan),
            review_id=review_id,
            person_id=guest.id,
            now=world.now,
        )


def welcomed(world: World, review_id: UUID, guest: Someone) -> None:
    """Amina says yes to somebody who came later."""
    query = select(ReviewMember.id).where(
        ReviewMember.review_id == review_id, ReviewMember.person_id == guest.id
    )
    with world.writing() as session:
        service.welcome(
            session,
            actor=world.actor(world.amina),
            review_id=review_id,
            member_id=session.scalars(query).one(),
            now=world.now,
        )


def picked(world: World, review_id: UUID, *entry_ids: UUID) -> None:
    """Amina puts these words in, in this order."""
    with world.writing() as session:
        for entry_id in entry_ids:
            service.pick(
                session,
                actor=world.actor(world.amina),
                review_id=review_id,
                entry_id=entry_id,
                now=world.now,
            )
            session.flush()


def written(
    world: World,
    review_id: UUID,
    words: str = "Amina laughed at the goats.",
    by: Someone | None = None,
    kind: TextKind = TextKind.SEEN_HEARD,
) -> UUID:
    """Dan writes something for the meeting; returns its id."""
    text_id = uuid4()
    with world.writing() as session:
        service.write_text(
            session,
            actor=world.actor(by or world.dan),
            review_id=review_id,
            text_id=text_id,
            kind=kind,
            words=words,
            now=world.now,
        )
    return text_id


def frozen(
    world: World, review_id: UUID, *, by: Someone | None = None, because: str = "She was ill."
) -> None:
    """Dan freezes the pack; Amina has not checked it."""
    with world.writing() as session:
        service.freeze(
            session,
            actor=world.actor(by or world.dan),
            review_id=review_id,
            because=because,
            now=world.now,
        )


def thawed(world: World, review_id: UUID, by: Someone | None = None) -> None:
    """Dan opens the pack again."""
    with world.writing() as session:
        actor = world.actor(by or world.dan)
        service.thaw(session, actor=actor, review_id=review_id, now=world.now)


def checked(world: World, review_id: UUID, not_right: str = "", by: Someone | None = None) -> None:
    """Amina looks at her part, and says that it is right or what is not."""
    with world.writing() as session:
        service.check(
            session,
            actor=world.actor(by or world.amina),
            review_id=review_id,
            check_id=uuid4(),
            not_right=not_right,
            now=world.now,
        )


def held(
    world: World,
    review_id: UUID,
    by: Someone | None = None,
    *,
    took_part: TookPart = TookPart.SPOKE,
) -> None:
    """The pack is frozen if it was not yet, and they have met today."""
    if state_of(world, review_id) in OPEN:
        frozen(world, review_id, by=by)
    with world.writing() as session:
        service.hold(
            session,
            actor=world.actor(by or world.ruth),
            review_id=review_id,
            held_on=london_day(world.now),
            took_part=took_part,
            now=world.now,
        )


def a_yes(world: World, because: str = "Your friends matter.") -> Decision:
    """A whole decision."""
    return Decision(
        state=WishState.YES,
        what_happens="You stay at your school.",
        because=because,
        decided_by="Ruth Bell and Dan Hughes",
        decider_id=world.ruth.id,
        decided_on=london_day(world.now),
    )


def a_deed(world: World, shaped_by: str = "") -> Deed:
    """Dan sees to it within two weeks, and Amina's view shaped it."""
    return Deed(
        owner="Dan Hughes",
        owner_id=world.dan.id,
        by_on=in_days(world, 14),
        shaped=True,
        shaped_by=shaped_by or "We asked the school because you told us about your friends.",
    )


def decided(
    world: World,
    review_id: UUID,
    wish_id: UUID,
    *,
    by: Someone | None = None,
    after: UUID | None = None,
    decision: Decision | None = None,
    in_person: bool = False,
    deed: Deed | None = None,
) -> None:
    """Ruth answers a wish at the meeting."""
    with world.writing() as session:
        service.decide(
            session,
            actor=world.actor(by or world.ruth),
            review_id=review_id,
            wish_id=wish_id,
            decided=decision or a_yes(world),
            deed=deed or a_deed(world),
            after=after,
            in_person=in_person,
            now=world.now,
        )


def finished(world: World, review_id: UUID, by: Someone | None = None) -> None:
    """Ruth calls everything decided."""
    with world.writing() as session:
        service.finish(
            session, actor=world.actor(by or world.ruth), review_id=review_id, now=world.now
        )


def over(world: World, review_id: UUID) -> None:
    """They met, decided, and Amina has seen it."""
    held(world, review_id)
    finished(world, review_id)
    looks(world, review_id)


def looks(world: World, review_id: UUID) -> None:
    """Whoever runs it sends Amina a letter, and she opens it."""
    lettered(world, review_id)
    with world.writing() as session:
        actor = world.actor(world.amina)
        found = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        version = service.letter_of(session, found, actor=actor)
        told = queries.to_tell(session, found, actor=actor, now=world.now)
        service.open_letter(session, found, actor=actor, version=version, told=told, now=world.now)


def lettered(
    world: World,
    review_id: UUID,
    *,
    by: Someone | None = None,
    greeting: str = "Dear Amina,",
    after: int = 0,
    send: bool = True,
) -> None:
    """Whoever runs the meeting writes the letter, as the decisions say it, and sends it."""
    with world.writing() as session:
        chair_id = session.get_one(Review, review_id).chair_id
        actor = replace(world.actor(by or world.ruth), person_id=by.id if by else chair_id)
        found = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        told = queries.to_tell(session, found, actor=actor, now=world.now)
        service.write_letter(
            session,
            actor=actor,
            review_id=review_id,
            words=LetterWords(
                greeting=greeting,
                about={
                    one.decision.id: Retold(decided="You stay.", because="Friends matter.")
                    for one in told.decided
                    if one.decision
                },
            ),
            after=after,
            send=send,
            now=world.now,
        )


def told(world: World, review_id: UUID, by: Someone | None = None) -> None:
    """Dan tells Amina face to face."""
    with world.writing() as session:
        service.told_in_person(
            session,
            actor=world.actor(by or world.dan),
            review_id=review_id,
            how="On a walk.",
            told_on=london_day(world.now),
            said="OK then.",
            now=world.now,
        )


def sees(world: World, person: Someone, review_id: UUID) -> bool:
    """Does the review exist for this person?"""
    with world.reading() as session:
        try:
            queries.get(session, actor=world.actor(person), review_id=review_id, now=world.now)
        except NotFound:
            return False
        return True


def words_on_the_page(world: World, reader: Someone, review_id: UUID) -> list[str]:
    """The young person's words as `reader` finds them on the page, in order."""
    with world.reading() as session:
        actor = world.actor(reader)
        found = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        picks = queries.picks_of(session, found, actor=actor, now=world.now)
        return [vault.opened(session, one.entry)["words"] for one in picks]


def wishes_on_the_page(world: World, reader: Someone, review_id: UUID) -> dict[UUID, queries.Here]:
    """The wishes that `reader` finds on the page, by the id of their words."""
    with world.reading() as session:
        actor = world.actor(reader)
        found = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        part = queries.words_at(session, found, actor=actor, now=world.now)
        return {one.entry.id: one for one in part.here if one.wish is not None}


def state_of(world: World, review_id: UUID) -> ReviewState:
    """How far the review has come."""
    with world.reading() as session:
        return session.get_one(Review, review_id).state
