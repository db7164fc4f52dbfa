"""Thirty colleagues sign in at the same moment, passphrase and code, on a real server."""

import re
import socket
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

import pyotp

from tests.prove import Figure, Size, at_most, exactly
from tests.support.server import running, settings_in
from tests.support.signing_in import PASSPHRASE, Access, let_in
from tests.support.world import World
from voice_app import migrations
from voice_app.core.actor import Role
from voice_app.core.keyring import MasterKey, write_master_keys
from voice_app.core.opening import open_database

TIMED = True
#: In all, for thirty at once; a small run has fewer people and the same second.
#: Three are measured while other tests may run; thirty are what we promise.
SECONDS = {"small": 3.0, "full": 1.0}
PEOPLE = {"small": 3, "full": 30}

FORM_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def run(size: Size) -> list[Figure]:
    """Let people in, then have them all sign in at once and wait for the last."""
    with tempfile.TemporaryDirectory(prefix="voice-sign-ins-") as folder:
        port = _free_port()
        people = _staff(Path(folder), port, PEOPLE[size])
        with running(Path(folder), port):
            seconds, let = _all_at_once(port, people)
    count = len(people)
    return [
        at_most(f"{count} sign-ins at once, passphrase and code", seconds, "s", SECONDS[size]),
        exactly("people who were let in", let, "", count),
    ]


def _staff(folder: Path, port: int, count: int) -> list[Access]:
    """A service in which so many people have had first access a while ago."""
    settings = settings_in(folder, port)
    write_master_keys(settings.master_key_file, [MasterKey.new()])
    now = datetime.now(UTC)
    database = open_database(settings, now=now)
    migrations.upgrade(database.engine)
    world = World(settings, database)
    accesses = []
    for number in range(count):
        with world.writing() as session:
            person = world.make_colleague(session, f"Pat Number{number}", "Worker", Role.STAFF)
        accesses.append(let_in(world, person))
    database.close()
    return accesses


def _all_at_once(port: int, people: list[Access]) -> tuple[float, int]:
    start = Barrier(len(people) + 1)
    browsers = [_Browser(port) for _ in people]
    for browser in browsers:
        browser.get("/sign-in")
    with ThreadPoolExecutor(len(people)) as pool:
        waiting = [
            pool.submit(_sign_in, browser, access, start)
            for browser, access in zip(browsers, people, strict=True)
        ]
        start.wait()
        began = time.perf_counter()
        let = sum(one.result() for one in waiting)
        return round(time.perf_counter() - began, 2), let


def _sign_in(browser: "_Browser", access: Access, start: Barrier) -> bool:
    start.wait()
    browser.post("/sign-in", sign_in_name=access.sign_in_name, passphrase=PASSPHRASE)
    browser.get("/sign-in/code")
    status = browser.post("/sign-in/code", code=pyotp.TOTP(access.secret).now())
    return status == 303


@dataclass
class _Browser:
    """As much of a browser as signing in needs: it keeps cookies and the form's token."""

    port: int

    def __post_init__(self) -> None:
        self._cookies: dict[str, str] = {}
        self._form_token = ""

    def get(self, address: str) -> int:
        """Open a page."""
        return self._ask("GET", address, None)

    def post(self, address: str, **fields: str) -> int:
        """Send the form on the page."""
        return self._ask("POST", address, urlencode({**fields, "csrf_token": self._form_token}))

    def _ask(self, method: str, address: str, body: str | None) -> int:
        connection = HTTPConnection("localhost", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        found = FORM_TOKEN.search(answer.read().decode())
        self._form_token = found[1] if found else self._form_token
        connection.close()
        return answer.status


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
