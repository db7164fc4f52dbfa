"""A young person's own first page: the newest answer, then a few quiet rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.queries import names, phones
from voice_app.alerts import queries as alerts
from voice_app.alerts.pages import OWN_KINDS, in_one_line
from voice_app.answers import queries as answers
from voice_app.care.queries import called
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.entries.pages import Said, said
from voice_app.entries.rules import excerpt
from voice_app.reviews import queries as reviews
from voice_app.reviews.pages import how_far
from voice_app.reviews.queries import Mine
from voice_app.reviews.rules import COMING, OVER, ReviewState
from voice_app.sharing import queries as sharing


@dataclass(frozen=True)
class Unread:
    """An answer that the young person has not read."""

    entry_id: UUID
    answered_by: str
    said: Said
    words: str


@dataclass(frozen=True)
class MyMeeting:
    """The young person's own meeting, as a row that leads to its page."""

    is_coming: bool
    on: date
    #: How far off it is, as a sentence; empty when the day is past.
    how_far: str
    #: Who runs it; empty while nobody does.
    chair: str
    #: How many of their words are in.
    picked: int
    #: Is everything decided? And can all of it be read here?
    is_decided: bool
    can_be_read: bool
    #: Do answers wait only for what the young person thinks of them?
    wants_a_verdict: bool
    #: The review whose letter waits to be opened; None when none does.
    letter_of: UUID | None


@dataclass(frozen=True)
class Home:
    """What a young person sees first."""

    called: str
    unread: Unread | None
    looked_at: int
    #: The meeting that is coming, then the last one while something of it is open.
    meetings: tuple[MyMeeting, ...]
    #: What they sent to be helped and is open, or was closed lately: its id, kind and one line.
    asked: tuple[tuple[UUID, str, str], ...]
    #: Does a note for a carer wait for what they say of it?
    has_a_note_to_look_at: bool
    #: Did somebody else do something to a phone of theirs, and they have not read of it?
    has_news_of_phones: bool
    #: The key of the phone in their hand, as we know it (base64 as in addresses); empty without.
    phone_key: str


def home(session: Session, *, actor: Actor, now: datetime) -> Home:
    """A young person's first page; the answer itself is told on a page of its own."""
    mine = reviews.of_mine(session, actor=actor, now=now)
    return Home(
        called=called(session, [actor.person_id]).get(actor.person_id, ""),
        unread=_unread(session, actor, now),
        looked_at=answers.how_many_looked_at(session, actor=actor, now=now),
        meetings=tuple(_my_meeting(one, london_day(now)) for one in mine),
        asked=tuple(
            (one.alert.id, str(OWN_KINDS[one.alert.kind]), in_one_line(one))
            for one in alerts.lately_mine(session, actor=actor, now=now)
        ),
        has_a_note_to_look_at=sharing.something_to_look_at(session, actor=actor, now=now),
        has_news_of_phones=bool(phones.not_told(session, actor.person_id)),
        phone_key=phones.key_in_hand(session, actor=actor),
    )


def _my_meeting(mine: Mine, today: date) -> MyMeeting:
    review = mine.review
    is_coming = review.state in COMING
    return MyMeeting(
        is_coming=is_coming,
        on=review.due_on if is_coming else review.held_on or review.due_on,
        how_far=how_far(review.due_on, today) if is_coming else "",
        chair=mine.chair,
        picked=mine.picked,
        is_decided=review.state in OVER,
        can_be_read=not mine.waits_to_be_told,
        wants_a_verdict=review.state is ReviewState.TOLD,
        letter_of=review.id if mine.letter_waits else None,
    )


def _unread(session: Session, actor: Actor, now: datetime) -> Unread | None:
    asked = answers.newest_unread(session, actor=actor, now=now)
    if asked is None or asked.answer is None:
        return None
    by = asked.answer.answered_by_id
    words = said(asked.entry, vault.opened(session, asked.entry), to_author=True)
    return Unread(
        entry_id=asked.entry.id,
        answered_by=names(session, [by])[by].first_name,
        said=words,
        words=excerpt(words.words),
    )
