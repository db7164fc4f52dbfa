"""What carers wrote: for those who look after the young person, and what was released."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
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


def notes_of(session: Session, door: Door, *, newest: int = 20) -> list[Noted]:
    """What the carer of a door wrote, the newest first. The door must come from a query.

    Args:
        newest: so many at least, and older ones too that nobody has read, so that none is missed.
    """
    lately = (
        select(CarerNote.id)
        .where(CarerNote.link_id == door.link.id)
        .order_by(CarerNote.sent_at.desc(), CarerNote.id)
        .limit(newest)
    )
    to_show = or_(CarerNote.read_at.is_(None), CarerNote.id.in_(lately))
    return _noted(session, CarerNote.link_id == door.link.id, to_show)


def released_to_me(session: Session, *, actor: Actor) -> list[Noted]:
    """What carers wrote and a worker released to the young person asking, the newest first."""
    mine = CarerNote.young_person_id == actor.person_id
    return _noted(session, mine, CarerNote.released_at.is_not(None))


def _noted(session: Session, *which: ColumnElement[bool]) -> list[Noted]:
    rows = session.scalars(
        select(CarerNote).where(*which).order_by(CarerNote.sent_at.desc(), CarerNote.id)
    )
    return [Noted(row, vault.opened(session, row)["words"]) for row in rows]
