"""A PDF is tagged for those who listen to it, and says nothing about who made it."""

import re

import page
import pytest

from tests.documents.packs import chart
from tests.documents.reading import complaints, opened, structure, text_of
from tests.documents.telling import document
from voice_app.documents import (
    Cell,
    Chart,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Said,
    Table,
    Told,
    to_pdf,
)
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


def test_tables_have_headers_with_a_scope_and_shapes_are_no_pictures():
    cells = (Cell("Can I see my nan more?", is_quote=True), Cell("Partly, 3 June", state="partly"))
    pdf = pdf_of(document(Table(("She asked", "We said"), (cells,), caption="Her last wishes")))

    (table,) = structure(pdf).every("Table")
    assert [tag.scope for tag in table.every("TH")] == ["Column", "Column"]
    assert len(table.every("TD")) == 2
    assert structure(pdf).every("Figure") == []
    assert complaints(pdf) == []


def test_a_long_table_repeats_its_header_and_has_it_once():
    rows = tuple((Cell(f"row {number}"), Cell("some more")) for number in range(120))
    pdf = pdf_of(document(Table(("What she asked", "What we said"), rows)))

    assert len(structure(pdf).every("TH")) == 2
    assert text_of(pdf).count("What she asked") == len(opened(pdf).pages) > 2


def test_a_chart_is_described_and_stands_beside_its_values():
    pdf = pdf_of(document(chart()))

    (picture,) = structure(pdf).every("Figure")
    (table,) = structure(pdf).every("Table")
    assert picture.alt == chart().alt
    assert (len(table.every("TH")), len(table.every("TD"))) == (5, 15)
    assert complaints(pdf) == []


def test_many_weeks_stand_below_each_other_in_the_table():
    weeks = tuple(f"week {number}" for number in range(26))
    long = Chart("Feelings", "Much the same.", weeks, (("Happy", (1,) * 26), ("Sad", (0,) * 26)))

    assert long.as_table()[0] == ["", "Happy", "Sad"]
    assert complaints(pdf_of(document(long))) == []


def test_facts_are_a_list_of_names_and_values():
    pdf = pdf_of(document(Facts((("In the room", "Yes"), ("She wants there", "Dan")))))

    (facts,) = structure(pdf).every("L")
    assert [tag.name for tag in facts.below] == ["LI", "LI"]
    assert [tag.name for tag in facts.below[0].below] == ["Lbl", "LBody"]


def test_what_stands_around_each_page_is_read_nowhere():
    head = "Private. For the people in the room"
    pdf = pdf_of(document(PageBreak(), Paragraph("The second page.")))

    assert text_of(pdf).count(head) == 2
    assert [tag.name for tag in structure(pdf).walk()] == ["Document", "H1", "P"]
    assert all("/StructParents" in one for one in opened(pdf).pages)


def test_what_would_stand_under_the_wrong_header_is_refused():
    with pytest.raises(ValueError, match="one cell for each"):
        Table(("A", "B"), ((Cell("a"),),))
    with pytest.raises(ValueError, match="one value for each"):
        Chart("", "", ("1 June",), (("Happy", (1, 2)),))


def test_a_heading_without_words_is_left_out():
    assert complaints(pdf_of(document(Heading(" ", 2)))) == []
