"""Saying why it is safe, with two signatures; and shutting the door at once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.service import sessions
from voice_app.care.service import places
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone, NotAllowed
from voice_app.core.words import are_written
from voice_app.sharing import queries, rules
from voice_app.sharing.models import AssessmentSignature, Covered, SafetyAssessment, Summary
from voice_app.sharing.queries import Door
from voice_app.sharing.rules import Assessment, Ending
from voice_app.sharing.service.noting import note


def write_assessment(
    session: Session,
    *,
    actor: Actor,
    link_id: UUID,
    given: Assessment,
    still_covered: Collection[UUID] = (),
    after: int,
    now: datetime,
) -> SafetyAssessment:
    """Write and sign a new version; it opens nothing before a second person has signed it.

    An older version that holds goes on holding until then; one that waits is replaced. The
    very same version again changes nothing.

    Args:
        still_covered: what was released before and may still be read under this version.
        after: the number of the newest version that the writer had before them, 0 for none.

    Raises:
        NotFound: there is no such door for `actor`.
        NotAllowed: `actor` does not look after the young person as keyworker or social worker,
            the link carries nothing any more, or something of it is missing or wrong.
        AlreadyDone: there is a newer version by now.
    """
    door = queries.door(session, actor=actor, link_id=link_id, now=now)
    must_write(door)
    if not door.is_live or rules.wrong(given, london_day(now)):
        raise NotAllowed
    newest = door.assessed[0] if door.assessed else None
    if newest is not None and newest.body == given.as_body():
        same_end = newest.assessment.ends_on == given.ends_on
        if same_end and not newest.is_over(now) and newest.assessment.number == after + 1:
            return newest.assessment
    if (newest.assessment.number if newest else 0) != after:
        raise AlreadyDone
    if door.waiting is not None:
        _end(session, door.waiting.assessment, actor, Ending.REPLACED, now)
    row = SafetyAssessment(
        young_person_id=door.link.young_person_id,
        link_id=door.link.id,
        number=after + 1,
        written_by_id=actor.person_id,
        written_at=now,
        ends_on=given.ends_on,
    )
    vault.seal(session, row, given.as_body())
    session.add(row)
    _cover_again(session, door, row, still_covered)
    note(session, actor, "assessment.written", row, row.young_person_id, now, number=row.number)
    _sign(session, row, actor, now)
    return row


def sign_assessment(
    session: Session, *, actor: Actor, assessment_id: UUID, now: datetime
) -> SafetyAssessment:
    """Sign as the second person: from now on it holds, and the version before it no longer.

    Signing what holds already changes nothing for whoever signed it.

    Raises:
        NotFound: there is no such assessment for `actor`.
        NotAllowed: `actor` has signed it already, is no manager, or its last day is over.
        AlreadyDone: it was replaced or ended, or somebody else has signed it.
    """
    door = queries.of_assessment(session, actor=actor, assessment_id=assessment_id, now=now)
    one = next(one for one in door.assessed if one.assessment.id == assessment_id)
    row = one.assessment
    signed = frozenset(signature.person_id for signature in one.signed)
    if row.signed_at is not None and actor.person_id in signed:
        return row
    if row.ended_at is not None or row.signed_at is not None:
        raise AlreadyDone
    may_sign = rules.may_sign_second(actor.role, actor.person_id, signed=signed)
    if not door.is_live or one.is_over(now) or not may_sign:
        raise NotAllowed
    if door.holding is not None:
        _end(session, door.holding.assessment, actor, Ending.REPLACED, now)
    _sign(session, row, actor, now)
    row.signed_at = now
    note(session, actor, "assessment.holds", row, row.young_person_id, now, until=row.ends_on)
    return row


def shut_door(
    session: Session, *, actor: Actor, link_id: UUID, ending: Ending, because: str, now: datetime
) -> None:
    """Shut a door at once: nothing can be read on the next request. One person is enough.

    What waits for a signature ends too. A carer who could read something through this door is
    signed out; somebody who could not learns nothing by it. Notes on their way begin
    again: what was said and signed of them was so before this. A shut door stays as it is.

    Args:
        ending: `INCIDENT`, when something happened, or `SHUT`.

    Raises:
        NotFound: there is no such door for `actor`.
        NotAllowed: there is no reason.
    """
    door = queries.door(session, actor=actor, link_id=link_id, now=now)
    if not are_written(because) or ending not in (Ending.INCIDENT, Ending.SHUT):
        raise NotAllowed
    _end_all(session, door, actor, ending, now, because)


def end_all_of(session: Session, young_person_id: UUID, *, actor: Actor, now: datetime) -> None:
    """End every assessment about a young person, because the case was closed.

    Notes on their way begin again, should it be opened anew.
    """
    rows = session.scalars(
        select(SafetyAssessment).where(
            SafetyAssessment.young_person_id == young_person_id,
            SafetyAssessment.ended_at.is_(None),
        )
    )
    for row in rows.all():
        _end(session, row, actor, Ending.CASE_CLOSED, now)
    on_their_way = select(Summary).where(
        Summary.young_person_id == young_person_id,
        Summary.released_at.is_(None),
        Summary.dropped_at.is_(None),
    )
    for summary in session.scalars(on_their_way).all():
        begin_anew(session, actor, summary, now)


places.when_closed.append(end_all_of)


def must_write(door: Door) -> None:
    """Stop here unless the person asking may write about this young person.

    Raises:
        NotAllowed: they may know of the door but do not look after the young person so.
    """
    if not door.may_write:
        raise NotAllowed


def begin_anew(session: Session, actor: Actor, row: Summary, now: datetime) -> None:
    """A new version of a summary: its checks, its preview and its signatures begin again."""
    row.version, row.changed_at = row.version + 1, now
    row.shown_at = row.preview = row.previewed_at = None
    note(session, actor, "summary.changed", row, row.young_person_id, now, version=row.version)


def _cover_again(
    session: Session, door: Door, row: SafetyAssessment, still_covered: Collection[UUID]
) -> None:
    """Take along what was released and not withdrawn; what is of another door is left out."""
    for one in door.released:
        if one.publication.id in still_covered and one.publication.withdrawn_at is None:
            session.add(
                Covered(
                    young_person_id=row.young_person_id,
                    assessment_id=row.id,
                    publication_id=one.publication.id,
                )
            )


def _sign(session: Session, row: SafetyAssessment, actor: Actor, now: datetime) -> None:
    signature = AssessmentSignature(
        id=uuid4(),
        young_person_id=row.young_person_id,
        assessment_id=row.id,
        person_id=actor.person_id,
        signed_at=now,
    )
    session.add(signature)
    note(
        session, actor, "assessment.signed", signature, row.young_person_id, now, number=row.number
    )


def _end_all(
    session: Session, door: Door, actor: Actor, ending: Ending, now: datetime, because: str
) -> None:
    for one in door.assessed:
        if not one.is_over(now):
            _end(session, one.assessment, actor, ending, now, because)
    for drafted in door.drafted:
        begin_anew(session, actor, drafted.summary, now)
    # Somebody who could read nothing here would only learn that there was something.
    if door.is_read_from:
        sessions.end_all(session, person_id=door.link.carer_id, actor=actor, now=now)


def _end(
    session: Session,
    row: SafetyAssessment,
    actor: Actor,
    ending: Ending,
    now: datetime,
    because: str = "",
) -> None:
    row.ended_at, row.ended_by_id, row.ending = now, actor.person_id, ending
    if because:
        vault.seal(session, row, {**vault.opened(session, row), "because": because})
    note(session, actor, "assessment.ended", row, row.young_person_id, now, ending=ending)
