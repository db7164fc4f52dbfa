"""A carer of the demo: linked, told something, and with something more on its way."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from voice_app.care.service import carers, facts
from voice_app.care.service.carers import CarerDetails
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.sharing import service
from voice_app.sharing.rules import Assessment, Preview, SummaryText
from voice_app.wording.protected import FactKind

RING = "The duty team, 01632 960 041, at any hour."


def is_told(
    session: Session, young_person: Actor, worker: Actor, manager: Actor, at: datetime
) -> None:
    """Sam, a foster carer: the door is open, one note is out, and one waits for a look."""
    link_id = _linked(session, young_person, worker, at)
    _assessed(session, link_id, worker, manager, at)
    later = at + timedelta(hours=3)
    first = _written(
        session,
        link_id,
        worker,
        SummaryText(
            from_them="Saturdays matter to me.",
            danger="Some adults near the old pitch. Not at home. Not because of anything that "
            "Amina or you did.",
            helps="Quiet on Saturday nights. Let her bring it up.",
            next="Football with Northside, on Saturday. Dan drives her.",
            ring=RING,
        ),
        at,
    )
    service.say_of_summary(
        session,
        actor=young_person,
        summary_id=first,
        version=1,
        preview=Preview.OK,
        now=later,
    )
    session.flush()
    for signer in (worker, manager):
        service.sign_release(session, actor=signer, summary_id=first, version=1, now=later)
        session.flush()
    _written(
        session,
        link_id,
        worker,
        SummaryText(
            danger="Nothing new.",
            helps="She sleeps better with music.",
            next="Her meeting. She decides what she tells you of it.",
            ring=RING,
        ),
        later,
    )


def _linked(session: Session, young_person: Actor, worker: Actor, at: datetime) -> UUID:
    facts.protect(
        session,
        actor=worker,
        fact_id=uuid4(),
        young_person_id=young_person.person_id,
        kind=FactKind.SCHOOL,
        value="Northbeck Academy",
        now=at,
    )
    link = carers.link_carer(
        session,
        actor=worker,
        link_id=uuid4(),
        young_person_id=young_person.person_id,
        given=CarerDetails(
            name="Sam Carter",
            relation="foster carer",
            sign_in_name="sam.carter",
            identity="Passport seen at home, with Nell there.",
            identity_checked_on=london_day(at),
        ),
        now=at,
    )
    session.flush()
    return link.id


def _assessed(session: Session, link_id: UUID, worker: Actor, manager: Actor, at: datetime) -> None:
    row = service.write_assessment(
        session,
        actor=worker,
        link_id=link_id,
        given=Assessment(
            safe="Sam has kept plans private since March. Amina says she feels OK with it.",
            danger="Some adults near the old pitch. Nobody at home.",
            if_wrong="Somebody could learn when she plays. We would shut it the same day.",
            basis="Two visits at home, and what Amina says.",
            covered=("Football on Saturdays", "What helps at home"),
            not_covered=("School", "Feelings"),
            protective="Sam rings the duty team when something worries him.",
            view="Fine. But don’t say about the bus.",
            ends_on=london_day(at) + timedelta(days=28),
        ),
        after=0,
        now=at,
    )
    session.flush()
    service.sign_assessment(session, actor=manager, assessment_id=row.id, now=at)
    session.flush()


def _written(
    session: Session, link_id: UUID, worker: Actor, text: SummaryText, at: datetime
) -> UUID:
    row = service.begin_summary(
        session, actor=worker, summary_id=uuid4(), link_id=link_id, text=text, now=at
    )
    session.flush()
    service.show_summary(session, actor=worker, summary_id=row.id, version=1, now=at)
    session.flush()
    return row.id
