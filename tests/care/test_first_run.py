"""Amina's first run on her new phone: one idea a screen, and nothing is lost on the way."""

import re
from html import unescape

import pytest

from tests.support.world import Browser, World
from voice_app.accounts.models import Person
from voice_app.care.queries.places import mine
from voice_app.care.rules.first_run import MOST_WORDS, READING
from voice_app.care.service import joining
from voice_app.core.vault import opened
from voice_app.web import cookies


@pytest.fixture
def phone(world: World) -> Browser:
    """Amina's phone, which has just joined."""
    return join(world)


def join(world: World) -> Browser:
    """A phone of Amina's that has just joined, at the beginning of its first run."""
    dan, amina, phone = world.actor(world.dan), world.amina.id, world.browse()
    world.later(seconds=1)
    with world.writing() as session:
        code = joining.offer(
            session, actor=dan, young_person_id=amina, ends_others=False, now=world.now
        )
        session.flush()
        token = joining.claim(
            session, typed=joining.joining.code_of(session, code.id), now=world.now
        )
        assert token
        session.flush()
        joining.confirm(session, actor=dan, young_person_id=amina, code_id=code.id, now=world.now)
    phone.set_cookie(cookies.JOIN, token, secure=True)
    phone.read("/join/pictures")
    phone.press("Go on")
    return phone


def words_on(page: str) -> list[str]:
    """Every word that a screen says: heading, text and buttons."""
    body = page[page.index("<main") : page.index('<svg class="symbols"')]
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", body, flags=re.DOTALL)
    return re.findall(r"[\w’'-]+", unescape(text))


def go_to(phone: Browser, heading: str) -> None:
    """Press "Next" until a screen with this heading comes."""
    for _ in range(10):
        if f">{heading}</h1>" in re.sub(r"\s+<", "<", re.sub(r">\s+", ">", phone.page)):
            return
        found = re.search(r'href="([^"]+)"[^>]*><span>Next</span>', phone.page)
        if found:
            phone.read(found[1])
        else:
            phone.press("Next")
    raise AssertionError(f"no screen says {heading}")


def test_she_reads_four_ideas_then_chooses_and_the_phone_is_open(phone: Browser) -> None:
    for heading in (
        "Who can see what you write?",
        "What must be passed on",
        "Could a court ask?",
        "Saying no is fine",
        "Which language do you like best?",
        "What should we call you?",
        "Choose your paper",
        "Choose your code",
    ):
        go_to(phone, heading)
    phone.press("Keep it", pin="7392", again="7392")

    assert phone.get("/settings").status_code == 200
    assert phone.get("/start").status_code == 404


@pytest.mark.parametrize("step", READING)
def test_no_screen_that_is_read_has_more_than_sixty_words(phone: Browser, step: str) -> None:
    phone.read(f"/start/{step}")

    assert 20 < len(words_on(phone.page)) <= MOST_WORDS


@pytest.mark.parametrize("step", READING)
def test_no_sentence_is_longer_than_fifteen_words(phone: Browser, step: str) -> None:
    phone.read(f"/start/{step}")

    sentences = re.findall(r"<p>([^<]+)</p>", phone.page)
    assert sentences
    assert max(len(sentence.split()) for sentence in sentences) <= 15


def test_she_sees_by_name_whom_she_may_choose(phone: Browser) -> None:
    page = phone.read("/start/see")

    assert [name for name in ("Dan Hughes", "Nell Osei", "Ruth Bell") if name in page] == [
        "Dan Hughes",
        "Nell Osei",
        "Ruth Bell",
    ]
    assert "Finn" not in page


def test_what_she_chooses_is_kept_and_still_there_when_she_goes_back(
    world: World, phone: Browser
) -> None:
    go_to(phone, "Which language do you like best?")
    phone.press("Next", language="ur")
    phone.press("Next", called="  Mina ")
    phone.press("Next", paper="tide")

    back = phone.read("/start/name")
    assert 'value="Mina"' in back
    assert 'data-set="tide"' in back[:200]
    with world.reading() as session:
        chosen = mine(session, actor=world.actor(world.amina))
    assert (chosen.language, chosen.called, chosen.paper) == ("ur", "Mina", "tide")


def test_not_now_changes_nothing_and_goes_on(world: World, phone: Browser) -> None:
    page = phone.read("/start/name")
    found = re.search(r'href="([^"]+)">Not now<', page)
    assert found

    assert "Choose your paper" in phone.read(found[1])
    with world.reading() as session:
        assert mine(session, actor=world.actor(world.amina)).called == "Amina"


def test_an_empty_name_is_pointed_out(phone: Browser) -> None:
    phone.read("/start/name")

    answer = phone.press("Next", called="   ")

    assert answer.status_code == 400
    assert "Write a name, or choose Not now." in answer.text


@pytest.mark.parametrize(
    ("pin", "again", "said"),
    [
        ("123", "123", "Use 4 to 8 numbers."),
        ("1234", "1234", "easy to guess"),
        ("7392", "7329", "not the same"),
    ],
)
def test_a_pin_that_cannot_be_is_pointed_out_kindly(
    phone: Browser, pin: str, again: str, said: str
) -> None:
    phone.read("/start/pin")

    answer = phone.press("Keep it", pin=pin, again=again)

    assert answer.status_code == 400
    assert said in answer.text
    assert f'value="{pin}"' not in answer.text
    assert phone.get("/settings").status_code == 303


def test_reading_slowly_loses_nothing(world: World, phone: Browser) -> None:
    world.later(minutes=30)
    phone.read("/start/pin")

    phone.press("Keep it", pin="7392", again="7392")

    assert phone.get("/settings").status_code == 200


def test_after_an_hour_the_phone_has_to_join_again(world: World, phone: Browser) -> None:
    world.later(hours=1)

    assert phone.get("/start/pin").status_code == 404
    assert phone.send("/start/pin", pin="7392", again="7392").status_code == 404


def test_a_phone_that_is_found_later_cannot_choose_a_new_pin(world: World, phone: Browser) -> None:
    go_to(phone, "Choose your code")
    phone.press("Keep it", pin="7392", again="7392")
    lost = world.browse(world.amina)

    assert phone.send("/start/pin", pin="5566", again="5566").status_code == 404
    assert lost.send("/start/pin", pin="5566", again="5566").status_code == 404


def test_before_the_pin_nothing_she_wrote_can_be_reached(phone: Browser) -> None:
    for address in ("/settings", "/phones", "/words"):
        assert phone.get(address).status_code in (303, 404)


def test_leos_phone_gets_nowhere_with_aminas_first_run(world: World, phone: Browser) -> None:
    leo = world.browse(world.leo)
    token = phone.get_cookie(cookies.JOIN)
    assert token
    leo.set_cookie(cookies.JOIN, token.value, secure=True)

    assert leo.get("/start").status_code == 404
    assert leo.send("/start/pin", pin="7392", again="7392").status_code == 404


def test_joining_again_only_asks_for_a_pin(world: World, phone: Browser) -> None:
    go_to(phone, "Choose your code")
    phone.press("Keep it", pin="7392", again="7392")

    again = join(world)

    assert "Choose your code" in again.page
    assert again.get("/start/see").status_code == 404
    assert again.send("/start/name", called="Mina").status_code == 404


def test_the_four_ideas_can_be_read_again_from_the_settings(world: World) -> None:
    phone = world.browse(world.amina)

    page = phone.read("/start/see")
    go_to(phone, "Saying no is fine")

    assert 'href="/settings"' in page
    assert "Settings</h1>" in phone.read(re.findall(r'href="(/settings)"', phone.page)[0])


def test_her_name_is_sealed_under_her_own_key(world: World, phone: Browser) -> None:
    phone.read("/start/name")
    phone.press("Next", called="Mina")

    with world.reading() as session:
        person = session.get(Person, world.amina.id)
        assert person
        assert opened(session, person) == {}
