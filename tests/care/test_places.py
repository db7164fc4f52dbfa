"""Nobody's words are let in while a lost master key would lose them."""

import re
from datetime import date

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tests.support.world import World
from voice_app.care.models import YoungPerson
from voice_app.care.rules.helplines import NATIONS, helplines_of
from voice_app.care.rules.hours import is_bank_holiday
from voice_app.core.keyring import RecoveryCheck


def how_many_places(world: World) -> int:
    with world.reading() as session:
        return session.scalar(select(func.count()).select_from(YoungPerson)) or 0


def forget_the_recovery_check(world: World) -> None:
    keyring = world.database.vault.keyring
    with Session(keyring._engine) as session, session.begin():
        session.execute(delete(RecoveryCheck))


def test_a_place_is_made_once_the_recovery_copy_was_typed_back(world: World) -> None:
    before = how_many_places(world)
    dan = world.browse(world.dan)
    dan.read("/staff/people/new")

    dan.press("Make the place", called="Mei")

    assert how_many_places(world) == before + 1


def test_a_name_that_nobody_can_see_is_asked_for_again(world: World) -> None:
    before = how_many_places(world)
    dan = world.browse(world.dan)
    dan.read("/staff/people/new")

    answer = dan.press("Make the place", called="\u200b\u2800")

    assert "Write the name they want to be called." in answer.text
    assert how_many_places(world) == before


def test_the_form_for_a_place_sent_twice_makes_one(world: World) -> None:
    before = how_many_places(world)
    dan = world.browse(world.dan)
    form = dan.read("/staff/people/new")

    first = dan.press("Make the place", called="Mei")
    dan.page, dan.address = form, "/staff/people/new"
    again = dan.press("Make the place", called="Mei")

    assert again.request.path == first.request.path
    assert how_many_places(world) == before + 1


def test_the_form_for_a_place_never_leads_to_somebody_elses(world: World) -> None:
    before = how_many_places(world)
    priya = world.browse(world.priya)
    priya.read("/staff/people/new")

    answer = priya.press("Make the place", called="Mei", once=str(world.amina.id))

    assert str(world.amina.id) not in answer.request.path
    assert how_many_places(world) == before + 1


def test_only_nations_whose_helplines_and_holidays_we_have_are_offered(world: World) -> None:
    before = how_many_places(world)
    dan = world.browse(world.dan)

    form = dan.read("/staff/people/new")
    refused = dan.press("Make the place", called="Mei", nation="scotland")

    assert re.findall(r'<option[^>]*value="(\w+)"', form) == ["england", "wales"]
    assert refused.status_code == 400
    assert how_many_places(world) == before
    dan.read("/staff/people/new")
    dan.press("Make the place", called="Mei", nation="wales")
    assert how_many_places(world) == before + 1


@pytest.mark.parametrize("field", ["born_on", "came_into_care_on"])
def test_a_day_of_another_age_is_asked_about(world: World, field: str) -> None:
    dan = world.browse(world.dan)
    for day in ("0001-01-01", "1911-05-05"):
        dan.read("/staff/people/new")
        answer = dan.press("Make the place", called="Mei", **{field: day})
        assert answer.status_code == 400
        assert "Is the year right?" in answer.text


@pytest.mark.parametrize("nation", NATIONS)
def test_each_nation_that_is_offered_has_helplines_and_holidays(nation: str) -> None:
    assert helplines_of(nation)
    assert is_bank_holiday(date(2026, 12, 25), nation)
    assert not is_bank_holiday(date(2026, 12, 25), "scotland")


def test_no_place_is_made_before_and_nothing_typed_is_lost(world: World) -> None:
    before = how_many_places(world)
    forget_the_recovery_check(world)
    dan = world.browse(world.dan)
    dan.read("/staff/people/new")

    response = dan.press("Make the place", called="Mei")

    assert response.status_code == 409
    assert "Nobody can be added yet." in response.text
    assert 'value="Mei"' in response.text
    assert how_many_places(world) == before
