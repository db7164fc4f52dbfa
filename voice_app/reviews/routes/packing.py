"""The pack: seeing it as each reader finds it, freezing it, opening it again."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.reviews import pages, queries, service
from voice_app.reviews.forms import FreezeForm
from voice_app.reviews.routes.blueprint import bp
from voice_app.reviews.service import Suggested, Wrong
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction
from voice_app.wording.guide import Suggestion


@bp.get("/staff/reviews/<uuid:review_id>/pack")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def pack(review_id: UUID) -> ResponseReturnValue:
    """The pack as the person asking finds it."""
    return _pack_page(review_id, access.actor().person_id)


@bp.get("/staff/reviews/<uuid:review_id>/pack/room")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def room_pack(review_id: UUID) -> ResponseReturnValue:
    """The pack as anybody in the room may be handed it."""
    return _pack_page(review_id, None)


@bp.get("/staff/reviews/<uuid:review_id>/pack/<uuid:person_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def pack_of(review_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """The pack as somebody else finds it, as far as the person asking may read it too."""
    return _pack_page(review_id, person_id)


def _pack_page(review_id: UUID, whose: UUID | None) -> str:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        found = queries.get(session, actor=actor, review_id=review_id, now=now)
        page = pages.shown_pack(session, actor=actor, found=found, whose=whose, now=now)
    return render_template(
        "reviews/pack.html",
        pack=page,
        review=found.review,
        whose=whose,
        readers=pages.readers(page.people, actor),
        may_freeze=pages.may_freeze(found),
        may_thaw=pages.may_thaw(found),
    )


@bp.post("/staff/reviews/<uuid:review_id>/pack/ask")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def ask_to_check(review_id: UUID) -> ResponseReturnValue:
    """Ask the young person to look at their part."""
    with transaction() as session:
        service.ask_to_check(session, actor=access.actor(), review_id=review_id, now=clock.now())
    # NOTE: a worker has just asked a young person to look at their part of the pack.
    flash(_("Asked. They find it on their meeting page."))
    return redirect(url_for(".pack", review_id=review_id), code=303)


@bp.get("/staff/reviews/<uuid:review_id>/freeze")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def before_freezing(review_id: UUID) -> ResponseReturnValue:
    """What freezing means, and what is still missing."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found = service.for_workers(session, actor, review_id, now)
        checked = service.standing_check(session, found, actor=actor, now=now)
    return render_template(
        "reviews/freeze.html", form=FreezeForm(), found=found, checked=checked, suggested=()
    )


@bp.post("/staff/reviews/<uuid:review_id>/freeze")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def freeze(review_id: UUID) -> ResponseReturnValue:
    """Freeze the pack. From here on it stays as it is."""
    actor, now, form = access.actor(), clock.now(), FreezeForm()
    suggested: Sequence[Suggestion] = ()
    with transaction() as session:
        found = service.for_workers(session, actor, review_id, now)
        checked = service.standing_check(session, found, actor=actor, now=now)
        try:
            if form.validate_on_submit():
                service.freeze(
                    session,
                    actor=actor,
                    review_id=review_id,
                    because=form.because.data or "",
                    keeps_words=form.keeps_words.data,
                    now=now,
                )
        except Wrong:
            form.because.errors = [_("Write why, or ask them to check it first.")]
        except Suggested as kinder:
            suggested = kinder.suggestions
        if form.errors or suggested:
            page = render_template(
                "reviews/freeze.html",
                form=form,
                found=found,
                checked=checked,
                suggested=suggested,
            )
            return page, 400
    # NOTE: the pack of a review can no longer change by itself.
    flash(_("The pack is frozen."))
    return redirect(url_for(".pack", review_id=review_id), code=303)


@bp.post("/staff/reviews/<uuid:review_id>/thaw")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def thaw(review_id: UUID) -> ResponseReturnValue:
    """Open the pack again, to change what goes in."""
    with transaction() as session:
        service.thaw(session, actor=access.actor(), review_id=review_id, now=clock.now())
    flash(_("The pack can be changed again. Freeze it when it is ready."))
    return redirect(url_for(".show", review_id=review_id), code=303)
