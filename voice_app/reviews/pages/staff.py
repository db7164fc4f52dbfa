"""The page of a review for those who belong to it: the young person's words, then the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.entries.pages import Said, readable
from voice_app.plan.queries import Plan
from voice_app.reviews import queries, rules
from voice_app.reviews.forms import KIND_NAMES, TEXT_NAMES, TOOK_PART_NAMES
from voice_app.reviews.pages.deciding import Dissent, WishHere, dissent_here, wish_here
from voice_app.reviews.pages.steps import StepHere, steps_here
from voice_app.reviews.pages.words import STATE_NAMES, days_late, how_far, said_at
from voice_app.reviews.queries import Belonging, Choice, Found, Part, Written
from voice_app.reviews.rules import ReviewState


@dataclass(frozen=True)
class Text:
    """What an adult wrote."""

    id: UUID
    words: str
    kind: str
    author: str
    day: date
    may_take_out: bool


@dataclass(frozen=True)
class Met:
    """One day on which people met, and how the young person took part."""

    day: date
    took_part: str


@dataclass(frozen=True)
class ReviewPage:
    """Everything on the page of a review, for one person who belongs to it."""

    id: UUID
    young_person_id: UUID
    called: str
    paper: str
    kind: str
    state: ReviewState
    state_name: str
    due_on: date
    how_far: str
    held_on: date | None
    today: date
    people: tuple[Belonging, ...]
    chair: Belonging | None
    #: Their picks in their order.
    words: tuple[Said, ...]
    #: How they take part, as far as it was sent to the reader.
    steps: tuple[StepHere, ...]
    wishes: tuple[WishHere, ...]
    #: Is this a later part of a long page, with nothing on it but more wishes?
    is_continued: bool
    #: The wish after which another part begins, or None.
    next: UUID | None
    plan: Plan
    texts: tuple[Text, ...]
    #: Who did not agree with the meeting as a whole.
    dissents: tuple[Dissent, ...]
    #: The reader came as a guest after the picking, and the young person has not said yes.
    waits_for_welcome: bool
    #: The reader looks after the young person, and so finds their page too.
    works_here: bool
    #: The days on which people met, and how the young person took part.
    met: tuple[Met, ...]
    may_freeze: bool
    may_move: bool
    may_name: bool
    may_write: bool
    may_decide: bool
    may_dissent: bool
    may_tell: bool
    may_write_letter: bool
    #: The last day to tell the young person, while people have met and they were not told.
    tell_by: date | None
    days_late: int
    #: The young person's asking for somebody at their side that waits to be arranged, by id.
    asked_id: UUID | None


def met(session: Session, found: Found) -> tuple[Met, ...]:
    """The days on which people met, the first one first."""
    return tuple(
        Met(part.held_on, str(TOOK_PART_NAMES[part.took_part]))
        for part in queries.parts_of(session, found.review)
    )


@dataclass(frozen=True)
class Line:
    """A review in a list."""

    id: UUID
    called: str
    due_on: date
    how_far: str
    state: str
    chair_has_left: bool


def lines(found: Sequence[Found], *, now: datetime) -> list[Line]:
    """Reviews for a list."""
    today = london_day(now)
    return [
        Line(
            id=one.review.id,
            called=one.called,
            due_on=one.review.due_on,
            how_far=how_far(one.review.due_on, today) if one.review.state in rules.COMING else "",
            state=str(STATE_NAMES[one.review.state]),
            chair_has_left=one.chair_has_left,
        )
        for one in found
    ]


def review_page(
    session: Session,
    *,
    actor: Actor,
    found: Found,
    plan: Plan,
    part: Part,
    choices: Sequence[Choice] = (),
    now: datetime,
) -> ReviewPage:
    """The page of a review; its words and `choices` must have been found for `actor`."""
    review = found.review
    people, texts = queries.people_at(session, review, now=now)
    dissents = queries.dissents_at(session, found) if review.held_at else []
    today = london_day(now)
    works_here = found.member is not None and not found.member.is_guest
    member = found.member
    return ReviewPage(
        id=review.id,
        young_person_id=review.young_person_id,
        called=found.called,
        paper=found.paper,
        kind=str(KIND_NAMES[review.kind]),
        state=review.state,
        state_name=str(STATE_NAMES[review.state]),
        due_on=review.due_on,
        how_far=how_far(review.due_on, today) if review.state in rules.COMING else "",
        held_on=review.held_on,
        today=today,
        people=tuple(people),
        chair=next((one for one in people if one.is_chair), None),
        words=tuple(said_at(session, one, found.called) for one in part.here if one.pick),
        steps=steps_here(session, choices, found.called, dissents),
        wishes=tuple(
            wish_here(session, one, found.called, dissents=dissents)
            for one in part.here
            if one.wish
        ),
        is_continued=part.is_continued,
        next=part.next,
        plan=plan,
        texts=tuple(_text(one, actor, review.state) for one in texts),
        dissents=tuple(dissent_here(one, None) for one in dissents if one.decision_id is None),
        waits_for_welcome=bool(member and member.is_guest and member.welcomed_at is None)
        and _came_late(found),
        works_here=works_here,
        met=met(session, found) if review.held_at else (),
        may_freeze=works_here and review.state in rules.OPEN,
        may_move=works_here and rules.may_change_the_day(review.state),
        may_name=works_here and review.state not in rules.OVER,
        may_write=found.member is not None and review.state not in rules.OVER,
        may_decide=works_here and rules.may_decide(review.state),
        may_dissent=found.member is not None and rules.may_dissent(review.state),
        may_tell=works_here and rules.may_tell(review.state),
        may_write_letter=rules.may_write_letter(review.state, is_chair=found.is_chaired_by(actor)),
        tell_by=found.tell_by,
        days_late=days_late(found, today),
        asked_id=found.asked_id if works_here else None,
    )


def _came_late(found: Found) -> bool:
    """Was this guest named after the review was made? Whether anything was picked is not told."""
    member = found.member
    return member is not None and member.from_at > found.review.made_at


def _text(one: Written, actor: Actor, state: ReviewState) -> Text:
    return Text(
        id=one.text.id,
        words=readable(one.words),
        kind=str(TEXT_NAMES[one.text.kind]),
        author=one.author,
        day=london_day(one.text.written_at),
        may_take_out=rules.may_withdraw(
            state, author_id=one.text.author_id, person_id=actor.person_id
        ),
    )
