"""One young person's page: their words first, then what came of them, then how they felt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.answers.pages import Line
from voice_app.core.clock import LONDON, london_day
from voice_app.entries.models import Entry
from voice_app.entries.pages import Felt, by_week, in_words, monday
from voice_app.home.pages.words import Item, item, line
from voice_app.home.queries import Word

#: How many weeks of feelings, newest words and wishes the page shows.
WEEKS, NEWEST, WISHES = 8, 3, 8


@dataclass(frozen=True)
class Picked:
    """What somebody felt on one day, in words."""

    on: date
    feelings: str


@dataclass(frozen=True)
class Person:
    """One young person's page for those who look after them."""

    young_person_id: UUID
    called: str
    paper: str
    talk_to_me: str
    newest: list[Item]
    wishes: list[Line]
    feelings: list[Felt]
    weeks: list[date]
    picked: list[Picked]
    shown: list[Entry]


def person(
    session: Session, place_id: UUID, body: Mapping[str, Any], words: Sequence[Word], now: datetime
) -> Person:
    """A young person's page from the words that were found for it, newest first."""
    newest = words[:NEWEST]
    wishes = [word for word in words if word.asked is not None][:WISHES]
    first_week = london_day(since_for_feelings(now))
    lately = [(word, item(session, word, now).said) for word in words if _day(word) >= first_week]
    felt = [(word, said) for word, said in lately if said.feelings]
    shown = [*newest, *wishes, *(word for word, _said in felt)]
    lines = [line(session, word, now) for word in wishes]
    return Person(
        young_person_id=place_id,
        called=body["called"],
        paper=words[0].paper if words else "plain",
        talk_to_me=body.get("talk_to_me", ""),
        newest=[item(session, word, now) for word in newest],
        wishes=[one for one in lines if one is not None],
        feelings=by_week([(_day(word), said) for word, said in felt], first_week, WEEKS),
        weeks=[first_week + timedelta(weeks=number) for number in range(WEEKS)],
        picked=[Picked(_day(word), in_words(said)) for word, said in felt],
        shown=list({word.entry.id: word.entry for word in shown}.values()),
    )


def since_for_feelings(now: datetime) -> datetime:
    """When the oldest week of feelings on a page begins."""
    first = monday(london_day(now)) - timedelta(weeks=WEEKS - 1)
    return datetime.combine(first, time(), LONDON)


def _day(word: Word) -> date:
    return london_day(word.entry.sent_at or word.entry.written_at)
