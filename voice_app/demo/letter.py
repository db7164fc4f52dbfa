"""A meeting of the demo that is over: decided, told in a letter, and an advocate to ring."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.answers.models import Wish
from voice_app.answers.rules import Decision, WishState
from voice_app.care.service import advocates
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.entries.models import Entry
from voice_app.reviews import queries
from voice_app.reviews import service as reviews
from voice_app.reviews.rules import Deed, LetterWords, Retold, ReviewKind, TookPart

HAPPENS = "You get a lock that you can open and close. Dan has the second key."
BECAUSE = "Your room is yours. Dan only opens it when he thinks you are hurt."


def lists_an_advocate(session: Session, manager: Actor, at: datetime) -> None:
    """The manager puts somebody on the list; the number is one that rings nowhere."""
    advocates.add_advocate(
        session,
        actor=manager,
        advocate_id=uuid4(),
        name="Sana Malik",
        organisation="Voices Heard",
        phone="020 7946 0123",
        how="She comes to you, or you meet in town. Monday to Friday, 9 to 5.",
        now=at,
    )
    session.flush()


def met_and_was_told(session: Session, who: Actor, chair: Actor, wish: Entry, at: datetime) -> None:
    """People met over one wish of a young person and sent a letter that waits to be opened."""
    review = reviews.plan(
        session,
        actor=chair,
        review_id=uuid4(),
        young_person_id=who.person_id,
        kind=ReviewKind.FIRST,
        due_on=london_day(at),
        chair_id=chair.person_id,
        others=[],
        now=at - timedelta(hours=4),
    )
    session.flush()
    because = "There was no time before the meeting. We are sorry."
    reviews.freeze(session, actor=chair, review_id=review.id, because=because, now=at)
    session.flush()
    reviews.hold(
        session,
        actor=chair,
        review_id=review.id,
        held_on=london_day(at),
        took_part=TookPart.SPOKE,
        now=at,
    )
    session.flush()
    _decide(session, chair, review.id, wish, at)
    reviews.finish(session, actor=chair, review_id=review.id, now=at)
    session.flush()
    found = queries.get(session, actor=chair, review_id=review.id, now=at)
    told = queries.to_tell(session, found, actor=chair, now=at).decided
    retold = Retold(decided=HAPPENS, because=BECAUSE)
    reviews.write_letter(
        session,
        actor=chair,
        review_id=review.id,
        words=LetterWords(
            greeting="Dear Leo,\n\nthank you for telling us what you want.",
            closing="Tell us if something is not OK.",
            about={here.decision.id: retold for here in told if here.decision},
        ),
        after=0,
        send=True,
        now=at + timedelta(hours=2),
    )
    session.flush()


def _decide(session: Session, chair: Actor, review_id: UUID, wish: Entry, at: datetime) -> None:
    asked = session.scalars(select(Wish).where(Wish.entry_id == wish.id)).one()
    found = queries.get(session, actor=chair, review_id=review_id, now=at)
    here = queries.wish_at(session, found, actor=chair, now=at, wish_id=asked.id)
    reviews.decide(
        session,
        actor=chair,
        review_id=review_id,
        wish_id=asked.id,
        decided=Decision(
            state=WishState.YES,
            what_happens=HAPPENS,
            because=BECAUSE,
            decided_by="Dan Hughes",
            decider_id=chair.person_id,
            decided_on=london_day(at),
        ),
        deed=Deed(
            owner="Dan Hughes",
            owner_id=chair.person_id,
            by_on=london_day(at) + timedelta(days=7),
            shaped=True,
            shaped_by="Leo said what he needs to sleep well.",
        ),
        after=here.answer.id if here and here.answer else None,
        in_person=False,
        now=at,
    )
    session.flush()
