"""Words whose page had closed before they arrived: kept unconfirmed, then the PIN, then asked."""

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue

from voice_app.core import clock
from voice_app.core.actor import Actor
from voice_app.core.words import are_written
from voice_app.entries import pages, rules, service
from voice_app.entries.forms import FeelingsForm, strengths_in
from voice_app.entries.rules import Felt
from voice_app.web.forms import AWAY, KEEP
from voice_app.web.half_written import go_on
from voice_app.web.transaction import transaction


def keep_words(asking: Actor) -> ResponseReturnValue | None:
    """Keep what the page for writing sent too late."""
    start = pages.start_numbered(request.form.get("start"))
    given = service.Given(
        kind=start.kind,
        words=request.form.get("words", ""),
        starter=str(start.starter) if start.starter else None,
        prompt=str(start.prompt),
    )
    return _keep(asking, given)


def keep_feelings(asking: Actor) -> ResponseReturnValue | None:
    """Keep what the page of feelings sent too late."""
    form = FeelingsForm(formdata=request.form, meta={"csrf": False})
    felt = form.felt(strengths_in(request.form))
    start = pages.start_of(rules.EntryKind.FEELING)
    return _keep(asking, service.Given(kind=start.kind, words="", feelings=felt))


def _keep(asking: Actor, given: service.Given) -> ResponseReturnValue | None:
    felt: list[Felt] = list(given.feelings or ())
    nothing, go = not felt and not are_written(given.words), request.form.get("go")
    # What a page saves by itself while somebody writes would come again and again.
    if nothing or go == KEEP:
        return None
    assert request.view_args is not None  # noqa: S101  both pages have a key in their address
    key: UUID = request.view_args["key"]
    with transaction() as db:
        entry = service.put_in_letterbox(
            db, actor=asking, phone_id=key, given=given, now=clock.now()
        )
    then = url_for("entries.word", entry_id=entry.id)
    return go_on(asking, then, is_away=go == AWAY)
