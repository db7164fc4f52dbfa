"""The pack: Amina checks it, it is frozen, and each reader finds in it what is for them."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from tests.answers.telling import PARTLY, answer
from tests.entries.telling import draft, keep, sent, stop_showing, take_back
from tests.reviews.telling import (
    checked,
    frozen,
    held,
    in_days,
    named,
    picked,
    planned,
    state_of,
    thawed,
    welcomed,
    written,
)
from tests.support.world import Browser, Someone, World
from voice_app.core import vault
from voice_app.core.errors import NotAllowed, NotFound
from voice_app.entries.models import EntryKind
from voice_app.reviews import models, queries, service
from voice_app.reviews.queries import Contents
from voice_app.reviews.rules import CopyKind, ReviewState


def found_in(world: World, review_id: UUID, reader: Someone | None) -> Contents:
    """What was frozen for this reader; None for anybody in the room."""
    with world.reading() as session:
        review = session.get_one(models.Review, review_id)
        pack = queries.standing_pack(session, review)
        assert pack is not None
        return queries.frozen_for(session, pack, reader_id=reader.id if reader else None)


def reads(browser: Browser, review_id: UUID, whose: str = "") -> str:
    return browser.read(f"/staff/reviews/{review_id}/pack{whose}")


def test_each_reader_finds_what_was_sent_to_them_and_what_amina_picked(world: World) -> None:
    review_id = planned(world, world.nell)
    mine = draft(world, "only mine")
    keep(world, mine)
    for_dan = sent(world, world.dan, words="for Dan", kind=EntryKind.GOOD_NEWS)
    for_nell = sent(world, world.nell, words="for Nell", kind=EntryKind.WISH)
    for_all = sent(world, world.dan, words="for all")
    picked(world, review_id, for_all)

    frozen(world, review_id)

    dans, nells = (found_in(world, review_id, who) for who in (world.dan, world.nell))
    room = found_in(world, review_id, None)
    assert dans.picked == nells.picked == room.picked == (for_all,)
    assert (dans.good_news, nells.good_news, room.good_news) == ((for_dan,), (), ())
    assert [one.entry_id for one in nells.wishes] == [for_nell]
    assert not dans.wishes
    assert not room.wishes
    assert mine not in {*dans.entry_ids, *nells.entry_ids, *room.entry_ids}


def test_a_pack_is_frozen_once_checked_or_with_a_reason(world: World) -> None:
    review_id = planned(world)
    with world.writing() as session, pytest.raises(service.Wrong) as wrong:
        actor = world.actor(world.dan)
        service.freeze(session, actor=actor, review_id=review_id, because=" ", now=world.now)
    assert wrong.value.problem is service.Problem.NO_REASON
    assert state_of(world, review_id) is ReviewState.PLANNED

    checked(world, review_id)
    frozen(world, review_id, because="")

    assert state_of(world, review_id) is ReviewState.FROZEN


def test_a_check_no_longer_stands_once_other_words_are_in(world: World) -> None:
    review_id = planned(world)
    checked(world, review_id)
    picked(world, review_id, sent(world, world.dan))

    with world.writing() as session, pytest.raises(service.Wrong):
        actor = world.actor(world.dan)
        service.freeze(session, actor=actor, review_id=review_id, because="", now=world.now)


def test_what_is_not_right_stands_in_the_pack_in_her_words(
    world: World, browse: Callable[..., Browser]
) -> None:
    review_id = planned(world)
    checked(world, review_id, "I never said <that>.")

    frozen(world, review_id, because="We talk about it at the meeting.")

    page = reads(browse(world.dan), review_id)
    assert "I never said &lt;that&gt;." in page
    assert "We talk about it at the meeting." in page


def test_only_amina_checks_her_part_and_only_before_it_is_frozen(world: World) -> None:
    review_id = planned(world)
    with pytest.raises(NotAllowed):
        checked(world, review_id, by=world.dan)
    with pytest.raises(NotFound):
        checked(world, review_id, by=world.leo)
    frozen(world, review_id)

    with pytest.raises(NotAllowed):
        checked(world, review_id)


@pytest.mark.parametrize("who", ["ella", "finn", "joy", "ash", "leo"])
def test_nobody_else_freezes_or_opens_a_pack(world: World, who: str) -> None:
    review_id = planned(world)

    with pytest.raises(NotFound):
        frozen(world, review_id, by=getattr(world, who))
    frozen(world, review_id)
    with pytest.raises(NotFound):
        thawed(world, review_id, by=getattr(world, who))


def test_neither_amina_nor_a_guest_freezes_a_pack(world: World) -> None:
    review_id = planned(world)
    named(world, review_id, world.ella)

    for who in (world.amina, world.ella):
        with pytest.raises(NotAllowed):
            frozen(world, review_id, by=who)


def test_what_is_said_after_freezing_is_in_the_next_pack_only(world: World) -> None:
    review_id = planned(world)
    frozen(world, review_id)
    late = sent(world, world.dan, kind=EntryKind.GOOD_NEWS)
    assert late not in found_in(world, review_id, world.dan).entry_ids

    thawed(world, review_id)
    frozen(world, review_id)

    assert late in found_in(world, review_id, world.dan).entry_ids
    with world.reading() as session:
        numbers = session.query(models.Pack.number).order_by(models.Pack.number).all()
    assert [number for (number,) in numbers] == [1, 2]


def test_freezing_twice_makes_one_pack_and_moving_the_day_opens_it(world: World) -> None:
    review_id = planned(world)
    frozen(world, review_id)
    frozen(world, review_id)
    with world.reading() as session:
        assert session.query(models.Pack).count() == 1

    with world.writing() as session:
        service.move(
            session,
            actor=world.actor(world.dan),
            review_id=review_id,
            to_on=in_days(world, 30),
            because="School trip.",
            now=world.now,
        )

    assert state_of(world, review_id) is ReviewState.PREPARING
    with world.reading() as session:
        review = session.get_one(models.Review, review_id)
        assert queries.standing_pack(session, review) is None


def test_nothing_is_picked_moved_or_left_out_of_a_frozen_pack(world: World) -> None:
    review_id = planned(world)
    entry_id = sent(world, world.dan)
    picked(world, review_id, entry_id)
    frozen(world, review_id)
    amina = world.actor(world.amina)

    with world.writing() as session, pytest.raises(NotAllowed):
        service.leave_out(
            session, actor=amina, review_id=review_id, entry_id=entry_id, now=world.now
        )
    with pytest.raises(NotAllowed):
        picked(world, review_id, sent(world, world.dan))


def test_words_taken_back_leave_an_open_pack_and_a_frozen_one_says_so(
    world: World, browse: Callable[..., Browser]
) -> None:
    review_id = planned(world)
    early, late = (sent(world, world.dan, words=words) for words in ("too early", "too late"))
    picked(world, review_id, early, late)

    take_back(world, early)
    frozen(world, review_id)
    take_back(world, late)

    page = reads(browse(world.dan), review_id)
    assert found_in(world, review_id, world.dan).picked == (late,)
    assert "too early" not in page
    assert "too late" not in page
    assert "Taken back since" in page


def test_what_came_of_a_wish_leaves_with_it_when_it_is_taken_back(
    world: World, browse: Callable[..., Browser]
) -> None:
    review_id = planned(world)
    entry_id = sent(world, world.dan, words="football", kind=EntryKind.WISH)
    answer(world, entry_id, replace(PARTLY, because="The pitch is far."))
    frozen(world, review_id)
    assert "The pitch is far." in reads(browse(world.dan), review_id)

    take_back(world, entry_id)

    page = reads(browse(world.dan), review_id)
    assert "Taken back since." in page
    assert "football" not in page
    assert "The pitch is far." not in page


def test_words_taken_back_after_people_met_over_them_stay_and_say_so(
    world: World, browse: Callable[..., Browser]
) -> None:
    review_id = planned(world)
    entry_id = sent(world, world.dan, words="said aloud")
    picked(world, review_id, entry_id)
    held(world, review_id)
    world.later(days=1)

    take_back(world, entry_id)

    page = reads(browse(world.dan), review_id)
    assert "said aloud" in page
    assert "Taken back since" in page


def test_a_colleagues_copy_shows_only_what_both_may_read(
    world: World, browse: Callable[..., Browser]
) -> None:
    review_id = planned(world, world.nell)
    sent(world, world.nell, words="for Nell alone", kind=EntryKind.GOOD_NEWS)
    sent(world, world.nell, world.dan, words="for Nell and Dan", kind=EntryKind.GOOD_NEWS)

    of_nell = reads(browse(world.dan), review_id, f"/{world.nell.id}")
    own = reads(browse(world.nell), review_id)
    of_room = reads(browse(world.nell), review_id, "/room")
    as_amina = browse(world.amina).read(f"/meeting/page/{world.nell.id}")

    assert "for Nell alone" not in of_nell
    assert "for Nell and Dan" in of_nell
    assert "for Nell alone" in own
    assert "for Nell" not in of_room
    assert "for Nell alone" in as_amina


def test_somebody_who_comes_after_freezing_finds_what_the_room_gets(world: World) -> None:
    review_id = planned(world)
    for_dan = sent(world, world.dan, words="for Dan", kind=EntryKind.GOOD_NEWS)
    frozen(world, review_id)
    named(world, review_id, world.ella)

    assert for_dan in found_in(world, review_id, world.dan).entry_ids
    assert found_in(world, review_id, world.ella) == found_in(world, review_id, None)


def test_words_kept_for_herself_again_leave_even_a_frozen_pack(
    world: World, browse: Callable[..., Browser]
) -> None:
    review_id = planned(world, world.nell)
    kept, hidden = (
        sent(world, *to, words=words, kind=EntryKind.GOOD_NEWS)
        for words, to in (("kept again", [world.dan]), ("not for Nell", [world.dan, world.nell]))
    )
    frozen(world, review_id)

    keep(world, kept)
    stop_showing(world, hidden, world.nell)

    dans, nells = (reads(browse(who), review_id) for who in (world.dan, world.nell))
    assert "kept again" not in dans
    assert "not for Nell" in dans
    assert "not for Nell" not in nells
    assert "not for Nell" not in reads(browse(world.dan), review_id, f"/{world.nell.id}")


@pytest.mark.parametrize("copy", ["", "/room", "/{dan}"])
@pytest.mark.parametrize("comes_late", [False, True])
def test_a_guest_waits_for_her_yes_in_every_copy(
    world: World, browse: Callable[..., Browser], copy: str, comes_late: bool
) -> None:
    review_id = planned(world)
    picked(world, review_id, sent(world, world.dan, words="said before Ella came"))
    if comes_late:
        frozen(world, review_id)
    world.later(minutes=1)
    named(world, review_id, world.ella)
    address = copy.format(dan=world.dan.id)

    assert "said before Ella came" not in reads(browse(world.ella), review_id, address)
    welcomed(world, review_id, world.ella)
    assert "said before Ella came" in reads(browse(world.ella), review_id, address)


def test_an_answer_that_waits_to_be_told_is_in_no_pack(
    world: World, browse: Callable[..., Browser]
) -> None:
    review_id = planned(world)
    entry_id = sent(world, world.dan, words="football", kind=EntryKind.WISH)
    waits = replace(PARTLY, because="Dan says why face to face.")
    answer(world, entry_id, waits, in_person=True)

    page = reads(browse(world.dan), review_id)

    assert "football" in page
    assert "Dan says why face to face." not in page


def given(world: World, review_id: UUID, by: Someone, name: str = "", days: int = 0) -> UUID:
    with world.writing() as session:
        out = service.hand_out(
            session,
            actor=world.actor(by),
            review_id=review_id,
            kind=CopyKind.PAPER if name else CopyKind.PDF,
            name=name,
            job="Teacher" if name else "",
            given_on=in_days(world, days),
            now=world.now,
        )
        return out.id


def test_every_copy_is_written_down_with_or_without_an_account(world: World) -> None:
    review_id = planned(world)
    frozen(world, review_id)

    given(world, review_id, world.dan)
    given(world, review_id, world.dan, "Ms Oduya")

    with world.reading() as session:
        review = session.get_one(models.Review, review_id)
        out = queries.given_out(session, review)
    assert sorted((one.to, one.by) for one in out) == [
        ("Dan Hughes", "Dan Hughes"),
        ("Ms Oduya", "Dan Hughes"),
    ]


def test_a_copy_needs_a_frozen_pack_a_day_that_came_and_somebody_who_works_there(
    world: World,
) -> None:
    review_id = planned(world)
    named(world, review_id, world.ella)
    with pytest.raises(NotFound):
        given(world, review_id, world.dan)
    frozen(world, review_id)

    with pytest.raises(NotFound):
        given(world, review_id, world.finn)
    with pytest.raises(NotFound):
        given(world, review_id, world.amina)
    with pytest.raises(NotAllowed):
        given(world, review_id, world.ella, "Ms Oduya")
    with pytest.raises(service.Wrong):
        given(world, review_id, world.dan, "Ms Oduya", days=1)


def test_reading_a_pack_is_a_reading_that_amina_sees(
    world: World, browse: Callable[..., Browser]
) -> None:
    review_id = planned(world, world.nell)
    entry_id = sent(world, world.dan)
    picked(world, review_id, entry_id)
    frozen(world, review_id)

    reads(browse(world.nell), review_id)

    assert "Nell" in browse(world.amina).read(f"/words/{entry_id}")


def test_a_long_report_is_kept_whole(world: World) -> None:
    review_id = planned(world)
    report = "The school says that it goes well. " * 4300

    text_id = written(world, review_id, report)

    with world.reading() as session:
        text = session.get_one(models.AdultText, text_id)
        assert vault.opened(session, text)["words"] == report
