"""What every page owes its reader, asked of every page as each person who may open it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale

from tests.support.catalogue import LEFT_TO_RIGHT, RIGHT_TO_LEFT, pretend
from tests.support.everywhere import Everywhere
from tests.web.reading import Page, ambiguous, unmarked
from tests.web.walking import ONE_EACH, PAGES
from voice_app.app import create_app
from voice_app.config import TELLING
from voice_app.web.headers import ALWAYS

#: What colleagues call their jobs is theirs to say, and the names of helplines are names.
JOBS = ("Keyworker", "Social worker", "Reviewing officer", "Manager", "Systems", "Youth worker")
OTHER_NAMES = (
    "Notes",
    "Voice",
    "Childline",
    "Ivison Trust",
    "ivisontrust.org.uk",
    "NSPCC Helpline",
    "SafeCall",
    "Shout",
    "Noor Idris",
    "Noor",
    "NI",
    "Mei",
)
#: What people in the filled world typed, and a language's own name for itself.
TYPED = (
    "You stay until the summer.",
    "Moving before exams is hard.",
    "Amina cooked for everybody on Sunday.",
    "Tell me about school this week.",
    "Your nan comes every second Sunday.",
    "You feel calm with her.",
    "Amina asked for it.",
    "Every Sunday would be better.",
    "Dear Amina, we met.",
    "Sam cooks on Fridays.",
    "Tell us what you think.",
    "0800 000 111",
    "Not finished",
    "ella reed",
    "English",
)
#: Pages for colleagues that anybody may open; a young person meets them only by asking for them.
STAFF_DOORS = {"accounts.sign_in"}
YOUNG = {"letterbox", "open", "other"}
#: Young people and strangers meet these addresses; nothing in them may tell.
TELLS = re.compile("|".join(TELLING), re.IGNORECASE)


@pytest.mark.parametrize(("endpoint", "asking"), PAGES)
def test_a_page_has_headers_that_protect_it_one_heading_a_title_and_nothing_inline(
    everywhere: Everywhere, endpoint: str, asking: str
) -> None:
    response = everywhere.page(endpoint, asking)
    page = Page(response.text)

    for shown in (response, *response.history):
        assert {name: shown.headers.get(name) for name in ALWAYS} == ALWAYS
        assert shown.headers["Cache-Control"] == "no-store"
        assert shown.headers["Strict-Transport-Security"]
        assert "Server" not in shown.headers
    assert page.h1_count() == 1
    assert "".join(page.titles).strip()
    assert page.inline == []
    assert ambiguous(page) == []
    assert page.refusing == []
    assert page.root["lang"] == "en-GB"
    assert page.root["dir"] == "ltr"


@pytest.mark.parametrize(
    ("endpoint", "asking"),
    [(page, asking) for page, asking in PAGES if asking in YOUNG and page not in STAFF_DOORS],
)
def test_a_young_persons_page_says_nothing_in_title_or_address_and_has_leave(
    everywhere: Everywhere, endpoint: str, asking: str
) -> None:
    address = everywhere.address(endpoint)
    response = everywhere.page(endpoint, asking)
    title = "".join(Page(response.text).titles)

    assert title.startswith("Notes") or title.endswith("Notes")
    assert not TELLS.search(title)
    assert not TELLS.search(address)
    for name in ("Amina", "Leo", "Dan", "Ruth", "Nell"):
        assert name not in title
    if endpoint not in WITHOUT_LEAVE:
        assert 'action="/leave"' in response.text


#: The lock itself, where there is nothing to leave.
WITHOUT_LEAVE = {"accounts.open_phone", "accounts.forgot", "home.front"}


@pytest.mark.parametrize("asking", ["nobody", "letterbox", "open"])
def test_a_young_persons_pages_have_titles_that_differ(everywhere: Everywhere, asking: str) -> None:
    routes = everywhere.world.app.url_map.bind(everywhere.world.settings.host)
    pages: dict[str, set[str]] = {}
    for endpoint, who in PAGES:
        if who == asking and endpoint not in STAFF_DOORS:
            response = everywhere.page(endpoint, asking)
            shown, _ = routes.match(response.request.path)
            title = "".join(Page(response.text).titles)
            pages.setdefault(title, set()).add(SAME_PAGE.get(shown, shown))

    assert len(pages) > 1
    assert {title: sorted(shown) for title, shown in pages.items() if len(shown) > 1} == {}


#: The question about words that were begun before is the question at their beginning; the page that
#: a phone keeps is the letterbox.
SAME_PAGE = {"entries.start": "entries.say", "offline.page": "entries.letterbox"}


@pytest.fixture(scope="module")
def pretending(
    everywhere: Everywhere, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Everywhere]:
    """The same world, served in the two pretend languages."""
    folder: Path = tmp_path_factory.mktemp("translations")
    pretend(folder)
    everywhere.start_afresh()
    world = everywhere.world
    plain = world.app
    world.app = create_app(
        world.settings,
        world.database,
        translations=folder,
        languages=(LEFT_TO_RIGHT, RIGHT_TO_LEFT),
    )
    yield everywhere
    world.app = plain


@pytest.mark.parametrize(("endpoint", "asking"), PAGES)
def test_every_sentence_of_a_page_is_marked_for_translation(
    pretending: Everywhere, endpoint: str, asking: str
) -> None:
    browser = pretending.browse(asking)
    response = browser.get(
        pretending.address(endpoint),
        headers={"Accept-Language": LEFT_TO_RIGHT},
        follow_redirects=True,
    )
    names = names_in(pretending)

    assert list(unmarked(Page(response.text), names)) == []


@pytest.mark.parametrize(("endpoint", "asking"), ONE_EACH)
def test_a_page_runs_from_right_to_left_where_its_language_does(
    pretending: Everywhere, endpoint: str, asking: str
) -> None:
    browser = pretending.browse(asking)
    response = browser.get(
        pretending.address(endpoint),
        headers={"Accept-Language": RIGHT_TO_LEFT},
        follow_redirects=True,
    )

    assert Page(response.text).root["dir"] == "rtl"


def test_an_unmarked_sentence_would_be_found() -> None:
    page = Page(
        "<main><p>⟦Thís ís márkéd⟧ by Dan</p><p>This is not</p><p lang='en'>hers</p></main>"
    )

    assert list(unmarked(page, {"by Dan"})) == ["This is not"]


def test_a_label_that_names_two_things_would_be_found() -> None:
    page = Page("<form id='pin'><label for='pin'>Code</label><input id='pin'></form>")

    assert ambiguous(page) == ["pin"]


def test_a_field_that_the_browser_would_refuse_or_cut_would_be_found() -> None:
    page = Page("<input name='code' required><textarea name='words' maxlength='9'></textarea>")

    assert page.refusing == ["code", "words"]


def names_in(everywhere: Everywhere) -> set[str]:
    """Names of people and of the app, which no language translates."""
    people = [who for who in vars(everywhere.world).values() if hasattr(who, "role")]
    whole = {person.name for person in people}
    initials = {"".join(part[0] for part in name.split()) for name in whole}
    first = {str(person) for person in people}
    return whole | initials | first | set(JOBS) | set(OTHER_NAMES) | set(TYPED) | _words_of_dates()


def _words_of_dates() -> set[str]:
    """How days and times are said in the pretend language, which the locale itself knows."""
    locale = Locale.parse(LEFT_TO_RIGHT)
    names = {
        name
        for table in (locale.months, locale.days, locale.day_periods)
        for widths in table.values()
        for width in widths.values()
        for name in width.values()
    }
    return {name for name in names if len(name) > 1}
