"""What may be done with words, by the state they are in, and how long they may be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from voice_app.core.actor import Level, Role


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
    words: str = body.get("words", "")
    return not words.strip() and not body.get("feelings")


def is_too_long(words: str) -> bool:
    """Is it more than one message should hold?"""
    return len(words) > MOST_CHARACTERS


def is_undelivered(
    state: EntryState, *, readers_now: Collection[UUID], opened_by: Sequence[UUID]
) -> bool:
    """Was it sent, never opened, and is nobody left who could open it?"""
    return state is EntryState.SENT and not readers_now and not opened_by


def id_beside(phone_id: UUID, words: str) -> UUID:
    """An id for other words under a phone's id that is taken; the same words get the same id.

    So a form that arrives twice makes one entry, and one that arrives changed overwrites none.
    """
    return uuid5(phone_id, words.encode("utf-8", "surrogatepass").hex())
