"""Where meetings show on the pages with which people start their day."""

import pytest

from tests.answers.telling import say
from tests.entries.telling import draft, keep, sent
from tests.home.addresses import person_page
from tests.reviews.telling import decided, finished, held, looks, named, picked, planned, told
from tests.reviews.test_pages import asked, wish_id_of
from tests.support.world import World
from voice_app.answers.models import Answer
from voice_app.answers.rules import VerdictValue
from voice_app.care.models import AssignmentKind

ROW = 'href="/meeting"'


def section(page: str, heading: str) -> str:
    """What stands under a heading of a page, until the next section."""
    begin = page.index(f">{heading}</h2>")
    return " ".join(page[begin : page.index("</section>", begin)].split())


def test_home_says_when_people_meet_who_runs_it_and_how_much_is_in(world: World) -> None:
    review_id = planned(world, days=21)
    picked(world, review_id, sent(world, world.dan), sent(world, world.dan))

    home = world.browse(world.amina).read("/")

    assert "In about 3 weeks. Tuesday 7 July" in home
    assert "Ruth runs it. 2 things you said are in." in home
    assert ROW in home


def test_home_invites_and_does_not_count_when_nothing_is_in(world: World) -> None:
    planned(world)

    home = world.browse(world.amina).read("/")

    assert "Ruth runs it. You can pick what goes in." in home


def test_home_names_nobody_who_no_longer_runs_the_meeting(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina, AssignmentKind.REVIEWING_OFFICER)
    planned(world, chair=world.priya)

    world.unassign(assignment_id)

    home = world.browse(world.amina).read("/")
    assert "Priya" not in home
    assert "You can pick what goes in." in home


def test_home_has_no_row_without_a_meeting_and_none_for_somebody_else(world: World) -> None:
    assert ROW not in world.browse(world.amina).read("/")

    planned(world)

    assert ROW not in world.browse(world.leo).read("/")


def test_the_row_follows_what_was_decided_until_amina_has_said_if_it_is_ok(world: World) -> None:
    review_id, entry_id = planned(world), asked(world, world.ruth)
    amina = world.browse(world.amina)
    held(world, review_id)
    home = amina.read("/")
    assert "You met on Tuesday 16 June." in home
    assert "Not everything is decided yet." in home

    decided(world, review_id, wish_id_of(world, entry_id))
    finished(world, review_id)
    assert "See what was decided." in amina.read("/")

    looks(world, review_id)
    assert "You can say if it is OK." in amina.read("/")

    with world.reading() as session:
        answer_id = session.query(Answer).one().id
    say(world, entry_id, answer_id, VerdictValue.OK)
    assert ROW not in amina.read("/")


def test_a_meeting_that_decided_nothing_is_over_when_amina_has_looked(world: World) -> None:
    review_id = planned(world)
    held(world, review_id)
    finished(world, review_id)
    amina = world.browse(world.amina)
    assert "See what was decided." in amina.read("/")

    assert "Nothing was decided this time." in amina.read("/meeting")
    looks(world, review_id)

    assert ROW not in amina.read("/")


def test_what_is_told_face_to_face_first_is_neither_shown_nor_denied(world: World) -> None:
    review_id, entry_id = planned(world), asked(world, world.ruth)
    held(world, review_id)
    decided(world, review_id, wish_id_of(world, entry_id), in_person=True)
    finished(world, review_id)
    amina = world.browse(world.amina)

    home, meeting = amina.read("/"), amina.read("/meeting")

    assert "You have not heard everything yet." in home
    assert "You hear some of it face to face first." in meeting
    assert "Nothing was decided this time." not in meeting
    assert "You stay at your school." not in meeting

    told(world, review_id, by=world.ruth)
    assert "You hear some of it face to face first." not in amina.read("/meeting")


def test_the_next_meeting_stands_above_the_last_one(world: World) -> None:
    held(world, planned(world))
    planned(world, days=90)

    home = world.browse(world.amina).read("/")

    assert home.index("In about 3 months.") < home.index("My last meeting")


def test_today_shows_the_meetings_that_dan_belongs_to(world: World) -> None:
    review_id = planned(world, days=18)

    coming = section(world.browse(world.dan).read("/staff/today"), "Meetings coming")

    assert "Amina" in coming
    assert "Sat 4 July" in coming
    assert "In about 3 weeks. Planned." in coming
    assert f'href="/staff/reviews/{review_id}"' in coming
    assert "Prepare review" in coming


@pytest.mark.parametrize("who", ["nell", "ella", "finn", "priya", "joy"])
def test_today_shows_no_meeting_to_whoever_does_not_belong(world: World, who: str) -> None:
    planned(world)

    assert "Meetings coming" not in world.browse(getattr(world, who)).read("/staff/today")


def test_a_guest_finds_the_review_and_not_her_page(world: World) -> None:
    review_id = planned(world)
    named(world, review_id, world.ella)

    ella = world.browse(world.ella)
    coming = section(ella.read("/staff/today"), "Meetings coming")

    assert "See the review" in coming
    assert "Prepare review" not in coming
    assert person_page(world.amina) not in coming
    assert person_page(world.amina) not in ella.read(f"/staff/reviews/{review_id}")


def test_today_says_what_is_left_after_a_meeting(world: World) -> None:
    review_id = planned(world)
    named(world, review_id, world.ella)
    dan, ella = world.browse(world.dan), world.browse(world.ella)
    held(world, review_id)
    left = section(dan.read("/staff/today"), "To decide and to tell")
    assert "Held, not finished." in left
    assert "Go on deciding" in left

    finished(world, review_id)
    left = section(dan.read("/staff/today"), "To decide and to tell")
    assert "Decided, not told yet." in left
    assert "Tell Amina" in left
    assert "Tell Amina" not in ella.read("/staff/today")

    told(world, review_id)
    assert "To decide and to tell" not in dan.read("/staff/today")


def test_today_says_when_nobody_runs_a_meeting(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina, AssignmentKind.REVIEWING_OFFICER)
    planned(world, chair=world.priya)
    world.unassign(assignment_id)

    dan = world.browse(world.dan)

    assert "Nobody runs it" in section(dan.read("/staff/today"), "Meetings coming")
    assert "Nobody runs it" in dan.read(person_page(world.amina))


@pytest.mark.parametrize("who", ["dan", "nell", "ruth"])
def test_whoever_looks_after_her_starts_together_and_plans_from_her_page(
    world: World, who: str
) -> None:
    browser = world.browse(getattr(world, who))

    page = browser.read(person_page(world.amina))

    for label, address in (("Start together", "together"), ("Plan a review", "review")):
        assert label in page
        assert f'href="{person_page(world.amina)}/{address}"' in page
        assert browser.get(f"{person_page(world.amina)}/{address}").status_code == 200


def test_whoever_covers_may_start_together_too_for_as_long_as_they_cover(world: World) -> None:
    world.cover(world.priya, world.dan)
    assert "Start together" in world.browse(world.priya).read(person_page(world.amina))

    world.later(days=1)

    priya = world.browse(world.priya)
    assert priya.get(f"{person_page(world.amina)}/together").status_code == 404
    assert priya.get(f"{person_page(world.amina)}/review").status_code == 404


def test_her_page_leads_to_the_review_that_is_coming_and_to_what_is_left(world: World) -> None:
    review_id = planned(world, days=21)
    dan = world.browse(world.dan)
    page = dan.read(person_page(world.amina))
    assert "Review on Tuesday 7 July. In about 3 weeks." in page
    assert "Prepare review" in page

    held(world, review_id)

    page = dan.read(person_page(world.amina))
    assert f'href="/staff/reviews/{review_id}"' in section(page, "To decide and to tell")
    assert "Plan a review" in page


def test_who_does_not_belong_comes_back_to_her_page(world: World) -> None:
    planned(world)

    page = world.browse(world.nell).read(f"{person_page(world.amina)}/review")

    assert "You do not belong to it yet." in page
    assert f'href="{person_page(world.amina)}"' in page


def test_the_rail_leads_to_reviews_and_says_how_many(world: World) -> None:
    planned(world)

    page = world.browse(world.dan).read("/staff/today")

    nav = page[page.index('<nav class="rail__nav"') : page.index("</nav>")]
    link = nav[nav.index('href="/staff/reviews"') :]
    assert "Reviews" in link
    assert 'rail__count">1<' in link


def test_words_that_amina_picked_say_in_which_meeting_they_are(world: World) -> None:
    review_id = planned(world, days=21)
    inside, outside = sent(world, world.dan, words="I like art."), sent(world, world.dan)
    picked(world, review_id, inside)
    amina = world.browse(world.amina)

    assert "In my meeting, 7 July" in amina.read("/words")
    assert "The people in your meeting can read this." in amina.read(f"/words/{inside}")
    assert "In my meeting" not in amina.read(f"/words/{outside}")


def test_words_kept_for_herself_are_not_called_just_hers_once_they_are_in(world: World) -> None:
    review_id = planned(world)
    entry_id = draft(world, "Only for me so far.")
    keep(world, entry_id)
    amina = world.browse(world.amina)
    assert "Just me" in amina.read("/words")
    assert "Nobody who works here can open this." in amina.read(f"/words/{entry_id}")

    picked(world, review_id, entry_id)

    assert "Just me" not in amina.read("/words")
    page = amina.read(f"/words/{entry_id}")
    assert "Nobody who works here can open this." not in page
    assert "The people in your meeting can read this." in page


def test_an_answer_stands_above_the_meeting_and_hides_it_not(world: World) -> None:
    review_id, entry_id = planned(world), asked(world, world.ruth)
    picked(world, review_id, entry_id)
    held(world, review_id)
    decided(world, review_id, wish_id_of(world, entry_id))

    words = world.browse(world.amina).read("/words")

    assert words.index("Answered: yes") < words.index("In my meeting, 7 July")
    assert "Read the answer" in words


def test_words_offer_themselves_to_a_meeting_only_while_one_is_coming(world: World) -> None:
    entry_id = sent(world, world.dan)
    amina = world.browse(world.amina)
    assert "Put it in my meeting" not in amina.read(f"/words/{entry_id}")

    review_id = planned(world)
    for page in (f"/words/{entry_id}", f"/sent/{entry_id}"):
        assert "Put it in my meeting" in amina.read(page)
    amina.read(f"/meeting/words/{entry_id}")
    amina.press("Put it in")
    assert "Put it in my meeting" not in amina.read(f"/words/{entry_id}")

    held(world, review_id)
    assert "Put it in my meeting" not in amina.read(f"/words/{sent(world, world.dan)}")
