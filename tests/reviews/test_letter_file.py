"""The letter as a file: a name that tells nothing, a trace of whoever took it."""

from io import BytesIO
from uuid import UUID

import pikepdf
from sqlalchemy import select

from tests.reviews.saying import said
from tests.reviews.telling import decided, finished, held, lettered, planned, state_of
from tests.reviews.test_letters import WISH, a_decided_review
from tests.reviews.test_pages import wish_id_of
from tests.support.world import World
from voice_app.documents import Said
from voice_app.record.models import TrailEvent
from voice_app.reviews import pages, queries
from voice_app.reviews.pages import Letter, letter_document
from voice_app.reviews.rules import ReviewState, Step

TAKEN = "review.letter_taken_as_file"


def taken(world: World) -> int:
    """How often a colleague took a letter as a file, as the trail tells it."""
    with world.reading() as session:
        events = session.scalars(select(TrailEvent.action).where(TrailEvent.action == TAKEN))
        return len(events.all())


def test_amina_keeps_her_letter_as_a_file_and_so_has_opened_it(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    lettered(world, review_id)

    answer = world.browse(world.amina).get(f"/meeting/letter/{review_id}/file")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=notes-2026-06-16.pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert state_of(world, review_id) is ReviewState.TOLD
    with pikepdf.open(BytesIO(answer.data)) as pdf:
        assert pdf.docinfo.get("/Title", "") in ("", "Notes")
        assert pdf.Root.Lang == "en-GB"
    assert taken(world) == 0


def test_the_chair_takes_the_file_and_that_is_on_the_trail(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    lettered(world, review_id, send=False)

    answer = world.browse(world.ruth).get(f"/staff/reviews/{review_id}/letter/file")

    assert answer.data.startswith(b"%PDF-")
    assert taken(world) == 1


def test_amina_sees_who_took_her_letter_as_a_file(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    lettered(world, review_id)
    assert "Letter, PDF" not in world.browse(world.amina).read("/meeting/page")

    world.browse(world.ruth).get(f"/staff/reviews/{review_id}/letter/file")

    page = world.browse(world.amina).read("/meeting/page")
    assert "Ruth Bell" in page
    assert "Letter, PDF" in page


def test_nobody_else_takes_the_file(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    lettered(world, review_id)
    address = f"/staff/reviews/{review_id}/letter/file"

    assert world.browse(world.dan).get(address).status_code == 403
    assert world.browse(world.ella).get(address).status_code == 404
    assert world.browse(world.leo).get(f"/meeting/letter/{review_id}/file").status_code == 404
    assert taken(world) == 0


def test_before_anything_is_written_there_is_no_file(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)

    for person, address in (
        (world.ruth, f"/staff/reviews/{review_id}/letter/file"),
        (world.amina, f"/meeting/letter/{review_id}/file"),
    ):
        assert world.browse(person).get(address).status_code == 404


def as_read_by_amina(world: World, review_id: UUID) -> Letter:
    """Her letter, opened by her."""
    with world.app.test_request_context(), world.writing() as session:
        actor = world.actor(world.amina)
        found = queries.get(session, actor=actor, review_id=review_id, now=world.now)
        return pages.own_letter(session, actor=actor, found=found, now=world.now)


def printed(world: World, letter: Letter) -> list[str]:
    """Her own words as the file holds them."""
    with world.app.test_request_context():
        document = letter_document(letter)
    assert document.title == "Notes"
    return [block.words for block in document.blocks if isinstance(block, Said)]


def test_the_file_holds_what_she_asked_as_her_own_words(world: World) -> None:
    review_id, _entry_id = a_decided_review(world)
    lettered(world, review_id)

    assert printed(world, as_read_by_amina(world, review_id)) == [WISH]


def test_who_she_does_not_want_in_the_room_never_prints(world: World) -> None:
    review_id = planned(world)
    wanted = said(world, review_id, Step.WANTED, "Noor.", world.ruth)
    unwanted = said(world, review_id, Step.NOT_WANTED, "Not my uncle.", world.ruth)
    held(world, review_id)
    for entry_id in (wanted, unwanted):
        decided(world, review_id, wish_id_of(world, entry_id))
    finished(world, review_id)
    lettered(world, review_id)

    letter = as_read_by_amina(world, review_id)

    assert {one.wish.said.words for one in letter.items} == {"Noor.", "Not my uncle."}
    assert printed(world, letter) == ["Noor."]
