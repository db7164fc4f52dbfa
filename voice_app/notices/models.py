"""What we keep of notices: who asked for them, where they go, when not, and what waits."""

from datetime import datetime, time
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from voice_app.core.models import Base, Sealed, choice
from voice_app.notices.rules import Topic

__all__ = ["Notice", "NoticeTarget", "QuietHours", "TargetKind", "Topic"]


class TargetKind(StrEnum):
    """The ways in which a notice travels."""

    PUSH = "push"
    MAIL = "mail"


class NoticeTarget(Sealed, Base):
    """A browser or an e-mail address that somebody asked us to tell.

    The sealed body of a browser holds `endpoint`, `p256dh` and `auth` (as the browser gave them),
    that of an address `address`. Without such a row nobody is ever told anything, and it is
    deleted when they change their mind or when it is dead. Young people have no addresses.
    """

    __tablename__ = "notice_target"
    key_column = None

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[TargetKind] = mapped_column(choice(TargetKind, "kind"))
    #: The young person's phone that it is on: a phone that was ended is told nothing more.
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("device.id"))
    #: Finds the browser again without telling where it is; unique, so it belongs to one person.
    place_index: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]


class QuietHours(Base):
    """When somebody is not to be told (clock time in London). The same time twice is never."""

    __tablename__ = "quiet_hours"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    starts: Mapped[time]
    ends: Mapped[time]


class Notice(Base):
    """One notice on its way to one target, written together with what it tells of.

    It says nothing but that there is something, and is deleted some weeks after it went. Mere
    housekeeping, so not in the trail: what it tells of is.
    """

    __tablename__ = "notice"
    __table_args__ = (Index(None, "done_at", "send_at"), Index(None, "person_id", "made_at"))
    witnessed: ClassVar[bool] = False

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    target_id: Mapped[UUID] = mapped_column(ForeignKey("notice_target.id"), index=True)
    topic: Mapped[Topic] = mapped_column(choice(Topic, "topic"))
    #: The row that it tells of.
    about_id: Mapped[UUID]
    #: Target, topic and row: telling the same twice is telling it once.
    dedupe: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    send_at: Mapped[datetime]
    #: Until when one runner has it in hand; no other takes it before.
    locked_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
