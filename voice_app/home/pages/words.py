"""One thing somebody said, in the lists of those it was sent to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.queries import Named, named
from voice_app.answers.pages import Line, line_of, said_in
from voice_app.core import vault
from voice_app.entries.models import ASKING
from voice_app.entries.pages import Said
from voice_app.entries.rules import excerpt
from voice_app.home.queries import Word

#: How much of one message a list shows (letters), whole sentences only.
LONGEST = 600


@dataclass(frozen=True)
class Item:
    """One thing somebody said, in a list for those it was sent to."""

    said: Said
    #: The words, or the beginning of very long ones.
    words: str
    called: str
    paper: str
    young_person_id: UUID
    entry_id: UUID
    sent_at: datetime
    wish: Line | None
    #: May the person asking say "I've heard you" to it?
    may_thank: bool
    is_heard: bool


def item(session: Session, word: Word, now: datetime) -> Item:
    """One thing somebody said, for a list."""
    entry = word.entry
    called = vault.opened(session, word.place)["called"]
    said = said_in(session, entry, called, _typists(session, word))
    wish = line(session, word, now)
    return Item(
        said=said,
        words=excerpt(said.words, LONGEST),
        called=called,
        paper=word.paper,
        young_person_id=entry.young_person_id,
        entry_id=entry.id,
        sent_at=entry.sent_at or entry.written_at,
        wish=wish,
        may_thank=entry.kind not in ASKING and not word.is_heard,
        is_heard=word.is_heard,
    )


def line(session: Session, word: Word, now: datetime) -> Line | None:
    """The wish these words made, for a list; None when they made none."""
    if word.asked is None:
        return None
    return line_of(session, word.asked, _typists(session, word), now=now)


def _typists(session: Session, word: Word) -> dict[UUID, Named]:
    return {word.typist.id: named(session, word.typist)} if word.typist is not None else {}
