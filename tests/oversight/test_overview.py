"""What a reviewing officer must not wait for, and who finds the page that says so."""

from uuid import UUID

import pytest

from tests.answers.telling import (
    LOOKING,
    PARTLY,
    YES,
    answer,
    ask,
    leave,
    newest,
    say,
    wish_of,
    wish_page,
)
from tests.entries.telling import opened_by
from tests.oversight.telling import (
    OVERVIEW,
    advocate_arranged,
    asks_for_advocate,
    figures,
    overview,
    part,
    planned_for,
    review_also,
    rows,
    text,
)
from tests.reviews.telling import (
    finished,
    frozen,
    held,
    looks,
    over,
    picked,
    planned,
    sees,
    written,
)
from tests.support.world import Someone, World
from voice_app.answers.rules import VerdictValue
from voice_app.care.models import AssignmentKind

SECRET = "Nobody but those I choose."


def not_ok(world: World, *to: Someone) -> UUID:
    """Amina asked these people, Dan said partly, and that is not OK; the id of her words."""
    entry_id = ask(world, *to, words=SECRET)
    say(world, entry_id, answer(world, entry_id, PARTLY).id, VerdictValue.NOT_OK)
    return entry_id


def test_an_answer_that_is_not_ok_waits_until_there_is_a_new_one(world: World) -> None:
    entry_id = not_ok(world, world.dan, world.ruth)

    page = overview(world)
    assert rows(page) == ["Amina says “Not OK” to “Partly” Dan Hughes Since Tue 16 June"]
    assert f'href="{wish_page(world, entry_id)}"' in page

    answer(world, entry_id, YES, after=newest(world, world.dan, entry_id).id)
    assert rows(overview(world)) == []


@pytest.mark.parametrize("is_about_it", [True, False])
def test_who_is_not_ok_and_asked_for_an_advocate_is_said_to_wait_for_one(
    world: World, is_about_it: bool
) -> None:
    entry_id = not_ok(world, world.dan, world.ruth)
    assert "advocate" not in rows(overview(world))[0]

    wish_id = wish_of(world, entry_id).id if is_about_it else None
    asks_for_advocate(world, wish_id)
    assert "Asked for an advocate, not arranged yet" in rows(overview(world))[0]

    advocate_arranged(world)
    assert "advocate" not in rows(overview(world))[0]


def test_an_advocate_about_something_else_is_not_said_here(world: World) -> None:
    not_ok(world, world.dan, world.ruth)

    asks_for_advocate(world, wish_of(world, not_ok(world, world.dan)).id)

    assert "advocate" not in rows(overview(world))[0]


def test_a_late_answer_is_named_with_its_keyworker_and_its_days(world: World) -> None:
    entry_id = ask(world, world.dan, world.ruth)
    answer(world, entry_id, LOOKING)
    world.later(days=7)
    assert rows(overview(world)) == []

    world.later(days=2)

    assert rows(overview(world)) == [
        "Amina: answer is late Asked Tue 16 June, due Tue 23 June Dan Hughes 2 days late"
    ]
    assert f'href="{wish_page(world, entry_id)}"' in overview(world)


def test_decisions_that_nobody_told_wait_with_the_days_since_the_review(world: World) -> None:
    review_id = planned(world)
    held(world, review_id)
    assert rows(overview(world)) == []
    finished(world, review_id)
    world.later(days=3)

    page = overview(world)
    assert rows(page) == [
        "Amina: decisions not told yet Review was Tue 16 June Dan Hughes 3 days since"
    ]
    assert f'href="/staff/reviews/{review_id}"' in page

    looks(world, review_id)
    assert rows(overview(world)) == []


def test_a_wish_of_somebody_without_a_keyworker_says_so(world: World) -> None:
    ask(world, world.dan, world.ruth)
    world.later(days=9)

    leave(world, world.dan)

    assert "Nobody 2 days late" in rows(overview(world))[0]


def test_what_is_not_ok_comes_to_whoever_runs_the_next_review(world: World) -> None:
    not_ok(world, world.dan)
    assert rows(overview(world)) == []

    review_id = planned(world, chair=world.ruth)

    page = overview(world)
    assert rows(page) == ["Amina says “Not OK” to “Partly” Dan Hughes Since Tue 16 June"]
    assert f'href="/staff/reviews/{review_id}"' in part(page, "Needs you")
    assert figures(page)[2].startswith("None yet")


def test_what_is_not_ok_does_not_come_to_a_review_that_somebody_else_runs(world: World) -> None:
    not_ok(world, world.dan)

    review_id = planned(world, world.ruth, chair=world.nell)

    assert sees(world, world.ruth, review_id)
    assert rows(overview(world)) == []


def test_a_late_wish_that_was_brought_to_a_review_leads_there(world: World) -> None:
    entry_id = ask(world, world.dan)
    review_id = planned(world)
    world.later(days=8)
    assert rows(overview(world)) == []

    picked(world, review_id, entry_id)

    page = overview(world)
    assert "1 day late" in rows(page)[0]
    assert str(wish_of(world, entry_id).id) not in page
    assert f'href="/staff/reviews/{review_id}"' in part(page, "Needs you")


def test_every_review_that_is_coming_says_how_far_its_pack_is(world: World) -> None:
    review_also(world, world.leo)
    planned_for(world, world.leo, world.ella, days=3)
    review_id = planned(world, days=14)
    assert text(part(overview(world), "Reviews coming")).endswith(
        "Fri 19 June Leo Pack not started Tue 30 June Amina Pack not started"
    )

    written(world, review_id)
    assert "Amina Pack being prepared" in text(overview(world))

    frozen(world, review_id)
    world.later(days=5)
    coming = text(part(overview(world), "Reviews coming"))
    assert "Amina Pack ready" in coming
    assert "Leo Pack not started The day has passed" in coming


def test_the_overview_shows_no_words_and_nothing_was_read(world: World) -> None:
    entry_id = not_ok(world, world.dan, world.ruth)
    picked(world, planned(world), entry_id)

    page = overview(world)

    assert SECRET not in page
    assert PARTLY.because not in page
    assert opened_by(world, entry_id) == []
    assert SECRET in world.browse(world.ruth).read(wish_page(world, entry_id))
    assert [who for who, _at, _for in opened_by(world, entry_id)] == [str(world.ruth.id)]


@pytest.mark.parametrize("who", ["dan", "nell", "finn", "ella", "priya", "joy", "ash", "amina"])
def test_nobody_but_a_reviewing_officer_finds_the_overview(world: World, who: str) -> None:
    browser = world.browse(getattr(world, who))

    assert browser.get(OVERVIEW).status_code == 404
    home = browser.get("/", follow_redirects=True).text
    assert OVERVIEW not in home


def test_a_reviewing_officer_finds_it_beside_every_page(world: World) -> None:
    assert f'href="{OVERVIEW}"' in world.browse(world.ruth).read("/staff/today")


def test_who_stands_in_for_a_reviewing_officer_does_not_find_it(world: World) -> None:
    world.cover(world.priya, world.ruth)

    priya = world.browse(world.priya)

    assert priya.get("/staff/people").status_code == 200
    assert "You cover for Ruth today" in priya.page
    assert priya.get(OVERVIEW).status_code == 404
    assert OVERVIEW not in priya.read("/staff/today")


def test_a_keyworker_who_also_reviews_somebody_counts_only_that_one(world: World) -> None:
    ask(world, world.dan)
    review_also(world, world.leo, world.dan)
    world.later(days=8)

    page = overview(world, world.dan)

    assert "reviewing officer of 1 young person." in text(page)
    assert rows(page) == []
    assert "Amina" not in page


def test_ending_the_assignment_closes_it_on_the_next_request(world: World) -> None:
    ruth = world.browse(world.ruth)
    assert ruth.get(OVERVIEW).status_code == 200

    leave(world, world.ruth)

    assert ruth.get(OVERVIEW).status_code == 404
    assert OVERVIEW not in ruth.read("/staff/today")


def test_whoever_is_not_reviewed_any_more_leaves_the_overview_with_all_that_counted(
    world: World,
) -> None:
    review_also(world, world.leo)
    not_ok(world, world.dan, world.ruth)
    over(world, planned(world))
    planned(world)
    assert "Amina" in overview(world)

    leave(world, world.ruth)

    page = overview(world)
    assert "Amina" not in page
    assert "reviewing officer of 1 young person." in text(page)
    assert figures(page)[0].startswith("None yet")
    assert "in 0 meetings" in text(page)


def test_somebody_who_reviews_without_being_called_so_counts_nothing_more(world: World) -> None:
    world.assign(world.ruth, world.leo, AssignmentKind.SOCIAL_WORKER)
    ask(world, world.ruth, author=world.leo)
    world.later(days=8)

    page = overview(world)

    assert "Leo" not in page
    assert figures(page)[0].startswith("None yet")
