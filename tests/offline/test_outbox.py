"""What was sealed on a phone comes in once, unconfirmed, and only from that phone."""

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.offline.sealing import Phone, base64_of
from tests.support.world import World
from voice_app.core import vault
from voice_app.entries import service as entries
from voice_app.entries.models import Entry, EntryLevel
from voice_app.notices.service import run_ticks
from voice_app.offline import service
from voice_app.record import service as trail

ONE = UUID(int=1)


def kept(world: World) -> list[tuple[str, Entry]]:
    with world.reading() as session:
        rows = session.scalars(select(Entry).order_by(Entry.received_at, Entry.written_at)).all()
        return [(vault.opened(session, row)["words"], row) for row in rows]


@pytest.fixture
def phone(world: World) -> Phone:
    return Phone(world, world.amina)


def test_sealed_words_come_in_exactly_as_written_and_unconfirmed(
    world: World, phone: Phone
) -> None:
    words = "  It is loud ‮ at night. 🙂\n"
    written_at = world.now - timedelta(hours=9)

    answer = phone.bring(phone.seal(ONE, words, at=written_at))

    assert (answer.status_code, answer.json) == (200, {"kept": True})
    ((found, entry),) = kept(world)
    assert found == words
    assert (entry.level, entry.confirmed_at) == (EntryLevel.LETTERBOX, None)
    assert (entry.written_at, entry.received_at) == (written_at, world.now)
    assert trail.verify(world.database, now=world.now).problems == []


def test_a_lost_answer_makes_no_second_entry(world: World, phone: Phone) -> None:
    envelope = phone.seal(ONE, "Once.")

    for _ in range(3):
        assert phone.bring(envelope).json == {"kept": True}

    assert [words for words, _ in kept(world)] == ["Once."]


def test_without_the_id_the_same_words_come_in_twice(world: World, phone: Phone) -> None:
    for _ in range(2):
        phone.bring(phone.seal(uuid4(), "Twice."))

    assert len(kept(world)) == 2


def test_a_clock_that_is_ahead_is_not_believed_and_one_behind_is(
    world: World, phone: Phone
) -> None:
    phone.bring(phone.seal(uuid4(), "Ahead.", at=world.now + timedelta(days=400)))
    phone.bring(phone.seal(uuid4(), "Behind.", at=world.now - timedelta(days=400)))

    assert {words: entry.written_at for words, entry in kept(world)} == {
        "Ahead.": world.now,
        "Behind.": world.now - timedelta(days=400),
    }


def test_a_clock_a_year_behind_does_not_show_her_words_as_a_year_old(
    world: World, phone: Phone
) -> None:
    phone.bring(phone.seal(ONE, "Today.", at=world.now - timedelta(days=365)))

    page = world.browse(world.amina).read("/words")

    assert "Not confirmed yet, today" in page
    assert "2025" not in page


def test_erased_words_do_not_come_back_when_the_phone_sends_them_again(
    world: World, phone: Phone
) -> None:
    envelope = phone.seal(ONE, "Nobody must read this.")
    phone.bring(envelope)
    ((_, entry),) = kept(world)
    with world.writing() as session:
        actor = world.actor(world.amina)
        entries.confirm(session, actor=actor, entry_id=entry.id, now=world.now)
        entries.erase(session, actor=actor, entry_id=entry.id, now=world.now)

    assert phone.bring(envelope).json == {"kept": True}

    with world.reading() as session:
        (only,) = session.scalars(select(Entry)).all()
        assert "words" not in vault.opened(session, only)
    phone.bring(phone.seal(ONE, "This is new."))
    with world.reading() as session:
        assert len(session.scalars(select(Entry)).all()) == 2


def test_words_changed_behind_the_pin_stay_so_when_the_phone_sends_the_first_again(
    world: World, phone: Phone
) -> None:
    envelope = phone.seal(ONE, "He is nice.")
    phone.bring(envelope)
    with world.writing() as session:
        entries.keep_draft(
            session,
            actor=world.actor(world.amina),
            phone_id=ONE,
            given=entries.Given(words="He was nice at first."),
            now=world.now,
        )

    phone.bring(envelope)

    assert [words for words, _ in kept(world)] == ["He was nice at first."]


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("origin", "https://elsewhere.example"),
        ("phone", "0" * 64),
        ("id", UUID(int=2)),
        ("key", 99),
        ("shape", "voice/outbox/0"),
    ],
)
def test_an_envelope_bound_to_something_else_is_refused(
    world: World, phone: Phone, part: str, other: object
) -> None:
    answer = phone.bring({**phone.seal(ONE, "No.", **{part: other}), "id": str(ONE)})

    assert answer.status_code == 400
    assert answer.json == {"refused": "not_sealed_here"}
    assert kept(world) == []


def test_no_changed_byte_is_let_in(world: World, phone: Phone) -> None:
    envelope = phone.seal(ONE, "Untouched.")
    tries = 0
    for name in ("sealed", "signature"):
        content = base64.urlsafe_b64decode(envelope[name] + "==")
        for at in range(0, len(content), 5):
            spoilt = bytes([*content[:at], content[at] ^ 1, *content[at + 1 :]])
            answer = phone.bring({**envelope, name: base64_of(spoilt)})
            assert answer.json == {"refused": "not_sealed_here"}
            tries += 1

    assert tries > 200
    assert kept(world) == []
    assert phone.bring(envelope).json == {"kept": True}


def test_another_phone_cannot_bring_it(world: World, phone: Phone) -> None:
    other = Phone(world, world.leo)

    answer = other.bring(phone.seal(ONE, "Hers."))

    assert answer.json == {"refused": "not_sealed_here"}
    assert kept(world) == []


def test_whoever_has_no_phone_here_brings_nothing(world: World, phone: Phone) -> None:
    envelope = phone.seal(ONE, "Hers.")

    nobody = world.browse().post("/outbox", json=envelope)
    worker = world.browse(world.dan).post("/outbox", json=envelope)

    assert (nobody.status_code, worker.status_code) == (303, 404)
    assert kept(world) == []


def test_another_site_brings_nothing(world: World, phone: Phone) -> None:
    envelope = phone.seal(ONE, "Hers.")

    answer = phone.browser.post("/outbox", json=envelope, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert kept(world) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: None,
        lambda _: [],
        lambda envelope: {**envelope, "id": "no id"},
        lambda envelope: {**envelope, "id": 7},
        lambda envelope: {**envelope, "key": True},
        lambda envelope: {**envelope, "key": "1"},
        lambda envelope: {**envelope, "sealed": "é"},
        lambda envelope: {**envelope, "sealed": envelope["sealed"][:-8]},
        lambda envelope: {**envelope, "signature": ""},
        lambda _: {"key": 1},
    ],
)
def test_what_is_no_envelope_is_refused_and_the_phone_keeps_it(
    world: World, phone: Phone, spoil: Callable[[dict[str, object]], object]
) -> None:
    answer = phone.bring(spoil(phone.seal(ONE, "Hm.")))

    assert (answer.status_code, answer.json) == (400, {"refused": "unreadable"})
    assert kept(world) == []


def test_a_new_key_comes_each_month_and_the_old_one_opens_for_thirteen(
    world: World, phone: Phone
) -> None:
    keyring = world.database.vault.keyring
    began = world.now
    first = phone.seal(ONE, "Before the summer.")
    assert service.public_key(keyring, now=began + timedelta(days=29)).number == first["key"]

    world.now = began + timedelta(days=31)
    assert service.public_key(keyring, now=world.now).number == first["key"] + 1
    world.now = began + timedelta(days=394)
    assert phone.bring(first).json == {"kept": True}

    world.now = began + timedelta(days=396)
    assert phone.bring({**first, "id": str(uuid4())}).json == {"refused": "no_key"}
    assert first["key"] in dict(keyring.versions("outbox"))
    assert run_ticks(world.database, now=world.now) == 0
    assert first["key"] not in dict(keyring.versions("outbox"))


def test_a_key_that_opens_nothing_any_more_is_destroyed_once_by_however_many(
    world: World, phone: Phone
) -> None:
    keyring = world.database.vault.keyring
    phone.seal(ONE, "Long ago.")
    later = world.later(days=396)
    service.public_key(keyring, now=later)
    together = Barrier(4)

    def destroy(_: int) -> int:
        together.wait()
        return service.destroy_old_keys(keyring, now=later)

    with ThreadPoolExecutor(4) as runners:
        assert sum(runners.map(destroy, range(4))) == 1
    assert len(keyring.versions("outbox")) == 1


@pytest.mark.parametrize("unfinished", [True, False])
def test_words_that_a_page_lost_while_they_were_written_are_said_to_be_half_written(
    world: World, phone: Phone, unfinished: bool
) -> None:
    phone.bring(phone.seal(ONE, "I was going to", unfinished=unfinished))
    ((_, entry),) = kept(world)

    page = world.browse(world.amina).read(f"/words/{entry.id}")

    assert "Not confirmed yet" in page
    assert ("Half-written: nobody pressed Keep." in page) is unfinished
