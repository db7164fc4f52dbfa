"""Requests of a carer meet a door that shuts: none that begins after it finds anything.

On a real server, eight at a time. In each round somebody withdraws what was told, shuts the door,
ends the link, or closes the case, in the middle of it.
"""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from threading import Event
from uuid import UUID

from tests.prove import Figure, Size, at_least, exactly
from tests.sharing.chances import let_out
from tests.sharing.telling import SAFE, assess, link, shut, sign, withdraw
from tests.support.server import free_port, running, world_in
from tests.support.world import Someone, World
from voice_app.accounts.service import sessions
from voice_app.care import service as care
from voice_app.care.service import carers
from voice_app.core.actor import Level
from voice_app.web import cookies

#: The server must start in time, so nothing else may take the machine.
TIMED = True
#: Requests in all, and at a time.
REQUESTS = {"small": 200, "full": 1000}
AT_ONCE = 8
#: After so many of the requests of a round have begun, the door shuts.
THEN = 0.4


Shuts = Callable[[World, Someone, UUID, UUID], None]


@dataclass(frozen=True)
class Asked:
    """One request: when it began (seconds of a steady clock), and whether it found the note."""

    began: float
    found: bool


def run(size: Size) -> list[Figure]:
    """A round for each way of shutting a door, and one in which nothing shuts."""
    each = REQUESTS[size] // len(WAYS)
    late, asked, early = 0, 0, 0
    for way in WAYS.values():
        done_at, answers = _round(way, each)
        asked += len(answers)
        late += sum(one.found for one in answers if one.began > done_at)
        early += sum(one.found for one in answers)
    _, control = _round(_nothing, each)
    return [
        at_least("requests around the shutting of a door", asked, "", each * len(WAYS)),
        at_least("of these found the note before it shut", early, "", len(WAYS)),
        exactly("that began after it and found something", late, "", 0),
        exactly("control, nothing shuts: found it", sum(one.found for one in control), "", each),
    ]


def _round(shuts: Shuts, count: int) -> tuple[float, list[Asked]]:
    """When the door was shut, and what each request found."""
    with tempfile.TemporaryDirectory(prefix="voice-revoking-") as folder:
        port = free_port()
        world = world_in(Path(folder), port)
        sam, door_id, publication_id, token = _told(world)
        address = f"/shared/{publication_id}"
        go = Event()
        with running(Path(folder), port), ThreadPoolExecutor(AT_ONCE) as pool:

            def one(number: int) -> Asked:
                if number >= count * THEN:
                    go.set()
                return _ask(port, address, token)

            waiting = [pool.submit(one, number) for number in range(count)]
            go.wait()
            shuts(world, sam, door_id, publication_id)
            done_at = time.monotonic()
            answers = [each.result() for each in waiting]
        world.database.close()
    return done_at, answers


def _told(world: World) -> tuple[Someone, UUID, UUID, str]:
    """Sam is told something and signed in."""
    sam, door_id = link(world)
    given = replace(SAFE, ends_on=world.now.date() + timedelta(days=20))
    sign(world, assess(world, door_id, given=given))
    publication_id = let_out(world, door_id, Random(1))  # noqa: S311  a story, not a secret
    with world.writing() as session:
        token = sessions.start(session, person_id=sam.id, level=Level.TWO_FACTORS, now=world.now)
    return sam, door_id, publication_id, token


def _ask(port: int, address: str, token: str) -> Asked:
    began = time.monotonic()
    connection = HTTPConnection("localhost", port, timeout=30)
    connection.request("GET", address, headers={"Cookie": f"{cookies.SESSION}={token}"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return Asked(began, answer.status == 200 and "Where the danger is" in text)


def _withdraws(world: World, _sam: Someone, _door: UUID, publication_id: UUID) -> None:
    withdraw(world, publication_id)


def _shuts(world: World, _sam: Someone, door_id: UUID, _publication: UUID) -> None:
    shut(world, door_id)


def _ends(world: World, _sam: Someone, door_id: UUID, _publication: UUID) -> None:
    with world.writing() as session:
        carers.end_link(
            session,
            actor=world.actor(world.dan),
            carer_link_id=door_id,
            because="He has moved.",
            now=world.now,
        )


def _closes(world: World, _sam: Someone, _door: UUID, _publication: UUID) -> None:
    with world.writing() as session:
        care.close_case(
            session, actor=world.actor(world.joy), young_person_id=world.amina.id, now=world.now
        )


def _nothing(_world: World, _sam: Someone, _door: UUID, _publication: UUID) -> None:
    """The control: every request finds it."""


WAYS = {"withdrawn": _withdraws, "shut": _shuts, "ended": _ends, "closed": _closes}
