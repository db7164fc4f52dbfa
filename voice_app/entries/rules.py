"""What may be done with words, by the state they are in, and how long they may be."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from voice_app.core.actor import Level, Role
from voice_app.core.words import are_written


class EntryKind(StrEnum):
    """What somebody wants to say."""

    FEELING = "feeling"
    WISH = "wish"
    WORRY = "worry"
    GOOD_NEWS = "good_news"
    QUESTION = "question"
    FOR_MY_MEETING = "for_my_meeting"
    SOMETHING = "something"
    """Words that came without saying what they are, as through the letterbox."""


#: Kinds that ask for an answer; the others are heard.
ASKING = frozenset({EntryKind.WISH, EntryKind.QUESTION, EntryKind.FOR_MY_MEETING})


class LifeArea(StrEnum):
    """The six parts of a life that an entry may be about."""

    BODY_AND_MIND = "body_and_mind"
    SCHOOL_AND_WORK = "school_and_work"
    FAMILY = "family"
    FRIENDS = "friends"
    HOW_I_SEE_OTHERS = "how_i_see_others"
    ME_AS_A_PARENT = "me_as_a_parent"


class EntryState(StrEnum):
    """Where an entry is. A draft is unfinished; kept means just me; sent has an audience."""

    DRAFT = "draft"
    KEPT = "kept"
    SENT = "sent"
    TAKEN_BACK = "taken_back"
    ERASED = "erased"


class EntryLevel(StrEnum):
    """How the words came in, which is part of what they are worth as a record."""

    LETTERBOX = "letterbox"
    OPEN = "open"
    TOGETHER = "together"


#: More than this is kept as a draft, and the young person is asked to say it in two parts.
MOST_CHARACTERS = 20_000

#: Where a sentence ends: a full stop of any script, or a new line.
SENTENCE_END = re.compile(r"[.!?؟۔।။።…]+[\"'”’)]*(?=\s)|[。！？]|\n")

#: The six ways to begin, in the order in which they are always shown.
STARTS = (
    EntryKind.FEELING,
    EntryKind.WISH,
    EntryKind.WORRY,
    EntryKind.GOOD_NEWS,
    EntryKind.QUESTION,
    EntryKind.FOR_MY_MEETING,
)

OWN_WORD = "own_word"
#: Every feeling, in one fixed order that sorts nothing into good and bad.
FEELINGS = (
    "ok",
    "happy",
    "sad",
    "worried",
    "calm",
    "proud",
    "angry",
    "scared",
    "hopeful",
    "loved",
    "lonely",
    "fed_up",
    "tired",
    "confused",
    "hurt",
    "ashamed",
    "numb",
    "mixed",
    "dont_know",
    OWN_WORD,
)
#: A bit, some, a lot.
STRENGTHS = (1, 2, 3)


@dataclass(frozen=True)
class Felt:
    """One feeling somebody picked. Strength may stay empty; `word` is for a word of their own."""

    name: str
    strength: int | None = None
    word: str | None = None


def with_strengths(feelings: Iterable[Felt], strengths: Mapping[str, str]) -> list[Felt]:
    """The same feelings with these strengths; what is no strength counts as not said."""
    numbers = {str(step): step for step in STRENGTHS}
    return [replace(felt, strength=numbers.get(strengths.get(felt.name, ""))) for felt in feelings]


def may_write(role: Role, level: Level) -> bool:
    """May they write in their own name? Only a young person who gave their PIN."""
    return role is Role.YOUNG_PERSON and level >= Level.OPEN


def may_put_in(role: Role, level: Level) -> bool:
    """May they put words in without saying who they are? Any enrolled phone may."""
    return role is Role.YOUNG_PERSON and level >= Level.LETTERBOX


def may_change_words(state: EntryState) -> bool:
    """Only a draft has words that can still change."""
    return state is EntryState.DRAFT


def may_send(state: EntryState, *, is_confirmed: bool) -> bool:
    """May somebody be let in? Not to words that are gone, nor to any that may be another's."""
    return is_confirmed and state in (EntryState.DRAFT, EntryState.KEPT, EntryState.SENT)


def may_erase(state: EntryState) -> bool:
    """Words that nobody else could see can really be erased."""
    return state in (EntryState.DRAFT, EntryState.KEPT)


def may_hear(kind: EntryKind) -> bool:
    """Is "I've heard you" enough? Whoever asks for something is owed an answer instead."""
    return kind not in ASKING


def has_nothing_in_it(body: Mapping[str, Any]) -> bool:
    """Is there neither a word nor a feeling?"""
    return not are_written(body.get("words")) and not body.get("feelings")


def is_too_long(words: str) -> bool:
    """Is it more than one message should hold?"""
    return len(words) > MOST_CHARACTERS


def excerpt(words: str, most: int = 140) -> str:
    """The beginning of words, for a list: whole sentences, then "…" when something is left out.

    About `most` characters are shown, up to three times as many when a sentence is long. Only
    a sentence that is longer still is cut, between two words.
    """
    if len(words) <= most:
        return words
    ends = [match.end() for match in SENTENCE_END.finditer(words, 0, 3 * most)]
    within = [end for end in ends if end <= most]
    after = [end for end in ends if end > most]
    if within and (within[-1] >= most // 3 or not after):
        return _cut(words, within[-1], " …")
    if after:
        return _cut(words, after[0], " …")
    space = words.rfind(" ", 0, 2 * most)
    return _cut(words, space if space > 0 else 2 * most, "…")


def _cut(words: str, at: int, sign: str) -> str:
    return words[:at].rstrip() + sign if words[at:].strip() else words


def id_beside(phone_id: UUID, words: str) -> UUID:
    """An id for other words under a phone's id that is taken; the same words get the same id.

    So a form that arrives twice makes one entry, and one that arrives changed overwrites none.
    """
    return uuid5(phone_id, words.encode("utf-8", "surrogatepass").hex())
