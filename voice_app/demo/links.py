"""One-time links by which fictional people sign in on this machine."""

from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from sqlalchemy import select

from voice_app.accounts.models import Person
from voice_app.care.models import YoungPerson
from voice_app.core import vault
from voice_app.core.actor import Role
from voice_app.core.database import Database


@dataclass(frozen=True)
class Link:
    """One fictional person and the token that signs them in once."""

    person_id: UUID
    role: Role
    who: str
    token: str = field(default_factory=lambda: token_urlsafe(16))


def make_links(database: Database) -> list[Link]:
    """A link for everybody in the demo: young people first, then everybody else."""
    with database.reading() as session:
        young_people = [
            Link(
                place.id, Role.YOUNG_PERSON, f"{vault.opened(session, place)['called']}, on a phone"
            )
            for place in session.scalars(select(YoungPerson).order_by(YoungPerson.made_at))
        ]
        colleagues = [
            Link(person.id, person.role, _who(vault.opened(session, person)))
            for person in session.scalars(
                select(Person)
                .where(Person.role != Role.YOUNG_PERSON, Person.ended_at.is_(None))
                .order_by(Person.made_at)
            )
        ]
    return young_people + colleagues


def _who(body: dict[str, Any]) -> str:
    """A colleague with their job, and a carer, who has none here."""
    return f"{body['name']}, {body['job'] or 'a carer'}"
