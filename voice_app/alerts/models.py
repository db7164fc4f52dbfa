"""What we keep when a young person asks for somebody now."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice_app.alerts.rules import AlertKind, Step
from voice_app.core.models import Base, Sealed, choice
from voice_app.entries.rules import EntryLevel


class Alert(Sealed, Base):
    """A young person asked for somebody. It stays open until somebody says what was done.

    The sealed body holds `words` (exactly as given, may be empty), `contact` (how and when it is
    safe to reach them, in their words), `asked_at` (ISO) when it waited on a phone, and once it is
    closed `done` and `how_told` (how they were told of it, or why not yet).
    """

    __tablename__ = "alert"
    __table_args__ = (
        # The id of the form makes sending it twice the same as once.
        UniqueConstraint("young_person_id", "phone_id"),
        Index(None, "young_person_id", "raised_at"),
        # Finds what is due among all that ever was.
        Index(None, "closed_at", "due_at"),
    )

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    phone_id: Mapped[UUID]
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("device.id"))
    kind: Mapped[AlertKind] = mapped_column(choice(AlertKind, "kind"))
    level: Mapped[EntryLevel] = mapped_column(choice(EntryLevel, "level"))
    raised_at: Mapped[datetime]
    #: When they said with their PIN that it was them, or that it was not. Both None reads
    #: "not confirmed yet".
    confirmed_at: Mapped[datetime | None]
    denied_at: Mapped[datetime | None]
    #: The first who was told, and who is next; None while nobody looks after them.
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    deputy_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    #: How far it has gone, and when the next step is due unless somebody acts.
    step: Mapped[Step] = mapped_column(choice(Step, "step"))
    due_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    #: Did whoever closed it tell the young person themselves?
    told: Mapped[bool | None]


class AlertTold(Base):
    """One person was told of one alert, once; `for_id` is whom they stood in for."""

    __tablename__ = "alert_told"
    __table_args__ = (
        # What makes two runners at once harmless: nobody is told twice.
        UniqueConstraint("alert_id", "person_id"),
        Index(None, "person_id"),
        Index(None, "for_id"),
    )

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    for_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    step: Mapped[Step] = mapped_column(choice(Step, "step"))
    told_at: Mapped[datetime]
