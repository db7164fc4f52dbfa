"""Deciding to pass something on, or not to; agreeing that it waits; telling the young person."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.care import queries as care
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import NotAllowed, NotFound
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
    """
    young_person_id = _about(session, actor, entry_id, link_id, now)
    care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
    known = session.get(SharingDecision, decision_id)
    if known is not None:
        if known.young_person_id != young_person_id:
            raise NotFound
        return known
    if rules.lacks(given, london_day(now)):
        raise NotAllowed
    row = SharingDecision(
        id=decision_id,
        young_person_id=young_person_id,
        entry_id=entry_id,
        link_id=link_id,
        passes_on=given.passes_on,
        lawful=given.lawful,
        decided_by_id=actor.person_id,
        decided_at=now,
        told_at=now if given.is_told else None,
        told_by_id=actor.person_id if given.is_told else None,
        tell_by=None if given.is_told else given.tell_by,
    )
    vault.seal(session, row, given.as_body())
    session.add(row)
    action = "sharing.passed_on" if given.passes_on else "sharing.not_passed_on"
    note(session, actor, action, row, young_person_id, now, told=given.is_told)
    return row


def agree_to_wait(session: Session, *, actor: Actor, decision_id: UUID, now: datetime) -> UUID:
    """Agree, as the second person, that the young person is not told yet; says whose it is.

    Agreeing twice changes nothing.

    Raises:
        NotFound: there is no such decision for `actor`.
        NotAllowed: `actor` decided it, or is no manager.
    """
    found = queries.get_decision(session, actor=actor, decision_id=decision_id, now=now).decision
    if not rules.may_agree(actor.role, actor.person_id, decided_by_id=found.decided_by_id):
        raise NotAllowed
    if found.agreed_at is None and found.told_at is None:
        found.agreed_by_id, found.agreed_at = actor.person_id, now
        note(session, actor, "sharing.wait_agreed", found, found.young_person_id, now)
    return found.young_person_id


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

    Telling twice changes nothing.

    Raises:
        NotFound: there is no such decision for `actor`.
        NotAllowed: nothing is written.
    """
    found = queries.get_decision(session, actor=actor, decision_id=decision_id, now=now)
    row = found.decision
    if not are_written(how_told):
        raise NotAllowed
    if row.told_at is None:
        row.told_at, row.told_by_id = now, actor.person_id
        view = view or found.body["view"]
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
