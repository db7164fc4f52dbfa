"""What a story about a review is: what Amina said to whom, and everything that happened.

Every text in a story is a word that exists nowhere else, so that finding it tells where it
came from. `chances` makes stories, `playing` lets one happen in a world, and `finding` says in
words of its own who may find what.
"""

from dataclasses import dataclass, field

from voice_app.answers.rules import VerdictValue
from voice_app.entries.rules import EntryKind
from voice_app.reviews.rules import Step

#: Who looks after Amina, and belongs to the review from its planning on; Nell only sometimes.
WORKERS = ("dan", "nell", "ruth")
#: Who may be named as a guest. Priya sometimes covers for Dan; Finn was a keyworker once.
GUESTS = ("ella", "priya", "finn")
#: What asks for an answer.
ASKING = (EntryKind.WISH, EntryKind.QUESTION, EntryKind.FOR_MY_MEETING)


@dataclass
class Answered:
    """An answer to a wish: when, and when it was told if it waited to be told in person."""

    words: str
    at: int
    waits: bool
    told_at: int | None = None


@dataclass
class Said:
    """One thing Amina said, and what became of it. Times are minutes of the story."""

    key: int
    words: str
    #: The screen's beginning, her own word for a feeling: found where the words are, or nowhere.
    beside: tuple[str, str]
    kind: EntryKind
    at: int
    step: Step | None = None
    is_confirmed: bool = True
    #: Who was let in, and when.
    to: dict[str, int] = field(default_factory=dict)
    #: Who was shut out again, and when.
    shut: dict[str, int] = field(default_factory=dict)
    #: Finished: kept for herself or sent.
    is_finished: bool = True
    taken_back_at: int | None = None
    kept_again_at: int | None = None
    picked_at: int | None = None
    left_out_at: int | None = None
    answers: list[Answered] = field(default_factory=list)
    verdicts: list[tuple[int, VerdictValue]] = field(default_factory=list)

    @property
    def is_sent(self) -> bool:
        """Was it ever sent, and is it with anybody still?"""
        return bool(self.to) and self.taken_back_at is None and self.kept_again_at is None

    @property
    def canaries(self) -> set[str]:
        """Every word that exists only here."""
        return {self.words, *self.beside, *(one.words for one in self.answers)}


@dataclass
class Text:
    """What an adult wrote."""

    words: str
    by: str
    at: int
    out_at: int | None = None


@dataclass
class Member:
    """Somebody who belongs to the review from a minute on."""

    at: int
    is_guest: bool
    welcomed_at: int | None = None


@dataclass
class Check:
    """What Amina said of her part, and what was in it then."""

    words: str
    at: int
    order: tuple[int, ...]


@dataclass(frozen=True)
class Event:
    """Something happens: a deed that `playing` knows, and which of her words it is about."""

    at: int
    deed: str
    about: int | None = None
    args: tuple[object, ...] = ()


@dataclass
class Story:
    """Everything that happens, in its order, and what is then the case."""

    seed: int
    events: list[Event] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)
    #: Who no longer looks after her, and since when.
    left: dict[str, int] = field(default_factory=dict)
    priya_covers: bool = False
    checks: list[Check] = field(default_factory=list)
    #: Why it was frozen, each time.
    frozen: list[tuple[int, str]] = field(default_factory=list)
    is_frozen: bool = False
    held_at: int | None = None
    #: What she wants and what helps, as it stood at the end of preparing.
    plan: list[str] = field(default_factory=list)
    #: What is about somebody else, or was let go: for nobody.
    elsewhere: list[str] = field(default_factory=list)
    now: int = 0

    def order(self, at: int) -> tuple[int, ...]:
        """What she picked, in her order, as it stood then."""
        there = [one for one in self.said if is_picked(one, at)]
        return tuple(one.key for one in sorted(there, key=lambda one: one.picked_at or 0))

    @property
    def canaries(self) -> set[str]:
        """Every word of the story that exists only once."""
        words = set().union(*(one.canaries for one in self.said), self.plan, self.elsewhere)
        reasons = {because for _at, because in self.frozen}
        notes = {one.words for one in self.checks}
        return (words | {one.words for one in self.texts} | reasons | notes) - {""}


def is_picked(one: Said, at: int) -> bool:
    """Were these words among what she picked then?"""
    picked = one.picked_at is not None and one.picked_at <= at
    left_out = one.left_out_at is not None and one.left_out_at <= at
    back = one.taken_back_at is not None and one.taken_back_at <= at
    return picked and not left_out and not back
