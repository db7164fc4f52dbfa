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

    Empty when the young person began by themselves. It is answered by an entry, or passed
    when they would rather not say.
    """

    __tablename__ = "prompt"
    __table_args__ = (UniqueConstraint("sitting_id", "position"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("sitting.id"))
    position: Mapped[int]
    asked_at: Mapped[datetime]
    passed_at: Mapped[datetime | None]
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry.id"), unique=True)


class Typed(Sealed, Base):
    """What the worker typed of an answer until it becomes an entry; then it is emptied.

    The sealed body holds what the entry will: `words`, `kind`, `language` and `feelings`.
    """

    __tablename__ = "typed"

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    prompt_id: Mapped[UUID] = mapped_column(ForeignKey("prompt.id"), unique=True)
    saved_at: Mapped[datetime]
    emptied_at: Mapped[datetime | None]


class ReadBack(Sealed, Base):
    """The words were read aloud, and this is what the young person said to that (`said`).

    The newest one stands. `is_right` is what they meant by it.
    """

    __tablename__ = "read_back"
    __table_args__ = (Index(None, "prompt_id", "read_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    prompt_id: Mapped[UUID] = mapped_column(ForeignKey("prompt.id"))
    read_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    read_at: Mapped[datetime]
    is_right: Mapped[bool]
