"""Fictional tables, and databases that hold them, for the tests of the trail."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

import pytest
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


@pytest.fixture
def master() -> MasterKey:
    """The key that wraps the keys of the test's keyring."""
    return MasterKey.new()


@pytest.fixture
def database(database_urls: tuple[str, str], master: MasterKey) -> Iterator[Database]:
    """Fresh databases with the fictional tables, and keys for Amina and Leo."""
    data_url, keyring_url = database_urls
    engine = open_engine(data_url)
    Fictional.metadata.create_all(engine)
    vault = Vault(Keyring(open_engine(keyring_url), [master]))
    vault.prepare(now=NOW)
    for young_person_id in (AMINA, LEO):
        vault.make_key_for(young_person_id, now=NOW)
    opened = Database(engine, vault)
    yield opened
    opened.close()


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
