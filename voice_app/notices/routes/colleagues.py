"""Colleagues ask a browser or an e-mail address to be told, or stop it."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.core.errors import NotAllowed
from voice_app.notices import queries, service
from voice_app.notices.forms import AddressForm, BrowserForm, QuietForm
from voice_app.notices.pages import asking
from voice_app.notices.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import database, reading, transaction


@bp.get("/staff/me/notices")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.SELF)
def own() -> ResponseReturnValue:
    """Where they are told, when not, and what is shown then."""
    return _page()


@bp.post("/staff/me/notices")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.SELF)
def tell_here() -> ResponseReturnValue:
    """Tell them in this browser from now on."""
    form = BrowserForm()
    if not form.validate_on_submit():
        return _page(browser=form), 400
    try:
        with transaction() as data:
            service.tell_browser(
                data,
                actor=access.actor(),
                endpoint=form.endpoint.data,
                p256dh=form.p256dh.data,
                auth=form.auth.data,
                now=clock.now(),
            )
    except NotAllowed:
        form.refuse()
        return _page(browser=form), 400
    return redirect(url_for(".own"), code=303)


@bp.post("/staff/me/notices/<uuid:target_id>/stop")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.SELF)
def stop(target_id: UUID) -> ResponseReturnValue:
    """Tell them in one browser nothing more."""
    with transaction() as data:
        service.stop(data, actor=access.actor(), target_id=target_id, now=clock.now())
    return redirect(url_for(".own"), code=303)


@bp.post("/staff/me/notices/mail")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.SELF)
def set_address() -> ResponseReturnValue:
    """Write to this address from now on, or to none."""
    form = AddressForm()
    if not form.validate_on_submit():
        return _page(mail=form), 400
    with transaction() as data:
        service.write_to(
            data, actor=access.actor(), address=form.mail_address.data or "", now=clock.now()
        )
    return redirect(url_for(".own"), code=303)


@bp.post("/staff/me/notices/quiet")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.SELF)
def set_own_quiet() -> ResponseReturnValue:
    """Keep other quiet hours."""
    form = QuietForm()
    if not form.validate_on_submit():
        return _page(quiet=form), 400
    with transaction() as data:
        service.be_quiet(
            data,
            actor=access.actor(),
            starts=form.starts.data,
            ends=form.ends.data,
            now=clock.now(),
        )
    return redirect(url_for(".own"), code=303)


def _page(**forms: Any) -> str:
    with reading() as data:
        page = asking(queries.choices_of(data, actor=access.actor()), database().vault)
    starts, ends = page.choices.quiet
    forms = {
        "browser": BrowserForm(),
        "mail": AddressForm(mail_address=page.choices.address),
        "quiet": QuietForm(starts=starts, ends=ends),
        **forms,
    }
    return render_template("notices/own.html", asking=page, **forms)
