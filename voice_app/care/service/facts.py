"""Protecting facts about a young person: adding one, and ending one that is true no longer."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from voice_app.care import queries
from voice_app.care.models import CLOSEST, ProtectedFact
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.record import service as trail
from voice_app.wording.protected import Fact, FactKind, can_be_found


def protect(
    session: Session,
    *,
    actor: Actor,
    fact_id: UUID,
    young_person_id: UUID,
    kind: FactKind,
    value: str,
    now: datetime,
) -> ProtectedFact:
    """Protect a fact from now on.

    `fact_id` comes from the form, so sending twice is once; another fact from a second window of
    the same page is protected too.

    Raises:
        NotFound: `actor` does not look after the young person as keyworker or social worker.
        NotAllowed: there is too little of it to look for.
    """
    _looks_after(session, actor, young_person_id, now)
    known = session.get(ProtectedFact, fact_id)
    if known is not None:
        if known.young_person_id != young_person_id:
            raise NotFound
        if known.kind is kind and vault.opened(session, known)["value"] == value:
            return known
        fact_id = uuid4()
    if not can_be_found(Fact(kind, value)):
        raise NotAllowed
    row = ProtectedFact(
        id=fact_id,
        young_person_id=young_person_id,
        kind=kind,
        added_by_id=actor.person_id,
        added_at=now,
    )
    vault.seal(session, row, {"value": value})
    session.add(row)
    _note(session, actor, "fact.protected", row, now)
    return row


def protect_no_longer(session: Session, *, actor: Actor, fact_id: UUID, now: datetime) -> UUID:
    """End the protection of a fact, and say whose it was. Ending twice changes nothing.

    Raises:
        NotFound: there is no such fact, or `actor` does not look after the young person as
            keyworker or social worker.
    """
    row = session.get(ProtectedFact, fact_id)
    if row is None:
        raise NotFound
    _looks_after(session, actor, row.young_person_id, now)
    if row.ended_at is None:
        row.ended_at, row.ended_by_id = now, actor.person_id
        _note(session, actor, "fact.protected_no_longer", row, now)
    return row.young_person_id


def _looks_after(session: Session, actor: Actor, young_person_id: UUID, now: datetime) -> None:
    queries.assigned(session, actor=actor, young_person_id=young_person_id, now=now, kinds=CLOSEST)


def _note(session: Session, actor: Actor, action: str, row: ProtectedFact, now: datetime) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=row.young_person_id,
        subject=row,
        details={"kind": row.kind},
    )
