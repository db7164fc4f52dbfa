"""Lets a story happen in a world: every event through the service that the pages use."""

from collections.abc import Callable, Collection
from datetime import timedelta
from uuid import UUID, uuid4, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.reviews.stories import Event, Said, Story
from tests.reviews.telling import in_days
from tests.support.world import Someone, World
from voice_app.answers import service as answers
from voice_app.answers.models import Answer, Wish
from voice_app.answers.rules import Decision, VerdictValue, WishState
from voice_app.care import service as care
from voice_app.care.models import Assignment, AssignmentKind, TimeAway
from voice_app.core.actor import Actor, Level
from voice_app.core.clock import london_day
from voice_app.entries import service as entries
from voice_app.entries.models import Entry, EntryKind
from voice_app.entries.rules import OWN_WORD, Felt
from voice_app.plan import service as plan
from voice_app.plan.models import Goal, Helps
from voice_app.plan.queries import Part
from voice_app.reviews import service as reviews
from voice_app.reviews.models import ReviewMember
from voice_app.reviews.rules import ReviewKind, TextKind, TookPart

#: The review of every story; a page says its id, so two worlds need the same.
REVIEW = UUID("5e0e5e0e-0000-4000-8000-000000000001")


def play(world: World, story: Story, *, without: Collection[int] = ()) -> None:
    """Let everything happen that happens in a story, except what is about these words."""
    began = world.now
    with world.writing() as session:
        player = _Player(world, session, story, set(without))
        for event in story.events:
            world.now = began + timedelta(minutes=event.at)
            if event.about not in without:
                player.play(event)
                session.flush()
    world.now = began + timedelta(minutes=story.now)


class _Player:
    """Knows every deed of a story by its name."""

    def __init__(self, world: World, session: Session, story: Story, without: set[int]) -> None:
        self.world, self.session, self.story, self.without = world, session, story, without
        self.ids: dict[int, UUID] = {}

    def play(self, event: Event) -> None:
        about = None if event.about is None else self.story.said[event.about]
        deed = getattr(self, f"_{event.deed}")
        deed(*event.args) if about is None else deed(about, *event.args)

    def _actor(self, who: str, level: Level | None = None) -> Actor:
        return self.world.actor(self._one(who), level)

    def _one(self, who: str) -> Someone:
        someone: Someone = getattr(self.world, who)
        return someone

    def _ids_of(self, people: Collection[str]) -> list[UUID]:
        return [self._one(who).id for who in people]

    def _given(self, one: Said) -> entries.Given:
        starter, feeling = one.beside
        felt = [Felt(name=OWN_WORD, word=feeling)]
        return entries.Given(kind=one.kind, words=one.words, starter=starter, feelings=felt)

    # Before the review

    def _leo(self, words: str, worry: str, goal: str, text: str) -> None:
        """Leo, whom Ella looks after, has words and a review of his own."""
        leo = self._actor("leo")
        for said, kind in ((words, EntryKind.GOOD_NEWS), (worry, EntryKind.WORRY)):
            given = entries.Given(kind=kind, words=said)
            entry = self._keep(given, leo)
            self._send(entry, ("ella",), leo)
        self._write_plan(Goal, goal, leo)
        review_id = uuid4()
        self._plan_review(review_id, "leo", "ella", "ella", ())
        self._write(review_id, uuid4(), "ella", text)

    def _cover(self) -> None:
        """Dan is away, and Priya stands in for him."""
        absence = TimeAway(
            person_id=self.world.dan.id,
            first_on=in_days(self.world, 0),
            last_on=in_days(self.world, 1),
            cover_id=self.world.priya.id,
            made_by_id=self.world.joy.id,
        )
        self.session.add(absence)
        self.world.note(self.session, absence)

    def _plan(self, gone: str, goal: str, helps: str) -> None:
        amina = self._actor("amina")
        for words in (gone, goal):
            self._write_plan(Goal, words, amina)
            self.session.flush()
        self._write_plan(Helps, helps, amina)

    def _finn_comes(self) -> None:
        care.assign(
            self.session,
            actor=self._actor("joy"),
            young_person_id=self.world.amina.id,
            staff_id=self.world.finn.id,
            kind=AssignmentKind.KEYWORKER,
            now=self.world.now,
        )

    def _leave(self, who: str) -> None:
        """Somebody no longer looks after Amina."""
        query = select(Assignment.id).where(
            Assignment.staff_id == self._one(who).id,
            Assignment.young_person_id == self.world.amina.id,
            Assignment.ends_at.is_(None),
        )
        assignment_id = self.session.scalars(query).one()
        actor = self._actor("joy")
        care.end(self.session, actor=actor, assignment_id=assignment_id, now=self.world.now)

    # What Amina says, and to whom

    def _draft(self, one: Said) -> Entry:
        entry = self._keep(self._given(one), self._actor("amina"))
        self.ids[one.key] = entry.id
        return entry

    def _kept(self, one: Said) -> None:
        self._draft(one)
        self._keep_again(one)

    def _sent(self, one: Said, *to: str) -> None:
        self._send(self._draft(one), to, self._actor("amina"))

    def _letterbox(self, one: Said) -> None:
        entry = entries.put_in_letterbox(
            self.session,
            actor=self._actor("amina", Level.LETTERBOX),
            phone_id=uuid4(),
            given=self._given(one),
            now=self.world.now,
        )
        self.ids[one.key] = entry.id

    def _typed(self, one: Said, by: str, *to: str) -> None:
        """Somebody types it beside her; she has not confirmed it yet."""
        entry = entries.write_down(
            self.session,
            actor=self._actor(by),
            young_person_id=self.world.amina.id,
            phone_id=uuid4(),
            given=self._given(one),
            to=self._ids_of(to),
            now=self.world.now,
        )
        self.ids[one.key] = entry.id

    def _correct(self, one: Said, wrong: int, *to: str) -> None:
        """She puts words right; where those are not told of, she only says it."""
        if wrong in self.without:
            self._sent(one, *to)
            return
        phone_id, actor = uuid4(), self._actor("amina")
        wrong_id = self.ids[wrong]
        entry = entries.correct(
            self.session, actor=actor, entry_id=wrong_id, phone_id=phone_id, now=self.world.now
        )
        self.session.flush()
        given = self._given(one)
        entries.keep_draft(
            self.session, actor=actor, phone_id=phone_id, given=given, now=self.world.now
        )
        self.ids[one.key] = entry.id
        self._send(entry, to, actor)

    def _step(self, one: Said, *to: str) -> None:
        assert one.step is not None
        starter, _feeling = one.beside
        said = reviews.Saying(once=uuid4(), words=one.words, starter=starter, prompt="?")
        entry = reviews.say(
            self.session,
            actor=self._actor("amina"),
            review_id=REVIEW,
            step=one.step,
            said=said,
            to=self._ids_of(to),
            now=self.world.now,
        )
        self.ids[one.key] = entry.id

    def _confirm(self, one: Said) -> None:
        self._hers(entries.confirm, one)

    def _take_back(self, one: Said) -> None:
        self._hers(entries.take_back, one)

    def _keep_again(self, one: Said) -> None:
        self._hers(entries.keep_for_me, one)

    def _shut_out(self, one: Said, who: str) -> None:
        self._hers(entries.stop_showing, one, person_id=self._one(who).id)

    def _hers(self, deed: Callable[..., object], one: Said, **more: object) -> None:
        actor, entry_id = self._actor("amina"), self.ids[one.key]
        deed(self.session, actor=actor, entry_id=entry_id, now=self.world.now, **more)

    # What came of it

    def _answer(self, one: Said, by: str, words: str, waits: bool) -> None:
        wish, standing = self._wish(one)
        decided = Decision(
            state=WishState.YES,
            what_happens="So it will be.",
            because=words,
            decided_by="Dan and Ruth",
            decided_on=london_day(self.world.now),
        )
        answers.answer(
            self.session,
            actor=self._actor(by),
            wish_id=wish.id,
            decision=decided,
            after=standing.id if standing else None,
            now=self.world.now,
            in_person=waits,
        )

    def _tell(self, one: Said, by: str) -> None:
        wish, standing = self._wish(one)
        assert standing is not None
        answers.tell(
            self.session,
            actor=self._actor(by),
            wish_id=wish.id,
            answer_id=standing.id,
            how="On a walk.",
            told_on=london_day(self.world.now),
            said="Fine.",
            verdict=None,
            now=self.world.now,
        )

    def _verdict(self, one: Said, value: VerdictValue) -> None:
        _wish, standing = self._wish(one)
        assert standing is not None
        self._hers(answers.verdict, one, answer_id=standing.id, value=value)

    def _wish(self, one: Said) -> tuple[Wish, Answer | None]:
        wish = self.session.scalars(select(Wish).where(Wish.entry_id == self.ids[one.key])).one()
        newest = select(Answer).where(Answer.wish_id == wish.id, Answer.number == wish.answers)
        return wish, self.session.scalars(newest).one_or_none()

    # The review and its pack

    def _review(self, *others: str) -> None:
        self._plan_review(REVIEW, "amina", "dan", "ruth", others)

    def _name(self, who: str) -> None:
        self._at_review(reviews.name_member, "dan", person_id=self._one(who).id)

    def _welcome(self, who: str) -> None:
        query = select(ReviewMember.id).where(
            ReviewMember.review_id == REVIEW, ReviewMember.person_id == self._one(who).id
        )
        member_id = self.session.scalars(query).one()
        self._at_review(reviews.welcome, "amina", member_id=member_id)

    def _pick(self, one: Said) -> None:
        self._at_review(reviews.pick, "amina", entry_id=self.ids[one.key])

    def _leave_out(self, one: Said) -> None:
        self._at_review(reviews.leave_out, "amina", entry_id=self.ids[one.key])

    def _text(self, number: int, by: str, words: str) -> None:
        self._write(REVIEW, uuid5(REVIEW, str(number)), by, words)

    def _text_out(self, number: int, by: str) -> None:
        self._at_review(reviews.take_text_out, by, text_id=uuid5(REVIEW, str(number)))

    def _check(self, words: str) -> None:
        self._at_review(reviews.check, "amina", check_id=uuid4(), not_right=words)

    def _freeze(self, because: str) -> None:
        self._at_review(reviews.freeze, "ruth", because=because)

    def _thaw(self) -> None:
        self._at_review(reviews.thaw, "ruth")

    def _hold(self) -> None:
        today = london_day(self.world.now)
        self._at_review(reviews.hold, "ruth", held_on=today, took_part=TookPart.SPOKE)

    def _at_review(self, deed: Callable[..., object], by: str, **more: object) -> None:
        actor = self._actor(by)
        deed(self.session, actor=actor, review_id=REVIEW, now=self.world.now, **more)

    # Small parts of the above

    def _keep(self, given: entries.Given, actor: Actor) -> Entry:
        entry = entries.keep_draft(
            self.session, actor=actor, phone_id=uuid4(), given=given, now=self.world.now
        )
        self.session.flush()
        return entry

    def _send(self, entry: Entry, to: Collection[str], actor: Actor) -> None:
        ids = self._ids_of(to)
        entries.send(self.session, actor=actor, entry_id=entry.id, to=ids, now=self.world.now)

    def _write_plan(self, part: type[Part], words: str, actor: Actor) -> None:
        plan.write(
            self.session,
            actor=actor,
            part=part,
            written_id=uuid4(),
            words=words,
            now=self.world.now,
        )

    def _plan_review(
        self, review_id: UUID, whose: str, by: str, chair: str, others: Collection[str]
    ) -> None:
        reviews.plan(
            self.session,
            actor=self._actor(by),
            review_id=review_id,
            young_person_id=self._one(whose).id,
            kind=ReviewKind.REGULAR,
            due_on=in_days(self.world, 0),
            chair_id=self._one(chair).id,
            others=self._ids_of(others),
            now=self.world.now,
        )
        self.session.flush()

    def _write(self, review_id: UUID, text_id: UUID, by: str, words: str) -> None:
        reviews.write_text(
            self.session,
            actor=self._actor(by),
            review_id=review_id,
            text_id=text_id,
            kind=TextKind.SEEN_HEARD,
            words=words,
            now=self.world.now,
        )
