"""A young person asks their phone to say that there is something new, or stops it."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.core.errors import NotAllowed
from voice_app.notices import queries, service
from voice_app.notices.forms import BrowserForm, QuietForm
from voice_app.notices.pages import asking
from voice_app.notices.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.phone_use import may_keep
from voice_app.web.transaction import database, reading, transaction


@bp.get("/settings/telling")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def telling() -> ResponseReturnValue:
    """Whether this phone says that there is something new, and what it shows then."""
    return _page()


@bp.post("/settings/telling")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def tell_phone() -> ResponseReturnValue:
    """Tell this phone from now on."""
    form = BrowserForm()
    if not form.validate_on_submit():
        return _page(phone=form), 400
    if not may_keep():
        form.refuse()
        return _page(phone=form), 400
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
        return _page(phone=form), 400
    return redirect(url_for(".telling"), code=303)


@bp.post("/settings/telling/stop")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def stop_telling() -> ResponseReturnValue:
    """Tell this phone nothing more."""
    with transaction() as data:
        service.stop_here(data, actor=access.actor(), now=clock.now())
    return redirect(url_for(".telling"), code=303)


@bp.post("/settings/telling/quiet")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def set_quiet() -> ResponseReturnValue:
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
    return redirect(url_for(".telling"), code=303)


def _page(**forms: Any) -> str:
    with reading() as data:
        page = asking(queries.choices_of(data, actor=access.actor()), database().vault)
    starts, ends = page.choices.quiet
    forms = {"phone": BrowserForm(), "quiet": QuietForm(starts=starts, ends=ends), **forms}
    return render_template("notices/telling.html", asking=page, **forms)
