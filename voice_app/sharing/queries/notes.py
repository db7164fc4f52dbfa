"""What carers wrote: for those who look after the young person, and what was released."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.sharing.models import CarerNote, CarerNoteDraft
from voice_app.sharing.queries.doors import Door
from voice_app.sharing.queries.reading import Open


@dataclass(frozen=True)
class Noted:
    """Something a carer wrote, opened."""

    note: CarerNote
    words: str


@dataclass(frozen=True)
class HalfWritten:
    """What a carer has written so far: the id of the note to be, its kind (may be empty), words."""

    note_id: UUID
    kind: str
    words: str


def half_written(session: Session, open_: Open) -> HalfWritten | None:
    """The newest thing that a carer has half written; `open_` must come from a query for them."""
    row = session.scalar(
        select(CarerNoteDraft)
        .where(CarerNoteDraft.link_id == open_.publication.link_id)
        .order_by(CarerNoteDraft.kept_at.desc(), CarerNoteDraft.id)
        .limit(1)
    )
    if row is None:
        return None
    body = vault.opened(session, row)
    return HalfWritten(row.id, body["kind"], body["words"])


def notes_of(session: Session, door: Door, *, limit: int = 20) -> list[Noted]:
    """What the carer of a door wrote, the newest first. The door must come from a query."""
    return _noted(session, limit, CarerNote.link_id == door.link.id)


def released_to_me(session: Session, *, actor: Actor, limit: int = 20) -> list[Noted]:
    """What carers wrote and a worker released to the young person asking, the newest first."""
    mine = CarerNote.young_person_id == actor.person_id
    return _noted(session, limit, mine, CarerNote.released_at.is_not(None))


def _noted(session: Session, limit: int, *which: ColumnElement[bool]) -> list[Noted]:
    rows = session.scalars(
        select(CarerNote)
        .where(*which)
        .order_by(CarerNote.sent_at.desc(), CarerNote.id)
        .limit(limit)
    )
    return [Noted(row, vault.opened(session, row)["words"]) for row in rows]
