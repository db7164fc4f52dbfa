""" "I must pass this on": writing the decision down, agreeing that it waits, telling."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.care import queries as care
from voice_app.core import clock, vault
from voice_app.core.actor import WORKERS, Actor, Level, Role
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound
from voice_app.entries import queries as entries
from voice_app.entries.pages import said
from voice_app.entries.service import show_to
from voice_app.sharing import queries, service
from voice_app.sharing.forms import (
    LAWFUL_NAMES,
    OnlyAButton,
    PassedOnToldForm,
    PassingForm,
    WaitForm,
)
from voice_app.sharing.routes.blueprint import bp
from voice_app.sharing.routes.putting_right import decided, kept
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.paging import first_shown
from voice_app.web.transaction import reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@bp.get("/staff/words/<uuid:entry_id>/pass-on")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def passing_on(entry_id: UUID) -> ResponseReturnValue:
    """The words, and a form below: who, what exactly, why, and whether they were told."""
    return _about_words(entry_id, PassingForm())


@bp.post("/staff/words/<uuid:entry_id>/pass-on")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def pass_on(entry_id: UUID) -> ResponseReturnValue:
    """Keep the decision about these words."""
    return decided(partial(_about_words, entry_id), service.decide, entry_id=entry_id)


@bp.get("/staff/carers/<uuid:door_id>/decide")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def deciding(door_id: UUID) -> ResponseReturnValue:
    """The same about a carer: to tell them something, or not."""
    return _about_carer(door_id, PassingForm(data={"passes_on": "no"}))


@bp.post("/staff/carers/<uuid:door_id>/decide")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def decide(door_id: UUID) -> ResponseReturnValue:
    """Keep the decision about this carer."""
    return decided(partial(_about_carer, door_id), service.decide, link_id=door_id)


@bp.get("/staff/people/<uuid:young_person_id>/passed-on")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def passed_on(young_person_id: UUID) -> ResponseReturnValue:
    """Every decision about one young person that the person asking may know of."""
    actor, now, first = access.actor(), clock.now(), first_shown("from")
    with transaction() as session:
        called, looks_after = _called(session, actor, young_person_id, now)
        found = queries.register(
            session, actor=actor, young_person_id=young_person_id, now=now, first=first
        )
        service.show_decisions(session, actor=actor, found=found.decided, now=now)
    return render_template(
        "sharing/passed_on.html",
        found=found,
        is_first_page=first is None,
        called=called,
        young_person_id=young_person_id,
        lawful=LAWFUL_NAMES,
        button=OnlyAButton(),
        now=now,
        me_id=actor.person_id,
        looks_after=looks_after,
        is_manager=actor.role is Role.MANAGER,
    )


@bp.post("/staff/passed-on/<uuid:decision_id>/agree")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def agree_to_wait(decision_id: UUID) -> ResponseReturnValue:
    """Agree, as the second person, that the young person is not told yet."""
    with transaction() as session:
        young_person_id = service.agree_to_wait(
            session, actor=access.actor(), decision_id=decision_id, now=clock.now()
        )
    return redirect(url_for(".passed_on", young_person_id=young_person_id), code=303)


@bp.get("/staff/passed-on/<uuid:decision_id>/told")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def telling(decision_id: UUID) -> ResponseReturnValue:
    """A page to say how the young person was told."""
    return _telling(decision_id, PassedOnToldForm(), WaitForm())


@bp.post("/staff/passed-on/<uuid:decision_id>/told")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def tell(decision_id: UUID) -> ResponseReturnValue:
    """Keep how they were told; from now on they see it on their phone."""
    form = PassedOnToldForm()
    if not form.validate_on_submit():
        return _telling(decision_id, form, WaitForm(formdata=None)), 400
    with transaction() as session:
        young_person_id = service.note_told(
            session,
            actor=access.actor(),
            decision_id=decision_id,
            how_told=form.how_told.data,
            view=form.view.data or "",
            now=clock.now(),
        )
    return kept(young_person_id)


@bp.post("/staff/passed-on/<uuid:decision_id>/wait")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def wait_longer(decision_id: UUID) -> ResponseReturnValue:
    """Keep why they are not told before a new day; a manager must agree to it anew."""
    form, now = WaitForm(), clock.now()
    if not (form.validate_on_submit() and form.is_possible(london_day(now))):
        return _telling(decision_id, PassedOnToldForm(formdata=None), form), 400
    with transaction() as session:
        young_person_id = service.wait_longer(
            session,
            actor=access.actor(),
            decision_id=decision_id,
            why=form.why_not_yet.data,
            tell_by=form.tell_by.data,
            now=now,
        )
    return kept(young_person_id)


def _about_words(entry_id: UUID, form: PassingForm) -> str:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        entry = entries.get(session, actor=actor, entry_id=entry_id, now=now)
        known = care.known(session, [entry.young_person_id])[entry.young_person_id]
        words = said(entry, vault.opened(session, entry), called=known.called)
        show_to(session, actor=actor, entries=[entry], place="pass_on", now=now)
    return render_template(
        "sharing/pass_on.html",
        form=form,
        words=words,
        called=known.called,
        paper=known.paper,
        young_person_id=entry.young_person_id,
        carer="",
    )


def _about_carer(door_id: UUID, form: PassingForm) -> str:
    with reading() as session:
        door = queries.door(session, actor=access.actor(), link_id=door_id, now=clock.now())
    if not door.may_write:
        raise NotFound
    return render_template(
        "sharing/pass_on.html",
        form=form,
        words=None,
        called=door.called,
        paper=door.paper,
        young_person_id=door.link.young_person_id,
        carer=door.carer,
    )


def _telling(decision_id: UUID, form: PassedOnToldForm, wait: WaitForm) -> str:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        one = queries.get_decision(session, actor=actor, decision_id=decision_id, now=now)
        service.show_decisions(session, actor=actor, found=[one], now=now)
    return render_template("sharing/tell_passed_on.html", one=one, form=form, wait=wait)


def _called(
    session: "Session", actor: Actor, young_person_id: UUID, now: datetime
) -> tuple[str, bool]:
    """What a young person is called, and whether the person asking looks after them.

    A manager finds them without.
    """
    looks_after = True
    try:
        care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
    except NotFound:
        if actor.role is not Role.MANAGER:
            raise
        looks_after = False
    called = care.called(session, [young_person_id]).get(young_person_id)
    if called is None:
        raise NotFound
    return called, looks_after
