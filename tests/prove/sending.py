"""What was acknowledged is there, once, however often the server is killed and replies are lost.

Eight phones send at the same time. The server process is killed with no warning again and
again, and now and then a phone hangs up before the reply comes. Each phone sends again until
it hears "kept". The control does the same but gives the words a new id at every attempt.
"""

import socket
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Lock
from urllib.parse import urlencode
from uuid import uuid4

from sqlalchemy import select

from tests.prove import Figure, Size, at_least, exactly
from tests.support.forms import forms_on
from tests.support.server import Server, free_port, running, settings_in, world_in
from voice_app.core import vault
from voice_app.core.actor import Level
from voice_app.core.opening import open_database
from voice_app.entries.models import Entry
from voice_app.record.service import verify
from voice_app.web import cookies

#: The server must start in time, so nothing else may take the machine.
TIMED = True
SENDS, KILLS = {"small": 60, "full": 600}, {"small": 3, "full": 30}
PHONES = 8
#: Every so many attempts a phone hangs up before the reply.
HANGS_UP = 9


@dataclass
class Count:
    """What the phones heard so far, and when to kill next."""

    kill_after: int
    kept: list[str] = field(default_factory=list)
    attempts: int = 0
    kills: int = 0
    lock: Lock = field(default_factory=Lock)


def run(size: Size) -> list[Figure]:
    """Send through kills and lost replies, with the phone's own id and without."""
    with_id, problems, kills = _send_all(size, same_id=True)
    without_id, _, _ = _send_all(size, same_id=False)
    return [
        at_least("kills of the server while sending", kills, "", KILLS[size]),
        exactly("acknowledged entries", sum(1 for n in with_id.values() if n), "", SENDS[size]),
        exactly("acknowledged and lost", sum(1 for n in with_id.values() if not n), "", 0),
        exactly("kept twice", sum(1 for n in with_id.values() if n > 1), "", 0),
        exactly("problems that verify finds afterwards", problems, "", 0),
        at_least(
            "control, a new id each time: kept twice",
            sum(1 for n in without_id.values() if n > 1),
            "",
            1,
        ),
    ]


def _send_all(size: Size, *, same_id: bool) -> tuple[dict[str, int], int, int]:
    """How often each acknowledged entry is there; what verify finds; how many kills there were."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        cookie = _make_world(folder, port)
        count = Count(kill_after=SENDS[size] // KILLS[size])
        with running(folder, port) as server:
            form = _form(server, cookie)
            words = [f"number {number}" for number in range(SENDS[size])]
            with ThreadPoolExecutor(PHONES) as phones:
                for sent in [
                    phones.submit(_send, server, form, one, count, same_id=same_id) for one in words
                ]:
                    sent.result()
        return (*_look(folder, port, count), count.kills)


def _make_world(folder: Path, port: int) -> str:
    world = world_in(folder, port)
    phone = world.browse(world.amina, Level.LETTERBOX).get_cookie(cookies.PHONE)
    assert phone is not None
    world.database.close()
    return f"{cookies.PHONE}={phone.value}"


def _form(server: Server, cookie: str) -> tuple[str, str]:
    """The cookies and the form token with which a phone sends."""
    with closing(HTTPConnection("localhost", server.port)) as connection:
        connection.request("GET", "/letterbox", headers={"Cookie": cookie})
        response = connection.getresponse()
        page = response.read().decode()
    kept = response.headers["Set-Cookie"].split(";")[0]
    token = next(
        form.values["csrf_token"][0] for form in forms_on(page) if "csrf_token" in form.values
    )
    return f"{cookie}; {kept}", token


def _send(
    server: Server, form: tuple[str, str], words: str, count: Count, *, same_id: bool
) -> None:
    """Send until it is acknowledged."""
    phone_id = uuid4()
    while True:
        with count.lock:
            count.attempts += 1
            hangs_up = count.attempts % HANGS_UP == 0
        try:
            status = _post(server, form, words, str(phone_id), hangs_up=hangs_up)
        except (OSError, HTTPException):
            status = 0
        if status == 303:
            break
        if not same_id:
            phone_id = uuid4()
    with count.lock:
        count.kept.append(words)
        if len(count.kept) % count.kill_after == 0:
            server.kill()
            server.start()
            count.kills += 1


def _post(
    server: Server, form: tuple[str, str], words: str, phone_id: str, *, hangs_up: bool
) -> int:
    cookie, token = form
    body = urlencode({"csrf_token": token, "words": words, "key": phone_id})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    with closing(HTTPConnection("localhost", server.port, timeout=10)) as connection:
        connection.request("POST", "/letterbox", body, headers)
        if not hangs_up:
            return connection.getresponse().status
        connection.sock.shutdown(socket.SHUT_WR)
        connection.sock.recv(1)  # the reply has begun, so the words are kept; nobody hears it
        return 0


def _look(folder: Path, port: int, count: Count) -> tuple[dict[str, int], int]:
    now = datetime.now(UTC)
    database = open_database(settings_in(folder, port), now=now)
    with database.reading() as session:
        found = Counter(
            vault.opened(session, entry)["words"] for entry in session.scalars(select(Entry))
        )
    problems = len(verify(database, now=now, witness=None).problems)
    database.close()
    return {words: found[words] for words in count.kept}, problems
