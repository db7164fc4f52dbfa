"""Being read and being heard: what another person's look at words leaves behind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import AlreadyDone, NotAllowed
from voice_app.entries import queries, rules
from voice_app.entries.models import Entry, EntryState, Heard, Opening
from voice_app.entries.service.writing import note
from voice_app.record import service as trail


def show_to(
    session: Session,
    *,
    actor: Actor,
    entries: Iterable[Entry],
    place: str,
    now: datetime,
    first: Mapping[UUID, UUID | None] | None = None,
) -> None:
    """Record that `actor` is shown these words. Every page that shows them calls this.

    One reading for each young person goes into the trail, and the first time somebody is
    shown an entry is kept with it. Young people reading their own leave no trace.

    Args:
        place: where they are shown, as a short fixed word such as "today".
        first: those that `actor` sees for the first time, where the page has found out already,
            each with whom they cover for; None asks the database.
    """
    if actor.is_young_person:
        return
    by_young_person: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_young_person[entry.young_person_id].append(entry)
    if not by_young_person:
        return
    shown = [entry for theirs in by_young_person.values() for entry in theirs]
    _keep_first_openings(session, actor, shown, first, now)
    count_as_sent(session, actor=actor, entries=shown, place=place, now=now)
    for young_person_id, theirs in by_young_person.items():
        trail.read(
            session,
            actor=actor,
            young_person_id=young_person_id,
            entry_ids=[entry.id for entry in theirs],
            place=place,
            now=now,
        )


def count_as_sent(
    session: Session, *, actor: Actor, entries: Iterable[Entry], place: str, now: datetime
) -> None:
    """Words that were just theirs are sent from the first time somebody else met them.

    A young person may let people read such words at one place only, as in a meeting. They can
    be taken back from then on and no longer erased. Safe to repeat.
    """
    for entry in entries:
        if entry.state is EntryState.KEPT:
            entry.state, entry.sent_at = EntryState.SENT, now
            note(session, actor, "entry.sent", entry, now, through=place)


def heard(session: Session, *, actor: Actor, entry_id: UUID, message: str, now: datetime) -> Heard:
    """Say "I've heard you" to words that ask for no answer. The same again changes nothing.

    Raises:
        NotFound: `actor` cannot see the entry.
        NotAllowed: the entry is one's own, or it asks for an answer.
        AlreadyDone: `actor` has said something else before; that stands.
    """
    entry = queries.get(session, actor=actor, entry_id=entry_id, now=now)
    if actor.is_young_person or not rules.may_hear(entry.kind):
        raise NotAllowed
    before = session.scalar(
        select(Heard).where(Heard.entry_id == entry.id, Heard.person_id == actor.person_id)
    )
    if before is not None:
        if vault.opened(session, before).get("message") != message:
            raise AlreadyDone
        return before
    reply = Heard(
        young_person_id=entry.young_person_id,
        entry_id=entry.id,
        person_id=actor.person_id,
        heard_at=now,
    )
    vault.seal(session, reply, {"message": message})
    session.add(reply)
    note(session, actor, "entry.heard", entry, now)
    return reply


def _keep_first_openings(
    session: Session,
    actor: Actor,
    entries: Sequence[Entry],
    first: Mapping[UUID, UUID | None] | None,
    now: datetime,
) -> None:
    by_id = {entry.id: entry for entry in entries}
    if first is None:
        first = {row[0]: row[1] for row in session.execute(_not_opened_yet(actor, by_id, now))}
    for entry_id, covering_for in first.items():
        session.add(
            Opening(
                young_person_id=by_id[entry_id].young_person_id,
                entry_id=entry_id,
                person_id=actor.person_id,
                for_id=covering_for,
                opened_at=now,
            )
        )


def _not_opened_yet(actor: Actor, ids: Iterable[UUID], now: datetime) -> Select[UUID, UUID | None]:
    """Which of these `actor` sees for the first time; for whom, when it was sent to another."""
    opened = exists().where(Opening.entry_id == Entry.id, Opening.person_id == actor.person_id)
    covered = queries.covered_for(actor, now)
    return select(Entry.id, covered).where(Entry.id.in_(ids), ~opened)
