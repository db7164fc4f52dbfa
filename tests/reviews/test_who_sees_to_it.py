"""A decision says who sees to it, by when, and what the young person's view did to it."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.reviews.telling import a_deed, decided, finished, held, planned
from tests.reviews.test_pages import asked, wish_id_of
from tests.support.world import World
from voice_app.core import vault
from voice_app.core.errors import AlreadyDone
from voice_app.reviews import models, rules
from voice_app.reviews.rules import Deed, Lack

TODAY = date(2026, 6, 16)
WHOLE = Deed(owner="Northfield School", by_on=TODAY, shaped=False, shaped_by="The school is full.")

#: What is sent when somebody decides on a page.
SENT = {
    "state": "yes",
    "what_happens": "You stay at Northfield.",
    "because": "Your friends matter.",
    "decided_by": "Ruth Bell",
    "shaped": "yes",
    "shaped_by": "Amina told us about her friends.",
    "by_on": "2026-06-30",
}


def test_a_whole_deed_lacks_nothing_and_an_empty_one_everything():
    assert rules.lacking(WHOLE, today=TODAY) == ()
    assert rules.lacking(Deed(), today=TODAY) == (
        Lack.OWNER,
        Lack.BY_ON,
        Lack.SHAPED,
        Lack.SHAPED_BY,
    )


def test_nobody_promises_something_for_a_day_that_is_over():
    yesterday = Deed(owner="Dan", by_on=date(2026, 6, 15), shaped=True, shaped_by="Her words.")

    assert rules.lacking(yesterday, today=TODAY) == (Lack.BY_IN_THE_PAST,)


def test_a_colleague_or_somebody_without_an_account_sees_to_it(world: World) -> None:
    review_id = planned(world)
    first, second = (wish_id_of(world, asked(world, world.ruth)) for _ in range(2))
    held(world, review_id)
    ruth = world.browse(world.ruth)

    for wish_id, who in (
        (first, {"doer": world.dan.id}),
        (second, {"owner": "Northfield School"}),
    ):
        ruth.read(f"/staff/reviews/{review_id}/wishes/{wish_id}")
        assert ruth.press("Keep this decision", **SENT, **who).status_code == 200

    with world.reading() as session:
        kept = {row.wish_id: row for row in session.scalars(select(models.Decision))}
        assert kept[first].owner_id == world.dan.id
        assert vault.opened(session, kept[first])["owner"] == "Dan Hughes"
        assert kept[second].owner_id is None
        assert vault.opened(session, kept[second])["owner"] == "Northfield School"
    page = ruth.read(f"/staff/reviews/{review_id}")
    assert "Dan Hughes sees to it by Tuesday 30 June." in page
    assert "Northfield School sees to it by Tuesday 30 June." in page


def test_somebody_who_does_not_belong_cannot_be_made_to_see_to_it(world: World) -> None:
    review_id = planned(world)
    wish_id = wish_id_of(world, asked(world, world.ruth))
    held(world, review_id)
    ruth = world.browse(world.ruth)
    ruth.read(f"/staff/reviews/{review_id}/wishes/{wish_id}")

    answer = ruth.press("Keep this decision", **SENT, doer=world.ella.id)

    assert answer.status_code == 400
    with world.reading() as session:
        assert session.query(models.Decision).count() == 0


def test_the_page_says_kindly_everything_that_a_decision_lacks(world: World) -> None:
    review_id = planned(world)
    wish_id = wish_id_of(world, asked(world, world.ruth))
    held(world, review_id)
    ruth = world.browse(world.ruth)
    ruth.read(f"/staff/reviews/{review_id}/wishes/{wish_id}")

    answer = ruth.press(
        "Keep this decision", state="no", what_happens="You move.", decided_by="Ruth Bell"
    )

    assert answer.status_code == 400
    for sentence in (
        "Write the reason. Every answer needs one.",
        "Say who sees to it.",
        "Give the day by which it is done.",
        "Choose whether their view shaped it.",
        "Write what their view changed, or why it did not.",
    ):
        assert sentence in answer.text


def test_amina_reads_who_does_it_and_by_when(world: World) -> None:
    review_id = planned(world)
    wish_id = wish_id_of(world, asked(world, world.ruth))
    held(world, review_id)
    decided(world, review_id, wish_id)
    finished(world, review_id)

    page = world.browse(world.amina).read("/meeting")

    assert "Dan Hughes sees to it by Tuesday 30 June." in page
    assert "We asked the school because you told us about your friends." in page


def test_the_same_answer_with_another_deed_is_not_lost_without_a_word(world: World) -> None:
    review_id = planned(world)
    wish_id = wish_id_of(world, asked(world, world.ruth))
    held(world, review_id)
    decided(world, review_id, wish_id)

    with pytest.raises(AlreadyDone):
        decided(world, review_id, wish_id, deed=a_deed(world, shaped_by="We asked her nan."))

    with world.reading() as session:
        assert session.query(models.Decision).count() == 1


def test_a_decision_of_the_first_release_still_has_its_page(world: World) -> None:
    review_id = planned(world)
    wish_id = wish_id_of(world, asked(world, world.ruth))
    held(world, review_id)
    decided(world, review_id, wish_id)
    with world.writing() as session:
        row = session.scalars(select(models.Decision)).one()
        vault.seal(session, row, {"shaped_by": "Her words decided it."})
        row.owner_id = row.by_on = None
        world.note(session, row)

    page = world.browse(world.ruth).read(f"/staff/reviews/{review_id}")

    assert "Her words decided it." in page
    assert "sees to it" not in page
