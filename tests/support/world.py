"""A small service with clearly fictional people in it, made through the real services.

Amina writes; Dan is her keyworker, Nell her social worker and Ruth her reviewing officer.
Priya may cover for Dan, Finn used to be Amina's keyworker, Ella is Leo's. Kofi has nobody.
Joy Mensah is the manager and Ash the administrator.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, TypeAlias
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.support.databases import Pair, Supply
from tests.support.forms import form_with
from voice_app.accounts.models import Device, Person
from voice_app.accounts.queries import token_hash
from voice_app.accounts.service import sessions
from voice_app.app import create_app
from voice_app.care import service as care
from voice_app.care.models import AssignmentKind, TimeAway, WorkingHours
from voice_app.config import Settings
from voice_app.core import vault
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.clock import london_day
from voice_app.core.database import Database
from voice_app.core.keyring import MasterKey, write_master_keys
from voice_app.core.models import Base
from voice_app.core.opening import open_database
from voice_app.core.vault import PAGE_SECRET
from voice_app.record import service as trail
from voice_app.web import cookies

#: Tuesday 16 June 2026, ten in the morning in London.
NOW = datetime(2026, 6, 16, 9, 0, tzinfo=UTC)
ADDRESS = "https://localhost"


MakeApp: TypeAlias = Callable[[Settings, Database], Flask]


@dataclass(frozen=True)
class Someone:
    """A person of the story."""

    id: UUID
    name: str
    role: Role

    def __str__(self) -> str:
        return self.name.split(maxsplit=1)[0]


class Browser(FlaskClient):
    """Somebody's browser: it remembers the page it shows and can press what is on it."""

    page = ""
    address = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask for an address, always over https, so that secure cookies travel."""
        kwargs.setdefault("base_url", ADDRESS)
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            self.page, self.address = response.text, response.request.path
        return response

    def read(self, address: str) -> str:
        """The page at an address, wherever it leads; it must be there."""
        response = self.get(address, follow_redirects=True)
        assert response.status_code == 200, f"{address} answered {response.status_code}"
        return response.text

    def press(self, button: str, **fields: Any) -> TestResponse:
        """Fill in the form with this button on the page shown, send it, and see what comes."""
        form, pressed = form_with(self.page, button)
        return self.open(
            pressed.address or form.address or self.address,
            method=form.method.upper(),
            data=form.filled_in(fields, pressed),
            follow_redirects=True,
        )

    def send(self, address: str, **fields: Any) -> TestResponse:
        """Post to an address with a good form token, whatever page is shown."""
        return self.post(address, data={**fields, "csrf_token": self.form_token()})

    def form_token(self) -> str:
        """A form token as this browser's own pages would carry it."""
        with self.session_transaction(base_url=ADDRESS) as kept:
            raw = kept.setdefault("csrf_token", token_urlsafe(20))
        secret = self.application.secret_key
        assert secret is not None
        signer = URLSafeTimedSerializer(secret, salt="wtf-csrf-token")
        return str(signer.dumps(raw))


class World:
    """The service, its people, the app and the time, all in the test's hands."""

    #: Carers, where a story has any; see `tests.support.doors`.
    sam: Someone
    mara: Someone
    ned: Someone
    rae: Someone
    noa: Someone
    lou: Someone

    def __init__(self, settings: Settings, database: Database) -> None:
        self.settings, self.database, self.now = settings, database, NOW
        self._make_app: MakeApp = create_app
        self._phones: dict[UUID, tuple[UUID, str]] = {}
        database.vault.keyring.note_recovery_check(now=NOW)
        with database.writing() as session:
            self._people(session)
            self._young_people(session)
            self._hours(session)

    def copied(self, settings: Settings, database: Database, *, make_app: MakeApp) -> "World":
        """The same people, over a copy of what is kept about them."""
        made = copy(self)
        made.settings, made.database, made._make_app = settings, database, make_app
        made._phones = dict(self._phones)
        return made

    @cached_property
    def app(self) -> Flask:
        """The app over this world's data; stories without pages never need it."""
        return self._make_app(self.settings, self.database)

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction that writes."""
        return self.database.writing()

    def reading(self) -> AbstractContextManager[Session]:
        """A transaction that reads."""
        return self.database.reading()

    def later(self, **span: float) -> datetime:
        """Let time pass, as in `later(days=1)`; returns what the clock says then."""
        self.now += timedelta(**span)
        return self.now

    def actor(self, person: Someone, level: Level | None = None) -> Actor:
        """This person, as services and queries meet them."""
        return Actor(person_id=person.id, role=person.role, level=level or _all_the_way(person))

    def assign(
        self,
        staff: Someone,
        young_person: Someone,
        kind: AssignmentKind = AssignmentKind.KEYWORKER,
        *,
        until: datetime | None = None,
    ) -> UUID:
        """Joy lets somebody look after a young person, and may end it again at `until`."""
        with self.writing() as session:
            return self._assign(session, staff, young_person, kind, until=until)

    def unassign(self, assignment_id: UUID) -> None:
        """Joy ends an assignment now."""
        with self.writing() as session:
            care.end(session, actor=self.actor(self.joy), assignment_id=assignment_id, now=self.now)

    def cover(self, cover: Someone, away: Someone, *, days: int = 1) -> None:
        """`away` is away from today on, and `cover` stands in."""
        today = london_day(self.now)
        with self.writing() as session:
            absence = TimeAway(
                person_id=away.id,
                first_on=today,
                last_on=today + timedelta(days=days - 1),
                cover_id=cover.id,
                made_by_id=self.joy.id,
            )
            session.add(absence)
            actor = self.actor(self.joy)
            trail.append(
                session, actor=actor, action="time_away.set", now=self.now, subject=absence
            )

    def note(self, session: Session, row: Base) -> None:
        """Put a change that a story makes by hand on the trail, as every change must be."""
        trail.append(session, actor=None, action="story.changed", now=self.now, subject=row)

    def browse(self, person: Someone | None = None, level: Level | None = None) -> Browser:
        """A browser in which this person has come this far; all the way unless told.

        Nobody has no cookies. At the letterbox a young person has only their phone's.
        """
        self.app.test_client_class = Browser
        browser = self.app.test_client()
        assert isinstance(browser, Browser)
        if person is not None:
            with self.writing() as session:
                kept = self.come_in(session, person, level)
            for name, value in kept.items():
                browser.set_cookie(name, value, secure=True)
        return browser

    def come_in(
        self, session: Session, person: Someone, level: Level | None = None
    ) -> dict[str, str]:
        """Let this person come this far; the cookies that their browser keeps of it."""
        level, kept, device_id = level or _all_the_way(person), {}, None
        if person.role is Role.YOUNG_PERSON:
            device_id, kept[cookies.PHONE] = self._phone_of(session, person)
        if level is not Level.LETTERBOX:
            kept[cookies.SESSION] = sessions.start(
                session,
                person_id=person.id,
                level=level,
                now=self.now,
                device_id=device_id,
                young_person_id=person.id if device_id else None,
            )
        return kept

    def make_colleague(self, session: Session, name: str, job: str, role: Role) -> Someone:
        """Somebody who works for the service."""
        person = Person(role=role, made_at=self.now)
        vault.seal(session, person, {"name": name, "job": job, "sign_in_name": name.lower()})
        session.add(person)
        trail.append(session, actor=None, action="person.made", now=self.now, subject=person)
        return Someone(person.id, name, role)

    def make_young_person(self, session: Session, called: str, keyworker: Someone) -> Someone:
        """A young person whose place a keyworker made and Joy confirmed."""
        place = care.make_place(
            session,
            actor=self.actor(keyworker),
            called=called,
            nation="england",
            now=self.now,
        )
        young_person = Someone(place.id, called, Role.YOUNG_PERSON)
        self._assign(session, keyworker, young_person, AssignmentKind.KEYWORKER)
        return young_person

    def _people(self, session: Session) -> None:
        def staff(name: str, job: str) -> Someone:
            return self.make_colleague(session, name, job, Role.STAFF)

        self.joy = self.make_colleague(session, "Joy Mensah", "Manager", Role.MANAGER)
        self.ash = self.make_colleague(session, "Ash Quill", "Systems", Role.ADMINISTRATOR)
        self.dan = staff("Dan Hughes", "Keyworker")
        self.priya = staff("Priya Nair", "Keyworker")
        self.finn = staff("Finn Marsh", "Keyworker")
        self.ella = staff("Ella Reed", "Keyworker")
        self.nell = staff("Nell Osei", "Social worker")
        self.ruth = staff("Ruth Bell", "Reviewing officer")

    def _young_people(self, session: Session) -> None:
        self.amina = self.make_young_person(session, "Amina", self.dan)
        self.leo = self.make_young_person(session, "Leo", self.ella)
        self.kofi = self.make_young_person(session, "Kofi", self.finn)
        care.end_all_of(session, self.actor(self.joy), self.finn.id, self.now)
        self._assign(session, self.nell, self.amina, AssignmentKind.SOCIAL_WORKER)
        self._assign(session, self.ruth, self.amina, AssignmentKind.REVIEWING_OFFICER)
        self._assign(session, self.finn, self.amina, AssignmentKind.KEYWORKER, until=self.now)

    def _assign(
        self,
        session: Session,
        staff: Someone,
        young_person: Someone,
        kind: AssignmentKind,
        until: datetime | None = None,
    ) -> UUID:
        assignment = care.assign(
            session,
            actor=self.actor(self.joy),
            young_person_id=young_person.id,
            staff_id=staff.id,
            kind=kind,
            now=self.now,
        )
        session.flush()
        if until is not None:
            actor = self.actor(self.joy)
            care.end(session, actor=actor, assignment_id=assignment.id, now=until)
        return assignment.id

    def _hours(self, session: Session) -> None:
        for weekday in range(5):
            hours = WorkingHours(
                person_id=self.dan.id, weekday=weekday, starts=time(9), ends=time(17, 30)
            )
            session.add(hours)
            trail.append(session, actor=None, action="hours.set", now=self.now, subject=hours)

    def _phone_of(self, session: Session, person: Someone) -> tuple[UUID, str]:
        if person.id not in self._phones:
            token = token_urlsafe(32)
            device = Device(
                young_person_id=person.id, token_hash=token_hash(token), enrolled_at=self.now
            )
            session.add(device)
            trail.append(
                session,
                actor=None,
                action="phone.joined",
                now=self.now,
                young_person_id=person.id,
                subject=device,
            )
            session.flush()
            self._phones[person.id] = (device.id, token)
        return self._phones[person.id]


def _all_the_way(person: Someone) -> Level:
    return Level.OPEN if person.role is Role.YOUNG_PERSON else Level.TWO_FACTORS


#: The apps that stories shared so far, by the settings that are the same for each of them.
_APPS: dict[Settings, Flask] = {}


def _one_app_after_another(settings: Settings, database: Database) -> Flask:
    """The app of the story before, over this one's data.

    Learning its addresses and compiling its templates takes longer than most stories do.
    """
    nowhere = Path()
    kind = replace(
        settings,
        data_folder=nowhere,
        master_key_file=nowhere,
        database_url="",
        keyring_url="",
    )
    if kind not in _APPS:
        _APPS[kind] = create_app(settings, database)
    app = _APPS[kind]
    app.extensions["voice.database"] = database
    app.config.update(SECRET_KEY=database.vault.secret(PAGE_SECRET), VOICE_SETTINGS=settings)
    return app


def settings_for(folder: Path, database_url: str, keyring_url: str) -> Settings:
    """Settings for a test: its own databases, its own master key."""
    return Settings(
        data_folder=folder,
        master_key_file=folder / "master.key",
        database_url=database_url,
        keyring_url=keyring_url,
        public_url=ADDRESS,
    )


@pytest.fixture(scope="session")
def first_world(database_supply: Supply, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The service with everybody in it, made once for each process; every story has a copy."""
    settings = settings_for(tmp_path_factory.mktemp("world"), *database_supply.take())
    write_master_keys(settings.master_key_file, [MasterKey.new()])
    made = World(settings, open_database(settings, now=NOW))
    made.database.close()
    return made


@pytest.fixture
def world(
    tmp_path: Path,
    first_world: World,
    database_supply: Supply,
    database_urls: Pair,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[World]:
    """The service, with everybody in it, at ten on a Tuesday morning."""
    before = first_world.settings
    database_supply.fill(database_urls, (before.database_url, before.keyring_url))
    settings = settings_for(tmp_path, *database_urls)
    shutil.copy(before.master_key_file, settings.master_key_file)
    database = open_database(settings, now=NOW)
    made = first_world.copied(settings, database, make_app=_one_app_after_another)
    monkeypatch.setattr("voice_app.core.clock.now", lambda: made.now)
    yield made
    database.close()


@pytest.fixture
def browse(world: World) -> Callable[..., Browser]:
    """A browser in which somebody has come so far: `browse(world.dan)`."""
    return world.browse
