"""Dan writes what Amina says: the question first, her exact words, read back to her."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.entries.telling import opened_by, sees, words_of
from tests.support.world import Browser, Someone, World
from voice_app.core import vault
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.entries import service as entries
from voice_app.entries.models import Entry, EntryLevel
from voice_app.entries.rules import EntryKind
from voice_app.record.models import TrailEvent
from voice_app.together import queries, service
from voice_app.together.models import Prompt, ReadBack, Sitting, Typed

WORDS = "It’s OK. I like art.\r\nI hate the bus  because they wait there."


def begin(world: World, who: Someone | None = None) -> Browser:
    page = world.browse(who or world.dan)
    page.read(f"/staff/people/{world.amina.id}/together")
    page.press("Start", where="Dan’s car", who_was_there="Only the two of us")
    return page


def ask(page: Browser, question: str = "Tell me about school this week.") -> None:
    page.press("Ask this", own=question)


def typed(page: Browser, words: str = WORDS, **fields: str) -> None:
    page.press("Read back", words=words, **fields)


def keep(page: Browser, *to: Someone) -> str:
    page.press("It is right", said="Yeah that’s right.")
    return page.press("Keep it", to=[one.id for one in to]).text


def only_entry(world: World) -> Entry:
    with world.reading() as session:
        return session.scalars(select(Entry)).one()


def actions(world: World) -> list[str]:
    with world.reading() as session:
        events = session.scalars(select(TrailEvent).order_by(TrailEvent.seq))
        return [event.action for event in events if event.action.startswith("sitting.")]


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


def test_only_those_who_look_after_her_now_may_sit_down_with_her(world: World) -> None:
    address = f"/staff/people/{world.amina.id}/together"

    for person in (world.dan, world.nell, world.ruth):
        assert world.browse(person).get(address).status_code == 200
    for person in (world.finn, world.priya, world.ella, world.joy, world.ash, world.leo):
        assert world.browse(person).get(address).status_code == 404
    assert world.browse(world.amina).get(address).status_code == 404
    assert world.browse().get(address).status_code == 303


def sitting_of(world: World) -> UUID:
    with world.reading() as session:
        return session.scalars(select(Sitting.id)).one()


def test_a_sitting_is_open_to_the_worker_who_began_it_and_to_nobody_else(world: World) -> None:
    begin(world)
    address = f"/staff/people/{world.amina.id}/together/{sitting_of(world)}"

    assert world.browse(world.dan).get(address).status_code == 200
    for person in (world.nell, world.ruth, world.finn, world.joy, world.ash, world.amina):
        assert world.browse(person).get(address).status_code == 404
    other = f"/staff/people/{world.leo.id}/together/{sitting_of(world)}"
    assert world.browse(world.ella).get(other).status_code == 404


def test_a_sitting_closes_when_the_assignment_ends(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina)
    begin(world, world.priya)
    address = f"/staff/people/{world.amina.id}/together/{sitting_of(world)}"
    assert world.browse(world.priya).get(address).status_code == 200

    world.unassign(assignment_id)

    assert world.browse(world.priya).get(address).status_code == 404


def test_words_go_to_nobody_who_does_not_look_after_her(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)
    with world.reading() as session:
        prompt_id = session.scalars(select(Prompt.id)).one()

    with world.writing() as session, pytest.raises(NotFound):
        actor = world.actor(world.dan)
        found = queries.get(
            session,
            actor=actor,
            young_person_id=world.amina.id,
            sitting_id=sitting_of(world),
            now=world.now,
        )
        service.keep(
            session, found, actor=actor, prompt_id=prompt_id, to=[world.ella.id], now=world.now
        )


def test_words_she_takes_back_are_gone_from_the_sitting(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)
    keep(page)
    address, entry_id = page.address, only_entry(world).id

    with world.writing() as session:
        actor = world.actor(world.amina)
        entries.confirm(session, actor=actor, entry_id=entry_id, now=world.now)
        entries.take_back(session, actor=actor, entry_id=entry_id, now=world.now)

    shown = page.read(address)
    assert "I hate the bus" not in shown
    assert "Amina does not show this here any more." in shown


def test_showing_what_was_kept_is_a_reading(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)
    keep(page)

    assert [who for who, *_ in opened_by(world, only_entry(world).id)] == [str(world.dan.id)]


def test_the_pages_show_nothing_else_of_her(world: World) -> None:
    with world.writing() as session:
        entry = entries.keep_draft(
            session,
            actor=world.actor(world.amina),
            phone_id=uuid4(),
            given=entries.Given(kind=EntryKind.WORRY, words="Another worry of mine."),
            now=world.now,
        )
        entries.send(
            session,
            actor=world.actor(world.amina),
            entry_id=entry.id,
            to=[world.dan.id],
            now=world.now,
        )

    page = begin(world)

    assert "Another worry of mine." not in page.page
    assert "Another worry of mine." in world.browse(world.amina).read("/words")


def test_a_step_that_is_past_leads_back_to_the_sitting(world: World) -> None:
    page = begin(world)
    ask(page)
    typed(page)
    reading = page.address
    keep(page, world.ruth)
    sitting = page.address

    for step in (reading, reading.replace("/read", "/who")):
        response = page.get(step)
        assert (response.status_code, response.location) == (303, sitting)
    assert page.get(reading.replace(reading.split("/")[-2], str(uuid4()))).status_code == 404
