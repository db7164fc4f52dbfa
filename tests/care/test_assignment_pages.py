"""Joy decides who looks after whom; nobody else can, and it counts at once."""

import re

import pytest

from tests.support.world import Browser, World
from voice_app.care import queries, service


def names_on(world: World) -> list[str]:
    """Who looks after Amina now, by first name."""
    with world.reading() as session:
        workers = queries.workers_of(session, world.amina.id, now=world.now)
    return [worker.first_name for worker in workers]


def first_ending(page: str) -> str:
    """Where the first "End" on the page leads."""
    found = re.search(r'href="(/staff/assignments/end/[0-9a-f-]{36})"', page)
    assert found
    return found[1]


def open_amina(world: World) -> Browser:
    """Joy's browser, on the page about Amina."""
    joy = world.browse(world.joy)
    joy.read("/staff/assignments")
    joy.read(f"/staff/assignments/{world.amina.id}")
    return joy


def test_joy_sees_who_looks_after_whom_and_who_has_nobody(world: World) -> None:
    page = world.browse(world.joy).read("/staff/assignments")

    everybody = page[page.index("Everybody") :]
    assert re.search(r"Amina.*Dan Hughes, Keyworker.*Leo.*Ella Reed", everybody, re.DOTALL)
    alone = page[page.index("Nobody looks after them") : page.index("Everybody")]
    assert "Kofi" in alone
    assert "Amina" not in alone


def test_joy_adds_somebody_as_two_things(world: World) -> None:
    joy = open_amina(world)
    world.later(minutes=1)

    joy.press("Add", staff=world.priya.id, kind="keyworker")
    joy.press("Add", staff=world.priya.id, kind="social_worker")

    assert names_on(world) == ["Dan", "Priya", "Nell", "Priya", "Ruth"]


def test_joy_ends_an_assignment_and_the_next_request_finds_nothing(world: World) -> None:
    dan = world.browse(world.dan)
    assert dan.get(f"/staff/people/{world.amina.id}/join").status_code == 200
    joy = open_amina(world)

    before = joy.read(first_ending(joy.page))
    assert "Dan Hughes, Keyworker" in before
    assert "It ends at once." in before
    assert "Ruth Bell" in before
    assert names_on(world) == ["Dan", "Nell", "Ruth"]
    joy.press("End it")

    assert dan.get(f"/staff/people/{world.amina.id}/join").status_code == 404
    assert names_on(world) == ["Nell", "Ruth"]


def test_before_the_last_one_ends_the_page_says_that_nobody_reads(world: World) -> None:
    joy = open_amina(world)
    for name in ("Dan", "Nell", "Ruth"):
        assert name in names_on(world)
        before = joy.read(first_ending(joy.page))
        assert ("Nobody else looks after Amina." in before) is (name == "Ruth")
        joy.press("End it")

    assert names_on(world) == []


def test_an_assignment_that_ended_meanwhile_leads_back(world: World) -> None:
    joy = open_amina(world)
    ending = first_ending(joy.page)
    joy.read(ending)
    joy.press("End it")

    assert joy.get(ending).location == f"/staff/assignments/{world.amina.id}"
    assert joy.get(f"/staff/assignments/end/{world.amina.id}").status_code == 404


def test_nobody_is_added_without_being_chosen(world: World) -> None:
    joy = open_amina(world)

    answer = joy.press("Add", kind="keyworker")

    assert answer.status_code == 400
    assert "Choose who." in answer.text


def test_an_administrator_is_no_choice(world: World) -> None:
    joy = open_amina(world)

    assert "Ash Quill" not in joy.page
    answer = joy.send(f"/staff/assignments/{world.amina.id}", staff=world.ash.id, kind="keyworker")
    assert answer.status_code == 400


def test_what_dan_made_himself_waits_for_joy(world: World) -> None:
    dan, joy = world.browse(world.dan), world.browse(world.joy)
    dan.read("/staff/people/new")
    page = dan.press("Make the place", called="Mina").text
    assert "A manager has to confirm that you look after Mina." in page
    assert "Wed 17 Jun 2026, 10:00" in page

    waiting = joy.read("/staff/assignments")
    found = re.search(r"To confirm.*?(/staff/assignments/[0-9a-f-]{36})", waiting, re.DOTALL)
    assert found
    joy.read(found[1])
    joy.press("Confirm")

    world.later(days=2)
    assert "Mina" in world.browse(world.joy).read("/staff/assignments")
    with world.reading() as session:
        cared = queries.young_people_of(session, actor=world.actor(world.dan), now=world.now)
    assert "Mina" in [one.called for one in cared]


def test_confirming_too_late_says_that_it_is_too_late(world: World) -> None:
    with world.writing() as session:
        service.make_place(
            session, actor=world.actor(world.dan), called="Mina", nation="england", now=world.now
        )
        session.flush()
        (waiting,) = queries.to_confirm(session, now=world.now)
    world.later(days=1)

    answer = world.browse(world.joy).send(f"/staff/assignments/confirm/{waiting.id}")

    assert answer.status_code == 409


def test_todays_page_of_a_manager_shows_what_waits_to_be_confirmed(world: World) -> None:
    dan, joy = world.browse(world.dan), world.browse(world.joy)
    assert "To confirm" not in joy.read("/staff/today")
    dan.read("/staff/people/new")
    dan.press("Make the place", called="Mina")

    today = joy.read("/staff/today")
    section = today[today.index("To confirm") : today.index("New words")]
    assert "Mina" in section
    assert "Dan Hughes, Keyworker" in section
    assert "Ends by itself unless you confirm it: Wed 17 Jun 2026, 10:00" in section
    assert "To confirm" not in dan.read("/staff/today")

    found = re.search(r'href="(/staff/assignments/[0-9a-f-]{36})"', section)
    assert found
    joy.read(found[1])
    joy.press("Confirm")
    assert "To confirm" not in joy.read("/staff/today")


def test_a_closed_case_can_be_opened_again(world: World) -> None:
    joy = open_amina(world)

    closing = joy.read(f"/staff/assignments/{world.amina.id}/close")
    assert "These assignments end at once:" in closing
    assert "Dan Hughes, Keyworker" in closing
    assert names_on(world) == ["Dan", "Nell", "Ruth"]
    assert "Nobody reads here, and the phone says so." in joy.press("Close the case").text
    assert names_on(world) == []
    joy.press("Open the case again")

    joy.press("Add", staff=world.dan.id, kind="keyworker")
    assert names_on(world) == ["Dan"]


def test_many_young_people_come_in_pages_that_begin_where_the_last_ended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voice_app.care.routes.assignments.PAGE", 2)
    joy = world.browse(world.joy)

    first = joy.read("/staff/assignments")
    found = re.search(r'href="(/staff/assignments\?after=[^"]+)"', first)
    assert found
    second = joy.read(found[1])

    listed = [page[page.index(">Everybody<") :] for page in (first, second)]
    order = [[name for name in ("Amina", "Kofi", "Leo") if name in part] for part in listed]
    assert order == [["Amina", "Kofi"], ["Leo"]]


@pytest.mark.parametrize("who", ["ash", "dan", "ella", "amina"])
def test_nobody_but_a_manager_comes_near(world: World, who: str) -> None:
    browser = world.browse(getattr(world, who))
    amina = world.amina.id

    for address in ("/staff/assignments", f"/staff/assignments/{amina}"):
        assert browser.get(address).status_code == 404
    answers = [
        browser.send(f"/staff/assignments/{amina}", staff=world.ella.id, kind="keyworker"),
        browser.send(f"/staff/assignments/{amina}/close"),
        browser.send(f"/staff/assignments/{amina}/reopen"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert names_on(world) == ["Dan", "Nell", "Ruth"]


def test_nobody_but_a_manager_ends_or_confirms(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina)

    for who in (world.ash, world.dan, world.priya, world.amina):
        browser = world.browse(who)
        for verb in ("end", "confirm"):
            answer = browser.send(f"/staff/assignments/{verb}/{assignment_id}")
            assert answer.status_code == 404

    assert "Priya" in names_on(world)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"called": " "}, "Write the name they want to be called."),
        ({"called": "Mina", "born_on": "2026-06-17"}, "That day has not come yet."),
        ({"called": "Mina", "born_on": "yesterday"}, "Write the day like this"),
        (
            {"called": "Mina", "born_on": "2012-01-02", "came_into_care_on": "2012-01-01"},
            "That is before they were born.",
        ),
    ],
)
def test_a_place_that_cannot_be_is_pointed_out_and_keeps_what_was_typed(
    world: World, fields: dict[str, str], said: str
) -> None:
    dan = world.browse(world.dan)
    dan.read("/staff/people/new")

    answer = dan.press("Make the place", full_name="Amina Testperson", **fields)

    assert answer.status_code == 400
    assert said in answer.text
    assert "Amina Testperson" in answer.text


@pytest.mark.parametrize("who", ["ash", "amina"])
def test_only_those_who_work_with_young_people_make_a_place(world: World, who: str) -> None:
    browser = world.browse(getattr(world, who))

    assert browser.get("/staff/people/new").status_code == 404
    assert browser.send("/staff/people/new", called="Mina", nation="england").status_code == 404
