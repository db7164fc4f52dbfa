"""What a carer writes: to the workers alone, and to the young person only if one releases it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.core.words import are_written
from voice_app.sharing import queries
from voice_app.sharing.models import CarerNote
from voice_app.sharing.queries import Door, Noted
from voice_app.sharing.rules import NoteKind
from voice_app.sharing.service.assessments import must_write
from voice_app.sharing.service.noting import note


def write_note(
    session: Session,
    *,
    actor: Actor,
    note_id: UUID,
    link_id: UUID,
    kind: NoteKind,
    words: str,
    now: datetime,
) -> CarerNote:
    """Write to those who look after a young person, while there is something to read.

    `note_id` comes from the form, so sending twice is once.

    Raises:
        NotFound: nothing is open to `actor` through this link.
        NotAllowed: nothing is written.
    """
    open_ = queries.open_to(session, actor=actor, now=now)
    here = next((one.publication for one in open_ if one.publication.link_id == link_id), None)
    if here is None:
        raise NotFound
    known = session.get(CarerNote, note_id)
    if known is not None:
        if known.link_id != link_id:
            raise NotFound
        return known
    if not are_written(words):
        raise NotAllowed
    row = CarerNote(
        id=note_id,
        young_person_id=here.young_person_id,
        link_id=link_id,
        kind=kind,
        sent_at=now,
    )
    vault.seal(session, row, {"words": words})
    session.add(row)
    note(session, actor, "carer.wrote", row, row.young_person_id, now, kind=kind)
    return row


def read_notes(
    session: Session, *, actor: Actor, door: Door, notes: Collection[Noted], now: datetime
) -> None:
    """Note that a worker read what a carer wrote. The notes must come from a query for them."""
    unread = [one.note for one in notes if one.note.read_at is None]
    if not door.may_write or not unread:
        return
    for row in unread:
        row.read_at, row.read_by_id = now, actor.person_id
        note(session, actor, "carer.note_read", row, row.young_person_id, now)


def release_note(session: Session, *, actor: Actor, note_id: UUID, now: datetime) -> UUID:
    """Let the young person read what a carer wrote, and say whose door it is. Safe to repeat.

    Raises:
        NotFound: there is no such note for `actor`.
        NotAllowed: `actor` does not look after the young person as keyworker or social worker.
    """
    row = session.get(CarerNote, note_id)
    if row is None:
        raise NotFound
    door = queries.door(session, actor=actor, link_id=row.link_id, now=now)
    must_write(door)
    if row.released_at is None:
        row.released_at, row.released_by_id = now, actor.person_id
        note(session, actor, "carer.note_released", row, row.young_person_id, now)
    return row.link_id
