"""Addresses for asking somebody now: young people ask, workers see it and say what was done."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.alerts import pages, queries, service
from voice_app.alerts.forms import CloseForm, ReachForm, RingMeForm
from voice_app.alerts.rules import AlertKind
from voice_app.care.pages.numbers import line
from voice_app.care.queries import ReadersState
from voice_app.care.queries.places import mine as place_of
from voice_app.care.rules.helplines import helplines_of
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Actor, Level, Role
from voice_app.core.errors import AlreadyDone
from voice_app.web import access, half_written
from voice_app.web.access import Relation
from voice_app.web.keeping import keeps
from voice_app.web.transaction import reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

bp = Blueprint("alerts", __name__)


def _keep_late(asking: Actor) -> ResponseReturnValue | None:
    """What a page sent after it had closed goes out at once, unconfirmed, and then the PIN."""
    form = ReachForm(meta={"csrf": False})
    if form.is_by_itself:
        return half_written.keep_late(asking, form, **_place())
    kind = AlertKind(form.kind.data) if form.kind.data in list(AlertKind) else AlertKind.CONTACT_ME
    then = url_for(".became", alert_id=_raise(replace(asking, level=Level.LETTERBOX), form, kind))
    if asking.level >= Level.OPEN:
        return redirect(then, code=303)
    session["then"] = then
    return redirect(url_for("accounts.open_phone"), code=303)


def _ring_late(asking: Actor) -> ResponseReturnValue | None:
    """The same of the page that needs no PIN."""
    form = RingMeForm(meta={"csrf": False})
    _raise(replace(asking, level=Level.LETTERBOX), form, AlertKind.CONTACT_ME)
    return redirect(url_for(".ring_me", sent=1), code=303)


@bp.get("/reach")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def reach() -> ResponseReturnValue:
    """Who would read it and when, numbers beside, and a form; below it what was sent before."""
    with reading() as db:
        form = ReachForm()
        half_written.give_back(db, form, page=url_for(".reach"))
        return _reach(db, form)


@bp.post("/reach")
@keeps(_keep_late)
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def send() -> ResponseReturnValue:
    """Ask for somebody."""
    form = ReachForm()
    if form.is_by_itself:
        return half_written.keep(form, **_place())
    if not form.validate_on_submit():
        with reading() as db:
            return _reach(db, form), 400
    alert_id = _raise(access.actor(), form, AlertKind(form.kind.data))
    return redirect(url_for(".became", alert_id=alert_id), code=303)


@bp.get("/reach/<uuid:alert_id>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def became(alert_id: UUID) -> ResponseReturnValue:
    """What became of it: who was told, who has seen it, what was done."""
    actor, now = access.actor(), clock.now()
    with reading() as db:
        shown = queries.get(db, actor=actor, alert_id=alert_id, now=now)
        told = queries.told_of(db, alert_id)
        opened = queries.readings(db, shown.alert)
        found = queries.hearing(db, actor.person_id, now=now)
    return render_template(
        "alerts/became.html",
        shown=shown,
        said=pages.became(shown, told, found, now),
        kinds=pages.OWN_KINDS,
        opened=[(who.first_name, at) for who, at in opened],
    )


@bp.post("/reach/<uuid:alert_id>/me")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def say_who(alert_id: UUID) -> ResponseReturnValue:
    """Say whether one sent it oneself, when it came without the PIN."""
    with transaction() as db:
        service.say_who(
            db,
            actor=access.actor(),
            alert_id=alert_id,
            was_me=request.form.get("was_me") != "no",
            now=clock.now(),
        )
    return redirect(url_for(".became", alert_id=alert_id), code=303)


@bp.get("/ring-me")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def ring_me() -> ResponseReturnValue:
    """The same without the PIN: always empty, with nobody's name and nothing that tells."""
    form = RingMeForm(formdata=None, data={"once": str(uuid4())})
    return render_template("alerts/ring_me.html", form=form, is_sent="sent" in request.args)


@bp.post("/ring-me")
@keeps(_ring_late)
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def ask_to_ring() -> ResponseReturnValue:
    """Ask somebody to ring. Whoever was told reads that it came without the PIN."""
    form = RingMeForm()
    if not form.validate_on_submit():
        return redirect(url_for(".ring_me"), code=303)
    _raise(access.actor(), form, AlertKind.CONTACT_ME)
    return redirect(url_for(".ring_me", sent=1), code=303)


@bp.get("/staff/alerts")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def alerts() -> ResponseReturnValue:
    """Every alert that the person asking may know of, without anybody's words."""
    actor, now = access.actor(), clock.now()
    with reading() as db:
        found = queries.all_known(db, actor=actor, now=now)
    boxes = [pages.box(one, now, me_id=actor.person_id) for one in found]
    return render_template(
        "alerts/alerts.html",
        waiting=[one for one in boxes if not one.is_closed],
        closed=[one for one in boxes if one.is_closed],
    )


@bp.get("/staff/alerts/<uuid:alert_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def alert(alert_id: UUID) -> ResponseReturnValue:
    """One alert: what was said, how to reach them, who was told, and what to do next."""
    return _alert(alert_id, CloseForm())


@bp.post("/staff/alerts/<uuid:alert_id>/seen")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def see(alert_id: UUID) -> ResponseReturnValue:
    """Say "I have seen it"."""
    with transaction() as db:
        service.see(db, actor=access.actor(), alert_id=alert_id, now=clock.now())
    return redirect(url_for(".alert", alert_id=alert_id), code=303)


@bp.post("/staff/alerts/<uuid:alert_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def close(alert_id: UUID) -> ResponseReturnValue:
    """Close it with what was done."""
    form = CloseForm()
    if not form.validate_on_submit():
        return _alert(alert_id, form), 400
    try:
        with transaction() as db:
            service.close(
                db,
                actor=access.actor(),
                alert_id=alert_id,
                done=form.done.data,
                told=form.told.data == "yes",
                how_told=form.how_told.data,
                now=clock.now(),
            )
    except AlreadyDone:
        flash(_("Somebody closed it before you. What they wrote stands."), "alert")
        return _alert(alert_id, form), 409
    flash(_("Closed. The young person can read what was done."))
    return redirect(url_for(".alert", alert_id=alert_id), code=303)


def _place() -> dict[str, str]:
    return {"page": url_for(".reach"), "prompt": str(ReachForm.QUESTION)}


def _raise(asking: Actor, form: ReachForm | RingMeForm, kind: AlertKind) -> UUID:
    with transaction() as db:
        if isinstance(form, ReachForm) and asking.level >= Level.OPEN:
            half_written.let_go(db, form)
        raised = service.raise_alert(
            db,
            actor=asking,
            phone_id=form.made_id(),
            kind=kind,
            words=form.words.data or "",
            contact=form.contact.data or "",
            now=clock.now(),
        )
        return raised.id


def _reach(db: "Session", form: ReachForm) -> str:
    actor, now = access.actor(), clock.now()
    found = queries.hearing(db, actor.person_id, now=now)
    return render_template(
        "alerts/reach.html",
        form=form,
        is_there=found.state is not ReadersState.CLOSED,
        truth=pages.before(found, now),
        lines=[line(one) for one in helplines_of(place_of(db, actor=actor).nation)],
        mine=queries.mine(db, actor=actor, now=now),
        kinds=pages.OWN_KINDS,
    )


def _alert(alert_id: UUID, form: CloseForm) -> str:
    actor, now = access.actor(), clock.now()
    with transaction() as db:
        shown = queries.get(db, actor=actor, alert_id=alert_id, now=now)
        told = queries.told_of(db, alert_id)
        service.show_to(db, actor=actor, found=[shown], place="alert", now=now)
    return render_template(
        "alerts/alert.html",
        shown=shown,
        box=pages.box(shown, now, me_id=actor.person_id),
        told=told,
        form=form,
    )
