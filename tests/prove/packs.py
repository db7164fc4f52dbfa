"""What a pack costs: its page and its files, in time, statements and memory, and for others.

Amina has said much, most of it before the last review. Dan looks at the pack and saves it.
"""

import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from unittest import mock
from urllib.parse import urlencode
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.prove import Figure, Size, at_least, at_most
from tests.reviews.telling import checked, finished, frozen, held, picked, planned, written
from tests.support.forms import forms_on
from tests.support.many import write_many
from tests.support.server import free_port, running, settings_in
from tests.support.statements import statements
from tests.support.system import quick_folder
from tests.support.world import Browser, World
from voice_app import migrations
from voice_app.core.keyring import MasterKey, write_master_keys
from voice_app.core.opening import open_database
from voice_app.entries.models import Entry
from voice_app.plan import service as plan
from voice_app.plan.models import Goal, Helps
from voice_app.plan.queries import Part
from voice_app.web import cookies

TIMED = True
#: In the pack, of all; seconds for the page, for a file.
SIZES = ((40, 40, 0.5, 1.0), (200, 2000, 1.0, 3.0))
FILES = ("pdf", "docx")
TIMES = {"small": 1, "full": 7}
STATEMENTS = 20
MEGABYTES = 300
#: What Dan's colleagues do meanwhile.
PAGES = ("/staff/today", "/staff/people", "/staff/wishes", "/staff/reviews")
#: How many pages they open with nothing else going on, and at least while files are made.
ALONE, MEANWHILE = 300, 100


def run(size: Size) -> list[Figure]:
    """Look at packs of both sizes; in full also what others notice of it."""
    figures = [figure for one in SIZES for figure in _measured(*one, size)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures.append(at_most("memory of the largest process, at most", peak, "MB", MEGABYTES))
    return [*figures, *_meanwhile()] if size == "full" else figures


def _measured(
    count: int, of: int, for_page: float, for_file: float, size: Size
) -> Iterator[Figure]:
    """Time and statements of the page and of each file."""
    with _world() as world:
        review_id = _pack(world, count, of)
        browser, pack = world.browse(world.dan), f"/staff/reviews/{review_id}"
        name = f"of {count} entries" if count == of else f"of {count} of {of} entries"
        yield from _cost(
            world, f"page {name}", lambda: browser.read(f"{pack}/pack"), for_page, size
        )
        for kind in FILES:
            yield from _cost(
                world,
                f"{kind.upper()} {name}",
                lambda kind=kind: _save(browser, pack, kind),  # type: ignore[misc]
                for_file,
                size,
            )


def _save(browser: Browser, pack: str, kind: str) -> None:
    response = browser.send(f"{pack}/copies/mine", as_file=kind)
    assert response.status_code == 200, response.status


def _cost(
    world: World, name: str, do: Callable[[], object], limit: float, size: Size
) -> Iterator[Figure]:
    """Statements, and the median time; what passes is held in full only, on a quiet machine."""
    with statements(world.database) as first:
        do()
    with statements(world.database) as second:
        do()
    yield at_most(f"{name}, statements", max(len(first), len(second)), "", STATEMENTS)
    times = [_seconds(do) for _ in range(TIMES[size])]
    computing, passing = (statistics.median(column) for column in zip(*times, strict=True))
    yield at_most(f"{name}, computing", round(computing, 3), "s", limit)
    if size == "full":
        yield at_most(name, round(passing, 3), "s", limit)


def _seconds(do: Callable[[], object]) -> tuple[float, float]:
    computed, began = _computed(), time.perf_counter()
    do()
    return _computed() - computed, time.perf_counter() - began


def _computed() -> float:
    """How long this process and those that it started have computed."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@contextmanager
def _world() -> Iterator[World]:
    with tempfile.TemporaryDirectory(dir=quick_folder()) as name:
        world = _make(Path(name), 0)
        with mock.patch("voice_app.core.clock.now", side_effect=lambda: world.now):
            yield world
        world.database.close()


def _make(folder: Path, port: int) -> World:
    settings = settings_in(folder, port)
    write_master_keys(settings.master_key_file, [MasterKey.new()])
    database = open_database(settings, now=datetime.now(UTC))
    migrations.upgrade(database.engine)
    return World(settings, database)


def _pack(world: World, count: int, of: int) -> UUID:
    """A frozen pack with the newest `count` of all that Amina said, a quarter of it picked."""
    earlier = planned(world, days=0)
    held(world, earlier)
    finished(world, earlier)
    world.later(hours=count, minutes=30)
    write_many(world, of)
    review_id = planned(world, world.nell)
    with world.reading() as session:
        newest = select(Entry.id).order_by(Entry.written_at.desc()).limit(count)
        entry_ids = list(session.scalars(newest))
    picked(world, review_id, *entry_ids[::4])
    for number in range(6):
        written(world, review_id, f"Amina laughed at the goats. {number}")
    _write_plan(world, Goal)
    _write_plan(world, Helps)
    checked(world, review_id, "I said that on Monday.")
    frozen(world, review_id)
    return review_id


def _write_plan(world: World, part: type[Part]) -> None:
    actor = world.actor(world.amina)
    with world.writing() as session:
        plan.write(
            session,
            actor=actor,
            part=part,
            written_id=uuid4(),
            words="To sleep through.",
            now=world.now,
        )


def _meanwhile() -> list[Figure]:
    """How much longer other pages take while somebody saves one file after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        world = _make(folder, port)
        review_id = _pack(world, 200, 2000)
        world.now = datetime.now(UTC)
        cookie, other = (_cookie(world.browse(who)) for who in (world.dan, world.nell))
        world.database.close()
        with running(folder, port):
            alone = [_opened(port, other, number) for number in range(ALONE)]
            saving = _Saving(port, cookie, f"/staff/reviews/{review_id}/copies")
            saving.start()
            meanwhile: list[float] = []
            while saving.is_busy or len(meanwhile) < MEANWHILE:
                meanwhile.append(_opened(port, other, len(meanwhile)))
            saving.join()
    slower = _ninety_fifth(meanwhile) / _ninety_fifth(alone)
    return [
        at_least("files saved meanwhile", saving.saved, "", _Saving.FILES),
        at_most("other pages' p95 meanwhile, against alone", round(slower, 2), "times", 2),
    ]


class _Saving(Thread):
    """Somebody saves one PDF after the other."""

    FILES = 5

    def __init__(self, port: int, cookie: str, address: str) -> None:
        super().__init__()
        self._port, self._cookie, self._address = port, cookie, address
        self._done = Event()
        self.saved = 0

    @property
    def is_busy(self) -> bool:
        """Are there files still to come?"""
        return not self._done.is_set()

    def run(self) -> None:
        """Save them all; whatever goes wrong, say that it is over."""
        try:
            for _ in range(self.FILES):
                self._save()
        finally:
            self._done.set()

    def _save(self) -> None:
        page, kept = _asked(self._port, "GET", self._address, self._cookie)
        token = next(
            form.values["csrf_token"][0]
            for form in forms_on(page.decode())
            if (form.address or "").endswith("/mine")
        )
        body = urlencode({"csrf_token": token, "as_file": "pdf"})
        saved, _ = _asked(
            self._port, "POST", f"{self._address}/mine", f"{self._cookie}; {kept}", body
        )
        self.saved += saved.startswith(b"%PDF")


def _opened(port: int, cookie: str, number: int) -> float:
    """The seconds that one page takes."""
    began = time.perf_counter()
    _asked(port, "GET", PAGES[number % len(PAGES)], cookie)
    return time.perf_counter() - began


def _asked(port: int, how: str, address: str, cookie: str, body: str = "") -> tuple[bytes, str]:
    """What a server answers, and the cookie that it gave."""
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    with closing(HTTPConnection("localhost", port, timeout=60)) as connection:
        connection.request(how, address, body, headers)
        response = connection.getresponse()
        content = response.read()
    assert response.status == 200, f"{address} answered {response.status}"
    return content, response.headers.get("Set-Cookie", "").split(";")[0]


def _cookie(browser: Browser) -> str:
    kept = browser.get_cookie(cookies.SESSION)
    assert kept is not None
    return f"{cookies.SESSION}={kept.value}"


def _ninety_fifth(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) * 95 // 100]
