"""Making a young person's place, closing it and opening it again."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.care import queries
from voice_app.care.models import CLOSEST, Assignment, AssignmentKind, YoungPerson
from voice_app.care.rules import looking_after
from voice_app.care.service import assignments
from voice_app.core import vault
from voice_app.core.actor import Actor, Role
from voice_app.core.clock import london_day
from voice_app.core.errors import NotAllowed, NotFound, NotRecoverable
from voice_app.record import service as trail

#: Later layers put in what else ends with a case, as `(session, young_person_id, actor=, now=)`.
when_closed: list[Callable[..., None]] = []

#: The paper of a young person who has not chosen one.
FIRST_PAPER = "fern"


def make_place(
    session: Session,
    *,
    actor: Actor,
    called: str,
    nation: str,
    now: datetime,
    full_name: str = "",
    born_on: date | None = None,
    came_into_care_on: date | None = None,
    place_id: UUID | None = None,
) -> YoungPerson:
    """Make a place for a young person; whoever makes it looks after them from now on.

    They are the keyworker for a day, and longer only when a manager confirms it. A manager
    who makes a place needs no other to confirm it. `place_id` comes from the form, so a form
    that arrives twice makes one place.

    Raises:
        NotAllowed: `actor` does not work with young people.
        NotRecoverable: a lost master key would lose their words; see `voice recovery`.
    """
    if not looking_after.may_make_place(actor.role):
        raise NotAllowed
    if not vault.vault_of(session).is_recoverable():
        raise NotRecoverable
    if place_id is not None and session.get(Person, place_id) is not None:
        made = session.get(YoungPerson, place_id)
        if made is not None and made.made_by_id == actor.person_id:
            return made
        place_id = None  # An id that stands for somebody else is no id for a new place.
    young_person_id = place_id or uuid4()
    # The key is kept durably before anything is sealed with it: a key without data does no
    # harm, data without its key could never be read.
    vault.vault_of(session).make_key_for(young_person_id, now=now)
    person = Person(id=young_person_id, role=Role.YOUNG_PERSON, paper=FIRST_PAPER, made_at=now)
    vault.seal(session, person, {})
    session.add(person)
    place = YoungPerson(id=young_person_id, nation=nation, made_at=now, made_by_id=actor.person_id)
    vault.seal(
        session,
        place,
        {
            "called": called,
            "full_name": full_name,
            "born_on": born_on.isoformat() if born_on else "",
            "came_into_care_on": came_into_care_on.isoformat() if came_into_care_on else "",
            "talk_to_me": "",
        },
    )
    session.add(place)
    trail.append(
        session,
        actor=actor,
        action="place.made",
        now=now,
        young_person_id=young_person_id,
        subject=place,
    )
    needs_confirming = not looking_after.may_assign(actor.role)
    own = Assignment(
        young_person_id=young_person_id,
        staff_id=actor.person_id,
        kind=AssignmentKind.KEYWORKER,
        starts_at=now,
        made_by_id=actor.person_id,
        confirm_by=now + looking_after.CONFIRM_WITHIN if needs_confirming else None,
    )
    assignments.begin(session, own, actor=actor, now=now)
    return place


def note_born_on(
    session: Session, *, actor: Actor, young_person_id: UUID, born_on: date, now: datetime
) -> None:
    """Write down when a young person was born, because nobody knew. The same again changes nothing.

    Raises:
        NotFound: `actor` does not look after them as keyworker or social worker.
        NotAllowed: the day has not come yet.
    """
    place = queries.assigned(
        session, actor=actor, young_person_id=young_person_id, now=now, kinds=CLOSEST
    )
    if born_on > london_day(now):
        raise NotAllowed
    body = vault.opened(session, place)
    if body.get("born_on") == born_on.isoformat():
        return
    vault.seal(session, place, {**body, "born_on": born_on.isoformat()})
    trail.append(
        session,
        actor=actor,
        action="place.born_on_noted",
        now=now,
        young_person_id=place.id,
        subject=place,
    )


def close_case(session: Session, *, actor: Actor, young_person_id: UUID, now: datetime) -> None:
    """Close a case: every assignment ends, and from the next request nobody reads here.

    Closing twice changes nothing.

    Raises:
        NotAllowed: `actor` is no manager.
        NotFound: there is no such young person.
    """
    place = _place(session, actor, young_person_id)
    if place.closed_at is not None:
        return
    open_ones = select(Assignment).where(
        Assignment.young_person_id == young_person_id, Assignment.ends_at.is_(None)
    )
    for assignment in session.scalars(open_ones).all():
        assignments.end(session, actor=actor, assignment_id=assignment.id, now=now)
    place.closed_at = now
    for also in when_closed:
        also(session, young_person_id, actor=actor, now=now)
    trail.append(
        session,
        actor=actor,
        action="case.closed",
        now=now,
        young_person_id=young_person_id,
        subject=place,
    )


def reopen_case(session: Session, *, actor: Actor, young_person_id: UUID, now: datetime) -> None:
    """Open a closed case again. Nobody is assigned yet: the manager chooses who.

    Raises:
        NotAllowed: `actor` is no manager.
        NotFound: there is no such young person.
    """
    place = _place(session, actor, young_person_id)
    if place.closed_at is None:
        return
    place.closed_at = None
    trail.append(
        session,
        actor=actor,
        action="case.reopened",
        now=now,
        young_person_id=young_person_id,
        subject=place,
    )


def _place(session: Session, actor: Actor, young_person_id: UUID) -> YoungPerson:
    if not looking_after.may_assign(actor.role):
        raise NotAllowed
    place = session.get(YoungPerson, young_person_id)
    if place is None:
        raise NotFound
    return place
