"""What we keep of a young person's place: who they are, who looks after them, and when."""

from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice_app.core.models import Base, Sealed, choice
from voice_app.wording.protected import FactKind


class AssignmentKind(StrEnum):
    """How a colleague looks after a young person. One colleague may be several."""

    KEYWORKER = "keyworker"
    SOCIAL_WORKER = "social_worker"
    REVIEWING_OFFICER = "reviewing_officer"


#: Who decides with a young person day by day; a reviewing officer stands back.
CLOSEST = (AssignmentKind.KEYWORKER, AssignmentKind.SOCIAL_WORKER)


class YoungPerson(Sealed, Base):
    """A young person's place. The id is that of their account.

    The sealed body holds `called` (the name they want to be called), and where given
    `full_name`, `born_on` and `came_into_care_on` (ISO days) and `talk_to_me` (how to talk
    to them, in their words).
    """

    __tablename__ = "young_person"
    key_column = "id"

    id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    nation: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    #: When they had seen who can see, what must be passed on and that saying no is fine.
    first_run_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Assignment(Base):
    """A colleague looks after a young person, from one instant until another.

    Whoever makes a young person's place has one until a manager confirms it: it ends by
    itself at `confirm_by` when nobody did.
    """

    __tablename__ = "assignment"
    __table_args__ = (Index(None, "staff_id", "ends_at"), Index(None, "young_person_id"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[AssignmentKind] = mapped_column(choice(AssignmentKind, "kind"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    confirm_by: Mapped[datetime | None]
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class CarerLink(Sealed, Base):
    """A parent or carer who may be told something of a young person, once it is safe.

    By itself it opens nothing; see `sharing.models.SafetyAssessment`. The sealed body holds
    `relation` (such as "foster carer"), `identity` (how a colleague made sure in person who it
    is), and after it ended `because`.
    """

    __tablename__ = "carer_link"
    __table_args__ = (Index(None, "young_person_id"), Index(None, "carer_id"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    carer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    #: The day on which `made_by_id` saw them and their papers (London).
    identity_checked_on: Mapped[date]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    #: When the young person, grown up, agreed that it goes on. Without it a link shuts at 18.
    agreed_at: Mapped[datetime | None]


class ProtectedFact(Sealed, Base):
    """Something that must never stand in what a carer reads. The sealed body holds `value`."""

    __tablename__ = "protected_fact"
    __table_args__ = (Index(None, "young_person_id"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    kind: Mapped[FactKind] = mapped_column(choice(FactKind, "kind"))
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class WorkingHours(Base):
    """When a colleague works on one day of the week (0 is Monday), clock time in London."""

    __tablename__ = "working_hours"
    __table_args__ = (UniqueConstraint("person_id", "weekday"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]


class TimeAway(Base):
    """Days on which a colleague is away, both included, and who covers for them."""

    __tablename__ = "time_away"
    __table_args__ = (Index(None, "person_id", "last_on"), Index(None, "cover_id", "last_on"))

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    cover_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]


class JoinCode(Base):
    """A code by which one phone joins: ten minutes, once, with the same three pictures.

    `claim_hash` belongs to the one phone that gave the code; the keyworker then compares the
    pictures and confirms, and only that phone is enrolled. `contested_at` is when a second
    phone gave the same code, which the keyworker is told.
    """

    __tablename__ = "join_code"

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"), index=True)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    code_hash: Mapped[bytes] = mapped_column(unique=True)
    #: The names of the three pictures in their order, with spaces between.
    pictures: Mapped[str]
    #: Does joining with this code end the phones that joined before?
    ends_others: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    claim_hash: Mapped[bytes | None] = mapped_column(unique=True)
    claimed_at: Mapped[datetime | None]
    contested_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    #: When the phone was enrolled, and when its first run ended with a PIN.
    used_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class Advocate(Sealed, Base):
    """Somebody from outside the service who may stand at a young person's side.

    A manager keeps the list. The sealed body holds `name`, `organisation`, `phone` and `how`
    (how to reach them and what they do, in plain words to a young person).
    """

    __tablename__ = "advocate"
    key_column = None

    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    #: The day on which a manager last made sure that all of it is right (London).
    checked_on: Mapped[date]
    checked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]


class AdvocateAsked(Sealed, Base):
    """A young person asked for somebody at their side, about one wish or about everything.

    Once it is arranged, the sealed body holds `arranged`: words that the young person reads.
    """

    __tablename__ = "advocate_asked"
    __table_args__ = (Index(None, "young_person_id", "asked_at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    wish_id: Mapped[UUID | None] = mapped_column(ForeignKey("wish.id"))
    asked_at: Mapped[datetime]
    #: Who it is; somebody from the list or nobody of it.
    advocate_id: Mapped[UUID | None] = mapped_column(ForeignKey("advocate.id"))
    arranged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    arranged_at: Mapped[datetime | None]
