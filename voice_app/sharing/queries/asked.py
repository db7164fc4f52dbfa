"""What a young person asked to be told to a carer, for whoever they asked."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.entries.models import Entry
from voice_app.entries.queries import visible_to
from voice_app.sharing.models import SharingAsked
from voice_app.sharing.queries.doors import Door
from voice_app.sharing.rules import Wanted


def asked_of(
    session: Session, *, actor: Actor, door: Door, now: datetime, limit: int = 5
) -> list[Entry]:
    """The words in which it was asked, that `actor` may read now, the newest first."""
    asked = select(SharingAsked.entry_id).where(
        SharingAsked.link_id == door.link.id, SharingAsked.wanted == Wanted.TELL
    )
    found = (
        select(Entry)
        .where(Entry.id.in_(asked), visible_to(actor, now))
        .order_by(Entry.received_at.desc(), Entry.id)
        .limit(limit)
    )
    return list(session.scalars(found))
