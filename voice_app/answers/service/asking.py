"""Waiting for an answer: which words ask for one, by when, and from whom."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from voice_app.answers import queries, rules
from voice_app.answers.models import Answer, Telling, Verdict, Wish
from voice_app.answers.rules import WishState
from voice_app.care import rules as care_rules
from voice_app.care import service as care
from voice_app.care.models import Assignment, YoungPerson
from voice_app.care.queries import is_live
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.entries import service as entries
from voice_app.entries.models import ASKING, Audience, Entry, EntryState
from voice_app.record import service as trail


class MakeWish:
    """Begins to wait for an answer when words that ask for one were sent and are confirmed.

    Words make one wish at most. What was kept back and is sent again begins anew; words that
    put an earlier wish another way keep its day, so that asking better makes nobody wait.
    """

    def __init__(self) -> None:
        #: How many working days an answer may take; the app sets it from its settings.
        self.within_days = rules.ANSWER_WITHIN_DAYS

    def __call__(self, session: Session, entry: Entry, *, actor: Actor, now: datetime) -> None:
        is_sent = entry.state is EntryState.SENT and entry.confirmed_at is not None
        if entry.kind not in ASKING or not is_sent:
            return
        wish = session.scalar(select(Wish).where(Wish.entry_id == entry.id))
        if wish is not None and wish.withdrawn_at is None:
            return
        due_on = self._due_on(session, entry, now)
        if wish is None:
            wish = Wish(
                young_person_id=entry.young_person_id,
                entry_id=entry.id,
                asked_at=now,
                due_on=due_on,
                state=WishState.NOT_ANSWERED,
                verdict=None,
                answers=0,
            )
            session.add(wish)
        wish.asked_at, wish.due_on, wish.withdrawn_at = now, due_on, None
        note_what_waits(session, wish)
        note(session, actor, "wish.made", wish, now)

    def _due_on(self, session: Session, entry: Entry, now: datetime) -> date:
        place = session.get_one(YoungPerson, entry.young_person_id)
        due_on = care_rules.working_days_after(london_day(now), self.within_days, place.nation)
        if entry.corrects_id is None:
            return due_on
        earlier = session.scalar(select(Wish).where(Wish.entry_id == entry.corrects_id))
        waits = earlier is not None and earlier.state in rules.WAITING
        return min(due_on, earlier.due_on) if earlier and waits else due_on


def withdraw(session: Session, entry: Entry, *, actor: Actor, now: datetime) -> None:
    """Want no answer any more to words that were taken back. Safe to repeat."""
    wish = session.scalar(select(Wish).where(Wish.entry_id == entry.id))
    if wish is None or wish.withdrawn_at is not None:
        return
    wish.withdrawn_at = now
    note_what_waits(session, wish)
    note(session, actor, "wish.withdrawn", wish, now)


def pass_on(session: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Let the successors in an assignment see the open wishes of whoever had it before.

    Nothing else that was sent to them is passed on. Called when an assignment begins and
    when one ends, so it does not matter which comes first. Safe to repeat.
    """
    same = and_(
        Assignment.young_person_id == assignment.young_person_id,
        Assignment.kind == assignment.kind,
    )
    now_there = set(session.scalars(select(Assignment.staff_id).where(same, is_live(now))))
    ever = set(session.scalars(select(Assignment.staff_id).where(same)))
    if not now_there or not ever - now_there:
        return
    audiences: dict[UUID, set[UUID]] = {}
    rows = session.execute(
        select(Audience.entry_id, Audience.person_id)
        .join(Entry, Entry.id == Audience.entry_id)
        .join(Wish, Wish.entry_id == Entry.id)
        .where(
            Wish.young_person_id == assignment.young_person_id,
            Wish.waits,
            queries.wants_answer(None, now),
            or_(Audience.until_at.is_(None), Audience.until_at > now),
        )
    )
    for entry_id, person_id in rows:
        audiences.setdefault(entry_id, set()).add(person_id)
    let_in = [
        Audience(
            young_person_id=assignment.young_person_id,
            entry_id=entry_id,
            person_id=person_id,
            from_at=now,
            until_at=None,
        )
        for entry_id, audience in audiences.items()
        if audience & (ever - now_there)
        for person_id in sorted(now_there - audience)
    ]
    if let_in:
        session.add_all(let_in)
        trail.append(
            session,
            actor=actor,
            action="wishes.passed_on",
            now=now,
            young_person_id=assignment.young_person_id,
            subject=assignment,
            details={"people": sorted({str(row.person_id) for row in let_in})},
        )


def note_what_waits(session: Session, wish: Wish) -> None:
    """Keep beside a wish whether somebody has something to do, after anything changed about it."""
    untold = select(Answer.id).where(
        Answer.wish_id == wish.id, Answer.number == wish.answers, queries.waits_to_be_told()
    )
    wish.waits = rules.waits(
        wish.state,
        wish.verdict,
        is_withdrawn=wish.withdrawn_at is not None,
        is_told=session.scalar(untold) is None,
    )


def note(
    session: Session,
    actor: Actor,
    action: str,
    subject: Wish | Answer | Telling | Verdict,
    now: datetime,
    **details: str,
) -> None:
    """Write in the trail what was done about a wish. Details are ids and states, never words."""
    trail.append(
        session,
        actor=actor,
        action=action,
        now=now,
        young_person_id=subject.young_person_id,
        subject=subject,
        details=details,
    )


make_wish = MakeWish()
entries.when_sent.append(make_wish)
entries.when_taken_back.append(withdraw)
care.when_assigned.append(pass_on)
care.when_unassigned.append(pass_on)
