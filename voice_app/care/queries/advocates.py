"""Who may stand at a young person's side, and who was asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlalchemy.orm import Session, aliased

from voice_app.accounts.models import Person
from voice_app.accounts.queries.people import named
from voice_app.care.models import Advocate, AdvocateAsked, Assignment, YoungPerson
from voice_app.care.queries.looking_after import acts_for, is_live
from voice_app.core import vault
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.errors import NotFound


@dataclass(frozen=True)
class Listed:
    """Somebody on the service's list."""

    id: UUID
    name: str
    organisation: str
    phone: str
    how: str
    checked_on: date


@dataclass(frozen=True)
class Ask:
    """A young person asked for somebody at their side."""

    asked: AdvocateAsked
    called: str
    #: The first name of whoever arranged it, and their words; empty until then.
    arranged_by: str
    arranged: str


def advocates(session: Session) -> list[Listed]:
    """The service's list, by name; it holds nothing about anybody who asked."""
    rows = session.scalars(select(Advocate).where(Advocate.ended_at.is_(None)))
    listed = [_listed(session, row) for row in rows]
    return sorted(listed, key=lambda one: (one.name.casefold(), one.id))


def my_ask(session: Session, *, actor: Actor) -> Ask | None:
    """What the young person asking asked for last; None when they never did."""
    if not actor.is_young_person or actor.level < Level.OPEN:
        return None
    query = _asks().where(AdvocateAsked.young_person_id == actor.person_id)
    return next(iter(_found(session, query.limit(1))), None)


def asks_waiting(session: Session, *, actor: Actor, now: datetime) -> list[Ask]:
    """What nobody has arranged yet: for a manager everywhere, for others where they look after.

    The longest waiting comes first.
    """
    query = _asks().where(AdvocateAsked.arranged_at.is_(None), _may_see(actor, now))
    return _found(session, query)[::-1]


def get_ask(session: Session, *, actor: Actor, asked_id: UUID, now: datetime) -> Ask:
    """One young person's asking, for those who may arrange it.

    Raises:
        NotFound: there is none, or `actor` is no manager and does not look after them.
    """
    found = _found(session, _asks().where(AdvocateAsked.id == asked_id, _may_see(actor, now)))
    if not found:
        raise NotFound
    return found[0]


def _asks() -> Select[AdvocateAsked, YoungPerson, Person | None]:
    arranger = aliased(Person)
    return (
        select(AdvocateAsked, YoungPerson, arranger)
        .join(YoungPerson, YoungPerson.id == AdvocateAsked.young_person_id)
        .outerjoin(arranger, arranger.id == AdvocateAsked.arranged_by_id)
        .where(YoungPerson.closed_at.is_(None))
        .order_by(AdvocateAsked.asked_at.desc(), AdvocateAsked.id)
    )


def _may_see(actor: Actor, now: datetime) -> ColumnElement[bool]:
    if actor.is_young_person or actor.level < Level.TWO_FACTORS:
        return false()
    if actor.role is Role.MANAGER:
        return true()
    theirs = select(Assignment.young_person_id).where(is_live(now), acts_for(actor, now))
    return AdvocateAsked.young_person_id.in_(theirs)


def _found(session: Session, query: Select[AdvocateAsked, YoungPerson, Person | None]) -> list[Ask]:
    return [
        Ask(
            asked=asked,
            called=vault.opened(session, place)["called"],
            arranged_by=named(session, arranger).first_name if arranger is not None else "",
            arranged=vault.opened(session, asked).get("arranged", ""),
        )
        for asked, place, arranger in session.execute(query)
    ]


def _listed(session: Session, row: Advocate) -> Listed:
    body = vault.opened(session, row)
    return Listed(
        id=row.id,
        name=body["name"],
        organisation=body["organisation"],
        phone=body["phone"],
        how=body["how"],
        checked_on=row.checked_on,
    )
