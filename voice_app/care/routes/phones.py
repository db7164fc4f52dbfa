"""A young person's phones, for their keyworker."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.care.forms.staff import PauseForm
from voice_app.care.queries import phones as queries
from voice_app.care.routes.blueprint import bp
from voice_app.care.service import phones
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction


@bp.get("/staff/people/<uuid:young_person_id>/phones", endpoint="phones")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def show_phones(young_person_id: UUID) -> ResponseReturnValue:
    """Their phones, what was done to them, and what can be done."""
    with reading() as data:
        found = queries.phones_of(
            data, actor=access.actor(), young_person_id=young_person_id, now=clock.now()
        )
    return render_template("care/phones.html", found=found, young_person_id=young_person_id)


@bp.post("/staff/people/<uuid:young_person_id>/phones/<uuid:device_id>/taken")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def phone_taken(young_person_id: UUID, device_id: UUID) -> ResponseReturnValue:
    """Somebody else has it: it is shut, sends what waits, and empties itself."""
    with transaction() as data:
        phones.report_taken(
            data,
            actor=access.actor(),
            young_person_id=young_person_id,
            device_id=device_id,
            now=clock.now(),
        )
    flash(_("That phone is shut. It shows nothing now."))
    return redirect(url_for(".phones", young_person_id=young_person_id), code=303)


@bp.get("/staff/people/<uuid:young_person_id>/phones/<uuid:device_id>/pause")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def before_pausing(young_person_id: UUID, device_id: UUID) -> ResponseReturnValue:
    """What pausing does, and why they do it, in words for the young person."""
    return _before_pausing(young_person_id, device_id, PauseForm())


@bp.post("/staff/people/<uuid:young_person_id>/phones/<uuid:device_id>/pause")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def pause_phone(young_person_id: UUID, device_id: UUID) -> ResponseReturnValue:
    """Let nothing be read on it for now."""
    form = PauseForm()
    if not form.validate_on_submit():
        return _before_pausing(young_person_id, device_id, form), 400
    with transaction() as data:
        phones.pause(
            data,
            actor=access.actor(),
            young_person_id=young_person_id,
            device_id=device_id,
            why=form.why.data or "",
            now=clock.now(),
        )
    flash(_("Reading is paused on that phone."))
    return redirect(url_for(".phones", young_person_id=young_person_id), code=303)


@bp.post("/staff/people/<uuid:young_person_id>/phones/<uuid:device_id>/resume")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def resume_phone(young_person_id: UUID, device_id: UUID) -> ResponseReturnValue:
    """Let it be read again with its code."""
    with transaction() as data:
        phones.resume(
            data,
            actor=access.actor(),
            young_person_id=young_person_id,
            device_id=device_id,
            now=clock.now(),
        )
    flash(_("That phone can be read again."))
    return redirect(url_for(".phones", young_person_id=young_person_id), code=303)


def _before_pausing(young_person_id: UUID, device_id: UUID, form: PauseForm) -> str:
    with reading() as data:
        called = queries.paused_one(
            data,
            actor=access.actor(),
            young_person_id=young_person_id,
            device_id=device_id,
            now=clock.now(),
        )
    return render_template(
        "care/pause_phone.html", form=form, called=called, young_person_id=young_person_id
    )
