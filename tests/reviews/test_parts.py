"""People meet over a frozen pack, once or in parts."""

from datetime import date

import pytest

from tests.reviews.telling import frozen, held, in_days, planned
from tests.support.world import World
from voice_app.core.errors import NotAllowed
from voice_app.reviews import models, queries, service
from voice_app.reviews.rules import TookPart


def test_a_meeting_is_held_once_and_not_before_its_day(world: World) -> None:
    review_id = planned(world)
    frozen(world, review_id)
    with world.writing() as session, pytest.raises(service.Wrong) as wrong:
        service.hold(
            session,
            actor=world.actor(world.ruth),
            review_id=review_id,
            held_on=in_days(world, 1),
            took_part=TookPart.SPOKE,
            now=world.now,
        )
    assert wrong.value.problem is service.Problem.DAY_TO_COME

    held(world, review_id)
    first = world.now
    world.later(days=1)
    held(world, review_id)

    with world.reading() as session:
        assert session.get_one(models.Review, review_id).held_at == first


def test_a_review_in_parts_keeps_each_day_and_how_she_took_part(world: World) -> None:
    review_id = planned(world)
    held(world, review_id, took_part=TookPart.SPOKE)
    first = world.now
    world.later(days=7)

    held(world, review_id, took_part=TookPart.WORDS_ONLY)
    held(world, review_id, took_part=TookPart.WORDS_ONLY)

    with world.reading() as session:
        review = session.get_one(models.Review, review_id)
        parts = queries.parts_of(session, review)
        assert [(part.held_on, part.took_part) for part in parts] == [
            (date(2026, 6, 16), TookPart.SPOKE),
            (date(2026, 6, 23), TookPart.WORDS_ONLY),
        ]
        assert review.held_at == first


def test_a_meeting_needs_its_frozen_pack(world: World) -> None:
    review_id = planned(world)

    with world.writing() as session, pytest.raises(NotAllowed):
        service.hold(
            session,
            actor=world.actor(world.ruth),
            review_id=review_id,
            held_on=in_days(world, 0),
            took_part=TookPart.CHOSE_NOT,
            now=world.now,
        )
