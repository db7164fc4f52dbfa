"""The letter: written by whoever runs the meeting, read by the young person, or taken as a file."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.answers import service as answers
from voice_app.answers.forms import VerdictForm
from voice_app.answers.rules import VerdictValue
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level, Role
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone
from voice_app.documents import to_pdf
from voice_app.reviews import pages, queries, service
from voice_app.reviews.forms import LetterForm, letter_form
from voice_app.reviews.routes.blueprint import bp
from voice_app.reviews.rules import CopyKind
from voice_app.reviews.service import Suggested, Untold
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import transaction
from voice_app.wording.guide import Suggestion


@bp.get("/staff/reviews/<uuid:review_id>/letter")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def letter(review_id: UUID) -> ResponseReturnValue:
    """The letter: to be written by whoever runs the meeting, to be read by the others."""
    with transaction() as session:
        page = pages.letter_page(
            session, actor=access.actor(), review_id=review_id, now=clock.now()
        )
    return _page(page, letter_form(page.words, page.number, is_new=True))


@bp.post("/staff/reviews/<uuid:review_id>/letter")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def write_letter(review_id: UUID) -> ResponseReturnValue:
    """Keep the letter, send it, or show how it will read. Nothing typed is ever lost."""
    actor, now, is_sent = access.actor(), clock.now(), "send" in request.form
    with transaction() as session:
        page = pages.letter_page(session, actor=actor, review_id=review_id, now=now)
        form = letter_form(page.words, page.number, is_new=False)
        is_whole = form.validate_on_submit() and "show" not in request.form
        try:
            if is_whole:
                service.write_letter(
                    session,
                    actor=actor,
                    review_id=review_id,
                    words=form.words(page.words.about),
                    after=form.version(),
                    send=is_sent,
                    keeps_words=form.keeps_words.data,
                    now=now,
                )
        except AlreadyDone:
            form.after.data = str(page.number)
            return _page(page, form, is_overtaken=True), 409
        except Untold as untold:
            form.point_out(untold.parts)
        except Suggested as kinder:
            return _page(page, form, suggested=kinder.suggestions), 400
    if form.errors:
        return _page(page, form), 400
    if not is_whole:
        return _page(page, form)
    # NOTE: a letter to a young person was sent, or kept to be finished later.
    flash(_("Sent.") if is_sent else _("Kept."))
    return redirect(url_for(".letter", review_id=review_id), code=303)


@bp.get("/staff/reviews/<uuid:review_id>/letter/file")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def letter_file(review_id: UUID) -> ResponseReturnValue:
    """The letter as a file, for whoever runs the meeting. Who took it is written down."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        taken = pages.letter_to_print(session, actor=actor, review_id=review_id, now=now)
        service.hand_out(
            session,
            actor=actor,
            review_id=review_id,
            kind=CopyKind.LETTER,
            name="",
            job="",
            given_on=london_day(now),
            now=now,
        )
    return _file(taken)


@bp.get("/meeting/letter/<uuid:review_id>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def my_letter(review_id: UUID) -> ResponseReturnValue:
    """The young person's own letter. Opening it is being told."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        found = queries.get(session, actor=actor, review_id=review_id, now=now)
        own = pages.own_letter(session, actor=actor, found=found, now=now)
    return render_template("reviews/my_letter.html", letter=own)


@bp.get("/meeting/letter/<uuid:review_id>/file")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def my_letter_file(review_id: UUID) -> ResponseReturnValue:
    """The young person's own letter as a file. Taking it is opening it."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        found = queries.get(session, actor=actor, review_id=review_id, now=now)
        own = pages.own_letter(session, actor=actor, found=found, now=now)
    return _file(own)


@bp.post("/meeting/letter/<uuid:review_id>/<uuid:entry_id>/<uuid:answer_id>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def say_if_ok(review_id: UUID, entry_id: UUID, answer_id: UUID) -> ResponseReturnValue:
    """Say of one decision whether it is OK, without leaving the letter."""
    form = VerdictForm()
    if form.validate_on_submit():
        with transaction() as session:
            answers.verdict(
                session,
                actor=access.actor(),
                entry_id=entry_id,
                answer_id=answer_id,
                value=VerdictValue(form.value.data),
                now=clock.now(),
            )
    return redirect(
        url_for(".my_letter", review_id=review_id, _anchor=f"said-{answer_id}"), code=303
    )


def _file(letter: pages.Letter) -> Response:
    """A file takes a moment to make, so it is made after the transaction."""
    response = Response(to_pdf(pages.letter_document(letter)), mimetype="application/pdf")
    response.headers.set(
        "Content-Disposition", "attachment", filename=pages.letter_file_name(letter)
    )
    return response


def _page(
    page: pages.LetterPage,
    form: LetterForm,
    *,
    is_overtaken: bool = False,
    suggested: Sequence[Suggestion] = (),
) -> str:
    preview = page.as_letter(form.words(page.words.about))
    return render_template(
        "reviews/letter.html",
        page_of=page,
        form=form,
        letter=preview,
        is_overtaken=is_overtaken,
        suggested=suggested,
    )
