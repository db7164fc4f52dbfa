"""Amina says what she wants and what helps, and those who look after her read it."""

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.statements import statements
from tests.support.world import Someone, World
from voice_app.core import vault
from voice_app.core.actor import Level
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.entries.models import Entry
from voice_app.plan import queries, service
from voice_app.plan.models import Goal, Helps
from voice_app.record.models import TrailEvent

GOAL = "I want Saturdays to feel\r\nnormal again.  "


def plan_for(world: World, person: Someone) -> queries.Plan:
    with world.reading() as session:
        return queries.current(
            session, actor=world.actor(person), young_person_id=world.amina.id, now=world.now
        )


def writes(world: World, words: str = GOAL) -> None:
    page = world.browse(world.amina)
    page.read("/plan/goal")
    page.press("Save", words=words)


def test_her_words_are_kept_exactly_and_shown_to_her(world: World) -> None:
    amina = world.browse(world.amina)

    amina.read("/plan/goal")
    shown = amina.press("Save", words=GOAL).text

    assert "I want Saturdays to feel" in shown
    assert "Saved." in shown
    with world.reading() as session:
        goal = session.scalars(select(Goal)).one()
        assert vault.opened(session, goal)["words"] == GOAL
        assert GOAL.encode() not in goal.sealed


@pytest.mark.parametrize("nothing", [" \n", "\u200b\u2060", "\u2800"])
def test_a_goal_that_nobody_can_see_is_not_kept(world: World, nothing: str) -> None:
    amina = world.browse(world.amina)

    amina.read("/plan/goal")
    answer = amina.press("Save", words=nothing)

    assert "Write something first, or press Not now." in answer.text
    assert plan_for(world, world.amina).goal is None


def test_a_new_goal_takes_the_place_of_the_old_one_which_stays_kept(world: World) -> None:
    writes(world, "I want to sleep.")
    world.later(minutes=1)
    writes(world, "I want to play football.")

    plan = plan_for(world, world.amina)

    assert plan.goal is not None
    assert plan.goal.words == "I want to play football."
    with world.reading() as session:
        assert session.query(Goal).count() == 2
        assert session.query(Goal).where(Goal.ended_at.is_not(None)).count() == 1


def test_a_form_that_arrives_twice_writes_once(world: World) -> None:
    amina = world.browse(world.amina)
    amina.read("/plan/helps")
    page = amina.page

    amina.press("Save", words="My nan\nArt")
    amina.page = page
    amina.press("Save", words="My nan\nArt")

    with world.reading() as session:
        assert session.query(Helps).count() == 1


def test_each_line_of_what_helps_stands_by_itself(world: World) -> None:
    amina = world.browse(world.amina)
    amina.read("/plan/helps")

    shown = amina.press("Save", words="My nan\r\n\r\nArt <3").text

    assert 'dir="auto">My nan</li>' in shown
    assert 'dir="auto">Art &lt;3</li>' in shown


def test_she_may_take_her_goal_out_again(world: World) -> None:
    writes(world)
    amina = world.browse(world.amina)
    amina.read("/plan/goal")

    shown = amina.press("Take it out of my plan").text

    assert "Saturdays" not in shown
    assert plan_for(world, world.amina).goal is None
    with world.reading() as session:
        assert session.query(Goal).count() == 1


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 4001])
def test_an_empty_or_endless_goal_is_not_kept_and_nothing_typed_is_lost(
    world: World, words: str
) -> None:
    amina = world.browse(world.amina)
    amina.read("/plan/goal")

    answer = amina.press("Save", words=words)

    assert answer.status_code == 400
    assert words.strip() in answer.text
    assert plan_for(world, world.amina).goal is None


def test_those_who_look_after_her_see_her_plan_and_nobody_else_does(world: World) -> None:
    writes(world)

    for person in (world.amina, world.dan, world.nell, world.ruth):
        goal = plan_for(world, person).goal
        assert goal is not None
        assert goal.words == GOAL
    for person in (world.finn, world.ella, world.priya, world.joy, world.ash, world.leo):
        with pytest.raises(NotFound):
            plan_for(world, person)


def test_nobody_writes_her_plan_but_her(world: World) -> None:
    for person in (world.dan, world.joy, world.ash):
        with world.writing() as session, pytest.raises(NotAllowed):
            service.let_go(session, actor=world.actor(person), part=Goal, now=world.now)
    at_letterbox = world.actor(world.amina, Level.LETTERBOX)
    with world.writing() as session, pytest.raises(NotAllowed):
        service.let_go(session, actor=at_letterbox, part=Goal, now=world.now)


def test_a_plan_shown_to_somebody_else_is_a_reading(world: World) -> None:
    writes(world)
    plan = plan_for(world, world.dan)

    with world.writing() as session:
        for person in (world.dan, world.amina):
            service.show_to(
                session,
                actor=world.actor(person),
                young_person_id=world.amina.id,
                plan=plan,
                place="young_person",
                now=world.now,
            )

    with world.reading() as session:
        readings = session.query(TrailEvent).where(TrailEvent.action == "words.read").all()
        assert [event.actor_id for event in readings] == [world.dan.id]


def test_a_goal_sent_after_the_phone_locked_waits_behind_the_pin(world: World) -> None:
    phone = world.browse(world.amina, Level.LETTERBOX)

    answer = phone.send("/plan/goal", words=GOAL)

    assert answer.location == "/open"
    assert "Saturdays" not in phone.read("/letterbox")
    assert plan_for(world, world.amina).goal is None
    assert "Saturdays" in world.browse(world.amina).read("/words")


def test_nothing_sent_after_the_phone_locked_makes_nothing(world: World) -> None:
    phone = world.browse(world.amina, Level.LETTERBOX)

    assert phone.send("/plan/goal", words=" \u200b").location == "/open"

    with world.reading() as session:
        assert session.query(Entry).count() == 0


def page_of_her_plan(world: World, name: str) -> TestResponse:
    """What a colleague finds as her plan."""
    return world.browse(getattr(world, name)).get(f"/staff/people/{world.amina.id}/plan")


@pytest.mark.parametrize("name", ["dan", "nell", "ruth"])
def test_those_who_look_after_her_open_her_plan_from_her_page(world: World, name: str) -> None:
    writes(world)
    amina = world.browse(world.amina)
    amina.read("/plan/helps")
    amina.press("Save", words="My nan\n\nArt <3")
    address = f"/staff/people/{world.amina.id}/plan"

    assert f'href="{address}"' in world.browse(getattr(world, name)).read(
        f"/staff/people/{world.amina.id}"
    )
    page = page_of_her_plan(world, name).text

    assert "I want Saturdays to feel" in page
    assert 'dir="auto">Art &lt;3</li>' in page
    with world.reading() as session:
        readings = session.query(TrailEvent).where(TrailEvent.action == "words.read").all()
        assert [event.actor_id for event in readings] == [getattr(world, name).id]


@pytest.mark.parametrize("name", ["finn", "ella", "priya", "joy", "ash", "leo", "amina"])
def test_her_plan_is_not_there_for_anybody_else(world: World, name: str) -> None:
    writes(world)

    assert page_of_her_plan(world, name).status_code == 404


def test_an_empty_plan_is_no_reading_and_blames_nobody(world: World) -> None:
    page = page_of_her_plan(world, "dan").text

    assert "Amina has written no goal. No words is OK." in page
    with world.reading() as session:
        assert session.query(TrailEvent).where(TrailEvent.action == "words.read").count() == 0


def test_whoever_covers_today_reads_her_plan_and_she_is_told_so(world: World) -> None:
    writes(world)
    amina = world.browse(world.amina)
    assert "These people can read your plan: Dan, Nell, Ruth." in amina.read("/plan")

    world.cover(world.priya, world.dan)

    assert "Saturdays" in page_of_her_plan(world, "priya").text
    assert "These people can read your plan: Dan, Priya, Nell, Ruth." in amina.read("/plan")

    world.later(days=2)
    assert page_of_her_plan(world, "priya").status_code == 404
    assert "Priya" not in world.browse(world.amina).read("/plan")


def test_her_plan_asks_no_more_than_twelve_times(world: World) -> None:
    writes(world)
    dan = world.browse(world.dan)

    with statements(world.database) as heard:
        dan.read(f"/staff/people/{world.amina.id}/plan")

    assert len(heard) <= 12


@pytest.mark.parametrize("address", ["/plan", "/plan/goal", "/plan/helps"])
def test_the_pages_are_hers_alone(world: World, address: str) -> None:
    assert world.browse(world.amina).get(address).status_code == 200
    assert world.browse(world.amina, Level.LETTERBOX).get(address).status_code == 303
    assert world.browse(world.dan).get(address).status_code == 404
    assert world.browse().get(address).status_code == 303


def test_a_page_of_her_plan_says_who_can_read_it(world: World) -> None:
    shown = world.browse(world.amina).read("/plan")

    assert "These people can read your plan: Dan, Nell, Ruth." in shown
    assert "<title>Notes: plan</title>" in shown
