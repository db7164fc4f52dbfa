"""What the pages of reviews show, to whom, and in which order."""

from uuid import UUID, uuid4

from sqlalchemy import select

from tests.entries.telling import draft, keep, opened_by, sent
from tests.reviews.telling import (
    in_days,
    named,
    picked,
    planned,
    written,
)
from tests.support.world import Someone, World
from voice_app.answers.models import Wish
from voice_app.core.actor import Level
from voice_app.entries.models import EntryKind
from voice_app.plan import service as plans
from voice_app.plan.models import Goal
from voice_app.record.models import TrailEvent
from voice_app.reviews.models import Review
from voice_app.reviews.rules import TextKind


def asked(world: World, *to: Someone, words: str = "I want to stay at my school.") -> UUID:
    return sent(world, *to, words=words, kind=EntryKind.WISH)


def wish_id_of(world: World, entry_id: UUID) -> UUID:
    with world.reading() as session:
        return session.scalars(select(Wish.id).where(Wish.entry_id == entry_id)).one()


def wants(world: World, words: str) -> None:
    with world.writing() as session:
        plans.write(
            session,
            actor=world.actor(world.amina),
            part=Goal,
            written_id=uuid4(),
            words=words,
            now=world.now,
        )


def in_order(page: str, *parts: str) -> bool:
    places = [page.find(part) for part in parts]
    assert -1 not in places, dict(zip(parts, places, strict=True))
    return places == sorted(places)


def readings(world: World) -> list[UUID | None]:
    with world.reading() as session:
        events = session.scalars(select(TrailEvent).where(TrailEvent.action == "words.read"))
        return [event.actor_id for event in events]


def test_the_page_opens_with_her_words_and_adult_text_comes_last(world: World) -> None:
    review_id = planned(world)
    picked(world, review_id, sent(world, world.dan, words="Hear this first."))
    asked(world, world.ruth, words="I want a dog.")
    wants(world, "I want to sleep.")
    written(world, review_id, "She smiled at the goats.")

    page = world.browse(world.ruth).read(f"/staff/reviews/{review_id}")

    assert in_order(
        page,
        "<h1",
        "Hear this first.",
        "I want a dog.",
        "I want to sleep.",
        "Dan Hughes, Tuesday 16 June",
        "Seen or heard",
        "She smiled at the goats.",
    )
    assert "Typed by Amina" in page


def test_showing_the_page_is_a_reading_and_amina_sees_who_opened_it(world: World) -> None:
    review_id = planned(world)
    entry_id = sent(world, world.dan, words="Hear this first.")
    picked(world, review_id, entry_id)

    world.browse(world.ruth).read(f"/staff/reviews/{review_id}")
    world.browse(world.ruth).read(f"/staff/reviews/{review_id}")

    assert [who for who, *_ in opened_by(world, entry_id)] == [str(world.ruth.id)]
    assert readings(world) == [world.ruth.id] * 2


def test_only_members_open_the_page(world: World) -> None:
    review_id = planned(world)
    address = f"/staff/reviews/{review_id}"

    for person in (world.dan, world.ruth):
        assert world.browse(person).get(address).status_code == 200
    for person in (world.nell, world.finn, world.priya, world.ella, world.joy, world.ash):
        assert world.browse(person).get(address).status_code == 404
    for person in (world.amina, world.leo):
        assert world.browse(person).get(address).status_code == 404
    assert world.browse(world.dan, Level.ONE_FACTOR).get(address).status_code == 303
    assert world.browse().get(address).status_code == 303


def test_an_empty_review_says_that_this_is_her_choice(world: World) -> None:
    review_id = planned(world)

    page = world.browse(world.dan).read(f"/staff/reviews/{review_id}")

    assert "Amina has not picked any words. That is their choice." in page
    assert readings(world) == []


def test_amina_sees_the_day_in_words_and_who_will_be_there(world: World) -> None:
    planned(world, world.nell, days=21)

    page = world.browse(world.amina).read("/meeting")

    assert "Tuesday 7 July. In about 3 weeks." in page
    assert in_order(page, "Ruth Bell", "Runs the meeting", "Dan Hughes", "Nell Osei")
    assert "<title>Notes: date</title>" in page


def test_without_a_meeting_the_page_promises_nothing(world: World) -> None:
    amina = world.browse(world.amina)

    assert "There is no date for a meeting now." in amina.read("/meeting")
    assert amina.get("/meeting/words").status_code == 404
    assert amina.get("/meeting/page").status_code == 404


def test_a_moved_day_is_told_with_who_moved_it_and_why(world: World) -> None:
    review_id = planned(world, days=21)
    dan = world.browse(world.dan)
    dan.read(f"/staff/reviews/{review_id}/day")

    dan.press("Move it", to_on=in_days(world, 28), because="The school is shut.")

    page = world.browse(world.amina).read("/meeting")
    assert "Tuesday 14 July. In about 4 weeks." in page
    assert "It was on Tuesday 7 July. Dan moved it. The school is shut." in page


def test_a_day_in_the_past_is_refused_and_the_reason_stays_typed(world: World) -> None:
    review_id = planned(world)
    dan = world.browse(world.dan)
    dan.read(f"/staff/reviews/{review_id}/day")

    answer = dan.press("Move it", to_on=in_days(world, -1), because="The school is shut.")

    assert answer.status_code == 400
    assert "That day is past. Choose a day to come." in answer.text
    assert "The school is shut." in answer.text


def test_before_words_go_in_the_page_says_who_will_read_them(world: World) -> None:
    planned(world)
    entry_id = draft(world, "Only for me so far.")
    keep(world, entry_id)
    amina = world.browse(world.amina)

    assert "Only for me so far." in amina.read("/meeting/words")
    before = amina.read(f"/meeting/words/{entry_id}")

    assert "Only you can see this now." in before
    assert "If you put it in, they can read it: Ruth, Dan." in before
    after = amina.press("Put it in").text
    assert in_order(after, "In, in this order", "Only for me so far.", "Not in yet")


def test_words_that_somebody_reads_already_say_so(world: World) -> None:
    planned(world)
    entry_id = sent(world, world.dan, words="Dan knows.")

    page = world.browse(world.amina).read(f"/meeting/words/{entry_id}")

    assert "Only you can see this now." not in page
    assert "If you put it in, they can read it: Ruth." in page
    assert "They can read it already: Dan." in page


def test_she_orders_and_leaves_out_with_plain_buttons(world: World) -> None:
    review_id = planned(world)
    art, bus = sent(world, world.dan, words="I like art."), sent(world, world.dan, words="The bus.")
    picked(world, review_id, art, bus)
    amina = world.browse(world.amina)
    assert in_order(amina.read("/meeting/words"), "I like art.", "The bus.")

    assert in_order(amina.press("Down").text, "The bus.", "I like art.")
    after = amina.press("Take it out").text

    assert in_order(after, "I like art.", "Not in yet", "The bus.")


def test_she_can_read_the_page_that_the_others_read(world: World) -> None:
    review_id = planned(world)
    picked(world, review_id, sent(world, world.dan, words="Hear this first."))
    written(world, review_id, "I think she is proud.", kind=TextKind.MY_OPINION)

    page = world.browse(world.amina).read("/meeting/page")

    assert in_order(page, "Hear this first.", "My opinion", "I think she is proud.")
    assert readings(world) == []


def test_she_lets_a_guest_who_came_later_read_what_is_in(world: World) -> None:
    review_id = planned(world)
    picked(world, review_id, sent(world, world.dan, words="Hear this first."))
    world.later(days=1)
    named(world, review_id, world.ella)
    address = f"/staff/reviews/{review_id}"
    assert "Hear this first." not in world.browse(world.ella).read(address)
    amina = world.browse(world.amina)
    assert "Ella came later." in amina.read("/meeting")

    amina.press("Yes")

    assert "Ella came later." not in amina.read("/meeting")
    assert "Hear this first." in world.browse(world.ella).read(address)


def test_a_worker_plans_a_review_from_the_young_persons_page(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read(f"/staff/people/{world.amina.id}/review")

    page = dan.press(
        "Plan it",
        kind="regular",
        due_on=in_days(world, 21),
        chair=world.ruth.id,
        others=[world.nell.id],
    ).text

    assert "Amina’s review" in page
    assert "Ruth Bell runs it." in page
    assert "Amina’s review" in dan.read(f"/staff/people/{world.amina.id}/review")
    assert "Amina’s review" in world.browse(world.nell).read("/staff/reviews")


def test_planning_for_a_day_in_the_past_keeps_what_was_chosen(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read(f"/staff/people/{world.amina.id}/review")

    answer = dan.press("Plan it", kind="extra", due_on="2020-01-01", chair=world.ruth.id)

    assert answer.status_code == 400
    assert "That day is past. Choose a day to come." in answer.text
    with world.reading() as session:
        assert session.query(Review).count() == 0


def test_a_worker_who_does_not_belong_is_told_whom_to_ask(world: World) -> None:
    planned(world)

    page = world.browse(world.nell).read(f"/staff/people/{world.amina.id}/review")

    assert "You do not belong to it yet." in page
    assert "Dan Hughes" in page
