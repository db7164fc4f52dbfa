"""The first run on a phone that has just joined: one idea a screen, forward and back.

It comes before the first PIN, so the phone is only at the letterbox. What lets it in is that
it joined less than an hour ago, face to face. Later the screens that are read can be read
again, from an open phone.
"""

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.accounts.forms import NewPinForm
from voice_app.accounts.service import pins
from voice_app.care import queries
from voice_app.care.queries.joining import Run, run_of
from voice_app.care.queries.places import mine
from voice_app.care.routes import choosing
from voice_app.care.routes.blueprint import bp
from voice_app.care.rules import first_run as rules
from voice_app.care.service import joining
from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.web import access, cookies
from voice_app.web.access import Relation
from voice_app.web.transaction import database, reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@bp.get("/start")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def begin() -> ResponseReturnValue:
    """The first screen of this first run."""
    with reading() as data:
        run = _run(data)
    return redirect(url_for(".start", step=rules.steps(is_first=run.is_first)[0]), code=303)


@bp.get("/start/<step>")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def start(step: str) -> ResponseReturnValue:
    """One screen of the first run."""
    reads_again = step in rules.READING and access.actor().level is Level.OPEN
    with reading() as data:
        run = None if reads_again else _run(data)
        chosen = mine(data, actor=access.actor())
        workers = queries.workers_of(data, access.actor().person_id, now=clock.now())
    if not reads_again and (run is None or step not in rules.steps(is_first=run.is_first)):
        abort(404)
    if step in rules.READING:
        return render_template("care/read.html", step=step, workers=workers, **_ways(step, run))
    if step == rules.LAST:
        return render_template("care/new_pin.html", form=NewPinForm(), **_ways(step, run))
    form = choosing.form_for(step, chosen)
    return render_template("care/choose.html", what=step, form=form, **_ways(step, run))


@bp.post("/start/<any(language, name, paper):step>")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def choose(step: str) -> ResponseReturnValue:
    """Keep one choice at once, and go on: going back loses nothing."""
    with transaction() as data:
        run = _run(data)
        if not run.is_first:
            abort(404)
        form = choosing.form_for(step, mine(data, actor=access.actor()))
        ways = _ways(step, run)
        if not form.validate_on_submit():
            return render_template("care/choose.html", what=step, form=form, **ways), 400
        choosing.keep(data, form, actor=access.actor(), now=clock.now())
    return redirect(ways["next_url"] or url_for(".begin"), code=303)


@bp.post("/start/pin")
@access.allow(Role.YOUNG_PERSON, level=Level.LETTERBOX, relation=Relation.SELF)
def choose_pin() -> ResponseReturnValue:
    """Keep the PIN: the first run is over and the phone is open."""
    form, actor = NewPinForm(), access.actor()
    with reading() as data:
        run = _run(data)
    if not form.validate_on_submit():
        return render_template("care/new_pin.html", form=form, **_ways(rules.LAST, run)), 400
    verifier = pins.verifier_of(database().vault, person_id=actor.person_id, pin=form.pin.data)
    with transaction() as data:
        token = joining.finish(
            data, actor=actor, code=_run(data).code, verifier=verifier, now=clock.now()
        )
    response = redirect(url_for("home.front"), code=303)
    cookies.give(response, cookies.SESSION, token)
    cookies.take_back(response, cookies.JOIN)
    cookies.forget_forms()
    return response


def _run(data: "Session") -> Run:
    return run_of(data, actor=access.actor(), token=cookies.join_token(), now=clock.now())


def _ways(step: str, run: Run | None) -> dict[str, str | None]:
    """Where "Back" and "Next" lead; from the settings each screen leads back to them."""
    if run is None:
        settings = url_for(".settings")
        place = rules.READING.index(step)
        back = url_for(".start", step=rules.READING[place - 1]) if place else settings
        is_last = step == rules.READING[-1]
        forward = settings if is_last else url_for(".start", step=rules.READING[place + 1])
        return {"back_url": back, "next_url": forward}
    before = rules.before(step, is_first=run.is_first)
    after = rules.after(step, is_first=run.is_first)
    return {
        "back_url": url_for(".start", step=before) if before else None,
        "next_url": url_for(".start", step=after) if after else None,
    }
