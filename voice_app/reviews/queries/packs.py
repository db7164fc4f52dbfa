"""The packs that were frozen, what the young person said of them, and who got which copy.

Every review here must come from `belonging`: who may see it is settled there.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.core import vault
from voice_app.reviews.models import (
    HandOut,
    Pack,
    PackCheck,
    PackCopy,
    Review,
    ReviewPart,
)
from voice_app.reviews.queries.contents import Contents, ids


def standing_pack(session: Session, review: Review) -> Pack | None:
    """The pack that is frozen now, or None."""
    return session.scalar(select(Pack).where(Pack.review_id == review.id, Pack.thawed_at.is_(None)))


def how_many_packs(session: Session, review: Review) -> int:
    """How many packs were ever frozen for a review."""
    return len(session.scalars(select(Pack.id).where(Pack.review_id == review.id)).all())


def frozen_for(session: Session, pack: Pack, *, reader_id: UUID | None) -> Contents:
    """What was frozen for one reader.

    Somebody who came later has no copy of their own, and finds what anybody in the room may
    be handed.
    """
    rows = session.scalars(
        select(PackCopy).where(
            PackCopy.pack_id == pack.id,
            or_(PackCopy.reader_id.is_(None), PackCopy.reader_id == reader_id),
        )
    ).all()
    own = next((row for row in rows if row.reader_id == reader_id), rows[0])
    return Contents.from_body(vault.opened(session, own))


@dataclass(frozen=True)
class Checked:
    """What the young person last said of their part of the pack."""

    check: PackCheck
    #: The words they saw, in their order.
    order: tuple[UUID, ...]
    #: What is not right, exactly as given; empty when all is.
    words: str
    language: str


def newest_check(session: Session, review: Review) -> Checked | None:
    """What the young person last said of their part, whether it still stands or not."""
    row = session.scalar(
        select(PackCheck)
        .where(PackCheck.review_id == review.id)
        .order_by(PackCheck.checked_at.desc())
        .limit(1)
    )
    return None if row is None else _checked(session, row)


def check_of(session: Session, pack: Pack) -> Checked | None:
    """What the young person had said of their part when the pack was frozen."""
    row = session.get(PackCheck, pack.check_id) if pack.check_id else None
    return None if row is None else _checked(session, row)


def _checked(session: Session, row: PackCheck) -> Checked:
    body = vault.opened(session, row)
    return Checked(row, ids(body["checked"]), body["words"], body["language"])


def parts_of(session: Session, review: Review) -> list[ReviewPart]:
    """Each time people met for a review, the first one first."""
    query = select(ReviewPart).where(ReviewPart.review_id == review.id)
    return list(session.scalars(query.order_by(ReviewPart.held_on)))


@dataclass(frozen=True)
class Given:
    """A copy that left Voice."""

    out: HandOut
    #: Which of the packs that were frozen for this review.
    number: int
    to: str
    job: str
    by: str


def given_out(session: Session, review: Review) -> list[Given]:
    """Every copy that left Voice, the newest first."""
    receiver, giver = aliased(Person), aliased(Person)
    rows = session.execute(
        select(HandOut, Pack.number, receiver, giver)
        .join(Pack, Pack.id == HandOut.pack_id)
        .join(giver, giver.id == HandOut.given_by_id)
        .outerjoin(receiver, receiver.id == HandOut.person_id)
        .where(HandOut.review_id == review.id)
        .order_by(HandOut.given_at.desc(), HandOut.id)
    )
    return [_given(session, *row) for row in rows]


def _given(
    session: Session, out: HandOut, number: int, receiver: Person | None, giver: Person
) -> Given:
    by = vault.opened(session, giver)["name"]
    to = vault.opened(session, receiver) if receiver else vault.opened(session, out)
    return Given(out, number, to["name"], to["job"], by)
