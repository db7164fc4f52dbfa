"""What we keep of sharing: assessments, summaries on their way, and what a carer may read."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voice_app.core.models import Base, Sealed, choice
from voice_app.sharing.rules import Ending, Lawful, NoteKind, Preview, Wanted


class SafetyAssessment(Sealed, Base):
    """One version of why it is safe that one carer reads something of one young person.

    A record of what was known that day: a change is a new version, and the old one stays. It
    opens nothing before two people have signed it. The sealed body holds `safe`, `danger` and
    `if_wrong` (answers to open questions), `basis` (where it is known from), `covered` and
    `not_covered` (lists of short lines), `protective` (what protects), `view` (what the young
    person says of it, their words) or `no_view` (why it was not asked), and once it was ended
    `because`.
    """

    __tablename__ = "safety_assessment"
    __table_args__ = (UniqueConstraint("link_id", "number"), Index(None, "young_person_id"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    link_id: Mapped[UUID] = mapped_column(ForeignKey("carer_link.id"))
    number: Mapped[int]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    #: The last day on which it holds (London); it ends by itself after it.
    ends_on: Mapped[date]
    #: When the second person signed: from then on it counts.
    signed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    ending: Mapped[Ending | None] = mapped_column(choice(Ending, "ending"))


class AssessmentSignature(Base):
    """One person's signature under one version of an assessment."""

    __tablename__ = "assessment_signature"
    __table_args__ = (UniqueConstraint("assessment_id", "person_id"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("safety_assessment.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime]


class Summary(Sealed, Base):
    """A summary for one carer while it is written and checked; nobody outside reads this row.

    Each change makes a new `version`, for which checks, preview and signatures begin anew. The
    sealed body holds `from_them` (what the young person wants them to know, their words),
    `danger`, `helps`, `ring`, `next` (texts), `kept` (suggested words that stay, each with its
    reason), `not_shown` (why the young person was not shown this version) and `said` (what they
    want changed, their words).
    """

    __tablename__ = "summary"
    __table_args__ = (Index(None, "young_person_id"), Index(None, "link_id"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    link_id: Mapped[UUID] = mapped_column(ForeignKey("carer_link.id"))
    #: The words in which the young person asked for it; None when a worker proposed it.
    asked_in_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry.id"))
    #: Who wrote this version.
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    #: When this version was laid before the young person.
    shown_at: Mapped[datetime | None]
    #: What they said of it; None while they said nothing.
    preview: Mapped[Preview | None] = mapped_column(choice(Preview, "preview"))
    previewed_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]


class SummarySignature(Base):
    """One person's signature under the release of one version of a summary."""

    __tablename__ = "summary_signature"
    __table_args__ = (UniqueConstraint("summary_id", "version", "person_id"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    summary_id: Mapped[UUID] = mapped_column(ForeignKey("summary.id"))
    version: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime]


class FactOverride(Sealed, Base):
    """A second person lets a protected fact stand in one version. The body holds `because`."""

    __tablename__ = "fact_override"
    __table_args__ = (UniqueConstraint("summary_id", "version", "fact_id"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    summary_id: Mapped[UUID] = mapped_column(ForeignKey("summary.id"))
    version: Mapped[int]
    fact_id: Mapped[UUID] = mapped_column(ForeignKey("protected_fact.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Publication(Sealed, Base):
    """A released summary: frozen, numbered text for one carer. Carers read these and no more.

    The sealed body holds `from_them`, `danger`, `helps`, `ring`, `next`, `called` (the name of
    the young person) and `by` (the name of whoever wrote it), as they were that day.
    """

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("link_id", "number"),
        Index(None, "young_person_id"),
        Index(None, "carer_id", "released_at"),
    )

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    link_id: Mapped[UUID] = mapped_column(ForeignKey("carer_link.id"))
    carer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    summary_id: Mapped[UUID] = mapped_column(ForeignKey("summary.id"), unique=True)
    number: Mapped[int]
    released_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    #: When the carer first opened it.
    opened_at: Mapped[datetime | None]


class Covered(Base):
    """A publication that an assessment covers: released under it, or looked at again for it."""

    __tablename__ = "covered"
    __table_args__ = (UniqueConstraint("assessment_id", "publication_id"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("safety_assessment.id"))
    publication_id: Mapped[UUID] = mapped_column(ForeignKey("publication.id"))


class SharingAsked(Base):
    """A young person asked for something about one carer, in words sent like any others."""

    __tablename__ = "sharing_asked"
    __table_args__ = (Index(None, "link_id"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    link_id: Mapped[UUID] = mapped_column(ForeignKey("carer_link.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entry.id"), unique=True)
    wanted: Mapped[Wanted] = mapped_column(choice(Wanted, "wanted"))


class CarerNote(Sealed, Base):
    """What a carer wrote to those who look after the young person. The body holds `words`.

    The young person reads it only if a worker releases it.
    """

    __tablename__ = "carer_note"
    __table_args__ = (Index(None, "link_id", "sent_at"), Index(None, "young_person_id"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    link_id: Mapped[UUID] = mapped_column(ForeignKey("carer_link.id"))
    kind: Mapped[NoteKind] = mapped_column(choice(NoteKind, "kind"))
    sent_at: Mapped[datetime]
    #: When a worker first read it.
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class CarerNoteDraft(Sealed, Base):
    """What a carer has written so far; it has the id that the note will have, and goes with it.

    Only the carer reads it, and only while the door is open. The body holds `words`, `kind` (a
    value of `NoteKind`, or empty) and `turn`, which of its page's own sendings it came with.
    """

    __tablename__ = "carer_note_draft"
    __table_args__ = (Index(None, "link_id", "kept_at"), Index(None, "young_person_id"))

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    link_id: Mapped[UUID] = mapped_column(ForeignKey("carer_link.id"))
    kept_at: Mapped[datetime]


class SharingDecision(Sealed, Base):
    """Somebody decided to pass something on, or not to. Never changed: what is put right is new.

    The sealed body holds `to_whom`, `why`, `what` (what exactly), `view` (what the young person
    says of it, their words) and `how_told` or `why_not_yet`; once it waited for a new day also
    `waited`, a list of what was said before: `why`, `by` (a day), and `agreed` (a person or none).
    """

    __tablename__ = "sharing_decision"
    __table_args__ = (
        Index(None, "young_person_id", "decided_at"),
        Index(None, "entry_id"),
        Index(None, "corrects_id"),
    )

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("young_person.id"))
    #: The words it is about, or the carer; one of them, or neither.
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("entry.id"))
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("carer_link.id"))
    #: The earlier decision that this one puts right.
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("sharing_decision.id"))
    passes_on: Mapped[bool]
    lawful: Mapped[Lawful] = mapped_column(choice(Lawful, "lawful"))
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]
    #: When the young person was told; None while they are not.
    told_at: Mapped[datetime | None]
    told_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    #: The last day (London) by which they are told, or it is looked at again.
    tell_by: Mapped[date | None]
    #: Who gave that day; None when it is whoever decided.
    waits_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    #: The second person who agreed that they are not told yet.
    agreed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[datetime | None]
