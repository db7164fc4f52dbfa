"""What a carer sees: what was released to them, a guide, and a way to write back.

These pages show released text and nothing else, not even a count: somebody who was told nothing,
somebody whose door has shut and somebody from whom something was taken back see the same.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.config import Settings
from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.sharing import pages, queries, service
from voice_app.sharing.forms import NoteForm
from voice_app.sharing.routes.blueprint import bp
from voice_app.sharing.rules import NoteKind
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.forms import chosen
from voice_app.web.transaction import reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@bp.get("/shared")
@access.allow(Role.CARER, level=Level.TWO_FACTORS, relation=Relation.SELF)
def shared() -> ResponseReturnValue:
    """Everything a carer may read now, the newest first; or that there is nothing to read."""
    with reading() as session:
        found = queries.open_to(session, actor=access.actor(), now=clock.now())
    return render_template(
        "sharing/shared.html", letters=pages.carer_home(found), ring=_settings().carers_ring
    )


@bp.get("/shared/<uuid:publication_id>")
@access.allow(Role.CARER, level=Level.TWO_FACTORS, relation=Relation.SELF)
def shared_one(publication_id: UUID) -> ResponseReturnValue:
    """One released summary. Opening it is noted, and the young person sees that."""
    with transaction() as session:
        found = service.open_publication(
            session, actor=access.actor(), publication_id=publication_id, now=clock.now()
        )
    return render_template("sharing/shared_one.html", letter=pages.letter(found))


@bp.get("/shared/<uuid:publication_id>/write")
@access.allow(Role.CARER, level=Level.TWO_FACTORS, relation=Relation.SELF)
def write_back(publication_id: UUID) -> ResponseReturnValue:
    """A page to write to those who look after the young person, with what is half written."""
    with reading() as session:
        return _writing(session, publication_id)


@bp.post("/shared/<uuid:publication_id>/write")
@access.allow(Role.CARER, level=Level.TWO_FACTORS, relation=Relation.SELF)
def send_note(publication_id: UUID) -> ResponseReturnValue:
    """Send it to the workers, and to nobody else; or keep it, when its page sent it by itself."""
    form = NoteForm()
    if form.is_by_itself:
        return _keep(publication_id, form)
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        if not form.validate_on_submit():
            return _writing(session, publication_id, form), 400
        found = queries.open_one(session, actor=actor, publication_id=publication_id, now=now)
        service.write_note(
            session,
            actor=actor,
            note_id=form.made_id(),
            link_id=found.publication.link_id,
            kind=NoteKind(form.kind.data),
            words=form.words.data,
            now=now,
        )
    flash(_("Sent. They read it when they are next at work."))
    return redirect(url_for(".shared_one", publication_id=publication_id), code=303)


def _keep(publication_id: UUID, form: NoteForm) -> ResponseReturnValue:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        found = queries.open_one(session, actor=actor, publication_id=publication_id, now=now)
        is_kept = service.keep_draft(
            session,
            actor=actor,
            note_id=form.made_id(),
            link_id=found.publication.link_id,
            kind=chosen(form.kind),
            words=form.words.data or "",
            turn=form.turn_number() or 0,
            now=now,
        )
    # An old page goes on saving by itself; its note was sent.
    return ("", 204) if is_kept else ("", 409)


@bp.get("/guide")
@access.allow(Role.CARER, level=Level.TWO_FACTORS, relation=Relation.SELF)
def guide() -> ResponseReturnValue:
    """A plain guide for parents and carers. It is the same for everybody."""
    settings = _settings()
    return render_template(
        "sharing/guide.html",
        lines=pages.lines_for_parents(settings.nation),
        ring=settings.carers_ring,
    )


def _settings() -> Settings:
    settings: Settings = current_app.config["VOICE_SETTINGS"]
    return settings


def _writing(session: "Session", publication_id: UUID, form: NoteForm | None = None) -> str:
    found = queries.open_one(
        session, actor=access.actor(), publication_id=publication_id, now=clock.now()
    )
    if form is None:
        begun = queries.half_written(session, found)
        form = NoteForm(
            data={"once": str(begun.note_id), "kind": begun.kind, "words": begun.words}
            if begun
            else {}
        )
    return render_template(
        "sharing/write_back.html",
        letter=pages.letter(found),
        form=form,
        ring=_settings().carers_ring,
    )
