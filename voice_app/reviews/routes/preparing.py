"""Planning a review: the day, who runs it, who belongs."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.care import queries as care
from voice_app.care.queries import Worker
from voice_app.core import clock, vault
from voice_app.core.actor import WORKERS, Level, Role
from voice_app.reviews import queries, service
from voice_app.reviews.forms import ChairForm, MoveForm, NameForm, PlanForm
from voice_app.reviews.queries import Found
from voice_app.reviews.routes.blueprint import bp
from voice_app.reviews.routes.saying import say
from voice_app.reviews.rules import ReviewKind
from voice_app.reviews.service import Problem, Wrong
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction


@bp.get("/staff/people/<uuid:young_person_id>/review")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def prepare(young_person_id: UUID) -> ResponseReturnValue:
    """The review that is coming, or a page to plan one."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        place = care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
        called = vault.opened(session, place)["called"]
        workers = care.workers_of(session, young_person_id, now=now)
        planned = queries.planned_for(session, young_person_id)
        if planned is not None:
            people, _texts = queries.people_at(session, planned, now=now)
            if actor.person_id in {one.member.person_id for one in people}:
                return redirect(url_for(".show", review_id=planned.id), code=303)
            return render_template(
                "reviews/not_yours.html",
                called=called,
                young_person_id=young_person_id,
                due_on=planned.due_on,
                people=people,
            )
    form = PlanForm()
    form.offer(_people(workers))
    return _plan_page(form, called, young_person_id)


@bp.post("/staff/people/<uuid:young_person_id>/review")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def plan(young_person_id: UUID) -> ResponseReturnValue:
    """Plan the next review."""
    actor, now, form = access.actor(), clock.now(), PlanForm()
    with transaction() as session:
        place = care.assigned(session, actor=actor, young_person_id=young_person_id, now=now)
        called = vault.opened(session, place)["called"]
        form.offer(_people(care.workers_of(session, young_person_id, now=now)))
        if not form.validate_on_submit():
            return _plan_page(form, called, young_person_id), 400
        try:
            review = service.plan(
                session,
                actor=actor,
                review_id=form.made_id(),
                young_person_id=young_person_id,
                kind=ReviewKind(form.kind.data),
                due_on=form.due_on.data,
                chair_id=form.chair.data,
                others=form.others.data,
                now=now,
            )
        except Wrong as wrong:
            form.due_on.errors = [say(wrong.problem)]
            return _plan_page(form, called, young_person_id), 400
    return redirect(url_for(".show", review_id=review.id), code=303)


@bp.get("/staff/reviews/<uuid:review_id>/day")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def day(review_id: UUID) -> ResponseReturnValue:
    """A page to move the day."""
    with reading() as session:
        found = service.for_workers(session, access.actor(), review_id, clock.now())
    return _day_page(MoveForm(), found)


@bp.post("/staff/reviews/<uuid:review_id>/day")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def move(review_id: UUID) -> ResponseReturnValue:
    """Move the day, and say why."""
    actor, now, form = access.actor(), clock.now(), MoveForm()
    with transaction() as session:
        found = service.for_workers(session, actor, review_id, now)
        if not form.validate_on_submit():
            return _day_page(form, found), 400
        try:
            service.move(
                session,
                actor=actor,
                review_id=review_id,
                to_on=form.to_on.data,
                because=form.because.data,
                now=now,
            )
        except Wrong as wrong:
            field = form.because if wrong.problem is Problem.NO_REASON else form.to_on
            field.errors = [say(wrong.problem)]
            return _day_page(form, found), 400
    return redirect(url_for(".show", review_id=review_id), code=303)


@bp.get("/staff/reviews/<uuid:review_id>/people")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def people(review_id: UUID) -> ResponseReturnValue:
    """Who belongs, and a way to name somebody else."""
    now = clock.now()
    with reading() as session:
        found = service.for_workers(session, access.actor(), review_id, now)
        belonging, _texts = queries.people_at(session, found.review, now=now)
        colleagues = queries.colleagues_to_name(session)
    inside = {one.member.person_id for one in belonging}
    form = NameForm()
    form.offer([one for one in colleagues if one[0] not in inside])
    return render_template("reviews/people.html", found=found, people=belonging, form=form)


@bp.post("/staff/reviews/<uuid:review_id>/people")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def name(review_id: UUID) -> ResponseReturnValue:
    """Name somebody who belongs from now on."""
    actor, now, form = access.actor(), clock.now(), NameForm()
    with transaction() as session:
        queries.get(session, actor=actor, review_id=review_id, now=now)
        form.offer(queries.colleagues_to_name(session))
        if form.validate_on_submit():
            person_id = form.person.data
            service.name_member(
                session, actor=actor, review_id=review_id, person_id=person_id, now=now
            )
    return redirect(url_for(".people", review_id=review_id), code=303)


@bp.post("/staff/reviews/<uuid:review_id>/people/<uuid:person_id>/out")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def take_out(review_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Take somebody out again, or leave."""
    actor = access.actor()
    with transaction() as session:
        service.leave(
            session, actor=actor, review_id=review_id, person_id=person_id, now=clock.now()
        )
    if person_id == actor.person_id:
        return redirect(url_for(".all_mine"), code=303)
    return redirect(url_for(".people", review_id=review_id), code=303)


@bp.get("/staff/reviews/<uuid:review_id>/chair")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def chair(review_id: UUID) -> ResponseReturnValue:
    """Who runs the meeting, now that its chair has left. Nobody's words are here."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found = service.unchaired(session, actor, review_id, now)
        workers = care.workers_of(session, found.review.young_person_id, now=now)
    form = ChairForm()
    form.offer(_people(workers))
    return render_template("reviews/chair.html", found=found, form=form)


@bp.post("/staff/reviews/<uuid:review_id>/chair")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def name_chair(review_id: UUID) -> ResponseReturnValue:
    """Say who runs the meeting now."""
    actor, now, form = access.actor(), clock.now(), ChairForm()
    with transaction() as session:
        found = service.unchaired(session, actor, review_id, now)
        form.offer(_people(care.workers_of(session, found.review.young_person_id, now=now)))
        if not form.validate_on_submit():
            return render_template("reviews/chair.html", found=found, form=form), 400
        service.name_chair(
            session, actor=actor, review_id=review_id, person_id=form.person.data, now=now
        )
    # NOTE: a manager has just said who runs a young person's meeting from now on.
    flash(_("Saved. They run the meeting now."))
    return redirect(url_for(".all_mine"), code=303)


def _people(workers: Sequence[Worker]) -> list[tuple[UUID, str]]:
    """Workers as choices, each once."""
    return list({one.person_id: f"{one.name}, {one.job}" for one in workers}.items())


def _plan_page(form: PlanForm, called: str, young_person_id: UUID) -> str:
    return render_template(
        "reviews/plan.html", form=form, called=called, young_person_id=young_person_id
    )


def _day_page(form: MoveForm, found: Found) -> str:
    return render_template("reviews/day.html", form=form, found=found)
