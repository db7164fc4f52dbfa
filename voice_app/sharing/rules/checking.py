"""Checking what adults wrote for a carer: facts that must not leave, and words that harm.

What the young person wants the carer to know is never checked for its words; only for facts,
because what tells where they live could harm them whoever wrote it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from voice_app.sharing.rules import SummaryText
from voice_app.wording import guide, protected, reading
from voice_app.wording.protected import FactKind


class Protected(Protocol):
    """A fact that must not leave, as `care` keeps it."""

    @property
    def id(self) -> UUID:
        """By which it is known."""

    @property
    def kind(self) -> FactKind:
        """What it is."""

    @property
    def value(self) -> str:
        """The fact itself."""


@dataclass(frozen=True)
class FactFound:
    """A protected fact in one field of a summary; `start` and `end` count letters of it."""

    field: str
    start: int
    end: int
    fact: Protected


@dataclass(frozen=True)
class WordFound:
    """Words in one field for which the guide has better ones."""

    field: str
    start: int
    end: int
    words: str
    why: str
    better: str

    @property
    def key(self) -> str:
        """By what it is kept: these words in this field, however often."""
        return f"{self.field}:{self.words.casefold()}"


@dataclass(frozen=True)
class Checked:
    """What was found in a text."""

    facts: tuple[FactFound, ...]
    #: The same words in one field stand here once.
    words: tuple[WordFound, ...]
    #: Sentences that are hard to take in; only shown, nobody has to answer them.
    long_sentences: tuple[str, ...]

    def unanswered_facts(self, let_stand: Mapping[UUID, object]) -> tuple[FactFound, ...]:
        """The facts that nobody else has let stand."""
        return tuple(one for one in self.facts if one.fact.id not in let_stand)

    def unanswered_words(self, kept: Mapping[str, str]) -> tuple[WordFound, ...]:
        """The words that are neither changed nor kept with a reason."""
        return tuple(one for one in self.words if one.key not in kept)


def check(text: SummaryText, facts: Sequence[Protected]) -> Checked:
    """Look through a summary before it leaves."""
    by_id = {str(fact.id): fact for fact in facts}
    sought = [protected.Fact(kind=fact.kind, value=fact.value, id=str(fact.id)) for fact in facts]
    fields = {"from_them": text.from_them, **text.by_adults}
    found = tuple(
        FactFound(field, hit.start, hit.end, by_id[str(hit.fact.id)])
        for field, words in fields.items()
        for hit in protected.found(words, sought)
    )
    better: dict[str, WordFound] = {}
    for field, words in text.by_adults.items():
        for hit in guide.hits(words):
            said = words[hit.start : hit.end]
            one = WordFound(field, hit.start, hit.end, said, hit.row.why, hit.row.better)
            better.setdefault(one.key, one)
    long = tuple(
        sentence for words in text.by_adults.values() for sentence in reading.long_sentences(words)
    )
    return Checked(found, tuple(better.values()), long)
