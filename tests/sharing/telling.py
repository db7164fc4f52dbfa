"""Small ways to tell a story about sharing: Sam is linked, Dan writes, Joy signs, Sam reads."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from tests.support.world import Someone, World
from voice_app.accounts.models import Person
from voice_app.care.models import CarerLink
from voice_app.core import vault
from voice_app.core.actor import Role
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound
from voice_app.record import service as trail
from voice_app.sharing import queries, service
from voice_app.sharing.models import Publication, SafetyAssessment, Summary
from voice_app.sharing.queries import Door
from voice_app.sharing.rules import Assessment, Ending, Preview, SummaryText

SAFE = Assessment(
    safe="Sam has kept plans private since March.",
    danger="Some adults near the old pitch. Not at home.",
    if_wrong="Somebody could learn where she plays. We shut it the same day.",
    basis="Two visits, and what Amina says.",
    covered=("Football on Saturdays", "What helps at home"),
    not_covered=("School",),
    protective="Sam rings the duty team at once when something worries him.",
    view="Fine. But don’t say about the bus.",
    ends_on=date(2026, 7, 14),
)
TEXT = SummaryText(
    from_them="Saturdays matter to me.",
    danger="Some adults near the old pitch. Not at home.",
    helps="Quiet on Saturday nights. Let her bring it up.",
    next="Football, Saturday 20 June.",
    ring="Duty team 01632 960 041.",
)


def link(
    world: World,
    *,
    name: str = "Sam Carter",
    of: Someone | None = None,
    carer: Someone | None = None,
) -> tuple[Someone, UUID]:
    """Somebody, a new carer unless told, is linked to a young person, Amina unless told."""
    with world.writing() as session:
        if carer is None:
            person = Person(role=Role.CARER, made_at=world.now)
            body = {"name": name, "job": "", "sign_in_name": name.lower()}
            vault.seal(session, person, body)
            session.add(person)
            trail.append(session, actor=None, action="person.made", now=world.now, subject=person)
            carer = Someone(person.id, name, Role.CARER)
        row = CarerLink(
            young_person_id=(of or world.amina).id,
            carer_id=carer.id,
            made_by_id=world.dan.id,
            made_at=world.now,
            identity_checked_on=london_day(world.now),
        )
        vault.seal(session, row, {"relation": "foster carer", "identity": "Passport seen."})
        session.add(row)
        trail.append(
            session,
            actor=None,
            action="carer.linked",
            now=world.now,
            young_person_id=row.young_person_id,
            subject=row,
        )
        return carer, row.id


def assess(
    world: World,
    link_id: UUID,
    *,
    given: Assessment = SAFE,
    by: Someone | None = None,
    after: int = 0,
    still_covered: tuple[UUID, ...] = (),
) -> UUID:
    """Dan, unless told, writes and signs an assessment; returns its id."""
    with world.writing() as session:
        row: SafetyAssessment = service.write_assessment(
            session,
            actor=world.actor(by or world.dan),
            link_id=link_id,
            given=given,
            after=after,
            still_covered=still_covered,
            now=world.now,
        )
        return row.id


def sign(world: World, assessment_id: UUID, *, by: Someone | None = None) -> None:
    """Joy, unless told, signs second."""
    with world.writing() as session:
        actor = world.actor(by or world.joy)
        service.sign_assessment(session, actor=actor, assessment_id=assessment_id, now=world.now)


def opened_door(world: World, *, ends_on: date | None = None) -> tuple[Someone, UUID]:
    """Sam is linked to Amina, and two people have signed that it is safe."""
    sam, link_id = link(world)
    given = replace(SAFE, ends_on=ends_on) if ends_on else SAFE
    sign(world, assess(world, link_id, given=given))
    return sam, link_id


def begin(
    world: World, link_id: UUID, text: SummaryText = TEXT, *, by: Someone | None = None
) -> UUID:
    """Dan, unless told, writes a summary; returns its id."""
    with world.writing() as session:
        row: Summary = service.begin_summary(
            session,
            actor=world.actor(by or world.dan),
            summary_id=uuid4(),
            link_id=link_id,
            text=text,
            now=world.now,
        )
        return row.id


def show(world: World, summary_id: UUID, *, version: int = 1) -> None:
    """Dan lays it before Amina."""
    with world.writing() as session:
        service.show_summary(
            session,
            actor=world.actor(world.dan),
            summary_id=summary_id,
            version=version,
            now=world.now,
        )


def say(
    world: World,
    summary_id: UUID,
    preview: Preview = Preview.OK,
    *,
    version: int = 1,
    said: str = "",
    by: Someone | None = None,
) -> None:
    """Amina, unless told, says what she makes of it."""
    with world.writing() as session:
        service.say_of_summary(
            session,
            actor=world.actor(by or world.amina),
            summary_id=summary_id,
            version=version,
            preview=preview,
            said=said,
            now=world.now,
        )


def sign_out(
    world: World, summary_id: UUID, *, by: Someone, version: int = 1
) -> Publication | None:
    """Somebody signs that a summary may leave."""
    with world.writing() as session:
        return service.sign_release(
            session,
            actor=world.actor(by),
            summary_id=summary_id,
            version=version,
            now=world.now,
        )


def released(world: World, link_id: UUID, text: SummaryText = TEXT) -> UUID:
    """A summary that Amina has seen and two people let out; returns the publication's id."""
    summary_id = begin(world, link_id, text)
    show(world, summary_id)
    say(world, summary_id)
    sign_out(world, summary_id, by=world.dan)
    publication = sign_out(world, summary_id, by=world.joy)
    assert publication is not None
    return publication.id


def shut(world: World, link_id: UUID, *, by: Someone | None = None) -> None:
    """Something happened, and Dan, unless told, shuts the door."""
    with world.writing() as session:
        service.shut_door(
            session,
            actor=world.actor(by or world.dan),
            link_id=link_id,
            ending=Ending.INCIDENT,
            because="Somebody followed her home.",
            now=world.now,
        )


def withdraw(world: World, publication_id: UUID, *, by: Someone | None = None) -> None:
    """Dan, unless told, takes it back."""
    with world.writing() as session:
        service.withdraw(
            session,
            actor=world.actor(by or world.dan),
            publication_id=publication_id,
            because="The plan has changed.",
            now=world.now,
        )


def reads(world: World, carer: Someone) -> list[UUID]:
    """What this carer finds, by id, the newest first."""
    with world.reading() as session:
        found = queries.open_to(session, actor=world.actor(carer), now=world.now)
        return [one.publication.id for one in found]


def door_of(world: World, link_id: UUID, *, by: Someone | None = None) -> Door:
    """The door as Dan, unless told, sees it."""
    with world.reading() as session:
        actor = world.actor(by or world.dan)
        return queries.door(session, actor=actor, link_id=link_id, now=world.now)


def finds_door(world: World, person: Someone, link_id: UUID) -> bool:
    """Can this person find the door?"""
    try:
        door_of(world, link_id, by=person)
    except NotFound:
        return False
    return True


def in_days(world: World, days: int) -> date:
    """A day so many days from now, in London."""
    return london_day(world.now) + timedelta(days=days)
