"""What somebody typed comes back with the refusal, to whoever sees the page anyway."""

import re
from uuid import UUID

import pytest

from tests.support.everywhere import Everywhere
from tests.support.world import World
from tests.web.walking import PAGES
from voice_app.accounts.service import phones
from voice_app.core.actor import Level
from voice_app.web.keeping import PROSE

LONG = "Amina said it twice.\nShe wants to stay at her school & see Sam."
SHOWN = "She wants to stay at her school &amp; see Sam."


def end_phones_of_amina(world: World) -> None:
    with world.writing() as session:
        phones.end_others(session, actor=world.actor(world.amina), now=world.now)


def without(words: str, page: str) -> str:
    return page.replace(words.replace("&", "&amp;"), "")


def test_a_colleague_who_was_signed_out_while_writing_gets_the_words_back(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read(f"/staff/people/{world.amina.id}/together")
    world.later(minutes=16)

    answer = dan.press("Start", where="Dan’s car", who_was_there=LONG)

    assert answer.status_code == 403
    assert "You were signed out while you wrote" in answer.text
    assert SHOWN in answer.text
    assert "Dan’s car" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_a_word_typed_the_way_leads_to_signing_in(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read(f"/staff/people/{world.amina.id}/together")
    world.later(minutes=16)

    answer = dan.send(f"/staff/people/{world.amina.id}/together")

    assert answer.location == "/sign-in"


def test_what_is_refused_comes_back_to_be_copied(world: World) -> None:
    ella = world.browse(world.ella)

    answer = ella.send(f"/staff/people/{world.amina.id}/together", who_was_there=LONG)

    assert answer.status_code == 404
    assert SHOWN in answer.text


def test_the_page_for_a_signed_out_colleague_is_called_voice(world: World) -> None:
    dan, amina = world.browse(world.dan), world.browse(world.amina)
    address = f"/staff/people/{world.amina.id}/together"
    dan.read(address)
    world.later(minutes=16)

    assert "– Voice</title>" in dan.press("Start", who_was_there=LONG).text
    assert "– Notes</title>" in amina.send("/there-is-nothing-here", words=LONG).text


@pytest.mark.parametrize("address", ["/letterbox", f"/write/{UUID(int=7)}", "/plan/goal"])
def test_what_was_typed_on_a_phone_that_was_ended_meanwhile_is_given_back(
    world: World, address: str
) -> None:
    phone = world.browse(world.amina)
    page = phone.read("/letterbox" if address == "/letterbox" else "/plan/goal")
    end_phones_of_amina(world)

    answer = phone.send(address, words=LONG)

    assert answer.status_code == 403
    assert "That did not send" in answer.text
    assert SHOWN in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert [told for told in ("Amina", "Dan", "Voice") if told in without(LONG, answer.text)] == []
    assert "<form" in page
    assert "<form" not in answer.text
    assert phone.get("/words").location == "/"


def test_without_a_word_typed_an_ended_phone_leads_to_the_first_page(world: World) -> None:
    phone = world.browse(world.amina)
    phone.read("/plan/goal")
    end_phones_of_amina(world)

    assert phone.send("/plan/goal", words=" \n").location == "/"


def test_a_phone_that_is_not_open_is_given_nothing_back(world: World) -> None:
    phone = world.browse(world.amina, Level.LETTERBOX)

    answer = phone.send("/there-is-nothing-here", words=LONG)

    assert "school" not in answer.text


def test_another_site_cannot_put_words_on_the_page_of_an_ended_phone(world: World) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}

    answer = world.browse().post("/plan/goal", data={"words": LONG}, headers=elsewhere)

    assert "school" not in answer.text


def test_another_site_cannot_put_its_words_on_our_page(world: World) -> None:
    address, elsewhere = "/staff/people", {"Sec-Fetch-Site": "cross-site"}

    answer = world.browse().post(address, data={"words": LONG}, headers=elsewhere)

    assert "school" not in answer.text


def test_every_field_for_sentences_is_given_back(everywhere: Everywhere) -> None:
    found: set[str] = set()
    for endpoint, asking in PAGES:
        page = everywhere.page(endpoint, asking)
        found |= set(re.findall(r'<textarea[^>]*\bname="([^"]+)"', page.text))

    assert "words" in found
    assert {name.partition("-")[0] for name in found} <= set(PROSE)
