"""A colleague's own account: where they are signed in, and recovery codes."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.accounts.forms import CodeForm
from voice_app.accounts.pages import own_account
from voice_app.accounts.routes.blueprint import bp
from voice_app.accounts.routes.saying import say_wait
from voice_app.accounts.service import sessions, signing_in
from voice_app.core import clock
from voice_app.core.actor import COLLEAGUES, Level
from voice_app.core.errors import TooManyTries
from voice_app.web import access, cookies
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction


@bp.get("/staff/me", endpoint="me")
@access.allow(*COLLEAGUES, level=Level.TWO_FACTORS, relation=Relation.SELF)
def show_me() -> ResponseReturnValue:
    """Where they are signed in now, and how many recovery codes are left."""
    return _page(CodeForm())


@bp.post("/staff/me/sessions/<uuid:session_id>/end")
@access.allow(*COLLEAGUES, level=Level.TWO_FACTORS, relation=Relation.SELF)
def end_session(session_id: UUID) -> ResponseReturnValue:
    """End one of their own sessions."""
    with transaction() as data:
        sessions.end_one(data, actor=access.actor(), session_id=session_id, now=clock.now())
    flash(_("That session is ended."))
    return redirect(url_for(".me"), code=303)


@bp.post("/staff/me/sessions/end-others")
@access.allow(*COLLEAGUES, level=Level.TWO_FACTORS, relation=Relation.SELF)
def end_other_sessions() -> ResponseReturnValue:
    """End every session of theirs but this one."""
    with transaction() as data:
        sessions.end_others(data, actor=access.actor(), now=clock.now())
    flash(_("You are signed out everywhere else."))
    return redirect(url_for(".me"), code=303)


@bp.post("/staff/me/recovery-codes")
@access.allow(*COLLEAGUES, level=Level.TWO_FACTORS, relation=Relation.SELF)
def new_recovery_codes() -> ResponseReturnValue:
    """New recovery codes, shown this once, for whoever shows a code once more."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _page(form), 400
    try:
        with transaction() as data:
            fresh = signing_in.new_recovery_codes(
                data,
                actor=access.actor(),
                code=form.code.data,
                browser=cookies.known_token(),
                now=clock.now(),
            )
    except TooManyTries as wait:
        form.code.errors = [say_wait(wait.retry_after)]
        return _page(form), 429, {"Retry-After": str(wait.retry_after)}
    if fresh is None:
        form.code.errors = [_("That code does not work. Each code works once.")]
        return _page(form), 400
    return render_template("accounts/recovery_codes.html", codes=fresh, signed_in=True)


def _page(form: CodeForm) -> str:
    with reading() as data:
        own = own_account(data, actor=access.actor(), now=clock.now())
    return render_template("accounts/me.html", own=own, form=form)
