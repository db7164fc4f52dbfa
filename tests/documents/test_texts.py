"""Whatever somebody typed can be printed, and looks as they typed it."""

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.reading import between, complaints, text_of
from tests.documents.telling import document
from voice_app.documents import Cell, Facts, Heading, Paragraph, Said, Table, Told, texts
from voice_app.documents.pdf import pdf_of
from voice_app.documents.texts import breakable, clean, direction_of, drawable, lines_of
from voice_app.documents.word import docx_of

SIGN = "[sign: {name}]"
#: Each would break a file, or reach past the words, if it came through as it is.
HARMFUL = {
    "a zero byte": "a\0b",
    "half a character": "a\ud83db",
    "a forced direction": "a\u202eb",
    "an end that was never begun": "a\u202cb",
    "no character": "a\ufffeb\U0010ffff",
    "an escape": "a\x1bb\x9b",
    "an old end of line": "a\r\nb\x85c\u2028d",
    "an isolate that is never closed": "a\u2067b",
    "a space that is a line": "a\u1680b",
    "marks on nothing": "\u0301\u0301\u20dd",
    "a joiner alone": "\u200d",
    "a mark of another script": "\u0627\u093e",
    "private signs": "\ue000\uf8ff",
    "nothing": "",
    "only spaces": " \n \n ",
}
#: In points.
A4_WIDTH, MARGIN = 595, 48
MARKUP = '#evil[*x*] $x$ \\u{41} _y_ = z // <script>alert("1")</script> &amp; {page} {name}'


@pytest.mark.parametrize("harm", HARMFUL)
def test_no_text_keeps_a_document_from_being_made(harm):
    text = HARMFUL[harm]
    blocks = (
        Said(text, text, "auto", text),
        Told(text, text, text, "", "rtl"),
        Paragraph(text),
        Facts(((text, text),)),
        Table((text,), ((Cell(text),),), caption=text),
    )

    assert complaints(pdf_of(document(*blocks))) == []
    assert docx_of(document(*blocks))


@settings(max_examples=25)
@given(st.text(max_size=80))
def test_any_text_at_all_makes_a_right_document(text):
    assert complaints(pdf_of(document(Said(text, "", "auto", "")))) == []


def test_what_looks_like_markup_is_printed_as_it_is():
    assert MARKUP in " ".join(text_of(pdf_of(document(Paragraph(MARKUP)))).split("\n"))


def test_a_sign_that_no_font_has_is_named():
    pdf = pdf_of(document(Said("A 🁢 b", "", "auto", "")))

    assert complaints(pdf) == []
    assert "“A [sign: DOMINO TILE VERTICAL BACK] b”" in text_of(pdf)


def test_many_letters_of_a_script_are_counted_instead_of_named():
    assert drawable("ok தமிழ் ok", SIGN) == "ok [sign: TAMIL × 5] ok"
    assert drawable("\ue000", SIGN) == "[sign: U+E000]"


def test_a_letter_and_its_mark_are_named_together_when_no_font_has_both():
    assert drawable("e\u0301", SIGN) == "e\u0301"
    assert drawable("a\u0c3e", SIGN).startswith("[sign: LATIN SMALL LETTER A, TELUGU")


def test_a_font_that_says_no_later_is_believed(monkeypatch):
    beyond = {"Notes Sans": frozenset(range(0x110000))}
    monkeypatch.setattr(texts, "families", lambda: beyond)
    texts._is_drawn.cache_clear()

    few = pdf_of(document(Said("A 🁢 and é", "", "auto", "")))
    many = pdf_of(document(Said("A and தமிழ் நாடு é", "", "auto", "")))

    texts._is_drawn.cache_clear()
    assert complaints(few) == complaints(many) == []
    assert "“A [sign: DOMINO TILE VERTICAL BACK] and é”" in text_of(few)
    assert "A and [sign: TAMIL × 5] [sign: TAMIL × 4]" in text_of(many)
    assert drawable("a→b", SIGN, frozenset("→")) == "a[sign: RIGHTWARDS ARROW]b"


def test_long_words_can_break_and_others_stay_whole():
    long = "W" * 300

    assert breakable("a word of eight", 8) == "a word of eight"
    assert breakable(long, 20).replace("\u200b", "") == long
    assert len(breakable(long, 20).split("\u200b")) == 300
    assert breakable("👨‍👩‍👧" * 30, 20).split("\u200b") == ["👨‍👩‍👧"] * 30


def test_a_long_word_stays_between_the_margins():
    long = "W" * 300
    pdf = pdf_of(
        document(
            Heading(long, 2),
            Said(long, "", "auto", long, is_first=True),
            Told(long, long, long),
            Facts(((long, long), ("short", "fine"))),
            Table(("A", long, "C", "D"), ((Cell(long, is_quote=True), *[Cell(long)] * 3),)),
        )
    )

    left, right = between(pdf)
    assert left >= MARGIN - 1
    assert right <= A4_WIDTH - MARGIN + 1


def test_a_word_that_cannot_break_would_be_found_outside():
    page = b'#set page(width: 595pt, margin: 48pt)\n#"' + b"W" * 300 + b'"'

    assert between(typst.compile(page))[1] > A4_WIDTH


def test_lines_and_paragraphs_stay_as_they_were_typed():
    assert lines_of("a\nb\n\nc") == [["a", "b"], ["c"]]
    assert clean("a\r\nb\tc\0\n") == "a\nb c"


@pytest.mark.parametrize(
    ("text", "wanted", "direction"),
    [
        ("Hello", "auto", "ltr"),
        ("😀 أريد", "auto", "rtl"),
        ("123 !", "auto", ""),
        ("Hello", "rtl", "rtl"),
        ("שלום", "sideways", "rtl"),
    ],
)
def test_the_first_letter_says_where_a_text_begins(text, wanted, direction):
    assert direction_of(text, wanted) == direction
