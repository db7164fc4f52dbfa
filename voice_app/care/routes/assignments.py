"""Who looks after whom, decided by a manager."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from voice_app.care import service
from voice_app.care.forms.staff import KIND_NAMES, AssignForm, OnlyAForm
from voice_app.care.models import AssignmentKind
from voice_app.care.queries import places as queries
from voice_app.care.routes.blueprint import bp
from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Young people on one page.
PAGE = 50


@bp.get("/staff/assignments")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def assignments() -> ResponseReturnValue:
    """Every young person by name and who looks after them; what waits for a manager first."""
    with reading() as data:
        found = queries.places(data, actor=access.actor(), now=clock.now())
    listed = queries.after(found, request.args.get("after"))
    return render_template(
        "care/assignments.html",
        waiting=[place for place in found if place.waits],
        alone=[place for place in found if not place.closed_at and not place.held],
        listed=listed[:PAGE],
        after=listed[PAGE - 1].young_person_id if len(listed) > PAGE else None,
        kinds=KIND_NAMES,
    )


@bp.get("/staff/assignments/<uuid:young_person_id>")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def assignments_of(young_person_id: UUID) -> ResponseReturnValue:
    """Who looks after one young person, and what a manager may change."""
    with reading() as data:
        return _page(data, young_person_id, AssignForm())


@bp.post("/staff/assignments/<uuid:young_person_id>")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def assign(young_person_id: UUID) -> ResponseReturnValue:
    """Let a colleague look after the young person."""
    form = AssignForm()
    with transaction() as data:
        form.offer((id_, one.name) for id_, one in queries.workers(data))
        if not form.validate_on_submit():
            return _page(data, young_person_id, form), 400
        service.assign(
            data,
            actor=access.actor(),
            young_person_id=young_person_id,
            staff_id=UUID(form.staff.data),
            kind=AssignmentKind(form.kind.data),
            now=clock.now(),
        )
    return _back(young_person_id)


@bp.post("/staff/assignments/confirm/<uuid:assignment_id>")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def confirm(assignment_id: UUID) -> ResponseReturnValue:
    """Let an assignment stay that somebody gave themselves."""
    with transaction() as data:
        confirmed = service.confirm(
            data, actor=access.actor(), assignment_id=assignment_id, now=clock.now()
        )
    return _back(confirmed.young_person_id)


@bp.get("/staff/assignments/end/<uuid:assignment_id>")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def before_ending(assignment_id: UUID) -> ResponseReturnValue:
    """What ending an assignment does, before it is done."""
    with reading() as data:
        place, ending = queries.before_ending(
            data, actor=access.actor(), assignment_id=assignment_id, now=clock.now()
        )
    if ending is None:
        return _back(place.young_person_id)
    return render_template(
        "care/before_ending.html", place=place, ending=ending, button=OnlyAForm(), kinds=KIND_NAMES
    )


@bp.post("/staff/assignments/end/<uuid:assignment_id>")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def end(assignment_id: UUID) -> ResponseReturnValue:
    """End an assignment; the colleague's next request finds nothing."""
    with transaction() as data:
        ended = service.end(
            data, actor=access.actor(), assignment_id=assignment_id, now=clock.now()
        )
    return _back(ended.young_person_id)


@bp.get("/staff/assignments/<uuid:young_person_id>/close")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def before_closing(young_person_id: UUID) -> ResponseReturnValue:
    """What closing a case does, before it is done."""
    with reading() as data:
        place = queries.place(
            data, actor=access.actor(), young_person_id=young_person_id, now=clock.now()
        )
    if place.closed_at is not None:
        return _back(young_person_id)
    return render_template(
        "care/before_closing.html", place=place, button=OnlyAForm(), kinds=KIND_NAMES
    )


@bp.post("/staff/assignments/<uuid:young_person_id>/close")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def close(young_person_id: UUID) -> ResponseReturnValue:
    """Close the case: nobody reads here from now on, and the phone says so."""
    with transaction() as data:
        service.close_case(
            data, actor=access.actor(), young_person_id=young_person_id, now=clock.now()
        )
    return _back(young_person_id)


@bp.post("/staff/assignments/<uuid:young_person_id>/reopen")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def reopen(young_person_id: UUID) -> ResponseReturnValue:
    """Open the case again; then choose who looks after them."""
    with transaction() as data:
        service.reopen_case(
            data, actor=access.actor(), young_person_id=young_person_id, now=clock.now()
        )
    return _back(young_person_id)


def _page(data: "Session", young_person_id: UUID, form: AssignForm) -> str:
    place = queries.place(
        data, actor=access.actor(), young_person_id=young_person_id, now=clock.now()
    )
    form.offer((id_, one.name) for id_, one in queries.workers(data))
    return render_template(
        "care/assignments_of.html", place=place, form=form, button=OnlyAForm(), kinds=KIND_NAMES
    )


def _back(young_person_id: UUID) -> ResponseReturnValue:
    return redirect(url_for(".assignments_of", young_person_id=young_person_id), code=303)
