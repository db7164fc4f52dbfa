"""Words about a meeting that came after their page had closed: kept, then asked for again."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from voice_app.core import clock
from voice_app.core.actor import Actor
from voice_app.core.words import are_written
from voice_app.entries import service as entries
from voice_app.reviews import pages, rules
from voice_app.reviews.forms import StepForm
from voice_app.web.forms import AWAY, KEEP
from voice_app.web.half_written import go_on
from voice_app.web.transaction import transaction


def keep_step(asking: Actor) -> ResponseReturnValue | None:
    """Keep what the page of a step sent too late, and lead back to that page with it."""
    assert request.view_args is not None  # noqa: S101  the page has a number in its address
    number: int = request.view_args["number"]
    about = rules.step_numbered(number)
    form = StepForm(formdata=request.form, meta={"csrf": False})
    said = pages.saying(form, about) if about else None
    # What a page saves by itself while somebody writes would come again and again.
    if said is None or not are_written(said.words) or form.go.data == KEEP:
        return None
    with transaction() as db:
        entry = entries.put_in_letterbox(
            db, actor=asking, phone_id=said.once, given=said.given(), now=clock.now()
        )
    then = url_for("reviews.ask", number=number, kept=entry.phone_id)
    return go_on(asking, then, is_away=form.go.data == AWAY)
