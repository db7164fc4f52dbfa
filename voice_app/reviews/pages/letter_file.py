"""The letter as a file to print or to keep. Its name and what programs see of it tell nothing."""

from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from voice_app.answers.forms import STATES
from voice_app.core.clock import london_day
from voice_app.documents import Block, Document, Heading, Paragraph, Said, Told
from voice_app.reviews.pages.deciding import WishHere
from voice_app.reviews.pages.letters import Letter, own_dissent
from voice_app.reviews.pages.words import on_day

_STATE_WORDS = {choice.value: choice.label for choice in STATES}


def letter_document(letter: Letter) -> Document:
    """A letter, laid out for paper."""
    day = str(format_date(letter.held_on, "d MMMM y"))
    return Document(
        # NOTE: the title of a file on a young person's phone; neutral.
        title=_("Notes"),
        language=str(get_locale()).replace("_", "-"),
        # NOTE: stands at the head of each printed page.
        head_start=_("Private"),
        head_end=day,
        foot=_("From %(name)s", name=letter.signed_by),
        # NOTE: the foot of a printed page; {page} and {pages} are numbers.
        page_of=_("Page {page} of {pages}"),
        # NOTE: printed for a sign that no font has; {name} is what the sign is called.
        sign=_("[sign: {name}]"),
        blocks=tuple(_blocks(letter)),
    )


def letter_file_name(letter: Letter) -> str:
    """What the file is called: a word that says nothing, and the day people met."""
    return f"notes-{letter.held_on.isoformat()}.pdf"


def _blocks(letter: Letter) -> list[Block]:
    blocks: list[Block] = [Heading(_("What was decided"), 1), *_paragraphs(letter.greeting)]
    printed = [item for item in letter.items if item.prints]
    for item in printed:
        blocks += _about(item.wish, is_first=item is printed[0])
    if letter.also:
        blocks += [Heading(_("What else was decided"), 2), *_paragraphs(letter.also)]
    not_agreed = own_dissent(printed)
    if not_agreed:
        blocks.append(Heading(_("You did not agree"), 2))
        blocks += [Said(words, "", "auto", "") for words in not_agreed]
    return [*blocks, *_paragraphs(letter.closing)]


def _about(wish: WishHere, *, is_first: bool) -> list[Block]:
    """You asked, we decided, because: one decision."""
    asked = london_day(wish.asked_at)
    asked_on = on_day(asked, asked)
    said = wish.said
    blocks: list[Block] = [Heading(_("You asked, %(day)s", day=asked_on), 2)]
    if said.starter:
        blocks.append(Paragraph(str(said.starter)))
    blocks.append(
        Said(
            said.words,
            said.lang.replace("_", "-"),
            "auto",
            said.how_beside or "",
            is_first=is_first,
        )
    )
    decided_on = on_day(wish.decided_on, wish.decided_on) if wish.decided_on else ""
    blocks.append(Paragraph(str(_STATE_WORDS.get(wish.state.value, ""))))
    blocks.append(Told(wish.decided_by, decided_on, wish.what_happens))
    if wish.because:
        # NOTE: the reason for an answer follows.
        blocks += [Heading(_("Because"), 3), *_paragraphs(wish.because)]
    if wish.owner and wish.by_on:
        by = on_day(wish.by_on, wish.by_on)
        blocks.append(Paragraph(_("%(name)s sees to it by %(day)s.", name=wish.owner, day=by)))
    if wish.look_again_on:
        again = on_day(wish.look_again_on, wish.look_again_on)
        blocks.append(Paragraph(_("We look again on %(day)s.", day=again)))
    return blocks


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(part.strip()) for part in text.split("\n\n") if part.strip()]
