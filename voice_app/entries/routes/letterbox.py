"""The letterbox: an empty place to write on a phone whose PIN was not given. Nothing comes out."""

from uuid import UUID, uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from voice_app.core import clock
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.words import are_written
from voice_app.entries import service
from voice_app.entries.forms import LetterboxForm
from voice_app.entries.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.keeping import keeps
from voice_app.web.transaction import transaction


def _keep_late(asking: Actor) -> ResponseReturnValue | None:
    return _keep(asking, LetterboxForm(meta={"csrf": False}))


@bp.get("/letterbox")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def letterbox() -> ResponseReturnValue:
    """Always empty, whatever was put in before."""
    form = LetterboxForm(formdata=None, data={"key": str(uuid4())})
    return render_template("entries/letterbox.html", form=form, kept="kept" in request.args)


@bp.post("/letterbox")
@keeps(_keep_late)
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def put_in() -> ResponseReturnValue:
    """Keep the words, unconfirmed, until somebody who knows the PIN says whose they are."""
    form = LetterboxForm()
    kept = _keep(access.actor(), form) if form.validate_on_submit() else None
    return kept or redirect(url_for(".letterbox"), code=303)


def _keep(asking: Actor, form: LetterboxForm) -> ResponseReturnValue | None:
    words = form.words.data or ""
    if not are_written(words):
        return None
    with transaction() as session:
        service.put_in_letterbox(
            session,
            actor=asking,
            phone_id=_key_in(form),
            given=service.Given(words=words),
            now=clock.now(),
        )
    return redirect(url_for(".letterbox", kept=1), code=303)


def _key_in(form: LetterboxForm) -> UUID:
    try:
        return UUID(form.key.data or "")
    except ValueError:
        return uuid4()
