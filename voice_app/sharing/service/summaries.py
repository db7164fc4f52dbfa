"""Writing a summary for one carer, and laying it before the young person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from voice_app.core import vault
from voice_app.core.actor import Actor, Level
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.core.words import are_written
from voice_app.sharing import queries
from voice_app.sharing.models import Summary
from voice_app.sharing.queries import Door, Drafted
from voice_app.sharing.rules import Preview, SummaryText
from voice_app.sharing.service.assessments import begin_anew, must_write
from voice_app.sharing.service.noting import note


def begin_summary(
    session: Session,
    *,
    actor: Actor,
    summary_id: UUID,
    link_id: UUID,
    text: SummaryText,
    asked_in_id: UUID | None = None,
    now: datetime,
) -> Summary:
    """Begin a summary. `summary_id` comes from the form, so sending it twice is once.

    What was begun with this form already and says something else now is not written over.

    Args:
        asked_in_id: the words in which the young person asked for it, if they did. Words that
            `actor` may not read, or not any more, are left out.

    Raises:
        NotFound: there is no such door for `actor`.
        NotAllowed: `actor` does not look after the young person as keyworker or social worker,
            or the link carries nothing any more.
        AlreadyDone: it was begun with this form, is on its way, and says something else.
    """
    door = queries.door(session, actor=actor, link_id=link_id, now=now)
    must_write(door)
    known = session.get(Summary, summary_id)
    if known is not None:
        if known.link_id != link_id:
            raise NotFound
        if text_of(vault.opened(session, known)) == text:
            return known
        if known.released_at is None and known.dropped_at is None:
            raise AlreadyDone
        summary_id = uuid4()
    if not door.is_live:
        raise NotAllowed
    asked = queries.asked_of(session, actor=actor, door=door, now=now)
    row = Summary(
        id=summary_id,
        young_person_id=door.link.young_person_id,
        link_id=door.link.id,
        asked_in_id=asked_in_id if asked_in_id in {entry.id for entry in asked} else None,
        written_by_id=actor.person_id,
        begun_at=now,
        changed_at=now,
        version=1,
    )
    vault.seal(session, row, {**text.as_body(), "kept": {}, "not_shown": "", "said": ""})
    session.add(row)
    note(session, actor, "summary.begun", row, row.young_person_id, now)
    return row


def change_summary(
    session: Session,
    *,
    actor: Actor,
    summary_id: UUID,
    version: int,
    text: SummaryText,
    kept: Mapping[str, str],
    not_shown: str = "",
    now: datetime,
) -> Summary:
    """Write a summary anew: its preview, its overrides and its signatures begin again.

    The very same again changes nothing.

    Args:
        version: the one that the writer had before them.
        kept: words that harm and stay, as `service.checking` keys them, each with its reason.
        not_shown: why the young person is not shown this; empty when they are to be.

    Raises:
        NotFound: there is no such summary on its way for `actor`.
        NotAllowed: `actor` does not look after the young person as keyworker or social worker.
        AlreadyDone: somebody has changed it meanwhile.
    """
    door, drafted = on_its_way(session, actor, summary_id, now)
    must_write(door)
    row = drafted.summary
    body = {
        **text.as_body(),
        "kept": {key: why for key, why in kept.items() if are_written(why)},
        "not_shown": not_shown,
        "said": drafted.body["said"],
    }
    if body == drafted.body:
        return row
    if row.version != version:
        raise AlreadyDone
    # Whoever writes a version answers for it, and so cannot let a fact stand in it.
    row.written_by_id = actor.person_id
    vault.seal(session, row, body)
    begin_anew(session, actor, row, now)
    return row


def drop_summary(session: Session, *, actor: Actor, summary_id: UUID, now: datetime) -> UUID:
    """Let a summary go unreleased, and say whose door it was. It stays in the record.

    Dropping twice changes nothing.

    Raises:
        NotFound: there is no such summary for `actor`, or it was released.
        NotAllowed: `actor` does not look after the young person as keyworker or social worker.
    """
    row = session.get(Summary, summary_id)
    door = queries.of_summary(session, actor=actor, summary_id=summary_id, now=now)
    must_write(door)
    if row is None or row.released_at is not None:
        raise NotFound
    if row.dropped_at is None:
        row.dropped_at = now
        note(session, actor, "summary.dropped", row, row.young_person_id, now)
    return row.link_id


def show_summary(
    session: Session, *, actor: Actor, summary_id: UUID, version: int, now: datetime
) -> None:
    """Lay this version before the young person, on their own phone. Safe to repeat.

    Raises:
        NotFound: there is no such summary on its way for `actor`.
        NotAllowed: `actor` does not look after the young person, or it is not whole.
        AlreadyDone: there is a newer version.
    """
    door, drafted = on_its_way(session, actor, summary_id, now)
    must_write(door)
    row = drafted.summary
    if row.version != version:
        raise AlreadyDone
    if text_of(drafted.body).missing:
        raise NotAllowed
    if row.shown_at is None:
        row.shown_at = now
        note(session, actor, "summary.shown", row, row.young_person_id, now, version=version)


def say_of_summary(
    session: Session,
    *,
    actor: Actor,
    summary_id: UUID,
    version: int,
    preview: Preview,
    said: str = "",
    now: datetime,
) -> None:
    """The young person says whether a summary may leave so, and what they want changed.

    Saying something else replaces it, until it is released.

    Raises:
        NotFound: it is not about `actor`, was not laid before them, or is not on its way.
        NotAllowed: their phone is not open.
        AlreadyDone: it was changed meanwhile; there is another version to look at.
    """
    row = session.get(Summary, summary_id)
    if row is None or row.young_person_id != actor.person_id or not actor.is_young_person:
        raise NotFound
    if actor.level < Level.OPEN:
        raise NotAllowed
    if row.released_at is not None or row.dropped_at is not None:
        raise NotFound
    if row.version != version or row.shown_at is None:
        raise AlreadyDone
    row.preview, row.previewed_at = preview, now
    vault.seal(session, row, {**vault.opened(session, row), "said": said})
    note(session, actor, "summary.previewed", row, row.young_person_id, now, said=preview)


def on_its_way(
    session: Session, actor: Actor, summary_id: UUID, now: datetime
) -> tuple[Door, Drafted]:
    """A summary that was neither released nor dropped, found through its door.

    Raises:
        NotFound: there is none for `actor`.
    """
    door = queries.of_summary(session, actor=actor, summary_id=summary_id, now=now)
    for drafted in door.drafted:
        if drafted.summary.id == summary_id:
            return door, drafted
    raise NotFound


def text_of(body: Mapping[str, Any]) -> SummaryText:
    """What a sealed body holds for its carer."""
    return SummaryText(
        from_them=body["from_them"],
        danger=body["danger"],
        helps=body["helps"],
        next=body["next"],
        ring=body["ring"],
    )
