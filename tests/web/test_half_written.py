"""What a young person has half written in a form is kept for them, and finds its way back."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from tests.entries.telling import all_of, only_one, words_of
from tests.reviews.telling import planned
from tests.sharing.telling import begin, opened_door, show
from tests.support.system import ROOT
from tests.support.world import Browser, World
from voice_app.alerts.models import Alert
from voice_app.core.actor import Level
from voice_app.entries.models import EntryLevel, EntryState
from voice_app.record import service as trail

OURS = {"Sec-Fetch-Site": "same-origin"}
HALF = "I was in the <b>middle</b> of"
#: Where a form is shown, where it is sent, and the field somebody writes in.
Place = tuple[str, str, str]


def _same(page: str, field: str = "words") -> Callable[[World], Place]:
    return lambda _world: (page, page, field)


def _meeting(world: World) -> Place:
    planned(world)
    return "/meeting/page", "/meeting/page", "words"


def _ask(world: World) -> Place:
    _sam, door = opened_door(world)
    return f"/told/{door}/ask", f"/told/{door}/ask", "own"


def _look(world: World) -> Place:
    _sam, door = opened_door(world)
    note = begin(world, door)
    show(world, note)
    return f"/told/{door}/look/{note}", f"/told/{door}/look/{note}/1", "own"


FORMS = {
    "goal": _same("/plan/goal"),
    "helps": _same("/plan/helps"),
    "talk": _same("/settings/talk"),
    "reach": _same("/reach"),
    "meeting": _meeting,
    "ask": _ask,
    "look": _look,
}
#: How each of them is sent, once it is whole.
SENT = {
    "goal": ("Save", {}),
    "helps": ("Save", {}),
    "talk": ("Keep it", {}),
    "reach": ("Send", {"kind": "not_safe"}),
    "meeting": ("That’s not right", {}),
    "look": ("Say it", {"preview": "not_ok"}),
}


@pytest.fixture(params=list(FORMS))
def place(request: pytest.FixtureRequest, world: World) -> Place:
    """One of the forms in which young people write."""
    return FORMS[request.param](world)


def keeps(
    browser: Browser, place: Place, words: str, *, once: UUID, go: str = "keep", turn: int = 1
) -> int:
    """The page sends by itself what stands on it; returns the status."""
    _page, to, field = place
    given = {field: words, "go": go, "once": str(once), "turn": str(turn)}
    return browser.post(to, data={**given, "csrf_token": browser.form_token()}).status_code


def is_asked_again(browser: Browser, place: Place, once: UUID) -> str:
    return browser.read(f"{place[0]}?kept={once}")


def test_what_was_half_written_is_a_draft_of_hers_that_leads_back(
    world: World, place: Place
) -> None:
    amina, once = world.browse(world.amina), uuid4()

    assert keeps(amina, place, HALF, once=once) == 204

    entry = only_one(world)
    assert (entry.state, words_of(world, entry.id)) == (EntryState.DRAFT, HALF)
    assert f"{place[0]}?kept={once}" in amina.read(f"/words/{entry.id}")
    assert "I was in the &lt;b&gt;middle&lt;/b&gt; of" in is_asked_again(amina, place, once)
    assert "You wrote this before. It is not finished yet." in amina.page
    assert HALF not in amina.read(place[0])
    assert trail.verify(world.database, now=world.now).problems == []


def test_an_earlier_sending_never_overtakes_a_later_one(world: World, place: Place) -> None:
    amina, once = world.browse(world.amina), uuid4()

    keeps(amina, place, "The whole of it.", once=once, turn=9)
    assert keeps(amina, place, "The wh", once=once, turn=8) == 204

    assert words_of(world, only_one(world).id) == "The whole of it."


def test_an_empty_page_keeps_nothing(world: World, place: Place) -> None:
    assert keeps(world.browse(world.amina), place, " \n", once=uuid4()) == 204

    assert all_of(world, world.amina) == []


def test_nobody_else_finds_what_is_half_written(world: World, place: Place) -> None:
    amina, once = world.browse(world.amina), uuid4()
    keeps(amina, place, HALF, once=once)
    entry_id = only_one(world).id

    for other in (world.dan, world.joy, world.leo):
        assert world.browse(other).get(f"/words/{entry_id}").status_code == 404
        assert "middle" not in world.browse(other).get(f"{place[0]}?kept={once}").text
    assert "middle" not in world.browse(world.dan).read("/staff/today")


@pytest.mark.parametrize("name", list(SENT))
def test_sending_the_form_erases_what_was_kept_of_it(world: World, name: str) -> None:
    place, (button, more) = FORMS[name](world), SENT[name]
    amina, once = world.browse(world.amina), uuid4()
    keeps(amina, place, HALF, once=once)
    is_asked_again(amina, place, once)

    answer = amina.press(button, **{place[2]: HALF + " it.", **more})

    assert answer.status_code == 200
    assert only_one(world).state is EntryState.ERASED
    assert keeps(amina, place, HALF, once=once, turn=2) == 409
    assert only_one(world).state is EntryState.ERASED
    assert trail.verify(world.database, now=world.now).problems == []


def test_what_she_asks_for_becomes_of_the_draft(world: World) -> None:
    place = _ask(world)
    amina, once = world.browse(world.amina), uuid4()
    keeps(amina, place, HALF, once=once)
    is_asked_again(amina, place, once)

    amina.press("Send", own=HALF + " it.", to=[str(world.dan.id)])

    entry = only_one(world)
    assert (entry.state, words_of(world, entry.id)) == (EntryState.SENT, HALF + " it.")
    assert keeps(amina, place, HALF, once=once, turn=2) == 409


def test_a_form_that_is_not_whole_yet_keeps_its_draft(world: World) -> None:
    place = _same("/reach")(world)
    amina, once = world.browse(world.amina), uuid4()
    keeps(amina, place, HALF, once=once)
    is_asked_again(amina, place, once)

    answer = amina.press("Send", words=HALF)

    assert answer.status_code == 400
    assert only_one(world).state is EntryState.DRAFT


def test_a_page_that_dies_on_a_locked_phone_leaves_its_words_unconfirmed(
    world: World, place: Place
) -> None:
    phone = world.browse(world.amina, Level.LETTERBOX)
    given = {place[2]: HALF, "once": str(uuid4())}

    kept = phone.post(place[1], data={**given, "go": "keep"}, headers=OURS)
    assert kept.status_code == 303
    assert all_of(world, world.amina) == []
    answer = phone.post(place[1], data={**given, "go": "away"}, headers=OURS)

    assert (answer.status_code, answer.data) == (204, b"")
    entry = only_one(world)
    assert (entry.level, entry.confirmed_at) == (EntryLevel.LETTERBOX, None)
    assert words_of(world, entry.id) == HALF


@pytest.mark.parametrize("name", [name for name in FORMS if name != "reach"])
def test_a_form_sent_after_the_phone_had_locked_waits_behind_the_pin(
    world: World, name: str
) -> None:
    place, phone = FORMS[name](world), world.browse(world.amina, Level.LETTERBOX)

    answer = phone.post(place[1], data={place[2]: HALF, "once": str(uuid4())}, headers=OURS)

    assert answer.location == "/open"
    with phone.session_transaction(base_url="https://localhost") as kept:
        then = kept["then"]
    assert then == f"{place[0]}?kept={only_one(world).phone_id}"
    assert "middle" in world.browse(world.amina).read(then)


def test_another_page_does_not_take_what_was_written_on_this_one(world: World) -> None:
    amina, once = world.browse(world.amina), uuid4()
    keeps(amina, ("/plan/goal", "/plan/goal", "words"), HALF, once=once)

    assert "middle" not in amina.read(f"/plan/helps?kept={once}")
    assert "middle" not in amina.read("/plan/goal?kept=nonsense")
    assert "middle" in amina.read(f"/plan/goal?kept={once}")


def test_a_draft_may_become_words_of_their_own(world: World) -> None:
    amina, once = world.browse(world.amina), uuid4()
    keeps(amina, ("/plan/goal", "/plan/goal", "words"), HALF, once=once)

    amina.read(f"/say/{once}")
    amina.press("Next", kind="wish")
    amina.press("Next", words=HALF)

    entry = only_one(world)
    assert "?kept=" not in amina.read(f"/words/{entry.id}")
    assert "middle" not in amina.read(f"/plan/goal?kept={once}")


def test_writing_that_one_does_not_feel_safe_tells_nobody_before_it_is_sent(world: World) -> None:
    amina, phone = world.browse(world.amina), world.browse(world.amina, Level.LETTERBOX)
    given = {"words": "They wait for me.", "contact": "Text me.", "kind": "not_safe"}

    amina.send("/reach", **given, go="keep", once=str(uuid4()))
    phone.post("/reach", data={**given, "go": "away", "once": str(uuid4())}, headers=OURS)
    assert alerts(world) == 0
    assert [words_of(world, one.id) for one in all_of(world, world.amina)] == [
        "They wait for me.\nText me."
    ] * 2

    amina.send("/reach", **given, once=str(uuid4()))
    assert alerts(world) == 1


def alerts(world: World) -> int:
    with world.reading() as session:
        return session.scalar(select(func.count()).select_from(Alert)) or 0


#: Pages without anybody's PIN: nothing leaves them when they are hidden, and one seals by itself.
BEFORE_THE_PIN = {"entries/letterbox.html", "alerts/ring_me.html", "offline/page.html"}


THEIR_FRAMES = "notes|sharing/shared_frame|entries/letterbox"


def loses_what_is_written(template: str) -> bool:
    """Does a young person's page have a place for long text, and nothing that keeps it?"""
    is_theirs = re.search(rf'extends "({THEIR_FRAMES})\.html"', template) is not None
    has_text = re.search(r"\{\{ (textarea|pad)\(", template) is not None
    return is_theirs and has_text and "data-keep" not in template


def test_every_page_of_theirs_with_long_text_keeps_it() -> None:
    folder = ROOT / "templates"
    losing = {
        str(one.relative_to(folder))
        for one in folder.rglob("*.html")
        if loses_what_is_written(one.read_text())
    }

    assert losing == BEFORE_THE_PIN
    assert loses_what_is_written('{% extends "notes.html" %}<form>{{ pad(form.words) }}</form>')
    assert not loses_what_is_written('{% extends "staff.html" %}{{ textarea(form.words) }}')
