"""Asking to be rung without the PIN: neutral words, nobody's name, and nothing comes out."""

import re
from collections.abc import Callable
from uuid import uuid4

from tests.alerts.telling import CONTACT, WORDS, ask, happened, row, told
from tests.entries.test_the_letterbox import MAY_BE_READ, words_on
from tests.support.world import Browser, World
from voice_app.care import service as care
from voice_app.core.actor import Level
from voice_app.entries.rules import EntryLevel

Browse = Callable[..., Browser]

#: What this page may say besides what the letterbox may.
MAY_BE_READ_HERE = MAY_BE_READ | {
    *("Back", "How and when", "Send", "Sent."),
    "Read on working days, in the daytime.",
}


def test_somebody_is_asked_to_ring_without_the_pin_and_dan_reads_so(
    world: World, browse: Browse
) -> None:
    phone = browse(world.amina, Level.LETTERBOX)
    assert 'href="/ring-me"' in phone.read("/letterbox")
    assert 'href="/ring-me"' in phone.read("/numbers")

    phone.read("/ring-me")
    assert "Sent." in phone.press("Send", words=WORDS, contact=CONTACT).text

    today = browse(world.dan).read("/staff/today")
    assert WORDS in today
    assert CONTACT in today
    assert "Not confirmed yet: sent without the code of the phone." in today


def test_only_words_of_the_fixed_list_stand_there(world: World, browse: Browse) -> None:
    ask(world)
    phone = browse(world.amina, Level.LETTERBOX)

    before = words_on(phone.read("/ring-me"))
    after = words_on(phone.press("Send", words="hello", contact="by bike").text)

    assert before <= MAY_BE_READ_HERE
    assert after <= MAY_BE_READ_HERE
    assert "I don’t feel safe" in words_on(browse(world.amina).read("/reach"))


def test_the_page_is_the_same_whoever_is_there_to_read(world: World, browse: Browse) -> None:
    nobody_there = _without_tokens(browse(world.kofi, Level.LETTERBOX).read("/ring-me"))
    phone = browse(world.amina, Level.LETTERBOX)
    assert _without_tokens(phone.read("/ring-me")) == nobody_there

    with world.writing() as session:
        joy = world.actor(world.joy)
        care.close_case(session, actor=joy, young_person_id=world.amina.id, now=world.now)

    assert _without_tokens(phone.read("/ring-me")) == nobody_there


def test_what_comes_from_a_closed_place_goes_to_the_managers(world: World, browse: Browse) -> None:
    with world.writing() as session:
        joy = world.actor(world.joy)
        care.close_case(session, actor=joy, young_person_id=world.amina.id, now=world.now)

    phone = browse(world.amina, Level.LETTERBOX)
    phone.read("/ring-me")
    phone.press("Send", words=WORDS)

    assert WORDS in browse(world.joy).read("/staff/today")
    assert WORDS not in browse(world.dan).read("/staff/today")


def test_nothing_that_was_sent_is_found_without_the_pin(world: World, browse: Browse) -> None:
    alert_id = ask(world)
    phone = browse(world.amina, Level.LETTERBOX)

    for address in ("/reach", f"/reach/{alert_id}"):
        assert phone.get(address).location == "/open"
    assert WORDS not in phone.read("/ring-me")


def test_amina_says_with_her_pin_that_it_was_her(world: World, browse: Browse) -> None:
    alert_id = ask(world, level=Level.LETTERBOX)
    assert row(world, alert_id).level is EntryLevel.LETTERBOX
    amina = browse(world.amina)

    assert "Did you send this?" in amina.read(f"/reach/{alert_id}")
    assert "Did you send this?" not in amina.press("I sent this").text

    assert row(world, alert_id).confirmed_at == world.now
    assert "Not confirmed yet" not in browse(world.dan).read("/staff/today")


def test_somebody_else_had_her_phone_and_dan_learns_so(world: World, browse: Browse) -> None:
    alert_id = ask(world, level=Level.LETTERBOX)
    amina = browse(world.amina)

    amina.read(f"/reach/{alert_id}")
    assert "We told them." in amina.press("That wasn’t me").text
    amina.send(f"/reach/{alert_id}/me", was_me="yes")

    assert row(world, alert_id).confirmed_at is None
    assert "that was not me. Who has the phone?" in browse(world.dan).read("/staff/today")
    assert row(world, alert_id).closed_at is None


def test_leo_cannot_say_it_for_her(world: World, browse: Browse) -> None:
    alert_id = ask(world, level=Level.LETTERBOX)

    assert browse(world.leo).send(f"/reach/{alert_id}/me", was_me="no").status_code == 404
    assert row(world, alert_id).denied_at is None


def test_sending_twice_from_the_letterbox_is_once(world: World, browse: Browse) -> None:
    phone, once = browse(world.amina, Level.LETTERBOX), uuid4()

    for _ in range(3):
        phone.send("/ring-me", once=once, words=WORDS)

    assert len(happened(world, "alert.raised")) == 1


def test_the_same_id_from_another_phone_is_another_alert(world: World, browse: Browse) -> None:
    once = uuid4()
    theirs = ask(world, world.leo, once=once)

    browse(world.amina, Level.LETTERBOX).send("/ring-me", once=once, words=WORDS)

    assert [name for _step, name, _at in told(world, theirs)] == ["Ella"]
    assert len(happened(world, "alert.raised")) == 2


def _without_tokens(page: str) -> str:
    return re.sub(r'(name="(csrf_token|once)"[^>]*value=")[^"]*|id="once" ', r"\1", page)
