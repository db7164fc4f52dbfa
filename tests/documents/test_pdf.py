"""A PDF is tagged for those who listen to it, and says nothing about who made it."""

import re

import page
import pytest

from tests.documents.reading import complaints, opened, structure, text_of
from tests.documents.telling import document
from voice_app.documents import Heading, Paragraph, Said, Told, to_pdf
from voice_app.documents.pdf import pdf_of

ARABIC = "أريد أن أبقى في مدرستي. أصدقائي هناك 😀"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return to_pdf(
        document(
            Paragraph("Picked by Amina, in her order. Nothing is changed.", is_soft=True),
            Said("I want to stay.", "en-GB", "auto", "4 June. Typed by Amina", is_first=True),
            Said(ARABIC, "ar", "auto", "5 June. Typed by Amina"),
            Heading("What others say", 2),
            Told("Dan Hughes", "seen, 12 June", "She laughed.\n\nThen she slept."),
        )
    )


def test_nothing_is_wrong_with_the_document(pdf):
    assert complaints(pdf) == []


def test_headings_words_and_paragraphs_are_tagged_in_order(pdf):
    names = [tag.name for tag in structure(pdf).walk()]

    said = ["BlockQuote", "P", "P"]
    assert names == ["Document", "H1", "P", *said, *said, "H2", "P", "Strong", "P", "P"]


def test_words_say_which_language_they_are(pdf):
    english, arabic = structure(pdf).every("BlockQuote")

    # English is the language of the whole document, which says so once.
    assert (english.language, arabic.language) == ("", "ar")
    assert str(opened(pdf).Root.Lang) == "en-GB"


def test_the_title_is_shown_and_nothing_else_is_told(pdf):
    root = opened(pdf)

    assert root.Root.ViewerPreferences.DisplayDocTitle
    assert {name: str(value).split()[0] for name, value in root.docinfo.items()} == {
        "/Title": "Review",
        "/Creator": "Typst",
    }
    assert b"Date>" not in root.Root.Metadata.read_bytes()


def test_words_stand_in_quotation_marks_and_are_whole(pdf):
    text = text_of(pdf)

    assert "“I want to stay.”" in text
    assert [word for word in re.findall(r"\w+|😀", ARABIC) if word not in text] == []
    assert "Page 1 of 1" in text
    assert "She laughed." in text


def test_the_same_document_is_the_same_file():
    one = document(Said("The same.", "", "auto", ""))

    assert to_pdf(one) == to_pdf(one)


def test_a_document_without_tags_would_be_found():
    import typst

    plain = typst.compile(b"= A heading", pdf_tags=False)

    assert complaints(plain)
    assert page.is_pdf_compliant_bytes(pdf_of(document()), profile=page.ValidationProfile.PDF_UA_1)
