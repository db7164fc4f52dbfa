"""A DOCX opens where a council keeps its files, and says nothing about who made it."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.documents.packs import chart, pack, urdu
from tests.documents.telling import document
from tests.support.system import LIBREOFFICE, install
from voice_app.documents import Cell, Facts, Heading, PageBreak, Said, Table, Told, to_docx

ARABIC = "أريد أن أبقى"


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_docx(
        document(
            Said("I want to stay.\nHere.", "en", "auto", "4 June. Typed by Amina", is_first=True),
            Said(ARABIC, "ar", "auto", "5 June. Typed by Amina"),
            Facts((("In the room", "Yes"),)),
            Heading("What we decided", 2),
            Table(("Asked", "Said"), ((Cell("Nan", is_quote=True), Cell("Yes", state="yes")),)),
            chart(),
            PageBreak(),
            Told("Dan Hughes", "seen, 12 June", "She laughed."),
        )
    )


@pytest.fixture(scope="module")
def opened(made):
    return docx.Document(BytesIO(made))


def test_headings_are_headings_and_words_are_quotes(opened):
    styles = [paragraph.style.name for paragraph in opened.paragraphs]

    assert styles[:6] == ["Heading 1", "Said first", "Source", "Said", "Source", "Fact"]
    assert "Heading 2" in styles
    assert opened.styles["Said"].base_style.name == "Quote"
    assert opened.paragraphs[1].text == "“I want to stay.\nHere.”"


def test_words_say_their_language_and_direction(opened):
    said = next(paragraph for paragraph in opened.paragraphs if ARABIC in paragraph.text)

    assert said._p.pPr.find(qn("w:bidi")) is not None
    assert said.runs[0].font.rtl
    assert said.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar"
    default = next(opened.styles.element.iter(qn("w:lang")))
    assert default.get(qn("w:val")) == opened.core_properties.language == "en-GB"


def test_tables_have_a_header_and_the_chart_says_what_it_shows(opened):
    wishes, feelings = opened.tables

    for table in (wishes, feelings):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.rows[1]._tr.trPr is None
    assert [cell.text for cell in wishes.rows[1].cells] == ["“Nan”", "Yes"]
    assert [cell.text for cell in feelings.rows[1].cells] == ["Happy", "1", "2", "3", "3"]
    (picture,) = opened.inline_shapes
    assert picture._inline.docPr.get("descr") == chart().alt


def test_pages_are_counted_in_the_foot(opened):
    foot = opened.sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]

    assert fields == ["PAGE", "NUMPAGES"]
    assert foot.text.startswith("Checked by Amina on 16 June")


def test_nothing_tells_who_made_it_or_when(made, opened):
    core = opened.core_properties
    files = zipfile.ZipFile(BytesIO(made)).infolist()

    assert core.title == "Review"
    assert {core.author, core.last_modified_by, core.comments, core.keywords} == {""}
    assert core.created == core.modified
    assert core.created.year == 2000
    assert {file.date_time[0] for file in files} == {1980}
    assert [file for file in files if "thumbnail" in file.filename] == []


def test_a_document_written_from_the_right_is_so_throughout():
    opened = docx.Document(BytesIO(to_docx(urdu())))

    turned = [paragraph._p.pPr.find(qn("w:bidi")) is not None for paragraph in opened.paragraphs]
    said = [paragraph.text for paragraph in opened.paragraphs].index("“I want to stay.”")
    assert turned[:4] == [True, True, True, False]
    assert said == 3
    assert opened.sections[0].footer.paragraphs[0]._p.pPr.find(qn("w:bidi")) is not None
    assert opened.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None


def test_the_same_document_is_the_same_file_again():
    one = document(chart())

    assert to_docx(one) == to_docx(one)


def test_an_office_program_opens_it_and_prints_it(tmp_path):
    if not install(LIBREOFFICE):
        pytest.skip(LIBREOFFICE.advice)
    (tmp_path / "pack.docx").write_bytes(to_docx(pack(14)))

    printed = print_with_office(tmp_path / "pack.docx")

    assert printed.startswith(b"%PDF")
    assert len(printed) > 20_000


def test_an_office_program_does_not_open_what_is_no_document(tmp_path):
    if not install(LIBREOFFICE):
        pytest.skip(LIBREOFFICE.advice)
    (tmp_path / "pack.docx").write_bytes(b"PK\3\4 and then nothing")

    assert print_with_office(tmp_path / "pack.docx") == b""


def print_with_office(path: Path) -> bytes:
    """The PDF that LibreOffice makes of a file, or nothing when it cannot open it."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [str(LIBREOFFICE.find()), profile, "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=False, capture_output=True, timeout=100)
    printed = path.with_suffix(".pdf")
    return printed.read_bytes() if printed.exists() else b""
