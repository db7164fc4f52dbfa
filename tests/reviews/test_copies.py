"""Copies of the pack: real files, each written down, and never one for a carer."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pikepdf
import pytest

from tests.documents.reading import text_of as pdf_text
from tests.entries.telling import sent
from tests.reviews.telling import checked, frozen, named, picked, planned, thawed, written
from tests.support.world import Browser, World
from voice_app.core.errors import CouldNotMake
from voice_app.entries.models import EntryKind
from voice_app.reviews import models

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEACHER = {"name": "Ms Oduya", "job": "Teacher", "given_on": "2026-06-16", "no_carer": "y"}


@pytest.fixture
def review_id(world: World) -> UUID:
    """A review with a frozen pack: two picked, one for Dan alone."""
    planned_id = planned(world, world.nell)
    sent(world, world.dan, words="for Dan alone", kind=EntryKind.GOOD_NEWS)
    picked(world, planned_id, sent(world, world.dan, words="I want a dog"))
    picked(world, planned_id, sent(world, world.dan, words="أريد كلبا"))
    written(world, planned_id, "Amina laughed at the goats.")
    frozen(world, planned_id)
    return planned_id


def copies_of(review_id: UUID, way: str = "") -> str:
    return f"/staff/reviews/{review_id}/copies{way}"


def text_of(docx: bytes) -> str:
    with zipfile.ZipFile(BytesIO(docx)) as file:
        return re.sub(r"<[^>]+>", "", file.read("word/document.xml").decode())


def handed(world: World) -> list[tuple[str, bool]]:
    """As what, and whether to somebody with an account."""
    with world.reading() as session:
        rows = session.query(models.HandOut).order_by(models.HandOut.given_at).all()
        return [(row.kind.value, row.person_id is not None) for row in rows]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_copy_can_be_made_of_what_she_says_is_not_right(
    world: World, browse: Callable[..., Browser], kind: str
) -> None:
    planned_id = planned(world)
    checked(world, planned_id, "I never said that.")
    frozen(world, planned_id)

    response = browse(world.dan).send(copies_of(planned_id, "/mine"), as_file=kind)

    read = {"pdf": pdf_text, "docx": text_of}[kind]
    assert "I never said that." in read(response.data)


def test_dans_own_copy_is_a_tagged_pdf_with_a_name_that_tells_nothing(
    world: World, browse: Callable[..., Browser], review_id: UUID
) -> None:
    response = browse(world.dan).send(copies_of(review_id, "/mine"), as_file="pdf")

    assert response.mimetype == "application/pdf"
    name = response.headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="notes-\d{4}-\d\d-\d\d\.pdf"', name)
    assert response.headers["Cache-Control"] == "no-store"
    with pikepdf.open(BytesIO(response.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "Amina" not in str(pdf.docinfo.get("/Title", ""))
    assert handed(world) == [("pdf", True)]


def test_each_file_holds_what_its_reader_may_read_and_no_more(
    world: World, browse: Callable[..., Browser], review_id: UUID
) -> None:
    dans = browse(world.dan).send(copies_of(review_id, "/mine"), as_file="docx")
    nells = browse(world.nell).send(copies_of(review_id, "/mine"), as_file="docx")
    for_room = browse(world.dan).send(copies_of(review_id, "/given"), kind="docx", **TEACHER)

    assert {one.mimetype for one in (dans, nells, for_room)} == {WORD}
    for file in (dans, nells, for_room):
        text = text_of(file.data)
        assert "I want a dog" in text
        assert "أريد كلبا" in text
        assert "Amina laughed at the goats." in text
        assert text.index("I want a dog") < text.index("Amina laughed")
    assert "for Dan alone" in text_of(dans.data)
    assert "for Dan alone" not in text_of(nells.data)
    assert "for Dan alone" not in text_of(for_room.data)


def test_a_copy_for_a_teacher_is_written_down_and_amina_sees_it(
    world: World, browse: Callable[..., Browser], review_id: UUID
) -> None:
    browse(world.dan).send(copies_of(review_id, "/given"), kind="paper", **TEACHER)

    assert handed(world) == [("paper", False)]
    assert "Ms Oduya" in browse(world.amina).read("/meeting/page")
    assert "Ms Oduya" in browse(world.nell).read(copies_of(review_id))


@pytest.mark.parametrize("missing", ["name", "job", "given_on", "no_carer"])
def test_a_copy_for_nobody_known_or_for_a_carer_is_refused(
    world: World, browse: Callable[..., Browser], review_id: UUID, missing: str
) -> None:
    fields = {name: value for name, value in TEACHER.items() if name != missing}

    response = browse(world.dan).send(copies_of(review_id, "/given"), kind="pdf", **fields)

    assert response.status_code == 400
    assert response.mimetype == "text/html"
    assert handed(world) == []


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-06-17", "That day has not come yet."),
        ("2006-06-16", "That is before their place here was made."),
    ],
)
def test_a_copy_is_not_given_on_a_day_that_cannot_be(
    world: World, browse: Callable[..., Browser], review_id: UUID, day: str, message: str
) -> None:
    fields = {**TEACHER, "given_on": day}

    response = browse(world.dan).send(copies_of(review_id, "/given"), kind="pdf", **fields)

    assert response.status_code == 400
    assert message in response.text
    assert "Ms Oduya" in response.text
    assert handed(world) == []


def test_a_guest_takes_their_own_copy_and_gives_none_away(
    world: World, browse: Callable[..., Browser]
) -> None:
    review_id = planned(world)
    named(world, review_id, world.ella)
    frozen(world, review_id)
    ella = browse(world.ella)

    assert ella.send(copies_of(review_id, "/mine"), as_file="docx").mimetype == WORD
    response = ella.send(copies_of(review_id, "/given"), kind="docx", **TEACHER)

    assert response.status_code == 403
    assert "without an account" not in ella.read(copies_of(review_id))
    assert handed(world) == [("docx", True)]


def test_there_is_no_copy_of_a_pack_that_is_open(
    world: World, browse: Callable[..., Browser], review_id: UUID
) -> None:
    thawed(world, review_id)

    response = browse(world.dan).send(copies_of(review_id, "/mine"), as_file="pdf")

    assert response.status_code == 404
    assert "the pack is not frozen" in browse(world.dan).read(copies_of(review_id))
    assert handed(world) == []


def test_a_file_that_could_not_be_made_is_said_and_not_written_down(
    world: World,
    browse: Callable[..., Browser],
    review_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(_document: object) -> bytes:
        raise CouldNotMake

    monkeypatch.setattr("voice_app.reviews.routes.copies.FILES", {"pdf": (breaks, "x")})

    response = browse(world.dan).send(copies_of(review_id, "/mine"), as_file="pdf")

    assert response.status_code == 503
    assert handed(world) == []
