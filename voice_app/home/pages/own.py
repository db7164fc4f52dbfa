"""A young person's own first page: the newest answer, then a few quiet rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.queries import names
from voice_app.answers import queries as answers
from voice_app.care.queries import called
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.entries.pages import Said, said
from voice_app.entries.rules import excerpt
from voice_app.home.pages.meetings import Meeting, meetings
from voice_app.reviews import queries as reviews


@dataclass(frozen=True)
class Unread:
    """An answer that the young person has not read."""

    entry_id: UUID
    answered_by: str
    said: Said
    words: str


@dataclass(frozen=True)
class Home:
    """What a young person sees first."""

    called: str
    unread: Unread | None
    looked_at: int
    meeting: Meeting | None


def home(session: Session, *, actor: Actor, now: datetime) -> Home:
    """A young person's first page; the answer itself is told on a page of its own."""
    coming = reviews.of(session, actor=actor, young_person_id=actor.person_id, now=now)
    return Home(
        called=called(session, [actor.person_id]).get(actor.person_id, ""),
        unread=_unread(session, actor, now),
        looked_at=answers.how_many_looked_at(session, actor=actor, now=now),
        meeting=next(iter(meetings(coming, london_day(now))), None),
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
