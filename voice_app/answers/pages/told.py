"""Answers as pages show them, to the young person and to those who answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.queries import names
from voice_app.answers.queries import Answered
from voice_app.answers.rules import VerdictValue, WishState
from voice_app.entries.pages import readable


@dataclass(frozen=True)
class Telling:
    """How an answer was told in person, and what was said to it."""

    by: str
    on: date
    how: str
    said: str


@dataclass(frozen=True)
class Told:
    """An answer as a page shows it."""

    answer_id: UUID
    state: WishState
    decided_by: str
    decided_on: date | None
    what_happens: str
    because: str
    look_again_on: date | None
    answered_by: str
    answered_at: datetime
    waits_to_be_told: bool
    told_at: datetime | None
    #: Who told it in person; empty when the young person read it on their own.
    told_by: str
    verdict: VerdictValue | None
    #: Who wrote the verdict down for the young person; empty when they gave it themselves.
    verdict_noted_by: str
    tellings: tuple[Telling, ...]


def told(session: Session, answered: Sequence[Answered]) -> tuple[Told, ...]:
    """Answers for a page, with the names of everybody in them, in one statement."""
    people = names(session, {id_ for one in answered for id_ in _people_in(one)})

    def first_name(person_id: UUID | None) -> str:
        return people[person_id].first_name if person_id in people else ""

    return tuple(
        Told(
            answer_id=one.answer.id,
            state=one.answer.state,
            decided_by=readable(one.body["decided_by"]),
            decided_on=one.answer.decided_on,
            what_happens=readable(one.body["what_happens"]),
            because=readable(one.body["because"]),
            look_again_on=one.answer.look_again_on,
            answered_by=first_name(one.answer.answered_by_id),
            answered_at=one.answer.answered_at,
            waits_to_be_told=one.answer.in_person and one.answer.told_at is None,
            told_at=one.answer.told_at,
            told_by=first_name(one.answer.told_by_id),
            verdict=one.verdict.value if one.verdict else None,
            verdict_noted_by=first_name(one.verdict.noted_by_id) if one.verdict else "",
            tellings=tuple(
                Telling(
                    by=first_name(telling.told_by_id),
                    on=telling.told_on,
                    how=readable(body["how"]),
                    said=readable(body["said"]),
                )
                for telling, body in one.tellings
            ),
        )
        for one in answered
    )


def _people_in(one: Answered) -> Iterable[UUID]:
    yield one.answer.answered_by_id
    if one.answer.told_by_id:
        yield one.answer.told_by_id
    if one.verdict and one.verdict.noted_by_id:
        yield one.verdict.noted_by_id
    for telling, _body in one.tellings:
        yield telling.told_by_id
