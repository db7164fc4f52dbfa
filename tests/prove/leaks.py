"""Nobody finds in a pack what is not for them, however a story went.

Stories are made by chance, each by its number, and happen in a world of their own. Every text
in them is a word that exists only once. Whoever might look then looks at every copy: what is
for them is there, and nothing else. A second world, in which everything is missing that this
person may not know of, looks the same to them.
"""

import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from tests.prove import Figure, Size, at_least, exactly
from tests.reviews.chances import story
from tests.reviews.finding import AMINA, ROOM, Finds, belongs, ever_in_a_copy, on_page, sent_to
from tests.reviews.playing import REVIEW, play
from tests.reviews.reading import file_text, page_text
from tests.reviews.stories import GUESTS, WORKERS, Story
from tests.support.databases import Pair, SQLiteSupply
from tests.support.engines import Engines
from tests.support.system import quick_folder
from tests.support.world import NOW, Browser, World, settings_for
from voice_app.config import Settings
from voice_app.core.keyring import MasterKey, write_master_keys
from voice_app.core.opening import open_database
from voice_app.documents import Document
from voice_app.entries.models import Entry
from voice_app.reviews.pages import PackPage, pack, printing

TIMED = False
STORIES = {"small": 50, "full": 500}
#: Who finds nothing unless they belong.
OUTSIDE = (*WORKERS, *GUESTS, "leo", "joy")
#: In every so-manieth story people save their copies too.
EVERY = {"small": 6, "full": 5}
#: So many stories are told with a harm put in, until one notices.
BROKEN = 12


@dataclass
class Seen:
    """What was found where it should not be, or not found where it should."""

    pages: int = 0
    files: int = 0
    leaked: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    betrayed: list[str] = field(default_factory=list)


def run(size: Size) -> list[Figure]:
    """Tell every story, and some again with each harm put in on purpose."""
    with staged() as stage:
        seen = Seen()
        for number in range(STORIES[size]):
            look_at(stage, story(number), seen, with_files=number % EVERY[size] == 0)
        for line in (*seen.leaked, *seen.missing, *seen.betrayed):
            print("   ", line)
        noticed = {harm: _is_noticed(stage, harm) for harm in HARMS}
    stories = f"in {STORIES[size]} stories"
    return [
        at_least(f"pages looked at {stories}", seen.pages, "", STORIES[size] * 8),
        at_least(f"files looked at {stories}", seen.files, "", STORIES[size] // EVERY[size] * 2),
        exactly("texts found by somebody they are not for", len(seen.leaked), "", 0),
        exactly("texts that somebody should find and does not", len(seen.missing), "", 0),
        exactly("pages that tell of what is left out", len(seen.betrayed), "", 0),
        *(exactly(f"control, {harm}: noticed", is_so, "", 1) for harm, is_so in noticed.items()),
    ]


def look_at(stage: "Stage", told: Story, seen: Seen, *, with_files: bool) -> None:
    """Let one story happen, let people look, and compare with what they may find."""
    number = told.seed
    people = [who for who in (*WORKERS, *GUESTS) if belongs(told, who)]
    chosen = people[number % len(people)]
    with stage.world() as world:
        play(world, told)
        before = _pages_of(world, chosen, people)
        for whose, page in before.items():
            _compare(told, chosen, whose, page, seen)
        for who in (people[number % len(people) - 1], AMINA):
            for whose, page in _pages_of(world, who, [chosen]).items():
                _compare(told, who, whose, page, seen)
        if with_files and told.is_frozen:
            _compare_files(world, told, chosen, seen)
        outside = [one for one in OUTSIDE if one not in people]
        _compare_outside(world, told, outside[number % len(outside)], seen)
    if number % 2 == 0:
        _compare_without(stage, told, chosen, before, seen)


def _compare_without(
    stage: "Stage", told: Story, who: str, before: dict[str, str], seen: Seen
) -> None:
    """Somebody finds the same in a world without everything they may not know of."""
    people = [one for one in (*WORKERS, *GUESTS) if belongs(told, one)]
    with stage.world() as world:
        play(world, told, without=_hidden(told, who))
        after = _pages_of(world, who, people)
    seen.betrayed += [
        f"story {told.seed}: {who} learns from the copy of {whose} that something is left out"
        for whose in before
        if _as_compared(told, before[whose]) != _as_compared(told, after[whose])
    ]


def _hidden(told: Story, who: str) -> set[int]:
    """What one world lacks: in every other of them not what this person knows from elsewhere."""
    elsewhere = set() if _is_about_packs(told) else sent_to(told, who)
    return {one.key for one in told.said} - ever_in_a_copy(told, who) - elsewhere


def _as_compared(told: Story, page: str) -> str:
    """Then only the pack itself may be the same: what is around it counts those words too."""
    return page[page.index("<main") :] if _is_about_packs(told) else page


def _is_about_packs(told: Story) -> bool:
    return told.seed % 4 == 0


def _pages_of(world: World, who: str, people: Collection[str]) -> dict[str, str]:
    """Their own copy, the room's, and those of `people`, with the headers; by whose it is."""
    browser = world.browse(getattr(world, who))
    if who == AMINA:
        ids = {whose: getattr(world, whose).id for whose in people}
        addresses = {ROOM: "/meeting/page/room"}
        addresses |= {whose: f"/meeting/page/{id_}" for whose, id_ in ids.items()}
    else:
        pack = f"/staff/reviews/{REVIEW}/pack"
        addresses = {who: pack, ROOM: f"{pack}/room"}
        addresses |= {
            whose: f"{pack}/{getattr(world, whose).id}" for whose in people if whose != who
        }
    return {whose: _page(browser, address) for whose, address in addresses.items()}


def _page(browser: Browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    return page_text(response)


def _compare_files(world: World, told: Story, who: str, seen: Seen) -> None:
    """Somebody saves their own copy, and Dan hands one to a teacher."""
    mine = on_page(told, who, who), True, who
    given = on_page(told, "dan", ROOM), False, "dan"
    for finds, is_mine, by in (mine, given):
        browser = world.browse(getattr(world, by))
        for kind in ("pdf", "docx"):
            text = file_text(browser, REVIEW, kind, is_mine=is_mine)
            seen.files += 1
            where = f"story {told.seed}: {by}, {kind}, {'own' if is_mine else 'given'}"
            _sift(told, finds, where, text, seen)


def _compare(told: Story, who: str, whose: str, text: str, seen: Seen) -> None:
    finds, where = on_page(told, who, whose), f"story {told.seed}: {who}, copy of {whose}"
    seen.pages += 1
    _sift(told, finds, where, text, seen)


def _sift(told: Story, finds: Finds, where: str, text: str, seen: Seen) -> None:
    found = {word for word in told.canaries if word in text}
    seen.leaked += [f"{where}: {_about(told, word)}" for word in found - finds.may]
    seen.missing += [f"{where} lacks {_about(told, word)}" for word in finds.must - found]


def _about(told: Story, word: str) -> str:
    """What a word was, for whoever has to find out what went wrong."""
    for one in told.said:
        if word in one.canaries:
            return f"{word} of {one}"
    return f"{word} of {next((one for one in told.texts if one.words == word), 'something else')}"


def _compare_outside(world: World, told: Story, who: str, seen: Seen) -> None:
    """Whoever does not belong finds nothing of hers, at no address; Leo only what is his."""
    browser, is_leo = world.browse(getattr(world, who)), who == "leo"
    finds = Finds(frozenset(), frozenset(told.elsewhere if is_leo else ()))
    pack = f"/staff/reviews/{REVIEW}/pack"
    for address in (pack, f"{pack}/room", f"{pack}/{world.dan.id}", "/meeting/page/room"):
        response = browser.get(address)
        where = f"story {told.seed}: {who} at {address}"
        seen.pages += 1
        is_his = is_leo and address.startswith("/meeting")
        if response.status_code not in (403, 404) and not is_his:
            seen.leaked.append(f"{where} is answered {response.status_code}")
        _sift(told, finds, where, response.text, seen)


class Stage:
    """Worlds to tell stories in, each a copy of one that is made once."""

    def __init__(self, folder: Path, supply: SQLiteSupply) -> None:
        self._supply = supply
        settings = settings_for(folder, *supply.take())
        write_master_keys(settings.master_key_file, [MasterKey.new()])
        self.first = World(settings, open_database(settings, now=NOW))
        self.first.database.close()
        self._original = (settings.database_url, settings.keyring_url)

    @contextmanager
    def world(self) -> Iterator[World]:
        """A fresh world for as long as the block lasts."""
        copied, world = self._supply.take(), self.first
        self._supply.fill(copied, self._original)
        before = world.settings
        world.settings = replace(before, database_url=copied[0], keyring_url=copied[1])
        world.now, world.database = NOW, open_database(world.settings, now=NOW)
        world._phones.clear()
        world.app.extensions["voice.database"] = world.database
        with mock.patch("voice_app.core.clock.now", side_effect=lambda: world.now):
            yield world
        world.database.close()
        world.settings = before
        self._supply.give_back(copied)

    def copy_of(self, settings: Settings) -> Pair:
        """A copy of a world that is closed, down to its keys."""
        copied = self._supply.take()
        self._supply.fill(copied, (settings.database_url, settings.keyring_url))
        return copied

    def give_back(self, copied: Pair) -> None:
        """Remove a copy."""
        self._supply.give_back(copied)


@contextmanager
def staged() -> Iterator[Stage]:
    """A stage for as long as the block lasts."""
    engines = mock.patch("voice_app.core.database.create_engine", Engines().create)
    with tempfile.TemporaryDirectory(dir=quick_folder()) as name, engines:
        folder = Path(name)
        (folder / "databases").mkdir()
        yield Stage(folder, SQLiteSupply(folder / "databases"))


def _reads_everything(_told: Story) -> AbstractContextManager[object]:
    """Everybody who belongs may read all that was sent to anybody."""
    return mock.patch("voice_app.reviews.queries.contents._may_read", return_value=true())


def _counts(_told: Story) -> AbstractContextManager[object]:
    """Each page says how much there is in all."""

    def page(session: Session, *args: Any) -> PackPage:
        shown = made(session, *args)
        count = session.scalar(select(func.count()).select_from(Entry))
        return replace(shown, called=f"{shown.called} ({count})")

    made = pack._page
    return mock.patch("voice_app.reviews.pages.pack._page", page)


def _names_files(told: Story) -> AbstractContextManager[object]:
    """A file is called after what somebody else said."""
    return mock.patch("voice_app.reviews.pages.file_name", return_value=f"{told.elsewhere[0]}.file")


def _titles_files(told: Story) -> AbstractContextManager[object]:
    """What a file says of itself tells what somebody else said."""

    def document(page: PackPage) -> Document:
        return replace(printing.pack_document(page), title=told.elsewhere[1])

    return mock.patch("voice_app.reviews.pages.pack_document", document)


#: What could be wrong in the product, and how to put it in for one story.
HARMS: dict[str, Callable[[Story], AbstractContextManager[object]]] = {
    "everybody reads everything": _reads_everything,
    "a page counts what there is": _counts,
    "the name of a file tells": _names_files,
    "the title of a file tells": _titles_files,
}


def _is_noticed(stage: "Stage", harm: str) -> bool:
    """Is there a story among the first that notices a harm?"""
    for number in range(BROKEN):
        told, seen = story(number), Seen()
        with HARMS[harm](told):
            look_at(stage, told, seen, with_files="file" in harm)
        if seen.leaked or seen.betrayed:
            return True
    return False
