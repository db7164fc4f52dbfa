"""A young person's settings: what they are called, how it looks, their PIN, their phones."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.accounts.service import pins, sessions
from voice_app.care.forms.phones import ChangePinForm, TalkForm, own_name
from voice_app.care.queries.places import mine
from voice_app.care.routes import choosing
from voice_app.care.routes.blueprint import bp
from voice_app.core import clock
from voice_app.core.actor import Actor, Level, Role
from voice_app.web import access, half_written
from voice_app.web.access import Relation
from voice_app.web.keeping import keeps
from voice_app.web.transaction import database, reading, transaction


def _keep_late(asking: Actor) -> ResponseReturnValue | None:
    """Keep how people should talk to them, when it came after the phone had locked."""
    assert request.view_args is not None  # noqa: S101  the page has its choice in its address
    if request.view_args["what"] != "talk":
        return None
    return half_written.keep_late(asking, TalkForm(meta={"csrf": False}), **_talk())


@bp.get("/settings")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def settings() -> ResponseReturnValue:
    """Everything they have chosen, each a row that leads to changing it."""
    with reading() as data:
        chosen = mine(data, actor=access.actor())
    return render_template("care/settings.html", mine=chosen, language=own_name(chosen.language))


@bp.get("/settings/<any(name, language, look, talk):what>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def setting(what: str) -> ResponseReturnValue:
    """One choice, to look at again."""
    with reading() as data:
        form = choosing.form_for(what, mine(data, actor=access.actor()))
        if isinstance(form, TalkForm):
            half_written.give_back(data, form, page=_talk()["page"])
    return _choice(what, form)


@bp.post("/settings/<any(name, language, look, talk):what>")
@keeps(_keep_late)
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def change(what: str) -> ResponseReturnValue:
    """Keep the new choice, or what is half written of it."""
    if what == "talk" and (half := TalkForm()).is_by_itself:
        return half_written.keep(half, **_talk())
    with transaction() as data:
        form = choosing.form_for(what, mine(data, actor=access.actor()))
        if not form.validate_on_submit():
            return _choice(what, form), 400
        choosing.keep(data, form, actor=access.actor(), now=clock.now())
        if isinstance(form, TalkForm):
            half_written.let_go(data, form)
    return redirect(url_for(".settings"), code=303)


@bp.get("/settings/pin")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def pin() -> ResponseReturnValue:
    """Choose another PIN."""
    return _pin_page(ChangePinForm())


@bp.post("/settings/pin")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def change_pin() -> ResponseReturnValue:
    """Keep a new PIN when the old one is right. A wrong one counts as it does at the lock."""
    form, actor, now = ChangePinForm(), access.actor(), clock.now()
    if not form.validate_on_submit():
        return _pin_page(form), 400
    tried = pins.check_pin(database(), actor=actor, pin=form.old.data, now=now)
    if tried.is_closed:
        with transaction() as data:
            sessions.end(data, actor=actor, now=now)
        return redirect(url_for("accounts.open_phone"), code=303)
    if not tried.is_right:
        # NOTE: the old code was wrong. Calm; no blame.
        form.old.errors = [_("Not that one.")]
        return _pin_page(form), 400
    verifier = pins.verifier_of(database().vault, person_id=actor.person_id, pin=form.pin.data)
    with transaction() as data:
        pins.set_pin(data, actor=actor, person_id=actor.person_id, verifier=verifier, now=now)
    return redirect(url_for(".settings"), code=303)


def _talk() -> dict[str, str]:
    return {"page": url_for(".setting", what="talk"), "prompt": str(TalkForm.QUESTION)}


def _choice(what: str, form: object) -> str:
    back = url_for(".settings")
    return render_template("care/choose.html", what=what, form=form, back_url=back, next_url=None)


def _pin_page(form: ChangePinForm) -> str:
    return render_template(
        "care/new_pin.html", form=form, back_url=url_for(".settings"), next_url=None
    )
