"""Words in every script that we ship fonts for can be seen, heard and found."""

import re
import unicodedata
from collections import Counter

import pytest
from fontTools.ttLib import TTFont

from tests.documents import packs
from tests.documents.packs import EMOJI, SAMPLES, pack
from tests.documents.reading import complaints, opened, structure, text_of
from tests.documents.telling import document
from tests.support.fonts import family_of
from voice_app.documents import Cell, Said, Table, Told
from voice_app.documents.pdf import HERE, pdf_of
from voice_app.documents.texts import families

#: The letters of their languages, each of which must be drawn.
ALPHABETS = {
    "Polish": "ąćęłńóśźż",
    "Welsh": "âêîôûŵŷ",
    "Yoruba": "ẹọṣẸỌṢ",
    "Vietnamese": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "Turkish and Kurdish": "çğıöşüêîû",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊΰ",
    "Ukrainian and Russian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё",
    "Arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي٠١٢٣٤٥٦٧٨٩؟،",
    "Persian, Urdu and Pashto": "پچژگکیےھںٹڈڑہۃۂټډړږښګڼۍې۰۱۲۳۴۵۶۷۸۹۔",
    "Sorani": "ڕڵێۆەڤ",
    "Tigrinya and Amharic": "ሀሁሂሃሄህሆለሉመረሰሸቀቐበተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ፡።፣",
    "Hindi and Nepali": "अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह।०१२३",
    "Bengali and Sylheti": "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎ০১২৩",
    "Punjabi": "ੳਅੲਸਹਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵੜ੦੧੨੩ੱੰ",
    "Chinese": "的一是不了人我在有他这为之大来以个中上们這個來說國時會學對發無還",
}


def letters(text: str) -> Counter[str]:
    """The signs that a reader is given, without spaces and without how they are joined."""
    signs = unicodedata.normalize("NFC", re.sub(r"\s", "", text))
    return Counter(sign for sign in signs if unicodedata.category(sign) != "Cf")


@pytest.fixture(scope="module")
def around() -> Counter[str]:
    """What stands on the page beside the words."""
    return letters(text_of(pdf_of(document())))


@pytest.mark.parametrize("language", SAMPLES)
def test_words_in_every_script_are_right_and_read_once(language, around):
    pdf = pdf_of(document(Said(SAMPLES[language], language, "auto", "")))

    assert complaints(pdf) == []
    (said,) = structure(pdf).every("BlockQuote")
    assert said.language == language.split("-")[0]
    assert letters(text_of(pdf)) - around == letters(f"“{SAMPLES[language]}”")


def test_words_in_another_language_say_so_in_boxes_and_tables_too():
    table = Table(("Asked",), ((Cell(SAMPLES["ar"], language="ar", is_quote=True),),))

    pdf = pdf_of(document(Told("Sam", "", SAMPLES["ti"], "ti", "auto"), table))

    assert complaints(pdf) == []
    assert {tag.language for tag in structure(pdf).walk()} == {"", "ti", "ar"}


def test_emoji_of_one_and_of_many_signs_are_drawn():
    pdf = pdf_of(document(Said(EMOJI, "", "auto", "")))

    assert complaints(pdf) == []
    assert "sign" not in text_of(pdf)


def test_a_whole_document_is_right_in_either_direction():
    english, urdu = pdf_of(pack(14)), pdf_of(packs.urdu())

    assert complaints(english) == []
    assert complaints(urdu) == []
    assert opened(urdu).Root.ViewerPreferences.Direction == "/R2L"
    assert {tag.language for tag in structure(urdu).walk()} == {"", "en"}


@pytest.mark.parametrize("language", ALPHABETS)
def test_every_letter_of_an_alphabet_has_a_font(language):
    drawn = frozenset().union(*families().values())

    assert [sign for sign in ALPHABETS[language] if ord(sign) not in drawn] == []


def test_the_table_of_signs_says_what_the_fonts_hold():
    held: dict[str, set[int]] = {}
    for path in (HERE / "fonts").glob("*.ttf"):
        font = TTFont(path)
        signs = set(font.getBestCmap())
        family = family_of(font)
        held[family] = held.get(family, signs) & signs

    assert {name: set(signs) for name, signs in families().items()} == held
