"""What a young person sees and says about what a carer is told."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.care import queries as care
from voice_app.core import clock
from voice_app.core.actor import Actor, Level, Role
from voice_app.core.errors import AlreadyDone
from voice_app.sharing import pages, queries, service
from voice_app.sharing.forms import AskForm, OnlyAButton, SayForm
from voice_app.sharing.queries import Mine
from voice_app.sharing.routes.blueprint import bp
from voice_app.sharing.rules import Preview, Wanted
from voice_app.web import access, half_written
from voice_app.web.access import Relation
from voice_app.web.keeping import keeps
from voice_app.web.transaction import reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def _keep_look(asking: Actor) -> ResponseReturnValue | None:
    """Keep what should change, when it came after the phone had locked."""
    return half_written.keep_late(asking, SayForm(meta={"csrf": False}), **_place_of_look())


def _keep_ask(asking: Actor) -> ResponseReturnValue | None:
    """Keep what they want to be told, when it came after the phone had locked."""
    return half_written.keep_late(asking, AskForm(meta={"csrf": False}), **_place_of_asking())


@bp.get("/told")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def mine() -> ResponseReturnValue:
    """Every carer, what they were given, until when they can read it, and when they did."""
    actor = access.actor()
    with reading() as session:
        found = queries.mine(session, actor=actor, now=clock.now())
        notes = queries.released_to_me(session, actor=actor)
        passed_on = queries.told_to_me(session, actor=actor)
    by_link = {
        one.link.id: [note for note in notes if note.note.link_id == one.link.id] for one in found
    }
    return render_template(
        "sharing/mine.html",
        found=found,
        notes=by_link,
        passed_on=passed_on,
        put_right=pages.put_right_in(passed_on),
        button=OnlyAButton(),
    )


@bp.get("/told/<uuid:door_id>/look/<uuid:summary_id>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def look(door_id: UUID, summary_id: UUID) -> ResponseReturnValue:
    """What a carer is to be told, before it leaves."""
    with reading() as session:
        return _look(session, door_id, summary_id, None)


@bp.post("/told/<uuid:door_id>/look/<uuid:summary_id>/<int:version>")
@keeps(_keep_look)
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def say_of_it(door_id: UUID, summary_id: UUID, version: int) -> ResponseReturnValue:
    """Say whether it may leave so."""
    form = SayForm()
    if form.is_by_itself:
        return half_written.keep(form, **_place_of_look())
    if not form.validate_on_submit():
        with reading() as session:
            return _look(session, door_id, summary_id, form), 400
    try:
        with transaction() as session:
            service.say_of_summary(
                session,
                actor=access.actor(),
                summary_id=summary_id,
                version=version,
                preview=Preview(form.preview.data),
                said=form.own.data or "",
                now=clock.now(),
            )
            half_written.let_go(session, form)
    except AlreadyDone:
        # NOTE: a young person answered about words that were changed meanwhile.
        flash(_("It was changed just now. Please look again."), "alert")
        return redirect(url_for(".look", door_id=door_id, summary_id=summary_id), code=303)
    # NOTE: a young person said whether somebody may be told something.
    flash(_("Thank you for saying so."))
    return redirect(url_for(".mine"), code=303)


@bp.get("/told/<uuid:door_id>/ask")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def asking(door_id: UUID) -> ResponseReturnValue:
    """A page to ask that a carer is told something, or nothing more."""
    with reading() as session:
        form = AskForm()
        half_written.give_back(session, form, page=_place_of_asking()["page"])
        return _asking(session, door_id, form)


@bp.post("/told/<uuid:door_id>/ask")
@keeps(_keep_ask)
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def ask(door_id: UUID) -> ResponseReturnValue:
    """Ask, in words that are answered like any other wish."""
    form, actor, now = AskForm(), access.actor(), clock.now()
    if form.is_by_itself:
        return half_written.keep(form, **_place_of_asking())
    with transaction() as session:
        one = _offer(session, door_id, form)
        if not form.validate_on_submit():
            return _asking(session, door_id, form), 400
        wanted = Wanted(form.wanted.data)
        entry = service.ask(
            session,
            actor=actor,
            link_id=door_id,
            once=form.made_id(),
            wanted=wanted,
            words=form.own.data,
            starter=_starter(wanted, one),
            to=form.chosen(),
            now=now,
        )
        session.flush()
        entry_id = entry.id
    return redirect(url_for("entries.word", entry_id=entry_id), code=303)


@bp.post("/told/<uuid:door_id>/agree")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def agree(door_id: UUID) -> ResponseReturnValue:
    """Somebody who is 18, or soon will be, lets a carer go on reading."""
    return _agreed(door_id, agrees=True)


@bp.post("/told/<uuid:door_id>/agree-no-longer")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def agree_no_longer(door_id: UUID) -> ResponseReturnValue:
    """They change their mind: at 18 it stops, or at once when they are."""
    return _agreed(door_id, agrees=False)


def _agreed(door_id: UUID, *, agrees: bool) -> ResponseReturnValue:
    with transaction() as session:
        service.agree_at_eighteen(
            session, actor=access.actor(), link_id=door_id, agrees=agrees, now=clock.now()
        )
    return redirect(url_for(".mine"), code=303)


def _place_of_look() -> dict[str, str]:
    named = request.view_args or {}
    page = url_for(".look", door_id=named["door_id"], summary_id=named["summary_id"])
    return {"page": page, "prompt": str(SayForm.QUESTION)}


def _place_of_asking() -> dict[str, str]:
    door_id = (request.view_args or {})["door_id"]
    return {"page": url_for(".asking", door_id=door_id), "prompt": str(AskForm.QUESTION)}


def _look(session: "Session", door_id: UUID, summary_id: UUID, form: SayForm | None) -> str:
    one, shown = queries.one_to_look_at(
        session, actor=access.actor(), link_id=door_id, summary_id=summary_id, now=clock.now()
    )
    if form is None:
        preview = shown.summary.preview
        form = SayForm(data={"preview": preview, "own": shown.body["said"]})
        half_written.give_back(session, form, page=_place_of_look()["page"])
    return render_template("sharing/look.html", one=one, shown=shown, form=form)


def _asking(session: "Session", door_id: UUID, form: AskForm) -> str:
    one = _offer(session, door_id, form)
    return render_template("sharing/ask.html", one=one, form=form)


def _offer(session: "Session", door_id: UUID, form: AskForm) -> Mine:
    actor, now = access.actor(), clock.now()
    one = queries.one_of_mine(session, actor=actor, link_id=door_id, now=now)
    workers = care.workers_of(session, actor.person_id, now=now)
    form.offer({worker.person_id: worker.first_name for worker in workers}.items())
    return one


def _starter(wanted: Wanted, one: Mine) -> str:
    name = one.first_name
    if wanted is Wanted.TELL:
        # NOTE: before a young person's own words. The name is their carer's.
        return str(_("I want %(name)s to know:", name=name))
    # NOTE: before a young person's own words. The name is their carer's.
    return str(_("I don’t want %(name)s to be told things:", name=name))
