"""Who is told of what, and that earlier packages need not know it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.alerts import telling as alerts
from tests.answers.telling import answer, ask
from tests.entries.telling import look, sent, take_back
from tests.notices.telling import PushService, Told, browser_of, send
from tests.reviews.telling import lettered
from tests.reviews.test_letters import a_decided_review
from tests.sharing.telling import assess, begin, link, opened_door, say, show, sign, sign_out
from tests.sharing.test_passing_on import decide, not_yet
from tests.support.world import Someone, World
from voice_app.core.errors import VoiceError
from voice_app.entries import service as entries
from voice_app.entries.models import EntryKind
from voice_app.notices import rules
from voice_app.notices.models import Notice
from voice_app.notices.service.events import EVENTS
from voice_app.record import service as trail


@pytest.fixture
def told(world: World) -> Callable[[], list[str]]:
    """Everybody asks to be told; gives who was told since it was last asked, by name."""
    everybody = [one for one in vars(world).values() if isinstance(one, Someone)]
    browsers: list[tuple[Someone, Told]] = [(one, browser_of(world, one)) for one in everybody]
    by_endpoint = {browser.endpoint: str(one) for one, browser in browsers}

    def since() -> list[str]:
        service = PushService()
        send(world, service)
        return sorted(by_endpoint[address] for address, _, _ in service.came)

    return since


def hear(world: World, entry_id: UUID) -> None:
    with world.writing() as session:
        entries.heard(
            session,
            actor=world.actor(world.dan),
            entry_id=entry_id,
            message="I heard you.",
            now=world.now,
        )


def test_an_answer_and_being_heard_are_told_to_whoever_asked_and_to_nobody_else(
    world: World, told: Callable[[], list[str]]
) -> None:
    wish = ask(world, world.dan)
    told()

    answer(world, wish)
    assert told() == ["Amina"]
    heard = sent(world, world.dan, kind=EntryKind.GOOD_NEWS)
    told()
    hear(world, heard)
    assert told() == ["Amina"]


def test_what_is_told_face_to_face_is_not_told_by_a_phone(
    world: World, told: Callable[[], list[str]]
) -> None:
    wish = ask(world, world.dan)
    told()

    answer(world, wish, in_person=True)

    assert told() == []


def test_a_letter_is_told(world: World, told: Callable[[], list[str]]) -> None:
    review_id, _ = a_decided_review(world)
    told()

    lettered(world, review_id)

    assert told() == ["Amina"]


def test_new_words_are_told_once_until_somebody_looks(
    world: World, told: Callable[[], list[str]]
) -> None:
    first = sent(world, world.dan, world.nell)
    assert told() == ["Dan", "Nell"]
    for _ in range(5):
        world.later(minutes=5)
        sent(world, world.dan)
    assert told() == []

    world.later(minutes=5)
    look(world, world.dan, first)
    world.later(minutes=5)
    sent(world, world.dan, world.nell)

    assert told() == ["Dan"]


def test_looking_at_today_is_looking(world: World, told: Callable[[], list[str]]) -> None:
    sent(world, world.dan)
    assert told() == ["Dan"]
    world.later(minutes=5)

    world.browse(world.dan).read("/staff/today")
    world.later(minutes=5)
    sent(world, world.dan)

    assert told() == ["Dan"]


def test_words_that_were_taken_back_hold_no_later_notice_up(
    world: World, told: Callable[[], list[str]]
) -> None:
    first = sent(world, world.dan)
    assert told() == ["Dan"]
    world.later(minutes=5)
    take_back(world, first)

    sent(world, world.dan)

    assert told() == ["Dan"]


def test_whoever_stands_in_is_told_too(world: World, told: Callable[[], list[str]]) -> None:
    world.cover(world.priya, world.dan)

    sent(world, world.dan)

    assert told() == ["Dan", "Priya"]


def test_an_alert_is_told_to_each_at_their_step_at_any_hour(
    world: World, told: Callable[[], list[str]]
) -> None:
    world.later(hours=13)
    alert_id = alerts.ask(world)
    assert told() == [name for _, name, _ in alerts.told(world, alert_id)]

    world.now = alerts.row(world, alert_id).due_at + timedelta(minutes=1)
    before = {name for _, name, _ in alerts.told(world, alert_id)}
    alerts.tick(world)

    after = {name for _, name, _ in alerts.told(world, alert_id)}
    assert after > before
    assert told() == sorted(after - before)


def test_something_to_sign_is_told_to_managers_and_what_waits_for_her_to_her(
    world: World, told: Callable[[], list[str]]
) -> None:
    sam, link_id = link(world)
    assessment = assess(world, link_id)
    assert told() == ["Joy"]
    sign(world, assessment)
    assert told() == []

    summary = begin(world, link_id)
    assert told() == []
    show(world, summary)
    assert told() == ["Amina"]
    say(world, summary)
    sign_out(world, summary, by=world.dan)
    assert told() == ["Joy"]
    sams = browser_of(world, sam)
    sign_out(world, summary, by=world.joy)

    service = PushService()
    send(world, service)
    assert [address for address, _, _ in service.came] == [sams.endpoint]


def test_a_carer_hears_nothing_of_what_is_not_released(
    world: World, told: Callable[[], list[str]]
) -> None:
    sam, link_id = opened_door(world)
    browser_of(world, sam)
    told()

    summary = begin(world, link_id)
    show(world, summary)
    say(world, summary)
    sign_out(world, summary, by=world.dan)
    sent(world, world.dan)

    assert set(told()) == {"Amina", "Dan", "Joy"}
    with world.reading() as session:
        assert not session.scalars(select(Notice).where(Notice.person_id == sam.id)).all()


def test_what_is_not_told_yet_asks_a_second_manager(
    world: World, told: Callable[[], list[str]]
) -> None:
    entry_id = sent(world, world.dan)
    told()

    decide(world, entry_id)
    assert told() == []
    decide(world, entry_id, not_yet(world))

    assert told() == ["Joy"]


def test_nobody_is_told_of_what_they_did_themselves(
    world: World, told: Callable[[], list[str]]
) -> None:
    _, link_id = link(world)

    assess(world, link_id, by=world.dan)

    assert "Dan" not in told()


def test_what_did_not_happen_is_told_to_nobody(world: World, told: Callable[[], list[str]]) -> None:
    wish = ask(world, world.dan)
    told()

    with pytest.raises(VoiceError):
        answer(world, wish, by=world.ella)

    assert told() == []


def test_every_event_that_is_told_of_is_one_that_is_said() -> None:
    from tests.support.system import ROOT

    said = "".join(path.read_text() for path in (ROOT / "voice_app").glob("*/service*/**/*.py"))
    said += "".join(path.read_text() for path in (ROOT / "voice_app").glob("*/service.py"))

    assert [action for action in EVENTS if said.count(f'"{action}"') < 2] == []


def test_the_whole_of_it_stays_on_the_trail(world: World, told: Callable[[], list[str]]) -> None:
    answer(world, ask(world, world.dan))
    told()

    assert trail.verify(world.database, now=world.now).problems == []


def test_only_an_alert_wakes_anybody() -> None:
    assert {rules.Topic.ALERT} == rules.URGENT
