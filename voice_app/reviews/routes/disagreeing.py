"""Writing down who did not agree with what was decided."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.reviews import pages, service
from voice_app.reviews.forms import DissentForm
from voice_app.reviews.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import transaction


@bp.get("/staff/reviews/<uuid:review_id>/dissent")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def dissent(review_id: UUID) -> ResponseReturnValue:
    """A page to write down who did not agree, with one decision or with all of it."""
    with transaction() as session:
        page = pages.dissent_page(
            session,
            actor=access.actor(),
            review_id=review_id,
            wish_id=_about(),
            now=clock.now(),
        )
    form = DissentForm()
    form.offer(page.people)
    return render_template("reviews/dissent.html", about=page, form=form)


@bp.post("/staff/reviews/<uuid:review_id>/dissent")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def disagree(review_id: UUID) -> ResponseReturnValue:
    """Keep who did not agree, and why."""
    actor, now, form = access.actor(), clock.now(), DissentForm()
    with transaction() as session:
        page = pages.dissent_page(
            session, actor=actor, review_id=review_id, wish_id=_about(), now=now
        )
        form.offer(page.people)
        if not form.validate_on_submit() or not form.has_somebody():
            return render_template("reviews/dissent.html", about=page, form=form), 400
        person_id, who = form.whose(page.people)
        service.dissent(
            session,
            actor=actor,
            review_id=review_id,
            dissent_id=form.made_id(),
            wish_id=_about(),
            person_id=person_id,
            who=who,
            words=form.words.data,
            now=now,
        )
    return redirect(url_for(".show", review_id=review_id), code=303)


def _about() -> UUID | None:
    """The wish that the address is about; none is the meeting as a whole."""
    return request.args.get("about", type=UUID)
