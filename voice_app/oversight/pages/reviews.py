"""Reviews that are coming, and how young people took part in those that were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from voice_app.reviews.queries import Found
from voice_app.reviews.rules import ReviewState, TookPart

PACKS = {
    # NOTE: how far what is read at a review has come.
    ReviewState.PLANNED: _l("Pack not started"),
    ReviewState.PREPARING: _l("Pack being prepared"),
    ReviewState.FROZEN: _l("Pack ready"),
}

WAYS = {
    # NOTE: how a young person took part in a meeting, beside a number of meetings.
    TookPart.SPOKE: _l("In the room, spoke"),
    TookPart.SOMEBODY_SPOKE: _l("Someone spoke for them"),
    TookPart.WORDS_ONLY: _l("Their words only"),
    TookPart.CHOSE_NOT: _l("Chose not to"),
}


@dataclass(frozen=True)
class Coming:
    """A review that is coming, and how far its pack is."""

    review_id: UUID
    called: str
    on: date
    pack: str
    is_ready: bool
    has_passed: bool


@dataclass(frozen=True)
class Way:
    """One way of taking part, in how many meetings, and how much of them all (percent)."""

    name: str
    count: int
    percent: int


def coming(found: Iterable[Found], today: date) -> list[Coming]:
    """These reviews, the soonest first."""
    by_day = sorted(found, key=lambda one: (one.review.due_on, one.called.casefold()))
    return [
        Coming(
            review_id=one.review.id,
            called=one.called,
            on=one.review.due_on,
            pack=str(PACKS[one.review.state]),
            is_ready=one.review.state is ReviewState.FROZEN,
            has_passed=one.review.due_on < today,
        )
        for one in by_day
    ]


def ways(counts: Mapping[TookPart, int]) -> list[Way]:
    """Every way of taking part in its place, those that nobody took with a 0."""
    whole = sum(counts.values()) or 1
    return [
        Way(str(WAYS[way]), counts.get(way, 0), round(counts.get(way, 0) * 100 / whole))
        for way in TookPart
    ]
