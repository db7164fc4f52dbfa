"""Writing why it is safe, and signing it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level, Role
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone, NotAllowed
from voice_app.sharing import queries, rules, service
from voice_app.sharing.forms import AssessmentForm, assessment_form
from voice_app.sharing.queries import Door
from voice_app.sharing.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.language import day
from voice_app.web.transaction import transaction


@bp.get("/staff/carers/<uuid:door_id>/assessment")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def assess(door_id: UUID) -> ResponseReturnValue:
    """A form with what the version before says."""
    door = _door(door_id)
    newest = door.assessed[0] if door.assessed else None
    number = newest.assessment.number if newest else 0
    form = assessment_form(newest.body if newest else None, number)
    return _page(door, form)


@bp.post("/staff/carers/<uuid:door_id>/assessment")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def write_assessment(door_id: UUID) -> ResponseReturnValue:
    """Keep and sign a new version; a manager signs second."""
    form, now, door = AssessmentForm(), clock.now(), _door(door_id)
    _offer(form, door)
    if not (form.validate_on_submit() and form.is_possible(london_day(now))):
        return _page(door, form), 400
    try:
        with transaction() as session:
            service.write_assessment(
                session,
                actor=access.actor(),
                link_id=door_id,
                given=form.given(),
                still_covered=form.kept_open(),
                after=form.version(),
                now=now,
            )
    except AlreadyDone:
        door = _door(door_id)
        form.after.data = str(door.assessed[0].assessment.number)
        return _page(door, form, is_overtaken=True), 409
    flash(_("Signed by you. A manager signs second, and then it counts."))
    return redirect(url_for(".door", door_id=door_id), code=303)


@bp.post("/staff/carers/assessments/<uuid:assessment_id>/sign")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def sign_assessment(assessment_id: UUID) -> ResponseReturnValue:
    """Sign as the second person."""
    with transaction() as session:
        row = service.sign_assessment(
            session, actor=access.actor(), assessment_id=assessment_id, now=clock.now()
        )
        link_id, ends_on = row.link_id, row.ends_on
    flash(_("Signed. It counts until %(day)s.", day=day(ends_on)))
    return redirect(url_for(".door", door_id=link_id), code=303)


def _door(door_id: UUID) -> Door:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        door = queries.door(session, actor=actor, link_id=door_id, now=now)
        if not door.may_write:
            raise NotAllowed
        service.show_door(session, actor=actor, door=door, now=now)
    return door


def _offer(form: AssessmentForm, door: Door) -> None:
    form.offer(
        (one.publication.id, _("Number %(number)s", number=one.publication.number))
        for one in door.released
        if one.is_open
    )


def _page(door: Door, form: AssessmentForm, *, is_overtaken: bool = False) -> str:
    _offer(form, door)
    return render_template(
        "sharing/assessment.html",
        door=door,
        form=form,
        is_overtaken=is_overtaken,
        latest=rules.latest_end(london_day(clock.now())),
    )
