"""Where the pages about one young person are."""

from tests.support.world import Someone


def person_page(person: Someone) -> str:
    """Their page for those who look after them."""
    return f"/staff/people/{person.id}"


def words_page(person: Someone) -> str:
    """Everything they sent to whoever asks."""
    return f"{person_page(person)}/words"
