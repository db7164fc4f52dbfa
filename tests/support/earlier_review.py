"""A review that is behind Amina: people met, decided what she asked for, and not all agreed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.world import World
from voice_app.answers.models import Answer, Wish, WishState
from voice_app.answers.rules import Decision
from voice_app.care.models import AdvocateAsked
from voice_app.care.service import advocates
from voice_app.reviews import queries
from voice_app.reviews import service as reviews
from voice_app.reviews.rules import Deed, LetterWords, Retold, ReviewKind, TookPart

#: What there is to see of a review that is over, with its pack frozen.
VIEWS = (
    "copies",
    "disagree",
    "dissent",
    "give_copy",
    "letter",
    "letter_file",
    "my_letter",
    "my_letter_file",
    "room_pack",
    "say_if_ok",
    "take_copy",
    "write_letter",
)


def earlier_review(session: Session, world: World, entry_id: UUID, now: datetime) -> dict[str, Any]:
    """Tell that story about one wish; what stands in the addresses of pages about it."""
    amina, dan, ruth = world.amina, world.actor(world.dan), world.actor(world.ruth)
    review = reviews.plan(
        session,
        actor=dan,
        review_id=uuid4(),
        young_person_id=amina.id,
        kind=ReviewKind.FIRST,
        due_on=now.date(),
        chair_id=world.ruth.id,
        others=[],
        now=now,
    )
    session.flush()
    because = "Amina was on a trip."
    reviews.freeze(session, actor=ruth, review_id=review.id, because=because, now=now)
    reviews.hold(
        session,
        actor=ruth,
        review_id=review.id,
        held_on=now.date(),
        took_part=TookPart.SPOKE,
        now=now,
    )
    session.flush()
    wish_id = session.scalars(select(Wish.id).where(Wish.entry_id == entry_id)).one()
    reviews.decide(
        session,
        actor=ruth,
        review_id=review.id,
        wish_id=wish_id,
        decided=_yes(now),
        deed=_dan_drives_her(world, now),
        after=None,
        in_person=False,
        now=now,
    )
    session.flush()
    for whose, who in ((None, "Nan"), (amina.id, "Amina")):
        reviews.dissent(
            session,
            actor=ruth,
            review_id=review.id,
            dissent_id=uuid4(),
            wish_id=wish_id if whose else None,
            person_id=whose,
            who=who,
            words="Every Sunday would be better.",
            now=now,
        )
    reviews.finish(session, actor=ruth, review_id=review.id, now=now)
    session.flush()
    _write_a_letter(session, world, review.id, now)
    return {f"reviews.{view}:review_id": review.id for view in VIEWS} | {
        f"reviews.say_if_ok:{name}": value
        for name, value in (("entry_id", entry_id), ("answer_id", _answer_of(session, wish_id)))
    }


def _answer_of(session: Session, wish_id: UUID) -> UUID:
    return session.scalars(select(Answer.id).where(Answer.wish_id == wish_id)).one()


def _write_a_letter(session: Session, world: World, review_id: UUID, now: datetime) -> None:
    ruth = world.actor(world.ruth)
    found = queries.get(session, actor=ruth, review_id=review_id, now=now)
    (here,) = queries.to_tell(session, found, actor=ruth, now=now).decided
    assert here.decision is not None
    reviews.write_letter(
        session,
        actor=ruth,
        review_id=review_id,
        words=LetterWords(
            greeting="Dear Amina, we met.",
            also="Sam cooks on Fridays.",
            closing="Tell us what you think.",
            about={
                here.decision.id: Retold(
                    decided="Your nan comes every second Sunday.",
                    because="You feel calm with her.",
                )
            },
        ),
        after=0,
        send=True,
        now=now,
    )
    session.flush()


def _yes(now: datetime) -> Decision:
    return Decision(
        state=WishState.YES,
        what_happens="Your nan comes every second Sunday.",
        because="You feel calm with her.",
        decided_by="Ruth Bell",
        decided_on=now.date(),
    )


def _dan_drives_her(world: World, now: datetime) -> Deed:
    return Deed(
        owner="Dan Hughes",
        owner_id=world.dan.id,
        by_on=now.date() + timedelta(days=14),
        shaped=True,
        shaped_by="Amina asked for it.",
    )


def somebody_at_her_side(session: Session, world: World, now: datetime) -> dict[str, Any]:
    """Joy keeps a list with one advocate, and Amina asked for somebody."""
    advocate_id = uuid4()
    advocates.add_advocate(
        session,
        actor=world.actor(world.joy),
        advocate_id=advocate_id,
        name="Noor Idris",
        organisation="",
        phone="0800 000 111",
        how="",
        now=now,
    )
    amina = world.actor(world.amina)
    advocates.ask_for_advocate(session, actor=amina, wish_id=None, now=now)
    session.flush()
    asked_id = session.scalars(select(AdvocateAsked.id)).one()
    return {"advocate_id": advocate_id, "asked_id": asked_id}
