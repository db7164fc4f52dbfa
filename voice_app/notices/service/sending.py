"""Sending what waits: each notice is in one runner's hand at a time, however many run."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from voice_app.core.database import Database
from voice_app.core.vault import opened
from voice_app.notices import queries, rules
from voice_app.notices.models import Notice, NoticeTarget, TargetKind
from voice_app.notices.service.choosing import forget

#: How many notices one runner takes in hand at once; all of them together fit into its lease.
AT_ONCE = 10

log = logging.getLogger("voice.jobs")


class Outcome(StrEnum):
    """What became of one delivery."""

    SENT = "sent"
    GONE = "gone"
    LATER = "later"


@dataclass(frozen=True)
class Delivered:
    """What became of one delivery, and how long to wait when the other side asks for it."""

    outcome: Outcome
    wait: timedelta | None = None


#: Brings the one text to a target, given what its sealed body holds. It never raises.
Courier: TypeAlias = Callable[[Mapping[str, Any], datetime], Delivered]


@dataclass
class Report:
    """How many targets were told, were gone, and are tried again later."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))

    def __str__(self) -> str:
        return ", ".join(f"{count} {outcome}" for outcome, count in self.counts.items())


@dataclass(frozen=True)
class Parcel:
    """Every notice for one target that is due: one delivery says it of all of them."""

    target_id: UUID
    kind: TargetKind
    body: Mapping[str, Any]
    notice_ids: list[UUID]


def send_due(
    database: Database,
    *,
    couriers: Mapping[TargetKind, Courier],
    clock: Callable[[], datetime],
) -> Report:
    """Send everything that is due. Safe to run from several runners at the same time.

    Nothing is sent while the database is held. A runner that dies between sending and writing it
    down leaves its notices to the next one after the lease: such a one may be told twice.
    """
    report = Report()
    while (parcels := _take_in_hand(database, couriers, clock())) is not None:
        for parcel in parcels:
            delivered = couriers[parcel.kind](parcel.body, clock())
            report.counts[delivered.outcome] += 1
            with database.writing() as session:
                _write_down(session, parcel, delivered, clock())
    with database.writing() as session:
        old = clock() - rules.KEPT_FOR
        session.execute(delete(Notice).where(Notice.done_at < old))
    return report


def _take_in_hand(
    database: Database, kinds: Collection[TargetKind], now: datetime
) -> list[Parcel] | None:
    """What this runner has to deliver next; None when nothing is due."""
    with database.reading() as session:
        # Most runs find nothing; they keep no writer waiting.
        if not queries.is_any_due(session, kinds=kinds, now=now):
            return None
    with database.writing() as session:
        return _claim(session, kinds, now)


def _claim(session: Session, kinds: Collection[TargetKind], now: datetime) -> list[Parcel]:
    # There is one writer at a time on either database, so no two runners see the same row free.
    rows = queries.due(session, kinds=kinds, now=now, limit=AT_ONCE)
    people = {row.person_id for row in rows}
    quiet = queries.quiet_hours_of(session, people)
    told = {row.id: row for row in queries.targets_of(session, people)}
    parcels = []
    for target_id, due in groupby(sorted(rows, key=_target), key=_target):
        target = told.get(target_id)
        if target is None:
            forget(session, session.get_one(NoticeTarget, target_id), actor=None, now=now)
            continue
        may_go = [row for row in due if _may_go(row, now, quiet)]
        for row in may_go:
            row.locked_until, row.tries = now + rules.LEASE, row.tries + 1
        if may_go:
            ids = [row.id for row in may_go]
            parcels.append(Parcel(target.id, target.kind, opened(session, target), ids))
    return parcels


def _target(row: Notice) -> UUID:
    return row.target_id


def _may_go(row: Notice, now: datetime, quiet: Mapping[UUID, Any]) -> bool:
    """May it go now? The hours may have changed since it was written, or it comes from a pause."""
    row.send_at = rules.send_at(row.topic, now, quiet[row.person_id])
    return row.send_at <= now


def _write_down(session: Session, parcel: Parcel, delivered: Delivered, now: datetime) -> None:
    if delivered.outcome is Outcome.GONE:
        target = session.get(NoticeTarget, parcel.target_id)
        if target is not None:
            forget(session, target, actor=None, now=now)
    elif delivered.outcome is Outcome.SENT:
        session.execute(update(Notice).where(Notice.id.in_(parcel.notice_ids)).values(done_at=now))
    else:
        _put_off(session, parcel, delivered.wait, now)


def _put_off(session: Session, parcel: Parcel, wait: timedelta | None, now: datetime) -> None:
    for row in session.scalars(select(Notice).where(Notice.id.in_(parcel.notice_ids))):
        if row.tries >= rules.MOST_TRIES:
            row.done_at = now
            log.warning("notice %s is given up after %s tries", row.id, row.tries)
        else:
            row.send_at, row.locked_until = now + rules.pause_after(row.tries, wait), None
