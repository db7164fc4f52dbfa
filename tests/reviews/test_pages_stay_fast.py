"""What pages of a review ask of the database, from its planning until it is told."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.entries.telling import sent
from tests.reviews.saying import said
from tests.reviews.telling import decided, finished, held, lettered, picked, planned, written
from tests.reviews.test_pages import asked, wish_id_of
from tests.support.statements import statements
from tests.support.world import Browser, World
from voice_app.reviews.rules import SAID

#: With sign-in and the trail, BEGIN and COMMIT not counted.
MOST_STATEMENTS = 12


def moments(world: World, number: int) -> Iterator[tuple[str, UUID, UUID]]:
    """A review as it goes on, with so many words in it; its id and that of one wish."""
    review_id = planned(world, world.nell)
    wishes = [asked(world, world.dan, world.ruth, words=f"Wish {one}.") for one in range(number)]
    picked(world, review_id, *wishes, *(sent(world, world.dan) for _ in range(number)))
    written(world, review_id)
    for step in SAID:
        said(world, review_id, step, f"About {step}.", world.ruth, world.dan)
    ids = [wish_id_of(world, entry_id) for entry_id in wishes]
    yield "prepared", review_id, ids[0]
    held(world, review_id)
    for wish_id in ids[1:]:
        decided(world, review_id, wish_id)
    yield "held", review_id, ids[0]
    decided(world, review_id, ids[0], in_person=True)
    finished(world, review_id)
    planned(world, days=90)
    yield "decided", review_id, ids[0]


def addresses(world: World, review_id: UUID) -> list[tuple[Browser, str]]:
    """Every page about the review, and who looks at it."""
    amina, ruth, dan = (world.browse(who) for who in (world.amina, world.ruth, world.dan))
    review, person = f"/staff/reviews/{review_id}", f"/staff/people/{world.amina.id}"
    own = ("/", "/meeting", "/meeting/page", "/words")
    theirs = ("/staff/today", "/staff/reviews", review, f"{review}/people", person)
    return [(amina, one) for one in own] + [(who, one) for who in (ruth, dan) for one in theirs]


def counted(world: World, pages: list[tuple[Browser, str]]) -> dict[str, int]:
    """How many statements each page takes, the first time or after that, whichever is more."""
    found: dict[str, int] = {}
    for browser, address in pages:
        for _ in range(2):
            with statements(world.database) as heard:
                browser.read(address)
            found[address] = max(found.get(address, 0), len(heard))
    return found


@pytest.mark.parametrize("number", [2, 25])
def test_a_page_about_a_review_asks_few_times_whatever_is_in_it(world: World, number: int) -> None:
    for moment, review_id, wish_id in moments(world, number):
        pages = addresses(world, review_id)
        if moment == "prepared":
            steps = ("/meeting/words", *(f"/meeting/{one.number}" for one in SAID))
            asking = (f"/meeting/{one.number}/say" for one in SAID)
            pages += [(world.browse(world.amina), address) for address in (*steps, *asking)]
        if moment == "held":
            address = f"/staff/reviews/{review_id}/wishes/{wish_id}"
            pages.append((world.browse(world.ruth), address))
            pages.append((world.browse(world.ruth), f"/staff/reviews/{review_id}/dissent"))
        if moment == "decided":
            lettered(world, review_id)
            pages.append((world.browse(world.ruth), f"/staff/reviews/{review_id}/letter"))
            pages.append((world.browse(world.amina), f"/meeting/letter/{review_id}"))

        found = counted(world, pages)

        costly = {page: count for page, count in found.items() if count > MOST_STATEMENTS}
        assert costly == {}, moment
