"""The first pages: what a young person and a worker see, and what stays from everybody else."""

import re

import pytest

from tests.answers.telling import FOOTBALL, LOOKING, PARTLY, answer, ask, asked_many, say
from tests.entries.telling import opened_by, sent
from tests.home.addresses import person_page, words_page
from tests.support.statements import statements
from tests.support.world import World
from voice_app.answers.rules import VerdictValue
from voice_app.core.actor import Level
from voice_app.entries.models import EntryKind

GOOD_NEWS = "Sam let me cook. It was nice."


def test_nobody_finds_a_page_that_says_nothing(world: World) -> None:
    page = world.browse().read("/")

    assert "<title>Notes</title>" in page
    assert "I have a code" in page
    for telling in ("young", "care", "child", "safe", "wish", "help"):
        assert telling not in page.lower()


@pytest.mark.parametrize(
    ("who", "level", "there"),
    [
        ("amina", Level.LETTERBOX, "/letterbox"),
        ("dan", Level.TWO_FACTORS, "/staff/today"),
        ("joy", Level.TWO_FACTORS, "/staff/today"),
        ("ash", Level.TWO_FACTORS, "/staff/accounts"),
    ],
)
def test_everybody_is_sent_where_they_begin(
    world: World, who: str, level: Level, there: str
) -> None:
    response = world.browse(getattr(world, who), level).get("/")

    assert (response.status_code, response.location) == (303, there)


def test_home_says_that_dan_answered_and_not_what(world: World) -> None:
    entry_id = ask(world)
    answer(world, entry_id)

    home = world.browse(world.amina).read("/")

    assert "Hi Amina" in home
    assert "Dan has answered you" in home
    assert FOOTBALL in home
    assert f"/words/{entry_id}/answer" in home
    assert "Partly" not in home
    assert PARTLY.because not in home


def test_home_is_quiet_without_news(world: World) -> None:
    ask(world)
    answer(world, ask(world, words="Can Noor come with me?"), LOOKING)

    home = world.browse(world.amina).read("/")

    assert "has answered you" not in home
    assert "2 things being looked at" in home
    assert FOOTBALL not in home


def test_home_tells_leo_nothing_of_amina(world: World) -> None:
    answer(world, ask(world))

    home = world.browse(world.leo).read("/")

    assert "has answered you" not in home
    assert "Amina" not in home
    assert "All that you said" in home


def test_today_shows_new_words_and_that_is_a_reading(world: World) -> None:
    entry_id = sent(world, world.dan, words=GOOD_NEWS, kind=EntryKind.GOOD_NEWS)

    today = world.browse(world.dan).read("/staff/today")

    assert GOOD_NEWS in today
    assert "Say thanks" in today
    assert [person for person, _at, _for in opened_by(world, entry_id)] == [str(world.dan.id)]


def test_words_seen_today_stay_on_today_and_are_old_tomorrow(world: World) -> None:
    sent(world, world.dan, words=GOOD_NEWS, kind=EntryKind.GOOD_NEWS)
    world.browse(world.dan).read("/staff/today")

    world.later(hours=2)
    assert GOOD_NEWS in world.browse(world.dan).read("/staff/today")

    world.later(days=1)
    assert GOOD_NEWS not in world.browse(world.dan).read("/staff/today")


def test_words_nobody_looked_at_stay_new(world: World) -> None:
    sent(world, world.dan, words=GOOD_NEWS, kind=EntryKind.GOOD_NEWS)

    world.later(days=30)

    assert GOOD_NEWS in world.browse(world.dan).read("/staff/today")


def test_today_puts_the_latest_answer_first_and_says_so_in_words(world: World) -> None:
    late = ask(world, words="I want a lock on my door.")
    answer(world, late, LOOKING)
    world.later(days=8)
    ask(world)

    today = world.browse(world.dan).read("/staff/today")

    table = today[today.index("<table") :]
    assert table.index("a lock on my door") < table.index("football")
    assert "1 day late" in table


def test_a_wish_leaves_today_when_it_is_answered_and_comes_back_when_not_ok(world: World) -> None:
    entry_id = ask(world)
    world.browse(world.dan).read("/staff/today")
    world.later(days=1)
    given = answer(world, entry_id)
    assert FOOTBALL not in world.browse(world.dan).read("/staff/today")

    say(world, entry_id, given.id, VerdictValue.NOT_OK)

    today = " ".join(world.browse(world.dan).read("/staff/today").split())
    assert FOOTBALL in today
    assert "Amina says: Not OK" in today


def test_today_leads_to_writing_together_with_somebody_one_looks_after(world: World) -> None:
    dan = world.browse(world.dan)
    assert 'href="/staff/people/together"' in dan.read("/staff/today")

    page = dan.read("/staff/people/together")

    assert f'href="{person_page(world.amina)}/together"' in page
    assert "Leo" not in page


def test_who_looks_after_nobody_is_not_offered_to_write_together(world: World) -> None:
    joy = world.browse(world.joy)

    assert "Start together" not in joy.read("/staff/today")
    assert "You look after nobody now." in joy.read("/staff/people/together")


def test_quiet_lately_blames_nobody(world: World) -> None:
    sent(world, world.dan, words=GOOD_NEWS, kind=EntryKind.GOOD_NEWS)
    assert "Quiet lately" not in world.browse(world.dan).read("/staff/today")

    world.later(days=19)

    today = world.browse(world.dan).read("/staff/today")
    assert "Quiet lately" in today
    assert "19 days" in today
    assert "No words is OK." in today


@pytest.mark.parametrize("who", ["ella", "finn", "nell", "ruth", "priya", "joy"])
def test_today_shows_no_words_that_were_sent_to_dan_alone(world: World, who: str) -> None:
    sent(world, world.dan, words=GOOD_NEWS, kind=EntryKind.GOOD_NEWS)
    ask(world, world.dan)

    today = world.browse(getattr(world, who)).read("/staff/today")

    assert GOOD_NEWS not in today
    assert FOOTBALL not in today


def test_who_covers_sees_the_day_of_whom_they_cover(world: World) -> None:
    entry_id = ask(world, world.dan)
    assert FOOTBALL not in world.browse(world.priya).read("/staff/today")

    world.cover(world.priya, world.dan)

    priya = world.browse(world.priya)
    assert FOOTBALL in priya.read("/staff/today")
    assert FOOTBALL in priya.read(person_page(world.amina))
    assert "You cover for Dan today" in priya.read("/staff/people")
    assert opened_by(world, entry_id)[0][2] == world.dan.id

    world.later(days=1)
    priya = world.browse(world.priya)
    assert FOOTBALL not in priya.read("/staff/today")
    assert priya.get(person_page(world.amina)).status_code == 404


@pytest.mark.parametrize("who", ["amina", "ash"])
def test_the_pages_of_workers_are_not_there_for_others(world: World, who: str) -> None:
    browser = world.browse(getattr(world, who))

    pages = ("/staff/today", "/staff/people", person_page(world.amina), words_page(world.amina))
    assert {browser.get(page).status_code for page in pages} == {404}


def test_the_rail_says_how_much_there_is(world: World) -> None:
    ask(world)
    ask(world, words="Can Noor come with me?")

    rail = _rail(world.browse(world.dan).read("/staff/people"))

    assert "Today" in rail
    assert "Young people 1" in rail
    assert "Wishes 2" in rail
    assert "Dan Hughes" in world.browse(world.dan).read("/staff/people")


def test_managers_also_find_assignments_and_administrators_only_accounts(world: World) -> None:
    assert "Who helps" in _rail(world.browse(world.joy).read("/staff/today"))
    assert "Who helps" not in _rail(world.browse(world.dan).read("/staff/today"))
    assert _rail(world.browse(world.ash).read("/staff/accounts")) == "Accounts"


def test_the_day_asks_as_much_of_ten_as_of_a_thousand(world: World) -> None:
    first_of_ten, of_ten = counts(world, 10)
    first_of_all, of_all = counts(world, 990)

    assert of_ten == of_all
    assert max(*first_of_ten.values(), *first_of_all.values()) <= 12


def test_long_words_leave_the_day_short(world: World) -> None:
    for number in range(30):
        sent(world, world.dan, words="I have a lot to say. " * 400 + str(number))

    today = world.browse(world.dan).read("/staff/today")

    assert len(today.encode()) <= 60_000
    assert "I have a lot to say." in today


def counts(world: World, number: int) -> tuple[dict[str, int], dict[str, int]]:
    """How many statements each page takes when it is first looked at, and after that."""
    asked_many(world, number)
    first, later = {}, {}
    dan, amina = world.browse(world.dan), world.browse(world.amina)
    for browser, name, address in (
        (dan, "today", "/staff/today"),
        (dan, "people", "/staff/people"),
        (dan, "person", person_page(world.amina)),
        (dan, "words", words_page(world.amina)),
        (amina, "home", "/"),
    ):
        for found in (first, later):
            with statements(world.database) as heard:
                browser.read(address)
            found[name] = len(heard)
    return first, later


def _rail(page: str) -> str:
    """What the rail says, as one line."""
    nav = page[page.index('<nav class="rail__nav"') :]
    return " ".join(re.sub(r"<[^>]+>", " ", nav[: nav.index("</nav>")]).split())
