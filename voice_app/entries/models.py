"""What we keep of a young person's words, exactly as given, and of who saw them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice_app.core.models import Base, Sealed, choice
from voice_app.entries.rules import ASKING, EntryKind, EntryLevel, EntryState, LifeArea

__all__ = [
    "ASKING",
    "Audience",
    "Entry",
    "EntryKind",
    "EntryLevel",
    "EntryState",
    "Heard",
    "LifeArea",
    "Opening",
]


class Entry(Sealed, Base):
    """One thing a young person said. Sent words are never edited: a correction points back.

    The sealed body holds `words` (exactly as given), `language` (of the words), `prompt`
    (what the screen asked), `starter` (the screen's words before theirs, never part of the
    quotation) and `feelings`: a list of {`name`, `strength` 1-3 or None, `word` or None}. Words
    that a worker typed may hold `read_back`: what was said when they were read aloud. Words that
    a phone sealed while they were being written hold `is_unfinished`, those from a phone that
    somebody else had `is_from_a_taken_phone`.
    """

    __tablename__ = "entry"
    __table_args__ = (
        # The phone's own id makes a second arrival of the same words harmless.
        UniqueConstraint("young_person_id", "phone_id"),
        # One for the young person's own list, one for what somebody else was sent.
        Index(None, "young_person_id", "received_at", "id"),
        Index(None, "young_person_id", "state", "sent_at", "id"),
        # Finds the few that wait to be finished or confirmed among very many.
        Index(None, "young_person_id", "state", "confirmed_at"),
        # Finds what puts an entry right.
        Index(None, "corrects_id"),
    )

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    phone_id: Mapped[UUID]
    kind: Mapped[EntryKind] = mapped_column(choice(EntryKind, "kind"))
    life_area: Mapped[LifeArea | None] = mapped_column(choice(LifeArea, "life_area"))
    state: Mapped[EntryState] = mapped_column(choice(EntryState, "state"))
    level: Mapped[EntryLevel] = mapped_column(choice(EntryLevel, "level"))
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("device.id"))
    #: Who typed it when it was not the young person themselves.
    typed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    received_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    #: When the young person said "that's right" with their PIN; None reads "not confirmed yet".
    confirmed_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry.id"))


class Audience(Base):
    """One named person may see one entry, from one instant until another."""

    __tablename__ = "audience"
    __table_args__ = (Index(None, "person_id", "until_at"), Index(None, "entry_id"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]


class Opening(Base):
    """The first time one person was shown one entry; `for_id` is whom they covered for."""

    __tablename__ = "opening"
    __table_args__ = (UniqueConstraint("entry_id", "person_id"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    for_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]


class Heard(Sealed, Base):
    """ "I've heard you": a worker's reply to an entry that asks for no answer (`message`)."""

    __tablename__ = "heard"
    __table_args__ = (UniqueConstraint("entry_id", "person_id"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    heard_at: Mapped[datetime]
