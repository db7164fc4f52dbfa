"""The live sessions of one person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import AccountSession
from voice_app.accounts.rules import sessions as rules


def sessions_of(session: Session, person_id: UUID, *, now: datetime) -> list[AccountSession]:
    """Where a person is signed in now, the last used first."""
    rows = session.scalars(
        select(AccountSession)
        .where(
            AccountSession.person_id == person_id,
            AccountSession.ended_at.is_(None),
            AccountSession.ends_at > now,
        )
        .order_by(AccountSession.seen_at.desc(), AccountSession.id)
    )
    return [row for row in rows if is_live(row, now=now)]


def is_live(row: AccountSession, *, now: datetime) -> bool:
    """Is this session good now?"""
    return rules.is_live(
        level=row.level,
        seen_at=row.seen_at,
        ends_at=row.ends_at,
        ended_at=row.ended_at,
        now=now,
    )
