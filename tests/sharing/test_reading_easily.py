"""A note for a carer is easy to take in, and its numbers are there to be touched."""

from dataclasses import replace

from tests.sharing.telling import TEXT, begin, opened_door, released
from tests.support.world import World


def test_long_sentences_of_adults_are_shown_to_whoever_wrote_them_and_hers_never(
    world: World,
) -> None:
    _sam, door = opened_door(world)
    hers, theirs = "I said " * 15, "Quiet on " * 15
    summary_id = begin(world, door, replace(TEXT, from_them=hers, helps=theirs))
    plain_id = begin(world, door, replace(TEXT, from_them=hers))

    page = world.browse(world.dan).read(f"/staff/carers/tell/{summary_id}")
    plain = world.browse(world.dan).read(f"/staff/carers/tell/{plain_id}")

    assert "One sentence is long." in page
    assert "No long sentences." not in page
    assert "No long sentences." in plain


def test_a_carer_rings_with_one_touch(world: World) -> None:
    sam, door = opened_door(world)
    publication = released(world, door)

    page = world.browse(sam).read(f"/shared/{publication}")

    assert '<a href="tel:01632960041" data-own-prompt>01632 960 041</a>' in page
    assert '<a href="tel:999" data-own-prompt>999</a>' in page
