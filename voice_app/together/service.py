"""Sitting side by side: asking, typing exact words, reading back, keeping them, stopping."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.care import queries as care
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.core.models import Base
from voice_app.entries import service as entries
from voice_app.entries.rules import EntryKind, Felt
from voice_app.record import service as trail
from voice_app.together import queries, rules
from voice_app.together.models import Prompt, ReadBack, Sitting, Typed
from voice_app.together.queries import Found, Turn
from voice_app.together.rules import Step


def begin(
    session: Session,
    *,
    actor: Actor,
    young_person_id: UUID,
    sitting_id: UUID,
    where: str,
    who_was_there: str,
    now: datetime,
) -> Sitting:
    """Sit down together. One that was not stopped goes on, so nothing of it is lost.

    Raises:
        NotFound: `actor` does not look after this young person.
    """
    care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
    before = queries.unfinished(session, actor=actor, young_person_id=young_person_id)
    if before is not None:
        return before
    sitting = Sitting(
        id=sitting_id,
        young_person_id=young_person_id,
        started_by_id=actor.person_id,
        started_at=now,
    )
    vault.seal(session, sitting, {"where": where, "who_was_there": who_was_there})
    session.add(sitting)
    _note(session, actor, "sitting.begun", young_person_id, sitting, now)
    return sitting


def ask(
    session: Session, found: Found, *, actor: Actor, prompt_id: UUID, question: str, now: datetime
) -> None:
    """Write a question down as it is asked, before anything is answered.

    `prompt_id` comes from the form, so twice asks once. An empty question says that the
    young person began by themselves. The sitting must come from `queries.get`.

    Raises:
        NotAllowed: the sitting is over, or the question before this one is still open.
    """
    turns = queries.turns_of(session, found, actor=actor, now=now)
    if any(turn.prompt.id == prompt_id for turn in turns):
        return
    steps = [turn.step for turn in turns]
    if not rules.may_ask(steps, is_over=found.sitting.ended_at is not None):
        raise NotAllowed
    prompt = Prompt(
        id=prompt_id,
        young_person_id=found.place.id,
        sitting_id=found.sitting.id,
        position=len(turns) + 1,
        asked_at=now,
    )
    vault.seal(session, prompt, {"question": question})
    session.add(prompt)
    _note(session, actor, "sitting.asked", found.place.id, prompt, now)


def keep_typed(
    session: Session,
    found: Found,
    *,
    actor: Actor,
    prompt_id: UUID,
    words: str,
    kind: EntryKind,
    feelings: Collection[Felt],
    now: datetime,
) -> None:
    """Keep what was typed of an answer so far. The same again changes nothing.

    Raises:
        NotFound: this sitting has no such question.
        NotAllowed: that question is finished.
    """
    turn = _open_turn(session, found, actor, prompt_id, now)
    typed = session.get(Typed, turn.prompt.id)
    body: dict[str, Any] = {
        "words": words,
        "kind": kind.value,
        "feelings": [[felt.name, felt.strength, felt.word] for felt in feelings],
    }
    if typed is None:
        # One question has one answer, so they may share an id.
        typed = Typed(id=turn.prompt.id, young_person_id=found.place.id, prompt_id=turn.prompt.id)
    elif vault.opened(session, typed) == body:
        return
    vault.seal(session, typed, body)
    typed.saved_at = now
    session.add(typed)
    _note(session, actor, "sitting.typed", found.place.id, typed, now)


def read_back(
    session: Session,
    found: Found,
    *,
    actor: Actor,
    prompt_id: UUID,
    said: str,
    is_right: bool,
    now: datetime,
) -> None:
    """Record that the words were read aloud, and what the young person said to that.

    Raises:
        NotFound: this sitting has no such question.
        NotAllowed: that question is finished, or nothing was typed.
    """
    turn = _open_turn(session, found, actor, prompt_id, now)
    if turn.step is Step.ASKED:
        raise NotAllowed
    if turn.step is Step.READ_BACK and is_right and turn.said == said:
        return
    reading = ReadBack(
        young_person_id=found.place.id,
        prompt_id=turn.prompt.id,
        read_by_id=actor.person_id,
        read_at=now,
        is_right=is_right,
    )
    vault.seal(session, reading, {"said": said})
    session.add(reading)
    _note(session, actor, "sitting.read_back", found.place.id, reading, now)


def pass_over(
    session: Session, found: Found, *, actor: Actor, prompt_id: UUID, now: datetime
) -> None:
    """The young person would rather not say. Nothing that was typed is kept.

    Raises:
        NotFound: this sitting has no such question.
        NotAllowed: that question is finished.
    """
    turn = _open_turn(session, found, actor, prompt_id, now)
    turn.prompt.passed_at = now
    _note(session, actor, "sitting.passed", found.place.id, turn.prompt, now)
    _empty(session, turn, actor, now)


def keep(
    session: Session,
    found: Found,
    *,
    actor: Actor,
    prompt_id: UUID,
    to: Collection[UUID],
    now: datetime,
) -> None:
    """Make the typed words an entry of the young person, not confirmed yet.

    The worker who wrote it down can see it, and those in `to`. Twice keeps it once.

    Raises:
        NotFound: this sitting has no such question, or somebody in `to` does not look after
            the young person.
        NotAllowed: nothing was typed, or the young person would rather not say.
    """
    turn = _turn(session, found, actor, prompt_id, now)
    if turn.step is Step.KEPT:
        return
    if turn.step not in (Step.TYPED, Step.READ_BACK):
        raise NotAllowed
    workers = {one.person_id for one in care.workers_of(session, found.place.id, now=now)}
    if not set(to) <= workers:
        raise NotFound
    entry = entries.write_down(
        session,
        actor=actor,
        young_person_id=found.place.id,
        phone_id=turn.prompt.id,
        given=_given(turn),
        to=set(to),
        now=now,
    )
    session.flush()
    turn.prompt.entry_id = entry.id
    _note(session, actor, "sitting.kept", found.place.id, turn.prompt, now)
    _empty(session, turn, actor, now)


def stop(session: Session, found: Found, *, actor: Actor, now: datetime) -> None:
    """Stop, whatever is unfinished: typed words are kept as they are. Twice changes nothing.

    Words that were not read back stay marked so, and only the worker can see them until the
    young person lets somebody else.
    """
    if found.sitting.ended_at is not None:
        return
    for turn in queries.turns_of(session, found, actor=actor, now=now):
        if turn.step in (Step.TYPED, Step.READ_BACK):
            keep(session, found, actor=actor, prompt_id=turn.prompt.id, to=(), now=now)
        elif turn.step is Step.ASKED:
            pass_over(session, found, actor=actor, prompt_id=turn.prompt.id, now=now)
    found.sitting.ended_at = now
    _note(session, actor, "sitting.stopped", found.place.id, found.sitting, now)


def _given(turn: Turn) -> entries.Given:
    typed = turn.typed
    return entries.Given(
        kind=EntryKind(typed["kind"]),
        words=typed["words"],
        prompt=turn.question or None,
        feelings=[Felt(*felt) for felt in typed["feelings"]],
        read_back=turn.said if turn.step is Step.READ_BACK else None,
    )


def _empty(session: Session, turn: Turn, actor: Actor, now: datetime) -> None:
    """Leave no second copy of words that are an entry now, or that should not be kept."""
    typed = session.get(Typed, turn.prompt.id)
    if typed is None or typed.emptied_at is not None:
        return
    vault.seal(session, typed, {})
    typed.emptied_at = now
    _note(session, actor, "sitting.emptied", typed.young_person_id, typed, now)


def _open_turn(
    session: Session, found: Found, actor: Actor, prompt_id: UUID, now: datetime
) -> Turn:
    turn = _turn(session, found, actor, prompt_id, now)
    if not rules.is_open(turn.step):
        raise NotAllowed
    return turn


def _turn(session: Session, found: Found, actor: Actor, prompt_id: UUID, now: datetime) -> Turn:
    turns = queries.turns_of(session, found, actor=actor, now=now)
    turn = next((turn for turn in turns if turn.prompt.id == prompt_id), None)
    if turn is None:
        raise NotFound
    return turn


def _note(
    session: Session,
    actor: Actor,
    action: str,
    young_person_id: UUID,
    subject: Base,
    now: datetime,
) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=young_person_id,
        subject=subject,
    )
