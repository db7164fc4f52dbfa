"""What adults write for a meeting, what is decided there, and how it is told."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone
from voice_app.reviews import pages, queries, rules, service
from voice_app.reviews.forms import DecisionForm, HeldForm, TextForm, ToldForm
from voice_app.reviews.queries import Found
from voice_app.reviews.routes.blueprint import bp
from voice_app.reviews.routes.saying import say
from voice_app.reviews.rules import TextKind, TookPart
from voice_app.reviews.service import Unfinished, Wrong
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction


@bp.get("/staff/reviews/<uuid:review_id>/text")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def text(review_id: UUID) -> ResponseReturnValue:
    """A page to write for the meeting."""
    with reading() as session:
        found = queries.get(session, actor=access.actor(), review_id=review_id, now=clock.now())
    return render_template("reviews/text.html", form=TextForm(), found=found)


@bp.post("/staff/reviews/<uuid:review_id>/text")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def write_text(review_id: UUID) -> ResponseReturnValue:
    """Add what an adult has to say, and what it is worth."""
    actor, now, form = access.actor(), clock.now(), TextForm()
    with transaction() as session:
        found = queries.get(session, actor=actor, review_id=review_id, now=now)
        if not form.validate_on_submit():
            return render_template("reviews/text.html", form=form, found=found), 400
        service.write_text(
            session,
            actor=actor,
            review_id=review_id,
            text_id=form.made_id(),
            kind=TextKind(form.kind.data),
            words=form.words.data,
            now=now,
        )
    return redirect(url_for(".show", review_id=review_id), code=303)


@bp.post("/staff/reviews/<uuid:review_id>/text/<uuid:text_id>/out")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def take_text_out(review_id: UUID, text_id: UUID) -> ResponseReturnValue:
    """Take one's own text off the page."""
    with transaction() as session:
        service.take_text_out(
            session,
            actor=access.actor(),
            review_id=review_id,
            text_id=text_id,
            now=clock.now(),
        )
    return redirect(url_for(".show", review_id=review_id), code=303)


@bp.get("/staff/reviews/<uuid:review_id>/held")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def held(review_id: UUID) -> ResponseReturnValue:
    """A page to say on which day people met; before that the pack is frozen."""
    now = clock.now()
    with reading() as session:
        found = service.for_workers(session, access.actor(), review_id, now)
    if not rules.may_hold(found.review.state):
        return redirect(url_for(".pack", review_id=review_id), code=303)
    return _held_page(HeldForm(held_on=london_day(now)), found)


@bp.post("/staff/reviews/<uuid:review_id>/held")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def hold(review_id: UUID) -> ResponseReturnValue:
    """Say that people met. From here on wishes can be decided."""
    actor, now, form = access.actor(), clock.now(), HeldForm()
    with transaction() as session:
        found = service.for_workers(session, actor, review_id, now)
        if not form.validate_on_submit():
            return _held_page(form, found), 400
        try:
            service.hold(
                session,
                actor=actor,
                review_id=review_id,
                held_on=form.held_on.data,
                took_part=TookPart(form.took_part.data),
                now=now,
            )
        except Wrong as wrong:
            form.held_on.errors = [say(wrong.problem)]
            return _held_page(form, found), 400
    return redirect(url_for(".show", review_id=review_id), code=303)


@bp.get("/staff/reviews/<uuid:review_id>/wishes/<uuid:wish_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def wish(review_id: UUID, wish_id: UUID) -> ResponseReturnValue:
    """One wish, and a form for what was decided."""
    now = clock.now()
    with transaction() as session:
        page = pages.decision_page(
            session, actor=access.actor(), review_id=review_id, wish_id=wish_id, now=now
        )
    form = DecisionForm(None, decided_on=london_day(now), after=page.wish.answer_id)
    form.offer_members(page.deciders)
    return _wish_page(page, form)


@bp.post("/staff/reviews/<uuid:review_id>/wishes/<uuid:wish_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def decide(review_id: UUID, wish_id: UUID) -> ResponseReturnValue:
    """Keep what was decided, or show how it will read. Nothing typed is ever lost."""
    actor, now, form = access.actor(), clock.now(), DecisionForm()
    with transaction() as session:
        page = pages.decision_page(
            session, actor=actor, review_id=review_id, wish_id=wish_id, now=now
        )
        form.offer_members(page.deciders)
        is_whole = form.validate_on_submit() and "show" not in request.form
        try:
            if is_whole:
                service.decide(
                    session,
                    actor=actor,
                    review_id=review_id,
                    wish_id=wish_id,
                    decided=form.decision(),
                    deed=form.deed(page.names),
                    after=form.seen_answer(),
                    in_person="in_person" in request.form,
                    now=now,
                )
        except AlreadyDone:
            form.after.data = str(page.wish.answer_id)
            return _wish_page(page, form, is_overtaken=True), 409
        except Unfinished as unfinished:
            form.point_out(unfinished.missing)
            form.point_out_lacks(unfinished.lacks)
    if "show" in request.form:
        return _wish_page(page, form)
    if form.errors:
        return _wish_page(page, form), 400
    return redirect(url_for(".show", review_id=review_id), code=303)


@bp.post("/staff/reviews/<uuid:review_id>/decided")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def finish(review_id: UUID) -> ResponseReturnValue:
    """Call everything decided."""
    with transaction() as session:
        service.finish(session, actor=access.actor(), review_id=review_id, now=clock.now())
    # NOTE: a review is decided; the young person is told next.
    flash(_("Everything is decided. The next step is telling."))
    return redirect(url_for(".show", review_id=review_id), code=303)


@bp.get("/staff/reviews/<uuid:review_id>/told")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def told(review_id: UUID) -> ResponseReturnValue:
    """A page to write down how the young person was told."""
    now = clock.now()
    with reading() as session:
        found = service.for_workers(session, access.actor(), review_id, now)
    return render_template("reviews/told.html", form=ToldForm(told_on=london_day(now)), found=found)


@bp.post("/staff/reviews/<uuid:review_id>/told")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def tell(review_id: UUID) -> ResponseReturnValue:
    """Keep how the young person was told, and what they said."""
    actor, now, form = access.actor(), clock.now(), ToldForm()
    with transaction() as session:
        found = service.for_workers(session, actor, review_id, now)
        try:
            if form.validate_on_submit():
                service.told_in_person(
                    session,
                    actor=actor,
                    review_id=review_id,
                    how=form.how.data,
                    told_on=form.told_on.data,
                    said=form.said.data or "",
                    now=now,
                )
        except Wrong as wrong:
            form.told_on.errors = [say(wrong.problem)]
        if form.errors:
            return render_template("reviews/told.html", form=form, found=found), 400
    return redirect(url_for(".show", review_id=review_id), code=303)


def _held_page(form: HeldForm, found: Found) -> str:
    return render_template("reviews/held.html", form=form, found=found)


def _wish_page(page: pages.DecisionPage, form: DecisionForm, *, is_overtaken: bool = False) -> str:
    return render_template(
        "reviews/wish.html",
        about=page,
        wish=page.wish,
        form=form,
        preview=form.decision(),
        is_overtaken=is_overtaken,
    )
