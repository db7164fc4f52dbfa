"""A young person's own phones, and which of them are open."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voice_app.accounts.models import AccountSession, Device, PhoneEvent, PhoneEventKind
from voice_app.accounts.queries.people import names
from voice_app.accounts.queries.sessions import sessions_of
from voice_app.accounts.rules import pins
from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.core.vault import opened

#: So many of the last things that were done are shown.
TOLD = 20


@dataclass(frozen=True)
class Phone:
    """One of somebody's phones, as its owner sees it."""

    id: UUID
    joined_at: datetime
    taken_at: datetime | None
    emptied_at: datetime | None
    paused_at: datetime | None
    last_opened_at: datetime | None
    is_this: bool
    is_open: bool


@dataclass(frozen=True)
class Happened:
    """What somebody did to a phone of a young person, as that young person is told."""

    kind: PhoneEventKind
    at: datetime
    #: The first name of the colleague who did it; empty when it was the young person.
    by: str
    why: str
    is_told: bool


def phone_of(session: Session, young_person_id: UUID, device_id: UUID) -> Device:
    """A phone of this young person.

    Raises:
        NotFound: it is somebody else's, or there is none.
    """
    phone = session.get(Device, device_id)
    if phone is None or phone.young_person_id != young_person_id:
        raise NotFound
    return phone


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
        shown(
            phone,
            last_opened_at=last_opened.get(phone.id),
            is_this=phone.id == actor.device_id,
            is_open=phone.id in open_now,
        )
        for phone in phones
    ]
    return sorted(found, key=lambda phone: not phone.is_this)


def one_of(session: Session, *, actor: Actor, device_id: UUID, now: datetime) -> Phone:
    """One phone of the person asking that has not been ended.

    Raises:
        NotFound: there is no such phone of theirs.
    """
    found = (one for one in phones_of(session, actor=actor, now=now) if one.id == device_id)
    if (phone := next(found, None)) is None:
        raise NotFound
    return phone


def shown(
    phone: Device,
    *,
    last_opened_at: datetime | None = None,
    is_this: bool = False,
    is_open: bool = False,
) -> Phone:
    """A phone as a page shows it; a colleague is not told when it was used."""
    return Phone(
        id=phone.id,
        joined_at=phone.enrolled_at,
        taken_at=phone.taken_at,
        emptied_at=phone.emptied_at,
        paused_at=phone.paused_at,
        last_opened_at=last_opened_at,
        is_this=is_this,
        is_open=is_open,
    )


def happened(session: Session, *, young_person_id: UUID) -> list[Happened]:
    """The last things that were done to the phones of a young person, the newest first."""
    rows = session.scalars(
        select(PhoneEvent)
        .where(PhoneEvent.young_person_id == young_person_id)
        .order_by(PhoneEvent.at.desc(), PhoneEvent.id)
        .limit(TOLD)
    ).all()
    named = names(session, {row.by_id for row in rows} - {young_person_id})
    return [
        Happened(
            kind=row.kind,
            at=row.at,
            by=named[row.by_id].first_name if row.by_id in named else "",
            why=opened(session, row)["why"],
            is_told=row.told_at is not None,
        )
        for row in rows
    ]


def not_told(session: Session, young_person_id: UUID) -> list[PhoneEvent]:
    """What others did to their phones, and they have not read yet."""
    return list(
        session.scalars(
            select(PhoneEvent).where(
                PhoneEvent.young_person_id == young_person_id, PhoneEvent.told_at.is_(None)
            )
        )
    )


def key_in_hand(session: Session, *, actor: Actor) -> str:
    """The public key of the phone of the person asking (base64 as in addresses), or ""."""
    phone = session.get(Device, actor.device_id) if actor.device_id else None
    key = phone.public_key if phone is not None else None
    return urlsafe_b64encode(key).decode().rstrip("=") if key else ""


def is_taken(session: Session, *, actor: Actor) -> bool:
    """Does somebody else have the phone in the hand of whoever asks?"""
    phone = session.get(Device, actor.device_id) if actor.device_id else None
    return phone is not None and phone.taken_at is not None


def is_closed(session: Session, *, actor: Actor) -> bool:
    """Has the phone of the person asking seen too many wrong PINs?"""
    phone = session.get(Device, actor.device_id) if actor.device_id else None
    return phone is not None and pins.is_closed(phone.wrong_pins)
