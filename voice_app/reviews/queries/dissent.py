"""Who did not agree with what a review decided."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.accounts.queries.people import named
from voice_app.core import vault
from voice_app.reviews.models import Decision, Dissent
from voice_app.reviews.queries.belonging import Found


@dataclass(frozen=True)
class Disagreed:
    """Somebody did not agree, and why."""

    who: str
    words: str
    #: Are these the young person's own words?
    is_theirs: bool
    #: Whoever wrote it down.
    written_by: str
    written_at: datetime
    #: The wish whose decision it is about, and that decision; None for the whole meeting.
    wish_id: UUID | None
    decision_id: UUID | None


def dissents_at(session: Session, found: Found) -> list[Disagreed]:
    """Everybody who did not agree at a review, oldest first, in one statement.

    What is about a wish may be shown only to somebody who may see that wish.
    """
    rows = session.execute(
        select(Dissent, Decision.wish_id, Person)
        .join(Person, Person.id == Dissent.written_by_id)
        .outerjoin(Decision, Decision.id == Dissent.decision_id)
        .where(Dissent.review_id == found.review.id)
        .order_by(Dissent.written_at, Dissent.id)
    )
    return [_disagreed(session, row, wish_id, author) for row, wish_id, author in rows]


def _disagreed(session: Session, row: Dissent, wish_id: UUID | None, author: Person) -> Disagreed:
    body = vault.opened(session, row)
    return Disagreed(
        who=body["who"],
        words=body["words"],
        is_theirs=row.person_id == row.young_person_id,
        written_by=named(session, author).first_name,
        written_at=row.written_at,
        wish_id=wish_id,
        decision_id=row.decision_id,
    )
