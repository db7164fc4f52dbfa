"""My words: everything a young person said, what became of it, and what they may do with it."""

from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.core.errors import NotFound
from voice_app.entries import pages, queries, service
from voice_app.entries.models import EntryState
from voice_app.entries.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.paging import last_shown
from voice_app.web.transaction import reading, transaction

#: How many of the things that wait are shown above the list.
ON_TOP = 3


@bp.get("/words")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def words() -> ResponseReturnValue:
    """Everything, newest first; above it what waits for the young person to say something."""
    actor, now, before = access.actor(), clock.now(), last_shown("before")
    with reading() as session:
        page = queries.page_of(
            session, actor=actor, young_person_id=actor.person_id, before=before, now=now
        )
        unfinished = queries.unfinished_of(session, actor=actor, limit=ON_TOP, now=now)
        undelivered = queries.undelivered_of(session, actor=actor, limit=ON_TOP, now=now)
        return render_template(
            "entries/words.html",
            items=pages.items(session, actor=actor, entries=page.entries, now=now),
            older=page.older,
            is_first=before is None,
            unfinished=pages.rows(session, unfinished.entries, now=now),
            more_unfinished=unfinished.older is not None,
            undelivered=pages.rows(session, undelivered, now=now),
        )


@bp.get("/words/unfinished")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def unfinished() -> ResponseReturnValue:
    """Everything that is not finished or not confirmed, newest first."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        page = queries.unfinished_of(session, actor=actor, before=last_shown("before"), now=now)
        return render_template(
            "entries/unfinished.html",
            rows=pages.rows(session, page.entries, now=now),
            older=page.older,
        )


@bp.get("/words/<uuid:entry_id>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def word(entry_id: UUID) -> ResponseReturnValue:
    """One thing they said, whole: who can see it, who opened it, what they may do."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        entry = queries.get(session, actor=actor, entry_id=entry_id, now=now)
        undelivered = queries.is_undelivered(session, entry, now=now)
        whole = pages.whole(session, actor=actor, entry=entry, is_undelivered=undelivered, now=now)
    return render_template("entries/word.html", whole=whole, new_key=uuid4())


@bp.post("/words/<uuid:entry_id>/confirm")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def confirm(entry_id: UUID) -> ResponseReturnValue:
    """ "I said this." A draft goes on to what it is and whom it is for."""
    with transaction() as session:
        entry = service.confirm(session, actor=access.actor(), entry_id=entry_id, now=clock.now())
    if entry.state is EntryState.DRAFT:
        return redirect(url_for(".start", key=entry.phone_id), code=303)
    flash(_("Thank you. Your words are confirmed."))
    return _to_word(entry_id)


@bp.post("/words/<uuid:entry_id>/not-me")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def not_me(entry_id: UUID) -> ResponseReturnValue:
    """ "That wasn't me." Nobody sees the words any more."""
    with transaction() as session:
        service.not_me(session, actor=access.actor(), entry_id=entry_id, now=clock.now())
    flash(_("Thank you for saying so. Nobody can see it now."))
    return redirect(url_for(".words"), code=303)


@bp.post("/words/<uuid:entry_id>/take-back")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def take_back(entry_id: UUID) -> ResponseReturnValue:
    """Take words back; what nobody else could see is really deleted."""
    with transaction() as session:
        entry = service.take_back(session, actor=access.actor(), entry_id=entry_id, now=clock.now())
    if entry is None:
        flash(_("Deleted. It is gone for good."))
        return redirect(url_for(".words"), code=303)
    flash(_("Taken back. Nobody else can see it now."))
    return _to_word(entry_id)


@bp.post("/words/<uuid:entry_id>/stop")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def stop_showing(entry_id: UUID) -> ResponseReturnValue:
    """End one person's seeing."""
    with transaction() as session:
        service.stop_showing(
            session,
            actor=access.actor(),
            entry_id=entry_id,
            person_id=_person(),
            now=clock.now(),
        )
    flash(_("Done. They can’t see it any more."))
    return _to_word(entry_id)


@bp.post("/words/<uuid:entry_id>/put-right")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def put_right(entry_id: UUID) -> ResponseReturnValue:
    """ "That's not right": new words that point back. The first ones stay as they are."""
    with transaction() as session:
        entry = service.correct(
            session,
            actor=access.actor(),
            entry_id=entry_id,
            phone_id=_key(),
            now=clock.now(),
        )
    return redirect(url_for(".write", key=entry.phone_id), code=303)


def _to_word(entry_id: UUID) -> ResponseReturnValue:
    return redirect(url_for(".word", entry_id=entry_id), code=303)


def _person() -> UUID:
    return _uuid(request.form.get("person"))


def _key() -> UUID:
    value = request.form.get("key")
    return _uuid(value) if value else uuid4()


def _uuid(value: str | None) -> UUID:
    try:
        return UUID(value or "")
    except ValueError:
        raise NotFound from None
