"""Copies of a frozen pack: one's own, one for somebody without an account, and who has which.

A file is made outside any transaction, since it takes a moment; only then is it written down, and
only what is written down is sent.
"""

from uuid import UUID

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.core.clock import london_day
from voice_app.core.errors import NotFound
from voice_app.documents import to_docx, to_pdf
from voice_app.reviews import pages, queries, service
from voice_app.reviews.forms import CopyForm, HandOutForm
from voice_app.reviews.pages import PackPage
from voice_app.reviews.routes.blueprint import bp
from voice_app.reviews.routes.saying import say
from voice_app.reviews.rules import CopyKind
from voice_app.reviews.service import Wrong
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: How each kind of file is made, and what a browser calls it.
FILES = {
    CopyKind.PDF: (to_pdf, "application/pdf"),
    CopyKind.DOCX: (to_docx, WORD),
}


@bp.get("/staff/reviews/<uuid:review_id>/copies")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def copies(review_id: UUID) -> ResponseReturnValue:
    """Who has a copy, and ways to get one."""
    day = london_day(clock.now())
    return _copies_page(review_id, CopyForm(None), HandOutForm(None, given_on=day))


@bp.post("/staff/reviews/<uuid:review_id>/copies/mine")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def take_copy(review_id: UUID) -> ResponseReturnValue:
    """One's own copy, as a file."""
    form = CopyForm()
    if not form.validate_on_submit():
        given_on = london_day(clock.now())
        return _copies_page(review_id, form, HandOutForm(None, given_on=given_on)), 400
    return _file(review_id, access.actor().person_id, CopyKind(form.as_file.data), None)


@bp.post("/staff/reviews/<uuid:review_id>/copies/given")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def give_copy(review_id: UUID) -> ResponseReturnValue:
    """Give what anybody in the room may have to somebody without an account."""
    form = HandOutForm()
    if not form.validate_on_submit():
        return _copies_page(review_id, CopyForm(None), form), 400
    try:
        return _file(review_id, None, CopyKind(form.kind.data), form)
    except Wrong as wrong:
        form.given_on.errors = [say(wrong.problem)]
        return _copies_page(review_id, CopyForm(None), form), 400


def _file(
    review_id: UUID, whose: UUID | None, kind: CopyKind, given: HandOutForm | None
) -> ResponseReturnValue:
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found = queries.get(session, actor=actor, review_id=review_id, now=now)
        page = pages.pack_page(session, actor=actor, found=found, whose=whose, now=now)
        if given:
            # Before the file is made, which takes a moment.
            service.refuse_a_day_they_were_not_here(
                session, found.review.young_person_id, given.given_on.data, now
            )
    if not page.number:
        raise NotFound
    made = _made(page, kind)
    with transaction() as session:
        service.hand_out(
            session,
            actor=actor,
            review_id=review_id,
            kind=kind,
            name=given.name.data.strip() if given else "",
            job=given.job.data.strip() if given else "",
            given_on=given.given_on.data if given else london_day(now),
            now=now,
        )
        pages.note_read(session, actor=actor, page=page, now=now)
    return made or redirect(url_for(".copies", review_id=review_id), code=303)


def _made(page: PackPage, kind: CopyKind) -> Response | None:
    """The file, or None when the copy is paper that somebody printed already."""
    if kind not in FILES:
        return None
    make, mimetype = FILES[kind]
    response = Response(make(pages.pack_document(page)), mimetype=mimetype)
    name = pages.file_name(page, kind.value)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _copies_page(review_id: UUID, own: CopyForm, given: HandOutForm) -> str:
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found = queries.get(session, actor=actor, review_id=review_id, now=now)
        pack = queries.standing_pack(session, found.review)
        handed = pages.copies(session, found)
    return render_template(
        "reviews/copies.html",
        found=found,
        own=own,
        given=given,
        copies=handed,
        is_frozen=pack is not None,
        may_give=found.member is not None and not found.member.is_guest,
    )
