"""How far a review has come, what may still change, and what belongs on its page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from voice_app.care.rules import working_days_after
from voice_app.core.actor import WORKERS, Role
from voice_app.core.words import are_written
from voice_app.entries.rules import EntryState


class ReviewKind(StrEnum):
    """Why people meet."""

    FIRST = "first"
    REGULAR = "regular"
    EXTRA = "extra"


class ReviewState(StrEnum):
    """How far a review has come. It only ever goes forward."""

    PLANNED = "planned"
    PREPARING = "preparing"
    FROZEN = "frozen"
    HELD = "held"
    DECIDED = "decided"
    TOLD = "told"


class TextKind(StrEnum):
    """What a piece of adult text is worth as a record."""

    SEEN_HEARD = "seen_heard"
    CHILDS_WORDS = "childs_words"
    MY_OPINION = "my_opinion"
    DECISION = "decision"


class Step(StrEnum):
    """What a young person may say about taking part in a review, in the order of their page."""

    WANTED = "wanted"
    """Who they want there."""
    NOT_WANTED = "not_wanted"
    """Who they do not want in the room."""
    WHERE_WHEN = "where_when"
    TALK_ABOUT = "talk_about"
    """Leads to the picking of words; nothing is said here."""
    NOT_READ_OUT = "not_read_out"
    JOIN_IN = "join_in"
    RUN_PART = "run_part"
    ALONE_FIRST = "alone_first"
    """See whoever runs it on their own first."""

    @property
    def number(self) -> int:
        """Its place on the page, from 1; addresses say this, since the name would tell."""
        return list(Step).index(self) + 1


class Way(StrEnum):
    """A way of being part of a meeting; several at once are fine."""

    IN_THE_ROOM = "in_the_room"
    BY_VIDEO = "by_video"
    SOMEBODY_SPEAKS = "somebody_speaks"
    JUST_MY_WORDS = "just_my_words"


#: The steps about which something is said in words of their own.
SAID = tuple(step for step in Step if step is not Step.TALK_ABOUT)
#: What is never printed, nor that it was said; unless told otherwise only the chair gets it.
UNPRINTED = frozenset({Step.NOT_WANTED, Step.NOT_READ_OUT, Step.ALONE_FIRST})


class TookPart(StrEnum):
    """How the young person took part in a meeting."""

    SPOKE = "spoke"
    SOMEBODY_SPOKE = "somebody_spoke"
    WORDS_ONLY = "words_only"
    CHOSE_NOT = "chose_not"


class CopyKind(StrEnum):
    """As what a pack was given to somebody, or that it was the letter."""

    PDF = "pdf"
    DOCX = "docx"
    PAPER = "paper"
    LETTER = "letter"


#: As what somebody without an account is given a pack.
GIVEN_AS = (CopyKind.PDF, CopyKind.DOCX, CopyKind.PAPER)


#: While the pack is not frozen, so what goes in can still change.
OPEN = (ReviewState.PLANNED, ReviewState.PREPARING)
#: Until the meeting has been held.
COMING = (*OPEN, ReviewState.FROZEN)
#: After everything was decided, whether the young person knows of it yet or not.
OVER = (ReviewState.DECIDED, ReviewState.TOLD)
#: No review is planned further ahead than this; plans are looked at at least twice a year.
PLANNED_WITHIN = timedelta(days=2 * 366)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Who sees to a decision and by when, and what the young person's view did to it."""

    #: A name as text; `owner_id` is an account, when whoever sees to it has one.
    owner: str = ""
    owner_id: UUID | None = None
    by_on: date | None = None
    #: Did the view of the young person shape the decision? None while nobody said.
    shaped: bool | None = None
    #: How it shaped it, or why it did not.
    shaped_by: str = ""


class Lack(StrEnum):
    """What a deed still needs, or what cannot be so."""

    OWNER = "owner"
    BY_ON = "by_on"
    BY_IN_THE_PAST = "by_in_the_past"
    SHAPED = "shaped"
    SHAPED_BY = "shaped_by"


def lacking(deed: Deed, *, today: date) -> tuple[Lack, ...]:
    """What a deed still needs before a decision can be kept; empty when it is whole."""
    wanted = {
        Lack.OWNER: not are_written(deed.owner),
        Lack.BY_ON: deed.by_on is None,
        Lack.BY_IN_THE_PAST: deed.by_on is not None and deed.by_on < today,
        Lack.SHAPED: deed.shaped is None,
        Lack.SHAPED_BY: not are_written(deed.shaped_by),
    }
    return tuple(lack for lack, is_wanted in wanted.items() if is_wanted)


def may_plan(states: Iterable[ReviewState]) -> bool:
    """May another review be planned? One at a time is coming, so nobody prepares the wrong one."""
    return not any(state in COMING for state in states)


def may_belong(role: Role) -> bool:
    """May somebody with this kind of account belong to a review?"""
    return role in WORKERS


def may_change_the_day(state: ReviewState) -> bool:
    """May the day be moved? Not once people have met."""
    return state in COMING


def may_pick(state: ReviewState) -> bool:
    """May the young person still choose what goes in? A frozen pack stays as it is."""
    return state in OPEN


def may_freeze(state: ReviewState, *, is_checked: bool, because: str) -> bool:
    """May the pack be frozen: checked by the young person, or with a reason why it is not?"""
    return state in OPEN and (is_checked or are_written(because))


def may_thaw(state: ReviewState) -> bool:
    """May a frozen pack be opened again? Not once people have met over it."""
    return state is ReviewState.FROZEN


def check_stands(checked: Sequence[UUID], picked: Sequence[UUID]) -> bool:
    """Does a check of the young person's part still stand: the same words, in the same order?"""
    return list(checked) == list(picked)


def may_say(state: ReviewState, step: Step) -> bool:
    """May the young person still say how they take part? What comes after the meeting is late."""
    return state in COMING and step in SAID


def step_numbered(number: int) -> Step | None:
    """The step in this place, if words are said there."""
    return next((one for one in SAID if one.number == number), None)


def may_be_told(*, is_guest: bool, is_chair: bool, is_keyworker: bool) -> bool:
    """May somebody who belongs be chosen to read how the young person takes part?"""
    return not is_guest and (is_chair or is_keyworker)


def is_told_unless(step: Step, *, is_chair: bool) -> bool:
    """Is somebody who may be chosen chosen beforehand? The young person may say no to each."""
    return is_chair or step not in UNPRINTED


def may_go_in(state: EntryState, *, is_confirmed: bool) -> bool:
    """May these words be picked: finished, not taken back, and said to be theirs?"""
    return is_confirmed and state in (EntryState.KEPT, EntryState.SENT)


def may_hold(state: ReviewState) -> bool:
    """May it be written down that people met? Once the pack is frozen, and in further parts."""
    return state in (ReviewState.FROZEN, ReviewState.HELD)


def has_come(held_on: date, today: date) -> bool:
    """Is this day, on which people are said to have met, not still to come?"""
    return held_on <= today


def is_too_far(due_on: date, today: date) -> bool:
    """Is this day so far away that a review planned for it must be a slip of the pen?"""
    return due_on > today + PLANNED_WITHIN


def may_decide(state: ReviewState) -> bool:
    """May a wish be decided here? From the meeting until everything is called decided."""
    return state is ReviewState.HELD


def may_dissent(state: ReviewState) -> bool:
    """May it be written down that somebody does not agree? Once people met, also later."""
    return state is ReviewState.HELD or state in OVER


def may_tell(state: ReviewState) -> bool:
    """Is there something to tell? Telling twice changes nothing."""
    return state is ReviewState.DECIDED


def may_name_chair(role: Role, *, chair_has_left: bool) -> bool:
    """May this person say who runs the meeting? A manager, when whoever ran it has left."""
    return role is Role.MANAGER and chair_has_left


def may_withdraw(state: ReviewState, *, author_id: UUID, person_id: UUID) -> bool:
    """May an adult's text be taken out again? By its author, before people met over it."""
    return state in OPEN and author_id == person_id


def after_preparing(state: ReviewState) -> ReviewState:
    """Where a review stands once anybody prepared anything for it."""
    return ReviewState.PREPARING if state is ReviewState.PLANNED else state


def stays_on_the_page(
    *, taken_back_at: datetime | None, is_erased: bool, held_at: datetime | None
) -> bool:
    """Do picked words still stand on the review's page?

    Words that were taken back leave it, unless people had already met over them.
    """
    if is_erased:
        return False
    return taken_back_at is None or (held_at is not None and held_at <= taken_back_at)


def may_read_pick(
    *,
    is_guest: bool,
    joined_at: datetime,
    welcomed_at: datetime | None,
    picked_at: datetime,
) -> bool:
    """May a member read words that the young person picked?

    The young person picked them knowing who would read them. A guest who was named later
    waits until the young person says yes; whoever takes over from a worker does not.
    """
    return not is_guest or welcomed_at is not None or joined_at <= picked_at


def moved(order: Sequence[UUID], entry_id: UUID, *, up: bool) -> list[UUID]:
    """The same picks with one of them a place further up or down; at the edge, as they were."""
    after = list(order)
    here = after.index(entry_id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(after):
        after[here], after[there] = after[there], after[here]
    return after


class Unit(StrEnum):
    """In what we say how far away a day is."""

    PAST = "past"
    TODAY = "today"
    TOMORROW = "tomorrow"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Distance:
    """How far away a day is, as people say it: 3 weeks, not 20 days."""

    unit: Unit
    count: int = 0


def distance(day: date, today: date) -> Distance:
    """How far away a day is. Weeks and months are rounded to the nearest whole one."""
    days = (day - today).days
    if days < 0:
        return Distance(Unit.PAST)
    if days < 2:
        return Distance(Unit.TOMORROW if days else Unit.TODAY)
    if days < 10:
        return Distance(Unit.DAYS, days)
    if days < 60:
        return Distance(Unit.WEEKS, round(days / 7))
    return Distance(Unit.MONTHS, round(days / 30.4))


class LetterState(StrEnum):
    """How far a version of a letter has come."""

    DRAFTED = "drafted"
    SENT = "sent"


@dataclass(frozen=True, kw_only=True)
class Retold:
    """A decision as the letter tells it to the young person, in plain words."""

    decided: str = ""
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterWords:
    """What whoever runs the meeting wrote to the young person."""

    greeting: str = ""
    #: What was decided besides, in words of its own.
    also: str = ""
    closing: str = ""
    about: Mapping[UUID, Retold] = field(default_factory=dict)


def untold(words: LetterWords) -> tuple[tuple[UUID, str], ...]:
    """What a letter still lacks before it may go: of which decision, and what of it."""
    return tuple(
        (decision_id, part)
        for decision_id, retold in words.about.items()
        for part in ("decided", "because")
        if not are_written(getattr(retold, part))
    )


def texts_of(words: LetterWords) -> list[str]:
    """Everything that an adult wrote in a letter."""
    about = [text for one in words.about.values() for text in (one.decided, one.because)]
    return [words.greeting, words.also, words.closing, *about]


def may_write_letter(state: ReviewState, *, is_chair: bool) -> bool:
    """May this person write the letter? Whoever runs the meeting, once everything is decided."""
    return is_chair and state in OVER


#: Working days after the meeting within which the young person is told what was decided.
TELL_WITHIN_DAYS = 5


def tell_by(state: ReviewState, held_on: date | None, nation: str) -> date | None:
    """The last day to tell the young person; None before people met and once they were told."""
    if held_on is None or state is ReviewState.TOLD:
        return None
    return working_days_after(held_on, TELL_WITHIN_DAYS, nation)
