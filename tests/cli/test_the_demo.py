"""What a newcomer finds in the demo: fictional people, and something of everything to look at."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from tests.support.world import Browser
from voice_app import demo, migrations
from voice_app.app import create_app
from voice_app.cli import trying
from voice_app.cli.folder import make_private
from voice_app.core.database import Database
from voice_app.core.keyring import MasterKey, write_master_keys
from voice_app.core.opening import open_database
from voice_app.demo.links import Link
from voice_app.record import service as trail

Opens = Callable[[str], Browser]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Opens]]:
    """The demo as its command makes it, and a way to open the link of one of its people."""
    of_demo = trying.settings(tmp_path_factory.mktemp("demo") / "data")
    make_private(of_demo.data_folder)
    write_master_keys(of_demo.master_key_file, [MasterKey.new()])
    now = datetime.now(UTC)
    database = open_database(of_demo, now=now)
    migrations.upgrade(database.engine)
    demo.fill(database, now=now)

    def opens(name: str) -> Browser:
        links: list[Link] = demo.make_links(database)
        app = create_app(of_demo, database, demo_links=links)
        app.test_client_class = Browser
        (link,) = (one for one in links if one.who.startswith(name))
        browser = app.test_client()
        assert isinstance(browser, Browser)
        browser.read(f"/demo/{link.token}")
        return browser

    yield database, opens
    database.close()


def test_the_keyworker_finds_somebody_who_does_not_feel_safe_on_today(
    made: tuple[Database, Opens],
) -> None:
    _database, opens = made

    today = opens("Dan").read("/staff/today")
    somebody_elses = opens("Priya").read("/staff/today")

    assert "Two older boys wait for me at the bus stop again." in today
    assert "bus stop" not in somebody_elses


def test_the_young_person_sees_that_it_was_not_opened_yet(made: tuple[Database, Opens]) -> None:
    _database, opens = made

    assert "What you sent before" in opens("Kofi").read("/reach")
    assert "What you sent before" not in opens("Leo").read("/reach")


def test_an_alert_that_was_answered_says_what_was_done(made: tuple[Database, Opens]) -> None:
    _database, opens = made
    mei = opens("Mei")

    became = mei.read(address_in(mei.read("/reach"), "/reach/"))

    assert "You talked about Friday and made a plan for it together." in became


def test_a_carer_has_a_note_to_read(made: tuple[Database, Opens]) -> None:
    _database, opens = made
    sam = opens("Sam")

    note = sam.read(address_in(sam.read("/"), "/shared/"))

    assert "Saturdays matter to me." in note


def test_the_story_of_the_demo_fits_its_trail(made: tuple[Database, Opens]) -> None:
    database, _opens = made

    assert trail.verify(database, now=datetime.now(UTC)).problems == []


def address_in(page: str, beginning: str) -> str:
    """The first address on a page that begins so and ends in an id."""
    found = re.search(rf'href="({beginning}[0-9a-f-]{{36}})"', page)
    assert found is not None
    return found[1]
