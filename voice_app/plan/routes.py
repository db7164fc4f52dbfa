"""The young person's own plan."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from voice_app.care.queries import Worker, workers_of
from voice_app.core import clock
from voice_app.core.actor import Actor, Level, Role
from voice_app.plan import queries, service
from voice_app.plan.forms import PlanForm
from voice_app.plan.models import Goal, Helps
from voice_app.web import access, half_written
from voice_app.web.access import Relation
from voice_app.web.keeping import keeps
from voice_app.web.transaction import reading, transaction

bp = Blueprint("plan", __name__)

PARTS: dict[str, type[Any]] = {"goal": Goal, "helps": Helps}
QUESTIONS = {
    # NOTE: asks for one goal, in the young person's own words. Open; nothing is suggested.
    "goal": _l("What do you want?"),
    # NOTE: asks what helps the young person in general: people, places, things to do.
    "helps": _l("What helps?"),
}


def _keep_late(asking: Actor) -> ResponseReturnValue | None:
    """Keep what was written for the plan after the phone had locked, for the same page."""
    assert request.view_args is not None  # noqa: S101  the page has its part in its address
    part: str = request.view_args["part"]
    return half_written.keep_late(asking, PlanForm(meta={"csrf": False}), **_place(part))


@bp.get("/plan")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def show() -> ResponseReturnValue:
    """What they want and what helps, in their words, and who can read it."""
    asking, now = access.actor(), clock.now()
    with reading() as db:
        plan = queries.current(db, actor=asking, young_person_id=asking.person_id, now=now)
        workers = workers_of(db, asking.person_id, now=now)
    readers = list(dict.fromkeys(_who_may_read(workers)))
    return render_template("plan/show.html", plan=plan, readers=readers)


@bp.get("/plan/<any(goal, helps):part>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def write(part: str) -> ResponseReturnValue:
    """A page to write one part, with what stands there now."""
    asking = access.actor()
    with reading() as db:
        plan = queries.current(db, actor=asking, young_person_id=asking.person_id, now=clock.now())
        stands = plan.goal if part == "goal" else plan.helps
        form = PlanForm(words=stands.words if stands else "")
        half_written.give_back(db, form, page=url_for(".write", part=part))
    return _page(form, part, stands=stands is not None)


@bp.post("/plan/<any(goal, helps):part>")
@keeps(_keep_late)
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def save(part: str) -> ResponseReturnValue:
    """Put it in the place of what stood there."""
    form = PlanForm()
    if form.is_by_itself:
        return half_written.keep(form, **_place(part))
    if not form.validate_on_submit() or not form.is_whole():
        return _page(form, part), 400
    with transaction() as db:
        service.write(
            db,
            actor=access.actor(),
            part=PARTS[part],
            written_id=form.made_id(),
            words=form.words.data,
            now=clock.now(),
        )
        half_written.let_go(db, form)
    flash(_("Saved."))
    return redirect(url_for(".show"), code=303)


@bp.post("/plan/<any(goal, helps):part>/away")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def let_go(part: str) -> ResponseReturnValue:
    """Take one part out of the plan."""
    with transaction() as db:
        service.let_go(db, actor=access.actor(), part=PARTS[part], now=clock.now())
    flash(_("It is not in your plan any more."))
    return redirect(url_for(".show"), code=303)


def _place(part: str) -> dict[str, str]:
    return {"page": url_for(".write", part=part), "prompt": str(QUESTIONS[part])}


def _who_may_read(workers: Sequence[Worker]) -> Iterator[str]:
    """Everybody whom `queries.current` lets in: who looks after them, and who covers today."""
    for worker in workers:
        yield worker.first_name
        if worker.covered_by is not None:
            yield worker.covered_by.first_name


def _page(form: PlanForm, part: str, *, stands: bool = False) -> str:
    form.words.label.text = str(QUESTIONS[part])
    return render_template("plan/write.html", form=form, part=part, stands=stands)
