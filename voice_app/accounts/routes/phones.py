"""A young person's phones: opening one with the PIN, leaving, seeing and ending them."""

from uuid import UUID

from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.accounts.forms import PinForm
from voice_app.accounts.queries import phones as queries
from voice_app.accounts.routes.blueprint import bp
from voice_app.accounts.routes.saying import say_wait, say_wrong
from voice_app.accounts.service import phones, pins, sessions
from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.core.errors import TooManyTries
from voice_app.web import access, cookies
from voice_app.web.access import Relation
from voice_app.web.transaction import database, reading, transaction


@bp.get("/open")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def open_phone() -> ResponseReturnValue:
    """The lock page. It says nothing of what is inside, or whose it is."""
    asking = access.actor()
    if asking.level is Level.OPEN:
        return redirect(url_for("home.front"), code=303)
    with reading() as data:
        closed = queries.is_closed(data, actor=asking)
    return access.as_without_a_signal(asking) or _lock_page(PinForm(), closed=closed)


@bp.post("/open")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def open_with_pin() -> ResponseReturnValue:
    """Open the phone when the PIN is right, and go where they were going."""
    if answer := access.as_without_a_signal(access.actor()):
        return answer
    form = PinForm()
    if not form.validate_on_submit():
        return _lock_page(form), 400
    try:
        tried, token = pins.open_with_pin(
            database(), actor=access.actor(), pin=form.pin.data, now=clock.now()
        )
    except TooManyTries as wait:
        form.pin.errors = [say_wait(wait.retry_after)]
        return _lock_page(form), 429, {"Retry-After": str(wait.retry_after)}
    if token is None:
        form.pin.errors = [say_wrong(tried)]
        return _lock_page(form, closed=tried.is_closed), 400
    response = redirect(session.get("then") or url_for("home.front"), code=303)
    cookies.forget_forms()
    cookies.give(response, cookies.SESSION, token)
    return response


def _lock_page(form: PinForm, *, closed: bool = False) -> str:
    return render_template("accounts/open.html", form=form, closed=closed)


@bp.get("/open/forgot")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def forgot() -> ResponseReturnValue:
    """What to do without the PIN: meet the person who set the phone up."""
    return access.as_without_a_signal(access.actor()) or render_template("accounts/forgot.html")


@bp.post("/leave")
@access.public
def leave() -> ResponseReturnValue:
    """End what is open and show the empty letterbox. Works for anybody, and never asks back."""
    if g.actor is not None:
        with transaction() as data:
            sessions.end(data, actor=g.actor, now=clock.now())
    response = redirect("/letterbox", code=303)
    cookies.leave(response)
    return response


@bp.get("/phones", endpoint="phones")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def show_phones() -> ResponseReturnValue:
    """Which phones are theirs, which are open, and how to end one."""
    with reading() as data:
        found = queries.phones_of(data, actor=access.actor(), now=clock.now())
        happened = queries.happened(data, young_person_id=access.actor().person_id)
    return render_template("accounts/phones.html", phones=found, happened=happened)


@bp.get("/phones/what-stays")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def what_stays() -> ResponseReturnValue:
    """What leaving does, and what a phone may show all the same."""
    return render_template("accounts/what_stays.html")


@bp.post("/phones/told")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def have_been_told() -> ResponseReturnValue:
    """They have read what others did to their phones."""
    with transaction() as data:
        phones.have_been_told(data, actor=access.actor(), now=clock.now())
    return redirect(url_for(".phones"), code=303)


@bp.get("/phones/<uuid:device_id>", endpoint="phone")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def show_phone(device_id: UUID) -> ResponseReturnValue:
    """What they can do about one of their phones, and what comes of it."""
    with reading() as data:
        found = queries.one_of(data, actor=access.actor(), device_id=device_id, now=clock.now())
    return render_template("accounts/phone.html", phone=found)


@bp.post("/phones/<uuid:device_id>/taken")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def phone_taken(device_id: UUID) -> ResponseReturnValue:
    """Somebody else has it: it is shut, sends what waits, and empties itself."""
    asking = access.actor()
    if device_id != asking.device_id:
        with transaction() as data:
            phones.report_taken(
                data,
                actor=asking,
                young_person_id=asking.person_id,
                device_id=device_id,
                now=clock.now(),
            )
        flash(_("That phone is shut. It shows nothing of yours."))
    return redirect(url_for(".phones"), code=303)


@bp.post("/phones/<uuid:device_id>/pause")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def pause_phone(device_id: UUID) -> ResponseReturnValue:
    """Let nothing be read on a phone for now; the one in their hand too."""
    asking = access.actor()
    with transaction() as data:
        phones.pause(
            data,
            actor=asking,
            young_person_id=asking.person_id,
            device_id=device_id,
            now=clock.now(),
        )
    if device_id != asking.device_id:
        flash(_("Reading is paused on that phone."))
        return redirect(url_for(".phones"), code=303)
    response = redirect(url_for("offline.page"), code=303)
    cookies.leave(response)
    return response


@bp.post("/phones/<uuid:device_id>/resume")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def resume_phone(device_id: UUID) -> ResponseReturnValue:
    """Let another phone be read again."""
    asking = access.actor()
    with transaction() as data:
        phones.resume(
            data,
            actor=asking,
            young_person_id=asking.person_id,
            device_id=device_id,
            now=clock.now(),
        )
    flash(_("That phone can be read again."))
    return redirect(url_for(".phones"), code=303)


@bp.post("/phones/<uuid:device_id>/end")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def end_phone(device_id: UUID) -> ResponseReturnValue:
    """End one phone; the one in their hand too, when they mean it."""
    asking = access.actor()
    with transaction() as data:
        phones.end(data, actor=asking, device_id=device_id, now=clock.now())
    if device_id != asking.device_id:
        flash(_("That phone is ended. It can’t open Notes any more."))
        return redirect(url_for(".phones"), code=303)
    response = redirect(url_for("home.front"), code=303)
    cookies.leave(response)
    cookies.take_back(response, cookies.PHONE)
    return response


@bp.post("/phones/end-others")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def end_other_phones() -> ResponseReturnValue:
    """End every phone but the one in their hand."""
    with transaction() as data:
        phones.end_others(data, actor=access.actor(), now=clock.now())
    flash(_("Your other phones are ended. Only this one is left."))
    return redirect(url_for(".phones"), code=303)
