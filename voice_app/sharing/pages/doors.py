"""The carers of one young person, and one door, as those who decide about it see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from voice_app.accounts.queries import people as accounts
from voice_app.accounts.queries.people import Access
from voice_app.care import queries as care
from voice_app.care.models import CLOSEST, YoungPerson
from voice_app.care.queries import facts
from voice_app.core import vault
from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound
from voice_app.sharing import queries, rules, service
from voice_app.sharing.queries import Brief, Door, Drafted, Noted
from voice_app.sharing.rules.checking import Checked, FactFound, Protected, WordFound


@dataclass(frozen=True)
class CarerRow:
    """One carer in the list, and how far they have come with their account."""

    brief: Brief
    access: Access


@dataclass(frozen=True)
class Carers:
    """The carers of one young person, and what must never reach them."""

    young_person_id: UUID
    called: str
    rows: tuple[CarerRow, ...]
    facts: Sequence[Protected]
    may_link: bool
    #: When the young person was born; None when nobody knows.
    born_on: date | None
    #: Their 18th birthday, when it comes soon.
    eighteen_on: date | None


@dataclass(frozen=True)
class Stopped:
    """A protected fact in a summary, with each way in which it is written there."""

    fact: Protected
    words: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A summary on its way, with all that stands between it and its carer."""

    drafted: Drafted
    checked: Checked
    stopped: tuple[Stopped, ...]
    #: Facts that nobody has let stand, and words neither changed nor kept with a reason.
    facts_left: tuple[Stopped, ...]
    words_left: tuple[WordFound, ...]
    missing: tuple[str, ...]
    is_seen: bool
    is_ready: bool
    #: May the person asking sign it now, if it is ready?
    may_sign: bool
    #: May the person asking let a fact stand?
    may_let_stand: bool


@dataclass(frozen=True)
class DoorPage:
    """One door: why it is safe, what was told, and what waits for whom."""

    door: Door
    notes: Sequence[Noted]
    drafts: tuple[Draft, ...]
    flagged: Mapping[UUID, Sequence[Protected]]
    #: May the person asking put the second signature under the assessment that waits?
    may_sign: bool
    #: How many days are left, when there are few.
    days_left: int | None

    @property
    def is_urgent(self) -> bool:
        """Are only a few days left?"""
        return rules.is_urgent(self.days_left)


def carers_page(session: Session, *, actor: Actor, young_person_id: UUID, now: datetime) -> Carers:
    """Everybody linked to a young person.

    Raises:
        NotFound: `actor` neither looks after the young person nor is a manager.
    """
    briefs = queries.doors_of(session, actor=actor, young_person_id=young_person_id, now=now)
    may_link = _looks_after(session, actor, young_person_id, now)
    if not may_link and not rules.may_see_all(actor.role):
        care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
    place = session.get(YoungPerson, young_person_id)
    if place is None:
        raise NotFound
    body = vault.opened(session, place)
    born_on = rules.day(body.get("born_on"))
    access = accounts.access_of(session, [one.link.carer_id for one in briefs], now=now)
    return Carers(
        young_person_id=young_person_id,
        called=body["called"],
        rows=tuple(CarerRow(one, access[one.link.carer_id]) for one in briefs),
        facts=facts.facts_of(session, young_person_id),
        may_link=may_link,
        born_on=born_on,
        eighteen_on=rules.eighteen_soon(born_on, london_day(now)),
    )


def door_page(
    session: Session, *, actor: Actor, door: Door, notes: Sequence[Noted], now: datetime
) -> DoorPage:
    """One door with what its carer wrote, found through the person asking before."""
    protected = facts.facts_of(session, door.link.young_person_id)
    holding, waiting = door.holding, door.waiting
    return DoorPage(
        door=door,
        notes=notes,
        drafts=tuple(draft_of(actor, door, one, protected) for one in door.drafted),
        flagged=service.flagged(door, protected),
        may_sign=waiting is not None
        and rules.may_sign_second(
            actor.role,
            actor.person_id,
            signed=frozenset(one.person_id for one in waiting.signed),
        ),
        days_left=rules.ends_soon(holding.assessment.ends_on, london_day(now)) if holding else None,
    )


def draft_of(actor: Actor, door: Door, drafted: Drafted, protected: Sequence[Protected]) -> Draft:
    """A summary on its way, as the person asking may go on with it."""
    text = service.text_of(drafted.body)
    checked = service.check(text, protected)
    is_ready = door.holding is not None and service.may_be_released(drafted, checked)
    signed = frozenset(one.person_id for one in drafted.signed)
    is_second = rules.may_sign_second(actor.role, actor.person_id, signed=signed)
    stopped = _stopped(drafted, checked.facts)
    return Draft(
        drafted=drafted,
        checked=checked,
        stopped=stopped,
        facts_left=tuple(one for one in stopped if one.fact.id not in drafted.overrides),
        words_left=checked.unanswered_words(drafted.body["kept"]),
        missing=text.missing,
        is_seen=drafted.summary.preview is not None,
        is_ready=is_ready,
        may_sign=is_ready and (is_second if signed else door.may_write),
        may_let_stand=rules.may_let_stand(
            actor.role, actor.person_id, writer_id=drafted.summary.written_by_id, signed=signed
        ),
    )


def _stopped(drafted: Drafted, found: Sequence[FactFound]) -> tuple[Stopped, ...]:
    ways: dict[UUID, tuple[Protected, dict[str, None]]] = {}
    for one in found:
        words = drafted.body[one.field][one.start : one.end]
        ways.setdefault(one.fact.id, (one.fact, {}))[1].setdefault(words)
    return tuple(Stopped(fact, tuple(words)) for fact, words in ways.values())


def _looks_after(session: Session, actor: Actor, young_person_id: UUID, now: datetime) -> bool:
    try:
        care.assigned(
            session,
            actor=actor,
            young_person_id=young_person_id,
            now=now,
            kinds=CLOSEST,
        )
    except NotFound:
        return False
    return True
