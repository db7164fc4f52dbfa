"""The young person says how they take part: whom they want there, where and when, and more.

Each step is said in an entry of its own, sent to people they choose, and so is answered like
anything else they ask for. Saying it another way takes back what was said before.

Nothing here changes how far the review has come: whoever a step was not sent to would learn
from it that something was said.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.care import queries as care
from voice_app.care.models import AssignmentKind
from voice_app.care.queries import Worker
from voice_app.core.actor import Actor
from voice_app.core.errors import AlreadyDone, NotAllowed
from voice_app.entries import service as entries
from voice_app.entries.models import Entry, EntryKind, EntryState
from voice_app.record import service as trail
from voice_app.reviews import queries, rules
from voice_app.reviews.models import JoinWay, Review, TakingPart
from voice_app.reviews.queries import Belonging
from voice_app.reviews.rules import Step, Way
from voice_app.reviews.service.taking_part import own_coming


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What a young person says about one step.

    `words` are kept as they are; `starter` and `prompt` are the screen's. `once` comes with the
    form, so that sending it twice says it once, and `turn` orders what a page keeps by itself.
    """

    once: UUID
    words: str
    starter: str
    prompt: str
    ways: tuple[Way, ...] = ()
    turn: int | None = None

    def given(self) -> entries.Given:
        """The same, as words are given."""
        return entries.Given(
            kind=EntryKind.FOR_MY_MEETING,
            words=self.words,
            starter=self.starter,
            prompt=self.prompt,
            turn=self.turn,
        )


def say(
    session: Session,
    *,
    actor: Actor,
    review_id: UUID,
    step: Step,
    said: Saying,
    to: Collection[UUID],
    now: datetime,
) -> Entry:
    """Say something about a step to these people. Choosing nobody keeps it as a draft.

    Once it is sent, what was said about the step before is taken back. Twice changes nothing.

    Raises:
        NotFound: the review is not the young person's own.
        NotAllowed: people have met already, or somebody in `to` may not be chosen, or it was
            taken back meanwhile.
        AlreadyDone: the same form said something about another step, or was replaced since.
    """
    review = own_coming(session, actor, review_id, now)
    if not rules.may_say(review.state, step):
        raise NotAllowed
    people, _texts = queries.people_at(session, review, now=now)
    workers = care.workers_of(session, review.young_person_id, now=now)
    if not set(to) <= set(may_read(people, workers)):
        raise NotAllowed
    entry = entries.keep_draft(
        session, actor=actor, phone_id=said.once, given=said.given(), now=now
    )
    # Pressing "Send" below words is saying them, also when they had come without the PIN.
    entries.confirm(session, actor=actor, entry_id=entry.id, now=now)
    part = _part(session, review, step, entry, actor, now)
    _tick(session, part, said.ways if entry.state is EntryState.DRAFT else None, actor, now)
    if to:
        entries.send(session, actor=actor, entry_id=entry.id, to=to, now=now)
    return entry


def take_back(
    session: Session, *, actor: Actor, review_id: UUID, step: Step, now: datetime
) -> None:
    """Take back what was said about a step; when nothing was, what was begun. Safe to repeat.

    Raises:
        NotFound: the review is not the young person's own.
        NotAllowed: people have met already.
    """
    review = own_coming(session, actor, review_id, now)
    parts = queries.parts_about(session, review, step)
    said = [one for one in parts if one[1].state is not EntryState.DRAFT]
    for part, entry in said or parts:
        _leave(session, part, entry, actor, now)


def may_read(people: Iterable[Belonging], workers: Iterable[Worker]) -> dict[UUID, bool]:
    """Who may be chosen to read how the young person takes part; do they run the meeting?

    Whoever runs it, and keyworkers who belong to it, while they look after the young person.
    """
    keyworkers = {one.person_id for one in workers if one.kind is AssignmentKind.KEYWORKER}
    return {
        one.member.person_id: one.is_chair
        for one in people
        if rules.may_be_told(
            is_guest=one.member.is_guest,
            is_chair=one.is_chair,
            is_keyworker=one.member.person_id in keyworkers,
        )
    }


def stand(session: Session, entry: Entry, *, actor: Actor, now: datetime) -> None:
    """Let what was just sent about a step stand instead of what was said before.

    Called whenever words are sent, from wherever. Words that put others right stand in their
    place, beside them; what is sent after the meeting says nothing about it any more.
    """
    part = queries.part_of_entry(session, entry.id) or _follow(session, entry, actor, now)
    if part is None or part.left_out_at is not None:
        return
    review = session.get_one(Review, part.review_id)
    if not rules.may_say(review.state, part.step):
        part.left_out_at = now
        _note(session, actor, "review.step_left", part, now)
        return
    for other, before in queries.parts_about(session, review, part.step):
        if other.id != part.id and before.state is not EntryState.DRAFT:
            _leave(session, other, before, actor, now, keep=before.id == entry.corrects_id)


def _follow(session: Session, entry: Entry, actor: Actor, now: datetime) -> TakingPart | None:
    """Words that put right what was said about a step are about that step too."""
    if entry.corrects_id is None:
        return None
    corrected = queries.part_of_entry(session, entry.corrects_id)
    if corrected is None:
        return None
    review = session.get_one(Review, corrected.review_id)
    return _add(session, review, corrected.step, entry, actor, now)


def _part(
    session: Session, review: Review, step: Step, entry: Entry, actor: Actor, now: datetime
) -> TakingPart:
    known = queries.part_of_entry(session, entry.id)
    if known is None:
        return _add(session, review, step, entry, actor, now)
    if known.left_out_at is not None or (known.review_id, known.step) != (review.id, step):
        raise AlreadyDone
    return known


def _add(
    session: Session, review: Review, step: Step, entry: Entry, actor: Actor, now: datetime
) -> TakingPart:
    part = TakingPart(
        young_person_id=review.young_person_id,
        review_id=review.id,
        entry_id=entry.id,
        step=step,
        said_at=now,
    )
    session.add(part)
    _note(session, actor, "review.step_said", part, now)
    return part


def _tick(
    session: Session,
    part: TakingPart,
    ways: Collection[Way] | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep which ways were ticked; what was sent keeps those it was sent with (None)."""
    if ways is None:
        return
    before = session.scalars(select(JoinWay).where(JoinWay.taking_part_id == part.id)).all()
    gone = [one for one in before if one.way not in ways]
    fresh = [way for way in ways if way not in {one.way for one in before}]
    for one in gone:
        session.delete(one)
    for way in fresh:
        session.add(JoinWay(young_person_id=part.young_person_id, taking_part_id=part.id, way=way))
    if gone or fresh:
        _note(session, actor, "review.step_ticked", part, now)


def _leave(
    session: Session,
    part: TakingPart,
    entry: Entry,
    actor: Actor,
    now: datetime,
    *,
    keep: bool = False,
) -> None:
    """Let a step go that was said before, and take its words back unless both are kept."""
    part.left_out_at = now
    _note(session, actor, "review.step_left", part, now)
    is_there = entry.state in (EntryState.DRAFT, EntryState.KEPT, EntryState.SENT)
    if is_there and not keep:
        entries.take_back(session, actor=actor, entry_id=entry.id, now=now)


def _note(session: Session, actor: Actor, action: str, part: TakingPart, now: datetime) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=part.young_person_id,
        subject=part,
        details={"review": part.review_id, "entry": part.entry_id, "step": part.step.value},
    )


entries.when_sent.append(stand)
