"""My meeting, as the young person sees it: the day, who is there, their words, what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import NotAllowed
from voice_app.entries import queries as entries
from voice_app.entries.models import EntryState
from voice_app.entries.pages import Item, Said, items, readable, said
from voice_app.reviews import queries, rules, service
from voice_app.reviews.pages.deciding import WishHere, wish_here
from voice_app.reviews.pages.steps import StepRow, step_rows
from voice_app.reviews.pages.words import how_far, may_go_in, said_at
from voice_app.reviews.queries import AtReview, Belonging, Found, Here
from voice_app.reviews.rules import TextKind

#: Who is at each review shown, by its id.
There: TypeAlias = Mapping[UUID, AtReview]


@dataclass(frozen=True)
class Person:
    """Somebody who is there."""

    member_id: UUID
    first_name: str
    name: str
    job: str
    is_chair: bool
    #: They came after words were picked, and are to be let in or not.
    wants_in: bool


@dataclass(frozen=True)
class Moved:
    """The day was another one before."""

    before: date
    by: str
    because: str


@dataclass(frozen=True)
class Coming:
    """The meeting that is coming."""

    review_id: UUID
    day: date
    how_far: str
    people: tuple[Person, ...]
    chair_has_left: bool
    moved: Moved | None
    steps: tuple[StepRow, ...]
    #: The page has gone out to those who read it.
    is_frozen: bool
    #: A worker asked them to look at their part, and they have not said anything to it yet.
    is_asked: bool


@dataclass(frozen=True)
class Past:
    """The last time people met."""

    held_on: date
    is_finished: bool
    #: Somebody tells them some of it face to face first.
    waits_to_be_told: bool
    #: The review whose letter they can read; None while none was sent.
    letter_of: UUID | None
    wishes: tuple[WishHere, ...]
    #: What adults decided beside the wishes, in their words, with who wrote it.
    decisions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Meeting:
    """My meeting: the one that is coming and the one that was."""

    coming: Coming | None
    past: Past | None


def meeting(session: Session, *, actor: Actor, found: Sequence[Found], now: datetime) -> Meeting:
    """What the young person asking may know of their reviews, the latest of each."""
    coming = next((one for one in found if one.review.state in rules.COMING), None)
    past = next((one for one in found if one.review.state not in rules.COMING), None)
    shown = [one.review for one in (coming, past) if one]
    there = queries.people_at_each(session, shown, now=now) if shown else {}
    return Meeting(
        coming=_coming(session, actor, coming, there, now) if coming else None,
        past=_past(session, actor, past, there, now) if past else None,
    )


def _coming(session: Session, actor: Actor, found: Found, there: There, now: datetime) -> Coming:
    review, today = found.review, london_day(now)
    people, _texts = there[review.id]
    picks = queries.picks_of(session, found, actor=actor, now=now)
    choices = queries.taking_part_of(session, found, actor=actor, now=now)
    chair = next((one.first_name for one in people if one.is_chair), "")
    return Coming(
        review_id=review.id,
        day=review.due_on,
        how_far=how_far(review.due_on, today),
        people=tuple(_person(one, picks) for one in people),
        chair_has_left=found.chair_has_left,
        moved=_moved(session, found),
        steps=step_rows(session, choices, chair=chair, picked=len(picks)),
        is_frozen=not rules.may_pick(review.state),
        is_asked=_is_asked(session, found),
    )


def _is_asked(session: Session, found: Found) -> bool:
    asked_at = found.review.check_asked_at
    if asked_at is None or not rules.may_pick(found.review.state):
        return False
    said = queries.newest_check(session, found.review)
    return said is None or said.check.checked_at < asked_at


def _person(one: Belonging, picks: Sequence[Here]) -> Person:
    member = one.member
    waits = any(
        not rules.may_read_pick(
            is_guest=member.is_guest,
            joined_at=member.from_at,
            welcomed_at=member.welcomed_at,
            picked_at=here.pick.picked_at,
        )
        for here in picks
        if here.pick
    )
    return Person(member.id, one.first_name, one.name, one.job, one.is_chair, waits)


def _moved(session: Session, found: Found) -> Moved | None:
    newest = queries.newest_move(session, found.review)
    if newest is None:
        return None
    move, by, body = newest
    return Moved(move.from_on, by.split(maxsplit=1)[0], readable(body["because"]))


def _past(session: Session, actor: Actor, found: Found, there: There, now: datetime) -> Past:
    review = found.review
    _people, texts = there[review.id]
    decided = queries.decided_at(session, found, actor=actor, now=now)
    letter = review.state in rules.OVER and queries.versions(session, found, actor=actor)
    return Past(
        held_on=review.held_on or review.due_on,
        is_finished=review.state in rules.OVER,
        waits_to_be_told=found.waits_to_be_told,
        letter_of=review.id if letter else None,
        wishes=tuple(wish_here(session, one, found.called, to_author=True) for one in decided),
        decisions=tuple(
            (one.author, readable(one.words)) for one in texts if one.text.kind is TextKind.DECISION
        ),
    )


@dataclass(frozen=True)
class MyPart:
    """What the young person may do about their part of the pack, and who reads it."""

    may_check: bool
    #: What they last said, while it is about the page as it is now.
    said_right: bool
    said_not_right: str
    frozen_on: date | None
    people: tuple[Belonging, ...]


def my_part(session: Session, *, actor: Actor, found: Found, now: datetime) -> MyPart:
    """The young person's part of the pack of one of their reviews."""
    people, _texts = queries.people_at(session, found.review, now=now)
    checked = service.standing_check(session, found, actor=actor, now=now)
    pack = queries.standing_pack(session, found.review)
    return MyPart(
        may_check=rules.may_pick(found.review.state),
        said_right=checked is not None and checked.check.is_right,
        said_not_right=readable(checked.words) if checked else "",
        frozen_on=london_day(pack.frozen_at) if pack else None,
        people=tuple(people),
    )


@dataclass(frozen=True)
class Picking:
    """Which of their words go in, in which order, and what else they said."""

    review_id: UUID
    readers: tuple[str, ...]
    words: tuple[Said, ...]
    others: tuple[Item, ...]
    older: UUID | None
    #: The page has gone out, so what is in stays in.
    is_frozen: bool


def picking(
    session: Session, *, actor: Actor, found: Found, before: UUID | None, now: datetime
) -> Picking:
    """The page on which the young person asking puts words into a review."""
    people, _texts = queries.people_at(session, found.review, now=now)
    picks = queries.picks_of(session, found, actor=actor, now=now)
    page = entries.page_of(
        session, actor=actor, young_person_id=actor.person_id, before=before, now=now
    )
    inside = {one.entry.id for one in picks}
    elsewhere = inside | queries.about_steps(session, actor=actor, entries=page.entries)
    outside = [one for one in page.entries if one.id not in elsewhere and may_go_in(one)]
    return Picking(
        review_id=found.review.id,
        readers=tuple(one.first_name for one in people),
        words=_words(session, found, picks),
        others=tuple(items(session, actor=actor, entries=outside, now=now)),
        older=page.older,
        is_frozen=not rules.may_pick(found.review.state),
    )


def _words(session: Session, found: Found, picks: Sequence[Here]) -> tuple[Said, ...]:
    return tuple(said_at(session, one, found.called, to_author=True) for one in picks)


@dataclass(frozen=True)
class Picked:
    """Words on their way into a review, and what that changes."""

    review_id: UUID
    entry_id: UUID
    said: Said
    #: Nobody but the young person could read them until now.
    is_just_theirs: bool
    #: Who can read them from then on and could not before, and who could already.
    fresh: tuple[str, ...]
    already: tuple[str, ...]


def picked(
    session: Session, *, actor: Actor, found: Found, entry_id: UUID, now: datetime
) -> Picked:
    """What putting one's words into a review would change, before it is done.

    Raises:
        NotFound: they are not words of the young person asking.
        NotAllowed: they cannot go in: unfinished, unconfirmed, taken back, or about a step.
    """
    entry = entries.get(session, actor=actor, entry_id=entry_id, now=now)
    if not may_go_in(entry) or queries.part_of_entry(session, entry_id) is not None:
        raise NotAllowed
    people, _texts = queries.people_at(session, found.review, now=now)
    around = entries.around(session, [entry], now=now)[entry.id]
    already = [one for one in people if one.member.person_id in around.readers]
    return Picked(
        review_id=found.review.id,
        entry_id=entry.id,
        said=said(entry, around.body, to_author=True),
        is_just_theirs=entry.state is EntryState.KEPT,
        fresh=tuple(one.first_name for one in people if one not in already),
        already=tuple(one.first_name for one in already),
    )
