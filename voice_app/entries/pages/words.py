"""Words as a page shows them: exactly as given, with how they were made beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from voice_app.entries.models import Entry, EntryKind, EntryLevel, EntryState, LifeArea
from voice_app.entries.rules import OWN_WORD, Felt

FEELING_NAMES = {
    # NOTE: names of feelings, after "I feel…". Small letters where your language has them.
    "ok": _l("OK"),
    "happy": _l("happy"),
    "sad": _l("sad"),
    "worried": _l("worried"),
    "calm": _l("calm"),
    "proud": _l("proud"),
    "angry": _l("angry"),
    "scared": _l("scared"),
    "hopeful": _l("hopeful"),
    "loved": _l("loved"),
    "lonely": _l("lonely"),
    "fed_up": _l("fed up"),
    "tired": _l("tired"),
    "confused": _l("confused"),
    "hurt": _l("hurt"),
    "ashamed": _l("ashamed"),
    "numb": _l("numb"),
    "mixed": _l("mixed"),
    "dont_know": _l("don’t know"),
    OWN_WORD: _l("my own word"),
}

STRENGTH_NAMES = {
    # NOTE: how strong a feeling is, from weak to strong.
    1: _l("a bit"),
    2: _l("some"),
    3: _l("a lot"),
}

KIND_NAMES = {
    # NOTE: what somebody said, as the name of its kind.
    EntryKind.FEELING: _l("A feeling"),
    EntryKind.WISH: _l("A wish"),
    EntryKind.WORRY: _l("A worry"),
    EntryKind.GOOD_NEWS: _l("Good news"),
    EntryKind.QUESTION: _l("A question"),
    EntryKind.FOR_MY_MEETING: _l("For my meeting"),
    EntryKind.SOMETHING: _l("A note"),
}

AREA_NAMES = {
    # NOTE: the six parts of a young person's life, in their own voice.
    LifeArea.BODY_AND_MIND: _l("My body and mind"),
    LifeArea.SCHOOL_AND_WORK: _l("School, college, work"),
    LifeArea.FAMILY: _l("My family"),
    LifeArea.FRIENDS: _l("Friends and people my age"),
    LifeArea.HOW_I_SEE_OTHERS: _l("How I see other people"),
    LifeArea.ME_AS_A_PARENT: _l("Me as a mum or dad one day"),
}


@dataclass(frozen=True)
class Shown:
    """One feeling as a page shows it."""

    name: str
    label: str
    strength: int | None
    strength_label: str | None
    is_own_word: bool

    @property
    def face(self) -> str:
        """The name of its face among the pictures."""
        return self.name.replace("_", "-")


@dataclass(frozen=True)
class Said:
    """Words of a young person, ready for a page. The quotation marks are the page's."""

    entry_id: UUID
    young_person_id: UUID
    kind: EntryKind
    kind_name: str
    area_name: str | None
    #: Exactly what was given; empty when only feelings were, or when it was taken back.
    words: str
    #: The screen's own beginning, such as "I want"; never part of the quotation.
    starter: str | None
    #: The language of the words, as HTML says it. Which way they run is for `dir="auto"`.
    lang: str
    feelings: tuple[Shown, ...]
    said_at: datetime
    sent_at: datetime | None
    #: How it was made, in one sentence.
    how: str
    #: The same where somebody else typed it or may have, which is said wherever the words show.
    how_beside: str | None
    is_confirmed: bool
    is_taken_back: bool
    taken_back_at: datetime | None
    corrects_id: UUID | None


def said(
    entry: Entry,
    body: Mapping[str, Any],
    *,
    called: str = "",
    typed_by: str = "",
    to_author: bool = False,
) -> Said:
    """An entry and its opened body as a frozen value for a page.

    Args:
        called: the name the young person wants to be called; not needed for themselves.
        typed_by: the first name of whoever typed it beside them, if somebody did.
        to_author: is it shown to the young person who said it?
    """
    hidden = entry.state in (EntryState.TAKEN_BACK, EntryState.ERASED)
    how = _how(entry, body, called, typed_by, to_author=to_author)
    feelings = () if hidden else tuple(shown(Felt(**felt)) for felt in body.get("feelings", ()))
    return Said(
        entry_id=entry.id,
        young_person_id=entry.young_person_id,
        kind=entry.kind,
        kind_name=str(KIND_NAMES[entry.kind]),
        area_name=str(AREA_NAMES[entry.life_area]) if entry.life_area else None,
        words="" if hidden else readable(body.get("words", "")),
        starter=None if hidden else body.get("starter") or None,
        lang=str(body.get("language", "en_GB")).replace("_", "-"),
        feelings=feelings,
        said_at=entry.written_at,
        sent_at=entry.sent_at,
        how=how,
        how_beside=how if _is_said_everywhere(entry, body) else None,
        is_confirmed=entry.confirmed_at is not None,
        is_taken_back=entry.state is EntryState.TAKEN_BACK,
        taken_back_at=entry.taken_back_at,
        corrects_id=entry.corrects_id,
    )


def readable(words: str) -> str:
    """Words as a page can carry them.

    A page cannot hold NUL or half a surrogate pair; those show as the sign for an unknown
    letter. What is stored stays as it was given.
    """
    return "".join(
        "�" if letter == "\0" or "\ud800" <= letter <= "\udfff" else letter for letter in words
    )


def feeling_name(name: str) -> str:
    """The word for a feeling."""
    return str(FEELING_NAMES[name])


def shown(felt: Felt) -> Shown:
    """A feeling as a page shows it."""
    return Shown(
        name=felt.name,
        label=readable(felt.word) if felt.word else feeling_name(felt.name),
        strength=felt.strength,
        strength_label=str(STRENGTH_NAMES[felt.strength]) if felt.strength else None,
        is_own_word=bool(felt.word),
    )


def _how(
    entry: Entry, body: Mapping[str, Any], called: str, typed_by: str, *, to_author: bool
) -> str:
    if entry.level is EntryLevel.TOGETHER:
        said_back = readable(body.get("read_back") or "")
        sentences = [
            _who_wrote(called, typed_by, to_author=to_author),
            _how_read_back(said_back),
        ]
        if entry.confirmed_at is None:
            sentences.append(str(_("Not confirmed yet.")))
        return " ".join(sentences)
    if entry.confirmed_at is None:
        return _unconfirmed(body)
    if body.get("is_from_a_taken_phone"):
        if to_author:
            # NOTE: the young person said that they wrote these words.
            return str(_("Confirmed by you. It came from a phone that somebody else had."))
        return str(
            _("Confirmed by %(name)s. It came from a phone that somebody else had.", name=called)
        )
    if to_author:
        return str(_("Typed by you"))
    return str(_("Typed by %(name)s", name=called))


def _unconfirmed(body: Mapping[str, Any]) -> str:
    # NOTE: words that came from somebody's phone without the PIN. Plain, not suspicious.
    if body.get("is_from_a_taken_phone"):
        # NOTE: the phone was taken from the young person; somebody else may have written this.
        return str(_("Not confirmed yet. From a phone that somebody else has."))
    if body.get("is_unfinished"):
        # NOTE: the phone or its page went away while somebody was writing.
        return str(_("Not confirmed yet. Half-written: nobody pressed Keep."))
    return str(_("Not confirmed yet"))


def _is_said_everywhere(entry: Entry, body: Mapping[str, Any]) -> bool:
    return entry.level is EntryLevel.TOGETHER or bool(body.get("is_from_a_taken_phone"))


def _who_wrote(called: str, typed_by: str, *, to_author: bool) -> str:
    if to_author:
        return str(_("Said by you, written by %(worker)s.", worker=typed_by))
    return str(_("Said by %(name)s, written by %(worker)s.", name=called, worker=typed_by))


def _how_read_back(said_back: str) -> str:
    if not said_back:
        return str(_("Not read back."))
    # NOTE: %(words)s is what the young person said when their words were read aloud to them.
    return str(_("Read back: “%(words)s”", words=said_back))
