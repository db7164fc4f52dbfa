"""No adult text about a child leaves before somebody saw which words may harm; hers never count."""

import pytest

from tests.reviews.telling import frozen, lettered, planned, state_of, written
from tests.reviews.test_letters import a_decided_review, letters
from tests.support.world import World
from voice_app.record.models import TrailEvent
from voice_app.reviews.rules import LetterState, ReviewState, TextKind
from voice_app.reviews.service import Suggested

HARMS = "She made poor choices in March."


def test_a_letter_with_words_that_harm_waits_until_they_were_seen(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)

    with pytest.raises(Suggested) as told:
        lettered(world, review_id, greeting=f"Dear Amina, {HARMS}")

    assert [one.words for one in told.value.suggestions] == ["poor choices"]
    assert letters(world) == []
    lettered(world, review_id, greeting=f"Dear Amina, {HARMS}", send=False)
    assert [one.state for one in letters(world)] == [LetterState.DRAFTED]


def test_the_page_shows_why_and_a_kinder_line_and_loses_nothing(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    ruth = world.browse(world.ruth)
    ruth.read(f"/staff/reviews/{review_id}/letter")

    shown = ruth.press("Send to Amina", greeting=f"Dear Amina, {HARMS}")
    assert shown.status_code == 400
    for words in ("“<bdi>poor choices</bdi>”", "There was no free choice.", HARMS):
        assert words in shown.text
    assert "Say what limited what Amina could do." in shown.text

    ruth.press("Send to Amina", keeps_words="y")

    assert [one.state for one in letters(world)] == [LetterState.SENT]
    with world.reading() as session:
        sent = session.query(TrailEvent).filter_by(action="review.letter_sent").one()
    assert sent is not None


def test_words_in_quotation_marks_are_what_somebody_said(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)

    lettered(world, review_id, greeting="You said “I made poor choices”. You did not.")

    assert [one.state for one in letters(world)] == [LetterState.SENT]


def test_a_pack_is_not_frozen_before_words_of_adults_were_seen(world: World) -> None:
    review_id = planned(world)
    written(world, review_id, HARMS, kind=TextKind.MY_OPINION)

    with pytest.raises(Suggested):
        frozen(world, review_id)
    dan = world.browse(world.dan)
    dan.read(f"/staff/reviews/{review_id}/freeze")
    shown = dan.press("Freeze it", because="She was ill.")
    assert shown.status_code == 400
    assert "There was no free choice." in shown.text
    assert "She was ill." in shown.text

    dan.press("Freeze it", keeps_words="y")

    assert state_of(world, review_id) is ReviewState.FROZEN


def test_what_a_child_said_is_never_looked_through(world: World) -> None:
    review_id = planned(world)
    written(world, review_id, HARMS, kind=TextKind.CHILDS_WORDS)

    frozen(world, review_id)

    assert state_of(world, review_id) is ReviewState.FROZEN
