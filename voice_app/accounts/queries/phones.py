"""A young person's own phones, and which of them are open."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voice_app.accounts.models import AccountSession, Device
from voice_app.accounts.queries.sessions import sessions_of
from voice_app.accounts.rules import pins
from voice_app.core.actor import Actor


@dataclass(frozen=True)
class Phone:
    """One of somebody's phones, as its owner sees it."""

    id: UUID
    joined_at: datetime
    last_opened_at: datetime | None
    is_this: bool
    is_open: bool


def live(session: Session, young_person_id: UUID) -> list[Device]:
    """The phones of a young person that have not been ended, the newest first."""
    return list(
        session.scalars(
            select(Device)
            .where(Device.young_person_id == young_person_id, Device.ended_at.is_(None))
            .order_by(Device.enrolled_at.desc(), Device.id)
        )
    )


def phones_of(session: Session, *, actor: Actor, now: datetime) -> list[Phone]:
    """The phones of the person asking, the one in their hand first."""
    phones = live(session, actor.person_id)
    own = AccountSession.person_id == actor.person_id
    last = select(AccountSession.device_id, func.max(AccountSession.seen_at))
    last_opened = dict(
        row for row in session.execute(last.where(own).group_by(AccountSession.device_id))
    )
    open_now = {row.device_id for row in sessions_of(session, actor.person_id, now=now)}
    found = [
        Phone(
            id=phone.id,
            joined_at=phone.enrolled_at,
            last_opened_at=last_opened.get(phone.id),
            is_this=phone.id == actor.device_id,
            is_open=phone.id in open_now,
        )
        for phone in phones
    ]
    return sorted(found, key=lambda phone: not phone.is_this)


def is_closed(session: Session, *, actor: Actor) -> bool:
    """Has the phone of the person asking seen too many wrong PINs?"""
    phone = session.get(Device, actor.device_id) if actor.device_id else None
    return phone is not None and pins.is_closed(phone.wrong_pins)
