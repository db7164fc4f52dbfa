"""A young person's own words in a list, and one of them whole with all that belongs to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from voice_app.accounts import queries as accounts
from voice_app.accounts.queries import Named
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.words import are_written
from voice_app.entries import queries, rules
from voice_app.entries.models import Entry, EntryState
from voice_app.entries.pages.days import above, on_day
from voice_app.entries.pages.state import Happened, State, happenings, state_of, states_of
from voice_app.entries.pages.words import Said, said
from voice_app.entries.queries import Around


@dataclass(frozen=True)
class Item:
    """One thing somebody said, in a list: as much of it as ends with a sentence."""

    said: Said
    excerpt: str
    when: str
    state: State


@dataclass(frozen=True)
class Seen:
    """Somebody who may see an entry, or who has opened it."""

    person_id: UUID
    name: str
    #: What is the case, in one sentence.
    line: str
    may_see: bool


@dataclass(frozen=True)
class Reply:
    """What a worker wrote back to words that ask for no answer."""

    name: str
    day: str
    message: str


@dataclass(frozen=True)
class Whole:
    """One entry with all that belongs to it, for its author."""

    said: Said
    phone_id: UUID
    entry_state: EntryState
    when: str
    state: State
    seen: tuple[Seen, ...]
    replies: tuple[Reply, ...]
    corrections: tuple[UUID, ...]
    #: What somebody did because of it, as far as its author was told.
    happened: tuple[Happened, ...]
    is_undelivered: bool
    #: The address of the form that it is half written in; empty where it is no such form's.
    page: str = ""


def items(session: Session, *, actor: Actor, entries: Sequence[Entry], now: datetime) -> list[Item]:
    """Entries of the young person asking, for a list; the same statements for any number."""
    around = queries.around(session, entries, now=now)
    told = states_of(session, actor=actor, entries=entries, now=now)
    name_of = _names(session, around.values(), entries)
    return [_item(entry, around[entry.id], told.get(entry.id), name_of, now) for entry in entries]


def _item(
    entry: Entry, around: Around, told: State | None, name_of: Callable[[UUID], str], now: datetime
) -> Item:
    words = said(entry, around.body, typed_by=_typist(entry, name_of), to_author=True)
    return Item(
        said=words,
        excerpt=rules.excerpt(words.words),
        when=_when(entry, now),
        state=_state(entry, around, told, name_of, now),
    )


def whole(
    session: Session, *, actor: Actor, entry: Entry, is_undelivered: bool, now: datetime
) -> Whole:
    """One entry of the young person asking, with everything they may know about it."""
    around = queries.around(session, [entry], now=now)[entry.id]
    told = states_of(session, actor=actor, entries=[entry], now=now).get(entry.id)
    corrections = queries.corrections_of(session, actor=actor, entries=[entry], now=now)
    name_of = _names(session, [around], [entry])
    return Whole(
        said=said(entry, around.body, typed_by=_typist(entry, name_of), to_author=True),
        phone_id=entry.phone_id,
        page=str(around.body.get("page", "")),
        entry_state=entry.state,
        when=_when(entry, now),
        state=_state(entry, around, told, name_of, now, is_undelivered=is_undelivered),
        seen=tuple(_seen(around, name_of, now)),
        replies=tuple(
            Reply(name_of(heard.person_id), on_day(heard.heard_at, now), message)
            for heard, message in around.heard
        ),
        corrections=tuple(corrections.get(entry.id, ())),
        happened=tuple(one for add in happenings for one in add(session, actor=actor, entry=entry)),
        is_undelivered=is_undelivered,
    )


@dataclass(frozen=True)
class Row:
    """Words that wait for their author to do something, as one line."""

    entry_id: UUID
    phone_id: UUID
    excerpt: str
    line: str
    face: str | None


def rows(session: Session, entries: Sequence[Entry], *, now: datetime) -> list[Row]:
    """Unfinished, unconfirmed or undelivered words of the young person asking; no statements."""
    return [_row(session, entry, now) for entry in entries]


def _row(session: Session, entry: Entry, now: datetime) -> Row:
    words = said(entry, vault.opened(session, entry), to_author=True)
    felt = [feeling.label for feeling in words.feelings]
    if entry.confirmed_at is None and words.how_beside:
        line = f"{words.how} {above(entry.received_at, now)}"
    elif entry.confirmed_at is None:
        line = _("Not confirmed yet, %(day)s", day=on_day(entry.received_at, now))
    else:
        line = on_day(entry.received_at, now)
    return Row(
        entry_id=entry.id,
        phone_id=entry.phone_id,
        excerpt=rules.excerpt(words.words, most=60) or ", ".join(felt),
        line=str(line),
        face=words.feelings[0].name if felt and not are_written(words.words) else None,
    )


def _state(
    entry: Entry,
    around: Around,
    told: State | None,
    name_of: Callable[[UUID], str],
    now: datetime,
    *,
    is_undelivered: bool = False,
) -> State:
    if told is not None and told.words and entry.state in (EntryState.SENT, EntryState.KEPT):
        return told
    state = state_of(
        entry,
        around,
        name_of=name_of,
        day_of=lambda instant: on_day(instant, now),
        is_undelivered=is_undelivered,
    )
    return replace(state, offer=told.offer) if told is not None else state


def _when(entry: Entry, now: datetime) -> str:
    return above(entry.sent_at or entry.received_at, now)


def _seen(around: Around, name_of: Callable[[UUID], str], now: datetime) -> list[Seen]:
    """Everybody who may see it, then everybody else who has opened it."""
    opened = {opening.person_id: opening for opening in around.openings}
    found = []
    for person_id in around.readers:
        opening = opened.pop(person_id, None)
        line = (
            _("Opened it, %(day)s", day=on_day(opening.opened_at, now))
            if opening
            else _("Has not opened it yet")
        )
        found.append(Seen(person_id, name_of(person_id), str(line), may_see=True))
    for opening in opened.values():
        day = on_day(opening.opened_at, now)
        if opening.for_id is not None:
            line = _("Opened it for %(name)s, %(day)s", name=name_of(opening.for_id), day=day)
        else:
            line = _("Opened it, %(day)s", day=day)
        person_id = opening.person_id
        found.append(Seen(person_id, name_of(person_id), str(line), may_see=False))
    return found


def _names(
    session: Session, around: Iterable[Around], entries: Sequence[Entry]
) -> Callable[[UUID], str]:
    """The first name of every colleague who has to do with these entries; one statement."""
    ids = {entry.typed_by_id for entry in entries if entry.typed_by_id}
    for one in around:
        ids.update(one.readers)
        ids.update(opening.person_id for opening in one.openings)
        ids.update(opening.for_id for opening in one.openings if opening.for_id)
        ids.update(heard.person_id for heard, _message in one.heard)
    names: Mapping[UUID, Named] = accounts.names(session, ids)

    def name_of(person_id: UUID) -> str:
        named = names.get(person_id)
        # NOTE: stands for the name of somebody who works here, when it is not known any more.
        return named.first_name if named else str(_("Somebody who worked here"))

    return name_of


def _typist(entry: Entry, name_of: Callable[[UUID], str]) -> str:
    return name_of(entry.typed_by_id) if entry.typed_by_id else ""
