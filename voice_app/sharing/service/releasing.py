"""Letting a summary out with two signatures, taking it back, and noting that it was opened."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.care.queries.facts import facts_of
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.core.words import are_written
from voice_app.sharing import queries, rules
from voice_app.sharing.models import (
    Covered,
    FactOverride,
    Publication,
    Summary,
    SummarySignature,
)
from voice_app.sharing.queries import Door, Drafted, Open
from voice_app.sharing.rules.checking import Checked, Protected, check
from voice_app.sharing.service.assessments import must_write
from voice_app.sharing.service.noting import note
from voice_app.sharing.service.summaries import on_its_way, text_of


def checked(session: Session, door: Door, drafted: Drafted) -> Checked:
    """What is found in a summary now, with the facts that are protected now."""
    return check(text_of(drafted.body), facts_of(session, door.link.young_person_id))


def may_be_released(drafted: Drafted, found: Checked) -> bool:
    """May this version be signed, as far as its text and the young person go?"""
    return rules.may_release(
        preview=drafted.summary.preview,
        not_shown=drafted.body["not_shown"],
        missing=text_of(drafted.body).missing,
        unanswered_facts=[one.fact.id for one in found.unanswered_facts(drafted.overrides)],
        unanswered_words=[one.key for one in found.unanswered_words(drafted.body["kept"])],
    )


def flagged(door: Door, facts: Sequence[Protected]) -> dict[UUID, list[Protected]]:
    """What was released and holds a fact that is protected now, with these facts, by id.

    A fact may become known later. What was withdrawn is left out.
    """
    found = {}
    for one in door.released:
        hits = check(text_of(one.body), facts).facts
        if hits and one.publication.withdrawn_at is None:
            found[one.publication.id] = list({hit.fact.id: hit.fact for hit in hits}.values())
    return found


def let_stand(
    session: Session,
    *,
    actor: Actor,
    summary_id: UUID,
    version: int,
    fact_id: UUID,
    because: str,
    now: datetime,
) -> None:
    """Let a protected fact stand in this version, as a second person and with a reason.

    Letting it stand twice changes nothing.

    Raises:
        NotFound: there is no such summary on its way for `actor`, or the fact is not in it.
        NotAllowed: `actor` is no manager, wrote or signed it, or there is no reason.
        AlreadyDone: it was changed meanwhile.
    """
    door, drafted = on_its_way(session, actor, summary_id, now)
    row = drafted.summary
    if row.version != version:
        raise AlreadyDone
    if fact_id not in {one.fact.id for one in checked(session, door, drafted).facts}:
        raise NotFound
    if fact_id in drafted.overrides:
        return
    is_second = rules.may_let_stand(
        actor.role,
        actor.person_id,
        writer_id=row.written_by_id,
        signed=frozenset(one.person_id for one in drafted.signed),
    )
    if not is_second or not are_written(because):
        raise NotAllowed
    override = FactOverride(
        id=uuid4(),
        young_person_id=row.young_person_id,
        summary_id=row.id,
        version=version,
        fact_id=fact_id,
        person_id=actor.person_id,
        at=now,
    )
    vault.seal(session, override, {"because": because})
    session.add(override)
    note(session, actor, "fact.let_stand", override, row.young_person_id, now, fact=fact_id)


def sign_release(
    session: Session, *, actor: Actor, summary_id: UUID, version: int, now: datetime
) -> Publication | None:
    """Sign that this version may leave. With the second signature it does, frozen and numbered.

    A worker who looks after the young person signs first, a manager second. Signing again what
    one has signed changes nothing, also when it has left.

    Returns:
        What was released, or None while a signature is missing.

    Raises:
        NotFound: there is no such summary for `actor`, or it was dropped.
        NotAllowed: no assessment holds, something of it is unanswered, or it is not for
            `actor` to sign.
        AlreadyDone: it was changed meanwhile, or others have released it.
    """
    left = _left_before(session, actor, summary_id, now)
    if left is not None:
        return left
    door, drafted = on_its_way(session, actor, summary_id, now)
    row = drafted.summary
    signed = frozenset(one.person_id for one in drafted.signed)
    if actor.person_id not in signed:
        _must_sign(door, actor, signed)
    if row.version != version:
        raise AlreadyDone
    found = checked(session, door, drafted)
    if door.holding is None or not may_be_released(drafted, found):
        raise NotAllowed
    if actor.person_id in signed:
        return None
    signature = SummarySignature(
        id=uuid4(),
        young_person_id=row.young_person_id,
        summary_id=row.id,
        version=version,
        person_id=actor.person_id,
        signed_at=now,
    )
    session.add(signature)
    note(session, actor, "summary.signed", signature, row.young_person_id, now, version=version)
    if len(signed) + 1 < rules.SIGNATURES:
        return None
    return _release(session, door, drafted, found, actor, now)


def withdraw(
    session: Session, *, actor: Actor, publication_id: UUID, because: str, now: datetime
) -> None:
    """Take back something released: the next request finds nothing. One person is enough.

    Withdrawing twice changes nothing.

    Raises:
        NotFound: there is none for `actor`.
        NotAllowed: there is no reason.
    """
    door = queries.of_publication(session, actor=actor, publication_id=publication_id, now=now)
    if not are_written(because):
        raise NotAllowed
    row = next(one for one in door.released if one.publication.id == publication_id).publication
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at, row.withdrawn_by_id = now, actor.person_id
    vault.seal(session, row, {**vault.opened(session, row), "withdrawn_because": because})
    note(session, actor, "publication.withdrawn", row, row.young_person_id, now, number=row.number)


def open_publication(
    session: Session, *, actor: Actor, publication_id: UUID, now: datetime
) -> Open:
    """What a carer may read, with the note that they opened it.

    Raises:
        NotFound: there is none for `actor`, or not now.
    """
    found = queries.open_one(session, actor=actor, publication_id=publication_id, now=now)
    row = found.publication
    if row.opened_at is None:
        row.opened_at = now
    note(session, actor, "publication.opened", row, row.young_person_id, now, number=row.number)
    return found


def _left_before(
    session: Session, actor: Actor, summary_id: UUID, now: datetime
) -> Publication | None:
    """What became of a summary that has left, for whoever signed it; None while it has not."""
    row = session.get(Summary, summary_id)
    if row is None or row.released_at is None:
        return None
    door = queries.of_summary(session, actor=actor, summary_id=summary_id, now=now)
    theirs = select(SummarySignature.id).where(
        SummarySignature.summary_id == summary_id, SummarySignature.person_id == actor.person_id
    )
    if session.scalar(theirs.limit(1)) is None:
        raise AlreadyDone
    return next(
        one.publication for one in door.released if one.publication.summary_id == summary_id
    )


def _must_sign(door: Door, actor: Actor, signed: frozenset[UUID]) -> None:
    if not signed:
        must_write(door)
    elif not rules.may_sign_second(actor.role, actor.person_id, signed=signed):
        raise NotAllowed


def _release(
    session: Session, door: Door, drafted: Drafted, found: Checked, actor: Actor, now: datetime
) -> Publication:
    holding = door.holding
    if holding is None:
        raise NotFound
    row = drafted.summary
    body = text_of(drafted.body).as_body()
    released = Publication(
        id=uuid4(),
        young_person_id=row.young_person_id,
        link_id=row.link_id,
        carer_id=door.link.carer_id,
        summary_id=row.id,
        number=len(door.released) + 1,
        released_at=now,
    )
    vault.seal(session, released, {**body, "called": door.called, "by": drafted.written_by})
    row.released_at = now
    session.add_all(
        (
            released,
            Covered(
                id=uuid4(),
                young_person_id=row.young_person_id,
                assessment_id=holding.assessment.id,
                publication_id=released.id,
            ),
        )
    )
    note(
        session,
        actor,
        "publication.released",
        released,
        row.young_person_id,
        now,
        number=released.number,
        version=row.version,
        words_kept=len(found.words),
        facts_let_stand=len(found.facts),
    )
    return released
