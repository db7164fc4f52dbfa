"""What an address answers to somebody: opened, refused, or shown the way in."""

from tests.support.everywhere import Everywhere

#: Where somebody is sent who has not come in, or not far enough.
ENTRANCES = {"/", "/staff/sign-in"}
NEXT_STEPS = {"/open", "/staff/second-step"}

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
    if response.status_code == 303 and endpoint not in OWN_REDIRECTS.get(response.location, ()):
        if response.location in ENTRANCES:
            return TO_ENTRANCE
        if response.location in NEXT_STEPS:
            return TO_NEXT_STEP
    assert response.status_code < 500, f"{endpoint} answered {asking} with {response.status_code}"
    return OPENED


#: Views that go on to an entrance or a step as their own way of saying "done".
OWN_REDIRECTS: dict[str, set[str]] = {}


def read_table(text: str) -> dict[tuple[str, str], dict[str, str]]:
    """The table of who may open what: by endpoint and method, what each person gets."""
    lines = [line.split() for line in text.splitlines() if line.strip() and line[0] != "#"]
    _, _, *people = lines[0]
    return {
        (endpoint, method): dict(zip(people, answers, strict=True))
        for endpoint, method, *answers in lines[1:]
    }
