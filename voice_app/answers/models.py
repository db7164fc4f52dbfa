"""What we keep of wishes and of what became of them."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from voice_app.core.models import Base, Sealed, choice


class WishState(StrEnum):
    """What became of a wish. The last four need a reason, a decider and a date."""

    NOT_ANSWERED = "not_answered"
    BEING_LOOKED_AT = "being_looked_at"
    YES = "yes"
    PARTLY = "partly"
    NOT_NOW = "not_now"
    NO = "no"


class VerdictValue(StrEnum):
    """What the young person makes of an answer."""

    OK = "ok"
    NOT_OK = "not_ok"
    DONT_UNDERSTAND = "dont_understand"


class Wish(Base):
    """An entry that asks for an answer. `due_on` is the last day to answer (London)."""

    __tablename__ = "wish"
    __table_args__ = (Index(None, "young_person_id", "asked_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"), unique=True)
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    #: The state of the newest answer, kept here so that lists need not look for it.
    state: Mapped[WishState] = mapped_column(choice(WishState, "state"))


class Answer(Sealed, Base):
    """One answer to a wish; a later one does not erase it.

    The sealed body holds `decided_by` (names as text), `what_happens` and `because`, in
    plain words to the young person.
    """

    __tablename__ = "answer"
    __table_args__ = (Index(None, "wish_id", "answered_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    wish_id: Mapped[UUID] = mapped_column(ForeignKey("wish.id"))
    state: Mapped[WishState] = mapped_column(choice(WishState, "state"))
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]
    decider_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_on: Mapped[date | None]
    look_again_on: Mapped[date | None]
    #: When the young person first saw it, or was told in person.
    told_at: Mapped[datetime | None]
    told_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class Verdict(Base):
    """What the young person said of an answer; the newest one stands."""

    __tablename__ = "verdict"
    __table_args__ = (Index(None, "answer_id", "said_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id"))
    value: Mapped[VerdictValue] = mapped_column(choice(VerdictValue, "value"))
    said_at: Mapped[datetime]
    #: A worker who wrote it down for a young person without a phone.
    noted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
