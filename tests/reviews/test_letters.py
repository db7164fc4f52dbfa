"""The letter tells Amina what was decided, in plain words, and quotes what she asked."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.entries.telling import take_back
from tests.reviews.telling import (
    decided,
    finished,
    held,
    lettered,
    looks,
    planned,
    state_of,
    told,
    written,
)
from tests.reviews.test_pages import asked, in_order, wish_id_of
from tests.support.world import Someone, World
from voice_app.answers.models import Answer, Verdict, Wish
from voice_app.answers.rules import VerdictValue
from voice_app.care.models import AssignmentKind
from voice_app.core.errors import AlreadyDone, NotAllowed, NotFound
from voice_app.record.models import TrailEvent
from voice_app.reviews import models, queries, rules, service
from voice_app.reviews.rules import LetterWords, Retold, ReviewState, TextKind

WISH = "I want to stay at my school."


def a_decided_review(
    world: World, *others: Someone, to: Someone | None = None, in_person: bool = False
) -> tuple[UUID, UUID]:
    """A review that decided a wish, and is finished; its id and that of the words."""
    review_id = planned(world, *others)
    entry_id = asked(world, to or world.ruth, words=WISH)
    held(world, review_id)
    wish_id = wish_id_of(world, entry_id)
    decided(world, review_id, wish_id, by=to or world.ruth, in_person=in_person)
    finished(world, review_id)
    return review_id, entry_id


def letters(world: World) -> list[models.Letter]:
    """Every version that is kept, oldest first."""
    with world.reading() as session:
        return list(session.scalars(select(models.Letter).order_by(models.Letter.number)))


@pytest.mark.parametrize("state", ReviewState)
def test_the_letter_is_written_by_the_chair_once_everything_is_decided(state):
    is_over = state in (ReviewState.DECIDED, ReviewState.TOLD)

    assert rules.may_write_letter(state, is_chair=True) is is_over
    assert not rules.may_write_letter(state, is_chair=False)


def test_a_letter_without_a_reason_may_not_go():
    one = uuid4()
    whole = LetterWords(about={one: Retold(decided="You stay.", because="Friends matter.")})

    assert rules.untold(whole) == ()
    assert rules.untold(replace(whole, about={one: Retold(decided="You stay.")})) == (
        (one, "because"),
    )


def test_five_working_days_after_the_meeting_she_has_been_told():
    friday = date(2026, 6, 19)

    assert rules.tell_by(ReviewState.HELD, friday, "england") == date(2026, 6, 26)
    assert rules.tell_by(ReviewState.TOLD, friday, "england") is None
    assert rules.tell_by(ReviewState.PREPARING, None, "england") is None


def test_the_letter_begins_with_what_was_decided_and_why(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)

    page = world.browse(world.ruth).read(f"/staff/reviews/{review_id}/letter")

    assert in_order(page, "Dear Amina,", WISH, "You stay at your school.", "Your friends matter.")
    assert "Dan Hughes sees to it by Tuesday 30 June." in page


def test_the_chair_writes_sends_and_amina_is_told_by_opening_it(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    ruth, amina = world.browse(world.ruth), world.browse(world.amina)
    ruth.read(f"/staff/reviews/{review_id}/letter")
    with world.reading() as session:
        decision_id = session.scalars(select(models.Decision.id)).one()
    ruth.press(
        "Send to Amina",
        greeting="Hello Amina.",
        **{
            f"decided-{decision_id.hex}": "You can stay at Northfield.",
            f"because-{decision_id.hex}": "You told us your friends are there.",
        },
    )
    assert state_of(world, review_id) is ReviewState.DECIDED

    assert "A letter for you" in amina.read("/")
    page = amina.read(f"/meeting/letter/{review_id}")

    assert in_order(page, "Hello Amina.", WISH, "Yes", "You can stay at Northfield.", "Because")
    assert in_order(page, "You told us your friends are there.", "From Ruth")
    assert state_of(world, review_id) is ReviewState.TOLD
    with world.reading() as session:
        assert session.scalars(select(Answer.told_at)).one() is not None
    assert "A letter for you" not in amina.read("/")
    assert "Amina opened it on" in ruth.read(f"/staff/reviews/{review_id}/letter")


def test_looking_at_the_meeting_alone_does_not_count_as_being_told(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)

    world.browse(world.amina).read("/meeting")

    assert state_of(world, review_id) is ReviewState.DECIDED


def test_nobody_but_the_chair_writes_it_and_the_others_read_what_was_sent(world: World) -> None:
    review_id, _entry_id = a_decided_review(world, to=world.dan)
    dan = world.browse(world.dan)
    waiting = dan.read(f"/staff/reviews/{review_id}/letter")
    assert "Ruth Bell runs the meeting and writes the letter" in waiting
    assert "<textarea" not in waiting

    for person, refusal in ((world.dan, NotAllowed), (world.amina, NotAllowed)):
        with pytest.raises(refusal):
            lettered(world, review_id, by=person)
    with pytest.raises(NotFound):
        lettered(world, review_id, by=world.ella)
    lettered(world, review_id)

    assert "Dear Amina," in dan.read(f"/staff/reviews/{review_id}/letter")
    assert dan.send(f"/staff/reviews/{review_id}/letter", greeting="Hi").status_code == 403


def test_a_draft_is_kept_for_the_chair_and_for_nobody_else(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)

    lettered(world, review_id, greeting="Not finished.", send=False)

    assert "Not finished." in world.browse(world.ruth).read(f"/staff/reviews/{review_id}/letter")
    assert "Not finished." not in world.browse(world.dan).read(f"/staff/reviews/{review_id}/letter")
    assert world.browse(world.amina).get(f"/meeting/letter/{review_id}").status_code == 404


def test_every_version_is_kept_and_the_same_again_makes_none(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)

    lettered(world, review_id, greeting="Dear Amina,", send=False)
    lettered(world, review_id, greeting="Dear Amina,", send=False)
    lettered(world, review_id, greeting="Hello Amina,", after=1)

    kept = letters(world)
    assert [(one.number, one.state.value) for one in kept] == [(1, "drafted"), (2, "sent")]


def test_the_second_of_two_windows_learns_of_the_first_and_loses_nothing(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    ruth = world.browse(world.ruth)
    ruth.read(f"/staff/reviews/{review_id}/letter")
    lettered(world, review_id, greeting="The first window.", send=False)

    answer = ruth.press("Send to Amina", greeting="The second window.")

    assert answer.status_code == 409
    assert "A newer version was kept while you were writing." in answer.text
    assert "The second window." in answer.text
    assert ruth.press("Send to Amina").status_code == 200
    with pytest.raises(AlreadyDone):
        lettered(world, review_id, greeting="A third one.", after=1)
    assert len(letters(world)) == 2


def test_a_letter_with_a_gap_stays_here_and_says_what_is_missing(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    with world.reading() as session:
        decision_id = session.scalars(select(models.Decision.id)).one()
    ruth = world.browse(world.ruth)
    ruth.read(f"/staff/reviews/{review_id}/letter")

    answer = ruth.press("Send to Amina", **{f"because-{decision_id.hex}": " "})

    assert answer.status_code == 400
    assert "Write the reason. Every answer needs one." in answer.text
    assert letters(world) == []


def test_each_decision_has_three_equal_ways_to_answer_in_the_letter(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    lettered(world, review_id)
    amina = world.browse(world.amina)
    amina.read(f"/meeting/letter/{review_id}")

    page = amina.press("Not OK").text

    assert "You said this is not OK." in page
    with world.reading() as session:
        assert session.scalars(select(Verdict.value)).all() == [VerdictValue.NOT_OK]


def test_another_young_person_neither_reads_it_nor_answers_in_it(world: World) -> None:
    review_id, entry_id = a_decided_review(world)
    lettered(world, review_id)
    with world.reading() as session:
        answer_id = session.scalars(select(Answer.id)).one()
    leo = world.browse(world.leo)

    assert leo.get(f"/meeting/letter/{review_id}").status_code == 404
    said = leo.send(f"/meeting/letter/{review_id}/{entry_id}/{answer_id}", value="ok")

    assert said.status_code == 404
    with world.reading() as session:
        assert session.query(Verdict).count() == 0


def test_what_is_told_face_to_face_first_is_not_in_the_letter_before(world: World) -> None:
    review_id, _entry_id = a_decided_review(world, in_person=True)
    lettered(world, review_id)
    amina = world.browse(world.amina)

    assert "Friends matter." not in amina.read(f"/meeting/letter/{review_id}")
    assert state_of(world, review_id) is ReviewState.DECIDED
    told(world, review_id, by=world.ruth)

    assert "Friends matter." in amina.read(f"/meeting/letter/{review_id}")
    assert state_of(world, review_id) is ReviewState.TOLD


def test_what_the_chair_may_not_see_is_in_her_letter_all_the_same(world: World) -> None:
    review_id, _entry_id = a_decided_review(world, to=world.dan)
    page = world.browse(world.ruth).read(f"/staff/reviews/{review_id}/letter")
    assert WISH not in page

    lettered(world, review_id)

    assert in_order(
        world.browse(world.amina).read(f"/meeting/letter/{review_id}"), WISH, "Your friends matter."
    )


def test_only_her_own_dissent_is_in_her_letter(world: World) -> None:
    review_id, entry_id = a_decided_review(world)
    for person_id, words in ((world.amina.id, "i wanted more"), (world.dan.id, "It costs much.")):
        with world.writing() as session:
            service.dissent(
                session,
                actor=world.actor(world.ruth),
                review_id=review_id,
                dissent_id=uuid4(),
                wish_id=session.scalars(select(Wish.id).where(Wish.entry_id == entry_id)).one(),
                person_id=person_id,
                who="somebody",
                words=words,
                now=world.now,
            )
    lettered(world, review_id)

    page = world.browse(world.amina).read(f"/meeting/letter/{review_id}")

    assert "i wanted more" in page
    assert "It costs much." not in page


def test_words_taken_back_leave_the_letter(world: World) -> None:
    review_id, entry_id = a_decided_review(world)
    lettered(world, review_id)
    world.later(hours=1)

    take_back(world, entry_id)

    assert WISH not in world.browse(world.ruth).read(f"/staff/reviews/{review_id}/letter")
    assert WISH not in world.browse(world.amina).read(f"/meeting/letter/{review_id}")


def test_what_adults_decided_besides_is_proposed_for_the_letter(world: World) -> None:
    review_id = planned(world)
    held(world, review_id)
    written(world, review_id, "Sam learns to cook.", kind=TextKind.DECISION)
    finished(world, review_id)

    page = world.browse(world.ruth).read(f"/staff/reviews/{review_id}/letter")

    assert "Sam learns to cook." in page


def test_reading_a_letter_is_a_reading_in_the_trail(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    lettered(world, review_id)
    with world.reading() as session:
        before = session.query(TrailEvent).count()

    world.browse(world.ruth).read(f"/staff/reviews/{review_id}/letter")

    with world.reading() as session:
        assert session.query(TrailEvent).count() > before


def test_a_chair_who_left_is_followed_by_one_who_goes_on_with_the_letter(world: World) -> None:
    assignment_id = world.assign(world.priya, world.amina, AssignmentKind.REVIEWING_OFFICER)
    review_id = planned(world, chair=world.priya)
    held(world, review_id, by=world.dan)
    finished(world, review_id, by=world.dan)
    lettered(world, review_id, greeting="Half a letter.", send=False)
    world.unassign(assignment_id)
    assert world.browse(world.priya).get(f"/staff/reviews/{review_id}/letter").status_code == 404
    joy = world.browse(world.joy)
    joy.read(f"/staff/reviews/{review_id}/chair")
    joy.press("Let them run it", person=world.ruth.id)

    page = world.browse(world.ruth).read(f"/staff/reviews/{review_id}/letter")

    assert "Half a letter." in page
    lettered(world, review_id, by=world.ruth, greeting="A whole letter.", after=1)
    assert "A whole letter." in world.browse(world.amina).read(f"/meeting/letter/{review_id}")


def test_telling_is_due_and_late_in_words(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    ruth = world.browse(world.ruth)
    assert "Tell Amina by Tuesday 23 June." in ruth.read(f"/staff/reviews/{review_id}")

    world.later(days=8)

    ruth = world.browse(world.ruth)
    assert "1 day late" in ruth.read(f"/staff/reviews/{review_id}")
    assert "Telling it is 1 day late" in ruth.read("/staff/today")
    looks(world, review_id)
    assert "Telling it is" not in world.browse(world.ruth).read("/staff/today")


def test_a_letter_that_was_not_sent_cannot_be_opened(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    with world.reading() as session, pytest.raises(NotFound):
        actor = world.actor(world.amina)
        found = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        service.letter_of(session, found, actor=actor)
