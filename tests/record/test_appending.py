"""What a service says is kept as it was said, and sealed for the one it is about."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.record.fictional import AMINA, DAN, LEO, NOW, Colour, kite, said
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.database import Database
from voice_app.core.models import ORGANISATION
from voice_app.record import queries
from voice_app.record import service as trail
from voice_app.record.models import TrailEvent

AMINA_HERSELF = Actor(person_id=AMINA, role=Role.YOUNG_PERSON, level=Level.OPEN)


def test_an_event_says_who_did_what_to_what_and_when(database: Database) -> None:
    with database.writing() as session:
        row = kite(session)
        said(session, "kite.made", subject=row, place="the hill")

    [event] = events_of(database, AMINA)
    assert (event.at, event.action, event.actor_id) == (NOW, "kite.made", DAN.person_id)
    assert (event.subject_table, event.subject_id) == ("kite", row.id)
    assert event.details == {"place": "the hill"}


def test_what_the_service_does_by_itself_has_no_actor(database: Database) -> None:
    with database.writing() as session:
        trail.append(session, actor=None, action="service.started", now=NOW)

    with database.reading() as session:
        event = session.scalars(select(TrailEvent)).one()
    assert (event.actor_id, event.session_id, event.chain_id) == (None, None, ORGANISATION)


def test_details_may_hold_ids_choices_and_days(database: Database) -> None:
    with database.writing() as session:
        said(
            session,
            kite=LEO,
            colour=Colour.RED,
            on=date(2026, 5, 4),
            at=datetime(2026, 5, 4, tzinfo=UTC),
            many=(LEO, AMINA),
            some={"red"},
            none=None,
            more={"deep": [LEO]},
        )

    [event] = events_of(database, AMINA)
    assert event.details == {
        "kite": str(LEO),
        "colour": "red",
        "on": "2026-05-04",
        "at": "2026-05-04T00:00:00+00:00",
        "many": [str(LEO), str(AMINA)],
        "some": ["red"],
        "none": None,
        "more": {"deep": [str(LEO)]},
    }


def test_details_lie_in_the_database_sealed(database: Database) -> None:
    with database.writing() as session:
        said(session, place="the hill")

    with database.reading() as session:
        event = session.scalars(select(TrailEvent)).one()
    assert b"hill" not in event.sealed
    assert len(event.sealed) > 256


@pytest.mark.parametrize(
    "action", ["", "sent", "Entry.sent", "entry.", "entry sent", "entry.sent\n"]
)
def test_an_action_in_another_form_is_refused(database: Database, action: str) -> None:
    with pytest.raises(ValueError, match="not an action"), database.writing() as session:
        said(session, action)


def test_a_time_without_its_zone_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="zone"), database.writing() as session:
        said(session, now=NOW.replace(tzinfo=None))


def test_an_event_about_somebody_without_a_key_is_refused(database: Database) -> None:
    with pytest.raises(KeyError), database.writing() as session:
        said(session, young_person_id=uuid4())


def test_each_young_person_sees_only_their_own_events_newest_first(database: Database) -> None:
    for number in range(5):
        with database.writing() as session:
            said(session, number=number)
            said(session, young_person_id=LEO)
            said(session, young_person_id=None)

    first = events_of(database, AMINA, most=3)
    rest = events_of(database, AMINA, before=first[-1].chain_seq)

    assert [event.details["number"] for event in first + rest] == [4, 3, 2, 1, 0]
    assert len(events_of(database, LEO)) == 5
    assert events_of(database, uuid4()) == []


def test_a_reading_says_who_was_shown_what_and_where(database: Database) -> None:
    entries = [uuid4(), uuid4()]
    with database.writing() as session:
        said(session)
        read(session, DAN, entries)

    with database.reading() as session:
        [reading] = queries.readings_of(session, young_person_id=AMINA)
        assert queries.readings_of(session, young_person_id=LEO) == []

    assert (reading.reader_id, reading.at, reading.place) == (DAN.person_id, NOW, "entries.show")
    assert reading.entry_ids == entries


def test_seeing_ones_own_words_or_none_at_all_is_no_reading(database: Database) -> None:
    with database.writing() as session:
        read(session, AMINA_HERSELF, [uuid4()])
        read(session, DAN, [])

    assert events_of(database, AMINA) == []


def test_readings_come_in_pages_by_key(database: Database) -> None:
    for _ in range(5):
        with database.writing() as session:
            read(session, DAN, [uuid4()])
            said(session)

    with database.reading() as session:
        first = queries.readings_of(session, young_person_id=AMINA, most=2)
        second = queries.readings_of(
            session, young_person_id=AMINA, before=first[-1].chain_seq, most=2
        )

    assert [reading.chain_seq for reading in first + second] == [9, 7, 5, 3]


def events_of(
    database: Database, young_person_id: UUID, before: int | None = None, most: int = 50
) -> list[queries.Event]:
    with database.reading() as session:
        return queries.events_for(
            session, young_person_id=young_person_id, before=before, most=most
        )


def read(session: Session, actor: Actor, entry_ids: list[UUID]) -> None:
    trail.read(
        session,
        actor=actor,
        young_person_id=AMINA,
        now=NOW,
        entry_ids=entry_ids,
        place="entries.show",
    )
