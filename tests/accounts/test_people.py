"""Who has an account: made by an administrator, seen by those who run accounts, ended at once."""

from uuid import uuid4

import pytest
from sqlalchemy import event

from tests.support.signing_in import let_in, sign_in
from voice_app.accounts import queries
from voice_app.accounts.models import AccountSession, Credential, Person
from voice_app.accounts.service import people
from voice_app.core.actor import COLLEAGUES, Role
from voice_app.core.errors import NotAllowed

MADE = {
    "name": "Sam Okoro",
    "job": "Keyworker",
    "sign_in_name": "sam.okoro",
    "role": Role.STAFF.value,
}


@pytest.fixture
def staffed(world):
    """A service in which Ash and Joy can sign in, so that nobody is alone."""
    let_in(world, world.ash)
    let_in(world, world.joy)
    return world


def make(browser, **changed):
    browser.read("/staff/accounts/new")
    return browser.press("Make account", **{**MADE, **changed})


def test_an_administrator_makes_an_account_and_asks_for_its_link(staffed, browse):
    ash = browse(staffed.ash)

    answer = make(ash)

    assert "Sam Okoro" in answer.text
    assert "It waits for a second person" in answer.text
    assert "Sam Okoro" in browse(staffed.joy).read("/staff/accounts")


@pytest.mark.parametrize("role", COLLEAGUES)
def test_an_account_may_be_any_colleagues(staffed, browse, role):
    make(browse(staffed.ash), role=role.value)

    with staffed.reading() as session:
        made = [row for row in session.query(Person) if row.role is role]
        names = queries.names(session, [row.id for row in made])
    assert "Sam Okoro" in {named.name for named in names.values()}


@pytest.mark.parametrize("role", [Role.YOUNG_PERSON, Role.CARER])
def test_no_account_is_made_for_anybody_else_this_way(staffed, browse, role):
    answer = browse(staffed.ash).send("/staff/accounts/new", **{**MADE, "role": role.value})

    assert answer.status_code == 400
    with pytest.raises(NotAllowed), staffed.writing() as session:
        people.make(
            session,
            actor=staffed.actor(staffed.ash),
            name="Sam",
            job="none",
            sign_in_name="sam",
            role=role,
            now=staffed.now,
        )


@pytest.mark.parametrize("who", ["joy", "dan", "amina"])
def test_nobody_else_makes_or_ends_accounts(staffed, browse, who):
    browser = browse(getattr(staffed, who))

    assert browser.get("/staff/accounts/new").status_code == 404
    assert browser.send("/staff/accounts/new", **MADE).status_code == 404
    assert browser.send(f"/staff/accounts/{staffed.ella.id}/end").status_code == 404
    with pytest.raises(NotAllowed), staffed.writing() as session:
        people.end(
            session,
            actor=staffed.actor(getattr(staffed, who)),
            person_id=staffed.ella.id,
            now=staffed.now,
        )


@pytest.mark.parametrize("name", ["dan.hughes", " DAN.HUGHES ", "ｄａｎ.ｈｕｇｈｅｓ"])
def test_a_sign_in_name_belongs_to_one_person(staffed, browse, name):
    let_in(staffed, staffed.dan)

    answer = make(browse(staffed.ash), sign_in_name=name)

    assert answer.status_code == 400
    assert "Somebody has this sign-in name" in answer.text
    assert "Sam Okoro" in answer.text, "nothing typed is lost"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "  ", "first and last name"),
        ("job", "", "Type what they do"),
        ("sign_in_name", "ab", "3 to 60"),
        ("sign_in_name", "two words", "letters, numbers"),
        ("sign_in_name", "<script>", "letters, numbers"),
    ],
)
def test_an_account_needs_name_job_and_sign_in_name(staffed, browse, field, value, says):
    answer = make(browse(staffed.ash), **{field: value})

    assert answer.status_code == 400
    assert says in answer.text


def test_a_name_is_shown_as_it_is_and_never_run(staffed, browse):
    make(browse(staffed.ash), name="<b>Sam</b> O’Köro")

    page = browse(staffed.joy).read("/staff/accounts")

    assert "&lt;b&gt;Sam&lt;/b&gt; O’Köro" in page
    assert "<b>Sam" not in page


def test_ending_an_account_ends_everything_it_had_on_the_next_request(staffed, browse):
    dan = let_in(staffed, staffed.dan)
    inside = browse()
    sign_in(inside, dan, staffed)
    ash = browse(staffed.ash)
    ash.read(f"/staff/accounts/{staffed.dan.id}")

    page = ash.press("End the account of Dan Hughes")

    assert "Ended on" in page.text
    assert inside.get("/staff/me").location == "/sign-in"
    with staffed.reading() as session:
        own = {"person_id": staffed.dan.id, "ended_at": None}
        assert session.query(AccountSession).filter_by(**own).count() == 0
        assert session.query(Credential).filter_by(**own).count() == 0


def test_nobody_ends_their_own_account(staffed, browse):
    ash = browse(staffed.ash)

    assert "End this account" not in ash.read(f"/staff/accounts/{staffed.ash.id}")
    assert ash.send(f"/staff/accounts/{staffed.ash.id}/end").status_code == 403
    assert ash.get("/staff/me").status_code == 200


def test_an_ended_account_gets_no_link(staffed, browse):
    ash = browse(staffed.ash)
    ash.send(f"/staff/accounts/{staffed.dan.id}/end")

    assert ash.send(f"/staff/accounts/{staffed.dan.id}/link").status_code == 404


def test_the_sign_in_name_of_an_ended_account_is_free(staffed, browse):
    let_in(staffed, staffed.dan)
    ash = browse(staffed.ash)
    ash.send(f"/staff/accounts/{staffed.dan.id}/end")

    assert make(ash, sign_in_name="dan.hughes").status_code == 200


def test_an_account_ends_wholly_or_not_at_all(staffed, monkeypatch):
    dan = let_in(staffed, staffed.dan)
    inside = staffed.browse()
    sign_in(inside, dan, staffed)

    def breaks(*_, **__):
        raise RuntimeError("something broke half way")

    monkeypatch.setattr(people.links, "shut_out", breaks)
    with pytest.raises(RuntimeError), staffed.writing() as session:
        people.end(
            session,
            actor=staffed.actor(staffed.ash),
            person_id=staffed.dan.id,
            now=staffed.now,
        )

    assert inside.get("/staff/me").status_code == 200
    with staffed.reading() as session:
        assert session.get_one(Person, staffed.dan.id).ended_at is None


def test_the_list_of_accounts_takes_as_many_statements_for_a_hundred(staffed, browse):
    joy = browse(staffed.joy)
    few = statements_of(staffed, lambda: joy.read("/staff/accounts"))
    with staffed.writing() as session:
        for number in range(100):
            staffed.make_colleague(session, f"Pat Number {number}", "Keyworker", Role.STAFF)

    many = statements_of(staffed, lambda: joy.read("/staff/accounts"))

    assert many == few <= 12


def statements_of(world, does):
    """How many statements reach the database while something is done."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    try:
        does()
    finally:
        event.remove(world.database.engine, "before_cursor_execute", note)
    return len([one for one in seen if not one.startswith(("BEGIN", "COMMIT"))])


def test_names_are_of_colleagues_only_and_of_those_who_left_too(staffed):
    with staffed.writing() as session:
        actor = staffed.actor(staffed.ash)
        people.end(session, actor=actor, person_id=staffed.dan.id, now=staffed.now)

    with staffed.reading() as session:
        found = queries.names(session, [staffed.dan.id, staffed.amina.id, uuid4()])
        none = queries.names(session, [])

    assert set(found) == {staffed.dan.id}
    assert found[staffed.dan.id].name == "Dan Hughes"
    assert found[staffed.dan.id].first_name == "Dan"
    assert none == {}
