"""Six carers for whoever walks every address: one who may read, and five who may not."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.world import Someone, World
from voice_app.care.service import carers, facts
from voice_app.care.service.carers import CarerDetails
from voice_app.core.actor import Role
from voice_app.core.clock import london_day
from voice_app.entries import service as entries
from voice_app.entries.models import EntryKind
from voice_app.entries.service import Given
from voice_app.sharing import service
from voice_app.sharing.models import Publication, SafetyAssessment
from voice_app.sharing.rules import (
    Assessment,
    Ending,
    Lawful,
    NoteKind,
    Passing,
    Preview,
    SummaryText,
)
from voice_app.wording.protected import FactKind

SAFE = Assessment(
    safe="They have kept plans private since March.",
    danger="Some adults near the old pitch. Not at home.",
    if_wrong="Somebody could learn where she plays. We shut it the same day.",
    basis="Two visits, and what she says.",
    covered=("Football on Saturdays",),
    not_covered=("School",),
    protective="They ring the duty team when something worries them.",
    view="Fine. But don’t say about the bus.",
    ends_on=date(2026, 7, 14),
)
TEXT = SummaryText(
    from_them="Saturdays matter to me.",
    danger="Some adults near the old pitch. Not at home.",
    helps="Quiet on Saturday nights.",
    next="Football, Saturday 20 June.",
    ring="Duty team 01632 960 041.",
)


class Doors:
    """Carers around Amina and Leo, made through the real services."""

    def __init__(self, world: World, session: Session, now: datetime) -> None:
        self.world, self.session, self.now = world, session, now

    def fill(self) -> dict[str, Any]:
        """One of everything: what stands in the addresses of sharing."""
        world, amina = self.world, self.world.amina
        world.sam, door_id = self.link("Sam Carter", amina)
        publication_id = self.released(door_id)
        note = service.write_note(
            self.session,
            actor=world.actor(world.sam),
            note_id=uuid4(),
            link_id=door_id,
            kind=NoteKind.SEEN,
            words="She slept well on Saturday.",
            now=self.now,
        )
        world.mara, mara = self.link("Mara Bright", amina)
        self.released(mara)
        world.ned, ned = self.link("Ned Early", amina)
        self.released(ned)
        self.expired(ned)
        world.rae, rae = self.link("Rae Shut", amina)
        self.revoked(rae)
        world.noa, _ = self.link("Noa Never", amina)
        world.lou, lou = self.link("Lou Finch", world.leo, by=world.ella)
        self.released(lou, of=world.leo, by=world.ella)
        fact = facts.protect(
            self.session,
            actor=world.actor(world.dan),
            fact_id=uuid4(),
            young_person_id=amina.id,
            kind=FactKind.ADDRESS,
            value="14 Marigold Row, Fernley, FN4 7QT",
            now=self.now,
        )
        summary_id = self.summary(door_id, replace(TEXT, next="Tea at 14 Marigold Row."))
        waiting = self.assessed(mara, after=1, sign=False)
        decision = self.not_told_yet()
        self.session.flush()
        return {
            "door_id": door_id,
            "publication_id": publication_id,
            "summary_id": summary_id,
            "assessment_id": waiting,
            "note_id": note.id,
            "fact_id": fact.id,
            "decision_id": decision,
            "version": 1,
        }

    def not_told_yet(self) -> UUID:
        """Dan passed on what Amina said, and she is not told yet."""
        dan = self.world.actor(self.world.dan)
        words = Given(kind=EntryKind.WORRY, words="A car waits after school.")
        amina = self.world.actor(self.world.amina)
        entry = entries.keep_draft(
            self.session, actor=amina, phone_id=uuid4(), given=words, now=self.now
        )
        self.session.flush()
        entries.send(
            self.session, actor=amina, entry_id=entry.id, to=[self.world.dan.id], now=self.now
        )
        self.session.flush()
        row = service.decide(
            self.session,
            actor=dan,
            decision_id=uuid4(),
            given=Passing(
                passes_on=True,
                lawful=Lawful.SERIOUS_HARM,
                to_whom="Nell Osei, social worker",
                why="Somebody waits for her.",
                what="That a car waits.",
                view="OK.",
                why_not_yet="He reads her phone.",
                tell_by=london_day(self.now) + timedelta(days=7),
            ),
            entry_id=entry.id,
            now=self.now,
        )
        self.session.flush()
        return row.id

    def link(self, name: str, of: Someone, *, by: Someone | None = None) -> tuple[Someone, UUID]:
        """Somebody is linked to a young person; whoever looks after them met them."""
        row = carers.link_carer(
            self.session,
            actor=self.world.actor(by or self.world.dan),
            link_id=uuid4(),
            young_person_id=of.id,
            given=CarerDetails(
                name=name,
                relation="foster carer",
                sign_in_name=name.lower().replace(" ", "."),
                identity="Passport seen.",
                identity_checked_on=london_day(self.now),
            ),
            now=self.now,
        )
        self.session.flush()
        return Someone(row.carer_id, name, Role.CARER), row.id

    def assessed(
        self,
        door_id: UUID,
        *,
        by: Someone | None = None,
        after: int = 0,
        sign: bool = True,
    ) -> UUID:
        """Two people sign that it is safe, or only the first."""
        now = self.now
        row = service.write_assessment(
            self.session,
            actor=self.world.actor(by or self.world.dan),
            link_id=door_id,
            given=SAFE,
            after=after,
            now=now,
        )
        self.session.flush()
        if sign:
            joy = self.world.actor(self.world.joy)
            service.sign_assessment(self.session, actor=joy, assessment_id=row.id, now=now)
            self.session.flush()
        return row.id

    def summary(
        self,
        door_id: UUID,
        text: SummaryText = TEXT,
        *,
        by: Someone | None = None,
        of: Someone | None = None,
    ) -> UUID:
        """A summary that the young person was shown and says OK to."""
        now, writer = self.now, self.world.actor(by or self.world.dan)
        row = service.begin_summary(
            self.session,
            actor=writer,
            summary_id=uuid4(),
            link_id=door_id,
            text=text,
            now=now,
        )
        self.session.flush()
        service.show_summary(self.session, actor=writer, summary_id=row.id, version=1, now=now)
        service.say_of_summary(
            self.session,
            actor=self.world.actor(of or self.world.amina),
            summary_id=row.id,
            version=1,
            preview=Preview.OK,
            now=now,
        )
        self.session.flush()
        return row.id

    def released(
        self,
        door_id: UUID,
        *,
        by: Someone | None = None,
        of: Someone | None = None,
        text: SummaryText = TEXT,
    ) -> UUID:
        """The door is opened and a summary let out through it; returns the publication's id."""
        now, writer = self.now, self.world.actor(by or self.world.dan)
        self.assessed(door_id, by=by)
        summary_id = self.summary(door_id, text, by=by, of=of)
        for signer in (writer, self.world.actor(self.world.joy)):
            service.sign_release(
                self.session, actor=signer, summary_id=summary_id, version=1, now=now
            )
            self.session.flush()
        return self.session.scalars(
            select(Publication.id).where(Publication.summary_id == summary_id)
        ).one()

    def expired(self, door_id: UUID) -> None:
        """Its last day was yesterday. Nobody looked after Amina long enough to write it then."""
        query = select(SafetyAssessment).where(SafetyAssessment.link_id == door_id)
        row = self.session.scalars(query).one()
        row.ends_on = london_day(self.now) - timedelta(days=1)
        self.world.note(self.session, row)

    def revoked(self, door_id: UUID) -> None:
        """Something is released, taken back, and then the door is shut by an incident."""
        publication_id = self.released(door_id)
        nell = self.world.actor(self.world.nell)
        service.withdraw(
            self.session,
            actor=nell,
            publication_id=publication_id,
            because="The plan has changed.",
            now=self.now,
        )
        service.shut_door(
            self.session,
            actor=nell,
            link_id=door_id,
            ending=Ending.INCIDENT,
            because="Somebody followed her home.",
            now=self.now,
        )
