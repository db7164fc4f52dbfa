"""Asking for somebody, telling them one after the other, seeing it, and saying what was done."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.queries import phones
from voice_app.alerts import queries, rules
from voice_app.alerts.models import Alert, AlertTold
from voice_app.alerts.queries import Shown, Standing
from voice_app.alerts.rules import AlertKind, Step
from voice_app.care import queries as care
from voice_app.care.models import YoungPerson
from voice_app.care.queries import ReadersState
from voice_app.core import vault
from voice_app.core.actor import Actor, Level
from voice_app.core.errors import AlreadyDone, NotAllowed
from voice_app.entries.rules import EntryLevel
from voice_app.record import service as trail


def raise_alert(
    session: Session,
    *,
    actor: Actor,
    phone_id: UUID,
    kind: AlertKind,
    words: str,
    contact: str,
    now: datetime,
    asked_at: datetime | None = None,
) -> Alert:
    """Ask for somebody, and tell the first of them at once. The same `phone_id` again is once.

    `asked_at` is when it was asked on a phone without a signal; staff read it where it waited.

    Without the PIN it reads "not confirmed yet". A closed place says beforehand that nobody
    reads; what comes through its letterbox all the same goes to the managers.

    Raises:
        NotAllowed: `actor` is no young person, or their place is closed and they could read so.
    """
    if not rules.may_raise(actor.role, actor.level):
        raise NotAllowed
    known = session.scalar(
        select(Alert).where(Alert.young_person_id == actor.person_id, Alert.phone_id == phone_id)
    )
    if known is not None:
        return known
    is_open = actor.level >= Level.OPEN
    state = care.readers_state(session, actor.person_id, now)
    if is_open and state is ReadersState.CLOSED:
        raise NotAllowed
    alert = Alert(
        young_person_id=actor.person_id,
        phone_id=phone_id,
        device_id=actor.device_id,
        kind=kind,
        level=EntryLevel.OPEN if is_open else EntryLevel.LETTERBOX,
        raised_at=now,
        confirmed_at=now if is_open else None,
        step=Step.OWNER,
        due_at=now,
    )
    body: dict[str, Any] = {"words": words, "contact": contact}
    if asked_at is not None and now - asked_at >= rules.LATE:
        body["asked_at"] = asked_at.isoformat()
    if phones.is_taken(session, actor=actor):
        body["is_from_a_taken_phone"] = True
    vault.seal(session, alert, body)
    session.add(alert)
    _note(session, actor, "alert.raised", alert, now, kind=kind, level=alert.level)
    _tell_next(session, alert, None, now)
    return alert


def escalate(session: Session, *, now: datetime) -> int:
    """Tell the next person of every open alert whose time has run out; says of how many.

    One tick of a job. It may run as often as somebody likes and from several runners at once:
    each has one writing transaction, one writer is at work at a time, and the row that says who
    was told is unique, so that nobody is told twice.
    """
    waiting = queries.due(session, now=now)
    for alert in waiting:
        _tell_next(session, alert, alert.step, now)
    return len(waiting)


def show_to(
    session: Session, *, actor: Actor, found: Collection[Shown], place: str, now: datetime
) -> None:
    """Record that `actor` is shown the words of these alerts. Their author leaves no trace.

    Args:
        place: where they are shown, as a short fixed word such as "today".
    """
    for one in found:
        if actor.person_id != one.alert.young_person_id:
            _note(session, actor, queries.READ, one.alert, now, place=place)


def see(session: Session, *, actor: Actor, alert_id: UUID, now: datetime) -> Alert:
    """Say "I have seen it". The first one counts; from then on there is a day to act.

    Raises:
        NotFound: `actor` may not know of it.
        NotAllowed: it is the young person's own.
    """
    alert = queries.get(session, actor=actor, alert_id=alert_id, now=now).alert
    if actor.is_young_person:
        raise NotAllowed
    if alert.seen_at is None and alert.closed_at is None:
        alert.seen_at, alert.seen_by_id = now, actor.person_id
        nation = session.get_one(YoungPerson, alert.young_person_id).nation
        within = rules.ACT_WITHIN
        alert.due_at = queries.due_at(session, nation, [actor.person_id], within=within, now=now)
        _note(session, actor, "alert.seen", alert, now)
    return alert


def close(
    session: Session,
    *,
    actor: Actor,
    alert_id: UUID,
    done: str,
    told: bool,
    how_told: str,
    now: datetime,
) -> Alert:
    """Close it with what was done, and how the young person was told or why not yet.

    The same again changes nothing.

    Raises:
        NotFound: `actor` may not know of it.
        NotAllowed: it is the young person's own, or something is not written.
        AlreadyDone: somebody closed it before; what they wrote stands.
    """
    shown = queries.get(session, actor=actor, alert_id=alert_id, now=now)
    alert = shown.alert
    if actor.is_young_person or not rules.may_close(done, how_told):
        raise NotAllowed
    after = {**shown.body, "done": done, "how_told": how_told}
    if alert.closed_at is not None:
        if (shown.body, alert.told, alert.closed_by_id) != (after, told, actor.person_id):
            raise AlreadyDone
        return alert
    if alert.seen_at is None:
        alert.seen_at, alert.seen_by_id = now, actor.person_id
    alert.closed_at, alert.closed_by_id, alert.told = now, actor.person_id, told
    vault.seal(session, alert, after)
    _note(session, actor, "alert.closed", alert, now, told=told)
    return alert


def say_who(
    session: Session, *, actor: Actor, alert_id: UUID, was_me: bool, now: datetime
) -> Alert:
    """Say with the PIN whether one sent this without it. It stays with those who were told.

    The first answer stands, and repeating it changes nothing.

    Raises:
        NotFound: it is not `actor`'s own.
    """
    alert = queries.get(session, actor=actor, alert_id=alert_id, now=now).alert
    if alert.confirmed_at is None and alert.denied_at is None:
        if was_me:
            alert.confirmed_at = now
        else:
            alert.denied_at = now
        _note(session, actor, "alert.confirmed" if was_me else "alert.denied", alert, now)
    return alert


def _tell_next(session: Session, alert: Alert, after: Step | None, now: datetime) -> None:
    """Tell whoever is next, and set when the one after them is due."""
    people = {
        one.person_id: one for one in queries.standing(session, alert.young_person_id, now=now)
    }
    told, stood_in_for = queries.told_ids(session, alert.id)
    # Whom the phone named as the next comes first, as long as they are still there.
    in_order = sorted(people, key=lambda one: after is Step.OWNER and one != alert.deputy_id)
    # Whoever was away and is back finds what their cover was told, so the next one is another.
    step, person_id = rules.next_step(after, in_order, told | stood_in_for)
    alert.step = step
    if person_id is None:
        fresh = [one for one in queries.leads(session) if one not in told]
        telling = [people.get(one, Standing(one, "")) for one in fresh]
    else:
        telling = [people[person_id]]
    for one in telling:
        row = AlertTold(
            young_person_id=alert.young_person_id,
            alert_id=alert.id,
            person_id=one.person_id,
            for_id=one.for_id,
            step=step,
            told_at=now,
        )
        session.add(row)
        _note(session, None, "alert.told", alert, now, step=step, person=one.person_id)
    _set_who_is_next(alert, step, person_id, list(people))
    nation = session.get_one(YoungPerson, alert.young_person_id).nation
    ids = [one.person_id for one in telling] if step is not Step.LEAD else []
    alert.due_at = queries.due_at(session, nation, ids, within=rules.SEE_WITHIN, now=now)


def _set_who_is_next(
    alert: Alert, step: Step, person_id: UUID | None, in_order: list[UUID]
) -> None:
    if step is Step.OWNER:
        alert.owner_id = person_id
        others = [one for one in in_order if one != person_id]
        alert.deputy_id = others[0] if others else None
    elif step is Step.DEPUTY:
        alert.deputy_id = person_id


def _note(
    session: Session,
    actor: Actor | None,
    action: str,
    alert: Alert,
    now: datetime,
    **details: Any,
) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=alert.young_person_id,
        subject=alert,
        details=details,
    )
