"""Making a young person's place."""

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.care import service
from voice_app.care.forms.staff import PlaceForm
from voice_app.care.routes.blueprint import bp
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import database, transaction


@bp.get("/staff/people/new")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NONE)
def new_place() -> ResponseReturnValue:
    """What is needed to make a place."""
    form = PlaceForm(nation=current_app.config["VOICE_SETTINGS"].nation)
    return render_template("care/new_place.html", form=form)


@bp.post("/staff/people/new")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NONE)
def make_place() -> ResponseReturnValue:
    """Make the place, and go on to the young person's phone."""
    form, now = PlaceForm(), clock.now()
    if not form.validate_on_submit() or not form.is_possible(clock.london_day(now)):
        return render_template("care/new_place.html", form=form), 400
    if not database().vault.is_recoverable():
        return render_template("care/new_place.html", form=form, is_too_early=True), 409
    with transaction() as data:
        place = service.make_place(
            data,
            actor=access.actor(),
            called=form.called.data,
            full_name=form.full_name.data or "",
            born_on=form.born_on.data,
            nation=form.nation.data,
            came_into_care_on=form.came_into_care_on.data,
            place_id=form.made_id(),
            now=now,
        )
    return redirect(url_for(".let_in", young_person_id=place.id), code=303)
