"""What somebody chose about notices, and where those who asked for them are told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Device, Person
from voice_app.core.actor import Actor
from voice_app.core.vault import opened
from voice_app.entries.models import Entry, Opening
from voice_app.notices.models import Notice, NoticeTarget, QuietHours, TargetKind, Topic
from voice_app.notices.rules import QUIET_FROM, QUIET_UNTIL


@dataclass(frozen=True)
class Place:
    """A browser that is told, as its owner sees it."""

    id: UUID
    made_at: datetime


@dataclass(frozen=True)
class Choices:
    """Everything that somebody chose about being told."""

    #: Their browsers that are told, the newest first. A young person's: the phone in their hand.
    browsers: list[Place]
    #: The e-mail address they gave; empty without one.
    address: str
    quiet: tuple[time, time]

    @property
    def is_told(self) -> bool:
        """Is this phone, or any browser of theirs, told?"""
        return bool(self.browsers)


def choices_of(session: Session, *, actor: Actor) -> Choices:
    """What the person asking chose; nothing until they did."""
    rows = session.scalars(
        select(NoticeTarget)
        .where(NoticeTarget.person_id == actor.person_id)
        .order_by(NoticeTarget.made_at.desc(), NoticeTarget.id)
    ).all()
    mail = next((row for row in rows if row.kind is TargetKind.MAIL), None)
    return Choices(
        browsers=[
            Place(row.id, row.made_at)
            for row in rows
            if row.kind is TargetKind.PUSH and row.device_id == actor.device_id
        ],
        address=str(opened(session, mail)["address"]) if mail else "",
        quiet=quiet_hours_of(session, [actor.person_id])[actor.person_id],
    )


def quiet_hours_of(session: Session, people: Collection[UUID]) -> dict[UUID, tuple[time, time]]:
    """When each of these people is not to be told; the usual hours for whoever chose none."""
    rows = session.scalars(select(QuietHours).where(QuietHours.person_id.in_(people)))
    chosen = {row.person_id: (row.starts, row.ends) for row in rows}
    return {one: chosen.get(one, (QUIET_FROM, QUIET_UNTIL)) for one in people}


def targets_of(session: Session, people: Collection[UUID]) -> list[NoticeTarget]:
    """Where these people are told now: not on phones that are ended or paused, nor who left."""
    return list(
        session.scalars(
            select(NoticeTarget)
            .join(Person, Person.id == NoticeTarget.person_id)
            .outerjoin(Device, Device.id == NoticeTarget.device_id)
            .where(
                NoticeTarget.person_id.in_(people),
                Person.ended_at.is_(None),
                Device.ended_at.is_(None),
                Device.paused_at.is_(None),
            )
            .order_by(NoticeTarget.id)
        )
    )


def known(session: Session, keys: Collection[str]) -> set[str]:
    """Which of these notices are written already."""
    return set(session.scalars(select(Notice.dedupe).where(Notice.dedupe.in_(keys))))


def told_and_not_looked(session: Session, person_id: UUID) -> bool:
    """Was a worker told of new words, and has not looked at any since?

    Words that were taken back meanwhile cannot be looked at, so they count as looked at.
    """
    newest = session.scalars(
        select(Notice)
        .where(Notice.person_id == person_id, Notice.topic == Topic.WORDS)
        .order_by(Notice.made_at.desc())
        .limit(1)
    ).first()
    if newest is None:
        return False
    looked = exists().where(Opening.person_id == person_id, Opening.opened_at >= newest.made_at)
    gone = exists().where(
        Entry.id == newest.about_id,
        or_(Entry.taken_back_at.is_not(None), Entry.erased_at.is_not(None)),
    )
    return not session.scalar(select(or_(looked, gone)))


def due(
    session: Session, *, kinds: Collection[TargetKind], now: datetime, limit: int
) -> list[Notice]:
    """Notices that may go now and that no runner has in hand, the oldest first."""
    return list(
        session.scalars(
            select(Notice)
            .where(*_is_due(kinds, now))
            .order_by(Notice.send_at, Notice.id)
            .limit(limit)
        )
    )


def is_any_due(session: Session, *, kinds: Collection[TargetKind], now: datetime) -> bool:
    """Is there anything that a runner could take in hand?"""
    return bool(session.scalar(select(exists().where(*_is_due(kinds, now)))))


def _is_due(kinds: Collection[TargetKind], now: datetime) -> tuple[ColumnElement[bool], ...]:
    of_kinds = select(NoticeTarget.id).where(NoticeTarget.kind.in_(kinds))
    return (
        Notice.done_at.is_(None),
        Notice.send_at <= now,
        or_(Notice.locked_until.is_(None), Notice.locked_until <= now),
        Notice.target_id.in_(of_kinds),
    )
