"""Saying what was done, or read, in the transaction that does it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.core.models import ORGANISATION, Base
from voice_app.record.queries import READ
from voice_app.record.service.pending import Said, pending_in

ACTION = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")


def append(
    session: Session,
    *,
    actor: Actor | None,
    action: str,
    now: datetime,
    young_person_id: UUID | None = None,
    subject: Base | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Put one event on the trail, in this transaction. It is written when that commits.

    Args:
        actor: who did it; None is the service itself (a job, setting up).
        action: what was done, as in "entry.sent".
        young_person_id: whom it is about; None is the organisation. Their key seals the
            details.
        subject: the row it was done to. Every row that the transaction changes is kept with
            the event whose subject it is, else with the last about the same young person,
            else with the last.
        details: ids and short facts. Words stay in the rows they belong to.

    Raises:
        RuntimeError: the transaction only reads.
        ValueError: the action is not in the dotted form, or the time has no zone.
    """
    if not session.info["writes"]:
        raise RuntimeError("this transaction only reads")
    if not ACTION.fullmatch(action):
        raise ValueError(f"not an action: {action}")
    if now.tzinfo is None:
        raise ValueError("an instant needs its zone")
    pending_in(session).said.append(
        Said(
            at=now,
            action=action,
            actor_id=actor.person_id if actor else None,
            session_id=actor.session_id if actor else None,
            chain_id=young_person_id or ORGANISATION,
            subject=(subject.__tablename__, subject.id) if subject is not None else None,
            details=_plain(details or {}),
        )
    )


def read(
    session: Session,
    *,
    actor: Actor,
    young_person_id: UUID,
    now: datetime,
    entry_ids: Sequence[UUID],
    place: str,
) -> None:
    """Record that somebody was shown a young person's words: one event for one page.

    Showing nothing, or showing young people their own words, is no reading.

    Args:
        place: which page it was, as in "entries.show".
    """
    if not entry_ids or actor.person_id == young_person_id:
        return
    append(
        session,
        actor=actor,
        action=READ,
        now=now,
        young_person_id=young_person_id,
        details={"entries": entry_ids, "place": place},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [_plain(item) for item in value]
        return sorted(items) if isinstance(value, (set, frozenset)) else items
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
