"""Every address of the app, with something behind each, and everybody who might ask for it.

One world with all kinds of things in it is made once; whoever walks it works on a copy, so a
step that changes something cannot change what the next one finds.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.support.alerts import an_alert
from tests.support.asking import ASKING, come_in
from tests.support.databases import Supply
from tests.support.doors import Doors
from tests.support.earlier_review import earlier_review, somebody_at_her_side
from tests.support.sitting import a_sitting
from tests.support.told import told_in_a_browser
from tests.support.world import NOW, Browser, Someone, World, settings_for
from voice_app.accounts.models import AccountSession, Device, Invitation
from voice_app.accounts.service import links, phones, sessions
from voice_app.answers import service as answers
from voice_app.answers.models import Answer, Wish, WishState
from voice_app.answers.rules import Decision
from voice_app.care import service as care
from voice_app.care.models import Assignment, AssignmentKind, TimeAway
from voice_app.care.service import joining
from voice_app.core.actor import Level, Role
from voice_app.core.keyring import MasterKey, write_master_keys
from voice_app.core.opening import open_database
from voice_app.entries import service as entries
from voice_app.entries.models import Entry, EntryKind
from voice_app.entries.rules import Felt
from voice_app.plan import service as plan
from voice_app.plan.models import Goal
from voice_app.reviews import service as reviews
from voice_app.reviews.models import ReviewMember
from voice_app.reviews.rules import ReviewKind, Step, TextKind

#: What Amina felt: several at once, one of them strong.
FELT = (
    Felt(name="worried", strength=3, word=None),
    Felt(name="hopeful", strength=1, word=None),
    Felt(name="mixed", strength=None, word=None),
)


class Everywhere:
    """The filled world, a fresh copy whenever asked, and what stands in each address."""

    def __init__(
        self,
        world: World,
        supply: Supply,
        things: dict[str, Any],
        kept: dict[str, dict[str, str]],
    ) -> None:
        self.world, self.things = world, things
        self._kept = kept
        self._pages: dict[tuple[str, str], TestResponse] = {}
        self._only_looked_at = False
        self._supply = supply
        self._original = (world.settings.database_url, world.settings.keyring_url)
        self._copy: tuple[str, str] | None = None

    def start_afresh(self) -> None:
        """Forget everything that was done since the world was filled."""
        self.put_away()
        self._only_looked_at = False
        self._copy = self._supply.take()
        self._supply.fill(self._copy, self._original)
        settings = replace(
            self.world.settings, database_url=self._copy[0], keyring_url=self._copy[1]
        )
        self.world.now = NOW
        self.world.database = open_database(settings, now=NOW)
        self.world.app.extensions["voice.database"] = self.world.database
        asset = cast("Callable[[str], str]", self.world.app.jinja_env.globals["asset"])
        _, _, version, name = asset("app.css").split("/")
        self.things |= {"assets.show:version": version, "assets.show:name": name}

    def put_away(self) -> None:
        """Close the copy in use and remove it."""
        self.world.database.close()
        if self._copy is not None:
            self._supply.give_back(self._copy)
            self._copy = None

    def browse(self, asking: str) -> Browser:
        """The browser of somebody from `ASKING`, who came in when the world was filled.

        Coming in anew for each address would take a quarter of the time of a walk.
        """
        self._only_looked_at = False
        return self._browser_of(asking)

    def page(self, endpoint: str, asking: str) -> TestResponse:
        """What somebody finds at an address, in a copy of its own that pages are only looked at in.

        It is fetched once for all tests of a process that have something to say about it.
        """
        if (endpoint, asking) not in self._pages:
            if not self._only_looked_at:
                self.start_afresh()
                self._only_looked_at = True
            browser, address = self._browser_of(asking), self.address(endpoint)
            self._pages[endpoint, asking] = browser.get(address, follow_redirects=True)
        return self._pages[endpoint, asking]

    def _browser_of(self, asking: str) -> Browser:
        browser = self.world.browse()
        for name, value in self._kept[asking].items():
            browser.set_cookie(name, value, secure=True)
        return browser

    def address(self, endpoint: str, **chosen: Any) -> str:
        """Where an endpoint is, with things of Amina's in it unless others are chosen.

        Raises:
            KeyError: the address holds something of which the filled world has none.
        """
        rule = next(self.world.app.url_map.iter_rules(endpoint))
        values = {name: self._thing(endpoint, name, chosen) for name in rule.arguments}
        with self.world.app.test_request_context(base_url=self.world.settings.public_url):
            return self.world.app.url_for(endpoint, _external=False, **values)

    def _thing(self, endpoint: str, name: str, chosen: dict[str, Any]) -> Any:
        for key in (f"{endpoint}:{name}", name):
            if key in chosen:
                return chosen[key]
            if key in self.things:
                return self.things[key]
        raise KeyError(f"nothing in the filled world for {name} of {endpoint}")


@pytest.fixture(scope="session")
def everywhere(
    database_supply: Supply, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Everywhere]:
    """The filled world, made once for each process that tests."""
    with pytest.MonkeyPatch.context() as patch:
        filled = fill_a_world(database_supply, tmp_path_factory.mktemp("everywhere"))
        patch.setattr("voice_app.core.clock.now", lambda: filled.world.now)
        yield filled
        filled.put_away()


def fill_a_world(supply: Supply, folder: Path, **app_settings: Any) -> Everywhere:
    """Make the world and put one of everything into it."""
    settings = settings_for(folder, *supply.take())
    write_master_keys(settings.master_key_file, [MasterKey.new()])
    world = World(replace(settings, **app_settings), open_database(settings, now=NOW))
    world.cover(world.priya, world.dan)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voice_app.core.clock.now", lambda: world.now)
        things = _Filling(world).fill()
        with world.writing() as session:
            kept = {asking: come_in(world, session, asking) for asking in ASKING}
    return Everywhere(world, supply, things, kept)


class _Filling:
    """Amina and those around her do one of everything."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.things: dict[str, Any] = {"young_person_id": world.amina.id}

    def fill(self) -> dict[str, Any]:
        world = self.world
        with world.writing() as session:
            self.session = session
            self._words()
            self._answers()
            wish = self.says(EntryKind.WISH, "Can I see my nan more?", world.dan, world.ruth)
            self.things |= earlier_review(session, world, wish, NOW)
            self.things |= somebody_at_her_side(session, world, NOW)
            self._plan_and_review()
            self._phone(session)
            self._people()
            self.things |= a_sitting(session, world, NOW)
            self.things |= told_in_a_browser(session, world, NOW)
            self.things |= an_alert(session, world, NOW)
            self.things |= Doors(world, session, NOW).fill()
        return self.things

    def _words(self) -> None:
        world = self.world
        # Finn was sent Amina's words too. He has left her by now, and looks after Leo instead.
        finns = world._assign(self.session, world.finn, world.amina, AssignmentKind.KEYWORKER)
        world._assign(self.session, world.finn, world.leo, AssignmentKind.KEYWORKER)
        self.things["entry_id"] = self.says(
            EntryKind.WISH, "I want to stay at my school.", world.dan, world.ruth, world.finn
        )
        good_news = self.says(EntryKind.GOOD_NEWS, "Sam let me cook.", world.dan, world.finn)
        self.says(EntryKind.WORRY, "It is loud at night.", world.finn, by=world.leo)
        care.end(self.session, actor=world.actor(world.joy), assignment_id=finns, now=NOW)
        self.session.flush()
        # A wish gets an answer; "I've heard you" is for what asks for none.
        self.things |= {"entries.hear:entry_id": good_news, "entries.heard:entry_id": good_news}
        self.says(EntryKind.FEELING, "", world.dan, world.nell, feelings=FELT)
        felt = self.says(EntryKind.FEELING, "", feelings=FELT)
        self.things["entries.strength:key"] = self.session.get_one(Entry, felt).phone_id
        draft = self.says(EntryKind.WORRY, "Not finished")
        self.things["key"] = self.session.get_one(Entry, draft).phone_id

    def says(
        self,
        kind: EntryKind,
        words: str,
        *to: Someone,
        by: Someone | None = None,
        feelings: Sequence[Felt] = (),
    ) -> UUID:
        author = self.world.actor(by or self.world.amina)
        given = entries.Given(kind=kind, words=words, language="en_GB", feelings=list(feelings))
        entry = entries.keep_draft(
            self.session, actor=author, phone_id=uuid4(), given=given, now=NOW
        )
        self.session.flush()
        if to:
            readers = [reader.id for reader in to]
            entries.send(self.session, actor=author, entry_id=entry.id, to=readers, now=NOW)
            self.session.flush()
        return entry.id

    def _answers(self) -> None:
        wish = self.session.scalars(
            select(Wish).where(Wish.entry_id == self.things["entry_id"])
        ).one()
        decision = Decision(
            state=WishState.PARTLY,
            what_happens="You stay until the summer.",
            because="Moving before exams is hard.",
            decided_by="Dan Hughes",
            decider_id=self.world.dan.id,
            decided_on=date(2026, 6, 16),
            look_again_on=date(2026, 7, 14),
        )
        answer: Answer = answers.answer(
            self.session,
            actor=self.world.actor(self.world.dan),
            wish_id=wish.id,
            decision=decision,
            after=None,
            now=NOW,
        )
        self.session.flush()
        self.things |= {"wish_id": wish.id, "answer_id": answer.id}

    def _plan_and_review(self) -> None:
        amina, dan = (self.world.actor(who) for who in (self.world.amina, self.world.dan))
        plan.write(
            self.session,
            actor=amina,
            part=Goal,
            written_id=uuid4(),
            words="I want Saturdays to feel normal again.",
            now=NOW,
        )
        review = reviews.plan(
            self.session,
            actor=dan,
            review_id=uuid4(),
            young_person_id=self.world.amina.id,
            kind=ReviewKind.REGULAR,
            due_on=NOW.date() + timedelta(days=21),
            chair_id=self.world.ruth.id,
            others=[self.world.dan.id],
            now=NOW,
        )
        self.session.flush()
        self.things["review_id"] = review.id
        reviews.pick(
            self.session,
            actor=amina,
            review_id=review.id,
            entry_id=self.things["entry_id"],
            now=NOW,
        )
        reviews.say(
            self.session,
            actor=amina,
            review_id=review.id,
            step=Step.WANTED,
            said=reviews.Saying(
                once=uuid4(), words="Dan and my nan.", starter="", prompt="Who do you want there?"
            ),
            to=[self.world.ruth.id, self.world.dan.id],
            now=NOW,
        )
        self.session.flush()
        self.things |= {"number": Step.WANTED.number, "reviews.ask:number": Step.JOIN_IN.number}
        noor = self.world.make_colleague(self.session, "Noor Idris", "Youth worker", Role.STAFF)
        self.session.flush()
        reviews.name_member(
            self.session, actor=dan, review_id=review.id, person_id=noor.id, now=NOW
        )
        self.session.flush()
        self.things["member_id"] = self.session.scalars(
            select(ReviewMember.id).where(ReviewMember.person_id == noor.id)
        ).one()
        self.things["text_id"] = uuid4()
        reviews.write_text(
            self.session,
            actor=dan,
            review_id=review.id,
            text_id=self.things["text_id"],
            kind=TextKind.SEEN_HEARD,
            words="Amina cooked for everybody on Sunday.",
            now=NOW,
        )

    def _people(self) -> None:
        dan, ash = (self.world.actor(who) for who in (self.world.dan, self.world.ash))
        self.things |= {
            "person_id": self.world.ella.id,
            "care.hours:person_id": self.world.dan.id,
            "care.set_hours:person_id": self.world.dan.id,
            "care.set_away:person_id": self.world.dan.id,
            "reviews.take_out:person_id": self.world.dan.id,
            "reviews.pack_of:person_id": self.world.ruth.id,
            "reviews.seen_by:person_id": self.world.ruth.id,
            "care.setting:what": "name",
            "care.change:what": "name",
            "care.choose:step": "language",
            "care.start:step": "paper",
            "part": "goal",
            "way": "up",
            "token": "not-a-token",
        }
        links.ask(self.session, actor=ash, person_id=self.world.ella.id, now=NOW)
        self.session.flush()
        self.things["link_id"] = self.session.scalars(select(Invitation.id)).one()
        self.things["session_id"] = self._session_of(self.world.dan)
        code = joining.offer(
            self.session,
            actor=dan,
            young_person_id=self.world.amina.id,
            ends_others=False,
            now=NOW,
        )
        self.things["code_id"] = code.id
        self.things["away_id"] = self.session.scalars(select(TimeAway.id)).one()
        self.things["assignment_id"] = self.session.scalars(
            select(Assignment.id).where(Assignment.staff_id == self.world.nell.id)
        ).one()
        place = care.make_place(self.session, actor=dan, called="Mei", nation="england", now=NOW)
        self.session.flush()
        self.things["care.confirm:assignment_id"] = self.session.scalars(
            select(Assignment.id).where(Assignment.young_person_id == place.id)
        ).one()

    def _session_of(self, person: Someone) -> UUID:
        sessions.start(self.session, person_id=person.id, level=Level.TWO_FACTORS, now=NOW)
        self.session.flush()
        return self.session.scalars(
            select(AccountSession.id).where(AccountSession.person_id == person.id)
        ).one()

    def _phone(self, session: Session) -> None:
        self.world._phone_of(session, self.world.leo)
        phone_id, _ = self.world._phone_of(session, self.world.amina)
        self.things["device_id"] = session.get_one(Device, phone_id).id
        # What is said of another phone is said on a page of its own.
        another = phones.enrol(
            session, young_person_id=self.world.amina.id, public_key=None, now=NOW
        )
        self.things["accounts.phone:device_id"] = another.device_id
