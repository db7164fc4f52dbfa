"""Documents as large as packs of reviews are, with made-up words."""

from itertools import cycle, islice

from tests.documents.telling import document
from voice_app.documents import (
    Block,
    Cell,
    Chart,
    Document,
    Facts,
    Heading,
    Paragraph,
    Said,
    Table,
    Told,
)

WORDS = ("I", "want", "to", "stay", "at", "my", "school", "and", "I", "like", "art", "best")
STATES = ("not_answered", "looked_at", "yes", "partly", "not_now", "no")
SAMPLES = {
    "en": "I want to stay at my school. ŵŷ Łódź",
    "el": "Θέλω να μείνω στο σχολείο μου. Μου αρέσει η ζωγραφική.",
    "uk": "Я хочу залишитися у своїй школі. Там мої друзі. Ґанок, їжак",
    "ar": "أريد أن أبقى في مدرستي. أصدقائي هناك. لا أريد الانتقال مرة أخرى",
    "fa": "من مدرسه‌ام را دوست دارم. چرا نمی‌توانم بمانم؟ گل ژاله پیش",
    "ur": "مجھے اسکول پسند ہے۔ میں یہاں رہنا چاہتی ہوں، ٹھیک ہے",
    "ckb": "من قوتابخانەکەم خۆش دەوێت ڕێگا ڵ ێ",
    "ti": "ኣብ ቤት ትምህርተይ ክጸንሕ እደሊ። ኣዕሩኽተይ ኣብኡ ኣለዉ",
    "hi": "मैं अपने स्कूल में रहना चाहती हूँ। मेरे दोस्त वहाँ हैं।",
    "bn": "আমি আমার স্কুলে থাকতে চাই। আমার বন্ধুরা সেখানে আছে।",
    "pa": "ਮੈਂ ਆਪਣੇ ਸਕੂਲ ਵਿੱਚ ਰਹਿਣਾ ਚਾਹੁੰਦੀ ਹਾਂ। ਮੇਰੇ ਦੋਸਤ ਉੱਥੇ ਹਨ।",
    "zh-Hans": "我想留在我的学校。我的朋友在那里。",
    "zh-Hant": "我想留在我的學校。我的朋友在那裡。",
    "vi": "Tôi muốn ở lại trường của tôi. Bạn bè tôi ở đó.",
}
EMOJI = "😀 👨‍👩‍👧 🏳️‍🌈 👋🏽 1️⃣ ❤️ ⭐ → ✓"


def words(number: int) -> str:
    """So many words."""
    return " ".join(islice(cycle(WORDS), number))


def pack(entries: int, *, wishes: int = 12) -> Document:
    """A pack of so many entries, some in every language that we ship fonts for."""
    said = (_said(number) for number in range(entries))
    told = (_told(number) for number in range(entries // 4))
    return document(
        Paragraph("Picked by Amina, in her order. Nothing is changed.", is_soft=True),
        *said,
        Heading("How Amina is taking part", 2),
        Facts((("In the room", "Yes, for the first half."), ("She wants there", "Dan, Noor"))),
        Heading("Her last wishes, and what came of them", 2),
        Table(("She asked", "We said", "She says"), tuple(map(_wish, range(wishes)))),
        Heading("How she felt", 2),
        chart(),
        Heading("What others say", 2),
        *told,
    )


def chart() -> Chart:
    """Four weeks of three feelings."""
    weeks = ("1 June", "8 June", "15 June", "22 June")
    rows = (("Happy", (1, 2, 3, 3)), ("Worried", (3, 2, 1, 0)), ("Fed up", (0, 1, 0, 2)))
    return Chart("What Amina picked", "Happy grew over four weeks. Worried went away.", weeks, rows)


def urdu() -> Document:
    """A document in a language written from the right, with English in it."""
    wishes = (Cell("میں کھیلنا چاہتی ہوں", is_quote=True), Cell("جزوی، 3 جون", state="partly"))
    return Document(
        title="جائزہ",
        language="ur",
        head_start="امینہ کا جائزہ، منگل 23 جون 2026",
        head_end="نجی۔ کمرے میں موجود لوگوں کے لیے",
        foot="امینہ نے 16 جون کو دیکھا",
        page_of="صفحہ {page} از {pages}",
        blocks=(
            Heading("امینہ آپ کو پہلے کیا سنانا چاہتی ہے", 1),
            Said(SAMPLES["ur"], "ur", "auto", "4 جون۔ امینہ نے لکھا", is_first=True),
            Said("I want to stay.", "en", "auto", "4 جون۔ امینہ نے لکھا"),
            Facts((("کمرے میں", "ہاں"),)),
            Table(("اس نے مانگا", "ہم نے کہا"), (wishes,)),
            chart(),
            Told("Dan Hughes", "12 جون", "She laughed.", "en"),
        ),
    )


def _said(number: int) -> Block:
    language, sample = list(SAMPLES.items())[number % len(SAMPLES)]
    text = words(60) if number % 3 else f"{sample} {EMOJI}"
    return Said(text, "en" if number % 3 else language, "auto", "4 June. Typed by Amina")


def _told(number: int) -> Block:
    return Told("Dan Hughes", f"seen, {number % 28 + 1} June", words(120))


def _wish(number: int) -> tuple[Cell, ...]:
    state = STATES[number % len(STATES)]
    return (Cell(words(9), is_quote=True), Cell("Partly, 3 June", state=state), Cell("OK"))
