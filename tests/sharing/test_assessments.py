"""A door opens only when two people have signed why it is safe, and shuts by itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.sharing.telling import (
    SAFE,
    assess,
    door_of,
    finds_door,
    in_days,
    link,
    opened_door,
    reads,
    released,
    sign,
)
from tests.support.world import World
from voice_app.care import service as care
from voice_app.core.actor import Level
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.sharing import queries, rules, service
from voice_app.sharing.rules import Ending, Lacks


def test_one_signature_opens_nothing_and_the_second_opens_the_door(world: World) -> None:
    _, link_id = link(world)
    assessment_id = assess(world, link_id)
    assert door_of(world, link_id).holding is None
    assert door_of(world, link_id).waiting is not None

    sign(world, assessment_id)

    holding = door_of(world, link_id).holding
    assert holding is not None
    assert [one.name for one in holding.signed] == ["Dan Hughes", "Joy Mensah"]


def test_the_same_person_cannot_sign_twice_in_two_parts(world: World) -> None:
    world.assign(world.joy, world.amina)
    _, link_id = link(world)
    assessment_id = assess(world, link_id, by=world.joy)

    with pytest.raises(NotAllowed):
        sign(world, assessment_id, by=world.joy)

    assert door_of(world, link_id).holding is None


def test_only_a_manager_signs_second(world: World) -> None:
    _, link_id = link(world)
    assessment_id = assess(world, link_id)

    with pytest.raises(NotAllowed):
        sign(world, assessment_id, by=world.nell)
    for stranger in (world.ella, world.finn, world.ash, world.amina):
        with pytest.raises(NotFound):
            sign(world, assessment_id, by=stranger)


def test_whoever_does_not_look_after_her_cannot_write_one(world: World) -> None:
    _, link_id = link(world)

    for stranger in (world.ella, world.finn, world.ash):
        with pytest.raises(NotFound):
            assess(world, link_id, by=stranger)
    for near in (world.ruth, world.joy):
        with pytest.raises(NotAllowed):
            assess(world, link_id, by=near)


def test_half_signed_in_nobody_finds_a_door(world: World) -> None:
    _, link_id = link(world)

    with world.reading() as session, pytest.raises(NotFound):
        actor = world.actor(world.dan, Level.ONE_FACTOR)
        queries.door(session, actor=actor, link_id=link_id, now=world.now)


def test_it_ends_by_itself_after_its_last_day(world: World) -> None:
    sam, link_id = opened_door(world, ends_on=in_days(world, 2))
    publication_id = released(world, link_id)

    world.later(days=2)
    assert reads(world, sam) == [publication_id]

    world.later(days=1)
    assert reads(world, sam) == []
    assert door_of(world, link_id).holding is None


def test_an_incident_shuts_it_at_once_and_signs_the_carer_out(world: World) -> None:
    sam, link_id = opened_door(world)
    released(world, link_id)
    browser = world.browse(sam)
    assert reads(world, sam)

    with world.writing() as session:
        service.shut_door(
            session,
            actor=world.actor(world.nell),
            link_id=link_id,
            ending=Ending.INCIDENT,
            because="Somebody followed her home.",
            now=world.now,
        )

    assert reads(world, sam) == []
    assert browser.get("/").status_code == 200
    newest = door_of(world, link_id).assessed[0]
    assert newest.assessment.ending is Ending.INCIDENT
    assert newest.body["because"] == "Somebody followed her home."


def test_a_door_is_not_shut_without_a_reason(world: World) -> None:
    _, link_id = opened_door(world)

    with world.writing() as session, pytest.raises(NotAllowed):
        service.shut_door(
            session,
            actor=world.actor(world.dan),
            link_id=link_id,
            ending=Ending.INCIDENT,
            because="\u200b",
            now=world.now,
        )

    assert door_of(world, link_id).holding is not None


def test_a_change_is_a_new_version_and_the_old_one_stays(world: World) -> None:
    sam, link_id = opened_door(world)
    kept, left = released(world, link_id), released(world, link_id)

    changed = replace(SAFE, safe="Sam has told nobody since May.")
    second = assess(world, link_id, given=changed, after=1, still_covered=(kept,))
    assert reads(world, sam) == [left, kept]
    sign(world, second)

    door = door_of(world, link_id)
    assert [one.assessment.number for one in door.assessed] == [2, 1]
    assert door.assessed[1].body["safe"] == SAFE.safe
    assert door.assessed[1].assessment.ending is Ending.REPLACED
    # What the new version does not cover is shut with the old one.
    assert reads(world, sam) == [kept]


def test_two_at_once_do_not_write_over_each_other(world: World) -> None:
    _, link_id = link(world)
    first = assess(world, link_id)

    with pytest.raises(AlreadyDone):
        assess(world, link_id, given=replace(SAFE, basis="Another visit."), by=world.nell)

    assert assess(world, link_id) == first
    assert len(door_of(world, link_id).assessed) == 1


def test_a_version_that_was_replaced_cannot_be_signed(world: World) -> None:
    _, link_id = link(world)
    first = assess(world, link_id)
    assess(world, link_id, given=replace(SAFE, basis="Another visit."), after=1)

    with pytest.raises(AlreadyDone):
        sign(world, first)


def test_signing_twice_changes_nothing(world: World) -> None:
    _, link_id = link(world)
    assessment_id = assess(world, link_id)

    sign(world, assessment_id)
    sign(world, assessment_id)

    holding = door_of(world, link_id).holding
    assert holding is not None
    assert len(holding.signed) == 2


@pytest.mark.parametrize("days", [-1, 200])
def test_a_last_day_in_the_past_or_too_far_away_is_refused(world: World, days: int) -> None:
    _, link_id = link(world)

    with pytest.raises(NotAllowed):
        assess(world, link_id, given=replace(SAFE, ends_on=in_days(world, days)))


def test_one_whose_last_day_went_by_unsigned_cannot_be_signed(world: World) -> None:
    _, link_id = link(world)
    assessment_id = assess(world, link_id, given=replace(SAFE, ends_on=in_days(world, 1)))

    world.later(days=2)

    with pytest.raises(NotAllowed):
        sign(world, assessment_id)


def test_closing_the_case_shuts_every_door_for_good(world: World) -> None:
    sam, link_id = opened_door(world)
    released(world, link_id)

    with world.writing() as session:
        actor = world.actor(world.joy)
        care.close_case(session, actor=actor, young_person_id=world.amina.id, now=world.now)
    assert reads(world, sam) == []
    with world.writing() as session:
        care.reopen_case(session, actor=actor, young_person_id=world.amina.id, now=world.now)

    assert reads(world, sam) == []
    assert door_of(world, link_id, by=world.joy).holding is None


def test_a_successor_finds_the_door_and_whoever_left_does_not(world: World) -> None:
    _, link_id = opened_door(world)
    assignment = world.assign(world.priya, world.amina)
    assert finds_door(world, world.priya, link_id)
    assert not finds_door(world, world.ella, link_id)

    world.unassign(assignment)

    assert not finds_door(world, world.priya, link_id)


def test_the_workers_are_told_before_it_ends_and_a_manager_what_to_sign(world: World) -> None:
    sam, link_id = link(world)
    assessment_id = assess(world, link_id, given=replace(SAFE, ends_on=in_days(world, 20)))
    with world.reading() as session:
        waits = queries.for_today(session, actor=world.actor(world.joy), now=world.now)
        assert [(one.link.id, one.is_to_sign, one.is_news) for one in waits] == [
            (link_id, True, False)
        ]
        assert queries.for_today(session, actor=world.actor(world.dan), now=world.now) == []
    sign(world, assessment_id)

    def told() -> list[object]:
        with world.reading() as session:
            found = queries.for_today(session, actor=world.actor(world.dan), now=world.now)
            return [(one.carer, one.ends_on) for one in found]

    assert told() == []
    world.later(days=6)
    assert told() == [(sam.name, date(2026, 7, 6))]
    world.later(days=15)
    assert told() == []


def test_fourteen_days_before_workers_are_told_and_three_days_before_managers_too(
    world: World,
) -> None:
    _, link_id = opened_door(world, ends_on=in_days(world, 15))
    in_weeks, urgent = "Closes by itself in", "Check now if it is still safe"

    def says(words: str) -> list[str]:
        people = {"Dan": world.dan, "Joy": world.joy, "Ella": world.ella}
        return [
            name for name, who in people.items() if words in world.browse(who).read("/staff/today")
        ]

    assert (says(in_weeks), says(urgent)) == ([], [])
    world.later(days=1)
    assert (says(in_weeks), says(urgent)) == (["Dan"], [])
    world.later(days=10)
    assert (says(in_weeks), says(urgent)) == (["Dan"], [])
    world.later(days=1)
    assert (says(in_weeks), says(urgent)) == ([], ["Dan", "Joy"])
    assert "Only 3 days left." in world.browse(world.joy).read(f"/staff/carers/{link_id}")
    world.later(days=3)
    assert says("Closes by itself tonight.") == ["Dan", "Joy"]
    world.later(days=1)
    assert (says(in_weeks), says(urgent)) == ([], [])


def test_a_manager_is_not_told_of_what_was_shut_or_agreed_for_longer(world: World) -> None:
    _, link_id = opened_door(world, ends_on=in_days(world, 3))
    joy = world.browse(world.joy)
    assert "Check now if it is still safe" in joy.read("/staff/today")

    sign(world, assess(world, link_id, given=replace(SAFE, ends_on=in_days(world, 30)), after=1))

    assert "Check now if it is still safe" not in joy.read("/staff/today")


@pytest.mark.parametrize(
    ("today", "latest"),
    [
        (date(2026, 6, 16), date(2026, 9, 16)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 10, 31), date(2027, 1, 31)),
        (date(2026, 9, 30), date(2026, 12, 30)),
    ],
)
def test_three_months_is_the_longest(today: date, latest: date) -> None:
    assert rules.latest_end(today) == latest
    assert rules.wrong_end(latest, today) is None
    assert rules.wrong_end(latest + timedelta(days=1), today) is rules.EndsOn.TOO_LATE
    assert rules.wrong_end(today - timedelta(days=1), today) is rules.EndsOn.PAST


def test_an_assessment_says_what_it_lacks() -> None:
    empty = replace(SAFE, safe=" ", basis="\u200b", covered=("", " "), view="", no_view="")

    assert rules.wrong(empty, date(2026, 6, 16)) == (
        Lacks.SAFE,
        Lacks.BASIS,
        Lacks.COVERED,
        Lacks.VIEW,
    )
    assert rules.wrong(SAFE, date(2026, 6, 16)) == ()
