"""One wish at a review: what became of it, who sees to it, and who did not agree."""

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
from voice_app.reviews import queries, rules, service
from voice_app.reviews.models import Decision
from voice_app.reviews.pages.words import said_at
from voice_app.reviews.queries import Disagreed, Here


@dataclass(frozen=True)
class Dissent:
    """Somebody did not agree."""

    who: str
    words: str
    is_theirs: bool
    written_by: str
    day: date
    #: The wish was decided again since.
    is_about_an_earlier: bool


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
    #: Who did not agree with it.
    dissents: tuple[Dissent, ...] = ()


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


def wish_here(
    session: Session,
    here: Here,
    called: str,
    *,
    to_author: bool = False,
    dissents: Sequence[Disagreed] = (),
) -> WishHere:
    """A wish with the answer that stands, and those of `dissents` that are about it."""
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
        dissents=tuple(
            dissent_here(one, here.decision) for one in dissents if one.wish_id == here.wish.id
        ),
    )


def dissent_here(one: Disagreed, standing: Decision | None) -> Dissent:
    """Somebody who did not agree; `standing` is the decision that stands about the same wish."""
    return Dissent(
        who=readable(one.who),
        words=readable(one.words),
        is_theirs=one.is_theirs,
        written_by=one.written_by,
        day=london_day(one.written_at),
        is_about_an_earlier=one.decision_id != (standing.id if standing else None),
    )


@dataclass(frozen=True)
class DissentPage:
    """Where somebody writes down who did not agree."""

    review_id: UUID
    young_person_id: UUID
    called: str
    paper: str
    #: What was decided about this wish; None for the meeting as a whole.
    wish: WishHere | None
    #: Everybody who may be named from the list, the young person first: id, and name.
    people: tuple[tuple[UUID, str], ...]


def dissent_page(
    session: Session, *, actor: Actor, review_id: UUID, wish_id: UUID | None, now: datetime
) -> DissentPage:
    """Who did not agree is to be written down. Words that are shown count as read.

    Raises:
        NotFound: `actor` does not belong to the review, or nothing that they may see was
            decided about the wish.
        NotAllowed: `actor` is the young person, or people have not met.
    """
    found = queries.get(session, actor=actor, review_id=review_id, now=now)
    if found.member is None or not rules.may_dissent(found.review.state):
        raise NotAllowed
    here = None
    if wish_id is not None:
        here = queries.wish_at(session, found, actor=actor, now=now, wish_id=wish_id)
        if here is None or here.decision is None:
            raise NotFound
        show_to(session, actor=actor, entries=[here.entry], place="review", now=now)
    people, _texts = queries.people_at(session, found.review, now=now)
    young_person_id = found.review.young_person_id
    return DissentPage(
        review_id=review_id,
        young_person_id=young_person_id,
        called=found.called,
        paper=found.paper,
        wish=wish_here(session, here, found.called) if here else None,
        people=(
            (young_person_id, found.called),
            *((one.member.person_id, one.name) for one in people),
        ),
    )
