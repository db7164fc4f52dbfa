"""What holds for every part of the look, shown in a real browser on five boards."""

import pytest
from playwright.sync_api import expect

from tests.support.chromium import COMPUTER, axe
from tests.support.looking import CUT_OFF, LARGE_TEXT, SIDEWAYS, SMALL
from tests.support.parts import BOARDS, HOST, show

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("board", BOARDS)
def test_axe_finds_nothing_wrong_with_any_part(phone, board, theme):
    show(phone, board, theme=theme, wrong="yes")

    assert axe(phone) == []


@pytest.mark.parametrize("board", BOARDS)
def test_no_part_makes_a_page_scroll_sideways(open_context, board):
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    for direction in ("ltr", "rtl"):
        show(page, board, dir=direction, wrong="yes")
        assert page.evaluate(SIDEWAYS) <= 0, direction

        page.evaluate(LARGE_TEXT)
        assert page.evaluate(SIDEWAYS) <= 0, direction
        assert page.evaluate(CUT_OFF) == []


def test_a_page_that_is_too_wide_would_be_noticed(open_context):
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    show(page, "young")

    page.evaluate("document.querySelector('.rows').style.inlineSize = '400px'")

    assert page.evaluate(SIDEWAYS) > 0


@pytest.mark.parametrize("board", BOARDS)
def test_everything_that_is_pressed_is_as_large_as_a_thumb(phone, board):
    show(phone, board)

    assert phone.evaluate(SMALL, 44) == []


def test_a_button_that_is_too_small_would_be_noticed(phone):
    show(phone, "steps")

    phone.evaluate("document.querySelector('.button--pen').style.cssText = 'min-block-size: 20px'")

    assert len(phone.evaluate(SMALL, 44)) == 1


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (1280, 5)])
def test_no_state_of_a_wish_stands_alone_in_a_line(open_context, width, columns):
    page = open_context(viewport={"width": width, "height": 800}).new_page()
    show(page, "today")

    tiles = [tile.bounding_box() for tile in page.locator("#state .tile").all()]

    assert len(tiles) == 5
    assert len({tile["x"] for tile in tiles}) == columns
    assert len({round(tile["width"]) for tile in tiles}) == 1


def test_the_word_in_a_switch_grows_with_the_text_and_the_switch_with_its_word(open_context):
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    show(page, "steps")
    switch, no = page.locator(".switch").first, page.locator(".switch__no").first
    before = (switch.bounding_box()["width"], no.bounding_box()["height"])

    page.evaluate(LARGE_TEXT)
    no.evaluate("word => { word.textContent = 'No thanks' }")

    assert no.bounding_box()["height"] == pytest.approx(2 * before[1], abs=1)
    assert switch.bounding_box()["width"] > 2 * before[0]
    assert switch.bounding_box()["width"] > no.bounding_box()["width"]
    assert page.evaluate(SIDEWAYS) <= 0


def test_weeks_of_a_chart_run_from_left_to_right_in_every_language(open_context):
    page = open_context(viewport={"width": 1280, "height": 800}).new_page()
    for direction in ("ltr", "rtl"):
        show(page, "today", dir=direction)
        weeks = [week.bounding_box()["x"] for week in page.locator(".chart thead th").all()]
        columns = [head.bounding_box()["x"] for head in page.locator(".table thead th").all()]

        assert weeks == sorted(weeks)
        assert columns == sorted(columns, reverse=direction == "rtl")


def test_leave_stands_in_the_same_place_on_every_page(phone):
    places = set()
    for board in ("young", "steps"):
        show(phone, board)
        box = phone.locator(".leave__shape").bounding_box()
        places.add((round(box["x"]), round(box["y"] / 8)))

    assert len({x for x, _ in places}) == 1
    assert len({y for _, y in places}) == 1


def test_with_large_text_leave_alone_stays_on_the_screen(open_context):
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    for board in ("young", "steps"):
        show(page, board)
        page.evaluate(LARGE_TEXT)

        box = page.get_by_role("button", name="Leave").bounding_box()

        assert box["y"] + box["height"] == pytest.approx(640, abs=2)
        assert page.locator("nav, .button--pen").last.bounding_box()["y"] > 640


def test_three_shifts_leave_and_two_do_not(phone):
    show(phone, "young")
    for _ in range(2):
        phone.keyboard.press("Shift")
    phone.keyboard.press("a")
    phone.keyboard.press("Shift")
    assert phone.url.startswith(f"{HOST}/young")

    for _ in range(2):
        phone.keyboard.press("Shift")

    phone.wait_for_url(f"{HOST}/leave")


def test_the_page_is_covered_before_leave_is_answered(phone):
    show(phone, "young")
    phone.evaluate("addEventListener('submit', (event) => event.preventDefault())")

    phone.get_by_role("button", name="Leave").click()

    expect(phone.locator("main")).to_be_hidden()


def test_leave_works_without_script(open_context):
    page = open_context(java_script_enabled=False).new_page()
    show(page, "young")

    page.get_by_role("button", name="Leave").click()

    page.wait_for_url(f"{HOST}/leave")


def test_the_page_is_covered_while_nobody_looks(phone):
    show(phone, "young")
    look_away = """(hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""

    phone.evaluate(look_away, True)
    expect(phone.locator("main")).to_be_hidden()

    phone.evaluate(look_away, False)
    expect(phone.locator("main")).to_be_visible()


def test_a_page_opened_behind_another_one_stays(phone):
    show(phone, "young")

    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(phone.locator("main")).to_be_visible()
    assert phone.url.startswith(f"{HOST}/young")


def test_large_keys_type_the_code_and_say_nothing_of_its_length(phone):
    show(phone, "lock")
    field = phone.get_by_label("Your code")

    for digit in "4709":
        phone.get_by_role("button", name=digit, exact=True).click()
    phone.get_by_role("button", name="Take away the last number").click()

    expect(field).to_have_value("470")
    expect(phone.get_by_role("status")).to_have_text("3 numbers")


def test_without_script_the_code_is_a_plain_field(open_context):
    page = open_context(java_script_enabled=False).new_page()
    show(page, "lock")

    expect(page.locator(".pin__keys")).to_be_hidden()
    page.get_by_label("Your code").fill("4709")
    page.get_by_role("button", name="Open").click()

    page.wait_for_url(f"{HOST}/open")


def test_how_strong_is_asked_only_for_what_is_picked(phone):
    show(phone, "steps")
    tray = phone.get_by_role("group", name="How strong is", exact=False)
    expect(tray).to_have_count(1)

    phone.get_by_role("checkbox", name="sad").press("Space")
    expect(tray).to_have_count(2)

    phone.get_by_role("checkbox", name="sad").press("Space")
    phone.get_by_role("checkbox", name="worried").press("Space")
    expect(tray).to_have_count(0)
    assert phone.locator("[name=strength_asked]").is_disabled()


def test_their_own_word_is_asked_for_when_that_face_is_picked(phone):
    show(phone, "steps")
    own_word = phone.get_by_label("My own word").and_(phone.locator("[type=text]"))
    expect(own_word).to_be_hidden()

    phone.get_by_role("checkbox", name="own word").press("Space")

    expect(own_word).to_be_visible()


def test_writing_goes_on_after_the_first_words_of_the_screen(phone):
    show(phone, "steps")
    phone.wait_for_function("document.querySelector('.pad--together')")

    field = phone.get_by_label("Tell me what you would like to happen")
    expect(field).to_have_value("to stay")
    assert field.evaluate("(e) => parseFloat(getComputedStyle(e).textIndent)") > 40
    starter = phone.locator(".pad__starter")
    assert starter.bounding_box()["y"] == pytest.approx(field.bounding_box()["y"], abs=1)
    assert field.get_attribute("spellcheck") == "false"

    field.fill("أريد")
    assert field.evaluate("(e) => getComputedStyle(e).textIndent") == "0px"


def test_a_button_says_that_it_is_sending_and_sends_once(phone):
    show(phone, "steps")
    phone.evaluate("addEventListener('submit', (event) => event.preventDefault())")
    button = phone.get_by_role("button", name="Next")

    button.click()

    expect(phone.get_by_role("button", name="Sending…")).to_be_visible()
    expect(button).to_have_count(0)


def test_an_error_takes_the_focus_and_leads_to_its_field(open_context):
    page = open_context(viewport=COMPUTER).new_page()
    show(page, "today", wrong="yes")
    assert page.evaluate("document.activeElement.className") == "summary"

    page.get_by_role("link", name="Say why").click()

    assert page.url.endswith("#because")
    described = page.get_by_label("Because").get_attribute("aria-describedby")
    assert described == "because-hint because-error"
