"""What is half written in a form elsewhere: a draft of its author, which knows its page."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.core.words import are_written
from voice_app.entries import queries
from voice_app.entries.models import EntryState
from voice_app.entries.service.writing import (
    Given,
    by_phone_id,
    erase,
    keep_draft,
    put_in_letterbox,
)


def keep_half(
    session: Session,
    *,
    actor: Actor,
    once: UUID,
    words: str,
    prompt: str,
    page: str,
    turn: int | None,
    now: datetime,
) -> bool:
    """Keep what stands in a form as a draft; False when that form was sent meanwhile.

    Args:
        once: the id that came with the form.
        page: the address at which the form is shown.

    Raises:
        NotAllowed: `actor` is not a young person who gave their PIN.
    """
    entry = by_phone_id(session, actor.person_id, once)
    if entry is not None and entry.state is not EntryState.DRAFT:
        return False
    if entry is not None or are_written(words):
        given = Given(words=words, prompt=prompt, page=page, turn=turn)
        keep_draft(session, actor=actor, phone_id=once, given=given, now=now)
    return True


def keep_half_late(
    session: Session,
    *,
    actor: Actor,
    once: UUID,
    words: str,
    prompt: str,
    page: str,
    now: datetime,
) -> UUID:
    """Keep it from a phone that has locked: not confirmed, beside whatever is there already.

    Raises:
        NotAllowed: this is not a young person's phone.
    """
    given = Given(words=words, prompt=prompt, page=page)
    return put_in_letterbox(session, actor=actor, phone_id=once, given=given, now=now).phone_id


def half_of(session: Session, *, actor: Actor, once: UUID, page: str, now: datetime) -> str | None:
    """The words that were kept so on this page; None when there are none, or they went on."""
    begun = queries.begun(session, actor=actor, phone_id=once, now=now)
    return begun.words if begun.page == page and not begun.is_finished else None


def let_half_go(session: Session, *, actor: Actor, once: UUID, now: datetime) -> None:
    """Really erase what was kept so: its form is sent. Safe to repeat."""
    begun = queries.begun(session, actor=actor, phone_id=once, now=now)
    if begun.entry is not None and begun.page and not begun.is_finished:
        erase(session, actor=actor, entry_id=begun.entry.id, now=now)
