"""Signing in by passphrase and code, as a colleague or a carer, and signing out."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.accounts import rules
from voice_app.accounts.forms import CodeForm, SignInForm
from voice_app.accounts.routes.blueprint import bp
from voice_app.accounts.routes.saying import say_wait
from voice_app.accounts.service import sessions, signing_in
from voice_app.core import clock
from voice_app.core.actor import BY_PASSPHRASE, Level
from voice_app.core.errors import TooManyTries
from voice_app.web import access, cookies
from voice_app.web.access import Relation
from voice_app.web.transaction import database, transaction


@bp.get("/sign-in")
@access.public
def sign_in() -> ResponseReturnValue:
    """The first step. Somebody who is in already goes on."""
    if g.actor is not None and not g.actor.is_young_person:
        return redirect(url_for("home.front"), code=303)
    return render_template("accounts/sign_in.html", form=SignInForm())


@bp.post("/sign-in")
@access.public
def sign_in_with_passphrase() -> ResponseReturnValue:
    """Go on to the second step, or say the same whether name or passphrase was wrong."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), 400
    try:
        token = signing_in.with_passphrase(
            database(),
            sign_in_name=form.sign_in_name.data,
            passphrase=form.passphrase.data,
            browser=cookies.known_token(),
            now=clock.now(),
        )
    except TooManyTries as wait:
        form.passphrase.errors = [say_wait(wait.retry_after)]
        page = render_template("accounts/sign_in.html", form=form)
        return page, 429, {"Retry-After": str(wait.retry_after)}
    if token is None:
        form.passphrase.errors = [_("That name and passphrase do not fit together.")]
        return render_template("accounts/sign_in.html", form=form), 400
    response = redirect(url_for(".second_step"), code=303)
    cookies.forget_forms()
    cookies.give(response, cookies.SESSION, token)
    return response


@bp.get("/sign-in/code")
@access.allow(*BY_PASSPHRASE, level=Level.ONE_FACTOR, relation=Relation.SELF)
def second_step() -> ResponseReturnValue:
    """The second step: a code from the app, or one from paper."""
    if access.actor().level is Level.TWO_FACTORS:
        return redirect(url_for("home.front"), code=303)
    return render_template("accounts/second_step.html", form=CodeForm())


@bp.post("/sign-in/code")
@access.allow(*BY_PASSPHRASE, level=Level.ONE_FACTOR, relation=Relation.SELF)
def sign_in_with_code() -> ResponseReturnValue:
    """Finish signing in, with a new session that replaces the one of the first step."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("accounts/second_step.html", form=form), 400
    try:
        with transaction() as data:
            entered = signing_in.with_code(
                data,
                actor=access.actor(),
                code=form.code.data,
                browser=cookies.known_token(),
                now=clock.now(),
            )
    except TooManyTries as wait:
        form.code.errors = [say_wait(wait.retry_after)]
        page = render_template("accounts/second_step.html", form=form)
        return page, 429, {"Retry-After": str(wait.retry_after)}
    if entered is None:
        form.code.errors = [_("That code does not work. Each code works once.")]
        return render_template("accounts/second_step.html", form=form), 400
    response = redirect(url_for("home.front"), code=303)
    cookies.forget_forms()
    cookies.give(response, cookies.SESSION, entered.session_token)
    lasts = rules.BROWSER_COOKIE_LASTS
    cookies.give(response, cookies.KNOWN, entered.browser_token, lasts=lasts)
    return response


@bp.post("/sign-out")
@access.allow(*BY_PASSPHRASE, level=Level.ONE_FACTOR, relation=Relation.SELF)
def sign_out() -> ResponseReturnValue:
    """End this session; the page after it leaves nothing of it in the browser's cache."""
    with transaction() as data:
        sessions.end(data, actor=access.actor(), now=clock.now())
    response = redirect(url_for(".sign_in"), code=303)
    cookies.leave(response)
    return response
