"""The page of a review for those who belong to it: the young person's words, then the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.queries import names
from voice_app.answers.rules import VerdictValue, WishState
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.entries.pages import Said, readable
from voice_app.entries.service import show_to
from voice_app.plan.queries import Plan
from voice_app.reviews import queries, rules, service
from voice_app.reviews.forms import KIND_NAMES, TEXT_NAMES
from voice_app.reviews.pages.words import STATE_NAMES, how_far, said_at
from voice_app.reviews.queries import Belonging, Found, Here, Part, Written
from voice_app.reviews.rules import ReviewState


@dataclass(frozen=True)
class WishHere:
    """A wish on the page of a review, and what became of it."""

    wish_id: UUID
    entry_id: UUID
    said: Said
    asked_at: datetime
    due_on: date
    state: WishState
    verdict: VerdictValue | None
    is_withdrawn: bool
    #: The answer that stands, None while there is none.
    answer_id: UUID | None
    decided_by: str
    decided_on: date | None
    what_happens: str
    because: str
    look_again_on: date | None
    waits_to_be_told: bool
    is_read: bool
    #: Was this answer decided here, and how did the young person's view shape it?
    is_decided_here: bool
    shaped: bool | None
    shaped_by: str
    #: Who sees to it, and by when; empty where nobody was named.
    owner: str
    by_on: date | None


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
    wishes: tuple[WishHere, ...]
    #: Is this a later part of a long page, with nothing on it but more wishes?
    is_continued: bool
    #: The wish after which another part begins, or None.
    next: UUID | None
    plan: Plan
    texts: tuple[Text, ...]
    #: The reader came as a guest after the picking, and the young person has not said yes.
    waits_for_welcome: bool
    #: The reader looks after the young person, and so finds their page too.
    works_here: bool
    may_move: bool
    may_name: bool
    may_write: bool
    may_decide: bool
    may_tell: bool


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
    session: Session, *, actor: Actor, found: Found, plan: Plan, part: Part, now: datetime
) -> ReviewPage:
    """The page of a review; its words must have been found for `actor`."""
    review = found.review
    people, texts = queries.people_at(session, review, now=now)
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
        wishes=tuple(wish_here(session, one, found.called) for one in part.here if one.wish),
        is_continued=part.is_continued,
        next=part.next,
        plan=plan,
        texts=tuple(_text(one, actor, review.state) for one in texts),
        waits_for_welcome=bool(member and member.is_guest and member.welcomed_at is None)
        and _came_late(found),
        works_here=works_here,
        may_move=works_here and rules.may_change_the_day(review.state),
        may_name=works_here and review.state not in rules.OVER,
        may_write=found.member is not None and review.state not in rules.OVER,
        may_decide=works_here and rules.may_decide(review.state),
        may_tell=works_here and rules.may_tell(review.state),
    )


def _came_late(found: Found) -> bool:
    """Was this guest named after the review was made? Whether anything was picked is not told."""
    member = found.member
    return member is not None and member.from_at > found.review.made_at


@dataclass(frozen=True)
class DecisionPage:
    """One wish at a review, and who may have decided it."""

    review_id: UUID
    called: str
    paper: str
    wish: WishHere
    deciders: tuple[tuple[UUID, str], ...]
    #: The names of the same people.
    names: Mapping[UUID, str]
    #: Who gave the answer that stands; empty while there is none.
    answered_by: str


def decision_page(
    session: Session, *, actor: Actor, review_id: UUID, wish_id: UUID, now: datetime
) -> DecisionPage:
    """A wish to be decided at a review. Whoever asks is written down as shown the words.

    Raises:
        NotFound: `actor` does not belong to the review, or the wish is not on its page.
        NotAllowed: `actor` is a guest, or people have not met, or everything is decided.
    """
    found = service.for_workers(session, actor, review_id, now)
    if not rules.may_decide(found.review.state):
        raise NotAllowed
    here = queries.wish_at(session, found, actor=actor, now=now, wish_id=wish_id)
    if here is None or here.wish is None or here.wish.withdrawn_at is not None:
        raise NotFound
    show_to(session, actor=actor, entries=[here.entry], place="review", now=now)
    people, _texts = queries.people_at(session, found.review, now=now)
    by = here.answer.answered_by_id if here.answer else None
    answered_by = names(session, [by]).get(by) if by else None
    return DecisionPage(
        review_id=review_id,
        called=found.called,
        paper=found.paper,
        wish=wish_here(session, here, found.called),
        deciders=tuple((one.member.person_id, f"{one.name}, {one.job}") for one in people),
        names={one.member.person_id: one.name for one in people},
        answered_by=answered_by.first_name if answered_by else "",
    )


def wish_here(session: Session, here: Here, called: str, *, to_author: bool = False) -> WishHere:
    """A wish with the answer that stands."""
    assert here.wish is not None  # noqa: S101  only wishes come here
    answer = here.answer
    body = vault.opened(session, answer) if answer else {}
    deed = vault.opened(session, here.decision) if here.decision else {}
    return WishHere(
        wish_id=here.wish.id,
        entry_id=here.entry.id,
        said=said_at(session, here, called, to_author=to_author),
        asked_at=here.wish.asked_at,
        due_on=here.wish.due_on,
        state=answer.state if answer else WishState.NOT_ANSWERED,
        verdict=here.wish.verdict if answer else None,
        is_withdrawn=here.wish.withdrawn_at is not None,
        answer_id=answer.id if answer else None,
        decided_by=readable(body.get("decided_by", "")),
        decided_on=answer.decided_on if answer else None,
        what_happens=readable(body.get("what_happens", "")),
        because=readable(body.get("because", "")),
        look_again_on=answer.look_again_on if answer else None,
        waits_to_be_told=answer is not None and answer.in_person and answer.told_at is None,
        is_read=answer is not None and answer.told_at is not None,
        is_decided_here=here.decision is not None,
        shaped=deed.get("shaped"),
        shaped_by=readable(deed.get("shaped_by", "")),
        owner=readable(deed.get("owner", "")),
        by_on=here.decision.by_on if here.decision else None,
    )


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
