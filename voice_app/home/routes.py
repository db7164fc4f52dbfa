"""The first page of everybody: nobody we know, a phone, a young person, a colleague."""

from typing import Any
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.alerts import queries as alerts
from voice_app.alerts.pages import box
from voice_app.alerts.service import show_to as show_alerts_to
from voice_app.care import queries as care
from voice_app.care.forms.staff import KIND_NAMES
from voice_app.care.queries import joining, places
from voice_app.core import clock, vault
from voice_app.core.actor import WORKERS, Actor, Level, Role
from voice_app.core.clock import london_day
from voice_app.entries import queries as entries
from voice_app.entries.service import show_to
from voice_app.home import pages, queries
from voice_app.plan import queries as plans
from voice_app.plan import service as plan_service
from voice_app.reviews import queries as reviews
from voice_app.sharing import queries as sharing
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.paging import last_shown
from voice_app.web.transaction import reading, transaction

bp = Blueprint("home", __name__)


@bp.get("/")
@access.public
def front() -> ResponseReturnValue:
    """Where everybody begins; what it shows depends on how far they have come."""
    asking: Actor | None = g.actor
    if asking is None:
        return render_template("home/front.html")
    if asking.role is Role.CARER:
        return redirect(url_for("sharing.shared"), code=303)
    if not asking.is_young_person:
        administers = asking.role is Role.ADMINISTRATOR
        return redirect(url_for("accounts.people" if administers else ".today"), code=303)
    if asking.level < Level.OPEN:
        return redirect(url_for("entries.letterbox"), code=303)
    return _home(asking)


def _home(actor: Actor) -> str:
    """A young person's own first page: the newest answer, then a few quiet rows."""
    now = clock.now()
    with reading() as session:
        home = pages.home(session, actor=actor, now=now)
    return render_template("home/home.html", home=home)


@bp.get("/staff/today")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def today() -> ResponseReturnValue:
    """A worker's day: new words, wishes that wait, meetings coming, who was quiet lately."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        cared = care.young_people_of(session, actor=actor, now=now)
        words = queries.for_today(session, actor=actor, since=pages.start_of_day(now), now=now)
        found = pages.today(session, words, cared, now)
        show_to(
            session, actor=actor, entries=found.shown, place="today", now=now, first=found.first
        )
        raised = alerts.for_today(session, actor=actor, now=now)
        show_alerts_to(session, actor=actor, found=raised, place="today", now=now)
        meetings = pages.meetings(reviews.mine(session, actor=actor, now=now), london_day(now))
        confirming = places.to_confirm(session, actor=actor, now=now)
        doors = pages.doors(session, actor=actor, now=now)
    return render_template(
        "home/today.html",
        found=found,
        alerts=[box(one, now, me_id=actor.person_id) for one in raised],
        meetings=meetings,
        confirming=confirming,
        doors=doors,
        kinds=KIND_NAMES,
        may_sit=bool(cared),
        now=now,
    )


@bp.get("/staff/people")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def young_people() -> ResponseReturnValue:
    """Everybody whom the person asking looks after, or covers for today."""
    with reading() as session:
        people = pages.people(session, actor=access.actor(), now=clock.now())
    return render_template("home/young_people.html", people=people)


@bp.get("/staff/people/together")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def together() -> ResponseReturnValue:
    """With whom of them somebody wants to sit down and write."""
    with reading() as session:
        people = pages.people(session, actor=access.actor(), now=clock.now())
    return render_template("home/together.html", people=people)


@bp.get("/staff/people/<uuid:young_person_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def young_person(young_person_id: UUID) -> ResponseReturnValue:
    """One young person: their words first, their wishes, how they felt, how to talk to them."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        place = care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
        words = queries.for_young_person(
            session,
            actor=actor,
            young_person_id=young_person_id,
            since=pages.since_for_feelings(now),
            now=now,
        )
        found = pages.person(session, place.id, vault.opened(session, place), words, now)
        show_to(session, actor=actor, entries=found.shown, place="person", now=now)
        coming = reviews.of(session, actor=actor, young_person_id=young_person_id, now=now)
        meetings = pages.meetings(coming, london_day(now))
        may_let_in = joining.may_let_in(
            session, actor=actor, young_person_id=young_person_id, now=now
        )
        to_tell = sharing.to_tell(session, actor=actor, young_person_id=young_person_id, now=now)
    return render_template(
        "home/young_person.html",
        person=found,
        meetings=meetings,
        may_let_in=may_let_in,
        to_tell=to_tell,
    )


@bp.get("/staff/people/<uuid:young_person_id>/words")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def words(young_person_id: UUID) -> ResponseReturnValue:
    """Everything a young person sent to the person asking, page by page."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        place = care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
        page = entries.page_of(
            session,
            actor=actor,
            young_person_id=young_person_id,
            before=last_shown("before"),
            now=now,
        )
        found = queries.of_entries(session, actor=actor, entries=page.entries, now=now)
        items = [pages.item(session, word, now) for word in found]
        show_to(session, actor=actor, entries=page.entries, place="words", now=now)
        called = vault.opened(session, place)["called"]
    return render_template(
        "home/words.html",
        items=items,
        older=page.older,
        called=called,
        young_person_id=young_person_id,
    )


@bp.get("/staff/people/<uuid:young_person_id>/plan")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def plan(young_person_id: UUID) -> ResponseReturnValue:
    """What a young person wants and what helps, in their words, for those who look after them."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        found = plans.current(session, actor=actor, young_person_id=young_person_id, now=now)
        known = care.known(session, [young_person_id])[young_person_id]
        plan_service.show_to(
            session,
            actor=actor,
            young_person_id=young_person_id,
            plan=found,
            place="plan",
            now=now,
        )
    return render_template(
        "home/plan.html", plan=found, known=known, young_person_id=young_person_id
    )


def rail() -> dict[str, Any]:
    """What the frame of staff pages asks for: the places they can go, and who they are."""
    asking: Actor | None = g.get("actor")
    if asking is None or asking.is_young_person or asking.level < Level.TWO_FACTORS:
        return {}
    beside = pages.Rail(asking)
    return {"rail": beside, "me": beside}
