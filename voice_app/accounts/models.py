"""What we keep of an account: the person, what proves them, their phones, their sessions."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Dialect, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from voice_app.core.actor import Level, Role
from voice_app.core.models import Base, Sealed, choice


class Steps(TypeDecorator[Level]):
    """A level, kept as its number."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: Level | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Level | None:
        return None if value is None else Level(value)


class CredentialKind(StrEnum):
    """The ways in which somebody proves who they are."""

    PASSPHRASE = "passphrase"  # noqa: S105  the name of a kind
    TOTP = "totp"
    RECOVERY_CODE = "recovery_code"
    PIN = "pin"


class InvitationPurpose(StrEnum):
    """What a printed link is for."""

    FIRST_ACCESS = "first_access"
    RESET = "reset"


class Person(Sealed, Base):
    """One account. The sealed body of a colleague holds `name`, `job` and `sign_in_name`.

    A carer has no job: how they stand to a young person is told by `care.models.CarerLink`.

    A young person's body is empty here: their names are sealed under their own key, in
    their place (`care.models.YoungPerson`, which has the same id).
    """

    __tablename__ = "person"
    key_column = None

    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    sign_in_index: Mapped[bytes | None] = mapped_column(unique=True)
    language: Mapped[str] = mapped_column(default="en_GB")
    paper: Mapped[str] = mapped_column(default="plain")
    theme: Mapped[str | None]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Credential(Sealed, Base):
    """Something that proves a person. What it is checked against is in the sealed body.

    `last_step` is the last accepted 30-second step of a TOTP, so that no code works twice;
    `used_at` is when a recovery code was spent.
    """

    __tablename__ = "credential"
    key_column = None

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[CredentialKind] = mapped_column(choice(CredentialKind, "kind"))
    last_step: Mapped[int | None]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class PhoneEventKind(StrEnum):
    """What became of a phone."""

    TAKEN = "taken"
    PAUSED = "paused"
    RESUMED = "resumed"


class Device(Base):
    """A young person's enrolled phone: its cookie, the key it keeps, its wrong PINs."""

    __tablename__ = "device"

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    #: The public half of the phone's own key (raw P-256 point); None without JavaScript.
    public_key: Mapped[bytes | None]
    enrolled_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    #: Since when somebody else has it. It may still bring words, and nothing is read on it.
    taken_at: Mapped[datetime | None]
    #: When it was told to empty itself, after it had sent what waited on it.
    emptied_at: Mapped[datetime | None]
    #: Since when nothing is read on it, until the pause ends.
    paused_at: Mapped[datetime | None]
    wrong_pins: Mapped[int] = mapped_column(default=0)

    @property
    def reads(self) -> bool:
        """May anything be read on it, with the PIN?"""
        return self.taken_at is None and self.paused_at is None


class PhoneEvent(Sealed, Base):
    """What somebody did to a young person's phone, so that they are told who and why.

    The sealed body holds `why`, the words of the colleague who did it; empty when it was the
    young person.
    """

    __tablename__ = "phone_event"
    __table_args__ = (Index(None, "young_person_id", "at"),)

    young_person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id"))
    kind: Mapped[PhoneEventKind] = mapped_column(choice(PhoneEventKind, "kind"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    #: When the young person said that they have read it; at once when they did it.
    told_at: Mapped[datetime | None]


class RetiredPhoneKey(Base):
    """A key that a phone had before its browser threw it away and it made another one.

    What was signed with it may still be on its way.
    """

    __tablename__ = "retired_phone_key"

    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id"), index=True)
    #: The public half (raw P-256 point).
    public_key: Mapped[bytes]
    retired_at: Mapped[datetime]


class AccountSession(Base):
    """One sign-in. The browser holds a random token, the table only its hash."""

    __tablename__ = "account_session"
    __table_args__ = (Index(None, "person_id", "ended_at"),)
    unwitnessed_columns: ClassVar[frozenset[str]] = frozenset({"seen_at"})

    token_hash: Mapped[bytes] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("device.id"))
    level: Mapped[Level] = mapped_column(Steps())
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Invitation(Base):
    """A printed one-time link, made by one colleague and approved by another."""

    __tablename__ = "invitation"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[InvitationPurpose] = mapped_column(choice(InvitationPurpose, "purpose"))
    token_hash: Mapped[bytes | None] = mapped_column(unique=True)
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class FirstAccess(Sealed, Base):
    """What somebody with a printed link has chosen so far, until a code confirms it.

    The sealed body holds `passphrase` (its verifier) and `totp` (the secret). The browser
    that chose them holds the claim; another that opens the same link starts over. Deleted
    when done, so it is not in the trail.
    """

    __tablename__ = "first_access"
    key_column = None
    witnessed: ClassVar[bool] = False

    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"), unique=True)
    claim_hash: Mapped[bytes]
    made_at: Mapped[datetime]


class KnownBrowser(Base):
    """A browser in which a colleague has signed in, so that strangers cannot make it wait.

    Several people may share an office computer. It proves nothing, so it is not in the trail.
    """

    __tablename__ = "known_browser"
    __table_args__ = (UniqueConstraint("browser_hash", "person_id"),)
    witnessed: ClassVar[bool] = False

    browser_hash: Mapped[bytes]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]


class Tries(Base):
    """Wrong guesses of one kind from one place; mere housekeeping, so not in the trail."""

    __tablename__ = "tries"
    __table_args__ = (Index(None, "first_at"),)
    witnessed: ClassVar[bool] = False

    key_hash: Mapped[bytes] = mapped_column(unique=True)
    wrong: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]
