"""Stories about a review, made by chance; each has a number, and always goes the same way."""

from collections.abc import Callable, Iterator
from random import Random

from tests.reviews.stories import (
    ASKING,
    GUESTS,
    WORKERS,
    Answered,
    Check,
    Event,
    Member,
    Said,
    Story,
    Text,
    is_picked,
)
from voice_app.answers.rules import VerdictValue
from voice_app.entries.rules import EntryKind
from voice_app.reviews.rules import Step


def story(seed: int) -> Story:
    """The story of this number; the same number always tells the same."""
    return _Teller(seed).tell()


#: What may happen while a review is prepared, and how often beside the others.
PREPARING = {
    "say": 10,
    "say_step": 6,
    "pick": 6,
    "answer": 5,
    "write_text": 3,
    "take_back": 2,
    "keep_again": 1,
    "shut_out": 1,
    "leave_out": 1,
    "tell": 1,
    "verdict": 2,
    "take_text_out": 1,
    "correct": 2,
    "confirm": 1,
    "name": 2,
    "welcome": 1,
}
#: The same once the pack is frozen.
FROZEN = {
    "take_back": 4,
    "keep_again": 3,
    "shut_out": 3,
    "say": 3,
    "answer": 2,
    "tell": 1,
    "verdict": 1,
    "write_text": 2,
    "name": 3,
    "welcome": 2,
}


class _Teller:
    """Tells one story: at each minute something happens that can happen then."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311  a story, and not a secret
        self.story = Story(seed)
        self.words = _words(seed)

    def tell(self) -> Story:
        told, chance = self.story, self.chance
        self._before()
        self._happen(PREPARING, chance.randint(12, 32))
        self._check()
        if chance.random() < 0.75:
            self._freeze()
            self._happen(FROZEN, chance.randint(0, 10))
            if chance.random() < 0.15:
                self._note("thaw")
                told.is_frozen = False
                self._happen(PREPARING, 8)
                self._check(again=True)
                self._freeze()
            if chance.random() < 0.25:
                told.held_at = self._note("hold")
                self._happen({"take_back": 1}, 2)
            if chance.random() < 0.15:
                told.left["nell"] = self._note("leave", args=("nell",))
        told.now = self._minute()
        return told

    def _before(self) -> None:
        told, chance = self.story, self.chance
        told.priya_covers = chance.random() < 0.3
        told.elsewhere = [next(self.words) for _ in range(4)]
        self._note("leo", args=tuple(told.elsewhere))
        if told.priya_covers:
            self._note("cover")
        gone, *told.plan = (next(self.words) for _ in range(3))
        told.elsewhere.append(gone)
        self._note("plan", args=(gone, *told.plan))
        self._note("finn_comes")
        self._say(to=("finn", *chance.sample(WORKERS, 1)))
        self._say(to=("finn",))
        told.left["finn"] = self._note("leave", args=("finn",))
        # Whoever is left in the same work sees what is still asked, and nothing else.
        for one in told.said:
            if one.kind in ASKING:
                one.to.setdefault("dan", told.left["finn"])
        nell = ("nell",) if chance.random() < 0.7 else ()
        at = self._note("review", args=nell)
        told.members = {who: Member(at, is_guest=False) for who in ("dan", "ruth", *nell)}

    def _happen(self, weights: dict[str, int], times: int) -> None:
        moves = list(weights)
        for _ in range(times):
            (move,) = self.chance.choices(moves, list(weights.values()))
            getattr(self, f"_{move}")()

    def _minute(self) -> int:
        return len(self.story.events) + 1

    def _note(self, deed: str, about: Said | None = None, args: tuple[object, ...] = ()) -> int:
        at = self._minute()
        self.story.events.append(Event(at, deed, about.key if about else None, args))
        return at

    def _new(self, kind: EntryKind, step: Step | None = None) -> Said:
        beside = (next(self.words), next(self.words))
        key = len(self.story.said)
        made = Said(key, next(self.words), beside, kind, self._minute(), step)
        self.story.said.append(made)
        return made

    def _say(self, to: tuple[str, ...] | None = None) -> None:
        chance = self.chance
        made = self._new(chance.choice(list(EntryKind)))
        how = (
            "sent" if to else chance.choice(("draft", "kept", "letterbox", *("sent",) * 6, "typed"))
        )
        if how == "sent":
            to = to or tuple(chance.sample(WORKERS, chance.randint(1, 3)))
        elif how == "typed":
            to, made.is_confirmed = tuple(chance.sample(WORKERS, chance.randint(1, 2))), False
        else:
            to = ()
        made.is_finished = how not in ("draft", "letterbox")
        made.is_confirmed = made.is_confirmed and how != "letterbox"
        at = self._note(how, made, to)
        made.to = dict.fromkeys(to, at)

    def _correct(self) -> None:
        wrong = self._one(lambda one: one.is_sent and one.step is None and one.is_confirmed)
        if wrong is None:
            return
        made = self._new(wrong.kind)
        to = tuple(self.chance.sample(WORKERS, self.chance.randint(1, 2)))
        at = self._note("correct", made, (wrong.key, *to))
        made.to = dict.fromkeys(to, at)

    def _confirm(self) -> None:
        one = self._one(lambda one: one.is_sent and not one.is_confirmed)
        if one is not None:
            one.is_confirmed = True
            self._note("confirm", one)

    def _say_step(self) -> None:
        step = self.chance.choice([one for one in Step if one is not Step.TALK_ABOUT])
        made = self._new(EntryKind.FOR_MY_MEETING, step)
        to = tuple(self.chance.sample(("dan", "ruth"), self.chance.randint(0, 2)))
        at = self._note("step", made, to)
        made.is_finished, made.to = bool(to), dict.fromkeys(to, at)
        if to:
            for one in self.story.said:
                if one is not made and one.step is step and one.is_sent:
                    one.taken_back_at = at

    def _pick(self) -> None:
        one = self._one(
            lambda one: (
                one.is_finished
                and one.is_confirmed
                and one.step is None
                and one.taken_back_at is None
                and one.picked_at is None
            )
        )
        if one is not None:
            one.picked_at = self._note("pick", one)

    def _leave_out(self) -> None:
        one = self._one(lambda one: is_picked(one, self._minute()))
        if one is not None:
            one.left_out_at = self._note("leave_out", one)

    def _take_back(self) -> None:
        one = self._one(lambda one: one.is_sent)
        if one is not None:
            one.taken_back_at = self._note("take_back", one)

    def _keep_again(self) -> None:
        one = self._one(lambda one: one.is_sent and one.step is None and one.is_confirmed)
        if one is not None and not self.story.held_at:
            one.kept_again_at = self._note("keep_again", one)

    def _shut_out(self) -> None:
        one = self._one(
            lambda one: one.is_sent and one.step is None and len(one.to) > len(one.shut) + 1
        )
        if one is not None:
            person = self.chance.choice(sorted(set(one.to) - set(one.shut)))
            one.shut[person] = self._note("shut_out", one, (person,))

    def _answer(self) -> None:
        one = self._one(lambda one: self._asks(one) and not _still_waits(one))
        if one is None:
            return
        by = self.chance.choice(sorted(set(one.to) & set(WORKERS) - set(one.shut)))
        waits = not one.answers and self.chance.random() < 0.3
        words = next(self.words)
        at = self._note("answer", one, (by, words, waits))
        one.answers.append(Answered(words, at, waits))

    def _asks(self, one: Said) -> bool:
        asking = one.kind in ASKING
        readers = set(one.to) & set(WORKERS) - set(one.shut)
        return asking and one.is_sent and one.is_confirmed and bool(readers)

    def _tell(self) -> None:
        one = self._one(lambda one: self._asks(one) and _still_waits(one))
        if one is not None:
            by = self.chance.choice(sorted(set(one.to) & set(WORKERS) - set(one.shut)))
            one.answers[-1].told_at = self._note("tell", one, (by,))

    def _verdict(self) -> None:
        one = self._one(lambda one: self._asks(one) and bool(one.answers) and not _still_waits(one))
        if one is not None:
            value = self.chance.choice((VerdictValue.NOT_OK, VerdictValue.NOT_OK, VerdictValue.OK))
            one.verdicts.append((self._note("verdict", one, (value,)), value))

    def _write_text(self) -> None:
        by = self.chance.choice(sorted(self.story.members))
        text = Text(next(self.words), by, self._minute())
        self._note("text", args=(len(self.story.texts), by, text.words))
        self.story.texts.append(text)

    def _take_text_out(self) -> None:
        there = [one for one in self.story.texts if one.out_at is None]
        if there:
            text = self.chance.choice(there)
            text.out_at = self._note("text_out", args=(self.story.texts.index(text), text.by))

    def _name(self) -> None:
        who = self.chance.choice((*WORKERS, *GUESTS))
        if who not in self.story.members:
            at = self._note("name", args=(who,))
            self.story.members[who] = Member(at, is_guest=who in GUESTS)

    def _welcome(self) -> None:
        members = self.story.members.items()
        guests = [who for who, one in members if one.is_guest and one.welcomed_at is None]
        if guests:
            who = self.chance.choice(guests)
            self.story.members[who].welcomed_at = self._note("welcome", args=(who,))

    def _check(self, *, again: bool = False) -> None:
        said = self.chance.choice(("", "right", "wrong") if not again else ("right", "wrong"))
        if said:
            words = next(self.words) if said == "wrong" else ""
            order = self.story.order(self._minute())
            self.story.checks.append(Check(words, self._note("check", args=(words,)), order))

    def _freeze(self) -> None:
        because = next(self.words)
        self.story.frozen.append((self._note("freeze", args=(because,)), because))
        self.story.is_frozen = True

    def _one(self, which: Callable[[Said], bool]) -> Said | None:
        there = [one for one in self.story.said if which(one)]
        return self.chance.choice(there) if there else None


def _still_waits(one: Said) -> bool:
    """Does the newest answer wait to be told in person?"""
    return bool(one.answers) and one.answers[-1].waits and one.answers[-1].told_at is None


def _words(seed: int) -> Iterator[str]:
    """Words that exist nowhere else, each once; without vowels they are part of no other word."""
    chance = Random(f"words of {seed}")  # noqa: S311
    known: set[str] = set()
    while True:
        word = "zq" + "".join(chance.choices("bcdfghkmnpqrstvwxz", k=9))
        if word not in known:
            known.add(word)
            yield word
