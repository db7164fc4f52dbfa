"""Passing something on, or not, is written down the same way, and the young person hears of it."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.entries.telling import sent, take_back
from tests.sharing.telling import in_days, link
from tests.support.world import Someone, World
from voice_app.core import vault
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.record import service as trail
from voice_app.sharing import queries, rules, service
from voice_app.sharing.models import SharingDecision
from voice_app.sharing.rules import Lawful, Passing, PassingLacks

PASSED = Passing(
    passes_on=True,
    lawful=Lawful.SERIOUS_HARM,
    to_whom="Nell Osei, social worker",
    why="Somebody waits for her after school.",
    what="That a car waits on Tuesdays.",
    view="OK, but not my nan.",
    how_told="On a walk, before I rang.",
)


def not_yet(world: World, days: int = 7) -> Passing:
    return replace(
        PASSED, how_told="", why_not_yet="He reads her phone.", tell_by=in_days(world, days)
    )


def decide(
    world: World,
    entry_id: UUID | None,
    given: Passing = PASSED,
    *,
    by: Someone | None = None,
    link_id: UUID | None = None,
    once: UUID | None = None,
) -> UUID:
    with world.writing() as session:
        return service.decide(
            session,
            actor=world.actor(by or world.dan),
            decision_id=once or uuid4(),
            given=given,
            entry_id=entry_id,
            link_id=link_id,
            now=world.now,
        ).id


def agree(world: World, decision_id: UUID, *, by: Someone) -> None:
    with world.writing() as session:
        service.agree_to_wait(
            session, actor=world.actor(by), decision_id=decision_id, now=world.now
        )


def tell(world: World, decision_id: UUID) -> None:
    with world.writing() as session:
        service.note_told(
            session,
            actor=world.actor(world.dan),
            decision_id=decision_id,
            how_told="On a walk.",
            view="",
            now=world.now,
        )


def register(world: World, who: Someone) -> list[UUID]:
    with world.reading() as session:
        found = queries.register(
            session, actor=world.actor(who), young_person_id=world.amina.id, now=world.now
        )
        return [one.decision.id for one in found.decided]


def to_agree(world: World, who: Someone) -> list[UUID]:
    with world.reading() as session:
        found = queries.to_agree(session, actor=world.actor(who), now=world.now)
        return [one.decision.id for one in found]


def to_tell(world: World, who: Someone) -> list[UUID]:
    with world.reading() as session:
        found = queries.to_tell(
            session, actor=world.actor(who), young_person_id=world.amina.id, now=world.now
        )
        return [one.decision.id for one in found]


def test_it_keeps_who_why_in_law_what_exactly_and_that_she_was_told(world: World) -> None:
    decision_id = decide(world, sent(world, world.dan))

    with world.reading() as session:
        row = session.get_one(SharingDecision, decision_id)
        assert vault.opened(session, row) == PASSED.as_body()
        assert (row.lawful, row.passes_on) == (Lawful.SERIOUS_HARM, True)
        assert (row.told_at, row.told_by_id) == (world.now, world.dan.id)
        (told,) = queries.told_to_me(session, actor=world.actor(world.amina))
        assert told.decision.id == decision_id
    assert trail.verify(world.database, now=world.now).problems == []


def test_a_decision_not_to_pass_on_is_written_down_the_same_way(world: World) -> None:
    kept = replace(PASSED, passes_on=False, lawful=Lawful.CONFIDENCE)
    decision_id = decide(world, sent(world, world.dan), kept)

    with world.reading() as session:
        assert not session.get_one(SharingDecision, decision_id).passes_on
    assert register(world, world.dan) == [decision_id]


def test_whoever_was_not_sent_the_words_neither_decides_nor_knows(world: World) -> None:
    entry_id = sent(world, world.dan)

    for other in (world.nell, world.ruth, world.ella, world.finn, world.joy, world.ash):
        with pytest.raises(NotFound):
            decide(world, entry_id, by=other)
    decision_id = decide(world, entry_id)

    assert register(world, world.joy) == [decision_id]
    for other in (world.nell, world.ruth, world.ella, world.finn, world.ash):
        assert register(world, other) == []


def test_before_she_is_told_a_second_person_agrees_and_she_sees_nothing(world: World) -> None:
    entry_id = sent(world, world.dan)
    before = world.browse(world.amina).read("/told")
    decision_id = decide(world, entry_id, not_yet(world))

    assert world.browse(world.amina).read("/told") == before
    assert to_agree(world, world.joy) == [decision_id]
    assert "Not told yet" in world.browse(world.joy).read("/staff/today")
    assert to_agree(world, world.dan) == []
    for other in (world.dan, world.nell):
        with pytest.raises((NotAllowed, NotFound)):
            agree(world, decision_id, by=other)
    agree(world, decision_id, by=world.joy)
    agree(world, decision_id, by=world.joy)
    assert to_agree(world, world.joy) == []

    tell(world, decision_id)
    assert world.browse(world.amina).read("/told") != before


def test_a_manager_who_decided_cannot_agree_alone(world: World) -> None:
    world.assign(world.joy, world.amina)
    decision_id = decide(world, sent(world, world.joy), not_yet(world), by=world.joy)

    with pytest.raises(NotAllowed):
        agree(world, decision_id, by=world.joy)
    assert to_agree(world, world.joy) == []


def test_when_the_day_comes_whoever_decided_is_reminded(world: World) -> None:
    decision_id = decide(world, sent(world, world.dan), not_yet(world, days=7))
    page = f"/staff/people/{world.amina.id}"
    assert to_tell(world, world.dan) == []
    assert "Amina should know by now" not in world.browse(world.dan).read(page)

    world.later(days=7)
    assert to_tell(world, world.dan) == [decision_id]
    assert to_tell(world, world.nell) == []
    assert "Amina should know by now" in world.browse(world.dan).read(page)
    tell(world, decision_id)
    tell(world, decision_id)

    assert to_tell(world, world.dan) == []


def test_what_was_taken_back_leaves_the_decision_as_it_was(world: World) -> None:
    entry_id = sent(world, world.dan)
    decision_id = decide(world, entry_id)
    take_back(world, entry_id)

    assert register(world, world.dan) == [decision_id]
    with pytest.raises(NotFound):
        decide(world, entry_id)


def test_deciding_twice_with_one_form_decides_once(world: World) -> None:
    entry_id, once = sent(world, world.dan), uuid4()

    assert decide(world, entry_id, once=once) == decide(world, entry_id, once=once)
    assert len(register(world, world.dan)) == 1


def test_not_to_share_with_a_carer_is_decided_like_anything_else(world: World) -> None:
    _, link_id = link(world)
    kept = replace(PASSED, passes_on=False, to_whom="Sam Carter", lawful=Lawful.CONFIDENCE)

    decision_id = decide(world, None, kept, link_id=link_id)

    assert register(world, world.nell) == [decision_id]
    with pytest.raises(NotFound):
        decide(world, None, kept, link_id=link_id, by=world.ella)
    with pytest.raises(NotFound):
        decide(world, None, kept)


def test_a_decision_says_what_it_lacks(world: World) -> None:
    today = in_days(world, 0)
    empty = replace(PASSED, to_whom=" ", why="\u200b", what="", how_told="")

    assert rules.lacks(empty, today) == (
        PassingLacks.TO_WHOM,
        PassingLacks.WHY,
        PassingLacks.WHAT,
        PassingLacks.TOLD,
        PassingLacks.TELL_BY,
    )
    assert rules.lacks(not_yet(world, days=-1), today) == (PassingLacks.TELL_BY_PAST,)
    assert rules.lacks(not_yet(world, days=29), today) == (PassingLacks.TELL_BY_TOO_LATE,)
    assert rules.lacks(not_yet(world, days=28), today) == ()
    assert rules.lacks(PASSED, today) == ()
    with pytest.raises(NotAllowed):
        decide(world, sent(world, world.dan), empty)


def test_the_pages_keep_what_was_typed_and_say_what_is_missing(world: World) -> None:
    entry_id = sent(world, world.dan)
    dan = world.browse(world.dan)
    page = dan.read(f"/staff/people/{world.amina.id}/words")
    assert f"/staff/words/{entry_id}/pass-on" in page
    dan.read(f"/staff/words/{entry_id}/pass-on")

    refused = dan.press(
        "Keep the decision", passes_on="yes", to_whom="<b>Nell</b> 🌱 منى", lawful="safeguarding"
    )
    assert refused.status_code == 400
    assert "&lt;b&gt;Nell&lt;/b&gt; 🌱 منى" in refused.text
    assert "Write this. A court may read it one day." in refused.text
    refused = dan.press("Keep the decision", what="A car waits.", why="She is afraid.")
    assert refused.status_code == 400
    assert "Say how they were told, or why they are not told yet." in refused.text

    kept = dan.press("Keep the decision", how_told="On a walk.")
    assert "A car waits." in kept.text
    assert "Amina was told on" in kept.text
    assert "A car waits." in world.browse(world.amina).read("/told")


def test_beside_her_words_she_reads_that_they_were_passed_on_once_she_was_told(
    world: World,
) -> None:
    told_of, waiting, left_alone = (sent(world, world.dan) for _ in range(3))
    decision_id = decide(world, told_of)
    decide(world, waiting, not_yet(world))
    amina = world.browse(world.amina)

    page = amina.read(f"/words/{told_of}")

    assert "Dan passed something on." in page
    assert f'href="/told#{decision_id}"' in page
    assert f'id="{decision_id}"' in amina.read("/told")
    for untouched in (waiting, left_alone):
        assert "passed something on" not in amina.read(f"/words/{untouched}")


def test_a_decision_not_to_pass_on_is_told_beside_her_words_too(world: World) -> None:
    entry_id = sent(world, world.dan)
    decide(world, entry_id, replace(PASSED, passes_on=False, lawful=Lawful.CONFIDENCE))

    page = world.browse(world.amina).read(f"/words/{entry_id}")

    assert "Dan decided to keep something between you." in page
