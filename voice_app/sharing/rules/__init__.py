"""How long a door may stay open, who may sign, and when it shuts. Plain decisions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from voice_app.core.actor import Role
from voice_app.core.words import are_written


class Ending(StrEnum):
    """Why an assessment holds no longer, before its last day."""

    REPLACED = "replaced"
    INCIDENT = "incident"
    SHUT = "shut"
    CASE_CLOSED = "case_closed"


class Preview(StrEnum):
    """What the young person says of a summary before it leaves."""

    OK = "ok"
    NOT_OK = "not_ok"


class NoteKind(StrEnum):
    """What a carer writes of."""

    SEEN = "seen"
    HELP = "help"


class Lawful(StrEnum):
    """The reason in law for passing something on, or for keeping it.

    Source: practice advice on information sharing, 2024 (rules 1 to 6), in our own words.
    """

    SERIOUS_HARM = "serious_harm"
    LEGAL_DUTY = "legal_duty"
    SAFEGUARDING = "safeguarding"
    AGREED = "agreed"
    CONFIDENCE = "confidence"


class Wanted(StrEnum):
    """What a young person asks for about a carer."""

    TELL = "tell"
    SHUT = "shut"


#: An assessment holds for three months at most.
LONGEST_MONTHS = 3
#: So many days before it ends the workers are told; the second time managers are told as well.
WARNED_DAYS = (14, 3)
#: How many people sign an assessment, and a release.
SIGNATURES = 2


class EndsOn(StrEnum):
    """What is wrong with the last day of an assessment."""

    PAST = "past"
    TOO_LATE = "too_late"


def latest_end(today: date) -> date:
    """The last day on which an assessment of today may still hold: three months on.

    Where that month has no such day, it is its last: 30 November gives 28 February.
    """
    month = today.month - 1 + LONGEST_MONTHS
    year, month = today.year + month // 12, month % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    last_of_month = first_of_next - timedelta(days=1)
    return last_of_month.replace(day=min(today.day, last_of_month.day))


def wrong_end(ends_on: date, today: date) -> EndsOn | None:
    """What is wrong with a last day, or None. Today is still a day."""
    if ends_on < today:
        return EndsOn.PAST
    return EndsOn.TOO_LATE if ends_on > latest_end(today) else None


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """Why it is safe that one carer reads something, as it was known on one day.

    The first three are answers to open questions. `covered` and `not_covered` are short lines.
    `view` is what the young person says, in their words; without it `no_view` says why.
    """

    safe: str
    danger: str
    if_wrong: str
    basis: str
    covered: tuple[str, ...]
    not_covered: tuple[str, ...]
    protective: str
    view: str = ""
    no_view: str = ""
    ends_on: date

    def as_body(self) -> dict[str, Any]:
        """As it is sealed."""
        return {
            "safe": self.safe,
            "danger": self.danger,
            "if_wrong": self.if_wrong,
            "basis": self.basis,
            "covered": list(self.covered),
            "not_covered": list(self.not_covered),
            "protective": self.protective,
            "view": self.view,
            "no_view": self.no_view,
        }


class Lacks(StrEnum):
    """What an assessment lacks, or what cannot be so."""

    SAFE = "safe"
    DANGER = "danger"
    IF_WRONG = "if_wrong"
    BASIS = "basis"
    COVERED = "covered"
    PROTECTIVE = "protective"
    VIEW = "view"
    ENDS_ON_PAST = "ends_on_past"
    ENDS_ON_TOO_LATE = "ends_on_too_late"


def wrong(given: Assessment, today: date) -> tuple[Lacks, ...]:
    """What an assessment still needs before anybody can sign it; empty when it is whole."""
    end = wrong_end(given.ends_on, today)
    wanted = {
        Lacks.SAFE: not are_written(given.safe),
        Lacks.DANGER: not are_written(given.danger),
        Lacks.IF_WRONG: not are_written(given.if_wrong),
        Lacks.BASIS: not are_written(given.basis),
        Lacks.COVERED: not any(are_written(line) for line in given.covered),
        Lacks.PROTECTIVE: not are_written(given.protective),
        Lacks.VIEW: not (are_written(given.view) or are_written(given.no_view)),
        Lacks.ENDS_ON_PAST: end is EndsOn.PAST,
        Lacks.ENDS_ON_TOO_LATE: end is EndsOn.TOO_LATE,
    }
    return tuple(field for field, is_wanted in wanted.items() if is_wanted)


@dataclass(frozen=True, kw_only=True)
class SummaryText:
    """What a carer is to read. `from_them` is the young person's own words, and may be empty."""

    from_them: str = ""
    danger: str
    helps: str
    next: str
    ring: str

    #: What is required; the young person's own line is theirs to give.
    WRITTEN = ("danger", "helps", "next", "ring")

    @property
    def by_adults(self) -> dict[str, str]:
        """The texts that adults wrote, by field: these are checked, a child's words never."""
        return {name: getattr(self, name) for name in self.WRITTEN}

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that nobody has written yet."""
        return tuple(name for name, text in self.by_adults.items() if not are_written(text))

    def as_body(self) -> dict[str, str]:
        """As it is sealed and later frozen."""
        return {"from_them": self.from_them, **self.by_adults}


def may_release(
    *,
    preview: Preview | None,
    not_shown: str,
    missing: Collection[str],
    unanswered_facts: Collection[UUID],
    unanswered_words: Collection[str],
) -> bool:
    """May the release of this version be signed?

    It is whole; the young person said OK to it, or it says why they were not shown it; each
    protected fact in it was let stand by a second person; each word that harms was changed or
    kept with a reason. What they said is not OK never leaves as it is.
    """
    was_seen = preview is Preview.OK or (preview is None and are_written(not_shown))
    return was_seen and not missing and not unanswered_facts and not unanswered_words


def is_urgent(days_left: int | None) -> bool:
    """Are there so few days left that managers are told too, and in plainer words?"""
    return days_left is not None and days_left <= min(WARNED_DAYS)


def ends_soon(ends_on: date, today: date) -> int | None:
    """How many days are left, once there are few enough that the workers are told; else None."""
    left = (ends_on - today).days
    return left if 0 <= left <= max(WARNED_DAYS) else None


def may_sign_second(role: Role, person_id: UUID, *, signed: frozenset[UUID]) -> bool:
    """May this person sign after these? Whoever has signed cannot, in whatever part they act.

    A worker who looks after the young person signs first; the second is a manager, who stands
    back from the case.
    """
    return role is Role.MANAGER and bool(signed) and person_id not in signed


def may_let_stand(role: Role, person_id: UUID, *, writer_id: UUID, signed: frozenset[UUID]) -> bool:
    """May this person let a protected fact stand? A manager who neither wrote it nor signed."""
    return role is Role.MANAGER and person_id != writer_id and person_id not in signed


def may_see_all(role: Role) -> bool:
    """May this person know of every door, without looking after the young person?"""
    return role is Role.MANAGER


def eighteen_on(born_on: date) -> date:
    """The day on which somebody is 18; born on 29 February, it is 1 March."""
    year = born_on.year + 18
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


#: So long before the 18th birthday (days) everybody concerned is told that doors shut then.
TOLD_BEFORE_EIGHTEEN = 92


def eighteen_soon(born_on: date | None, today: date) -> date | None:
    """The 18th birthday, when it comes within three months; else None."""
    if born_on is None:
        return None
    birthday = eighteen_on(born_on)
    return birthday if timedelta() < birthday - today <= timedelta(TOLD_BEFORE_EIGHTEEN) else None


def may_agree_at_eighteen(born_on: date | None, today: date) -> bool:
    """May a young person say already that doors stay open? From three months before they are 18."""
    if born_on is None:
        return False
    return eighteen_on(born_on) - today <= timedelta(TOLD_BEFORE_EIGHTEEN)


def day(iso: str | None) -> date | None:
    """A calendar day as a sealed body keeps it, or None when it keeps none."""
    return date.fromisoformat(iso) if iso else None


#: So long (days) may it wait at most until a young person is told that something was passed on.
LONGEST_UNTOLD = 28


@dataclass(frozen=True, kw_only=True)
class Passing:
    """A decision to pass something on, or not to, as somebody writes it down."""

    passes_on: bool
    lawful: Lawful
    to_whom: str
    why: str
    what: str
    view: str = ""
    #: One of the two: how they were told, or why not yet and until when.
    how_told: str = ""
    why_not_yet: str = ""
    tell_by: date | None = None

    @property
    def is_told(self) -> bool:
        """Has the young person been told?"""
        return are_written(self.how_told)

    def as_body(self) -> dict[str, str]:
        """As it is sealed."""
        return {
            "to_whom": self.to_whom,
            "why": self.why,
            "what": self.what,
            "view": self.view,
            "how_told": self.how_told,
            "why_not_yet": "" if self.is_told else self.why_not_yet,
        }


class PassingLacks(StrEnum):
    """What a decision lacks, or what cannot be so."""

    TO_WHOM = "to_whom"
    WHY = "why"
    WHAT = "what"
    TOLD = "told"
    TELL_BY = "tell_by"
    TELL_BY_PAST = "tell_by_past"
    TELL_BY_TOO_LATE = "tell_by_too_late"


def lacks(given: Passing, today: date) -> tuple[PassingLacks, ...]:
    """What a decision still needs before it is kept; empty when it is whole."""
    wanted = {
        PassingLacks.TO_WHOM: not are_written(given.to_whom),
        PassingLacks.WHY: not are_written(given.why),
        PassingLacks.WHAT: not are_written(given.what),
    }
    missing = tuple(field for field, is_wanted in wanted.items() if is_wanted)
    waits = () if given.is_told else wait_lacks(given.why_not_yet, given.tell_by, today)
    return missing + waits


def wait_lacks(why: str, by: date | None, today: date) -> tuple[PassingLacks, ...]:
    """What is missing or cannot be when a young person is not told until a day; or nothing."""
    latest = today + timedelta(days=LONGEST_UNTOLD)
    wanted = {
        PassingLacks.TOLD: not are_written(why),
        PassingLacks.TELL_BY: by is None,
        PassingLacks.TELL_BY_PAST: by is not None and by < today,
        PassingLacks.TELL_BY_TOO_LATE: by is not None and by > latest,
    }
    return tuple(field for field, is_wanted in wanted.items() if is_wanted)


def may_agree(role: Role, person_id: UUID, *, decided_by: Collection[UUID]) -> bool:
    """May this person agree that a young person is not told yet? A manager who did not decide.

    `decided_by` are whoever decided and whoever said that it waits until this day.
    """
    return role is Role.MANAGER and person_id not in decided_by
