"""What a carer writes: to the workers alone, and to the young person only if one releases it."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.care.service import places
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.core.words import are_written
from voice_app.sharing import queries
from voice_app.sharing.models import CarerNote, CarerNoteDraft
from voice_app.sharing.queries import Door, Noted
from voice_app.sharing.rules import NoteKind
from voice_app.sharing.service.assessments import must_write
from voice_app.sharing.service.noting import note

#: A note, or what of one was written so far.
Row = TypeVar("Row", CarerNote, CarerNoteDraft)


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

    `note_id` comes from the form, so sending twice is once; other words from a second window of
    the same page are another note.

    Raises:
        NotFound: nothing is open to `actor` through this link.
        NotAllowed: nothing is written.
    """
    young_person_id = _open_through(session, actor, link_id, now)
    if not are_written(words):
        raise NotAllowed
    known = _mine(session.get(CarerNote, note_id), link_id)
    if known is not None:
        if vault.opened(session, known)["words"] == words:
            return known
        note_id = uuid4()
    draft = _mine(session.get(CarerNoteDraft, note_id), link_id)
    if draft is not None:
        session.delete(draft)
    row = CarerNote(
        id=note_id,
        young_person_id=young_person_id,
        link_id=link_id,
        kind=kind,
        sent_at=now,
    )
    vault.seal(session, row, {"words": words})
    session.add(row)
    note(session, actor, "carer.wrote", row, row.young_person_id, now, kind=kind)
    return row


def keep_draft(
    session: Session,
    *,
    actor: Actor,
    note_id: UUID,
    link_id: UUID,
    kind: str,
    words: str,
    turn: int,
    now: datetime,
) -> bool:
    """Keep what a carer has written so far, for them alone; False when it was sent meanwhile.

    `turn` says which of its page's own sendings this is: an earlier one changes nothing any more.

    Raises:
        NotFound: nothing is open to `actor` through this link.
    """
    young_person_id = _open_through(session, actor, link_id, now)
    if _mine(session.get(CarerNote, note_id), link_id) is not None:
        return False
    row = _mine(session.get(CarerNoteDraft, note_id), link_id)
    if row is None:
        if not are_written(words):
            return True
        row = CarerNoteDraft(id=note_id, young_person_id=young_person_id, link_id=link_id)
        session.add(row)
    elif turn < vault.opened(session, row)["turn"]:
        return True
    row.kept_at = now
    vault.seal(session, row, {"words": words, "kind": kind, "turn": turn})
    note(session, actor, "carer.drafted", row, young_person_id, now)
    return True


def forget_drafts(session: Session, young_person_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Let go of what carers have half written, because the case was closed: nobody can send it."""
    drafts = select(CarerNoteDraft).where(CarerNoteDraft.young_person_id == young_person_id)
    for row in session.scalars(drafts).all():
        session.delete(row)
        note(session, actor, "carer.draft_forgotten", row, young_person_id, now)


places.when_closed.append(forget_drafts)


def _open_through(session: Session, actor: Actor, link_id: UUID, now: datetime) -> UUID:
    """Whose young person it is, while there is something to read through this link."""
    for one in queries.open_to(session, actor=actor, now=now):
        if one.publication.link_id == link_id:
            return one.publication.young_person_id
    raise NotFound


def _mine(row: Row | None, link_id: UUID) -> Row | None:
    if row is not None and row.link_id != link_id:
        raise NotFound
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
