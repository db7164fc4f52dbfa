"""Who may look after whom, who may say so, and when an assignment counts."""

from datetime import datetime, timedelta

from voice_app.core.actor import WORKERS, Role

#: How long somebody who made a young person's place may look after them unconfirmed.
CONFIRM_WITHIN = timedelta(days=1)


def may_assign(role: Role) -> bool:
    """May this person decide who looks after whom? Only a manager, never an administrator."""
    return role is Role.MANAGER


def may_be_assigned(role: Role) -> bool:
    """May this person look after a young person? Anyone who works with them, no administrator."""
    return role in WORKERS


def may_make_place(role: Role) -> bool:
    """May this person make a young person's place?"""
    return role in WORKERS


def may_set_hours(role: Role, *, is_own: bool) -> bool:
    """May this person say when a colleague works? Anyone their own, a manager everybody's."""
    return role is Role.MANAGER or (is_own and role in WORKERS)


def is_live(
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    confirm_by: datetime | None,
    is_confirmed: bool,
    now: datetime,
) -> bool:
    """Does an assignment count now: begun, not ended, and confirmed or not yet due to be?"""
    in_time = is_confirmed or confirm_by is None or now < confirm_by
    return starts_at <= now and (ends_at is None or now < ends_at) and in_time
