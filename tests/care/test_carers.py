"""Who links a parent or carer, how they come in, and that ending it acts at once."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.support.world import Someone, World
from voice_app.accounts.models import Invitation, Person
from voice_app.accounts.queries import people as accounts
from voice_app.accounts.service import first_access, links
from voice_app.accounts.service.links import Printed
from voice_app.care.models import CarerLink
from voice_app.care.service import carers
from voice_app.care.service.carers import CarerDetails
from voice_app.core import vault
from voice_app.core.actor import Role
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound


def sam(world: World) -> CarerDetails:
    return CarerDetails(
        name="Sam Carter",
        relation="foster carer",
        sign_in_name="sam.carter",
        identity="Passport seen at the office.",
        identity_checked_on=london_day(world.now),
    )


def link(
    world: World,
    *,
    by: Someone | None = None,
    of: Someone | None = None,
    link_id: UUID | None = None,
    given: CarerDetails | None = None,
) -> CarerLink:
    with world.writing() as session:
        return carers.link_carer(
            session,
            actor=world.actor(by or world.dan),
            link_id=link_id or uuid4(),
            young_person_id=(of or world.amina).id,
            given=given or sam(world),
            now=world.now,
        )


def print_link(world: World, row: CarerLink, *, by: Someone) -> Printed:
    with world.writing() as session:
        actor = world.actor(by)
        return carers.print_link(session, actor=actor, carer_link_id=row.id, now=world.now)


def end(world: World, row: CarerLink, *, by: Someone, because: str = "He has moved.") -> None:
    with world.writing() as session:
        carers.end_link(
            session, actor=world.actor(by), carer_link_id=row.id, because=because, now=world.now
        )


def account(world: World, row: CarerLink) -> Person:
    with world.reading() as session:
        return session.get_one(Person, row.carer_id)


def test_a_keyworker_links_a_carer_and_a_manager_prints_the_way_in(world: World) -> None:
    row = link(world)
    assert account(world, row).role is Role.CARER

    printed = print_link(world, row, by=world.joy)

    with world.reading() as session:
        whom = first_access.welcome(session, token=printed.token, now=world.now)
        body = vault.opened(session, session.get_one(CarerLink, row.id))
    assert (whom.name, whom.sign_in_name) == ("Sam Carter", "sam.carter")
    assert body == {"relation": "foster carer", "identity": "Passport seen at the office."}


def test_nobody_else_links_one(world: World) -> None:
    for other in (world.ella, world.finn, world.joy, world.ash, world.ruth, world.amina):
        with pytest.raises(NotFound):
            link(world, by=other)

    with world.reading() as session:
        assert session.scalars(select(CarerLink)).all() == []


def test_whoever_asked_cannot_print_and_only_a_manager_can(world: World) -> None:
    world.assign(world.joy, world.amina)
    row = link(world, by=world.joy)

    with pytest.raises(NotAllowed):
        print_link(world, row, by=world.joy)
    for other in (world.dan, world.ash):
        with pytest.raises(NotAllowed):
            print_link(world, row, by=other)


def test_an_administrator_can_neither_approve_nor_stop_it_as_if_it_were_a_colleagues(
    world: World,
) -> None:
    row = link(world)
    with world.reading() as session:
        asked = session.scalars(
            select(Invitation.id).where(Invitation.person_id == row.carer_id)
        ).one()

    with world.writing() as session, pytest.raises(NotFound):
        links.approve(session, actor=world.actor(world.ash), link_id=asked, now=world.now)
    with world.writing() as session, pytest.raises(NotFound):
        links.ask(session, actor=world.actor(world.ash), person_id=row.carer_id, now=world.now)
    with world.writing() as session, pytest.raises(NotFound):
        links.withdraw(session, actor=world.actor(world.ash), link_id=asked, now=world.now)


def test_a_printed_link_is_good_for_three_days(world: World) -> None:
    row = link(world)
    printed = print_link(world, row, by=world.joy)

    world.later(days=3)

    with world.reading() as session, pytest.raises(first_access.LinkGone):
        first_access.welcome(session, token=printed.token, now=world.now)


def test_one_that_nobody_printed_in_time_waits_no_longer(world: World) -> None:
    row = link(world)
    world.later(days=3)
    with pytest.raises(NotFound):
        print_link(world, row, by=world.joy)

    with world.writing() as session:
        carers.ask_for_printed_link(
            session, actor=world.actor(world.nell), carer_link_id=row.id, now=world.now
        )

    assert print_link(world, row, by=world.joy).token


def test_linking_somebody_twice_links_them_once(world: World) -> None:
    link_id = uuid4()

    assert link(world, link_id=link_id).id == link(world, link_id=link_id).id
    here = replace(sam(world), is_here_already=True)
    assert link(world, given=here).id == link_id


def test_somebody_else_from_the_same_page_is_linked_too(world: World) -> None:
    first = link(world)

    mum = replace(sam(world), name="Mara Bright", sign_in_name="mara")
    second = link(world, link_id=first.id, given=mum)

    assert second.id != first.id
    assert second.carer_id != first.carer_id


def test_one_carer_of_two_young_people_has_one_account_and_two_links(world: World) -> None:
    amina = link(world)
    here = replace(sam(world), name="sam CARTER ", is_here_already=True)
    leo = link(world, by=world.ella, of=world.leo, given=here)
    assert amina.carer_id == leo.carer_id
    assert amina.id != leo.id

    end(world, amina, by=world.dan)
    assert account(world, amina).ended_at is None

    end(world, leo, by=world.ella)
    assert account(world, amina).ended_at == world.now


def test_another_carer_with_the_same_name_never_becomes_the_one_who_is_here(world: World) -> None:
    """Two people may be called Sam Carter, and one must not read what is for the other."""
    link(world)

    for name in ("Sam Carter", "Sam Other"):
        with pytest.raises(AlreadyDone):
            link(world, of=world.leo, by=world.ella, given=replace(sam(world), name=name))

    other = replace(sam(world), sign_in_name="sam.carter.2")
    assert link(world, of=world.leo, by=world.ella, given=other).carer_id != link_of(world).carer_id


@pytest.mark.parametrize(
    "wrong", [{"name": "Sam Other"}, {"sign_in_name": "sam.c"}, {"sign_in_name": "dan"}]
)
def test_who_is_said_to_be_here_must_be_here_by_both_names(
    world: World, wrong: dict[str, str]
) -> None:
    row = link(world)
    here = replace(sam(world), is_here_already=True)

    with pytest.raises(carers.NobodySignsInSo):
        link(world, of=world.leo, by=world.ella, given=replace(here, **wrong))
    end(world, row, by=world.dan)
    with pytest.raises(carers.NobodySignsInSo):
        link(world, of=world.leo, by=world.ella, given=here)


def test_the_page_asks_whether_they_are_here_already_and_keeps_what_was_typed(
    world: World,
) -> None:
    link(world)
    ella = world.browse(world.ella)
    ella.read(f"/staff/people/{world.leo.id}/carers/new")
    typed = {
        "name": "Sam Carter",
        "relation": "uncle",
        "sign_in_name": "sam.carter",
        "identity": "Licence seen at <b>home</b>.",
        "checked_on": london_day(world.now).isoformat(),
    }

    taken = ella.press("Add them", **typed)
    assert taken.status_code == 400
    assert "Somebody has this sign-in name. Choose another." in taken.text
    assert "Licence seen at &lt;b&gt;home&lt;/b&gt;." in taken.text
    unknown = ella.press("Add them", sign_in_name="sam.c", is_here_already="y")
    assert unknown.status_code == 400
    assert "No carer here has this name and this sign-in name." in unknown.text

    kept = ella.press("Add them", sign_in_name="sam.carter")
    assert "Sharing with Sam Carter" in kept.text


def link_of(world: World) -> CarerLink:
    """The link of Amina's carer."""
    with world.reading() as session:
        return session.scalars(
            select(CarerLink).where(CarerLink.young_person_id == world.amina.id)
        ).one()


def test_ending_it_signs_the_carer_out_on_the_next_request(world: World) -> None:
    row = link(world)
    carer = Someone(row.carer_id, "Sam Carter", Role.CARER)
    browser = world.browse(carer)
    assert browser.get("/sign-in").status_code == 303
    with pytest.raises(NotAllowed):
        end(world, row, by=world.dan, because=" ")

    end(world, row, by=world.joy)

    assert browser.get("/sign-in").status_code == 200
    with world.reading() as session:
        (access,) = accounts.access_of(session, [carer.id], now=world.now).values()
    assert not access.can_sign_in
    assert access.link is None


def test_a_stranger_cannot_end_it(world: World) -> None:
    row = link(world)

    for other in (world.ella, world.finn, world.ash, world.amina):
        with pytest.raises(NotFound):
            end(world, row, by=other)


@pytest.mark.parametrize("days", [1, -400])
def test_the_day_on_which_identity_was_checked_must_be_possible(world: World, days: int) -> None:
    day = london_day(world.now) + timedelta(days=days)

    with pytest.raises(NotAllowed):
        link(world, given=replace(sam(world), identity_checked_on=day))


@pytest.mark.parametrize("field", ["name", "relation", "identity"])
def test_nothing_may_be_left_out(world: World, field: str) -> None:
    with pytest.raises(NotAllowed):
        link(world, given=replace(sam(world), **{field: "\u200b "}))
