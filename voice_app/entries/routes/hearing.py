""" "I've heard you": what a worker says to words that ask for no answer."""

from uuid import UUID

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.accounts import queries as accounts
from voice_app.care import queries as care
from voice_app.core import clock, vault
from voice_app.core.actor import WORKERS, Level
from voice_app.core.errors import NotFound
from voice_app.entries import pages, queries, rules, service
from voice_app.entries.forms import HeardForm
from voice_app.entries.models import Entry
from voice_app.entries.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import transaction


@bp.get("/staff/words/<uuid:entry_id>/heard")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def hear(entry_id: UUID) -> ResponseReturnValue:
    """Their words, and a field for a message below. Showing them is a reading."""
    return _show(entry_id, HeardForm())


@bp.post("/staff/words/<uuid:entry_id>/heard")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.NAMED)
def heard(entry_id: UUID) -> ResponseReturnValue:
    """Tell the young person that they were heard."""
    form = HeardForm()
    if not form.validate_on_submit():
        return _show(entry_id, form)
    with transaction() as session:
        reply = service.heard(
            session,
            actor=access.actor(),
            entry_id=entry_id,
            message=form.message.data or "",
            now=clock.now(),
        )
        flash(_("They will see that you have heard them."))
        return redirect(f"/staff/people/{reply.young_person_id}", code=303)


def _show(entry_id: UUID, form: HeardForm) -> ResponseReturnValue:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        entry = queries.get(session, actor=actor, entry_id=entry_id, now=now)
        if not rules.may_hear(entry.kind):
            raise NotFound
        called = care.called(session, [entry.young_person_id])[entry.young_person_id]
        names = accounts.names(session, [entry.typed_by_id] if entry.typed_by_id else [])
        service.show_to(session, actor=actor, entries=[entry], place="heard", now=now)
        words = pages.said(
            entry, vault.opened(session, entry), called=called, typed_by=_typist(entry, names)
        )
    return render_template("entries/heard.html", form=form, said=words, called=called)


def _typist(entry: Entry, names: dict[UUID, accounts.Named]) -> str:
    named = names.get(entry.typed_by_id) if entry.typed_by_id else None
    return named.first_name if named else ""
