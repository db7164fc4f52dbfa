"""The pack as a document for paper: the young person's words first, adult text marked as such."""

from collections.abc import Iterable, Iterator
from datetime import date

from flask_babel import format_date, get_locale, pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from voice_app.answers.rules import VerdictValue, WishState
from voice_app.core.clock import london_day
from voice_app.documents import (
    Block,
    Cell,
    Chart,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    Told,
)
from voice_app.documents import Said as Quoted
from voice_app.entries.pages import STRENGTH_NAMES, Said
from voice_app.entries.pages import in_words as felt_in_words
from voice_app.reviews.pages.deciding import WishHere
from voice_app.reviews.pages.pack import FeelingsByWeek, PackPage

#: The shape beside the word for what became of a wish.
SHAPES = {
    WishState.NOT_ANSWERED: "not_answered",
    WishState.BEING_LOOKED_AT: "looked_at",
    WishState.YES: "yes",
    WishState.PARTLY: "partly",
    WishState.NOT_NOW: "not_now",
    WishState.NO: "no",
}

VERDICTS = {
    # NOTE: what a young person thinks of an answer: "I can live with it".
    VerdictValue.OK: _l("OK"),
    VerdictValue.NOT_OK: _l("Not OK"),
    VerdictValue.DONT_UNDERSTAND: _l("Don’t understand"),
}


def pack_document(page: PackPage) -> Document:
    """A pack for paper. The order is fixed: nothing stands above the young person's words."""
    name = page.called
    head = _("%(name)s’s review, %(day)s", name=name, day=long_day(page.day))
    return Document(
        # NOTE: what a file is called in lists; it must not tell what it is about.
        title=_("Notes for %(day)s", day=long_day(page.day)),
        language=str(get_locale()).replace("_", "-"),
        head_start=head,
        head_end=_private(page.reader),
        foot=page.check.line,
        # NOTE: keep {page} and {pages} as they are.
        page_of=_("Page {page} of {pages}"),
        # NOTE: stands for a sign that cannot be printed. Keep {name} as it is.
        sign=_("[sign: {name}]"),
        blocks=tuple(_blocks(page)),
    )


def file_name(page: PackPage, ending: str) -> str:
    """What the file is called; it says nothing but a day."""
    return f"notes-{page.day.isoformat()}.{ending}"


def long_day(value: date) -> str:
    """A day on paper, which may be read years later."""
    return str(format_date(value, "EEEE d MMMM y"))


def _private(reader: str) -> str:
    if reader:
        # NOTE: at the head of each printed page, with the name of the one person it is for.
        return str(_("Private. For %(name)s only", name=reader))
    return str(_("Private. For the people in the room"))


def _blocks(page: PackPage) -> Iterator[Block]:
    name = page.called
    yield Heading(_("What %(name)s wants you to hear first", name=name), 1)
    yield from _first(page)
    if page.steps:
        yield Heading(_("How %(name)s takes part", name=name), 2)
        yield Facts(tuple((title, _step(one)) for title, one in page.steps))
    if page.wishes:
        yield Heading(_("Wishes, and what came of them"), 2)
        yield _came(page.wishes)
        yield from _reasons(page.wishes)
    yield from _wanted(page)
    if page.good_news:
        yield Heading(_("Good news"), 2)
        yield from _quoted(page.good_news)
    if page.worries:
        yield Heading(_("Worries"), 2)
        yield from _quoted(page.worries)
    if page.feelings:
        yield Heading(_("Feelings, by week"), 2)
        yield _chart(page.feelings)
    yield Heading(_("What adults say"), 2)
    if not page.texts:
        yield Paragraph(_("No adult has written anything yet."))
    for text in page.texts:
        yield Told(text.author, f"{text.kind}. {long_day(text.day)}", text.words)


def _first(page: PackPage) -> Iterator[Block]:
    if page.words:
        said = _("Picked by %(name)s, in their order. Nothing is changed.", name=page.called)
        yield Paragraph(said, is_soft=True)
        yield from _quoted(page.words, is_first=True)
    else:
        yield Paragraph(
            _("%(name)s has not picked any words. That is their choice.", name=page.called)
        )
    if page.check.words:
        yield Heading(_("%(name)s says this is not right:", name=page.called), 2)
        yield Quoted(page.check.words, page.check.language, "auto", page.check.line)


def _quoted(words: Iterable[Said], *, is_first: bool = False) -> Iterator[Block]:
    for number, one in enumerate(words):
        if one.starter:
            yield Paragraph(one.starter, is_soft=True)
        if one.words:
            is_lead = is_first and number == 0
            yield Quoted(one.words, one.lang, "auto", _source(one), is_first=is_lead)
        if one.feelings:
            # NOTE: the feelings that a young person picked, as a list in words.
            yield Paragraph(_("Picked: %(feelings)s", feelings=felt_in_words(one)))
        if one.is_taken_back or not one.words:
            yield Paragraph(_source(one), is_soft=True)


def _source(one: Said) -> str:
    made = f"{long_day(london_day(one.said_at))}. {one.how}"
    if one.taken_back_at is None:
        return made
    back = _("Taken back since, on %(day)s.", day=long_day(london_day(one.taken_back_at)))
    return f"{made}. {back}" if one.words else str(back)


def _step(one: Said) -> str:
    if one.is_taken_back and not one.words:
        return str(_("Taken back since."))
    quoted = f"“{one.words}”" if one.words else ""
    return " ".join(part for part in (one.starter, quoted) if part)


def _came(wishes: Iterable[WishHere]) -> Table:
    return Table(
        # NOTE: heads of the three columns of a table of wishes.
        header=(_("Asked"), _("We said"), _("They say")),
        rows=tuple(_row(wish) for wish in wishes),
    )


def _row(wish: WishHere) -> tuple[Cell, ...]:
    if wish.said.is_taken_back and not wish.said.words:
        return Cell(_("Taken back since.")), Cell(""), Cell("")
    if wish.said.words:
        asked = Cell(wish.said.words, language=wish.said.lang, is_strong=True, is_quote=True)
    else:
        asked = Cell(_("Picked: %(feelings)s", feelings=felt_in_words(wish.said)))
    said = state_word(wish.state)
    if wish.decided_on:
        said = f"{said}, {long_day(wish.decided_on)}"
    verdict = str(VERDICTS[wish.verdict]) if wish.verdict else ""
    return asked, Cell(said, is_strong=True, state=SHAPES[wish.state]), Cell(verdict)


def state_word(state: WishState) -> str:
    """What became of a wish, in one word or two."""
    words = {
        WishState.NOT_ANSWERED: _("Not answered yet"),
        WishState.BEING_LOOKED_AT: _("Being looked at"),
        # NOTE: answers to a wish.
        WishState.YES: _("Yes"),
        WishState.PARTLY: _("Partly"),
        WishState.NOT_NOW: pgettext("answer", "Not now"),
        WishState.NO: _("No"),
    }
    return str(words[state])


def _reasons(wishes: Iterable[WishHere]) -> Iterator[Block]:
    """Why each answer is as it is, below the table, in the adults' own words."""
    for wish in wishes:
        sentences = [wish.what_happens, wish.because, wish.shaped_by]
        words = "\n\n".join(sentence for sentence in sentences if sentence)
        if words and wish.said.words:
            yield Heading(_shortened(wish.said.words), 3)
            decided_on = long_day(wish.decided_on) if wish.decided_on else ""
            yield Told(wish.decided_by, decided_on, words)


def _shortened(words: str, most: int = 80) -> str:
    first = words.splitlines()[0] if words.splitlines() else words
    return f"“{first}”" if len(first) <= most else f"“{first[:most].rsplit(maxsplit=1)[0]}…”"


def _wanted(page: PackPage) -> Iterator[Block]:
    goal, helps = page.plan.goal, page.plan.helps
    if goal or helps:
        yield Heading(_("What %(name)s wants, and what helps", name=page.called), 2)
    for one in (goal, helps):
        if one:
            day = long_day(london_day(one.set_at))
            yield Quoted(one.words, one.language.replace("_", "-"), "auto", day)


def _chart(feelings: FeelingsByWeek) -> Chart:
    weeks = tuple(str(format_date(week, "d MMM")) for week in feelings.weeks)
    rows = tuple(
        # A feeling without a strength was picked all the same, and so has the smallest dot.
        (one.label, tuple(0 if week is None else week or 1 for week in one.weeks))
        for one in feelings.rows
    )
    said = [
        f"{one.label}: " + ", ".join(_in_week(week, day) for week, day in picked)
        for one in feelings.rows
        if (picked := [pair for pair in zip(one.weeks, weeks, strict=True) if pair[0] is not None])
    ]
    in_words = tuple(tuple(_strength(week) for week in one.weeks) for one in feelings.rows)
    hint = _("Bigger means stronger. No score, no average.")
    return Chart(hint, alt=". ".join(said), weeks=weeks, rows=rows, in_words=in_words)


def _strength(strength: int | None) -> str:
    if strength is None:
        return ""
    # NOTE: in a table, a feeling that was picked without saying how strong it was.
    return str(STRENGTH_NAMES[strength]) if strength else str(_("picked"))


def _in_week(strength: int | None, day: str) -> str:
    return f"{day} ({STRENGTH_NAMES[strength]})" if strength else day
