"""What we keep of a wish, its answers, how they were told, and what the young person says."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice_app.answers.rules import VerdictValue as VerdictValue
from voice_app.answers.rules import WishState as WishState
from voice_app.core.models import Base, Sealed, choice


class Wish(Base):
    """An entry that asks for an answer. `due_on` is the last day to answer (London)."""

    __tablename__ = "wish"
    __table_args__ = (
        Index(None, "young_person_id", "asked_at"),
        # Finds the few for which somebody has something to do among all that was ever asked.
        Index(None, "young_person_id", "waits", "due_on"),
    )

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"), unique=True)
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    #: When the words were taken back; then no answer is wanted.
    withdrawn_at: Mapped[datetime | None]
    # What follows is kept here too so that lists need not look for the newest of each.
    #: The state of the newest answer.
    state: Mapped[WishState] = mapped_column(choice(WishState, "state"))
    #: What the young person says of the newest answer; None after each new answer.
    verdict: Mapped[VerdictValue | None] = mapped_column(choice(VerdictValue, "verdict"))
    #: How many answers there are; the newest has this number.
    answers: Mapped[int] = mapped_column(default=0)
    #: Is an answer owed, or one to be told in person? Words put another way may still say so.
    waits: Mapped[bool] = mapped_column(default=True)


class Answer(Sealed, Base):
    """One answer to a wish; a later one does not erase it.

    The sealed body holds `decided_by` (names as text), `what_happens` and `because`, in
    plain words to the young person.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("wish_id", "number"),
        # Finds what somebody promised to look at again.
        Index(None, "young_person_id", "look_again_on"),
        # Finds what the young person has not read yet.
        Index(None, "young_person_id", "told_at", "answered_at"),
        Index(None, "answered_at"),
    )

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    wish_id: Mapped[UUID] = mapped_column(ForeignKey("wish.id"))
    #: The first answer to a wish is 1.
    number: Mapped[int]
    state: Mapped[WishState] = mapped_column(choice(WishState, "state"))
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]
    decider_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_on: Mapped[date | None]
    look_again_on: Mapped[date | None]
    #: A worker tells it first; until then the phone does not show it.
    in_person: Mapped[bool] = mapped_column(default=False)
    #: When the young person first saw it, or was told in person.
    told_at: Mapped[datetime | None]
    told_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class Telling(Sealed, Base):
    """A worker told an answer in person.

    The sealed body holds `how` (where and with whom) and `said` (what the young person
    said to it, in their words; may be empty).
    """

    __tablename__ = "telling"
    __table_args__ = (Index(None, "answer_id", "noted_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id"))
    told_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    told_on: Mapped[date]
    noted_at: Mapped[datetime]


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
