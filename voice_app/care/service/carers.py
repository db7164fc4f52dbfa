"""Linking a parent or carer, after somebody saw in person who they are; and ending it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.accounts.queries import credentials
from voice_app.accounts.queries.people import named
from voice_app.accounts.service import links, people
from voice_app.accounts.service.links import Printed
from voice_app.care import queries
from voice_app.care.models import CLOSEST, CarerLink
from voice_app.care.rules import carers as rules
from voice_app.core import vault
from voice_app.core.actor import Actor, Role
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.core.words import are_written
from voice_app.record import service as trail


@dataclass(frozen=True, kw_only=True)
class CarerDetails:
    """Who a carer is, and how somebody made sure of it."""

    name: str
    relation: str
    sign_in_name: str
    identity: str
    identity_checked_on: date
    #: Did whoever met them say that they are a carer of somebody else here, with this name?
    is_here_already: bool = False


class NobodySignsInSo(NotFound):
    """No carer here has this name and this sign-in name."""


def link_carer(
    session: Session,
    *,
    actor: Actor,
    link_id: UUID,
    young_person_id: UUID,
    given: CarerDetails,
    now: datetime,
) -> CarerLink:
    """Link a carer to a young person and ask for the printed link with which they begin.

    `link_id` comes from the form, so sending twice is once; somebody else from a second window
    of the same page is linked too. Somebody who is said to be a carer here already, and has the
    same name and sign-in name, is linked as they are: they keep one account, and what belongs to
    each young person stays apart. Two people may have the same name, so it is never guessed.

    Raises:
        NotFound: `actor` does not look after the young person as keyworker or social worker.
        NotAllowed: something is missing, or the day cannot be.
        AlreadyDone: somebody has this sign-in name, and nobody said that it is them.
        NobodySignsInSo: no carer here has this name and sign-in name, though it was said.
    """
    queries.assigned(session, actor=actor, young_person_id=young_person_id, now=now, kinds=CLOSEST)
    known = session.get(CarerLink, link_id)
    if known is not None:
        if known.young_person_id != young_person_id:
            raise NotFound
        if _has_name(session, session.get_one(Person, known.carer_id), given.name):
            return known
        link_id = uuid4()
    if not all(map(are_written, (given.name, given.relation, given.identity))):
        raise NotAllowed
    if rules.wrong_day(given.identity_checked_on, london_day(now)) is not None:
        raise NotAllowed
    person, is_new = _account(session, actor, given, now)
    earlier = _live_links(session, person.id)
    same = next((one for one in earlier if one.young_person_id == young_person_id), None)
    if same is not None:
        return same
    row = CarerLink(
        id=link_id,
        young_person_id=young_person_id,
        carer_id=person.id,
        made_by_id=actor.person_id,
        made_at=now,
        identity_checked_on=given.identity_checked_on,
    )
    vault.seal(session, row, {"relation": given.relation, "identity": given.identity})
    session.add(row)
    _note(session, actor, "carer.linked", row, now)
    if is_new:
        session.flush()
        links.ask_for_carer(session, actor=actor, person_id=person.id, now=now)
    return row


def ask_for_printed_link(
    session: Session, *, actor: Actor, carer_link_id: UUID, now: datetime
) -> None:
    """Ask for a new printed link for a carer: the one before works no longer.

    Raises:
        NotFound: `actor` does not look after the young person, or the link has ended.
    """
    row = _found(session, actor, carer_link_id, now)
    if row.ended_at is not None:
        raise NotFound
    links.ask_for_carer(session, actor=actor, person_id=row.carer_id, now=now)


def print_link(session: Session, *, actor: Actor, carer_link_id: UUID, now: datetime) -> Printed:
    """Approve the printed link of a carer, as a second person, and make it.

    Raises:
        NotFound: no link waits for this carer.
        NotAllowed: `actor` is no manager, or asked for it.
    """
    row = session.get(CarerLink, carer_link_id)
    if row is None or row.ended_at is not None:
        raise NotFound
    return links.approve_for_carer(session, actor=actor, person_id=row.carer_id, now=now)


def end_link(
    session: Session, *, actor: Actor, carer_link_id: UUID, because: str, now: datetime
) -> UUID:
    """End a link for good, and say whose it was. The next request finds nothing.

    With their last link a carer's account ends and they are signed out. With another they go on
    reading through that one, and nothing there changes. Ending twice changes nothing.

    Raises:
        NotFound: `actor` neither looks after the young person nor is a manager.
        NotAllowed: there is no reason.
    """
    row = _found(session, actor, carer_link_id, now)
    if not are_written(because):
        raise NotAllowed
    if row.ended_at is not None:
        return row.young_person_id
    row.ended_at, row.ended_by_id = now, actor.person_id
    vault.seal(session, row, {**vault.opened(session, row), "because": because})
    _note(session, actor, "carer.link_ended", row, now)
    session.flush()
    if not _live_links(session, row.carer_id):
        _end_account(session, actor, row.carer_id, now)
    return row.young_person_id


def _account(
    session: Session, actor: Actor, given: CarerDetails, now: datetime
) -> tuple[Person, bool]:
    """The account of this carer, and whether it is new."""
    index = credentials.sign_in_index(session, given.sign_in_name)
    found = session.scalar(select(Person).where(Person.sign_in_index == index))
    if given.is_here_already:
        if found is None or found.role is not Role.CARER or found.ended_at is not None:
            raise NobodySignsInSo
        if not _has_name(session, found, given.name):
            raise NobodySignsInSo
        return found, False
    if found is not None:
        raise AlreadyDone
    person = Person(id=uuid4(), role=Role.CARER, made_at=now)
    people.call(session, person, name=given.name.strip(), job="", sign_in_name=given.sign_in_name)
    session.add(person)
    trail.append(session, actor=actor, action="account.made", now=now, subject=person)
    return person, True


def _has_name(session: Session, person: Person, name: str) -> bool:
    return named(session, person).name.casefold() == name.strip().casefold()


def _end_account(session: Session, actor: Actor, carer_id: UUID, now: datetime) -> None:
    person = session.get_one(Person, carer_id)
    person.ended_at, person.sign_in_index = now, None
    links.end_all(session, person_id=carer_id, actor=actor, now=now)
    links.shut_out(session, person_id=carer_id, actor=actor, now=now)
    trail.append(session, actor=actor, action="account.ended", now=now, subject=person)


def _live_links(session: Session, carer_id: UUID) -> list[CarerLink]:
    query = select(CarerLink).where(CarerLink.carer_id == carer_id, CarerLink.ended_at.is_(None))
    return list(session.scalars(query))


def _found(session: Session, actor: Actor, link_id: UUID, now: datetime) -> CarerLink:
    row = session.get(CarerLink, link_id)
    if row is None:
        raise NotFound
    if actor.role is not Role.MANAGER:
        queries.assigned(
            session, actor=actor, young_person_id=row.young_person_id, now=now, kinds=CLOSEST
        )
    return row


def _note(session: Session, actor: Actor, action: str, row: CarerLink, now: datetime) -> None:
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=row.young_person_id,
        subject=row,
        details={"carer": row.carer_id},
    )
