"""What a worker sees of writing together: their own sittings, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.care import queries as care
from voice_app.care.models import YoungPerson
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotFound
from voice_app.entries.models import Entry
from voice_app.entries.queries import visible_to
from voice_app.together import rules
from voice_app.together.models import Prompt, ReadBack, Sitting, Typed
from voice_app.together.rules import Step


@dataclass(frozen=True)
class Found:
    """A sitting, its opened body and the young person it is with."""

    sitting: Sitting
    body: dict[str, Any]
    place: YoungPerson
    called: str
    #: The paper that the young person chose, which the pages are on.
    paper: str


@dataclass(frozen=True)
class Turn:
    """One question, what was typed or said to it, and how far it has come."""

    prompt: Prompt
    question: str
    #: What is typed and is no entry yet.
    typed: dict[str, Any]
    #: What the young person said when the words were last read back; None before that.
    said: str | None
    #: The entry, where the worker may still see it.
    entry: Entry | None
    step: Step


def get(
    session: Session, *, actor: Actor, young_person_id: UUID, sitting_id: UUID, now: datetime
) -> Found:
    """A sitting that `actor` began with a young person they look after now.

    Raises:
        NotFound: there is none, somebody else began it, or they look after them no longer.
    """
    place = care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
    sitting = session.get(Sitting, sitting_id)
    is_theirs = sitting is not None and sitting.started_by_id == actor.person_id
    if sitting is None or not is_theirs or sitting.young_person_id != place.id:
        raise NotFound
    called, paper = about(session, place)
    return Found(sitting, vault.opened(session, sitting), place, called, paper)


def about(session: Session, place: YoungPerson) -> tuple[str, str]:
    """The name a young person wants to be called, and the paper they chose."""
    return vault.opened(session, place)["called"], session.get_one(Person, place.id).paper


def unfinished(session: Session, *, actor: Actor, young_person_id: UUID) -> Sitting | None:
    """The sitting that `actor` began with this young person and has not stopped yet."""
    return session.scalar(
        select(Sitting)
        .where(
            Sitting.young_person_id == young_person_id,
            Sitting.started_by_id == actor.person_id,
            Sitting.ended_at.is_(None),
        )
        .order_by(Sitting.started_at.desc())
        .limit(1)
    )


def turns_of(session: Session, found: Found, *, actor: Actor, now: datetime) -> list[Turn]:
    """Every question of a sitting in order. The sitting must come from `get`."""
    rows = session.execute(
        select(Prompt, Typed, Entry)
        .outerjoin(Typed, Typed.prompt_id == Prompt.id)
        .outerjoin(Entry, (Entry.id == Prompt.entry_id) & visible_to(actor, now))
        .where(Prompt.sitting_id == found.sitting.id)
        .order_by(Prompt.position)
    )
    read = _newest_readings(session, found.sitting.id)
    return [
        _turn(session, prompt, typed, entry, read.get(prompt.id)) for prompt, typed, entry in rows
    ]


def _newest_readings(session: Session, sitting_id: UUID) -> dict[UUID, ReadBack]:
    rows = session.scalars(
        select(ReadBack)
        .join(Prompt, Prompt.id == ReadBack.prompt_id)
        .where(Prompt.sitting_id == sitting_id)
        .order_by(ReadBack.read_at)
    )
    return {row.prompt_id: row for row in rows}


def _turn(
    session: Session,
    prompt: Prompt,
    typed: Typed | None,
    entry: Entry | None,
    read: ReadBack | None,
) -> Turn:
    is_typed = typed is not None and typed.emptied_at is None
    # Words that were changed after a reading back have to be read back again.
    is_current = read is not None and (typed is None or read.read_at >= typed.saved_at)
    step = rules.step_of(
        passed_at=prompt.passed_at,
        entry_id=prompt.entry_id,
        is_typed=is_typed,
        is_right=read is not None and read.is_right and is_current,
    )
    return Turn(
        prompt=prompt,
        question=vault.opened(session, prompt)["question"],
        typed=vault.opened(session, typed) if typed is not None and is_typed else {},
        said=vault.opened(session, read)["said"] if read is not None and is_current else None,
        entry=entry,
        step=step,
    )
