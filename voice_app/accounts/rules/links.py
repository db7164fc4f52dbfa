"""Who may make and approve a printed link, and how long it is good."""

from datetime import datetime, timedelta
from uuid import UUID

#: How long a printed link works after it was approved, and waits for that before.
LINK_LASTS = timedelta(days=3)


def may_make(maker_id: UUID, person_id: UUID) -> bool:
    """May this colleague ask for a link for that person? Never for themselves."""
    return maker_id != person_id


def may_approve(approver_id: UUID, *, maker_id: UUID | None, person_id: UUID) -> bool:
    """May this colleague approve the link? A second person does, and not the one it is for."""
    return approver_id not in (maker_id, person_id)


def is_waiting(
    *,
    made_at: datetime,
    approved_at: datetime | None,
    ended_at: datetime | None,
    now: datetime,
) -> bool:
    """Does a link still wait for its second person?"""
    return approved_at is None and ended_at is None and now < made_at + LINK_LASTS


def is_good(
    *,
    expires_at: datetime | None,
    used_at: datetime | None,
    ended_at: datetime | None,
    now: datetime,
) -> bool:
    """Does a printed link still open its page?"""
    return used_at is None and ended_at is None and expires_at is not None and now < expires_at
