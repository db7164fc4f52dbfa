"""What a carer reads was seen by the young person, checked, and let out by two people."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.sharing.telling import (
    TEXT,
    begin,
    door_of,
    in_days,
    link,
    opened_door,
    reads,
    released,
    say,
    show,
    sign_out,
    withdraw,
)
from tests.support.world import Someone, World
from voice_app.care.models import YoungPerson
from voice_app.care.queries.facts import facts_of
from voice_app.care.service import facts
from voice_app.core import vault
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.sharing import queries, service
from voice_app.sharing.models import Publication
from voice_app.sharing.rules import Preview, SummaryText
from voice_app.wording.protected import FactKind

STREET = "14 Marigold Row"


def change(
    world: World,
    summary_id: UUID,
    text: SummaryText,
    *,
    version: int = 1,
    not_shown: str = "",
    by: Someone | None = None,
) -> None:
    with world.writing() as session:
        service.change_summary(
            session,
            actor=world.actor(by or world.dan),
            summary_id=summary_id,
            version=version,
            text=text,
            kept={},
            not_shown=not_shown,
            now=world.now,
        )


def protect(world: World, value: str = STREET, kind: FactKind = FactKind.ADDRESS) -> UUID:
    with world.writing() as session:
        return facts.protect(
            session,
            actor=world.actor(world.dan),
            fact_id=uuid4(),
            young_person_id=world.amina.id,
            kind=kind,
            value=value,
            now=world.now,
        ).id


def let_stand(
    world: World, summary_id: UUID, fact_id: UUID, *, by: Someone, because: str = "He lives there."
) -> None:
    with world.writing() as session:
        service.let_stand(
            session,
            actor=world.actor(by),
            summary_id=summary_id,
            version=1,
            fact_id=fact_id,
            because=because,
            now=world.now,
        )


def seen(world: World, link_id: UUID, text: SummaryText = TEXT) -> UUID:
    """A summary that Amina has said OK to."""
    summary_id = begin(world, link_id, text)
    show(world, summary_id)
    say(world, summary_id)
    return summary_id


def test_two_people_let_it_out_and_its_carer_reads_just_that(world: World) -> None:
    sam, link_id = opened_door(world)
    summary_id = seen(world, link_id)

    assert sign_out(world, summary_id, by=world.dan) is None
    assert reads(world, sam) == []
    publication = sign_out(world, summary_id, by=world.joy)

    assert publication is not None
    assert reads(world, sam) == [publication.id]
    with world.reading() as session:
        found = queries.open_one(
            session, actor=world.actor(sam), publication_id=publication.id, now=world.now
        )
    assert found.body == {**TEXT.as_body(), "called": "Amina", "by": "Dan Hughes"}
    assert found.publication.number == 1


def test_one_person_cannot_sign_for_two(world: World) -> None:
    world.assign(world.joy, world.amina)
    sam, link_id = opened_door(world)
    summary_id = seen(world, link_id)

    assert sign_out(world, summary_id, by=world.joy) is None
    assert sign_out(world, summary_id, by=world.joy) is None
    with pytest.raises(NotAllowed):
        sign_out(world, summary_id, by=world.dan)

    assert reads(world, sam) == []


def test_without_an_open_door_nothing_leaves(world: World) -> None:
    _, link_id = link(world)
    summary_id = seen(world, link_id)

    with pytest.raises(NotAllowed):
        sign_out(world, summary_id, by=world.dan)


def test_what_she_has_not_seen_leaves_only_with_a_reason(world: World) -> None:
    _, link_id = opened_door(world)
    summary_id = begin(world, link_id)
    with pytest.raises(NotAllowed):
        sign_out(world, summary_id, by=world.dan)

    change(world, summary_id, TEXT, not_shown="She is in hospital and asked us to wait.")

    assert sign_out(world, summary_id, by=world.dan, version=2) is None
    assert sign_out(world, summary_id, by=world.joy, version=2) is not None


def test_what_is_not_ok_with_her_never_leaves_as_it_is(world: World) -> None:
    _, link_id = opened_door(world)
    summary_id = begin(world, link_id)
    show(world, summary_id)
    say(world, summary_id, Preview.NOT_OK, said="Not the bit about nights.")

    with pytest.raises(NotAllowed):
        sign_out(world, summary_id, by=world.dan)

    drafted = door_of(world, link_id).drafted[0]
    assert drafted.body["said"] == "Not the bit about nights."


def test_a_change_begins_preview_and_signatures_anew(world: World) -> None:
    sam, link_id = opened_door(world)
    summary_id = seen(world, link_id)
    sign_out(world, summary_id, by=world.dan)

    change(world, summary_id, replace(TEXT, helps="Quiet on all nights."))

    drafted = door_of(world, link_id).drafted[0]
    assert (drafted.summary.version, drafted.summary.preview, drafted.signed) == (2, None, [])
    with pytest.raises(AlreadyDone):
        sign_out(world, summary_id, by=world.dan)
    assert reads(world, sam) == []


def test_two_who_change_it_at_once_lose_nothing(world: World) -> None:
    _, link_id = opened_door(world)
    summary_id = begin(world, link_id)
    change(world, summary_id, replace(TEXT, helps="Quiet."))

    with pytest.raises(AlreadyDone):
        change(world, summary_id, replace(TEXT, helps="Music."), by=world.nell)

    assert door_of(world, link_id).drafted[0].body["helps"] == "Quiet."


def test_a_protected_fact_stops_it_until_a_second_person_lets_it_stand(world: World) -> None:
    fact_id = protect(world)
    sam, link_id = opened_door(world)
    summary_id = seen(world, link_id, replace(TEXT, next=f"Tea at {STREET}, Sunday."))
    with pytest.raises(NotAllowed):
        sign_out(world, summary_id, by=world.dan)

    for not_second in (world.dan, world.nell):
        with pytest.raises(NotAllowed):
            let_stand(world, summary_id, fact_id, by=not_second)
    with pytest.raises(NotAllowed):
        let_stand(world, summary_id, fact_id, by=world.joy, because=" ")
    let_stand(world, summary_id, fact_id, by=world.joy)

    sign_out(world, summary_id, by=world.dan)
    sign_out(world, summary_id, by=world.joy)
    assert len(reads(world, sam)) == 1


def test_a_fact_in_her_own_line_is_stopped_too(world: World) -> None:
    protect(world)
    _, link_id = opened_door(world)
    summary_id = seen(world, link_id, replace(TEXT, from_them=f"Come to {STREET}!"))

    with pytest.raises(NotAllowed):
        sign_out(world, summary_id, by=world.dan)


def test_a_fact_added_between_the_signatures_stops_the_second(world: World) -> None:
    sam, link_id = opened_door(world)
    summary_id = seen(world, link_id, replace(TEXT, next=f"Tea at {STREET}, Sunday."))
    sign_out(world, summary_id, by=world.dan)

    protect(world)

    with pytest.raises(NotAllowed):
        sign_out(world, summary_id, by=world.joy)
    assert reads(world, sam) == []


def test_a_fact_added_later_flags_what_was_released(world: World) -> None:
    _, link_id = opened_door(world)
    publication_id = released(world, link_id, replace(TEXT, next=f"Tea at {STREET}, Sunday."))
    released(world, link_id)

    protect(world)

    with world.reading() as session:
        protected = facts_of(session, world.amina.id)
    flagged = service.flagged(door_of(world, link_id), protected)
    assert list(flagged) == [publication_id]
    assert [fact.value for fact in flagged[publication_id]] == [STREET]


def test_withdrawn_it_is_gone_on_the_next_request_and_stays_in_the_record(world: World) -> None:
    sam, link_id = opened_door(world)
    first, second = released(world, link_id), released(world, link_id)

    withdraw(world, second)
    withdraw(world, second)

    assert reads(world, sam) == [first]
    with world.reading() as session, pytest.raises(NotFound):
        queries.open_one(session, actor=world.actor(sam), publication_id=second, now=world.now)
    (kept, _) = door_of(world, link_id).released
    assert kept.body["withdrawn_because"] == "The plan has changed."
    assert not kept.is_open


def test_a_stranger_cannot_withdraw(world: World) -> None:
    sam, link_id = opened_door(world)
    publication_id = released(world, link_id)

    for stranger in (world.ella, world.finn, world.ash, sam, world.amina):
        with pytest.raises(NotFound):
            withdraw(world, publication_id, by=stranger)

    assert reads(world, sam) == [publication_id]


def test_no_other_carer_reads_it(world: World) -> None:
    _, link_id = opened_door(world)
    released(world, link_id)
    mum, _ = link(world, name="Mara Bright")
    of_leo, _ = link(world, name="Lou Finch", of=world.leo)

    assert reads(world, mum) == []
    assert reads(world, of_leo) == []


def test_an_assessment_of_one_carer_opens_nothing_for_another(world: World) -> None:
    sam, link_id = opened_door(world)
    released(world, link_id)
    _, of_leo = link(world, of=world.leo, carer=sam)

    assert len(reads(world, sam)) == 1
    assert door_of(world, of_leo, by=world.ella).holding is None
    assert door_of(world, of_leo, by=world.ella).released == ()


def test_she_always_sees_who_reads_what_until_when_and_that_it_was_opened(world: World) -> None:
    sam, link_id = opened_door(world)
    publication_id = released(world, link_id)
    with world.writing() as session:
        service.open_publication(
            session, actor=world.actor(sam), publication_id=publication_id, now=world.later(hours=1)
        )
    opened_at = world.now

    with world.reading() as session:
        (mine,) = queries.mine(session, actor=world.actor(world.amina), now=world.later(hours=1))
        assert queries.mine(session, actor=world.actor(world.leo), now=world.now) == []

    assert (mine.carer, mine.relation) == ("Sam Carter", "foster carer")
    assert mine.ends_on is not None
    (given,) = mine.given
    assert given.publication.opened_at == opened_at
    assert given.body["helps"] == TEXT.helps

    withdraw(world, publication_id)
    with world.reading() as session:
        (mine,) = queries.mine(session, actor=world.actor(world.amina), now=world.now)
    assert mine.given[0].ends_on is None
    assert mine.given[0].publication.withdrawn_at == world.now


def test_only_she_says_what_she_makes_of_it_and_only_of_what_she_was_shown(world: World) -> None:
    _, link_id = opened_door(world)
    summary_id = begin(world, link_id)
    with pytest.raises(AlreadyDone):
        say(world, summary_id)
    show(world, summary_id)

    for other in (world.leo, world.dan):
        with pytest.raises(NotFound):
            say(world, summary_id, by=other)
    change(world, summary_id, replace(TEXT, helps="Quiet."))
    with pytest.raises(AlreadyDone):
        say(world, summary_id)


def test_at_eighteen_it_shuts_at_midnight_unless_she_agrees(world: World) -> None:
    sam, link_id = opened_door(world)
    publication_id = released(world, link_id)
    born(world, "2008-06-18")
    assert reads(world, sam) == [publication_id]

    world.later(days=1, hours=13, minutes=59)
    assert reads(world, sam) == [publication_id]
    world.later(minutes=1)
    assert reads(world, sam) == []
    assert door_of(world, link_id).is_shut_by_age
    with world.reading() as session:
        (mine,) = queries.mine(session, actor=world.actor(world.amina), now=world.now)
    assert mine.ends_on is None

    with world.writing() as session:
        service.agree_at_eighteen(
            session, actor=world.actor(world.amina), link_id=link_id, agrees=True, now=world.now
        )
    assert reads(world, sam) == [publication_id]


def test_three_months_before_she_is_told_and_so_are_those_who_look_after_her(world: World) -> None:
    opened_door(world, ends_on=in_days(world, 90))
    dan, amina = world.browse(world.dan), world.browse(world.amina)
    carers = f"/staff/people/{world.amina.id}/carers"
    assert "Nobody has written down when Amina was born." in dan.read(carers)
    refused = dan.press("Keep it", born_on="2035-01-01")
    assert refused.status_code == 400
    assert "That day has not come yet." in refused.text

    kept = dan.press("Keep it", born_on="2008-09-10")
    assert "Amina turns 18 on Thursday 10 September." in kept.text
    assert "You turn 18 on Thursday 10 September." in amina.read("/told")
    amina.press("Let Sam go on reading")

    assert "Then this stops, unless you want it." not in amina.read("/told")
    world.later(days=87)
    with world.reading() as session:
        (mine,) = queries.mine(session, actor=world.actor(world.amina), now=world.now)
    assert mine.ends_on is not None


@pytest.mark.parametrize("who", ["ruth", "joy", "ella", "finn"])
def test_nobody_else_writes_down_when_she_was_born(world: World, who: str) -> None:
    address = f"/staff/people/{world.amina.id}/born"

    answer = world.browse(getattr(world, who)).send(address, born_on="2008-09-10")

    assert answer.status_code == 404


def test_what_was_released_does_not_change_with_what_was_written(world: World) -> None:
    _, link_id = opened_door(world)
    publication_id = released(world, link_id)
    summary_id = door_of(world, link_id).released[0].publication.summary_id

    with pytest.raises(NotFound):
        change(world, summary_id, replace(TEXT, helps="Something else."))

    with world.reading() as session:
        row = session.get_one(Publication, publication_id)
        assert vault.opened(session, row)["helps"] == TEXT.helps


def born(world: World, day: str) -> None:
    """Amina's birth date becomes known."""
    with world.writing() as session:
        place = session.get_one(YoungPerson, world.amina.id)
        vault.seal(session, place, {**vault.opened(session, place), "born_on": day})
        world.note(session, place)
