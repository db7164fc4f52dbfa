"""The keyworker's side of joining: a code, the same pictures, yes or no."""

from uuid import UUID

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.care.forms.staff import ComparedForm, OfferForm
from voice_app.care.pages.letting_in import shown
from voice_app.care.queries import joining as queries
from voice_app.care.routes.blueprint import bp
from voice_app.care.service import joining
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction


@bp.get("/staff/people/<uuid:young_person_id>/join")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def let_in(young_person_id: UUID) -> ResponseReturnValue:
    """How far the joining has come, and what to do next."""
    with reading() as data:
        offer = queries.offered(
            data, actor=access.actor(), young_person_id=young_person_id, now=clock.now()
        )
    address = f"{current_app.config['VOICE_SETTINGS'].public_url}{url_for('.join')}"
    return render_template(
        "care/let_in.html",
        young_person_id=young_person_id,
        offer=shown(offer, address=address),
        form=OfferForm(),
        compared=ComparedForm(),
    )


@bp.post("/staff/people/<uuid:young_person_id>/join")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def offer_code(young_person_id: UUID) -> ResponseReturnValue:
    """Make a code; one that was on offer before is no more."""
    form = OfferForm()
    if form.validate_on_submit():
        with transaction() as data:
            joining.offer(
                data,
                actor=access.actor(),
                young_person_id=young_person_id,
                ends_others=form.ends_others.data,
                now=clock.now(),
            )
    return redirect(url_for(".let_in", young_person_id=young_person_id), code=303)


@bp.post("/staff/people/<uuid:young_person_id>/join/<uuid:code_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def compare(young_person_id: UUID, code_id: UUID) -> ResponseReturnValue:
    """Yes, the same pictures; or no, which ends the code."""
    form = ComparedForm()
    if form.validate_on_submit():
        answer = joining.confirm if form.same.data == "yes" else joining.refuse
        with transaction() as data:
            answer(
                data,
                actor=access.actor(),
                young_person_id=young_person_id,
                code_id=code_id,
                now=clock.now(),
            )
    return redirect(url_for(".let_in", young_person_id=young_person_id), code=303)


@bp.get("/staff/people/<uuid:young_person_id>/join/state")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def let_in_state(young_person_id: UUID) -> ResponseReturnValue:
    """One word for the script that waits on the page."""
    now = clock.now()
    with reading() as data:
        offer = queries.offered(
            data, actor=access.actor(), young_person_id=young_person_id, now=now
        )
    return {"state": offer.state}
