"""Working hours, time away and cover: one's own, or anybody's for a manager."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.care.forms.staff import AwayForm, HoursForm, OnlyAForm, hours_form
from voice_app.care.queries import hours as queries
from voice_app.care.routes.blueprint import bp
from voice_app.care.service import hours as service
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.core.clock import london_day
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@bp.get("/staff/hours")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.SELF)
def own_hours() -> ResponseReturnValue:
    """One's own hours."""
    return redirect(url_for(".hours", person_id=access.actor().person_id), code=303)


@bp.get("/staff/hours/<uuid:person_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.SELF)
def hours(person_id: UUID) -> ResponseReturnValue:
    """The working week, time away and who covers."""
    with reading() as data:
        week = queries.week_of(data, person_id)
        return _page(data, person_id, hours_form(week), AwayForm(formdata=None))


@bp.post("/staff/hours/<uuid:person_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.SELF)
def set_hours(person_id: UUID) -> ResponseReturnValue:
    """Keep the working week."""
    form = HoursForm()
    with transaction() as data:
        if not form.validate_on_submit() or not form.is_possible():
            return _page(data, person_id, form, AwayForm(formdata=None)), 400
        service.set_hours(
            data,
            actor=access.actor(),
            person_id=person_id,
            shifts=form.shifts(),
            now=clock.now(),
        )
    return _back(person_id)


@bp.post("/staff/hours/<uuid:person_id>/away")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.SELF)
def set_away(person_id: UUID) -> ResponseReturnValue:
    """Keep days away and who covers."""
    form, now = AwayForm(), clock.now()
    with transaction() as data:
        page = queries.page_of(data, actor=access.actor(), person_id=person_id, now=now)
        form.offer(page.covers)
        if not form.validate_on_submit() or not form.is_possible(london_day(now)):
            week = hours_form(queries.week_of(data, person_id))
            return _page(data, person_id, week, form), 400
        service.set_away(
            data,
            actor=access.actor(),
            person_id=person_id,
            first_on=form.first_on.data,
            last_on=form.last_on.data,
            cover_id=form.cover_id(),
            now=now,
        )
    return _back(person_id)


@bp.post("/staff/hours/away/<uuid:away_id>/end")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.SELF)
def end_away(away_id: UUID) -> ResponseReturnValue:
    """Cancel time away, or be back early."""
    with transaction() as data:
        ended = service.end_away(data, actor=access.actor(), away_id=away_id, now=clock.now())
    return _back(ended.person_id)


def _page(data: "Session", person_id: UUID, week: HoursForm, away: AwayForm) -> str:
    page = queries.page_of(data, actor=access.actor(), person_id=person_id, now=clock.now())
    away.offer(page.covers)
    return render_template(
        "care/hours.html", page_of=page, week=week, away=away, button=OnlyAForm()
    )


def _back(person_id: UUID) -> ResponseReturnValue:
    return redirect(url_for(".hours", person_id=person_id), code=303)
