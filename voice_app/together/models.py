"""What we keep of writing together: where and with whom, each question, each reading back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice_app.core.models import Base, Sealed


class Sitting(Sealed, Base):
    """One time side by side. The sealed body holds `where` and `who_was_there`."""

    __tablename__ = "sitting"
    __table_args__ = (Index(None, "young_person_id", "started_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Prompt(Sealed, Base):
    """A question as it was asked (`question`), written down before the answer.

    It is answered by an entry, or passed when the young person would rather not say.
    """

    __tablename__ = "prompt"
    __table_args__ = (UniqueConstraint("sitting_id", "position"), Index(None, "entry_id"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("sitting.id"))
    position: Mapped[int]
    asked_at: Mapped[datetime]
    passed_at: Mapped[datetime | None]
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry.id"))


class ReadBack(Sealed, Base):
    """The words were read aloud, and this is what the young person said to that (`said`).

    The newest one stands. `is_right` is what they meant by it.
    """

    __tablename__ = "read_back"
    __table_args__ = (Index(None, "entry_id", "read_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"))
    read_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    read_at: Mapped[datetime]
    is_right: Mapped[bool]
