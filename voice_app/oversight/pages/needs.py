"""What a reviewing officer must not wait for: each line is something an adult owes."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask import url_for

from voice_app.answers import rules
from voice_app.answers.rules import WishState
from voice_app.care.queries.advocates import Ask
from voice_app.core.clock import london_day
from voice_app.oversight.queries import Owed
from voice_app.reviews.queries import Found


@dataclass(frozen=True)
class Need:
    """One line. What is not the case is None or 0, and which of three it is follows from that."""

    called: str
    keyworkers: tuple[str, ...]
    #: Where to see to it; None where there is nothing left that the person asking may open.
    url: str | None
    #: The state of an answer that is not OK with the young person, and since when.
    not_ok: WishState | None = None
    not_ok_at: datetime | None = None
    #: Did they ask for somebody at their side over it, and has nobody arranged that yet?
    wants_advocate: bool = False
    #: How late a first answer is, and when it was asked for and due.
    days_late: int = 0
    asked_at: datetime | None = None
    due_on: date | None = None
    #: The day people met over what nobody has told the young person yet, and how long ago.
    met_on: date | None = None
    days_since: int = 0


def needs(
    owed: Sequence[Owed],
    untold: Sequence[Found],
    *,
    called: Mapping[UUID, str],
    at: Mapping[UUID, UUID],
    keyworkers: Mapping[UUID, Sequence[str]],
    advocates: Collection[Ask],
    today: date,
) -> list[Need]:
    """Answers that are not OK, then answers that are late, then decisions that were not told.

    Each part begins with what waits longest. `at` is the current review of a young person, by
    their id, where a wish is found that was not sent to the person asking; `advocates` is who
    asked for somebody at their side and waits.
    """
    about = {(one.asked.young_person_id, one.asked.wish_id) for one in advocates}
    return [
        *(
            _owed(one, called, at, keyworkers, about, today)
            for one in sorted(owed, key=_longest_first)
        ),
        *(_untold(one, keyworkers, today) for one in sorted(untold, key=_met_on)),
    ]


def _longest_first(one: Owed) -> tuple[bool, date, UUID]:
    is_late = one.wish.state in rules.WAITING
    since = london_day(one.not_ok_at) if one.not_ok_at and not is_late else one.wish.due_on
    return is_late, since, one.wish.id


def _owed(
    one: Owed,
    called: Mapping[UUID, str],
    at: Mapping[UUID, UUID],
    keyworkers: Mapping[UUID, Sequence[str]],
    advocates: Container[tuple[UUID, UUID | None]],
    today: date,
) -> Need:
    wish = one.wish
    whose = wish.young_person_id
    late = rules.days_late(wish.state, wish.due_on, today)
    return Need(
        called=called[whose],
        keyworkers=tuple(keyworkers.get(whose, ())),
        url=_where(one, at.get(whose)),
        not_ok=None if late else wish.state,
        not_ok_at=one.not_ok_at,
        wants_advocate=(whose, wish.id) in advocates or (whose, None) in advocates,
        days_late=late,
        asked_at=wish.asked_at,
        due_on=wish.due_on,
    )


def _where(one: Owed, review_id: UUID | None) -> str | None:
    if one.is_theirs:
        return url_for("answers.wish", wish_id=one.wish.id)
    return url_for("reviews.show", review_id=review_id) if review_id else None


def _untold(found: Found, keyworkers: Mapping[UUID, Sequence[str]], today: date) -> Need:
    met_on = _met_on(found)
    return Need(
        called=found.called,
        keyworkers=tuple(keyworkers.get(found.review.young_person_id, ())),
        url=url_for("reviews.show", review_id=found.review.id),
        met_on=met_on,
        days_since=(today - met_on).days,
    )


def _met_on(found: Found) -> date:
    return found.review.held_on or found.review.due_on
