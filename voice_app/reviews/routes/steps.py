"""Saying how one takes part: one page for each step, which asks one thing.

Addresses hold the number of a step and not its name, which would tell.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.core.errors import NotFound
from voice_app.core.words import are_written
from voice_app.entries import queries as entry_queries
from voice_app.entries import rules as entry_rules
from voice_app.entries.models import EntryState
from voice_app.reviews import pages, queries, rules, service
from voice_app.reviews.forms import StepForm
from voice_app.reviews.pages import Asking
from voice_app.reviews.routes import late
from voice_app.reviews.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.keeping import keeps
from voice_app.web.paging import last_shown
from voice_app.web.transaction import reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@bp.get("/meeting/<int:number>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def step(number: int) -> ResponseReturnValue:
    """What was said about a step, who can read it and what came of it; or the question."""
    actor, now = access.actor(), clock.now()
    with reading() as db:
        found = queries.coming(db, actor=actor, now=now)
        page = pages.step_page(db, actor=actor, found=found, number=number, now=now)
    if page is None:
        return redirect(url_for(".ask", number=number), code=303)
    return render_template("reviews/step.html", about=page)


@bp.get("/meeting/<int:number>/say")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def ask(number: int) -> ResponseReturnValue:
    """Ask one thing, with who will read it named below."""
    with reading() as db:
        asking = _asking(db, number, kept=last_shown("kept"))
    form = StepForm(
        None,
        words=asking.words,
        ways=[way.value for way in asking.ways],
        to=[str(person_id) for person_id in asking.chosen],
        **({"once": str(asking.once)} if asking.once else {}),
    )
    return _page(form, asking)


@bp.post("/meeting/<int:number>/say")
@keeps(late.keep_step)
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def say(number: int) -> ResponseReturnValue:
    """Say it to those who were chosen. Nobody chosen, or "Not now", keeps it for oneself."""
    form = StepForm()
    with transaction() as db:
        asking = _asking(db, number)
        form.offer((reader.person_id, reader.name) for reader in asking.readers)
        if form.is_by_itself and _is_finished(db, form.made_id()):
            return "", 409  # An old page goes on saving by itself; the words have moved on.
        is_whole = not form.goes_on or _is_whole(form, asking)
        state = _say(db, form, asking, is_whole=is_whole)
    return _after(form, asking, state) if is_whole else (_page(form, asking), 400)


@bp.post("/meeting/<int:number>/back")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def unsay(number: int) -> ResponseReturnValue:
    """Take back what was said about a step."""
    actor, now, about = access.actor(), clock.now(), rules.step_numbered(number)
    if about is None:
        raise NotFound
    with transaction() as db:
        review_id = queries.coming(db, actor=actor, now=now).review.id
        service.take_back(db, actor=actor, review_id=review_id, step=about, now=now)
    flash(_("Taken back. Nobody else can see it now."))
    return redirect(url_for(".meeting"), code=303)


def _asking(db: "Session", number: int, *, kept: UUID | None = None) -> Asking:
    actor, now = access.actor(), clock.now()
    found = queries.coming(db, actor=actor, now=now)
    return pages.asking(db, actor=actor, found=found, number=number, kept=kept, now=now)


def _is_finished(db: "Session", once: UUID) -> bool:
    begun = entry_queries.begun(db, actor=access.actor(), phone_id=once, now=clock.now())
    return begun.is_finished


def _is_whole(form: StepForm, asking: Asking) -> bool:
    """Can this be sent? What is missing stands beside its field."""
    if not form.validate_on_submit():
        form.to.errors = [_("Somebody does not work with you any more. Please choose again.")]
    said = pages.saying(form, asking.step, asking.chair)
    if not are_written(said.words):
        form.words.errors = [_("Write a few words first, or press Not now.")]
    elif entry_rules.is_too_long(said.words):
        form.words.errors = [
            _("This is very long. All of it is kept. Please send it in two parts.")
        ]
    return not form.errors


def _say(db: "Session", form: StepForm, asking: Asking, *, is_whole: bool) -> EntryState | None:
    """Keep what was given, and send it when nothing is missing; None when there was nothing."""
    actor, now = access.actor(), clock.now()
    said = pages.saying(form, asking.step, asking.chair)
    if not are_written(said.words):
        return None
    entry = service.say(
        db,
        actor=actor,
        review_id=queries.coming(db, actor=actor, now=now).review.id,
        step=asking.step,
        said=said,
        to=form.chosen() if form.goes_on and is_whole else (),
        now=now,
    )
    return entry.state


def _after(form: StepForm, asking: Asking, state: EntryState | None) -> ResponseReturnValue:
    if form.is_by_itself:
        return "", 204
    if state is EntryState.SENT and form.goes_on:
        flash(_("Sent."))
    elif state is not None:
        flash(_("Kept. Nobody else can see it."))
    here = url_for(".step", number=asking.number) if form.goes_on else url_for(".meeting")
    return redirect(here, code=303)


def _page(form: StepForm, asking: Asking) -> str:
    form.words.label.text = asking.question
    return render_template("reviews/ask.html", form=form, asking=asking)
