"""Printed links: two people behind each, three days, once; a reset ends all that was."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.signing_in import PASSPHRASE, let_in, link_of, printed_link, sign_in
from voice_app.accounts.models import Credential, Invitation, KnownBrowser
from voice_app.accounts.service import links, people
from voice_app.core.actor import Role
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound


@pytest.fixture
def staffed(world):
    """A service in which Ash and Joy can sign in, so that nobody is alone."""
    let_in(world, world.ash)
    let_in(world, world.joy)
    return world


def ask(world, by, for_whom):
    with world.writing() as session:
        return links.ask(session, actor=world.actor(by), person_id=for_whom.id, now=world.now)


def approve(world, by, for_whom):
    link = link_of(world, for_whom)
    with world.writing() as session:
        return links.approve(session, actor=world.actor(by), link_id=link.id, now=world.now)


def works(browse, token):
    return browse().get(f"/first/{token}").status_code == 200


def test_one_asks_another_approves_and_then_it_is_printed(staffed, browse):
    ash, joy = browse(staffed.ash), browse(staffed.joy)
    ash.read(f"/staff/accounts/{staffed.dan.id}")

    asked = ash.press("Ask for a link")
    assert "/first/" not in asked.text
    assert "waits for a second person" in asked.text
    assert "Approve and show it" not in asked.text
    joy.read(f"/staff/accounts/{staffed.dan.id}")
    printed = joy.press("Approve and show it")

    assert "Link for Dan Hughes" in printed.text
    token = printed.text.split("/first/")[1].split("<")[0]
    assert works(browse, token)
    assert "/first/" not in joy.read(f"/staff/accounts/{staffed.dan.id}")


def test_whoever_asked_does_not_approve(staffed, browse):
    ask(staffed, staffed.ash, staffed.dan)
    link = link_of(staffed, staffed.dan)

    answer = browse(staffed.ash).send(f"/staff/accounts/links/{link.id}/approve")

    assert answer.status_code == 403
    assert link_of(staffed, staffed.dan).is_waiting


def test_nobody_approves_or_asks_for_their_own(staffed):
    ask(staffed, staffed.ash, staffed.joy)

    with pytest.raises(NotAllowed):
        approve(staffed, staffed.joy, staffed.joy)
    with pytest.raises(NotAllowed):
        ask(staffed, staffed.joy, staffed.joy)


def test_staff_neither_ask_nor_approve_nor_stop(staffed, browse):
    ask(staffed, staffed.ash, staffed.ella)
    link = link_of(staffed, staffed.ella)
    dan = browse(staffed.dan)

    for address in (
        f"/staff/accounts/{staffed.ella.id}/link",
        f"/staff/accounts/links/{link.id}/approve",
        f"/staff/accounts/links/{link.id}/stop",
    ):
        assert dan.send(address).status_code == 404
    with pytest.raises(NotAllowed):
        approve(staffed, staffed.dan, staffed.ella)
    with pytest.raises(NotAllowed):
        ask(staffed, staffed.dan, staffed.ella)
    assert link_of(staffed, staffed.ella).is_waiting


def test_a_link_is_approved_once(staffed):
    ask(staffed, staffed.ash, staffed.dan)
    approve(staffed, staffed.joy, staffed.dan)

    with pytest.raises(AlreadyDone):
        approve(staffed, staffed.joy, staffed.dan)


def test_a_link_works_for_three_days_and_waits_for_three(staffed, browse):
    token = printed_link(staffed, staffed.dan)
    staffed.later(days=2, hours=23)
    assert works(browse, token)
    staffed.later(hours=1)
    assert not works(browse, token)

    ask(staffed, staffed.ash, staffed.dan)
    link = link_of(staffed, staffed.dan)
    staffed.later(days=3)
    with pytest.raises(NotFound), staffed.writing() as session:
        links.approve(session, actor=staffed.actor(staffed.joy), link_id=link.id, now=staffed.now)


def test_a_newer_link_stops_the_one_before(staffed, browse):
    old = printed_link(staffed, staffed.dan)
    assert works(browse, old)

    new = printed_link(staffed, staffed.dan)

    assert not works(browse, old)
    assert works(browse, new)


def test_a_stopped_link_opens_nothing(staffed, browse):
    token = printed_link(staffed, staffed.dan)
    joy = browse(staffed.joy)
    joy.read(f"/staff/accounts/{staffed.dan.id}")

    joy.press("Stop this link")

    assert not works(browse, token)


def test_a_stopped_link_cannot_be_approved(staffed):
    ask(staffed, staffed.ash, staffed.dan)
    link = link_of(staffed, staffed.dan)
    with staffed.writing() as session:
        actor = staffed.actor(staffed.ash)
        links.withdraw(session, actor=actor, link_id=link.id, now=staffed.now)

    with pytest.raises(NotFound), staffed.writing() as session:
        actor = staffed.actor(staffed.joy)
        links.approve(session, actor=actor, link_id=link.id, now=staffed.now)


def test_a_reset_ends_every_way_in_the_moment_it_is_approved(staffed, browse):
    dan = let_in(staffed, staffed.dan)
    inside = browse()
    sign_in(inside, dan, staffed)
    staffed.later(minutes=1)
    ask(staffed, staffed.ash, staffed.dan)
    assert inside.get("/staff/me").status_code == 200, "asking alone ends nothing"

    approve(staffed, staffed.joy, staffed.dan)

    assert inside.get("/staff/me").location == "/sign-in"
    outside = browse()
    outside.read("/sign-in")
    answer = outside.press("Go on", sign_in_name=dan.sign_in_name, passphrase=PASSPHRASE)
    assert answer.status_code == 400
    with staffed.reading() as session:
        own = {"person_id": staffed.dan.id}
        assert session.query(Credential).filter_by(**own, ended_at=None).count() == 0
        assert session.query(KnownBrowser).filter_by(**own).count() == 0


def test_after_a_reset_old_codes_are_no_good_and_new_ones_are(staffed, browse):
    before = let_in(staffed, staffed.dan)
    after = let_in(staffed, staffed.dan, "another kettle 8 garden")

    browser = browse()
    browser.read("/sign-in")
    browser.press("Go on", sign_in_name="dan.hughes", passphrase="another kettle 8 garden")
    for stale in (before.code(staffed), before.recovery_codes[0]):
        assert "does not work" in browser.press("Sign in", code=stale).text

    assert browser.press("Sign in", code=after.code(staffed)).request.path != "/sign-in/code"


def test_the_first_administrator_alone_prints_at_once_and_the_trail_says_so(world, browse):
    let_in(world, world.ash)

    printed = ask(world, world.ash, world.joy)

    assert printed is not None
    assert works(browse, printed.token)
    with world.reading() as session:
        link = session.query(Invitation).filter_by(person_id=world.joy.id).one()
        assert link.approved_by_id is None


def test_once_there_was_a_second_approver_nobody_is_alone_again(staffed):
    """Or one could end the others' accounts and then let anybody in."""
    with staffed.writing() as session:
        actor = staffed.actor(staffed.ash)
        people.end(session, actor=actor, person_id=staffed.joy.id, now=staffed.now)

    assert ask(staffed, staffed.ash, staffed.dan) is None


def test_no_link_for_a_young_person_or_for_nobody(staffed, browse):
    ash = browse(staffed.ash)

    for person_id in (staffed.amina.id, "00000000-0000-4000-8000-000000000000"):
        assert ash.get(f"/staff/accounts/{person_id}").status_code == 404
        assert ash.send(f"/staff/accounts/{person_id}/link").status_code == 404


def test_two_people_approve_at_once_and_one_link_is_printed(staffed):
    ask(staffed, staffed.ash, staffed.dan)
    link = link_of(staffed, staffed.dan)
    with staffed.writing() as session:
        mo = staffed.make_colleague(session, "Mo Lane", "Deputy", Role.MANAGER)

    def approve_as(person):
        try:
            with staffed.writing() as session:
                actor = staffed.actor(person)
                return links.approve(session, actor=actor, link_id=link.id, now=staffed.now)
        except AlreadyDone:
            return None

    with ThreadPoolExecutor(2) as pool:
        printed = list(pool.map(approve_as, (staffed.joy, mo)))

    assert len([one for one in printed if one is not None]) == 1


def test_the_token_is_kept_nowhere(staffed):
    token = printed_link(staffed, staffed.dan)

    with staffed.reading() as session:
        rows = [vars(row) for row in session.query(Invitation)]

    assert rows
    assert token not in repr(rows)
