"""Somebody is asked to ring on a phone without a signal: it waits, arrives once, and says so."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from tests.alerts.telling import happened
from tests.offline.sealing import Phone
from tests.support.world import World
from voice_app.record import service as trail

ONE = UUID(int=1)
WAITED = "on a phone without a signal."


@pytest.fixture
def phone(world: World) -> Phone:
    return Phone(world, world.amina)


def test_dan_is_asked_to_ring_and_reads_how_long_it_waited(world: World, phone: Phone) -> None:
    asked_at = world.now - timedelta(hours=9)

    answer = phone.bring(phone.seal(ONE, "About Sunday.", at=asked_at, contact="After six."))

    assert (answer.status_code, answer.json) == (200, {"kept": True})
    dan = world.browse(world.dan)
    today = dan.read("/staff/today")
    assert "Amina: “Please contact me”" in today
    assert "About Sunday." in today
    assert "After six." in today
    assert re.search(r"Asked Tue \d+ Jun\w* 2026, 1:00\sam on a phone without a signal\.", today)
    assert "Not confirmed yet: sent without the code of the phone." in today
    assert trail.verify(world.database, now=world.now).problems == []


def test_what_came_at_once_does_not_say_that_it_waited(world: World, phone: Phone) -> None:
    phone.bring(phone.seal(ONE, "About Sunday.", contact="After six."))

    assert WAITED not in world.browse(world.dan).read("/staff/today")


def test_nobody_needs_to_write_anything_to_be_rung(world: World, phone: Phone) -> None:
    assert phone.bring(phone.seal(ONE, "", contact="")).json == {"kept": True}

    assert "Amina: “Please contact me”" in world.browse(world.dan).read("/staff/today")


def test_the_same_request_twice_asks_once_and_is_no_entry(world: World, phone: Phone) -> None:
    envelope = phone.seal(ONE, "About Sunday.", contact="After six.")

    for _ in range(3):
        assert phone.bring(envelope).json == {"kept": True}

    assert len(happened(world, "alert.raised")) == 1
    assert "About Sunday." not in world.browse(world.amina).read("/words")


def test_words_without_such_a_request_ask_nobody(world: World, phone: Phone) -> None:
    phone.bring(phone.seal(ONE, "About Sunday."))

    assert happened(world, "alert.raised") == []
    assert "About Sunday." in world.browse(world.amina).read("/words")


def test_a_clock_that_is_ahead_is_not_believed(world: World, phone: Phone) -> None:
    ahead = world.now + timedelta(days=2)

    phone.bring(phone.seal(ONE, "About Sunday.", at=ahead, contact=""))

    assert WAITED not in world.browse(world.dan).read("/staff/today")


def test_a_request_sealed_on_another_phone_asks_nobody(world: World, phone: Phone) -> None:
    leos = Phone(world, world.leo)

    answer = phone.bring(leos.seal(ONE, "Ring me.", contact="Now."))

    assert answer.json == {"refused": "not_sealed_here"}
    assert happened(world, "alert.raised") == []
