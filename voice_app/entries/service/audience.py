"""Who may see words: letting people in, keeping words back, taking them back."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from voice_app.care import queries as care
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed
from voice_app.entries import rules
from voice_app.entries.models import Audience, Entry, EntryState, Opening
from voice_app.entries.service.writing import erase, let_in, note, own


class Hook(Protocol):
    """What a later layer does, in the same transaction, when words go out or come back.

    It may be called again for the same entry and must then change nothing.
    """

    def __call__(self, session: Session, entry: Entry, *, actor: Actor, now: datetime) -> None: ...


#: Words were sent that are confirmed, or words that were shown before are confirmed now.
when_sent: list[Hook] = []
#: Nobody else may see these words any more.
when_taken_back: list[Hook] = []


def send(
    session: Session, *, actor: Actor, entry_id: UUID, to: Collection[UUID], now: datetime
) -> Entry:
    """Let these people see the words. Whoever looks after them now and could see, still can.

    Sending twice changes nothing. Choosing nobody keeps a draft for its author alone.

    Raises:
        NotFound: the entry is not one of `actor`'s own, or is gone.
        NotAllowed: there is nothing in it, or too much, or it is not confirmed, or somebody
            in `to` does not look after the young person now.
    """
    entry = own(session, actor=actor, entry_id=entry_id, now=now)
    if not rules.may_send(entry.state, is_confirmed=entry.confirmed_at is not None):
        raise NotAllowed
    if not to:
        is_sent = entry.state is EntryState.SENT
        return entry if is_sent else keep_for_me(session, actor=actor, entry_id=entry_id, now=now)
    body = vault.opened(session, entry)
    if rules.has_nothing_in_it(body) or rules.is_too_long(body.get("words", "")):
        raise NotAllowed
    workers = {
        worker.person_id for worker in care.workers_of(session, entry.young_person_id, now=now)
    }
    if not workers >= set(to):
        raise NotAllowed
    readers = _live(session, entry, now)
    fresh = [one for one in dict.fromkeys(to) if one not in {row.person_id for row in readers}]
    if not fresh:
        return entry
    # Somebody who has left does not see it on coming back: the author has chosen anew.
    _end([row for row in readers if row.person_id not in workers], now)
    entry.state, entry.sent_at = EntryState.SENT, entry.sent_at or now
    let_in(session, entry, fresh, now)
    note(session, actor, "entry.sent", entry, now, to=[str(person_id) for person_id in fresh])
    _tell(when_sent, session, entry, actor, now)
    return entry


def keep_for_me(session: Session, *, actor: Actor, entry_id: UUID, now: datetime) -> Entry:
    """Keep words so that no role in the app can open them. Safe to repeat.

    Sent words may be kept back this way while nobody has opened them.

    Raises:
        NotFound: the entry is not one of `actor`'s own, or is gone.
        NotAllowed: it is not confirmed, has nothing in it, or somebody has opened it.
    """
    entry = own(session, actor=actor, entry_id=entry_id, now=now)
    if entry.state is EntryState.KEPT:
        return entry
    is_confirmed = entry.confirmed_at is not None
    if not rules.may_send(entry.state, is_confirmed=is_confirmed) or _was_opened(session, entry):
        raise NotAllowed
    if rules.has_nothing_in_it(vault.opened(session, entry)):
        raise NotAllowed
    was_sent = entry.state is EntryState.SENT
    _end(_live(session, entry, now), now)
    entry.state, entry.sent_at = EntryState.KEPT, None
    note(session, actor, "entry.kept", entry, now)
    if was_sent:
        _tell(when_taken_back, session, entry, actor, now)
    return entry


def take_back(session: Session, *, actor: Actor, entry_id: UUID, now: datetime) -> Entry | None:
    """Take words back. What only their author could see is erased and None comes back.

    What was sent is hidden from everybody from now on and keeps a dated marker. Taking back
    twice changes nothing.

    Raises:
        NotFound: the entry is not one of `actor`'s own, or was erased before.
    """
    entry = own(session, actor=actor, entry_id=entry_id, now=now)
    if rules.may_erase(entry.state):
        erase(session, actor=actor, entry_id=entry_id, now=now)
        return None
    if entry.state is not EntryState.TAKEN_BACK:
        _hide(session, actor, entry, now, action="entry.taken_back")
    return entry


def stop_showing(
    session: Session, *, actor: Actor, entry_id: UUID, person_id: UUID, now: datetime
) -> Entry:
    """End one person's seeing. When nobody is left and nobody opened it, it is just me.

    Ending it twice changes nothing.

    Raises:
        NotFound: the entry is not one of `actor`'s own, or is gone.
    """
    entry = own(session, actor=actor, entry_id=entry_id, now=now)
    readers = _live(session, entry, now)
    ended = [row for row in readers if row.person_id == person_id]
    if not ended:
        return entry
    _end(ended, now)
    if len(ended) == len(readers) and not _was_opened(session, entry):
        entry.state, entry.sent_at = EntryState.KEPT, None
    note(session, actor, "entry.closed_to", entry, now, person=str(person_id))
    if len(ended) == len(readers):
        _tell(when_taken_back, session, entry, actor, now)
    return entry


def confirm(session: Session, *, actor: Actor, entry_id: UUID, now: datetime) -> Entry:
    """Say "I said this" of words that came without the PIN. Safe to repeat.

    Raises:
        NotFound: the entry is not one of `actor`'s own, or is gone.
        NotAllowed: it was taken back.
    """
    entry = own(session, actor=actor, entry_id=entry_id, now=now)
    if entry.confirmed_at is not None:
        return entry
    if entry.state is EntryState.TAKEN_BACK:
        raise NotAllowed
    entry.confirmed_at = now
    note(session, actor, "entry.confirmed", entry, now)
    if entry.state is EntryState.SENT:
        _tell(when_sent, session, entry, actor, now)
    return entry


def not_me(session: Session, *, actor: Actor, entry_id: UUID, now: datetime) -> Entry:
    """Say "that wasn't me" of unconfirmed words: nobody sees them, and they are not erased.

    They may one day matter as what somebody else wrote on this phone. Safe to repeat.

    Raises:
        NotFound: the entry is not one of `actor`'s own, or is gone.
        NotAllowed: the young person confirmed it before.
    """
    entry = own(session, actor=actor, entry_id=entry_id, now=now)
    if entry.confirmed_at is not None:
        raise NotAllowed
    if entry.state is not EntryState.TAKEN_BACK:
        _hide(session, actor, entry, now, action="entry.not_mine")
    return entry


def _hide(session: Session, actor: Actor, entry: Entry, now: datetime, *, action: str) -> None:
    _end(_live(session, entry, now), now)
    entry.state, entry.taken_back_at = EntryState.TAKEN_BACK, now
    note(session, actor, action, entry, now)
    _tell(when_taken_back, session, entry, actor, now)


def _live(session: Session, entry: Entry, now: datetime) -> list[Audience]:
    lasting = or_(Audience.until_at.is_(None), Audience.until_at > now)
    query = select(Audience).where(Audience.entry_id == entry.id, lasting)
    return list(session.scalars(query))


def _end(rows: Iterable[Audience], now: datetime) -> None:
    for row in rows:
        row.until_at = now


def _was_opened(session: Session, entry: Entry) -> bool:
    opening = select(Opening.id).where(Opening.entry_id == entry.id).limit(1)
    return session.scalar(opening) is not None


def _tell(
    hooks: Iterable[Hook], session: Session, entry: Entry, actor: Actor, now: datetime
) -> None:
    for hook in hooks:
        hook(session, entry, actor=actor, now=now)
