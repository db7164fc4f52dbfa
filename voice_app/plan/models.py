"""What we keep of a plan: one goal and what helps, both in the young person's own words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from voice_app.core.models import Base, Sealed


class Goal(Sealed, Base):
    """One thing they want. The sealed body holds `words` (exactly as given) and `language`.

    One at most has not ended; what ended stays in the record.
    """

    __tablename__ = "goal"
    __table_args__ = (Index(None, "young_person_id", "set_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Helps(Sealed, Base):
    """What helps them: `words`, a line for each thing, exactly as given, and `language`."""

    __tablename__ = "helps"
    __table_args__ = (Index(None, "young_person_id", "set_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
