"""Putting words in, changing them while they are a draft, and really erasing them."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.queries import phones
from voice_app.care import queries as care
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed
from voice_app.core.words import are_written
from voice_app.entries import queries, rules
from voice_app.entries.models import (
    Audience,
    Entry,
    EntryKind,
    EntryLevel,
    EntryState,
    LifeArea,
)
from voice_app.entries.rules import Felt
from voice_app.record import service as trail

#: What of `Given` goes into the sealed body as it is.
ONE_BY_ONE = (
    "words",
    "starter",
    "prompt",
    "language",
    "read_back",
    "turn",
    "is_unfinished",
    "page",
    "received_as",
    "is_from_a_taken_phone",
)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What one step of writing gives. What it leaves out (None) stays as it was.

    `words` are kept exactly as they are here; `starter` is the screen's own beginning. `turn`
    grows with each time one page gives something: what a page sent earlier and arrives later
    changes nothing.
    """

    kind: EntryKind | None = None
    words: str | None = None
    starter: str | None = None
    prompt: str | None = None
    language: str | None = None
    life_area: LifeArea | None = None
    no_life_area: bool = False
    feelings: Sequence[Felt] | None = None
    #: What they said when words that a worker typed were read back to them.
    read_back: str | None = None
    turn: int | None = None
    #: Nobody pressed the button: the page went away while it was being written.
    is_unfinished: bool | None = None
    #: The address of the form that it is half written in; empty: of no form any more.
    page: str | None = None
    #: What tells the envelope that they came in from every other; nothing can be read out of it.
    received_as: str | None = None
    #: It came from a phone that somebody else had by then.
    is_from_a_taken_phone: bool | None = None


def keep_draft(
    session: Session, *, actor: Actor, phone_id: UUID, given: Given, now: datetime
) -> Entry:
    """Keep what was written so far. The same form sent twice makes one entry.

    When the phone's id belongs to words that are finished, they stay as they are: the same
    words give that entry back, other words become a draft of their own.

    Raises:
        NotAllowed: `actor` is not a young person who gave their PIN.
    """
    if not rules.may_write(actor.role, actor.level):
        raise NotAllowed
    entry = by_phone_id(session, actor.person_id, phone_id)
    if entry is not None and not rules.may_change_words(entry.state):
        if given.words is None or given.words == _words_of(session, entry):
            return entry
        phone_id = rules.id_beside(phone_id, given.words)
        entry = by_phone_id(session, actor.person_id, phone_id)
    if entry is None:
        return _begin(session, actor, phone_id, given, now)
    if rules.may_change_words(entry.state):
        _change(session, actor, entry, given, now)
    return entry


def put_in_letterbox(
    session: Session,
    *,
    actor: Actor,
    phone_id: UUID,
    given: Given,
    now: datetime,
    written_at: datetime | None = None,
) -> Entry:
    """Keep words from a phone whose PIN was not given: unconfirmed, and seen by nobody.

    They never touch anything that is already there. The same words sent twice make one entry, and
    so does the same envelope, whatever its author did with the words since.

    Args:
        written_at: when they were written, if that was before now.

    Raises:
        NotAllowed: this is not a young person's phone.
    """
    if not rules.may_put_in(actor.role, actor.level):
        raise NotAllowed
    words = given.words or ""
    entry = by_phone_id(session, actor.person_id, phone_id)
    if entry is not None and not _is_there(session, entry, words, given.received_as):
        phone_id = rules.id_beside(phone_id, words)
        entry = by_phone_id(session, actor.person_id, phone_id)
    if entry is not None:
        return entry
    if phones.is_taken(session, actor=actor):
        given = replace(given, is_from_a_taken_phone=True)
    entry = _begin(session, actor, phone_id, given, now, level=EntryLevel.LETTERBOX)
    entry.written_at = written_at or now
    return entry


def write_down(
    session: Session,
    *,
    actor: Actor,
    young_person_id: UUID,
    phone_id: UUID,
    given: Given,
    to: Collection[UUID] = (),
    now: datetime,
) -> Entry:
    """Keep words that a worker typed beside a young person, until they confirm them.

    They show, marked as not confirmed, to the worker and to those in `to`. Safe to repeat.

    Raises:
        NotFound: `actor` does not look after this young person now.
    """
    care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
    entry = by_phone_id(session, young_person_id, phone_id)
    if entry is not None:
        return entry
    entry = _new(
        session,
        actor,
        phone_id,
        given,
        now,
        level=EntryLevel.TOGETHER,
        young_person_id=young_person_id,
    )
    entry.state, entry.sent_at, entry.typed_by_id = EntryState.SENT, now, actor.person_id
    session.add(entry)
    let_in(session, entry, {actor.person_id, *to}, now)
    note(session, actor, "entry.written_down", entry, now)
    return entry


def correct(
    session: Session, *, actor: Actor, entry_id: UUID, phone_id: UUID, now: datetime
) -> Entry:
    """Begin a new entry that puts another right. The first one stays as it is.

    The draft begins with the words that are to be put right. Safe to repeat.

    Raises:
        NotFound: the entry is not one of `actor`'s own, or is gone.
    """
    wrong = own(session, actor=actor, entry_id=entry_id, now=now)
    begun = by_phone_id(session, actor.person_id, phone_id)
    if begun is not None:
        return begun
    body = vault.opened(session, wrong)
    given = Given(
        kind=wrong.kind,
        words=body.get("words"),
        starter=body.get("starter"),
        prompt=body.get("prompt"),
        language=body.get("language"),
        life_area=wrong.life_area,
        feelings=[Felt(**felt) for felt in body.get("feelings", ())],
    )
    entry = _new(session, actor, phone_id, given, now, level=EntryLevel.OPEN)
    entry.corrects_id, entry.confirmed_at = wrong.id, now
    session.add(entry)
    note(session, actor, "entry.correction_begun", entry, now, corrects=str(wrong.id))
    return entry


def erase(session: Session, *, actor: Actor, entry_id: UUID, now: datetime) -> None:
    """Really erase words that only their author could see. The trail says that it was done.

    Raises:
        NotFound: the entry is not one of `actor`'s own, or was erased before.
        NotAllowed: somebody else could see it; it can only be taken back.
    """
    entry = own(session, actor=actor, entry_id=entry_id, now=now)
    if not rules.may_erase(entry.state):
        raise NotAllowed
    # A phone that heard no answer sends again; by this we know what must not come back.
    known = vault.opened(session, entry).get("received_as")
    vault.seal(session, entry, {"received_as": known} if known else {})
    entry.kind, entry.life_area = EntryKind.SOMETHING, None
    entry.state, entry.erased_at = EntryState.ERASED, now
    note(session, actor, "entry.erased", entry, now)


def own(session: Session, *, actor: Actor, entry_id: UUID, now: datetime) -> Entry:
    """An entry of the young person asking.

    Raises:
        NotFound: it does not exist, or `actor` cannot see it.
        NotAllowed: `actor` can see it but did not say it.
    """
    entry = queries.get(session, actor=actor, entry_id=entry_id, now=now)
    if not rules.may_write(actor.role, actor.level):
        raise NotAllowed
    return entry


def let_in(session: Session, entry: Entry, people: Collection[UUID], now: datetime) -> None:
    """Add these people to those who may see an entry, from now on."""
    for person_id in people:
        session.add(
            Audience(
                young_person_id=entry.young_person_id,
                entry_id=entry.id,
                person_id=person_id,
                from_at=now,
            )
        )


def note(
    session: Session, actor: Actor, action: str, entry: Entry, now: datetime, **details: Any
) -> None:
    """Write in the trail what was done with an entry. Details are ids, never words."""
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=entry.young_person_id,
        subject=entry,
        details=details,
    )


def by_phone_id(session: Session, young_person_id: UUID, phone_id: UUID) -> Entry | None:
    """The entry that a phone calls so, erased or not."""
    return session.scalar(
        select(Entry).where(Entry.young_person_id == young_person_id, Entry.phone_id == phone_id)
    )


def _is_there(session: Session, entry: Entry, words: str, received_as: str | None) -> bool:
    """Is it what was kept already? Feelings alone may differ, unless nobody confirmed them."""
    if received_as and vault.opened(session, entry).get("received_as") == received_as:
        return True
    is_same = _words_of(session, entry) == words
    return is_same and (entry.confirmed_at is None or are_written(words))


def _begin(
    session: Session,
    actor: Actor,
    phone_id: UUID,
    given: Given,
    now: datetime,
    *,
    level: EntryLevel = EntryLevel.OPEN,
) -> Entry:
    entry = _new(session, actor, phone_id, given, now, level=level)
    if level is EntryLevel.OPEN:
        entry.confirmed_at = now
    session.add(entry)
    note(session, actor, "entry.begun", entry, now)
    return entry


def _new(
    session: Session,
    actor: Actor,
    phone_id: UUID,
    given: Given,
    now: datetime,
    *,
    level: EntryLevel,
    young_person_id: UUID | None = None,
) -> Entry:
    entry = Entry(
        young_person_id=young_person_id or actor.person_id,
        phone_id=phone_id,
        kind=given.kind or EntryKind.SOMETHING,
        life_area=given.life_area,
        state=EntryState.DRAFT,
        level=level,
        device_id=actor.device_id,
        written_at=now,
        received_at=now,
    )
    vault.seal(session, entry, _body({}, given, actor))
    return entry


def _change(session: Session, actor: Actor, entry: Entry, given: Given, now: datetime) -> None:
    before = vault.opened(session, entry)
    if given.turn is not None and given.turn < before.get("turn", 0):
        return
    after = _body(before, given, actor)
    area = None if given.no_life_area else given.life_area or entry.life_area
    kind = given.kind or entry.kind
    if (after, area, kind) == (before, entry.life_area, entry.kind):
        return
    vault.seal(session, entry, after)
    entry.kind, entry.life_area, entry.written_at = kind, area, now
    note(session, actor, "entry.drafted", entry, now)


def _body(before: dict[str, Any], given: Given, actor: Actor) -> dict[str, Any]:
    after = {"words": "", "language": actor.language, "feelings": [], **before}
    for name in ONE_BY_ONE:
        value = getattr(given, name)
        if value is not None:
            after[name] = value
    if not after.get("page"):
        after.pop("page", None)
    if given.feelings is not None:
        after["feelings"] = [asdict(felt) for felt in given.feelings]
    return after


def _words_of(session: Session, entry: Entry) -> str:
    return str(vault.opened(session, entry).get("words", ""))
