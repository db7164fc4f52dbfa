"""A decision to pass something on is put right by a new one, and waiting longer is agreed anew."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.entries.telling import sent, take_back
from tests.sharing.telling import in_days
from tests.sharing.test_passing_on import PASSED, agree, decide, not_yet, tell, to_agree
from tests.support.world import Someone, World
from voice_app.core import vault
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.record import service as trail
from voice_app.sharing import queries, service
from voice_app.sharing.models import SharingDecision
from voice_app.sharing.rules import Passing

OTHER = replace(PASSED, what="That a car waits on Tuesdays and Fridays.")


def put_right(
    world: World, earlier: UUID, *, by: Someone | None = None, given: Passing = OTHER
) -> UUID:
    with world.writing() as session:
        return service.put_right(
            session,
            actor=world.actor(by or world.dan),
            decision_id=uuid4(),
            corrects_id=earlier,
            given=given,
            now=world.now,
        ).id


def wait_longer(
    world: World,
    decision_id: UUID,
    days: int,
    *,
    by: Someone | None = None,
    why: str = "He still reads it.",
) -> None:
    with world.writing() as session:
        service.wait_longer(
            session,
            actor=world.actor(by or world.dan),
            decision_id=decision_id,
            why=why,
            tell_by=in_days(world, days),
            now=world.now,
        )


def kept(world: World, decision_id: UUID) -> SharingDecision:
    with world.reading() as session:
        return session.get_one(SharingDecision, decision_id)


def test_the_same_form_with_other_words_is_not_dropped_silently(world: World) -> None:
    entry_id = sent(world, world.dan)
    first = decide(world, entry_id)

    with pytest.raises(AlreadyDone):
        decide(world, entry_id, OTHER, once=first)
    with pytest.raises(AlreadyDone):
        decide(world, entry_id, not_yet(world), once=first)

    assert decide(world, entry_id, once=first) == first


def test_being_told_meanwhile_makes_no_other_words(world: World) -> None:
    entry_id = sent(world, world.dan)
    first = decide(world, entry_id, not_yet(world))
    tell(world, first)

    assert decide(world, entry_id, not_yet(world), once=first) == first


def test_the_page_says_that_it_was_kept_and_keeps_the_rest_as_a_new_one(world: World) -> None:
    entry_id = sent(world, world.dan)
    dan = world.browse(world.dan)
    words = {
        "passes_on": "yes",
        "to_whom": "Nell Osei",
        "what": "A car waits.",
        "why": "She is afraid.",
        "lawful": "safeguarding",
        "how_told": "On a walk.",
    }
    dan.read(f"/staff/words/{entry_id}/pass-on")
    first, address = dan.page, dan.address
    assert "A car waits." in dan.press("Keep the decision", **words).text

    dan.page, dan.address = first, address
    again = dan.press("Keep the decision", **{**words, "what": "A <b>red</b> car waits."})
    assert again.status_code == 409
    assert "Your decision was kept already, as you first sent it." in again.text
    assert "A &lt;b&gt;red&lt;/b&gt; car waits." in again.text

    page = dan.press("Keep the decision").text
    assert "A &lt;b&gt;red&lt;/b&gt; car waits." in page
    assert "A car waits." in page
    assert "Puts right the decision of" in page
    assert "Put right on" in page
    told = world.browse(world.amina).read("/told")
    assert "This was put right later." in told
    assert "This puts right what was there before." in told


def test_a_decision_is_put_right_also_when_the_words_were_taken_back(world: World) -> None:
    entry_id = sent(world, world.dan)
    earlier = decide(world, entry_id)
    take_back(world, entry_id)

    later = put_right(world, earlier)

    row = kept(world, later)
    assert (row.corrects_id, row.entry_id) == (earlier, entry_id)
    with world.reading() as session:
        assert vault.opened(session, session.get_one(SharingDecision, earlier)) == PASSED.as_body()
    assert trail.verify(world.database, now=world.now).problems == []


def test_whoever_does_not_know_of_it_or_look_after_her_puts_nothing_right(world: World) -> None:
    earlier = decide(world, sent(world, world.dan))

    for other in (world.nell, world.ruth, world.ella, world.joy, world.ash):
        with pytest.raises(NotFound):
            put_right(world, earlier, by=other)
    dan, joy = world.browse(world.dan), world.browse(world.joy)
    page = f"/staff/people/{world.amina.id}/passed-on"
    assert f"/staff/passed-on/{earlier}/put-right" in dan.read(page)
    assert f"/staff/passed-on/{earlier}/put-right" not in joy.read(page)


def test_a_new_day_is_decided_and_a_manager_agrees_anew(world: World) -> None:
    decision_id = decide(world, sent(world, world.dan), not_yet(world))
    agree(world, decision_id, by=world.joy)
    world.later(days=7)

    wait_longer(world, decision_id, 14)
    wait_longer(world, decision_id, 14)

    row = kept(world, decision_id)
    assert (row.tell_by, row.agreed_at, row.waits_by_id) == (in_days(world, 14), None, world.dan.id)
    assert to_agree(world, world.joy) == [decision_id]
    page = world.browse(world.dan).read(f"/staff/people/{world.amina.id}/passed-on")
    assert "He still reads it." in page
    assert "Before that it waited, and a manager agreed:" in page
    assert page.count("He reads her phone.") == 1
    agree(world, decision_id, by=world.joy)
    assert to_agree(world, world.joy) == []
    assert trail.verify(world.database, now=world.now).problems == []


def test_a_manager_who_gave_the_new_day_does_not_agree_to_it(world: World) -> None:
    decision_id = decide(world, sent(world, world.dan), not_yet(world))
    wait_longer(world, decision_id, 14, by=world.joy)

    assert to_agree(world, world.joy) == []
    with pytest.raises(NotAllowed):
        agree(world, decision_id, by=world.joy)


def test_waiting_longer_needs_a_reason_a_day_and_somebody_not_told_yet(world: World) -> None:
    decision_id = decide(world, sent(world, world.dan), not_yet(world))

    for days, why in ((-1, "He is there."), (29, "He is there."), (7, " ")):
        with pytest.raises(NotAllowed):
            wait_longer(world, decision_id, days, why=why)
    with pytest.raises(NotFound):
        wait_longer(world, decision_id, 7, by=world.nell)
    dan = world.browse(world.dan)
    dan.read(f"/staff/passed-on/{decision_id}/told")
    refused = dan.press("Wait until then", why_not_yet="He is <b>there</b>.")
    assert refused.status_code == 400
    assert "Give the day." in refused.text
    assert "He is &lt;b&gt;there&lt;/b&gt;." in refused.text

    tell(world, decision_id)
    with pytest.raises(AlreadyDone):
        wait_longer(world, decision_id, 14)


def test_the_register_says_that_there_are_older_ones_and_goes_on_to_them(world: World) -> None:
    entry_id = sent(world, world.dan)
    made = []
    for number in range(53):
        made.append(decide(world, entry_id, replace(PASSED, what=f"Thing {number}.")))
    world.later(minutes=1)
    made.append(put_right(world, made[0]))
    page = f"/staff/people/{world.amina.id}/passed-on"
    dan = world.browse(world.dan)

    newest = dan.read(page)
    assert "There are older decisions." in newest
    assert newest.count("Passed on by Dan Hughes") == 50
    older = dan.read(page + newest.split(page)[-1].split('"')[0])
    assert older.count("Passed on by Dan Hughes") == 4
    assert "There are older decisions." not in older
    seen = {one for one in made if f'id="{one}"' in newest + older}
    assert seen == set(made)
    assert "Thing 0." in dan.read(f"{page}?from={made[0]}")
    assert "There are older decisions." in dan.read(f"{page}?from=nonsense")


def test_another_young_persons_key_begins_no_page(world: World) -> None:
    decide(world, sent(world, world.dan))
    with world.reading() as session:
        found = queries.register(
            session,
            actor=world.actor(world.dan),
            young_person_id=world.amina.id,
            now=world.now,
            first=uuid4(),
        )
    assert found.decided == []
