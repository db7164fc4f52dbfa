"""Dan writes what Amina says: the question first, her exact words, read back to her."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.entries.telling import sees, words_of
from tests.support.world import World
from tests.together.telling import WORDS, actions, ask, begin, keep, only_entry, typed
from voice_app.core import vault
from voice_app.core.errors import NotAllowed
from voice_app.entries.models import Entry, EntryLevel
from voice_app.entries.rules import EntryKind
from voice_app.together import queries, service
from voice_app.together.models import Prompt, ReadBack, Sitting, Typed


def test_the_question_is_on_the_record_before_the_answer(world: World) -> None:
    page = begin(world)

    ask(page)
    with world.reading() as session:
        prompt = session.scalars(select(Prompt)).one()
        assert vault.opened(session, prompt)["question"] == "Tell me about school this week."
        assert session.scalars(select(Entry)).all() == []

    typed(page)
    keep(page)
    assert actions(world)[:3] == ["sitting.begun", "sitting.asked", "sitting.typed"]


def test_her_exact_words_are_kept_with_who_wrote_them_and_what_she_said(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page, kind="worry")
    shown = keep(page, world.ruth)

    entry = only_entry(world)
    assert words_of(world, entry.id) == WORDS
    assert (entry.level, entry.kind) == (EntryLevel.TOGETHER, EntryKind.WORRY)
    assert entry.typed_by_id == world.dan.id
    assert entry.confirmed_at is None
    assert "Read back: “Yeah that’s right.”" in shown
    assert "Not confirmed yet." in shown


def test_amina_chooses_who_sees_it_and_the_one_who_wrote_it_does(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)

    keep(page, world.ruth)

    entry_id = only_entry(world).id
    seen_by = {
        str(one)
        for one in (world.dan, world.ruth, world.nell, world.finn, world.joy, world.ash, world.leo)
        if sees(world, one, entry_id)
    }
    assert seen_by == {"Dan", "Ruth"}


def test_how_it_was_made_shows_wherever_the_words_show(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)
    keep(page)
    entry_id = only_entry(world).id
    amina = world.browse(world.amina)

    shown = amina.read(f"/words/{entry_id}")

    said = "Said by you, written by Dan. Read back: “Yeah that’s right.” Not confirmed yet."
    assert said in shown
    assert said in amina.read("/words")
    amina.read(f"/words/{entry_id}")
    amina.press("I said this")
    after = amina.read(f"/words/{entry_id}")
    assert "Said by you, written by Dan. Read back: “Yeah that’s right.”" in after
    assert "Not confirmed yet" not in after


def test_amina_may_put_it_right_without_saying_first_that_it_is_right(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page, "I like arts.")
    keep(page)
    first = only_entry(world)
    amina = world.browse(world.amina)

    amina.read(f"/words/{first.id}")
    amina.press("Put it right")

    assert "I like arts." in amina.page
    with world.reading() as session:
        correction = session.scalars(select(Entry).where(Entry.corrects_id == first.id)).one()
        assert correction.typed_by_id is None
        assert session.get_one(Entry, first.id).confirmed_at is None


def test_several_questions_stay_in_order(world: World) -> None:
    page = begin(world)
    for question, words in (("Tell me more.", "First."), ("What happened then?", "Second.")):
        ask(page, question)
        typed(page, words)
        keep(page)

    shown = page.read(page.address)

    places = [shown.index(part) for part in ("Tell me more.", "First.", "What happened", "Second.")]
    assert places == sorted(places)


def test_words_that_are_not_right_are_typed_and_read_once_more(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page, "I like arts.")

    again = page.press("Not right. Change it", said="No, I said art.").text
    assert "Not right yet: “No, I said art.”" in again
    typed(page, "I like art.")
    keep(page)

    assert words_of(world, only_entry(world).id) == "I like art."
    with world.reading() as session:
        answers = session.scalars(select(ReadBack).order_by(ReadBack.read_at, ReadBack.is_right))
        assert sorted(one.is_right for one in answers) == [False, True]


def test_words_changed_after_reading_back_have_to_be_read_back_again(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page, "I like arts.")
    page.press("It is right", said="Yeah.")
    with world.reading() as session:
        prompt_id = session.scalars(select(Prompt.id)).one()
        sitting_id = session.scalars(select(Sitting.id)).one()
    world.later(minutes=1)

    with world.writing() as session:
        actor = world.actor(world.dan)
        found = queries.get(
            session,
            actor=actor,
            young_person_id=world.amina.id,
            sitting_id=sitting_id,
            now=world.now,
        )
        service.keep_typed(
            session,
            found,
            actor=actor,
            prompt_id=prompt_id,
            words="I like art.",
            kind=EntryKind.SOMETHING,
            feelings=(),
            now=world.now,
        )
        (turn,) = queries.turns_of(session, found, actor=actor, now=world.now)
        assert turn.step is queries.Step.TYPED
        assert turn.said is None


def test_a_pause_loses_nothing_and_comes_back_where_it_was(world: World) -> None:
    page = begin(world)
    ask(page)
    answer = page.send(form_address(world), words="Half a sen", kind="something", go="pause")
    assert answer.status_code == 303
    world.later(minutes=30)

    back = world.browse(world.dan).read(f"/staff/people/{world.amina.id}/together")

    assert "Half a sen" in back
    assert "Tell me about school this week." in back


def form_address(world: World) -> str:
    with world.reading() as session:
        prompt = session.scalars(select(Prompt)).one()
        return f"/staff/people/{world.amina.id}/together/{prompt.sitting_id}/{prompt.id}/words"


def test_stopping_keeps_the_exact_words_so_far_and_says_they_were_not_read_back(
    world: World,
) -> None:
    page = begin(world)
    ask(page)
    page.send(form_address(world), words="He said I", kind="something", go="stop")
    page.read(f"/staff/people/{world.amina.id}/together")
    with world.reading() as session:
        sitting_id = session.scalars(select(Sitting.id)).one()
    page.read(f"/staff/people/{world.amina.id}/together/{sitting_id}/stop")

    shown = page.press("Stop and hand over").text

    entry = only_entry(world)
    assert words_of(world, entry.id) == "He said I"
    assert "Not read back" in shown
    assert sees(world, world.dan, entry.id)
    assert not sees(world, world.ruth, entry.id)
    assert not sees(world, world.nell, entry.id)


def test_rather_not_say_keeps_nothing_that_was_typed(world: World) -> None:
    page = begin(world)
    ask(page)
    page.send(form_address(world), words="Not this", kind="something", go="keep")

    shown = page.send(form_address(world), words="Not this", kind="something", go="pass")

    assert shown.status_code == 303
    with world.reading() as session:
        assert session.scalars(select(Entry)).all() == []
        row = session.scalars(select(Typed)).one()
        assert vault.opened(session, row) == {}
    assert "Would rather not say." in page.read(f"/staff/people/{world.amina.id}/together")


def test_no_second_copy_of_the_words_stays_behind(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)
    keep(page)

    with world.reading() as session:
        row = session.scalars(select(Typed)).one()
        assert vault.opened(session, row) == {}


def test_she_may_begin_by_herself_without_a_question(world: World) -> None:
    page = begin(world)
    page.press("No question. Amina just began")
    typed(page, "I want to say something.")
    keep(page)

    with world.reading() as session:
        prompt = session.scalars(select(Prompt)).one()
        assert vault.opened(session, prompt)["question"] == ""


def test_a_question_that_arrives_twice_is_asked_once_and_the_next_waits(world: World) -> None:
    page = begin(world)
    before = page.page
    ask(page)
    page.page = before

    ask(page)

    with world.reading() as session:
        assert session.query(Prompt).count() == 1
    with world.writing() as session:
        sitting_id = session.scalars(select(Sitting.id)).one()
        actor = world.actor(world.dan)
        found = queries.get(
            session,
            actor=actor,
            young_person_id=world.amina.id,
            sitting_id=sitting_id,
            now=world.now,
        )
        with pytest.raises(NotAllowed):
            service.ask(
                session, found, actor=actor, prompt_id=uuid4(), question="And?", now=world.now
            )


def test_nothing_asked_and_nothing_typed_is_pointed_out(world: World) -> None:
    page = begin(world)

    assert "Choose a question, or write your own." in page.press("Ask this").text
    ask(page)
    assert "Type what was said first." in page.press("Read back", words="  ").text
    typed(page)
    assert "Write what they said to it" in page.press("It is right", said=" ").text
