"""A young person asks that a carer is told something, or told nothing more."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.entries import service as entries
from voice_app.entries.models import Entry, EntryKind
from voice_app.sharing import queries
from voice_app.sharing.models import SharingAsked
from voice_app.sharing.rules import Wanted
from voice_app.sharing.service.noting import note


def ask(
    session: Session,
    *,
    actor: Actor,
    link_id: UUID,
    once: UUID,
    wanted: Wanted,
    words: str,
    starter: str,
    to: Collection[UUID],
    now: datetime,
) -> Entry:
    """Ask these workers, in words that are kept and answered like any other wish.

    Nobody chosen keeps a draft. `once` comes with the form, so that sending twice asks once.
    A carer never learns of it.

    Raises:
        NotFound: the link is not one of `actor`'s own.
        NotAllowed: somebody in `to` does not look after `actor`, or nothing is written.
    """
    queries.one_of_mine(session, actor=actor, link_id=link_id, now=now)
    given = entries.Given(kind=EntryKind.WISH, words=words, starter=starter, page="")
    entry = entries.keep_draft(session, actor=actor, phone_id=once, given=given, now=now)
    entries.confirm(session, actor=actor, entry_id=entry.id, now=now)
    asked = session.scalar(select(SharingAsked).where(SharingAsked.entry_id == entry.id))
    if asked is None:
        asked = SharingAsked(
            id=uuid4(),
            young_person_id=actor.person_id,
            link_id=link_id,
            entry_id=entry.id,
            wanted=wanted,
        )
        session.add(asked)
        note(session, actor, "sharing.asked", asked, actor.person_id, now, wanted=wanted)
    elif asked.link_id != link_id:
        raise NotFound
    if to:
        entries.send(session, actor=actor, entry_id=entry.id, to=to, now=now)
    return entry
