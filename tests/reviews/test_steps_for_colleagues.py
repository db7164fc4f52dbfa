"""What colleagues find on the page of a review about how Amina takes part."""

import re

from tests.reviews.saying import said
from tests.reviews.telling import named, planned
from tests.reviews.test_pages import in_order, readings, wish_id_of
from tests.support.world import World
from voice_app.reviews.rules import Step


def test_colleagues_find_each_step_they_were_sent_with_a_way_to_answer(world: World) -> None:
    review_id = planned(world)
    entry_id = said(world, review_id, Step.NOT_READ_OUT, "My address.", world.ruth)
    said(world, review_id, Step.WANTED, "Noor.", world.ruth, world.dan)

    page = world.browse(world.ruth).read(f"/staff/reviews/{review_id}")

    assert in_order(
        page,
        "What Amina wants you to hear first",
        "How Amina takes part",
        "Who they want there",
        "Noor.",
        "What must not be read out",
        "My address.",
        "This is never printed or read out.",
        "What Amina asked for",
    )
    assert f"/staff/wishes/{wish_id_of(world, entry_id)}" in page
    assert readings(world) == [world.ruth.id]


def test_the_page_of_somebody_who_was_not_sent_a_step_is_the_same_without_it(world: World) -> None:
    review_id = planned(world, world.nell)
    named(world, review_id, world.ella)
    address = f"/staff/reviews/{review_id}"
    readers = [world.browse(one) for one in (world.dan, world.nell, world.ella)]
    before = [_without_token(one.read(address)) for one in readers]

    said(world, review_id, Step.NOT_WANTED, "Not Dan.", world.ruth)
    assert [_without_token(one.read(address)) for one in readers] == before

    # The control: what is sent to one of them changes that page.
    said(world, review_id, Step.WANTED, "Noor.", world.dan)
    after = [_without_token(one.read(address)) for one in readers]
    assert [now == then for now, then in zip(after, before, strict=True)] == [False, True, True]


def _without_token(page: str) -> str:
    return re.sub(r'name="csrf_token"[^>]*|<!--.*?-->', "", page)
