"""One door between a carer and a young person: how it stands, and shutting it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.sharing import pages, queries, service
from voice_app.sharing.forms import FACT_NAMES, BecauseForm, OnlyAButton, ShutForm
from voice_app.sharing.routes.blueprint import bp
from voice_app.sharing.rules import Ending
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction


@bp.get("/staff/carers/<uuid:door_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def door(door_id: UUID) -> ResponseReturnValue:
    """Why it is safe, what was told, and what waits for whom."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        found = queries.door(session, actor=actor, link_id=door_id, now=now)
        service.show_door(session, actor=actor, door=found, now=now)
        notes = queries.notes_of(session, found)
        page = pages.door_page(session, actor=actor, door=found, notes=notes, now=now)
        service.read_notes(session, actor=actor, door=found, notes=notes, now=now)
    return render_template(
        "sharing/door.html", page_of=page, door=found, kinds=FACT_NAMES, button=OnlyAButton()
    )


@bp.post("/staff/carers/notes/<uuid:note_id>/release")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def release_note(note_id: UUID) -> ResponseReturnValue:
    """Let the young person read what their carer wrote."""
    with transaction() as session:
        link_id = service.release_note(
            session, actor=access.actor(), note_id=note_id, now=clock.now()
        )
    return redirect(url_for(".door", door_id=link_id), code=303)


@bp.get("/staff/carers/<uuid:door_id>/shut")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def before_shutting(door_id: UUID) -> ResponseReturnValue:
    """What shutting does, and what happened."""
    return _shutting(door_id, ShutForm())


@bp.post("/staff/carers/<uuid:door_id>/shut")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def shut(door_id: UUID) -> ResponseReturnValue:
    """Shut the door at once."""
    form = ShutForm()
    if not form.validate_on_submit():
        return _shutting(door_id, form), 400
    with transaction() as session:
        service.shut_door(
            session,
            actor=access.actor(),
            link_id=door_id,
            ending=Ending(form.ending.data),
            because=form.because.data,
            now=clock.now(),
        )
    flash(_("Shut. They read nothing from now on."))
    return redirect(url_for(".door", door_id=door_id), code=303)


@bp.get("/staff/carers/told/<uuid:publication_id>/withdraw")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def before_withdrawing(publication_id: UUID) -> ResponseReturnValue:
    """What was told, and why it is taken back."""
    return _withdrawing(publication_id, BecauseForm())


@bp.post("/staff/carers/told/<uuid:publication_id>/withdraw")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def withdraw(publication_id: UUID) -> ResponseReturnValue:
    """Take back one thing that was told."""
    form = BecauseForm()
    if not form.validate_on_submit():
        return _withdrawing(publication_id, form), 400
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        service.withdraw(
            session,
            actor=actor,
            publication_id=publication_id,
            because=form.because.data,
            now=now,
        )
        found = queries.of_publication(session, actor=actor, publication_id=publication_id, now=now)
    flash(_("Taken back. They read it no longer."))
    return redirect(url_for(".door", door_id=found.link.id), code=303)


def _shutting(door_id: UUID, form: ShutForm) -> str:
    with reading() as session:
        found = queries.door(session, actor=access.actor(), link_id=door_id, now=clock.now())
    return render_template("sharing/shut.html", door=found, form=form)


def _withdrawing(publication_id: UUID, form: BecauseForm) -> str:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        found = queries.of_publication(session, actor=actor, publication_id=publication_id, now=now)
        service.show_door(session, actor=actor, door=found, now=now)
    told = next(one for one in found.released if one.publication.id == publication_id)
    return render_template("sharing/withdraw.html", door=found, told=told, form=form)
