"""Addresses of answers: the young person reads them, workers give and tell them."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.answers import pages, queries, service
from voice_app.answers.forms import AnswerForm, TellingForm, VerdictForm
from voice_app.answers.rules import VerdictValue
from voice_app.care.service.advocates import ask_for_advocate
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level, Role
from voice_app.core.errors import AlreadyDone
from voice_app.entries import service as entries
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.paging import last_shown
from voice_app.web.transaction import transaction

bp = Blueprint("answers", __name__)


@bp.get("/words/<uuid:entry_id>/answer")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def show(entry_id: UUID) -> ResponseReturnValue:
    """What became of something a young person asked for."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        asked = queries.of_entry(session, actor=actor, entry_id=entry_id, now=now)
        story = pages.story(session, actor=actor, asked=asked, now=now)
        service.read(session, actor=actor, asked=asked, now=now)
    return render_template("answers/answer.html", story=story)


@bp.post("/words/<uuid:entry_id>/answer/<uuid:answer_id>/verdict")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def verdict(entry_id: UUID, answer_id: UUID) -> ResponseReturnValue:
    """Say whether an answer is OK. Saying something else later changes it."""
    form = VerdictForm()
    if form.validate_on_submit():
        with transaction() as session:
            service.verdict(
                session,
                actor=access.actor(),
                entry_id=entry_id,
                answer_id=answer_id,
                value=VerdictValue(form.value.data),
                now=clock.now(),
            )
    return redirect(url_for(".show", entry_id=entry_id, _anchor="said"), code=303)


@bp.post("/words/<uuid:entry_id>/answer/side")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def ask_for_somebody(entry_id: UUID) -> ResponseReturnValue:
    """Ask for somebody at one's side about this answer, in one tap."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        asked = queries.of_entry(session, actor=actor, entry_id=entry_id, now=now)
        ask_for_advocate(session, actor=actor, wish_id=asked.wish.id, now=now)
    return redirect(url_for("care.on_my_side"), code=303)


@bp.get("/staff/wishes")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def wishes() -> ResponseReturnValue:
    """Everything that wants an answer, or waits to be told; the most urgent first."""
    return _list(queries.waiting, waits=True)


@bp.get("/staff/wishes/answered")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def answered() -> ResponseReturnValue:
    """The wishes that have an answer and wait for nothing, the newest answer first."""
    return _list(queries.settled, waits=False)


@bp.get("/staff/wishes/<uuid:wish_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def wish(wish_id: UUID) -> ResponseReturnValue:
    """One wish: the words, what was answered so far, and a form for an answer."""
    now = clock.now()
    with transaction() as session:
        found = pages.wish_page(session, actor=access.actor(), wish_id=wish_id, now=now)
    return _page(found, _fresh_answer(found), _fresh_telling(found))


@bp.post("/staff/wishes/<uuid:wish_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def answer(wish_id: UUID) -> ResponseReturnValue:
    """Answer a wish, or show how the answer will read. Nothing typed is ever lost."""
    actor, now, form = access.actor(), clock.now(), AnswerForm()
    with transaction() as session:
        found = pages.wish_page(session, actor=actor, wish_id=wish_id, now=now)
        form.offer_deciders(found.deciders)
        is_whole = form.validate_on_submit() and "show" not in request.form
        try:
            if is_whole:
                service.answer(
                    session,
                    actor=actor,
                    wish_id=wish_id,
                    decision=form.decision(),
                    after=form.seen_answer(),
                    now=now,
                    in_person="in_person" in request.form,
                )
        except AlreadyDone:
            form.after.data = str(found.newest_id)
            return _page(found, form, _fresh_telling(found), is_overtaken=True), 409
        except service.Incomplete as incomplete:
            form.point_out(incomplete.missing)
    if form.errors:
        return _page(found, form, _fresh_telling(found)), 400
    if not is_whole:
        return _page(found, form, _fresh_telling(found))
    # NOTE: a worker has just answered a wish; the young person reads it on their own phone.
    flash(_("Sent."))
    return redirect(url_for(".wish", wish_id=wish_id), code=303)


@bp.post("/staff/wishes/<uuid:wish_id>/told")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def tell(wish_id: UUID) -> ResponseReturnValue:
    """Record that the newest answer was told in person, and what the young person said."""
    actor, now, form = access.actor(), clock.now(), TellingForm()
    with transaction() as session:
        found = pages.wish_page(session, actor=actor, wish_id=wish_id, now=now)
        if not form.validate_on_submit() or not form.can_be(today=found.today, since=found.since):
            return _page(found, _fresh_answer(found), form), 400
        service.tell(
            session,
            actor=actor,
            wish_id=wish_id,
            answer_id=form.told_answer(),
            how=form.how.data,
            told_on=form.told_on.data,
            said=form.said.data or "",
            verdict=form.verdict_value(),
            now=now,
        )
    return redirect(url_for(".wish", wish_id=wish_id), code=303)


def _list(find: Callable[..., queries.Page], *, waits: bool) -> str:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        page = find(session, actor=actor, now=now, after=last_shown("after"))
        shown = [asked.entry for asked in page.wishes]
        entries.show_to(session, actor=actor, entries=shown, place="wishes", now=now)
        lines = pages.lines(session, page.wishes, now=now)
    return render_template("answers/wishes.html", lines=lines, next=page.next, waits=waits)


def _page(
    found: pages.WishPage, form: AnswerForm, telling: TellingForm, *, is_overtaken: bool = False
) -> str:
    return render_template(
        "answers/wish.html",
        wish=found,
        form=form,
        telling=telling,
        preview=form.decision() if form.state.data else found.standing,
        is_overtaken=is_overtaken,
    )


def _fresh_answer(found: pages.WishPage) -> AnswerForm:
    form = AnswerForm(None, decided_on=found.today, after=found.newest_id)
    form.offer_deciders(found.deciders)
    return form


def _fresh_telling(found: pages.WishPage) -> TellingForm:
    return TellingForm(None, told_on=found.today, answer_id=found.newest_id)
