"""What is on the trail about one young person: for their own pages, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from voice_app.core.vault import vault_of
from voice_app.record.models import TrailEvent

#: The action of somebody being shown a young person's words.
READ = "words.read"


@dataclass(frozen=True)
class Event:
    """One event, with its details opened. `chain_seq` is where the next page begins."""

    chain_seq: int
    at: datetime
    action: str
    actor_id: UUID | None
    subject_table: str | None
    subject_id: UUID | None
    details: dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """Somebody was shown some of a young person's words on one page."""

    chain_seq: int
    at: datetime
    reader_id: UUID
    place: str
    entry_ids: list[UUID]


def events_for(
    session: Session, *, young_person_id: UUID, before: int | None = None, most: int = 50
) -> list[Event]:
    """What was done about a young person, newest first.

    Who may ask is settled where the young person was found.

    Args:
        before: the `chain_seq` of the last event of the page before; None is the first page.
    """
    query = select(TrailEvent).where(TrailEvent.chain_id == young_person_id)
    return list(_page(session, query, before, most))


def events_about(
    session: Session, *, young_person_id: UUID, action: str, subject_id: UUID, most: int = 200
) -> list[Event]:
    """Every event of one kind about one row, oldest first.

    Who may ask is settled where the row was found.
    """
    query = select(TrailEvent).where(
        TrailEvent.chain_id == young_person_id,
        TrailEvent.action == action,
        TrailEvent.subject_id == subject_id,
    )
    return list(_page(session, query, None, most))[::-1]


def readings_of(
    session: Session, *, young_person_id: UUID, before: int | None = None, most: int = 50
) -> list[Reading]:
    """Who opened a young person's words and when, newest first; pages as in `events_for`."""
    query = select(TrailEvent).where(
        TrailEvent.chain_id == young_person_id, TrailEvent.action == READ
    )
    return [_as_reading(event) for event in _page(session, query, before, most)]


def details_id(seq: int) -> UUID:
    """The row id that an event's details are sealed for."""
    return UUID(int=seq)


def _page(
    session: Session, query: Select[TrailEvent], before: int | None, most: int
) -> Iterator[Event]:
    if before is not None:
        query = query.where(TrailEvent.chain_seq < before)
    vault = vault_of(session)
    for event in session.scalars(query.order_by(TrailEvent.chain_seq.desc()).limit(most)):
        yield Event(
            chain_seq=event.chain_seq,
            at=event.at,
            action=event.action,
            actor_id=event.actor_id,
            subject_table=event.subject_table,
            subject_id=event.subject_id,
            details=vault.open(
                TrailEvent.__tablename__, details_id(event.seq), event.chain_id, event.sealed
            ),
        )


def _as_reading(event: Event) -> Reading:
    assert event.actor_id is not None  # noqa: S101  nobody but a person reads
    return Reading(
        chain_seq=event.chain_seq,
        at=event.at,
        reader_id=event.actor_id,
        place=event.details["place"],
        entry_ids=[UUID(entry_id) for entry_id in event.details["entries"]],
    )
