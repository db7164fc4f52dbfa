"""Who may find what in a copy of a pack: the rules, in words of their own.

This asks nothing of the product. It is written from what young people were promised, so that
it can disagree with the queries.
"""

from dataclasses import dataclass

from tests.reviews.stories import ASKING, WORKERS, Answered, Said, Story, is_picked
from voice_app.answers.rules import VerdictValue
from voice_app.entries.rules import EntryKind
from voice_app.reviews.rules import Step

#: Nothing else about taking part is ever printed, nor that it was said.
PRINTED = (Step.WANTED, Step.WHERE_WHEN, Step.JOIN_IN, Step.RUN_PART)
NEWS = (EntryKind.GOOD_NEWS, EntryKind.WORRY, EntryKind.FEELING)
#: Whose copy it is when it is the one that anybody in the room may be handed.
ROOM = "room"
AMINA = "amina"
CHAIR = "ruth"


@dataclass(frozen=True)
class Finds:
    """What somebody finds on a page: what must be there, and what may be. All else must not."""

    must: frozenset[str]
    may: frozenset[str]

    def as_is_mine(self, mine: "Finds") -> "Finds":
        """Of a colleague's copy, what is in one's own too."""
        return Finds(self.must & mine.must, self.may & mine.may)


def belongs(story: Story, who: str) -> bool:
    """Does this person belong to the review at the end of the story?

    A guest does until it is over; whoever looks after Amina, for as long as they do.
    """
    member = story.members.get(who)
    return member is not None and (member.is_guest or who not in story.left)


def on_page(story: Story, viewer: str, whose: str) -> Finds:
    """What somebody finds when they open a copy.

    A colleague finds in somebody else's copy only what is in their own too, and nobody finds
    picked words that they may not read yet. Amina finds every copy as it is.
    """
    copy = in_copy(story, whose, viewer)
    if viewer in (whose, AMINA) or whose == ROOM:
        return copy
    return copy.as_is_mine(in_copy(story, viewer, viewer))


def ever_in_a_copy(story: Story, viewer: str) -> set[int]:
    """The words that are, or were when it was frozen, in a copy that this person may open."""
    made = _made_at(story)
    return {
        one.key
        for one in story.said
        if (is_picked(one, made) and _may_read_pick(story, one, viewer, story.now))
        or (viewer != AMINA and _is_in(story, one, _copy_of(story, viewer), made))
    }


def sent_to(story: Story, who: str) -> set[int]:
    """What she ever sent to this person, or to somebody they cover for."""
    return {one.key for one in story.said if _names(story, who) & set(one.to)}


def in_copy(story: Story, whose: str, viewer: str) -> Finds:
    """What is in one person's copy, for somebody who opens it."""
    made, owner = _made_at(story), _copy_of(story, whose)
    must, may = _what_all_find(story, made), set()
    for one in story.said:
        is_in, is_pick = _is_in(story, one, owner, made), is_picked(one, made)
        if not (is_in or is_pick) or not _may_read_now(story, one, owner, viewer):
            continue
        # Of feelings that were not picked there is a drawing, and no words. A pick that is not
        # for the owner yet is none in their copy, though it was sent to whoever they cover for.
        is_their_pick = is_pick and _may_read_pick(story, one, owner, made)
        has_words = is_their_pick or one.kind is not EntryKind.FEELING
        if is_in and has_words and not _is_back(story, one):
            must |= {one.words} | _answer_that_stood(one, made)
        if not _is_back(story, one):
            may |= {one.words, *one.beside}
        # A frozen pack keeps what was answered to words that were taken back since.
        may |= _told(one)
    return Finds(frozenset(must), frozenset(must | may))


def _what_all_find(story: Story, made: int) -> set[str]:
    """What she wants and what helps, what adults wrote, and what she said of her part."""
    texts = {
        one.words
        for one in story.texts
        if one.at <= made and (one.out_at is None or one.out_at > made)
    }
    checks = [one for one in story.checks if one.at <= made]
    stands = bool(checks) and checks[-1].order == story.order(made)
    note = checks[-1].words if stands else ""
    is_right = stands and not note
    because = story.frozen[-1][1] if story.is_frozen and not is_right else ""
    return ({*story.plan, *texts} | {note, because}) - {""}


def _is_in(story: Story, one: Said, owner: str, at: int) -> bool:
    """Did these words belong in this copy then?"""
    if one.step is not None:
        is_guest = owner == ROOM or story.members[owner].is_guest
        return one.step in PRINTED and not is_guest and _was_sent(story, one, owner, at)
    if is_picked(one, at) and _may_read_pick(story, one, owner, at):
        return True
    if owner == ROOM:
        return False
    is_asked = one.kind in ASKING and one.is_confirmed
    if owner == CHAIR and is_asked and _is_with_somebody(one, at) and _is_not_ok(one, at):
        return True
    return (one.kind in NEWS or is_asked) and _was_sent(story, one, owner, at)


def _is_back(story: Story, one: Said) -> bool:
    """Were they taken back, so that only this is said? Not when people had met over them."""
    if one.taken_back_at is None:
        return False
    met_over = story.held_at is not None and story.held_at <= one.taken_back_at
    return not (met_over and is_picked(one, _made_at(story)))


def _may_read_now(story: Story, one: Said, owner: str, viewer: str) -> bool:
    """May the owner of a copy still read it there, and may whoever looks read picked words?"""
    made, now = _made_at(story), story.now
    if is_picked(one, made):
        return _may_read_pick(story, one, viewer, now) or _was_sent(story, one, viewer, now)
    if one.taken_back_at is not None:
        return True
    is_the_chairs = owner == CHAIR and _is_not_ok(one, made) and _is_with_somebody(one, now)
    return is_the_chairs or _was_sent(story, one, owner, now)


def _may_read_pick(story: Story, one: Said, who: str, at: int) -> bool:
    """She picked knowing who would read: a guest named later waits until she says yes."""
    if who in (ROOM, AMINA):
        return True
    member = story.members[who]
    if not member.is_guest or (one.picked_at or 0) >= member.at:
        return True
    return member.welcomed_at is not None and member.welcomed_at <= at


def _was_sent(story: Story, one: Said, who: str, at: int) -> bool:
    """Could this person read it then, because she had sent it to them by name?

    Whoever covers for a colleague reads what was sent to that colleague.
    """
    let_in = {name for name, since in one.to.items() if since <= at}
    shut_out = {name for name, since in one.shut.items() if since <= at}
    return bool(_names(story, who) & set(WORKERS) & (let_in - shut_out)) and _is_with_somebody(
        one, at
    )


def _names(story: Story, who: str) -> set[str]:
    return {who, "dan"} if who == "priya" and story.priya_covers else {who}


def _is_with_somebody(one: Said, at: int) -> bool:
    ends = [end for end in (one.taken_back_at, one.kept_again_at) if end is not None]
    return any(since <= at for since in one.to.values()) and all(end > at for end in ends)


def _is_not_ok(one: Said, at: int) -> bool:
    """Had she said of the newest answer that it is not OK?"""
    answers = [answer.at for answer in one.answers if answer.at <= at]
    verdicts = [value for since, value in one.verdicts if answers and answers[-1] < since <= at]
    return bool(verdicts) and verdicts[-1] is VerdictValue.NOT_OK


def _answer_that_stood(one: Said, at: int) -> set[str]:
    """The newest answer to a wish, unless somebody still had to tell it to her face to face."""
    answers = [answer for answer in one.answers if answer.at <= at]
    if not answers or one.step is not None or not _is_with_somebody(one, at):
        return set()
    return set() if _waits(answers[-1], at) else {answers[-1].words}


def _told(one: Said) -> set[str]:
    """Every answer that she may know by now."""
    return {answer.words for answer in one.answers if not _waits(answer, 10**9)}


def _waits(answer: Answered, at: int) -> bool:
    return answer.waits and (answer.told_at is None or answer.told_at > at)


def _copy_of(story: Story, who: str) -> str:
    """Whose copy this person gets: who came after it was frozen finds what the room gets."""
    is_late = who in story.members and story.members[who].at > _made_at(story)
    return ROOM if is_late else who


def _made_at(story: Story) -> int:
    """When the pack was made: at its last freezing, or now as long as it is open."""
    return story.frozen[-1][0] if story.is_frozen else story.now
