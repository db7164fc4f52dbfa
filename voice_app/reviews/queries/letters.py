"""The letter of a review: its versions, and the decisions that it tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.accounts.queries.people import named
from voice_app.answers.models import Answer, Wish
from voice_app.answers.queries import waits_to_be_told as waits_in_person
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.entries.models import Entry
from voice_app.reviews.models import Decision, Letter, Pick, Review, TakingPart
from voice_app.reviews.queries.belonging import Found
from voice_app.reviews.queries.conditions import is_picked, may_see
from voice_app.reviews.queries.page import Here
from voice_app.reviews.rules import UNPRINTED, LetterState


@dataclass(frozen=True)
class Version:
    """One version of a letter, opened, and who wrote it."""

    letter: Letter
    body: dict[str, Any]
    made_by: str

    @property
    def is_sent(self) -> bool:
        """May the young person read it?"""
        return self.letter.state is LetterState.SENT


def versions(session: Session, found: Found, *, actor: Actor) -> list[Version]:
    """Every version that `actor` may see, the newest first, in one statement.

    Whoever runs the meeting sees drafts too; the young person and the others what was sent.
    """
    query = (
        select(Letter, Person)
        .join(Person, Person.id == Letter.made_by_id)
        .where(Letter.review_id == found.review.id)
        .order_by(Letter.number.desc())
    )
    if not found.is_chaired_by(actor):
        query = query.where(Letter.state == LetterState.SENT)
    return [
        Version(letter, vault.opened(session, letter), named(session, person).name)
        for letter, person in session.execute(query)
    ]


def newest_sent(found: Sequence[Version]) -> Version | None:
    """The version that the young person reads; None while none was sent."""
    return next((one for one in found if one.is_sent), None)


@dataclass(frozen=True)
class ToTell:
    """What a letter tells, in its order."""

    decided: list[Here]
    #: The words of it that are never printed, nor that they were said.
    unprinted: frozenset[UUID]
    #: Does something else still wait for somebody to tell it face to face?
    something_waits: bool


def to_tell(session: Session, found: Found, *, actor: Actor, now: datetime) -> ToTell:
    """What a review decided and `actor` may read, in one statement.

    What the young person picked comes first, in their order. Of a wish that was decided again
    only the last decision counts. Wishes that were taken back are left out; for the young
    person also what somebody tells them face to face first.
    """
    typist = aliased(Person)
    rows = session.execute(
        select(Entry, typist, Pick, Wish, Answer, Decision, waits_in_person(), _is_unprinted())
        .select_from(Decision)
        .join(Answer, Answer.id == Decision.answer_id)
        .join(Wish, Wish.id == Decision.wish_id)
        .join(Entry, Entry.id == Wish.entry_id)
        .outerjoin(Pick, is_picked(found))
        .outerjoin(typist, typist.id == Entry.typed_by_id)
        .where(
            Decision.review_id == found.review.id,
            ~_was_decided_again(),
            Wish.withdrawn_at.is_(None),
            may_see(found, actor, now),
        )
        .order_by(Pick.place.is_(None), Pick.place, Decision.made_at, Decision.id)
    ).all()
    found_here = [(Here(*row[:6]), bool(row[6])) for row in rows]
    return ToTell(
        unprinted=frozenset(row[0].id for row in rows if row[7]),
        decided=[here for here, waits in found_here if not (waits and actor.is_young_person)],
        something_waits=any(waits for _here, waits in found_here),
    )


def _is_unprinted() -> ColumnElement[bool]:
    return exists().where(TakingPart.entry_id == Entry.id, TakingPart.step.in_(UNPRINTED))


def _was_decided_again() -> ColumnElement[bool]:
    later, later_answer = aliased(Decision), aliased(Answer)
    return exists().where(
        later.review_id == Decision.review_id,
        later.wish_id == Decision.wish_id,
        later_answer.id == later.answer_id,
        later_answer.number > Answer.number,
    )


def letter_waits() -> ColumnElement[bool]:
    """The condition under which a letter of a `Review` was sent and not opened yet."""
    return exists().where(
        Letter.review_id == Review.id,
        Letter.state == LetterState.SENT,
        Letter.opened_at.is_(None),
    )
