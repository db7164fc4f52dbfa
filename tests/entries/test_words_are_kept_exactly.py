"""Words are stored exactly as they were given, and shown as they are."""

import html
from collections.abc import Callable
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.entries.telling import draft, only_one, row, sent, words_of
from tests.support.world import Browser, World
from voice_app.core import vault
from voice_app.core.words import are_written
from voice_app.entries import pages
from voice_app.entries.models import Entry

Browse = Callable[..., Browser]

#: Every code point there is, half surrogate pairs and NUL included.
ANYTHING = st.text(st.characters(), max_size=200)

HARD = {
    "a tag": "<script>alert('x')</script> & <b>",
    "emoji": "I feel 👩🏾‍🚀 and 🙂‍↔️",
    "arabic": "أريد أن أبقى في مدرستي",
    "joined": "e\u0301 is not \u00e9",
    "nul": "before\x00after",
    "half a pair": "before\ud83dafter",
    "spaces": "  two  before,\ttab and after  ",
    "lines": "\r\none\r\n\r\ntwo\n",
    "quotes": "“mine”",
    "marks of direction": "\u202eright to left\u202c",
    "like a template": "{{ 7 * 7 }} %s %(name)s {0}",
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=ANYTHING)
def test_whatever_is_given_is_what_is_kept(world: World, words: str) -> None:
    assert words_of(world, draft(world, words)) == words


@pytest.mark.parametrize("words", HARD.values(), ids=HARD.keys())
def test_hard_words_are_kept_and_every_page_can_show_them(
    world: World, browse: Browse, words: str
) -> None:
    entry_id = sent(world, world.dan, words=words)
    amina = browse(world.amina)

    assert words_of(world, entry_id) == words
    shown = pages.readable(words).strip()
    for address in (f"/words/{entry_id}", "/words", f"/sent/{entry_id}"):
        page = html.unescape(amina.read(address))
        assert shown.split("\n")[-1].strip() in page, address


@pytest.mark.parametrize("words", HARD.values(), ids=HARD.keys())
def test_a_page_for_writing_can_hold_hard_words(world: World, browse: Browse, words: str) -> None:
    key = row(world, draft(world, words)).phone_id

    page = browse(world.amina).read(f"/write/{key}")

    # A browser leaves out one newline right behind the tag, so the page puts one there.
    assert f">\r\n{html.escape(pages.readable(words), quote=True)}</textarea>" in page.replace(
        "&#34;", "&quot;"
    ).replace("&#39;", "&#x27;")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100))
def test_what_a_form_sends_is_what_is_kept(world: World, browse: Browse, words: str) -> None:
    amina, key = browse(world.amina), uuid4()

    amina.send(f"/write/{key}", words=words, start="2")

    if not are_written(words):
        return
    with world.reading() as session:
        entry = session.query(Entry).filter_by(phone_id=key).one()
        assert vault.opened(session, entry)["words"] == words


def test_writing_on_changes_only_what_she_changes(world: World, browse: Browse) -> None:
    amina = browse(world.amina)
    words = "\r\n  <b>one</b>\r\n\r\ntwo 🙂  "
    amina.read("/write?start=2")
    written_at = amina.address
    amina.press("Next", words=words)

    for _ in range(3):
        amina.read(written_at)
        amina.press("Next")

    assert words_of(world, only_one(world).id) == words


def test_bytes_that_are_no_text_arrive_spelled_out(world: World, browse: Browse) -> None:
    amina = browse(world.amina)
    body = f"start=2&csrf_token={amina.form_token()}&words=before%ED%A0%BDafter"

    amina.post(f"/write/{uuid4()}", data=body, content_type="application/x-www-form-urlencoded")

    # A browser sends only text. What else sends such bytes finds them spelled out, not lost.
    assert words_of(world, only_one(world).id) == "before%ED%A0%BDafter"
