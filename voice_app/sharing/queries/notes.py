"""What carers wrote: for those who look after the young person, and what was released."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.sharing.models import CarerNote
from voice_app.sharing.queries.doors import Door


@dataclass(frozen=True)
class Noted:
    """Something a carer wrote, opened."""

    note: CarerNote
    words: str


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
