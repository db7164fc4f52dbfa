"""A young person asks that a carer is told something; whoever writes it sees in which words."""

from uuid import UUID, uuid4

import pytest

from tests.entries.telling import take_back
from tests.sharing.telling import begin, door_of, link, opened_door
from tests.support.world import Someone, World
from voice_app.core.errors import NotFound
from voice_app.record.models import TrailEvent
from voice_app.sharing import service
from voice_app.sharing.models import SharingAsked
from voice_app.sharing.rules import Wanted

WORDS = "Saturdays <b>matter</b> to me. 🌱"
SHOWN = "Saturdays &lt;b&gt;matter&lt;/b&gt; to me. 🌱"


def ask(
    world: World,
    link_id: UUID,
    *,
    words: str = WORDS,
    wanted: Wanted = Wanted.TELL,
    to: Someone | None = None,
) -> UUID:
    with world.writing() as session:
        entry = service.ask(
            session,
            actor=world.actor(world.amina),
            link_id=link_id,
            once=uuid4(),
            wanted=wanted,
            words=words,
            starter="I want Sam to know:",
            to=[(to or world.dan).id],
            now=world.now,
        )
        session.flush()
        return entry.id


def test_a_note_says_that_she_asked_for_it_and_begins_with_her_words(world: World) -> None:
    _, door = opened_door(world)
    asked = ask(world, door)
    dan = world.browse(world.dan)
    page = dan.read(f"/staff/carers/{door}/tell")
    assert "What Amina asked for" in page
    assert SHOWN in page

    chosen = dan.read(f"/staff/carers/{door}/tell?asked={asked}")
    assert "This note is written because of this." in chosen
    assert f">{SHOWN}</textarea>" in chosen.replace("\n", "").replace("\r", "")
    kept = dan.press("Keep it", helps="Quiet.").text

    assert "Amina asked for it." in kept
    (drafted,) = door_of(world, door).drafted
    assert (drafted.summary.asked_in_id, drafted.body["from_them"]) == (asked, WORDS)


def test_a_note_that_nobody_asked_for_says_nothing_of_it(world: World) -> None:
    _, door = opened_door(world)
    summary_id = begin(world, door)

    assert "asked for it" not in world.browse(world.dan).read(f"/staff/carers/tell/{summary_id}")


def test_only_whoever_she_asked_reads_what_she_asked(world: World) -> None:
    _, door = opened_door(world)
    ask(world, door)

    assert SHOWN not in world.browse(world.nell).read(f"/staff/carers/{door}/tell")
    for other in (world.ella, world.finn, world.ash):
        assert world.browse(other).get(f"/staff/carers/{door}/tell").status_code == 404
    assert world.browse(world.joy).get(f"/staff/carers/{door}/tell").status_code == 403


def test_reading_what_she_asked_is_noted_and_she_sees_it(world: World) -> None:
    _, door = opened_door(world)
    asked = ask(world, door)
    amina = world.browse(world.amina)
    assert "Opened by Dan" not in amina.read(f"/words/{asked}")

    world.browse(world.dan).read(f"/staff/carers/{door}/tell")

    assert "Opened by Dan" in amina.read(f"/words/{asked}")
    with world.reading() as session:
        assert session.query(TrailEvent).filter_by(action="sharing.asked").count() == 1


@pytest.mark.parametrize("why", ["taken back", "another carer", "to stop it", "no id", "nobody"])
def test_words_that_are_not_for_this_note_are_left_out(world: World, why: str) -> None:
    _, door = opened_door(world)
    _, other = link(world, name="Mara Bright")
    wanted = Wanted.SHUT if why == "to stop it" else Wanted.TELL
    asked = str(ask(world, other if why == "another carer" else door, wanted=wanted))
    if why == "taken back":
        take_back(world, UUID(asked))
    if why in ("no id", "nobody"):
        asked = "<script>" if why == "no id" else str(uuid4())
    dan = world.browse(world.dan)

    assert "written because of this" not in dan.read(f"/staff/carers/{door}/tell?asked={asked}")
    kept = dan.press("Keep it", helps="Quiet.", asked_in=asked)

    assert kept.status_code == 200
    (drafted,) = door_of(world, door).drafted
    assert (drafted.summary.asked_in_id, drafted.body["helps"]) == (None, "Quiet.")


def test_nobody_asks_about_somebody_elses_carer(world: World) -> None:
    _, of_leo = link(world, of=world.leo)

    with pytest.raises(NotFound):
        ask(world, of_leo)

    with world.reading() as session:
        assert session.query(SharingAsked).count() == 0
