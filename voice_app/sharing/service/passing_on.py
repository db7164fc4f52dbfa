"""Deciding to pass something on, or not to; agreeing that it waits; telling the young person."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.care import queries as care
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.core.words import are_written
from voice_app.entries import queries as entries
from voice_app.sharing import queries, rules
from voice_app.sharing.models import SharingDecision
from voice_app.sharing.queries import Decided
from voice_app.sharing.rules import Passing
from voice_app.sharing.service.noting import note


def decide(
    session: Session,
    *,
    actor: Actor,
    decision_id: UUID,
    given: Passing,
    entry_id: UUID | None = None,
    link_id: UUID | None = None,
    now: datetime,
) -> SharingDecision:
    """Write down a decision about some words, or about a carer.

    `decision_id` comes from the form, so sending twice is once. While the young person is not
    told, a manager who did not decide must agree to it.

    Raises:
        NotFound: `actor` can see neither these words nor this door, or does not look after the
            young person; about a carer, as keyworker or social worker.
        NotAllowed: something is missing, or the day cannot be.
        AlreadyDone: this form was kept already, and said something else.
    """
    young_person_id = _about(session, actor, entry_id, link_id, now)
    row = SharingDecision(
        id=decision_id, young_person_id=young_person_id, entry_id=entry_id, link_id=link_id
    )
    return _keep(session, actor, row, given, now)


def put_right(
    session: Session,
    *,
    actor: Actor,
    decision_id: UUID,
    corrects_id: UUID,
    given: Passing,
    now: datetime,
) -> SharingDecision:
    """Decide anew about the same thing. The earlier decision stays, and both say so.

    Raises:
        NotFound: there is no such earlier decision for `actor`, or they do not look after the
            young person.
        NotAllowed: something is missing, or the day cannot be.
        AlreadyDone: this form was kept already, and said something else.
    """
    found = queries.get_decision(session, actor=actor, decision_id=corrects_id, now=now).decision
    row = SharingDecision(
        id=decision_id,
        young_person_id=found.young_person_id,
        entry_id=found.entry_id,
        link_id=found.link_id,
        corrects_id=found.id,
    )
    return _keep(session, actor, row, given, now)


def _keep(
    session: Session, actor: Actor, row: SharingDecision, given: Passing, now: datetime
) -> SharingDecision:
    """Keep a new decision about what `row` names, or say that it is kept."""
    young_person_id = row.young_person_id
    care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
    known = session.get(SharingDecision, row.id)
    if known is not None:
        if known.young_person_id != young_person_id:
            raise NotFound
        if not _says(session, known, given):
            raise AlreadyDone
        return known
    if rules.lacks(given, london_day(now)):
        raise NotAllowed
    row.passes_on, row.lawful = given.passes_on, given.lawful
    row.decided_by_id, row.decided_at = actor.person_id, now
    if given.is_told:
        row.told_at, row.told_by_id = now, actor.person_id
    else:
        row.tell_by = given.tell_by
    vault.seal(session, row, given.as_body())
    session.add(row)
    action = "sharing.passed_on" if given.passes_on else "sharing.not_passed_on"
    note(session, actor, action, row, young_person_id, now, told=given.is_told)
    return row


def _says(session: Session, known: SharingDecision, given: Passing) -> bool:
    """Does a decision say the same? What came after it (telling, a new day) makes no difference."""
    body = vault.opened(session, known)
    was_told_later = known.told_at is not None and known.tell_by is not None
    later = {"how_told", "view"} if was_told_later else set()
    if "waited" in body or was_told_later:
        later.add("why_not_yet")
    same = all(body[name] == text for name, text in given.as_body().items() if name not in later)
    same_day = "why_not_yet" in later or given.is_told or known.tell_by == given.tell_by
    both = (known.passes_on, known.lawful) == (given.passes_on, given.lawful)
    return same and same_day and both


def agree_to_wait(session: Session, *, actor: Actor, decision_id: UUID, now: datetime) -> UUID:
    """Agree, as the second person, that the young person is not told yet; says whose it is.

    Agreeing twice changes nothing.

    Raises:
        NotFound: there is no such decision for `actor`.
        NotAllowed: `actor` decided it, or is no manager.
    """
    one = queries.get_decision(session, actor=actor, decision_id=decision_id, now=now)
    found = one.decision
    if not rules.may_agree(actor.role, actor.person_id, decided_by=one.asked_by):
        raise NotAllowed
    if found.agreed_at is None and found.told_at is None:
        found.agreed_by_id, found.agreed_at = actor.person_id, now
        note(session, actor, "sharing.wait_agreed", found, found.young_person_id, now)
    return found.young_person_id


def wait_longer(
    session: Session, *, actor: Actor, decision_id: UUID, why: str, tell_by: date, now: datetime
) -> UUID:
    """Decide that the young person is not told before a new day; says whose it is.

    A manager must agree anew. What was said and agreed before stays beside it. The very same
    again changes nothing.

    Raises:
        NotFound: there is no such decision for `actor`.
        NotAllowed: there is no reason, or the day cannot be.
        AlreadyDone: the young person was told meanwhile.
    """
    found = queries.get_decision(session, actor=actor, decision_id=decision_id, now=now)
    row = found.decision
    if rules.wait_lacks(why, tell_by, london_day(now)):
        raise NotAllowed
    if row.told_at is not None:
        raise AlreadyDone
    if (found.body["why_not_yet"], row.tell_by) == (why, tell_by):
        return row.young_person_id
    before = {
        "why": found.body["why_not_yet"],
        "by": row.tell_by.isoformat() if row.tell_by else None,
        "agreed": str(row.agreed_by_id) if row.agreed_by_id else None,
    }
    waited = [*found.body.get("waited", []), before]
    row.tell_by, row.waits_by_id = tell_by, actor.person_id
    row.agreed_by_id = row.agreed_at = None
    vault.seal(session, row, {**found.body, "why_not_yet": why, "waited": waited})
    note(session, actor, "sharing.waits_longer", row, row.young_person_id, now, until=tell_by)
    return row.young_person_id


def note_told(
    session: Session,
    *,
    actor: Actor,
    decision_id: UUID,
    how_told: str,
    view: str,
    now: datetime,
) -> UUID:
    """Write down that the young person was told, how, and what they say; says whose it is.

    The very same again changes nothing.

    Raises:
        NotFound: there is no such decision for `actor`.
        NotAllowed: nothing is written.
        AlreadyDone: they were told already, and that was written down in other words.
    """
    found = queries.get_decision(session, actor=actor, decision_id=decision_id, now=now)
    row = found.decision
    if not are_written(how_told):
        raise NotAllowed
    view = view or found.body["view"]
    if row.told_at is not None:
        if (found.body["how_told"], found.body["view"]) != (how_told, view):
            raise AlreadyDone
        return row.young_person_id
    row.told_at, row.told_by_id = now, actor.person_id
    vault.seal(session, row, {**found.body, "how_told": how_told, "view": view})
    note(session, actor, "sharing.told", row, row.young_person_id, now)
    return row.young_person_id


def _about(
    session: Session,
    actor: Actor,
    entry_id: UUID | None,
    link_id: UUID | None,
    now: datetime,
) -> UUID:
    """Whose it is, found through what `actor` can see."""
    if entry_id is not None:
        return entries.get(session, actor=actor, entry_id=entry_id, now=now).young_person_id
    if link_id is not None:
        door = queries.door(session, actor=actor, link_id=link_id, now=now)
        if door.may_write:
            return door.link.young_person_id
    raise NotFound


def show_decisions(
    session: Session, *, actor: Actor, found: Collection[Decided], now: datetime
) -> None:
    """Note that a colleague was shown what a young person says of decisions, if it is there."""
    shown = [one.decision for one in found if one.body["view"]]
    if shown:
        note(
            session,
            actor,
            "sharing.decisions_read",
            shown[0],
            shown[0].young_person_id,
            now,
            decisions=[str(row.id) for row in shown],
        )
