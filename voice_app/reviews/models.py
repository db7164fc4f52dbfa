"""What we keep of a review: the day, who belongs, what was picked, said and decided."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice_app.core.models import Base, Sealed, choice
from voice_app.reviews.rules import (
    CopyKind,
    LetterState,
    ReviewKind,
    ReviewState,
    Step,
    TextKind,
    TookPart,
    Way,
)


class Review(Base):
    """One meeting about one young person's plan. Days are calendar days in London.

    `told_by_id` is the colleague who told the young person in person; it stays empty when
    they read it on their own phone.
    """

    __tablename__ = "review"
    __table_args__ = (Index(None, "young_person_id", "due_on"), Index(None, "state", "due_on"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    kind: Mapped[ReviewKind] = mapped_column(choice(ReviewKind, "kind"))
    state: Mapped[ReviewState] = mapped_column(choice(ReviewState, "state"))
    chair_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    held_on: Mapped[date | None]
    held_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    told_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    #: When a worker last asked the young person to look at their part of the pack.
    check_asked_at: Mapped[datetime | None]


class ReviewPart(Base):
    """One of the meetings of a review, which can be in parts, and how they took part in it."""

    __tablename__ = "review_part"
    __table_args__ = (Index(None, "review_id", "held_on"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    held_on: Mapped[date]
    took_part: Mapped[TookPart] = mapped_column(choice(TookPart, "took_part"))
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]


class ReviewMember(Base):
    """A colleague who belongs to a review, from one instant until another.

    `is_guest` marks somebody who was named without looking after the young person; for the
    others belonging ends with their assignment. `welcomed_at` is when the young person said
    that a guest who came later may read what they had picked before.
    """

    __tablename__ = "review_member"
    __table_args__ = (Index(None, "review_id"), Index(None, "person_id", "until_at"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    is_guest: Mapped[bool]
    named_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    from_at: Mapped[datetime]
    welcomed_at: Mapped[datetime | None]
    until_at: Mapped[datetime | None]


class Pick(Base):
    """One of the young person's entries that they want in a review, and its place there."""

    __tablename__ = "pick"
    __table_args__ = (UniqueConstraint("review_id", "entry_id"), Index(None, "entry_id"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"))
    place: Mapped[int]
    picked_at: Mapped[datetime]
    left_out_at: Mapped[datetime | None]


class TakingPart(Base):
    """An entry says how the young person takes part in a review, about one step of it.

    It stands from the day it is sent until it is taken back or something else is sent about
    the same step. What was begun and not sent is here as well, and then nobody else's.
    """

    __tablename__ = "taking_part"
    __table_args__ = (Index(None, "review_id", "step"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"), unique=True)
    step: Mapped[Step] = mapped_column(choice(Step, "step"))
    said_at: Mapped[datetime]
    left_out_at: Mapped[datetime | None]


class JoinWay(Base):
    """One way of being part of a meeting that the young person ticked, to be counted by."""

    __tablename__ = "join_way"
    __table_args__ = (UniqueConstraint("taking_part_id", "way"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    taking_part_id: Mapped[UUID] = mapped_column(ForeignKey("taking_part.id"))
    way: Mapped[Way] = mapped_column(choice(Way, "way"))


class AdultText(Sealed, Base):
    """What an adult wrote for a review (`words`), what it is worth, its author and day."""

    __tablename__ = "adult_text"
    __table_args__ = (Index(None, "review_id", "written_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[TextKind] = mapped_column(choice(TextKind, "kind"))
    written_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Decision(Sealed, Base):
    """A review answered a wish.

    The sealed body holds `owner` (who sees to it, as text), `shaped` (did the young person's
    view shape it?) and `shaped_by` (how, or why it did not). Decisions of the first release
    have `shaped_by` only.
    """

    __tablename__ = "decision"
    __table_args__ = (Index(None, "review_id"), Index(None, "wish_id"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    wish_id: Mapped[UUID] = mapped_column(ForeignKey("wish.id"))
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id"), unique=True)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    #: The account of whoever sees to it; None for somebody without one.
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    #: The last day by which it is done (London).
    by_on: Mapped[date | None]


class Dissent(Sealed, Base):
    """Somebody did not agree with what was decided. `who` is a name as text, `words` why.

    It is about one decision, or about the meeting as a whole. When it is the young person's
    own, `person_id` is their id and `words` are theirs, exactly as they said them.
    """

    __tablename__ = "dissent"
    __table_args__ = (Index(None, "review_id", "written_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    #: The account of whoever did not agree; None for somebody without one.
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]


class Letter(Sealed, Base):
    """One version of the letter in which a review tells the young person what was decided.

    The sealed body holds `greeting`, `also`, `closing` and `about`: by the id of a decision,
    `decided` and `because` in plain words. What the young person asked is never copied: it is
    quoted from their own words whenever a letter is shown. Every version is kept.
    """

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    #: The first version is 1.
    number: Mapped[int]
    state: Mapped[LetterState] = mapped_column(choice(LetterState, "state"))
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    #: When the young person opened it on their own phone.
    opened_at: Mapped[datetime | None]


class Move(Sealed, Base):
    """The day of a review was moved, and why (`because`, in plain words to the young person)."""

    __tablename__ = "review_move"
    __table_args__ = (Index(None, "review_id", "moved_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    moved_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    moved_at: Mapped[datetime]
    from_on: Mapped[date]
    to_on: Mapped[date]


class PackCheck(Sealed, Base):
    """What the young person said of their part of the pack: that's right, or not.

    The sealed body holds `checked`, the ids of their words in their order, and `words`: what
    is not right, exactly as given, in which `language`.
    """

    __tablename__ = "pack_check"
    __table_args__ = (Index(None, "review_id", "checked_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    is_right: Mapped[bool]
    checked_at: Mapped[datetime]


class Pack(Sealed, Base):
    """The pack of a review as it was frozen, and why the young person had not checked it.

    `thawed_at` is when it was opened again; the next one has the next number. The sealed body
    holds `because`, empty when `check_id` says what the young person said.
    """

    __tablename__ = "pack"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    number: Mapped[int]
    check_id: Mapped[UUID | None] = mapped_column(ForeignKey("pack_check.id"))
    frozen_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    frozen_at: Mapped[datetime]
    thawed_at: Mapped[datetime | None]


class PackCopy(Sealed, Base):
    """What one reader finds in a frozen pack; without a reader, what anybody may be handed.

    The sealed body names what is in it, in order, by ids of rows that never change.
    """

    __tablename__ = "pack_copy"
    __table_args__ = (UniqueConstraint("pack_id", "reader_id"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    pack_id: Mapped[UUID] = mapped_column(ForeignKey("pack.id"))
    reader_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class HandOut(Sealed, Base):
    """A copy of a frozen pack left Voice: who gave it, to whom, on which day, as what.

    `person_id` is somebody with an account; the sealed body holds `to` and `job` of others.
    """

    __tablename__ = "hand_out"
    __table_args__ = (Index(None, "review_id", "given_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    pack_id: Mapped[UUID] = mapped_column(ForeignKey("pack.id"))
    kind: Mapped[CopyKind] = mapped_column(choice(CopyKind, "kind"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    given_on: Mapped[date]
    given_at: Mapped[datetime]
