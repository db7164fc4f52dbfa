"""Four figures say whether adults answered; of what did not reach the reader nothing is counted."""

import pytest

from tests.answers.telling import LOOKING, YES, answer, ask, tell
from tests.entries.telling import draft, keep, take_back
from tests.oversight.telling import asked_and_answered, figures, overview, part, says, text
from tests.reviews.telling import checked, frozen, held, over, picked, planned, thawed
from tests.support.world import World
from voice_app.answers.rules import VerdictValue
from voice_app.entries.models import EntryKind
from voice_app.reviews.rules import TookPart

OK, NOT_OK, UNCLEAR = VerdictValue.OK, VerdictValue.NOT_OK, VerdictValue.DONT_UNDERSTAND


def test_few_wishes_are_counted_plainly_and_many_as_a_percentage(world: World) -> None:
    asked_and_answered(world, 8)
    answer(world, ask(world, world.ruth, world.dan), LOOKING)
    world.later(days=8)
    assert figures(overview(world))[0] == "8 of 9 of wishes got an answer with a reason"

    asked_and_answered(world, 3)

    assert figures(overview(world))[0] == "91% of wishes got an answer with a reason 11 of 12"


def test_a_wish_that_is_not_due_yet_is_nobodys_omission(world: World) -> None:
    asked_and_answered(world, 2)
    ask(world, world.ruth)

    figure = figures(overview(world))[0]
    assert figure == "2 of 2 of wishes got an answer with a reason 1 more is not due yet"

    world.later(days=8)
    assert figures(overview(world))[0] == "2 of 3 of wishes got an answer with a reason"


def test_an_answer_to_be_told_in_person_counts_once_it_was_told(world: World) -> None:
    entry_id = ask(world, world.dan, world.ruth)
    given = answer(world, entry_id, YES, in_person=True)
    assert figures(overview(world))[0].startswith("None yet")

    tell(world, entry_id, given.id)

    assert figures(overview(world))[0].startswith("1 of 1")


def test_the_middle_is_in_working_days_beside_the_promise(world: World) -> None:
    entry_ids = [ask(world, world.dan, world.ruth) for _ in range(3)]
    answer(world, entry_ids[0], YES)
    # From Tuesday to Monday there are four working days.
    world.later(days=6)
    answer(world, entry_ids[1], YES)
    world.later(days=60)
    answer(world, entry_ids[2], YES)

    middle = figures(overview(world))[1]

    assert middle == "4 days in the middle, from asking to answer Working days. Promise: 5"


def test_the_figures_say_what_young_people_make_of_answers(world: World) -> None:
    says(world, OK, OK, NOT_OK, UNCLEAR)
    asked_and_answered(world)

    figure = figures(overview(world))[2]

    assert figure.startswith("2 of 4 of answers: “OK” from the young person")
    assert figure.endswith("Not OK: 1 Don’t understand: 1")


def test_packs_count_as_checked_when_the_young_person_looked_first(world: World) -> None:
    first = planned(world)
    frozen(world, first)
    assert figures(overview(world))[3].startswith("0 of 1")
    thawed(world, first)
    assert figures(overview(world))[3].startswith("None yet")

    checked(world, first)
    frozen(world, first)

    assert figures(overview(world))[3] == "1 of 1 of packs were checked by the young person first"


def test_how_they_took_part_has_every_way_with_its_word_and_number(world: World) -> None:
    over(world, planned(world))
    world.later(days=20)
    held(world, planned(world), took_part=TookPart.WORDS_ONLY)

    took_part = part(overview(world), "How young people took part")

    assert "in 2 meetings" in text(took_part)
    bars = took_part[took_part.index('<ul class="bars">') :]
    assert text(bars) == (
        "In the room, spoke 1 Someone spoke for them 0 Their words only 1 Chose not to 0"
    )
    assert [one.split('"')[0] for one in bars.split('rect class="bar__part" width="')[1:]] == [
        "50",
        "0",
        "50",
        "0",
    ]


def test_what_is_longer_ago_than_three_months_is_not_counted(world: World) -> None:
    says(world, OK)
    over(world, planned(world))
    assert figures(overview(world))[0].startswith("1 of 1")

    world.later(days=93)

    page = overview(world)
    assert figures(page) == [
        "None yet wishes that were answered or due",
        "None yet answers with a reason Working days. Promise: 5",
        "None yet answers of which a young person said what they think",
        "None yet packs that are ready",
    ]
    assert "in 0 meetings" in text(page)


@pytest.mark.parametrize("reached", [False, True])
def test_a_wish_that_was_sent_to_somebody_else_is_not_even_counted(
    world: World, reached: bool
) -> None:
    asked_and_answered(world)
    before = overview(world)

    readers = (world.dan, world.ruth) if reached else (world.dan, world.nell)
    ask(world, *readers, words="A secret of mine.")
    answer(world, ask(world, *readers, words="And another."), YES)
    world.later(minutes=1)

    assert (overview(world) != before) is reached


def test_a_wish_counts_when_it_was_brought_to_a_review(world: World) -> None:
    entry_id = ask(world, world.dan)
    answer(world, entry_id, YES)
    review_id = planned(world)
    assert figures(overview(world))[0].startswith("None yet")

    picked(world, review_id, entry_id)

    assert figures(overview(world))[0].startswith("1 of 1")


def test_words_that_were_taken_back_leave_the_figures(world: World) -> None:
    entry_id = ask(world, world.dan, world.ruth)
    answer(world, entry_id, YES)
    assert figures(overview(world))[0].startswith("1 of 1")

    take_back(world, entry_id)

    assert figures(overview(world))[0].startswith("None yet")


def test_a_wish_that_is_just_theirs_changes_nothing(world: World) -> None:
    before = overview(world)

    keep(world, draft(world, kind=EntryKind.WISH))

    assert overview(world) == before
