"""Every page is somewhere on the way: from the first page, by what can be followed on the pages."""

import re
from html import unescape

import pytest
from werkzeug.exceptions import HTTPException

from tests.support.asking import ASKING
from tests.support.everywhere import Everywhere
from tests.support.world import Browser
from tests.web.walking import PAGES

HREF = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')

#: Pages to which no link leads, each with the reason.
NOT_BY_LINK = {
    "accounts.forgot": "behind Leave and Open",
    "accounts.open_phone": "behind Leave",
    "accounts.second_step": "the passphrase leads there",
    "accounts.sign_in": "for those who are not signed in",
    "alerts.ring_me": "before the PIN; behind it there is a page that says more",
    "care.compare_pictures": "a good code leads there",
    "care.join": "for phones that belong to nobody yet",
    "care.numbers": "for young people; colleagues may open it as anybody may",
    "care.slow_down": "for young people; the numbers lead there",
    "entries.begin": "a button leads there",
    "entries.letterbox": "Leave leads there",
    "entries.sent": "sending leads there",
    "entries.start": "a button leads there",
    "entries.strength": "a button leads there",
    "entries.unfinished": "for those who have begun a great deal",
    "entries.write": "a button leads there, and a draft where there is one",
    "home.together": "for whoever looks after somebody; a manager may open the empty page",
    "offline.first": "for phones that belong to nobody yet",
    "offline.icon": "saying that nobody else opens the phone leads there",
    "offline.others": "saying that somebody else could open the phone leads there",
    "offline.page": "the app opens with it",
    "reviews.held": "for when the pack is frozen",
    "reviews.chair": "for reviews that nobody runs",
    "reviews.meeting": "for those who have a meeting",
    "reviews.told": "a button leads there",
    "together.before_stopping": "on the way through a sitting",
    "together.read": "typing words leads there",
    "together.who": "reading them back leads there",
}


@pytest.mark.parametrize("asking", ASKING)
def test_every_page_somebody_may_open_is_on_their_way(everywhere: Everywhere, asking: str) -> None:
    everywhere.start_afresh()
    may_open = {endpoint for endpoint, whose in PAGES if whose == asking}

    reached, nowhere = _follow(everywhere, everywhere.browse(asking))

    assert nowhere == {}
    assert may_open - reached - set(NOT_BY_LINK) == set()


def test_a_page_that_no_link_leads_to_would_be_noticed(everywhere: Everywhere) -> None:
    everywhere.start_afresh()

    reached, _ = _follow(everywhere, everywhere.browse("nobody"))

    assert "care.join" in reached
    assert "care.settings" not in reached


def _follow(everywhere: Everywhere, browser: Browser) -> tuple[set[str], dict[str, int]]:
    """The pages that links lead to from the first one, and the links that lead nowhere."""
    addresses = everywhere.world.app.url_map.bind("localhost", url_scheme="https")
    reached: set[str] = set()
    nowhere: dict[str, int] = {}
    seen, to_go = {"/"}, ["/"]
    while to_go:
        address = to_go.pop()
        try:
            reached.add(addresses.match(address.partition("?")[0], method="GET")[0])
        except HTTPException:
            nowhere[address] = 404
            continue
        response = browser.get(address)
        if response.status_code >= 400:
            nowhere[address] = response.status_code
        is_page = response.mimetype == "text/html"
        found = [unescape(link) for link in HREF.findall(response.text)] if is_page else []
        if 300 <= response.status_code < 400:
            found.append(response.location)
        to_go += [link for link in dict.fromkeys(found) if link not in seen]
        seen.update(found)
    return reached, nowhere
