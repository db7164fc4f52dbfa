"""Answering, telling, and what the young person says to it."""

from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.answers import queries, rules
from voice_app.answers.models import Answer, Telling, Verdict, Wish
from voice_app.answers.rules import Decision, Missing, VerdictValue
from voice_app.answers.service.asking import note, note_what_waits
from voice_app.care.queries.places import made_on
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import LONDON, london_day
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound, VoiceError


class Incomplete(VoiceError):
    """A decision lacks something; `missing` says what."""

    def __init__(self, missing: Collection[Missing]) -> None:
        super().__init__()
        self.missing = tuple(missing)


def answer(
    session: Session,
    *,
    actor: Actor,
    wish_id: UUID,
    decision: Decision,
    after: UUID | None,
    now: datetime,
    in_person: bool = False,
) -> Answer:
    """Answer a wish. Earlier answers stay; sending the very same one again changes nothing.

    Args:
        after: the newest answer that the worker had before them, None if there was none.
        in_person: keep it from the phone until a worker has told it.

    Raises:
        NotFound: `actor` cannot see the wish, or the young person took it back.
        NotAllowed: `actor` is the young person.
        Incomplete: the reason, the decider or a day is missing.
        AlreadyDone: somebody else answered meanwhile.
    """
    asked = queries.get(session, actor=actor, wish_id=wish_id, now=now)
    return answer_found(
        session,
        actor=actor,
        asked=asked,
        decision=decision,
        after=after,
        now=now,
        in_person=in_person,
    )


def answer_found(
    session: Session,
    *,
    actor: Actor,
    asked: queries.Asked,
    decision: Decision,
    after: UUID | None,
    now: datetime,
    in_person: bool = False,
) -> Answer:
    """The same, for a wish that a later layer found through the person asking, as a review does."""
    if actor.is_young_person:
        raise NotAllowed
    since = made_on(session, asked.wish.young_person_id)
    missing = rules.missing(decision, today=london_day(now), since=since)
    if missing:
        raise Incomplete(missing)
    if (asked.answer.id if asked.answer else None) != after:
        if asked.answer and _is_same(session, asked.answer, actor, decision, in_person):
            return asked.answer
        raise AlreadyDone
    return _add_answer(session, actor, asked.wish, decision, in_person, now)


def read(session: Session, *, actor: Actor, asked: queries.Asked, now: datetime) -> None:
    """Note that the young person saw the newest answer. Reading it again changes nothing."""
    newest = asked.answer
    if newest is None or newest.told_at is not None:
        return
    if actor.person_id != newest.young_person_id:
        raise NotAllowed
    newest.told_at = now
    note(session, actor, "answer.read", newest, now)


def tell(
    session: Session,
    *,
    actor: Actor,
    wish_id: UUID,
    answer_id: UUID,
    how: str,
    told_on: date,
    said: str,
    verdict: VerdictValue | None,
    now: datetime,
) -> Telling:
    """Record that a worker told the newest answer in person, and what the young person said.

    From then on the phone shows it too. What the young person said of it on their own phone
    stands above anything noted here. The same form sent twice is noted once.

    Raises:
        NotFound: `actor` cannot see the wish.
        NotAllowed: `actor` is the young person, or would speak over what they said themselves.
        AlreadyDone: there is a newer answer by now.
    """
    asked = queries.get(session, actor=actor, wish_id=wish_id, now=now)
    return tell_found(
        session,
        actor=actor,
        asked=asked,
        answer_id=answer_id,
        how=how,
        told_on=told_on,
        said=said,
        verdict=verdict,
        now=now,
    )


def tell_found(
    session: Session,
    *,
    actor: Actor,
    asked: queries.Asked,
    answer_id: UUID,
    how: str,
    told_on: date,
    said: str,
    verdict: VerdictValue | None,
    now: datetime,
) -> Telling:
    """The same, for a wish that a later layer found through the person asking, as a review does."""
    if actor.is_young_person:
        raise NotAllowed
    newest = asked.answer
    if newest is None or newest.id != answer_id:
        raise AlreadyDone
    body = {"how": how, "said": said}
    before = _told_before(session, actor, newest, told_on, body)
    if before is not None and verdict in (None, asked.wish.verdict):
        return before
    telling = Telling(
        young_person_id=newest.young_person_id,
        answer_id=newest.id,
        told_by_id=actor.person_id,
        told_on=told_on,
        noted_at=now,
    )
    vault.seal(session, telling, body)
    session.add(telling)
    if newest.told_at is None:
        newest.told_at = _told_at(told_on, now)
        newest.told_by_id = actor.person_id
        note_what_waits(session, asked.wish)
    note(session, actor, "answer.told", telling, now)
    if verdict is not None:
        _add_verdict(session, actor, asked.wish, newest, verdict, now, noted_by=actor.person_id)
    return telling


def _told_before(
    session: Session, actor: Actor, answer: Answer, told_on: date, body: dict[str, str]
) -> Telling | None:
    """What the same worker noted of the same answer in the very same words, if they did."""
    noted = select(Telling).where(
        Telling.answer_id == answer.id,
        Telling.told_by_id == actor.person_id,
        Telling.told_on == told_on,
    )
    return next((one for one in session.scalars(noted) if vault.opened(session, one) == body), None)


def verdict(
    session: Session,
    *,
    actor: Actor,
    entry_id: UUID,
    answer_id: UUID,
    value: VerdictValue,
    now: datetime,
) -> None:
    """Say whether an answer is OK. Saying the same again changes nothing; it may change later.

    The answer keeps its state. One that is not OK, or not understood, wants a new answer.

    Raises:
        NotFound: it is not an answer to words of `actor`, or was not told yet.
    """
    asked = queries.of_entry(session, actor=actor, entry_id=entry_id, now=now)
    if not actor.is_young_person:
        raise NotAllowed
    answered = queries.answers_to(session, actor=actor, asked=asked)
    found = next((one for one in answered if one.answer.id == answer_id), None)
    if found is None:
        raise NotFound
    if found.verdict and found.verdict.value is value and not found.verdict.noted_by_id:
        return
    _add_verdict(session, actor, asked.wish, found.answer, value, now, noted_by=None)


def _add_answer(
    session: Session,
    actor: Actor,
    wish: Wish,
    decision: Decision,
    in_person: bool,
    now: datetime,
) -> Answer:
    wish.answers += 1
    wish.state, wish.verdict = decision.state, None
    added = Answer(
        young_person_id=wish.young_person_id,
        wish_id=wish.id,
        number=wish.answers,
        state=decision.state,
        answered_by_id=actor.person_id,
        answered_at=now,
        decider_id=decision.decider_id,
        decided_on=decision.decided_on,
        look_again_on=decision.look_again_on,
        in_person=in_person,
    )
    vault.seal(session, added, _body(decision))
    session.add(added)
    note_what_waits(session, wish)
    note(session, actor, "wish.answered", added, now, state=decision.state.value)
    return added


def _body(decision: Decision) -> dict[str, str]:
    return {
        "decided_by": decision.decided_by,
        "what_happens": decision.what_happens,
        "because": decision.because,
    }


def _is_same(
    session: Session, newest: Answer, actor: Actor, decision: Decision, in_person: bool
) -> bool:
    """Is this the answer that the same worker sent a moment ago, sent once more?"""
    kept = (
        newest.answered_by_id,
        newest.state,
        newest.decider_id,
        newest.decided_on,
        newest.look_again_on,
        newest.in_person,
    )
    sent = (
        actor.person_id,
        decision.state,
        decision.decider_id,
        decision.decided_on,
        decision.look_again_on,
        in_person,
    )
    return kept == sent and vault.opened(session, newest) == _body(decision)


def _add_verdict(
    session: Session,
    actor: Actor,
    wish: Wish,
    about: Answer,
    value: VerdictValue,
    now: datetime,
    *,
    noted_by: UUID | None,
) -> None:
    said_themselves = select(Verdict.id).where(
        Verdict.answer_id == about.id, Verdict.noted_by_id.is_(None)
    )
    if noted_by is not None and session.scalar(said_themselves.limit(1)) is not None:
        raise NotAllowed
    said = Verdict(
        young_person_id=about.young_person_id,
        answer_id=about.id,
        value=value,
        said_at=now,
        noted_by_id=noted_by,
    )
    session.add(said)
    if about.number == wish.answers:
        wish.verdict = value
        note_what_waits(session, wish)
    note(session, actor, "answer.verdict", said, now, value=value.value)


def _told_at(told_on: date, now: datetime) -> datetime:
    """An instant for a day that a worker names: now for today, noon for an earlier one."""
    if told_on >= london_day(now):
        return now
    return datetime.combine(told_on, time(12), LONDON)
