"""What a pack holds for each of its readers, and the rows behind it.

Every review here must come from `belonging`: who may see it is settled there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.answers.models import Answer, Wish
from voice_app.answers.queries import waits_to_be_told as waits_in_person
from voice_app.answers.rules import VerdictValue
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.entries.models import Entry, EntryKind, EntryState
from voice_app.entries.queries import visible_to
from voice_app.plan.models import Goal, Helps
from voice_app.plan.queries import Plan, standing, written
from voice_app.reviews.models import (
    AdultText,
    Decision,
    Pick,
    Review,
)
from voice_app.reviews.queries.belonging import Found
from voice_app.reviews.queries.conditions import (
    belongs_here,
    is_about_a_step,
    is_known_to,
    is_not_ok,
    is_picked,
)
from voice_app.reviews.queries.page import Here, Written
from voice_app.reviews.queries.steps import taking_part_of
from voice_app.reviews.rules import UNPRINTED, Step

#: What stands in a pack also when it asks for nothing and was not picked.
TOLD = (EntryKind.GOOD_NEWS, EntryKind.WORRY, EntryKind.FEELING)


@dataclass(frozen=True)
class Came:
    """A wish in a pack, with the answer and the verdict that stood when it was put there."""

    entry_id: UUID
    answer_id: UUID | None
    verdict: VerdictValue | None


@dataclass(frozen=True)
class Contents:
    """What one reader finds in a pack: ids of rows that never change, each part in order."""

    picked: tuple[UUID, ...] = ()
    wishes: tuple[Came, ...] = ()
    good_news: tuple[UUID, ...] = ()
    worries: tuple[UUID, ...] = ()
    feelings: tuple[UUID, ...] = ()
    texts: tuple[UUID, ...] = ()
    goal: UUID | None = None
    helps: UUID | None = None
    #: How the young person takes part, as far as it is ever printed: each step and its words.
    steps: tuple[tuple[Step, UUID], ...] = ()

    @property
    def entry_ids(self) -> list[UUID]:
        """All words of the young person in it, each once."""
        wishes = (wish.entry_id for wish in self.wishes)
        steps = (entry_id for _step, entry_id in self.steps)
        parts = (self.picked, wishes, self.good_news, self.worries, self.feelings, steps)
        return list(dict.fromkeys(id_ for part in parts for id_ in part))

    def shared_with(self, other: "Contents") -> "Contents":
        """What both find in theirs, in this one's order."""
        theirs = set(other.entry_ids)
        return replace(
            self,
            picked=tuple(id_ for id_ in self.picked if id_ in theirs),
            wishes=tuple(wish for wish in self.wishes if wish.entry_id in theirs),
            good_news=tuple(id_ for id_ in self.good_news if id_ in theirs),
            worries=tuple(id_ for id_ in self.worries if id_ in theirs),
            feelings=tuple(id_ for id_ in self.feelings if id_ in theirs),
            steps=tuple(one for one in self.steps if one[1] in theirs),
        )

    def as_body(self) -> dict[str, Any]:
        """As it is sealed into a copy."""
        return {
            "picked": [str(id_) for id_ in self.picked],
            "wishes": [
                [str(one.entry_id), _text(one.answer_id), one.verdict] for one in self.wishes
            ],
            "good_news": [str(id_) for id_ in self.good_news],
            "worries": [str(id_) for id_ in self.worries],
            "feelings": [str(id_) for id_ in self.feelings],
            "texts": [str(id_) for id_ in self.texts],
            "goal": _text(self.goal),
            "helps": _text(self.helps),
            "steps": [[step, str(entry_id)] for step, entry_id in self.steps],
        }

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Contents":
        """As it was sealed."""
        return cls(
            picked=ids(body["picked"]),
            wishes=tuple(
                Came(UUID(entry), _id(answer), VerdictValue(verdict) if verdict else None)
                for entry, answer, verdict in body["wishes"]
            ),
            good_news=ids(body["good_news"]),
            worries=ids(body["worries"]),
            feelings=ids(body["feelings"]),
            texts=ids(body["texts"]),
            goal=_id(body["goal"]),
            helps=_id(body["helps"]),
            steps=tuple((Step(step), UUID(entry_id)) for step, entry_id in body["steps"]),
        )


@dataclass(frozen=True)
class ForAll:
    """What stands in a pack for each of its readers alike."""

    texts: tuple[UUID, ...]
    goal: UUID | None
    helps: UUID | None


def for_all(session: Session, review: Review) -> ForAll:
    """What adults wrote, the goal and what helps, in three statements."""
    goal = standing(session, Goal, review.young_person_id)
    helps = standing(session, Helps, review.young_person_id)
    return ForAll(
        texts=_texts_of(session, review),
        goal=goal.id if goal else None,
        helps=helps.id if helps else None,
    )


def contents_for(
    session: Session, found: Found, *, reader: Actor | None, alike: ForAll, now: datetime
) -> Contents:
    """What a pack made now would hold for one reader, in two statements.

    Args:
        found: the review, as `reader` belongs to it.
        reader: None for what anybody in the room may be handed: what the young person picked.
    """
    picked: list[UUID] = []
    wishes: list[Came] = []
    told: dict[EntryKind, list[UUID]] = {kind: [] for kind in TOLD}
    for row in session.execute(_words(found, reader, now)):
        entry_id, kind, pick_id, is_wish, verdict, answer_id = row
        if pick_id is not None:
            picked.append(entry_id)
        if is_wish:
            wishes.append(Came(entry_id, answer_id, verdict if answer_id else None))
        if kind in told:
            told[kind].append(entry_id)
    return Contents(
        picked=tuple(picked),
        wishes=tuple(wishes),
        good_news=tuple(told[EntryKind.GOOD_NEWS]),
        worries=tuple(told[EntryKind.WORRY]),
        feelings=tuple(told[EntryKind.FEELING]),
        texts=alike.texts,
        goal=alike.goal,
        helps=alike.helps,
        steps=_steps(session, found, reader, now) if reader else (),
    )


def _steps(
    session: Session, found: Found, reader: Actor, now: datetime
) -> tuple[tuple[Step, UUID], ...]:
    choices = taking_part_of(session, found, actor=reader, now=now)
    return tuple((one.step, one.entry.id) for one in choices if one.step not in UNPRINTED)


def _words(found: Found, reader: Actor | None, now: datetime) -> Any:
    is_wish = and_(
        Wish.id.is_not(None), Wish.withdrawn_at.is_(None), belongs_here(found, reader, now)
    )
    # Nothing that waits to be told face to face is in a pack: the young person hears it first.
    newest = and_(Answer.wish_id == Wish.id, Answer.number == Wish.answers, ~waits_in_person())
    is_decided = and_(Decision.review_id == found.review.id, Decision.answer_id == Answer.id)
    return (
        select(Entry.id, Entry.kind, Pick.id, is_wish, Wish.verdict, Answer.id)
        .select_from(Entry)
        .outerjoin(Pick, is_picked(found))
        .outerjoin(Wish, Wish.entry_id == Entry.id)
        .outerjoin(Answer, newest)
        .outerjoin(Decision, is_decided)
        .where(
            Entry.young_person_id == found.review.young_person_id,
            or_(Pick.id.is_not(None), is_wish, _is_news(found)),
            ~is_about_a_step(),
            _may_read(found, reader, now),
        )
        .order_by(Pick.place.is_(None), Pick.place, Entry.written_at.desc(), Entry.id)
    )


def _is_news(found: Found) -> ColumnElement[bool]:
    """Good news, worries and feelings that were told since the last review."""
    since = Entry.sent_at > found.since if found.since else true()
    return and_(Entry.kind.in_(TOLD), Entry.state == EntryState.SENT, since)


def _may_read(found: Found, reader: Actor | None, now: datetime) -> ColumnElement[bool]:
    if reader is None:
        return Pick.id.is_not(None)
    return or_(visible_to(reader, now), Pick.id.is_not(None), is_not_ok(found, reader))


def _texts_of(session: Session, review: Review) -> tuple[UUID, ...]:
    query = (
        select(AdultText.id)
        .where(AdultText.review_id == review.id, AdultText.withdrawn_at.is_(None))
        .order_by(AdultText.written_at, AdultText.id)
    )
    return tuple(session.scalars(query))


@dataclass(frozen=True)
class Opened:
    """The rows behind some contents, each with what belongs to it."""

    words: Mapping[UUID, Here]
    texts: Sequence[Written]
    plan: Plan


def opened(
    session: Session,
    found: Found,
    contents: Contents,
    *,
    actor: Actor,
    owner: Actor | None,
    now: datetime,
) -> Opened:
    """Fetch what some contents name, in at most four statements. Words that are gone stay out.

    So do words that the young person keeps for themselves again, or from `owner`, since the
    contents were frozen. The contents must have been made for the person asking.

    Args:
        found: the review, as `actor` belongs to it.
        owner: whose copy it is; None for what anybody in the room may be handed.
    """
    readers = {one for one in (actor, owner) if one is not None and not one.is_young_person}
    may_read = and_(true(), *(_may_still_read(found, contents, one, now) for one in readers))
    return Opened(
        words=_here(session, found, contents, may_read),
        texts=_written(session, found.review, contents.texts),
        plan=Plan(
            goal=written(session, session.get(Goal, contents.goal)) if contents.goal else None,
            helps=written(session, session.get(Helps, contents.helps)) if contents.helps else None,
        ),
    )


def still_kept(session: Session, young_person_id: UUID, ids: Sequence[UUID]) -> list[Entry]:
    """The words with these ids that were not erased since, for whoever was shown them before."""
    query = select(Entry).where(
        Entry.young_person_id == young_person_id,
        Entry.id.in_(ids),
        Entry.state != EntryState.ERASED,
    )
    return list(session.scalars(query))


def _may_still_read(
    found: Found, contents: Contents, reader: Actor, now: datetime
) -> ColumnElement[bool]:
    """Words that were picked, sent to this reader, or not OK when they run the meeting.

    Of words that were taken back only that is said.
    """
    not_ok = [one.entry_id for one in contents.wishes if one.verdict is VerdictValue.NOT_OK]
    ways = [_is_still_picked(found, reader), visible_to(reader, now)]
    ways.append(and_(Pick.id.is_(None), Entry.state == EntryState.TAKEN_BACK))
    if found.is_chaired_by(reader):
        ways.append(and_(Entry.id.in_(not_ok), Entry.state == EntryState.SENT))
    return or_(*ways)


def _is_still_picked(found: Found, reader: Actor) -> ColumnElement[bool]:
    """Is it picked? A guest who looks waits for those from before they came; see `is_picked`."""
    member = found.member
    if member is None or member.person_id != reader.person_id:
        return Pick.id.is_not(None)
    return and_(Pick.id.is_not(None), is_known_to(member))


def _here(
    session: Session, found: Found, contents: Contents, may_read: ColumnElement[bool]
) -> dict[UUID, Here]:
    typist = aliased(Person)
    answer_ids = [one.answer_id for one in contents.wishes if one.answer_id]
    is_decided = and_(Decision.review_id == found.review.id, Decision.answer_id == Answer.id)
    is_picked_here = and_(
        Pick.entry_id == Entry.id, Pick.review_id == found.review.id, Pick.left_out_at.is_(None)
    )
    rows = session.execute(
        select(Entry, typist, Pick, Wish, Answer, Decision)
        .select_from(Entry)
        .outerjoin(typist, typist.id == Entry.typed_by_id)
        .outerjoin(Pick, is_picked_here)
        .outerjoin(Wish, Wish.entry_id == Entry.id)
        .outerjoin(Answer, and_(Answer.wish_id == Wish.id, Answer.id.in_(answer_ids)))
        .outerjoin(Decision, is_decided)
        .where(
            Entry.young_person_id == found.review.young_person_id,
            Entry.id.in_(contents.entry_ids),
            Entry.state != EntryState.ERASED,
            may_read,
        )
    )
    return {row[0].id: Here(*row) for row in rows}


def _written(session: Session, review: Review, ids: Sequence[UUID]) -> list[Written]:
    if not ids:
        return []
    rows = session.execute(
        select(AdultText, Person)
        .join(Person, Person.id == AdultText.author_id)
        .where(AdultText.review_id == review.id, AdultText.id.in_(ids))
        .order_by(AdultText.written_at, AdultText.id)
    )
    return [
        Written(text, vault.opened(session, text)["words"], vault.opened(session, author)["name"])
        for text, author in rows
    ]


def ids(texts: Sequence[str]) -> tuple[UUID, ...]:
    """Ids as a sealed body holds them."""
    return tuple(UUID(text) for text in texts)


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _text(id_: UUID | None) -> str | None:
    return str(id_) if id_ else None
