"""Words whose page had closed before they arrived: kept unconfirmed, then the PIN, then asked."""

from uuid import UUID

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from voice_app.core import clock
from voice_app.core.actor import Actor, Level
from voice_app.core.words import are_written
from voice_app.entries import pages, rules, service
from voice_app.entries.forms import AWAY, KEEP, FeelingsForm, strengths_in
from voice_app.entries.rules import Felt
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
    if go == AWAY:
        return "", 204  # The page is gone, and whoever holds the phone now is told nothing.
    then = url_for("entries.word", entry_id=entry.id)
    if asking.level >= Level.OPEN:
        return redirect(then, code=303)
    session["then"] = then
    return redirect(url_for("accounts.open_phone"), code=303)
