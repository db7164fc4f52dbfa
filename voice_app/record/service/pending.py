"""What one transaction has said and touched, until it commits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session, SessionTransaction

from voice_app.core.models import Base
from voice_app.record.models import Change
from voice_app.record.rules import note

RowId: TypeAlias = tuple[str, UUID]


@dataclass(frozen=True)
class Said:
    """One event that a service has said in this transaction and that is not yet written."""

    at: datetime
    action: str
    actor_id: UUID | None
    session_id: UUID | None
    chain_id: UUID
    subject: RowId | None
    details: dict[str, Any]


#: Later layers that do more because of what was said, in the same transaction. They are called
#: once for each event, when everything that the transaction changes can be found.
when_said: list[Callable[[Session, Said], None]] = []


@dataclass(frozen=True)
class Touched:
    """A row that this transaction changed: what happened to it first and last."""

    row: Base
    first: Change
    last: Change

    @property
    def change(self) -> Change:
        """What happened to it in all."""
        if Change.REMOVED in (self.first, self.last):
            return self.last if self.last is Change.REMOVED else Change.CHANGED
        return self.first


@dataclass
class Pending:
    """What one transaction has to put on the trail when it commits."""

    said: list[Said] = field(default_factory=list)
    touched: dict[RowId, Touched] = field(default_factory=dict)
    savepoints: dict[SessionTransaction, tuple[int, dict[RowId, Touched]]] = field(
        default_factory=dict
    )
    closing: SessionTransaction | None = None
    head_to_keep: tuple[note.Head, datetime] | None = None


def pending_in(session: Session) -> Pending:
    """What waits for this session's commit."""
    pending: Pending = session.info.setdefault("trail", Pending())
    return pending
