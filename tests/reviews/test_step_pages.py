"""My meeting, step by step: one page asks one thing, and says who reads it before it is sent."""

import re
from uuid import UUID, uuid4

import pytest

from tests.entries.telling import all_of, draft, keep, only_one, row, words_of
from tests.reviews.saying import found, said, taken_back
from tests.reviews.telling import a_yes, held, named, planned
from tests.reviews.test_pages import in_order, wish_id_of
from tests.support.world import Browser, World
from voice_app.answers import service as answers
from voice_app.care import service as care
from voice_app.core.actor import Level
from voice_app.entries.models import EntryKind, EntryState
from voice_app.entries.rules import MOST_CHARACTERS
from voice_app.reviews.rules import Step, Way

OURS = {"Sec-Fetch-Site": "same-origin"}
SEND = "Send"


def asks(browser: Browser, step: Step) -> str:
    """The page that asks about a step."""
    return browser.read(f"/meeting/{step.number}/say")


def chosen(page: str) -> set[str]:
    """Who is chosen on the page of a step."""
    switches = re.findall(r'<input class="switch__input"[^>]*>', page)
    names = [re.search(r'aria-label="(\w+) ', one) for one in switches if " checked" in one]
    return {one.group(1) for one in names if one}


def rows(page: str) -> list[str]:
    return re.findall(r'<span class="row__title">([^<]+)</span>', page)


def test_the_page_of_the_meeting_has_all_eight_steps_and_counts_none(world: World) -> None:
    planned(world)

    page = world.browse(world.amina).read("/meeting")

    assert rows(page) == [
        "Who I want there",
        "Who I don’t want in the room",
        "Where and when",
        "What I want us to talk about",
        "What must not be read out",
        "How I join in",
        "I could run part of it",
        "See Ruth on my own first",
        # Not a step: all that was said, as the others find it.
        "What they will read",
    ]
    assert "Tuesday 7 July. In about 3 weeks." in page
    assert "Do some or none. You can change your mind." in page
    assert "Said" not in page
    assert not re.search(r"\d of (8|eight)|left", page.partition("<main")[2].partition("<foot")[0])


def test_what_she_said_stands_in_its_row_in_her_words_with_a_tick(world: World) -> None:
    review_id = planned(world)
    said(world, review_id, Step.WHERE_WHEN, "After school, not at school", world.ruth)
    said(world, review_id, Step.WANTED, "Noor?")

    page = world.browse(world.amina).read("/meeting")

    assert in_order(page, "Noor?", "Not sent. Only you can see it.", "After school, not at school")
    assert page.count(">Said<") == 1


def test_a_step_asks_one_thing_and_names_who_reads_it(world: World) -> None:
    review_id = planned(world, world.nell)
    named(world, review_id, world.ella)
    amina = world.browse(world.amina)

    page = asks(amina, Step.WANTED)

    assert "<h1" in page
    assert in_order(page, "Who do you want there?", "Who reads this?", "Dan Hughes", "Not now")
    assert chosen(page) == {"Ruth", "Dan"}
    assert "Nell" not in page
    assert "Ella" not in page


@pytest.mark.parametrize("step", [Step.NOT_WANTED, Step.NOT_READ_OUT, Step.ALONE_FIRST])
def test_what_is_never_printed_goes_to_the_chair_alone_unless_she_says_so(
    world: World, step: Step
) -> None:
    planned(world)

    page = asks(world.browse(world.amina), step)

    assert chosen(page) == {"Ruth"}
    assert "It is not printed, and not read out." in page


def test_she_sends_a_step_and_sees_who_can_read_it(world: World) -> None:
    review_id = planned(world)
    amina = world.browse(world.amina)
    asks(amina, Step.WANTED)

    page = amina.press(SEND, words="Dan, Noor").text

    assert in_order(page, "Who I want there", "Dan, Noor", "They can read this: Dan and Ruth.")
    assert found(world, world.dan, review_id) == {Step.WANTED: "Dan, Noor"}
    entry = only_one(world)
    assert (entry.kind, entry.state) == (EntryKind.FOR_MY_MEETING, EntryState.SENT)


def test_with_nobody_chosen_it_stays_hers(world: World) -> None:
    review_id = planned(world)
    amina = world.browse(world.amina)
    asks(amina, Step.NOT_WANTED)

    page = amina.press(SEND, words="Not Ruth.", to=[]).text

    assert "Not sent. Only you can see it." in page
    assert found(world, world.ruth, review_id) == {}
    # The page does not choose for her whom she has left out once.
    again = asks(amina, Step.NOT_WANTED)
    assert chosen(again) == set()
    assert "Not Ruth." in again


def test_saying_it_another_way_begins_with_her_words_and_whom_she_chose(world: World) -> None:
    review_id = planned(world)
    said(world, review_id, Step.WANTED, "Noor.", world.ruth)
    amina = world.browse(world.amina)

    page = asks(amina, Step.WANTED)
    assert chosen(page) == {"Ruth"}
    assert "What you said before is taken back when you send this." in page
    amina.press(SEND, words="Noor and my nan.")

    assert found(world, world.ruth, review_id) == {Step.WANTED: "Noor and my nan."}
    assert sorted(one.state for one in all_of(world, world.amina)) == [
        EntryState.SENT,
        EntryState.TAKEN_BACK,
    ]


def test_not_now_keeps_what_was_typed_and_sends_nothing(world: World) -> None:
    review_id = planned(world)
    amina = world.browse(world.amina)
    asks(amina, Step.RUN_PART)

    page = amina.press("Not now", words="The beginning.").text

    assert "Kept. Nobody else can see it." in page
    assert found(world, world.amina, review_id) == {Step.RUN_PART: "The beginning."}
    assert only_one(world).state is EntryState.DRAFT
    asks(amina, Step.WHERE_WHEN)
    assert "Kept." not in amina.press("Not now").text


def test_without_a_word_the_page_asks_for_a_few_and_keeps_whom_she_chose(world: World) -> None:
    planned(world)
    amina = world.browse(world.amina)
    asks(amina, Step.WANTED)

    answer = amina.press(SEND, words=" ", to=[str(world.dan.id)])

    assert answer.status_code == 400
    assert "Write a few words first, or press Not now." in answer.text
    assert chosen(answer.text) == {"Dan"}
    assert all_of(world, world.amina) == []


def test_too_many_words_are_all_kept_and_sent_to_nobody(world: World) -> None:
    planned(world)
    long = "I want Noor. " * (MOST_CHARACTERS // 12)
    amina = world.browse(world.amina)
    asks(amina, Step.WANTED)

    answer = amina.press(SEND, words=long)

    assert answer.status_code == 400
    assert "All of it is kept." in answer.text
    assert (only_one(world).state, words_of(world, only_one(world).id)) == (EntryState.DRAFT, long)


def test_somebody_who_left_meanwhile_is_said_and_her_words_stay(world: World) -> None:
    extra = world.assign(world.finn, world.amina)
    planned(world, world.finn)
    amina = world.browse(world.amina)
    asks(amina, Step.WANTED)
    world.unassign(extra)

    answer = amina.press(SEND, words="Noor.", to=[str(world.finn.id)])

    assert answer.status_code == 400
    assert "Somebody does not work with you any more. Please choose again." in answer.text
    assert "Noor." in answer.text


def test_what_she_only_ticks_becomes_her_words_and_is_ticked_again(world: World) -> None:
    review_id = planned(world)
    amina = world.browse(world.amina)
    asks(amina, Step.JOIN_IN)

    amina.press(SEND, words="", ways=[Way.IN_THE_ROOM, Way.BY_VIDEO])

    assert found(world, world.dan, review_id) == {Step.JOIN_IN: "In the room. By video."}
    page = asks(amina, Step.JOIN_IN)
    ticked = re.findall(r'name="ways" value="(\w+)" checked', page)
    assert ticked == [Way.IN_THE_ROOM, Way.BY_VIDEO]
    assert "In the room. By video.</textarea>" not in page


def test_what_she_ticks_stands_before_what_she_types_and_never_inside(world: World) -> None:
    planned(world)
    amina = world.browse(world.amina)
    asks(amina, Step.JOIN_IN)

    page = amina.press(SEND, words="Camera off.", ways=[Way.BY_VIDEO]).text

    assert words_of(world, only_one(world).id) == "Camera off."
    assert in_order(page, "By video.", "“Camera off.”")
    assert "By video. Camera off." in amina.read("/meeting")


def test_a_form_that_came_too_late_is_kept_and_found_on_its_page(world: World) -> None:
    review_id = planned(world)
    phone = world.browse(world.amina, Level.LETTERBOX)

    answer = phone.post("/meeting/1/say", data={"words": "Noor.", "once": uuid4()}, headers=OURS)

    assert answer.location == "/open"
    entry = only_one(world)
    assert (entry.state, entry.confirmed_at) == (EntryState.DRAFT, None)
    with phone.session_transaction(base_url="https://localhost") as kept:
        then = kept["then"]
    amina = world.browse(world.amina)
    assert "Noor." in amina.read(then)
    amina.press(SEND)
    assert only_one(world).id == entry.id
    assert found(world, world.dan, review_id) == {Step.WANTED: "Noor."}


def test_a_token_that_is_too_old_leads_back_to_the_page_with_the_words(world: World) -> None:
    planned(world)
    amina = world.browse(world.amina)

    answer = amina.post("/meeting/1/say", data={"words": "Noor.", "once": uuid4()}, headers=OURS)

    assert answer.location == f"/meeting/1/say?kept={only_one(world).phone_id}"
    assert "Noor." in amina.read(answer.location)


def test_what_the_page_keeps_by_itself_is_sent_to_nobody(world: World) -> None:
    review_id, once = planned(world), str(uuid4())
    amina = world.browse(world.amina)
    address = f"/meeting/{Step.WANTED.number}/say"
    chosen_to = str(world.ruth.id)

    answer = amina.send(address, words="No", once=once, go="keep", to=chosen_to)
    assert (answer.status_code, only_one(world).state) == (204, EntryState.DRAFT)
    amina.send(address, words="Noor.", once=once, go="send", to=chosen_to)
    late = amina.send(address, words="Noo", once=once, go="away", to=chosen_to)

    assert late.status_code == 409
    assert found(world, world.ruth, review_id) == {Step.WANTED: "Noor."}
    assert len(all_of(world, world.amina)) == 1


def test_she_takes_a_step_back_on_its_page(world: World) -> None:
    review_id = planned(world)
    said(world, review_id, Step.WANTED, "Noor.", world.dan)
    amina = world.browse(world.amina)
    amina.read(f"/meeting/{Step.WANTED.number}")

    page = amina.press("Take it back").text

    assert "Taken back. Nobody else can see it now." in page
    assert ">Said<" not in page
    assert found(world, world.dan, review_id) == {}


def test_a_page_of_a_step_nobody_answers_about_leads_to_the_question(world: World) -> None:
    planned(world)
    amina = world.browse(world.amina)

    assert amina.get("/meeting/1").location == "/meeting/1/say"
    for number in (0, Step.TALK_ABOUT.number, 9):
        for address in (f"/meeting/{number}", f"/meeting/{number}/say"):
            assert amina.get(address).status_code == 404


def test_once_people_have_met_no_step_is_asked_and_the_words_come_back(world: World) -> None:
    review_id = planned(world)
    amina = world.browse(world.amina)
    asks(amina, Step.WANTED)
    held(world, review_id)

    answer = amina.press(SEND, words="Noor, please.")

    assert answer.status_code == 404
    assert "Noor, please." in answer.text
    assert amina.get("/meeting/1").status_code == 404
    assert all_of(world, world.amina) == []


def test_without_anybody_to_read_she_can_still_keep_it(world: World) -> None:
    review_id = planned(world)
    for person in (world.dan, world.ruth, world.nell):
        with world.writing() as session:
            care.end_all_of(session, world.actor(world.joy), person.id, world.now)
    amina = world.browse(world.amina)

    page = asks(amina, Step.ALONE_FIRST)
    assert "Do you want to see whoever runs it on your own first?" in page
    assert "Nobody reads here now." in page
    amina.press("Keep it for me", words="Yes please.")

    assert found(world, world.amina, review_id) == {Step.ALONE_FIRST: "Yes please."}


def test_a_step_is_offered_nowhere_to_be_put_in(world: World) -> None:
    review_id = planned(world)
    entry_id = said(world, review_id, Step.NOT_READ_OUT, "My address.", world.ruth)
    keep(world, draft(world, "I like art."))
    amina = world.browse(world.amina)

    assert "My address." not in amina.read("/meeting/words")
    assert "I like art." in amina.read("/meeting/words")
    assert amina.get(f"/meeting/words/{entry_id}").status_code == 403
    page = amina.read(f"/words/{entry_id}")
    assert "Put it in my meeting" not in page
    assert f'href="/meeting/{Step.NOT_READ_OUT.number}"' in page


def test_an_answer_to_a_step_shows_in_its_row_and_leads_on_from_its_page(world: World) -> None:
    review_id = planned(world)
    entry_id = said(world, review_id, Step.WANTED, "Noor.", world.dan)
    answers_yes(world, entry_id)
    amina = world.browse(world.amina)

    assert in_order(amina.read("/meeting"), "Noor.", "Answered: yes")
    page = amina.read(f"/meeting/{Step.WANTED.number}")

    assert "Read why, and say if it is OK" in page


def answers_yes(world: World, entry_id: UUID) -> None:
    with world.writing() as session:
        answers.answer(
            session,
            actor=world.actor(world.dan),
            wish_id=wish_id_of(world, entry_id),
            decision=a_yes(world),
            after=None,
            now=world.now,
        )


def test_nobody_but_amina_opens_the_pages_of_her_steps(world: World) -> None:
    review_id = planned(world)
    said(world, review_id, Step.WANTED, "Noor.", world.dan)

    for person in (world.leo, world.dan, world.joy):
        for address in ("/meeting/1", "/meeting/1/say"):
            assert world.browse(person).get(address).status_code == 404
    assert world.browse(world.leo).send("/meeting/1/back").status_code == 404
    assert found(world, world.dan, review_id) == {Step.WANTED: "Noor."}

    taken_back(world, review_id, Step.WANTED)
    assert row(world, only_one(world).id).state is EntryState.TAKEN_BACK
