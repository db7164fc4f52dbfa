"""Fictional tables, people and stories for the tests of the trail."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.orm import Mapped, Session, mapped_column

from voice_app.core.actor import Actor, Level, Role
from voice_app.core.database import Database, open_engine
from voice_app.core.keyring import Keyring, MasterKey
from voice_app.core.models import NAMES, Base, Sealed, choice
from voice_app.core.vault import Vault, seal
from voice_app.record import service as trail

NOW = datetime(2026, 5, 4, 15, 30, tzinfo=UTC)
AMINA = UUID("0a000000-0000-4000-8000-000000000001")
LEO = UUID("0a000000-0000-4000-8000-000000000002")
KOFI = UUID("0a000000-0000-4000-8000-000000000003")
DAN = Actor(
    person_id=UUID("0a000000-0000-4000-8000-00000000000d"),
    role=Role.STAFF,
    level=Level.TWO_FACTORS,
    session_id=UUID("0a000000-0000-4000-8000-0000000000dd"),
)


class Fictional(Base):
    """Tables of these tests alone: in no schema, and found by nobody else."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMES)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Kite(Sealed, Fictional):
    """A table with a column of every kind that the trail vouches for."""

    __tablename__ = "kite"
    unwitnessed_columns: ClassVar[frozenset[str]] = frozenset({"looked_at"})

    young_person_id: Mapped[UUID]
    colour: Mapped[Colour] = mapped_column(choice(Colour, "colour"))
    name: Mapped[str]
    length: Mapped[int]
    wind: Mapped[float | None]
    flies: Mapped[bool]
    made_on: Mapped[date | None]
    flown_at: Mapped[datetime | None]
    knot: Mapped[bytes | None]
    looked_at: Mapped[datetime | None]


class Shed(Sealed, Fictional):
    """A table sealed with the organisation's key."""

    __tablename__ = "shed"
    key_column = None

    number: Mapped[int]


class Noticeboard(Fictional):
    """A table the trail does not vouch for."""

    __tablename__ = "noticeboard"
    witnessed: ClassVar[bool] = False

    text: Mapped[str]


MODELS = (Kite, Shed, Noticeboard)


def opened(urls: tuple[str, str], master: MasterKey) -> Database:
    """The data and keys at these addresses."""
    data, keyring = map(open_engine, urls)
    return Database(data, Vault(Keyring(keyring, [master])))


def prepared(urls: tuple[str, str], master: MasterKey) -> Database:
    """The same for new databases: with the fictional tables, and keys for Amina and Leo."""
    database = opened(urls, master)
    Fictional.metadata.create_all(database.engine)
    database.vault.prepare(now=NOW)
    for young_person_id in (AMINA, LEO):
        database.vault.make_key_for(young_person_id, now=NOW)
    return database


def kite(session: Session, **values: Any) -> Kite:
    """A kite of Amina's, or of whom the test says, sealed and added to the session."""
    row = Kite(
        **{
            "young_person_id": AMINA,
            "colour": Colour.RED,
            "name": "Skylark",
            "length": 30,
            "flies": True,
            **values,
        }
    )
    seal(session, row, {"words": "It pulls so hard"})
    session.add(row)
    return row


def shed(session: Session, **values: Any) -> Shed:
    """A shed of the organisation's."""
    row = Shed(**{"number": 3, **values})
    seal(session, row, {"words": "The key is under the stone"})
    session.add(row)
    return row


def said(
    session: Session,
    action: str = "kite.flown",
    *,
    now: datetime = NOW,
    young_person_id: UUID | None = AMINA,
    subject: Base | None = None,
    **details: Any,
) -> None:
    """Put one event on the trail."""
    trail.append(
        session,
        actor=DAN,
        action=action,
        now=now,
        young_person_id=young_person_id,
        subject=subject,
        details=details,
    )


def kite_on_the_trail(database: Database, **values: Any) -> UUID:
    """A kite that was kept together with its event; its id."""
    with database.writing() as session:
        row = kite(session, **values)
        said(session, "kite.made", young_person_id=row.young_person_id, subject=row)
    return row.id


def a_life_with_kites(database: Database) -> None:
    """A trail with everything on it: three people, one erased, rows of every fate, a reading."""
    database.vault.make_key_for(KOFI, now=NOW)
    with database.writing() as session:
        first = kite(session, wind=2.5, made_on=date(2026, 1, 2), flown_at=NOW, knot=b"reef")
        second = kite(session, colour=Colour.BLUE, name="Swift", looked_at=NOW)
        said(session, "kite.made", subject=first, place="the hill")
        said(session, "kite.made", subject=second)
        shed(session)
        said(session, "shed.built", young_person_id=None)
    with database.writing() as session:
        gone = kite(session, young_person_id=LEO, flies=False)
        said(session, "kite.made", young_person_id=LEO)
        kite(session, young_person_id=KOFI)
        said(session, "kite.made", young_person_id=KOFI)
        shed(session, number=4)
    with database.writing() as session:
        session.delete(session.get_one(Kite, gone.id))
        said(session, "kite.lost", young_person_id=LEO, subject=gone)
    with database.writing() as session:
        session.get_one(Kite, first.id).name = "Swallow"
        said(session, "kite.renamed")
        trail.read(
            session,
            actor=DAN,
            young_person_id=AMINA,
            now=NOW,
            entry_ids=[first.id, second.id],
            place="kites.show",
        )
    erase(database, KOFI)


def erase(database: Database, young_person_id: UUID) -> None:
    """Put an erasure on the trail, then destroy the key."""
    with database.writing() as session:
        said(session, "young_person.erased", young_person_id=young_person_id)
    database.vault.keyring.destroy(f"young-person/{young_person_id}", now=NOW)
