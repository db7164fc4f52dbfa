"""The pages of answers: what the young person reads and what workers fill in."""

import re

import pytest

from tests.answers.telling import (
    FIELDS,
    LOOKING,
    PARTLY,
    answer,
    answer_page,
    ask,
    has_to_answer,
    newest,
    say,
    wish_of,
    wish_page,
)
from tests.entries.telling import opened_by
from tests.support.world import World
from voice_app.answers.rules import VerdictValue, WishState


def test_dan_answers_and_amina_reads_it_and_says_not_ok(world: World) -> None:
    entry_id = ask(world)
    dan, amina = world.browse(world.dan), world.browse(world.amina)

    dan.read(wish_page(world, entry_id))
    dan.press("Send to Amina", **FIELDS)
    read = amina.read(answer_page(entry_id))
    said = amina.press("Not OK").text

    assert "Dan and Ruth decided, Tuesday 16 June" in read
    assert "Partly" in read
    assert FIELDS["what_happens"] in read
    assert FIELDS["because"] in read
    assert "We look again on Tuesday 23 June." in read
    assert "It goes to your next meeting." in said
    assert "Amina says: Not OK" in " ".join(dan.read(wish_page(world, entry_id)).split())
    assert has_to_answer(world, world.dan) == [entry_id]


@pytest.mark.parametrize("state", ["yes", "partly", "not_now", "no"])
@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("what_happens", "Write what will happen."),
        ("because", "Write the reason. Every answer needs one."),
        ("decided_by", "Write who decided."),
        ("decided_on", "Give the day when it was decided."),
    ],
)
def test_what_is_missing_is_named_twice_and_nothing_typed_is_lost(
    world: World, state: str, field: str, message: str
) -> None:
    entry_id = ask(world)
    dan = world.browse(world.dan)
    dan.read(wish_page(world, entry_id))

    page = dan.press("Send to Amina", **{**FIELDS, "state": state, field: ""})

    assert page.status_code == 400
    assert page.text.count(message) == 2
    assert f'href="#{field}"' in page.text
    for name, typed in FIELDS.items():
        assert name in {field, "state"} or typed in page.text
    assert wish_of(world, entry_id).state is WishState.NOT_ANSWERED


@pytest.mark.parametrize(
    ("state", "is_refused"), [("yes", False), ("partly", True), ("not_now", True), ("no", False)]
)
def test_partly_and_not_now_need_the_day_to_look_again(
    world: World, state: str, is_refused: bool
) -> None:
    entry_id = ask(world)
    dan = world.browse(world.dan)
    dan.read(wish_page(world, entry_id))

    page = dan.press("Send to Amina", **{**FIELDS, "state": state, "look_again_on": ""})

    assert ("Give the day when you look at it again." in page.text) is is_refused
    assert (wish_of(world, entry_id).state is WishState.NOT_ANSWERED) is is_refused


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"state": ""}, "Choose what was decided."),
        ({"decided_on": "2026-06-17"}, "That day has not come yet."),
        ({"decided_on": "soon"}, "Write the day like this: 23/06/2026."),
        ({"decided_on": "0001-01-01"}, "Is the year right?"),
        ({"decided_on": "2006-06-16"}, "That is before their place here was made."),
        ({"look_again_on": "2026-06-16"}, "Give a day after today."),
        ({"look_again_on": "2062-06-16"}, "That is very far away. Is the year right?"),
        ({"because": "a" * 4001}, "That is too long. Say it in fewer words."),
    ],
)
def test_what_cannot_be_so_is_said_kindly_and_kept(
    world: World, wrong: dict[str, str], message: str
) -> None:
    entry_id = ask(world)
    dan = world.browse(world.dan)
    dan.read(wish_page(world, entry_id))

    page = dan.send(wish_page(world, entry_id), **{**FIELDS, **wrong, "after": ""})

    assert page.status_code == 400
    assert message in page.text
    assert FIELDS["what_happens"] in page.text
    assert wish_of(world, entry_id).state is WishState.NOT_ANSWERED


def test_being_looked_at_needs_nothing_and_promises_the_day(world: World) -> None:
    entry_id = ask(world)
    dan = world.browse(world.dan)
    dan.read(wish_page(world, entry_id))

    dan.press("Send to Amina", state="being_looked_at", decided_on="")

    read = world.browse(world.amina).read(answer_page(entry_id))
    assert "Being looked at" in read
    assert "An answer by Tuesday 23 June." in read
    assert "Is this answer OK?" not in read


def test_show_me_shows_how_it_will_read_and_sends_nothing(world: World) -> None:
    entry_id = ask(world)
    dan = world.browse(world.dan)
    dan.read(wish_page(world, entry_id))

    page = dan.press("Show me", **FIELDS)

    assert page.status_code == 200
    assert "Dan and Ruth decided, Tuesday 16 June" in page.text
    assert page.text.count(FIELDS["because"]) == 2
    assert wish_of(world, entry_id).state is WishState.NOT_ANSWERED


def test_two_people_answering_at_once_lose_nothing(world: World) -> None:
    entry_id = ask(world, world.dan, world.ruth)
    dan, ruth = world.browse(world.dan), world.browse(world.ruth)
    dan.read(wish_page(world, entry_id))
    ruth.read(wish_page(world, entry_id))
    dan.press("Send to Amina", **FIELDS)

    overtaken = ruth.press("Send to Amina", **{**FIELDS, "because": "Ruth’s own reason."})

    assert overtaken.status_code == 409
    assert "Dan answered while you were writing." in overtaken.text
    assert FIELDS["because"] in overtaken.text
    assert "Ruth’s own reason." in overtaken.text
    assert wish_of(world, entry_id).answers == 1

    ruth.press("Send to Amina")
    assert wish_of(world, entry_id).answers == 2
    read = world.browse(world.amina).read(answer_page(entry_id))
    assert "Ruth’s own reason." in read
    assert "Earlier answers" in read


def test_an_answer_for_telling_in_person_waits_for_that(world: World) -> None:
    entry_id = ask(world)
    dan, amina = world.browse(world.dan), world.browse(world.amina)
    dan.read(wish_page(world, entry_id))
    dan.press("Tell Amina in person first", **FIELDS)
    before = amina.read(answer_page(entry_id))
    assert "Not answered yet" in before
    assert FIELDS["because"] not in before
    assert "has answered you" not in amina.read("/")

    dan.read(wish_page(world, entry_id))
    dan.press(
        "Keep how it was told",
        how="In the car, the two of us.",
        told_on="2026-06-16",
        said="That’s OK I suppose.",
        verdict="ok",
    )

    read = amina.read(answer_page(entry_id))
    assert FIELDS["because"] in read
    assert "Dan told you this on Tuesday 16 June." in read
    assert "Dan wrote down what you said." in read
    assert "has answered you" not in amina.read("/")
    shown = dan.read(wish_page(world, entry_id))
    assert "In the car, the two of us." in shown
    assert "That’s OK I suppose." in shown


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"how": ""}, "Write how you told it."),
        ({"told_on": ""}, "Give the day when you told it."),
        ({"told_on": "2026-06-17"}, "That day has not come yet."),
        ({"told_on": "0001-01-01"}, "Is the year right?"),
        ({"told_on": "2006-06-16"}, "That is before their place here was made."),
    ],
)
def test_how_it_was_told_needs_how_and_when(
    world: World, wrong: dict[str, str], message: str
) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id, in_person=True)
    dan = world.browse(world.dan)
    dan.read(wish_page(world, entry_id))
    fields = {"how": "In the car.", "told_on": "2026-06-16", "said": "That’s not fair.", **wrong}

    page = dan.press("Keep how it was told", **fields)

    assert page.status_code == 400
    assert message in page.text
    assert "That’s not fair." in page.text
    assert newest(world, world.dan, entry_id).id == given.id
    assert newest(world, world.dan, entry_id).told_at is None


def test_once_she_spoke_for_herself_nobody_is_asked_to_write_it_down(world: World) -> None:
    entry_id = ask(world)
    given = answer(world, entry_id)
    dan = world.browse(world.dan)
    assert "Keep how it was told" in dan.read(wish_page(world, entry_id))

    say(world, entry_id, given.id, VerdictValue.NOT_OK)

    assert "Keep how it was told" not in dan.read(wish_page(world, entry_id))


def test_a_late_answer_says_sorry_and_whom_to_tell(world: World) -> None:
    entry_id = ask(world)
    world.later(days=8)

    read = world.browse(world.amina).read(answer_page(entry_id))

    assert "Your answer is late. We are sorry." in read
    assert "You can tell Ruth." in read
    assert "1 day late" in world.browse(world.dan).read("/staff/wishes")


def test_what_waits_and_what_has_an_answer_stand_apart(world: World) -> None:
    entry_id = ask(world)
    page, dan = wish_page(world, entry_id), world.browse(world.dan)
    assert page in dan.read("/staff/wishes")
    assert page not in dan.read("/staff/wishes/answered")

    answer(world, entry_id)
    assert page not in dan.read("/staff/wishes")
    assert page in dan.read("/staff/wishes/answered")

    say(world, entry_id, newest(world, world.amina, entry_id).id, VerdictValue.NOT_OK)
    assert page in dan.read("/staff/wishes")
    assert page not in dan.read("/staff/wishes/answered")


def test_an_answer_in_time_is_not_called_late(world: World) -> None:
    entry_id = ask(world)
    world.later(days=7)

    assert not re.search(r"\blate\b", world.browse(world.amina).read(answer_page(entry_id)))
    assert not re.search(r"\blate\b", world.browse(world.dan).read("/staff/wishes"))


def test_a_verdict_may_change_and_shows_which_one_stands(world: World) -> None:
    entry_id = ask(world)
    answer(world, entry_id)
    amina = world.browse(world.amina)
    amina.read(answer_page(entry_id))

    assert "You said not OK. You can change it." in amina.press("Not OK").text
    world.later(seconds=30)
    assert "You said OK. You can change it." in amina.press("OK").text


def test_my_words_say_what_became_of_each_wish(world: World) -> None:
    looked_at = ask(world, words="I want a lock on my door.")
    answer(world, looked_at, LOOKING)
    answered = ask(world)
    answer(world, answered, PARTLY)
    amina = world.browse(world.amina)

    words = amina.read("/words")

    assert "Being looked at" in words
    assert "Answered: partly" in words
    assert answer_page(answered) in words


def test_the_promise_of_a_day_does_not_hide_who_opened_it(world: World) -> None:
    ask(world)

    assert "Sent. Not opened yet" in world.browse(world.amina).read("/words")


def test_seeing_a_wish_is_a_reading_that_amina_can_see(world: World) -> None:
    entry_id = ask(world)
    assert opened_by(world, entry_id) == []

    world.browse(world.dan).read("/staff/wishes")

    assert [person for person, _at, _for in opened_by(world, entry_id)] == [str(world.dan.id)]
    assert "Opened by Dan" in world.browse(world.amina).read("/words")
