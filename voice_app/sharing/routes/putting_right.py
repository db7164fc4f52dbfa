"""Deciding anew about what was passed on, or not: the earlier decision stays, and both say so."""

from collections.abc import Callable
from uuid import UUID, uuid4

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.care import queries as care
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone
from voice_app.sharing import queries, service
from voice_app.sharing.forms import PassingForm
from voice_app.sharing.models import SharingDecision
from voice_app.sharing.queries import Decided
from voice_app.sharing.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import transaction


@bp.get("/staff/passed-on/<uuid:decision_id>/put-right")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def putting_right(decision_id: UUID) -> ResponseReturnValue:
    """The form as the earlier decision filled it, for a new one."""
    one = _found(decision_id)
    before = {
        "passes_on": "yes" if one.decision.passes_on else "no",
        "lawful": one.decision.lawful.value,
        **{name: one.body[name] for name in ("to_whom", "what", "why")},
    }
    return _page(one, PassingForm(data=before))


@bp.post("/staff/passed-on/<uuid:decision_id>/put-right")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def put_right(decision_id: UUID) -> ResponseReturnValue:
    """Keep the new decision; it points to the earlier one."""
    return decided(
        lambda form: _page(_found(decision_id), form), service.put_right, corrects_id=decision_id
    )


def decided(
    page: Callable[[PassingForm], str], decide: Callable[..., SharingDecision], **about: UUID
) -> ResponseReturnValue:
    """Keep a decision; or show its form again with what is missing, or what was kept otherwise.

    Args:
        page: the page on which the form stands.
        decide: the service that keeps it; `about` is what it says of what the decision is about.
    """
    form, now = PassingForm(), clock.now()
    if not (form.validate_on_submit() and form.is_possible(london_day(now))):
        return page(form), 400
    try:
        with transaction() as session:
            row = decide(
                session,
                actor=access.actor(),
                decision_id=form.made_id(),
                given=form.given(),
                now=now,
                **about,
            )
            young_person_id = row.young_person_id
    except AlreadyDone:
        return _kept_otherwise(form)
    return kept(young_person_id)


def kept(young_person_id: UUID) -> ResponseReturnValue:
    """Back to everything that was decided, which says that this was kept."""
    flash(_("Kept."))
    return redirect(url_for(".passed_on", young_person_id=young_person_id), code=303)


def _kept_otherwise(form: PassingForm) -> ResponseReturnValue:
    """The form was kept before with other words: say so, and offer to put it right with these."""
    one = _found(form.made_id())
    form.once.data = str(uuid4())
    return _page(one, form, was_kept=True), 409


def _found(decision_id: UUID) -> Decided:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        one = queries.get_decision(session, actor=actor, decision_id=decision_id, now=now)
        mine = one.decision.young_person_id
        care.assigned(session, actor=actor, young_person_id=mine, now=now)
        service.show_decisions(session, actor=actor, found=[one], now=now)
        return one


def _page(one: Decided, form: PassingForm, *, was_kept: bool = False) -> str:
    return render_template("sharing/put_right.html", one=one, form=form, was_kept=was_kept)
