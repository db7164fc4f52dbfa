"""A worker's day: what is new, what waits, and who was quiet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.answers import rules as answer_rules
from voice_app.answers.pages import Line
from voice_app.care.queries import Cared
from voice_app.core.clock import LONDON, london_day
from voice_app.entries.models import Entry
from voice_app.home.pages.words import Item, item, line
from voice_app.home.queries import Word

#: After so long without a word somebody counts as quiet lately.
QUIET_AFTER = timedelta(days=14)
#: How many wishes the day shows; all of them are a page away.
MOST_WAITING = 10


@dataclass(frozen=True)
class Quiet:
    """Somebody who has said nothing for a while. That is no fault of anybody."""

    young_person_id: UUID
    called: str
    days: int | None


@dataclass(frozen=True)
class Today:
    """A worker's day: what is new, what waits, who was quiet."""

    new_words: list[Item]
    waiting: list[Line]
    quiet: list[Quiet]
    #: Young people who asked for somebody at their side, which nobody has arranged yet.
    on_their_side: list[Cared]
    #: Everything whose words are shown, and what of it for the first time, with whom they
    #: cover for.
    shown: list[Entry]
    first: dict[UUID, UUID | None]


def today(session: Session, words: Sequence[Word], cared: Sequence[Cared], now: datetime) -> Today:
    """A worker's day from the words that were found for it."""
    since = start_of_day(now)
    new = [word for word in words if word.is_new(since)]
    waiting = sorted((word for word in words if word.waits), key=_urgency)[:MOST_WAITING]
    lines = [line(session, word, now) for word in waiting]
    shown = {word.entry.id: word for word in [*new, *waiting]}
    last = {word.entry.young_person_id: word.entry.sent_at for word in reversed(words)}
    return Today(
        new_words=[item(session, word, now) for word in new],
        waiting=[one for one in lines if one is not None],
        quiet=_quiet(cared, last, now),
        on_their_side=[one for one in cared if one.asked_id],
        shown=[word.entry for word in shown.values()],
        first={id_: one.covering_for for id_, one in shown.items() if one.opened_at is None},
    )


def start_of_day(now: datetime) -> datetime:
    """Midnight in London before this instant."""
    return datetime.combine(london_day(now), time(), LONDON)


def _urgency(word: Word) -> tuple[bool, date, datetime, UUID]:
    assert word.asked is not None  # noqa: S101  only wishes wait
    wish = word.asked.wish
    return (wish.state not in answer_rules.WAITING, wish.due_on, wish.asked_at, wish.id)


def _quiet(
    cared: Sequence[Cared], last_word: Mapping[UUID, datetime | None], now: datetime
) -> list[Quiet]:
    quiet = []
    for one in cared:
        said_at = last_word.get(one.young_person_id)
        if said_at is None or now - said_at >= QUIET_AFTER:
            days = (london_day(now) - london_day(said_at)).days if said_at else None
            quiet.append(Quiet(one.young_person_id, one.called, days))
    return quiet
