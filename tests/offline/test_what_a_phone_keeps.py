"""What a phone keeps is about nobody: the same for everybody, and without a word that tells."""

from tests.entries.test_the_letterbox import MAY_BE_READ, words_on
from tests.support.world import World
from voice_app.core.actor import Level

#: Words that only the kept page needs: what waits, and what to do with it.
ALSO = {
    "Waiting, locked on this phone:",
    "This phone can’t keep it. It is still on this page.",
    "Bin what is waiting",
    "No signal. This phone can’t keep words until you open it once.",
    "How and when",
    "Send",
    "Sent.",
    "Read on working days, in the daytime.",
    "Without a signal it waits on this phone.",
    "Read on working days, in the daytime. Without a signal it waits on this phone.",
    "Nobody was asked to ring yet.",
    "You need a signal to send this.",
}


def test_the_kept_page_holds_words_of_the_fixed_list_and_no_other(world: World) -> None:
    assert words_on(world.browse().read("/page")) <= MAY_BE_READ | ALSO


def test_the_kept_page_is_the_same_for_everybody_and_carries_no_token(world: World) -> None:
    nobodys = world.browse().read("/page")

    assert "csrf_token" not in nobodys
    for asking in (
        world.browse(world.amina),
        world.browse(world.leo, Level.LETTERBOX),
        world.browse(world.dan),
    ):
        assert asking.read("/page") == nobodys


def test_every_part_that_the_worker_keeps_is_there_and_about_nobody(world: World) -> None:
    browser = world.browse()
    code = browser.read("/sw.js")
    start = code.index("const PARTS = [") + len("const PARTS = [")
    parts = [part.strip(' "') for part in code[start : code.index("]", start)].split(",")]

    assert len(parts) > 10
    for part in parts:
        assert part.startswith("/s/")
        assert browser.get(part).status_code == 200


def test_without_script_the_kept_page_says_first_that_it_needs_a_signal(world: World) -> None:
    page = world.browse().read("/page")

    shown = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "You need a signal to send this." in shown
    assert page.index("<noscript>") < page.index("<textarea")


def test_somebody_is_asked_to_ring_from_the_kept_page_without_script(world: World) -> None:
    phone = world.browse(world.amina, Level.LETTERBOX)
    assert 'formaction="/ring-me"' in phone.read("/page")

    answer = phone.post(
        "/ring-me",
        data={"words": "About Sunday.", "contact": "After six."},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert (answer.status_code, answer.location) == (303, "/ring-me?sent=1")
    today = world.browse(world.dan).read("/staff/today")
    assert "About Sunday." in today
    assert "After six." in today


def test_words_sent_from_the_kept_page_without_script_are_kept_unconfirmed(world: World) -> None:
    phone = world.browse(world.amina, Level.LETTERBOX)

    answer = phone.post(
        "/letterbox",
        data={"words": "From the kept page."},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert (answer.status_code, answer.location) == (303, "/letterbox?kept=1")
    assert "From the kept page." in world.browse(world.amina).read("/words")


def test_the_same_release_is_the_same_worker_and_a_new_key_is_another(world: World) -> None:
    browser = world.browse()
    before = browser.read("/sw.js")
    assert browser.read("/sw.js") == before

    world.later(days=31)

    assert browser.read("/sw.js") != before
