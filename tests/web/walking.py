"""What an address answers to somebody: opened, refused, or shown the way in."""

from pathlib import Path

from tests.support.asking import ASKING
from tests.support.everywhere import Everywhere

#: Where somebody is sent who has not come in, or not far enough.
ENTRANCES = {"/", "/sign-in"}
NEXT_STEPS = {"/open", "/sign-in/code"}
HALF_WAY = {"letterbox", "half-in", "half-carer"}

#: What each word of the table means.
OPENED, HIDDEN, FORBIDDEN, TO_ENTRANCE, TO_NEXT_STEP = "yes", "404", "403", "in", "step"


def answer(everywhere: Everywhere, endpoint: str, method: str, asking: str) -> str:
    """Ask once, with a good form token and an otherwise empty form, and say what came."""
    browser = everywhere.browse(asking)
    address = everywhere.address(endpoint)
    response = browser.get(address) if method == "GET" else browser.send(address)
    if response.status_code == 404:
        return HIDDEN
    if response.status_code == 403:
        return FORBIDDEN
    # Only nobody is sent to an entrance, and only somebody half way in to the next step; for
    # anybody else such an address is where the view itself goes on to.
    if response.status_code == 303 and asking == "nobody" and response.location in ENTRANCES:
        return TO_ENTRANCE
    if asking in HALF_WAY and response.location in NEXT_STEPS:
        return TO_NEXT_STEP
    assert response.status_code < 500, f"{endpoint} answered {asking} with {response.status_code}"
    return OPENED


def read_table(text: str) -> dict[tuple[str, str], dict[str, str]]:
    """The table of who may open what: by endpoint and method, what each person gets."""
    lines = [line.split() for line in text.splitlines() if line.strip() and line[0] != "#"]
    _, _, *people = lines[0]
    return {
        (endpoint, method): dict(zip(people, answers, strict=True))
        for endpoint, method, *answers in lines[1:]
    }


#: Who gets what at every address.
TABLE = read_table((Path(__file__).parent / "access_table.txt").read_text("utf-8"))

#: Addresses that answer with something other than a page.
NOT_PAGES = {
    "assets.show",
    "care.join_state",
    "care.let_in_state",
    "offline.manifest",
    "offline.worker",
    "reviews.letter_file",
    "reviews.my_letter_file",
}

#: Every page with each person who may open it.
PAGES = sorted(
    (endpoint, asking)
    for (endpoint, method), answers in TABLE.items()
    for asking in ASKING
    if method == "GET" and endpoint not in NOT_PAGES and answers[asking] == OPENED
)

#: Each page as the first of these who may open it, the first page of all first, as it was filled.
WHO_FIRST = ("open", "keyworker", "manager", "admin", *ASKING)
ONE_EACH = sorted(
    {
        endpoint: min((whose for page, whose in PAGES if page == endpoint), key=WHO_FIRST.index)
        for endpoint, _ in PAGES
    }.items(),
    key=lambda page: page[0] != "home.front",
)
