"""The story of the demo: what fictional people wrote, heard, decided and were told.

It is told through the same services as real life, so whatever works here works there, and
its trail verifies. The times lie before `now`, so that a fresh demo always looks lived in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from voice_app.accounts.models import Person
from voice_app.accounts.service import people, pins
from voice_app.answers import service as answers
from voice_app.answers.models import VerdictValue, Wish, WishState
from voice_app.answers.queries import of_entry
from voice_app.answers.rules import Decision
from voice_app.care import service as care
from voice_app.care.models import AssignmentKind, WorkingHours, YoungPerson
from voice_app.core import vault
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.clock import london_day
from voice_app.core.database import Database
from voice_app.demo import asking, carer, letter
from voice_app.entries import service as entries
from voice_app.entries.models import Entry, EntryKind, LifeArea
from voice_app.entries.rules import Felt
from voice_app.plan import service as plan
from voice_app.plan.models import Goal, Helps
from voice_app.record import service as trail
from voice_app.reviews import service as reviews
from voice_app.reviews.models import Review
from voice_app.reviews.rules import ReviewKind, Step

#: The PIN of every young person in the demo, printed when it starts.
PIN = "2749"

COLLEAGUES = (
    ("Joy Mensah", "Manager", Role.MANAGER),
    ("Dan Hughes", "Keyworker", Role.STAFF),
    ("Priya Nair", "Keyworker", Role.STAFF),
    ("Nell Osei", "Social worker", Role.STAFF),
    ("Ruth Okoro", "Reviewing officer", Role.STAFF),
)
ADMINISTRATOR = ("Ash Quill", "Systems", Role.ADMINISTRATOR)


def fill(database: Database, *, now: datetime) -> None:
    """Tell the story once. A database with anybody in it is left as it is."""
    with database.reading() as session:
        if session.scalar(select(Person.id).limit(1)) is not None:
            return
    database.vault.keyring.note_recovery_check(now=now)
    with database.writing() as session:
        _Story(session, now).tell()


@dataclass
class _Story:
    session: Session
    now: datetime

    def tell(self) -> None:
        began = self.before(days=60)
        self.ash = self.administrator(began)
        self.joy, self.dan, self.priya, self.nell, self.ruth = (
            self.colleague(name, job, role, began) for name, job, role in COLLEAGUES
        )
        letter.lists_an_advocate(self.session, self.joy, self.before(days=49))
        self.amina_says()
        self.kofi_says()
        self.leo_says()
        mei = self.young_person("Mei", self.dan, self.before(days=50))
        asking.was_answered(self.session, mei, self.dan, self.before(days=20))

    def amina_says(self) -> None:
        amina = self.young_person("Amina", self.dan, self.before(days=50), talk_to_me=True)
        self.assign(self.nell, amina, AssignmentKind.SOCIAL_WORKER)
        self.assign(self.ruth, amina, AssignmentKind.REVIEWING_OFFICER)
        both = (self.dan, self.ruth)
        nan = self.says(amina, EntryKind.WISH, "Can I see my nan more?", 41, to=both)
        self.decides(
            nan,
            WishState.YES,
            "Your nan can come every second Sunday. Dan drives her.",
            "You feel calm with her. Everybody who looks after you agrees.",
            days=36,
            verdict=VerdictValue.OK,
        )
        at_night = self.says(amina, EntryKind.WISH, "I want my phone at night.", 35, to=both)
        self.decides(
            at_night,
            WishState.NOT_NOW,
            "Your phone stays downstairs at night for now.",
            "Somebody who is not kind was writing to you at night. That is about him, not you.",
            days=30,
            verdict=VerdictValue.NOT_OK,
        )
        football = self.says(
            amina,
            EntryKind.WISH,
            "I want to play football on Saturdays again.",
            24,
            to=both,
            area=LifeArea.FRIENDS,
        )
        self.decides(
            football,
            WishState.PARTLY,
            "Yes to Saturdays, with Northside. Dan will take you. Not the old pitch for now.",
            "Some adults near the old pitch are not safe. That is about them, not you. "
            "You did nothing wrong.",
            days=2,
        )
        noor = self.says(
            amina, EntryKind.FOR_MY_MEETING, "Can Noor come with me?", 8, to=(self.dan, self.ruth)
        )
        cooked = self.says(
            amina, EntryKind.GOOD_NEWS, "Sam let me cook. It was actually nice.", 6, to=(self.dan,)
        )
        self.opens(self.dan, (noor, cooked), days=5)
        for days, feelings in (
            (40, (Felt("worried", 3), Felt("lonely", 2))),
            (33, (Felt("worried", 3), Felt("lonely", 3), Felt("fed_up", 2))),
            (26, (Felt("worried", 2), Felt("fed_up", 2), Felt("numb"))),
            (18, (Felt("hopeful", 1), Felt("worried", 2))),
            (11, (Felt("hopeful", 2), Felt("happy", 1), Felt("fed_up", 1))),
            (4, (Felt("happy", 3), Felt("hopeful", 2), Felt("worried", 1))),
        ):
            self.feels(amina, feelings, days)
        self.keeps(amina, "I don’t know what to say to Mum on Sunday.", hours=5)
        school = self.says(
            amina,
            EntryKind.WISH,
            "I want to stay at my school. My friends are there. I don’t want to move again "
            "before my exams.",
            0,
            to=both,
            area=LifeArea.SCHOOL_AND_WORK,
        )
        self.plans(amina)
        self.meets(amina, (school, cooked, noor))
        carer.is_told(self.session, amina, self.dan, self.joy, self.before(days=3))

    def kofi_says(self) -> None:
        kofi = self.young_person("Kofi", self.dan, self.before(days=45))
        self.says(kofi, EntryKind.WISH, "Can I have a bike?", 3, to=(self.dan,))
        self.says(kofi, EntryKind.WORRY, "The bus to college is too loud.", 1, to=(self.dan,))
        asking.waits(self.session, kofi, self.before(minutes=25))

    def leo_says(self) -> None:
        leo = self.young_person("Leo", self.dan, self.before(days=45))
        lock = self.says(leo, EntryKind.WISH, "I want a lock on my door.", 12, to=(self.dan,))
        self.decides(lock, WishState.BEING_LOOKED_AT, "", "", days=9)
        letter.met_and_was_told(self.session, leo, self.dan, lock, self.before(days=3))
        self.says(leo, EntryKind.GOOD_NEWS, "The new bed is good.", 0, to=(self.dan,))

    # --- people

    def administrator(self, at: datetime) -> Actor:
        name, job, role = ADMINISTRATOR
        person = Person(role=role, made_at=at)
        people.call(self.session, person, name=name, job=job, sign_in_name=_sign_in(name))
        self.session.add(person)
        trail.append(self.session, actor=None, action="person.made", now=at, subject=person)
        return Actor(person_id=person.id, role=role, level=Level.TWO_FACTORS)

    def colleague(self, name: str, job: str, role: Role, at: datetime) -> Actor:
        person, _ = people.make(
            self.session,
            actor=self.ash,
            name=name,
            job=job,
            sign_in_name=_sign_in(name),
            role=role,
            now=at,
        )
        for weekday in range(5):
            self.session.add(
                WorkingHours(
                    person_id=person.id, weekday=weekday, starts=time(9), ends=time(17, 30)
                )
            )
        trail.append(self.session, actor=self.ash, action="hours.set", now=at, subject=person)
        self.session.flush()
        return Actor(person_id=person.id, role=role, level=Level.TWO_FACTORS)

    def young_person(
        self, called: str, keyworker: Actor, at: datetime, *, talk_to_me: bool = False
    ) -> Actor:
        place: YoungPerson = care.make_place(
            self.session, actor=keyworker, called=called, nation="england", now=at
        )
        amina = Actor(person_id=place.id, role=Role.YOUNG_PERSON, level=Level.OPEN)
        self.assign(keyworker, amina, AssignmentKind.KEYWORKER, at)
        verifier = pins.verifier_of(vault.vault_of(self.session), person_id=place.id, pin=PIN)
        pins.set_pin(self.session, actor=amina, person_id=place.id, verifier=verifier, now=at)
        place.first_run_at = at
        if talk_to_me:
            body = vault.opened(self.session, place)
            words = "Text before you come. Don’t ask about Mum in the car."
            vault.seal(self.session, place, {**body, "talk_to_me": words})
        trail.append(
            self.session,
            actor=amina,
            action="first_run.done",
            now=at,
            young_person_id=place.id,
            subject=place,
        )
        self.session.flush()
        return amina

    def assign(
        self, staff: Actor, who: Actor, kind: AssignmentKind, at: datetime | None = None
    ) -> None:
        care.assign(
            self.session,
            actor=self.joy,
            young_person_id=who.person_id,
            staff_id=staff.person_id,
            kind=kind,
            now=at or self.before(days=49),
        )
        self.session.flush()

    # --- words and what came of them

    def says(
        self,
        who: Actor,
        kind: EntryKind,
        words: str,
        days: int,
        *,
        to: Sequence[Actor],
        area: LifeArea | None = None,
    ) -> Entry:
        at = self.before(days=days, hours=1)
        given = entries.Given(kind=kind, words=words, language="en_GB", life_area=area)
        entry = entries.keep_draft(self.session, actor=who, phone_id=uuid4(), given=given, now=at)
        self.session.flush()
        entries.send(
            self.session,
            actor=who,
            entry_id=entry.id,
            to=[reader.person_id for reader in to],
            now=at,
        )
        self.session.flush()
        return entry

    def feels(self, who: Actor, feelings: Sequence[Felt], days: int) -> None:
        at = self.before(days=days, hours=2)
        given = entries.Given(kind=EntryKind.FEELING, feelings=feelings, language="en_GB")
        entry = entries.keep_draft(self.session, actor=who, phone_id=uuid4(), given=given, now=at)
        self.session.flush()
        to = [self.dan.person_id]
        entries.send(self.session, actor=who, entry_id=entry.id, to=to, now=at)
        self.session.flush()

    def keeps(self, who: Actor, words: str, *, hours: int) -> None:
        at = self.before(hours=hours)
        given = entries.Given(kind=EntryKind.WORRY, words=words, language="en_GB")
        entry = entries.keep_draft(self.session, actor=who, phone_id=uuid4(), given=given, now=at)
        self.session.flush()
        entries.keep_for_me(self.session, actor=who, entry_id=entry.id, now=at)

    def opens(self, who: Actor, shown: Sequence[Entry], *, days: int) -> None:
        at = self.before(days=days)
        entries.show_to(self.session, actor=who, entries=shown, place="today", now=at)
        self.session.flush()

    def decides(
        self,
        entry: Entry,
        state: WishState,
        what_happens: str,
        because: str,
        *,
        days: int,
        verdict: VerdictValue | None = None,
    ) -> None:
        at = self.before(days=days)
        self.opens(self.dan, (entry,), days=days)
        wish = self.session.scalars(select(Wish).where(Wish.entry_id == entry.id)).one()
        is_settled = state is not WishState.BEING_LOOKED_AT
        looks_again = state in (WishState.PARTLY, WishState.NOT_NOW)
        decision = Decision(
            state=state,
            what_happens=what_happens,
            because=because,
            decided_by="Dan Hughes, Ruth Okoro" if is_settled else "",
            decider_id=self.dan.person_id if is_settled else None,
            decided_on=london_day(at) if is_settled else None,
            look_again_on=self.meeting_day() if looks_again else None,
        )
        answer = answers.answer(
            self.session, actor=self.dan, wish_id=wish.id, decision=decision, after=None, now=at
        )
        self.session.flush()
        if verdict is not None:
            self.judges(entry, answer.id, verdict, at + timedelta(hours=3))

    def judges(self, entry: Entry, answer_id: UUID, verdict: VerdictValue, at: datetime) -> None:
        who = Actor(person_id=entry.young_person_id, role=Role.YOUNG_PERSON, level=Level.OPEN)
        asked = of_entry(self.session, actor=who, entry_id=entry.id, now=at)
        answers.read(self.session, actor=who, asked=asked, now=at)
        answers.verdict(
            self.session,
            actor=who,
            entry_id=entry.id,
            answer_id=answer_id,
            value=verdict,
            now=at,
        )
        self.session.flush()

    # --- plan and meeting

    def plans(self, who: Actor) -> None:
        at = self.before(days=20)
        goal, helps = "I want Saturdays to feel normal again.", "Football\nNan’s soup\nQuiet"
        plan.write(self.session, actor=who, part=Goal, written_id=uuid4(), words=goal, now=at)
        plan.write(self.session, actor=who, part=Helps, written_id=uuid4(), words=helps, now=at)
        self.session.flush()

    def meets(self, who: Actor, picked: Sequence[Entry]) -> None:
        review = reviews.plan(
            self.session,
            actor=self.dan,
            review_id=uuid4(),
            young_person_id=who.person_id,
            kind=ReviewKind.REGULAR,
            due_on=self.meeting_day(),
            chair_id=self.ruth.person_id,
            others=[self.dan.person_id],
            now=self.before(days=7),
        )
        self.session.flush()
        for entry in picked:
            reviews.pick(
                self.session,
                actor=who,
                review_id=review.id,
                entry_id=entry.id,
                now=self.before(minutes=30),
            )
            self.session.flush()
        self.takes_part(
            who, review, Step.WANTED, "Who I want there", "Who do you want there?", "Dan, Noor"
        )
        self.takes_part(
            who,
            review,
            Step.WHERE_WHEN,
            "Where and when",
            "Where and when should it be?",
            "After school, not at school",
        )

    def takes_part(
        self, who: Actor, review: Review, step: Step, starter: str, prompt: str, words: str
    ) -> None:
        reviews.say(
            self.session,
            actor=who,
            review_id=review.id,
            step=step,
            said=reviews.Saying(once=uuid4(), words=words, starter=starter, prompt=prompt),
            to=[self.ruth.person_id, self.dan.person_id],
            now=self.before(minutes=20),
        )
        self.session.flush()

    # --- time

    def before(self, **span: float) -> datetime:
        return self.now - timedelta(**span)

    def meeting_day(self) -> date:
        """About three weeks from now, on a Tuesday."""
        soon = london_day(self.now) + timedelta(days=18)
        return soon + timedelta(days=(1 - soon.weekday()) % 7)


def _sign_in(name: str) -> str:
    return name.lower().replace(" ", ".")
