"""The phone's side of joining: give the code, look at the pictures, go on."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.accounts import rules as accounts_rules
from voice_app.care.forms.phones import CodeForm, GoOnForm
from voice_app.care.pages.pictures import pictures
from voice_app.care.queries import joining as queries
from voice_app.care.routes.blueprint import bp
from voice_app.care.rules.joining import CODE_LASTS, FIRST_RUN_LASTS, JoinState
from voice_app.care.service import joining
from voice_app.core import clock
from voice_app.core.errors import AlreadyDone
from voice_app.web import access, cookies, phone_use
from voice_app.web.forms import chosen
from voice_app.web.phone_use import PhoneUse
from voice_app.web.transaction import reading, transaction

#: As long as anything a code leads to may take.
COOKIE_LASTS = CODE_LASTS + CODE_LASTS + FIRST_RUN_LASTS


@bp.get("/join")
@access.public
def join() -> ResponseReturnValue:
    """Where a phone gives the code. Shows nothing of anybody."""
    return render_template("care/join.html", form=CodeForm())


@bp.post("/join")
@access.public
def give_code() -> ResponseReturnValue:
    """A good code makes this the one phone that gave it; a wrong one says so and no more."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("care/join.html", form=form), 400
    with transaction() as data:
        token = joining.guess(
            data, typed=form.code.data, place=request.remote_addr or "", now=clock.now()
        )
    if token is None:
        form.code.errors = [_("That did not work. Look again, or ask for a new code.")]
        return render_template("care/join.html", form=form), 400
    response = redirect(url_for(".compare_pictures"), code=303)
    cookies.forget_forms()
    cookies.give(response, cookies.JOIN, token, lasts=COOKIE_LASTS)
    return response


@bp.get("/join/pictures")
@access.public
def compare_pictures() -> ResponseReturnValue:
    """The three pictures, then the way in when somebody has said that they are the same."""
    with reading() as data:
        code = queries.claimed_by(data, cookies.join_token())
        state = queries.state(code, now=clock.now()) if code else JoinState.EXPIRED
    if state is JoinState.JOINED:
        return redirect(url_for(".begin"), code=303)
    return render_template(
        "care/pictures.html",
        state=state,
        pictures=pictures(code.pictures) if code else [],
        form=GoOnForm(data={"use": phone_use.said()}),
    )


@bp.get("/join/state")
@access.public
def join_state() -> ResponseReturnValue:
    """One word for the script that waits on the page with the pictures."""
    with reading() as data:
        code = queries.claimed_by(data, cookies.join_token())
        state = queries.state(code, now=clock.now()) if code else JoinState.EXPIRED
    return {"state": state}


@bp.post("/join/pictures")
@access.public
def go_on() -> ResponseReturnValue:
    """Enrol this phone, and begin the first run. Sent twice, it goes on from where it is."""
    form = GoOnForm()
    if not form.validate_on_submit():
        return redirect(url_for(".compare_pictures"), code=303)
    use = chosen(form.use)
    # A phone that other people use keeps no key: what needs one stays away from it.
    key = "" if use == PhoneUse.OTHERS else form.key.data or ""
    held = g.actor if g.actor is not None and g.actor.is_young_person else None
    try:
        with transaction() as data:
            enrolled = joining.enrol(
                data,
                token=cookies.join_token(),
                public_key=joining.point_of(joining.bytes_of(key)),
                held=held,
                now=clock.now(),
            )
    except AlreadyDone:
        return redirect(url_for(".compare_pictures"), code=303)
    response = redirect(url_for(".begin"), code=303)
    cookies.take_back(response, cookies.SESSION)
    cookies.give(response, cookies.PHONE, enrolled.token, lasts=accounts_rules.PHONE_COOKIE_LASTS)
    cookies.forget_forms()
    if use:
        phone_use.remember(response, PhoneUse(use))
    return response
