"""Every address, every method, every person: one table says who may, and nothing else is open."""

import pytest
from flask import Flask

from tests.support.asking import ASKING
from tests.support.everywhere import Everywhere
from tests.web.walking import OPENED, TABLE, answer
from voice_app.web.access import stamp_of


def views_of(app: Flask) -> set[tuple[str, str]]:
    """Every view with each method it answers."""
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }


def test_the_table_has_every_view_and_no_other(everywhere: Everywhere) -> None:
    assert set(TABLE) == views_of(everywhere.world.app)


def test_every_view_has_its_stamp(everywhere: Everywhere) -> None:
    views = everywhere.world.app.view_functions

    assert [name for name, view in views.items() if stamp_of(view) is None] == []


def test_a_view_without_a_stamp_is_shut_to_everybody(everywhere: Everywhere) -> None:
    everywhere.start_afresh()
    views = everywhere.world.app.view_functions
    forgotten = views["home.front"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(views, "home.front", lambda: "open to all")

        answers = {everywhere.browse(asking).get("/").status_code for asking in ASKING}

    assert answers == {403}
    assert views["home.front"] is forgotten


@pytest.mark.parametrize(("endpoint", "method"), sorted(TABLE))
def test_each_person_gets_what_the_table_says(
    everywhere: Everywhere, endpoint: str, method: str
) -> None:
    expected, found = TABLE[endpoint, method], {}
    everywhere.start_afresh()
    for asking in ASKING:
        found[asking] = answer(everywhere, endpoint, method, asking)
        if method != "GET" and found[asking] == OPENED:
            everywhere.start_afresh()

    assert found == expected
