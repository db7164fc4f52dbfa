"""Who can see this, and what happens next."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.core.errors import NotFound
from voice_app.entries import pages, queries, rules, service
from voice_app.entries.forms import WhoForm
from voice_app.entries.models import Entry, EntryState
from voice_app.entries.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@bp.get("/who/<uuid:key>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def who(key: UUID) -> ResponseReturnValue:
    """Who can see this? Named people, what they do and when they read; nobody is chosen."""
    with reading() as session:
        return _show_people(session, WhoForm(), key)


@bp.post("/who/<uuid:key>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def send(key: UUID) -> ResponseReturnValue:
    """Let the chosen people see it. Nobody chosen, or "Just me", keeps it for oneself."""
    actor, now, form = access.actor(), clock.now(), WhoForm()
    with transaction() as session:
        entry = _begun(session, key)
        form.offer((reader.person_id, reader.name) for reader in _readers(session))
        if form.go.data != "me" and not form.validate_on_submit():
            form.to.errors = [_("Somebody does not work with you any more. Please choose again.")]
            return _show_people(session, form, key)
        if form.go.data == "me":
            entry = service.keep_for_me(session, actor=actor, entry_id=entry.id, now=now)
        else:
            chosen = form.chosen()
            entry = service.send(session, actor=actor, entry_id=entry.id, to=chosen, now=now)
    if entry.state is EntryState.SENT:
        return redirect(url_for(".sent", entry_id=entry.id), code=303)
    flash(_("Kept. Just you. You can choose somebody later."))
    return redirect(url_for(".word", entry_id=entry.id), code=303)


@bp.get("/sent/<uuid:entry_id>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def sent(entry_id: UUID) -> ResponseReturnValue:
    """What was sent, who has it, and what happens next with true hours."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        entry = queries.get(session, actor=actor, entry_id=entry_id, now=now)
        if entry.state is not EntryState.SENT:
            return redirect(url_for(".word", entry_id=entry_id), code=303)
        around = queries.around(session, [entry], now=now)[entry.id]
        readers = [one for one in _readers(session) if one.person_id in around.readers]
        told = pages.states_of(session, actor=actor, entries=[entry], now=now).get(entry.id)
    steps = pages.steps_after_sending(
        readers,
        asks=entry.kind in rules.ASKING,
        answer_by=told.answer_by if told else None,
        now=now,
    )
    return render_template(
        "entries/sent.html",
        said=pages.said(entry, around.body, to_author=True),
        names=pages.and_so_on([one.first_name for one in readers]),
        steps=steps,
        at_night=pages.is_night(now),
        offer=told.offer if told else None,
    )


def _show_people(session: "Session", form: WhoForm, key: UUID) -> ResponseReturnValue:
    entry = _begun(session, key)
    if entry.confirmed_at is None:
        return redirect(url_for(".word", entry_id=entry.id), code=303)
    around = queries.around(session, [entry], now=clock.now())[entry.id]
    if rules.has_nothing_in_it(around.body) or rules.is_too_long(around.body["words"]):
        return redirect(url_for(".write", key=key), code=303)
    readers = _readers(session)
    return render_template(
        "entries/who.html",
        form=form,
        key=key,
        entry=entry,
        readers=[one for one in readers if one.person_id not in around.readers],
        already=[one for one in readers if one.person_id in around.readers],
        nobody=not readers,
    )


def _begun(session: "Session", key: UUID) -> Entry:
    begun = queries.begun(session, actor=access.actor(), phone_id=key, now=clock.now())
    if begun.entry is None or begun.entry.state is EntryState.TAKEN_BACK:
        raise NotFound
    return begun.entry


def _readers(session: "Session") -> list[pages.Reader]:
    """Those who look after the young person asking, and when each is next at work."""
    now = clock.now()
    workers, at_work = queries.readers_of(session, actor=access.actor(), now=now)
    return pages.readers_from(workers, at_work, now=now)
