"""Somebody at a young person's side: the list, asking for one, arranging it."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.care.forms.advocates import AdvocateForm, ArrangeForm
from voice_app.care.queries import advocates as queries
from voice_app.care.routes.blueprint import bp
from voice_app.care.service import advocates as service
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level, Role
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@bp.get("/on-my-side")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def on_my_side() -> ResponseReturnValue:
    """Who can stand at a young person's side, and what became of asking for somebody."""
    with reading() as session:
        listed = queries.advocates(session)
        ask = queries.my_ask(session, actor=access.actor())
    return render_template("care/on_my_side.html", listed=listed, ask=ask)


@bp.post("/on-my-side")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def ask_for_somebody() -> ResponseReturnValue:
    """Ask for somebody, in one tap."""
    with transaction() as session:
        service.ask_for_advocate(session, actor=access.actor(), wish_id=None, now=clock.now())
    return redirect(url_for(".on_my_side"), code=303)


@bp.get("/staff/assignments/advocates")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def advocates() -> ResponseReturnValue:
    """The service's list, and every young person who waits for somebody."""
    with reading() as session:
        return _list(session, AdvocateForm())


@bp.post("/staff/assignments/advocates")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def add_advocate() -> ResponseReturnValue:
    """Put somebody on the list."""
    form = AdvocateForm()
    with transaction() as session:
        if not form.validate_on_submit():
            return _list(session, form), 400
        service.add_advocate(
            session,
            actor=access.actor(),
            advocate_id=form.made_id(),
            name=form.name.data,
            organisation=form.organisation.data or "",
            phone=form.phone.data,
            how=form.how.data or "",
            now=clock.now(),
        )
    return redirect(url_for(".advocates"), code=303)


@bp.post("/staff/assignments/advocates/<uuid:advocate_id>/checked")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def check_advocate(advocate_id: UUID) -> ResponseReturnValue:
    """Say that everything about somebody is right today."""
    with transaction() as session:
        service.check_advocate(
            session, actor=access.actor(), advocate_id=advocate_id, now=clock.now()
        )
    return redirect(url_for(".advocates"), code=303)


@bp.post("/staff/assignments/advocates/<uuid:advocate_id>/end")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def end_advocate(advocate_id: UUID) -> ResponseReturnValue:
    """Take somebody off the list."""
    with transaction() as session:
        service.end_advocate(
            session, actor=access.actor(), advocate_id=advocate_id, now=clock.now()
        )
    return redirect(url_for(".advocates"), code=303)


@bp.get("/staff/people/side/<uuid:asked_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def arranging(asked_id: UUID) -> ResponseReturnValue:
    """A page to say what was arranged, for those who look after the young person and managers."""
    with reading() as session:
        return _arranging(session, asked_id, ArrangeForm())


@bp.post("/staff/people/side/<uuid:asked_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def arrange(asked_id: UUID) -> ResponseReturnValue:
    """Say what was arranged; the young person reads it."""
    form = ArrangeForm()
    with transaction() as session:
        form.offer((one.id, one.name) for one in queries.advocates(session))
        if not form.validate_on_submit():
            return _arranging(session, asked_id, form), 400
        service.arrange_advocate(
            session,
            actor=access.actor(),
            asked_id=asked_id,
            advocate_id=form.advocate_id(),
            words=form.arranged.data,
            now=clock.now(),
        )
    return redirect(url_for(".arranging", asked_id=asked_id), code=303)


def _list(session: "Session", form: AdvocateForm) -> str:
    waiting = queries.asks_waiting(session, actor=access.actor(), now=clock.now())
    listed = queries.advocates(session)
    return render_template("care/advocates.html", listed=listed, waiting=waiting, form=form)


def _arranging(session: "Session", asked_id: UUID, form: ArrangeForm) -> str:
    ask = queries.get_ask(session, actor=access.actor(), asked_id=asked_id, now=clock.now())
    listed = queries.advocates(session)
    form.offer((one.id, one.name) for one in listed)
    return render_template("care/arranging.html", ask=ask, form=form, listed=listed)
