"""What must never leave by mistake: where a young person can be found, and by whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.care.models import ProtectedFact
from voice_app.core import vault
from voice_app.wording.protected import FactKind


@dataclass(frozen=True)
class Protected:
    """One fact that is protected now."""

    id: UUID
    kind: FactKind
    value: str
    added_at: datetime


def facts_of(session: Session, young_person_id: UUID) -> list[Protected]:
    """What is protected about a young person now, by kind; one statement.

    Only for those who looked the young person up through themselves before.
    """
    rows = session.scalars(
        select(ProtectedFact)
        .where(ProtectedFact.young_person_id == young_person_id, ProtectedFact.ended_at.is_(None))
        .order_by(ProtectedFact.added_at, ProtectedFact.id)
    )
    found = [
        Protected(row.id, row.kind, vault.opened(session, row)["value"], row.added_at)
        for row in rows
    ]
    order = list(FactKind)
    return sorted(found, key=lambda one: order.index(one.kind))
