"""A note on its way begins anew when it must, and nothing of it that somebody typed is lost."""

from dataclasses import replace
from uuid import UUID

import pytest

from tests.sharing.telling import (
    SAFE,
    TEXT,
    assess,
    begin,
    door_of,
    opened_door,
    reads,
    released,
    say,
    show,
    shut,
    sign,
    sign_out,
)
from tests.sharing.test_summaries import STREET, change, protect
from tests.support.world import Someone, World
from voice_app.care import service as care
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.sharing import service

AT_HOME = replace(TEXT, next=f"Tea at {STREET}, Sunday.")


def half_signed(world: World, link_id: UUID) -> UUID:
    """A note that Amina says OK to and Dan has signed."""
    summary_id = begin(world, link_id)
    show(world, summary_id)
    say(world, summary_id)
    sign_out(world, summary_id, by=world.dan)
    return summary_id


def let_stand(world: World, summary_id: UUID, fact_id: UUID, *, by: Someone, version: int) -> None:
    with world.writing() as session:
        service.let_stand(
            session,
            actor=world.actor(by),
            summary_id=summary_id,
            version=version,
            fact_id=fact_id,
            because="He lives there.",
            now=world.now,
        )


def test_what_was_signed_before_an_incident_does_not_leave_after_it(world: World) -> None:
    sam, link_id = opened_door(world)
    summary_id = half_signed(world, link_id)

    shut(world, link_id)
    sign(world, assess(world, link_id, given=replace(SAFE, basis="A new visit."), after=1))

    drafted = door_of(world, link_id).drafted[0]
    assert (drafted.signed, drafted.summary.preview, drafted.summary.shown_at) == ([], None, None)
    with pytest.raises(AlreadyDone):
        sign_out(world, summary_id, by=world.dan)
    for version in (1, 2):
        with pytest.raises(NotAllowed):
            sign_out(world, summary_id, by=world.joy, version=version)
    assert reads(world, sam) == []
    show(world, summary_id, version=2)
    say(world, summary_id, version=2)
    sign_out(world, summary_id, by=world.dan, version=2)
    assert sign_out(world, summary_id, by=world.joy, version=2) is not None


def test_a_new_version_of_why_it_is_safe_leaves_signatures_as_they_are(world: World) -> None:
    _, link_id = opened_door(world)
    summary_id = half_signed(world, link_id)

    sign(world, assess(world, link_id, given=replace(SAFE, basis="A new visit."), after=1))

    assert sign_out(world, summary_id, by=world.joy) is not None


def test_what_was_signed_before_the_case_was_closed_begins_again(world: World) -> None:
    _, link_id = opened_door(world)
    half_signed(world, link_id)
    sent = released(world, link_id)

    with world.writing() as session:
        joy = world.actor(world.joy)
        care.close_case(session, actor=joy, young_person_id=world.amina.id, now=world.now)
        care.reopen_case(session, actor=joy, young_person_id=world.amina.id, now=world.now)

    door = door_of(world, link_id, by=world.joy)
    assert [(one.summary.version, one.signed) for one in door.drafted] == [(2, [])]
    assert [one.publication.id for one in door.released] == [sent]


def test_a_manager_who_wrote_a_version_lets_no_fact_stand_in_it(world: World) -> None:
    fact_id = protect(world)
    world.assign(world.joy, world.amina)
    _, link_id = opened_door(world)
    summary_id = begin(world, link_id)

    change(world, summary_id, AT_HOME, by=world.joy)

    assert door_of(world, link_id).drafted[0].written_by == "Joy Mensah"
    with pytest.raises(NotAllowed):
        let_stand(world, summary_id, fact_id, by=world.joy, version=2)
    page = world.browse(world.joy).read(f"/staff/carers/tell/{summary_id}")
    assert "This must not leave" in page
    assert "Let it stand" not in page
    # Once somebody else has written it, she is a second person.
    change(world, summary_id, replace(AT_HOME, helps="Quiet."), version=2)
    let_stand(world, summary_id, fact_id, by=world.joy, version=3)


def test_the_form_that_was_kept_keeps_other_words_too(world: World) -> None:
    _, link_id = opened_door(world)
    dan = world.browse(world.dan)
    dan.read(f"/staff/carers/{link_id}/tell")
    first, address = dan.page, dan.address
    dan.press("Keep it", danger="Near the pitch.", helps="Quiet.")
    dan.page, dan.address = first, address

    again = dan.press("Keep it", danger="Near the pitch.", helps="Quiet <b>nights</b>. 🌱 منى")

    assert again.status_code == 409
    assert "Nothing you wrote is lost." in again.text
    assert "Quiet &lt;b&gt;nights&lt;/b&gt;. 🌱 منى" in again.text
    kept = dan.press("Keep it").text
    assert "Kept." in kept
    (drafted,) = door_of(world, link_id).drafted
    assert (drafted.body["helps"], drafted.summary.version) == ("Quiet <b>nights</b>. 🌱 منى", 2)


def test_sent_again_as_it_was_it_is_one_note(world: World) -> None:
    _, link_id = opened_door(world)
    dan = world.browse(world.dan)
    dan.read(f"/staff/carers/{link_id}/tell")
    first, address = dan.page, dan.address
    dan.press("Keep it", helps="Quiet.")
    dan.page, dan.address = first, address

    assert "A note for Sam Carter" in dan.press("Keep it", helps="Quiet.").text

    assert len(door_of(world, link_id).drafted) == 1


def test_the_same_words_twice_ask_for_one_reason(world: World) -> None:
    _, link_id = opened_door(world)
    twice = "She made poor choices. More POOR choices on Sunday."
    summary_id = begin(world, link_id, replace(TEXT, helps=twice))
    dan = world.browse(world.dan)

    page = dan.read(f"/staff/carers/tell/{summary_id}")
    assert page.count("Why these words stay") == 1
    assert "One suggestion waits." in page
    (name,) = {part.split('"')[0] for part in page.split('name="why-')[1:]}
    kept = dan.press("Keep it", **{f"why-{name}": "It is what the court wrote."}).text

    assert "It is what the court wrote." in kept
    assert "suggestion" not in kept


def test_a_fact_that_stands_in_three_places_is_one_to_answer(world: World) -> None:
    protect(world)
    _, link_id = opened_door(world)
    text = replace(AT_HOME, helps="14, marigold row. Yes, 14 Marigold Row. 14 MARIGOLD ROW")
    summary_id = begin(world, link_id, text)

    page = world.browse(world.joy).read(f"/staff/carers/tell/{summary_id}")

    assert page.count("<button") > 0
    assert page.count("Let it stand") == 1
    assert "One protected fact stands in it." in page
    for words in ("14, marigold row", "14 Marigold Row", "14 MARIGOLD ROW"):
        assert f"“<bdi>{words}</bdi>”" in page


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "one", "", "٣"])
def test_a_version_that_is_none_overtakes_nothing_and_keeps_what_was_typed(
    world: World, number: str
) -> None:
    _, link_id = opened_door(world)
    summary_id = begin(world, link_id)
    dan = world.browse(world.dan)
    dan.read(f"/staff/carers/tell/{summary_id}")

    answer = dan.press("Keep it", helps="Something else.", version=number)

    assert answer.status_code == 409
    assert "Something else." in answer.text
    assert dan.send(f"/staff/carers/tell/{summary_id}/show", version=number).status_code == 409
    assert door_of(world, link_id).drafted[0].body["helps"] == TEXT.helps


def test_signing_what_has_left_again_changes_nothing(world: World) -> None:
    """A button may be pressed twice."""
    sam, link_id = opened_door(world)
    summary_id = half_signed(world, link_id)
    joy = world.browse(world.joy)
    joy.read(f"/staff/carers/tell/{summary_id}")
    page, address = joy.page, joy.address
    joy.press("Sign and release it")
    joy.page, joy.address = page, address

    assert "Released. They can read it now." in joy.press("Sign and release it").text

    assert len(reads(world, sam)) == len(door_of(world, link_id).released) == 1
    assert sign_out(world, summary_id, by=world.dan) is not None
    with pytest.raises(AlreadyDone):
        sign_out(world, summary_id, by=world.nell)
    with pytest.raises(NotFound):
        sign_out(world, summary_id, by=world.ella)


def test_dropped_it_is_gone_and_dropping_it_twice_is_once(world: World) -> None:
    _, link_id = opened_door(world)
    summary_id = half_signed(world, link_id)
    sent = released(world, link_id)
    (of_sent,) = door_of(world, link_id).released

    def drop(which: UUID, by: Someone) -> None:
        with world.writing() as session:
            service.drop_summary(session, actor=world.actor(by), summary_id=which, now=world.now)

    for other, why in ((world.ella, NotFound), (world.ruth, NotAllowed), (world.joy, NotAllowed)):
        with pytest.raises(why):
            drop(summary_id, other)
    drop(summary_id, world.dan)
    drop(summary_id, world.dan)

    assert door_of(world, link_id).drafted == ()
    with pytest.raises(NotFound):
        sign_out(world, summary_id, by=world.joy)
    with pytest.raises(NotFound):
        drop(of_sent.publication.summary_id, world.dan)
    assert [one.publication.id for one in door_of(world, link_id).released] == [sent]
