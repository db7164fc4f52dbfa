"""Who did not agree with a decision is written down beside it, and changes nothing of it."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.reviews.telling import decided, finished, held, looks, named, planned
from tests.reviews.test_pages import asked, in_order, wish_id_of
from tests.support.world import Someone, World
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.reviews import models, rules, service
from voice_app.reviews.rules import ReviewState


def disagreed(
    world: World,
    review_id: UUID,
    *,
    by: Someone,
    wish_id: UUID | None = None,
    person_id: UUID | None = None,
    dissent_id: UUID | None = None,
) -> None:
    """Somebody writes down that somebody did not agree."""
    with world.writing() as session:
        service.dissent(
            session,
            actor=world.actor(by),
            review_id=review_id,
            dissent_id=dissent_id or uuid4(),
            wish_id=wish_id,
            person_id=person_id,
            who="Nan",
            words="It is too soon.",
            now=world.now,
        )


def a_decision(world: World, *others: Someone, to: Someone | None = None) -> tuple[UUID, UUID]:
    """A review that decided a wish which was sent to Ruth; its id and that of the wish."""
    review_id = planned(world, *others)
    wish_id = wish_id_of(world, asked(world, to or world.ruth))
    held(world, review_id)
    decided(world, review_id, wish_id, by=to or world.ruth)
    return review_id, wish_id


@pytest.mark.parametrize("state", ReviewState)
def test_dissent_is_written_once_people_have_met(state):
    assert rules.may_dissent(state) is (state not in rules.COMING)


def test_nan_did_not_agree_and_everybody_who_belongs_reads_why(world: World) -> None:
    review_id, wish_id = a_decision(world)
    ruth = world.browse(world.ruth)
    ruth.read(f"/staff/reviews/{review_id}/dissent?about={wish_id}")

    ruth.press("Keep it", who="Nan", words="Every Sunday would be better.")

    for reader, address in (
        (world.ruth, f"/staff/reviews/{review_id}"),
        (world.amina, "/meeting/page"),
    ):
        page = world.browse(reader).read(address)
        assert in_order(page, "You stay at your school.", "Nan", "Every Sunday would be better.")


def test_her_own_words_stand_as_hers(world: World) -> None:
    review_id, wish_id = a_decision(world)
    ruth = world.browse(world.ruth)
    ruth.read(f"/staff/reviews/{review_id}/dissent?about={wish_id}")

    ruth.press("Keep it", person=world.amina.id, words="i said forever not till august")

    page = world.browse(world.dan).read(f"/staff/reviews/{review_id}")
    assert "i said forever not till august" not in page  # Dan may not see this wish at all.
    shown = world.browse(world.ruth).read(f"/staff/reviews/{review_id}")
    assert in_order(shown, "i said forever not till august", "Amina’s words, written down by Ruth")


def test_what_nobody_says_whose_it_is_or_why_is_not_kept(world: World) -> None:
    review_id, _wish_id = a_decision(world)
    ruth = world.browse(world.ruth)
    ruth.read(f"/staff/reviews/{review_id}/dissent")

    answer = ruth.press("Keep it", words="It is too soon.")

    assert answer.status_code == 400
    assert "Say who did not agree." in answer.text
    assert "It is too soon." in answer.text
    assert "Write why." in ruth.press("Keep it", who="Nan", words="").text
    with world.reading() as session:
        assert session.query(models.Dissent).count() == 0


def test_sending_it_twice_keeps_it_once(world: World) -> None:
    review_id, wish_id = a_decision(world)
    dissent_id = uuid4()

    for _ in range(2):
        disagreed(world, review_id, by=world.ruth, wish_id=wish_id, dissent_id=dissent_id)

    with world.reading() as session:
        assert session.query(models.Dissent).count() == 1


def test_a_guest_may_disagree_but_only_with_what_they_may_see(world: World) -> None:
    review_id, wish_id = a_decision(world)
    named(world, review_id, world.ella)

    disagreed(world, review_id, by=world.ella, person_id=world.ella.id)
    with pytest.raises(NotFound):
        disagreed(world, review_id, by=world.ella, wish_id=wish_id)

    page = world.browse(world.ella).read(f"/staff/reviews/{review_id}")
    assert "It is too soon." in page


def test_somebody_who_does_not_belong_is_neither_asked_nor_named(world: World) -> None:
    review_id, _wish_id = a_decision(world)

    with pytest.raises(NotFound):
        disagreed(world, review_id, by=world.nell)
    with pytest.raises(NotFound):
        disagreed(world, review_id, by=world.ruth, person_id=world.ella.id)
    with pytest.raises(NotAllowed):
        disagreed(world, review_id, by=world.amina)


def test_dissent_about_a_decision_that_was_made_again_says_so(world: World) -> None:
    review_id, wish_id = a_decision(world)
    disagreed(world, review_id, by=world.ruth, wish_id=wish_id)
    with world.reading() as session:
        first = session.scalars(select(models.Decision.answer_id)).one()

    decided(world, review_id, wish_id, after=first)

    page = world.browse(world.ruth).read(f"/staff/reviews/{review_id}")
    assert in_order(page, "It is too soon.", "This was about an earlier decision.")


def test_somebody_may_disagree_after_it_was_told_but_not_before_they_met(world: World) -> None:
    review_id, wish_id = a_decision(world)
    finished(world, review_id)
    looks(world, review_id)
    disagreed(world, review_id, by=world.ruth, wish_id=wish_id)
    following = planned(world)

    with pytest.raises(NotAllowed):
        disagreed(world, following, by=world.ruth)
