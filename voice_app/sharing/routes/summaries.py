"""Writing what a carer is to read, laying it before the young person, letting it out."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.care.queries.facts import facts_of
from voice_app.core import clock, vault
from voice_app.core.actor import WORKERS, Level, Role
from voice_app.core.errors import AlreadyDone
from voice_app.entries.pages import said
from voice_app.entries.service import show_to
from voice_app.sharing import pages, queries, service
from voice_app.sharing.forms import (
    FACT_NAMES,
    BecauseForm,
    NewSummaryForm,
    OnlyAButton,
    SummaryForm,
    summary_form,
    version_of,
)
from voice_app.sharing.queries import Door
from voice_app.sharing.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@bp.get("/staff/carers/<uuid:door_id>/tell")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def new_summary(door_id: UUID) -> ResponseReturnValue:
    """An empty summary for one carer; or one with what the young person asked to be told."""
    return _new(door_id, None)


@bp.post("/staff/carers/<uuid:door_id>/tell")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def begin_summary(door_id: UUID) -> ResponseReturnValue:
    """Keep it for the first time."""
    form = NewSummaryForm()
    if not form.validate_on_submit():
        return _new(door_id, form), 400
    try:
        with transaction() as session:
            row = service.begin_summary(
                session,
                actor=access.actor(),
                summary_id=form.made_id(),
                link_id=door_id,
                text=form.text(),
                asked_in_id=form.asked_in_id(),
                now=clock.now(),
            )
            summary_id = row.id
    except AlreadyDone:
        return _begun_otherwise(form)
    return redirect(url_for(".summary", summary_id=summary_id), code=303)


@bp.get("/staff/carers/tell/<uuid:summary_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def summary(summary_id: UUID) -> ResponseReturnValue:
    """A summary on its way: its text, what was found in it, and who has signed."""
    return _page(summary_id, None)


@bp.post("/staff/carers/tell/<uuid:summary_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def change_summary(summary_id: UUID) -> ResponseReturnValue:
    """Keep it anew, or show how it will read. Nothing typed is ever lost."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        door, draft = _draft(session, summary_id)
        found = service.check(SummaryForm().text(), facts_of(session, door.link.young_person_id))
        form = summary_form(found.words)
        if form.validate_on_submit():
            try:
                service.change_summary(
                    session,
                    actor=actor,
                    summary_id=summary_id,
                    version=form.number(),
                    text=form.text(),
                    kept=form.kept(),
                    not_shown=form.not_shown.data or "",
                    now=now,
                )
            except AlreadyDone:
                form.version.data = str(draft.drafted.summary.version)
                return _shown(door, draft, form, is_overtaken=True), 409
        else:
            return _shown(door, draft, form), 400
    flash(_("Kept."))
    return redirect(url_for(".summary", summary_id=summary_id), code=303)


@bp.post("/staff/carers/tell/<uuid:summary_id>/show")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def show_summary(summary_id: UUID) -> ResponseReturnValue:
    """Lay it before the young person."""
    with transaction() as session:
        service.show_summary(
            session,
            actor=access.actor(),
            summary_id=summary_id,
            version=_version(),
            now=clock.now(),
        )
    flash(_("It is on their phone now."))
    return redirect(url_for(".summary", summary_id=summary_id), code=303)


@bp.post("/staff/carers/tell/<uuid:summary_id>/sign")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def sign_release(summary_id: UUID) -> ResponseReturnValue:
    """Sign that it may leave; with the second signature it does."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        released = service.sign_release(
            session, actor=actor, summary_id=summary_id, version=_version(), now=now
        )
        link_id = released.link_id if released else None
    if link_id is not None:
        flash(_("Released. They can read it now."))
        return redirect(url_for(".door", door_id=link_id), code=303)
    flash(_("Signed by you. A manager signs second, and then it leaves."))
    return redirect(url_for(".summary", summary_id=summary_id), code=303)


@bp.post("/staff/carers/tell/<uuid:summary_id>/facts/<uuid:fact_id>")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def let_stand(summary_id: UUID, fact_id: UUID) -> ResponseReturnValue:
    """Let a protected fact stand, as a second person and with a reason."""
    form = BecauseForm()
    if not form.validate_on_submit():
        return _page(summary_id, None, refused=(fact_id, form)), 400
    with transaction() as session:
        service.let_stand(
            session,
            actor=access.actor(),
            summary_id=summary_id,
            version=_version(),
            fact_id=fact_id,
            because=form.because.data,
            now=clock.now(),
        )
    flash(_("It may stand in this version."))
    return redirect(url_for(".summary", summary_id=summary_id), code=303)


@bp.post("/staff/carers/tell/<uuid:summary_id>/drop")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def drop_summary(summary_id: UUID) -> ResponseReturnValue:
    """Let it go unreleased."""
    with transaction() as session:
        link_id = service.drop_summary(
            session, actor=access.actor(), summary_id=summary_id, now=clock.now()
        )
    flash(_("Dropped. Nobody was told."))
    return redirect(url_for(".door", door_id=link_id), code=303)


def _begun_otherwise(sent: SummaryForm) -> ResponseReturnValue:
    """The form was kept before with other words: say so, and offer to keep these."""
    with transaction() as session:
        door, draft = _draft(session, sent.made_id())
        found = service.check(sent.text(), facts_of(session, door.link.young_person_id))
    form = summary_form(found.words)
    form.version.data = str(draft.drafted.summary.version)
    return _shown(door, draft, form, is_overtaken=True), 409


def _version() -> int:
    """The version that the person asking had before them; one that is none overtakes nothing."""
    return version_of(request.form.get("version"))


def _new(door_id: UUID, form: NewSummaryForm | None) -> str:
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        door = queries.door(session, actor=actor, link_id=door_id, now=now)
        service.must_write(door)
        entries = queries.asked_of(session, actor=actor, door=door, now=now)
        asked = [said(one, vault.opened(session, one), called=door.called) for one in entries]
        show_to(session, actor=actor, entries=entries, place="tell", now=now)
    if form is None:
        chosen = next(
            (one for one in asked if str(one.entry_id) == request.args.get("asked")), None
        )
        form = NewSummaryForm(
            data={"asked_in": chosen.entry_id, "from_them": chosen.words} if chosen else {}
        )
    return render_template("sharing/new_summary.html", door=door, form=form, asked=asked)


def _draft(session: "Session", summary_id: UUID) -> tuple[Door, pages.Draft]:
    actor, now = access.actor(), clock.now()
    door, drafted = service.on_its_way(session, actor, summary_id, now)
    service.show_door(session, actor=actor, door=door, now=now)
    protected = facts_of(session, door.link.young_person_id)
    return door, pages.draft_of(actor, door, drafted, protected)


def _page(
    summary_id: UUID,
    form: SummaryForm | None,
    *,
    refused: tuple[UUID, BecauseForm] | None = None,
) -> str:
    with transaction() as session:
        door, draft = _draft(session, summary_id)
    drafted = draft.drafted
    data = {**drafted.body, "version": str(drafted.summary.version)}
    return _shown(door, draft, form or summary_form(draft.checked.words, data), refused=refused)


def _shown(
    door: Door,
    draft: pages.Draft,
    form: SummaryForm,
    *,
    is_overtaken: bool = False,
    refused: tuple[UUID, BecauseForm] | None = None,
) -> str:
    """The page; `refused` is a fact that was not let stand, with the form that was sent for it."""
    return render_template(
        "sharing/summary.html",
        door=door,
        draft=draft,
        form=form,
        is_overtaken=is_overtaken,
        reasons=_reasons(draft, refused),
        refused=refused[1] if refused else None,
        button=OnlyAButton(),
        kinds=FACT_NAMES,
    )


def _reasons(
    draft: pages.Draft, refused: tuple[UUID, BecauseForm] | None
) -> dict[UUID, BecauseForm]:
    """A form for each fact, to say why it may stand; each with a name of its own on the page."""
    forms = {one.fact.id: BecauseForm(formdata=None) for one in draft.stopped}
    if refused is not None and refused[0] in forms:
        forms[refused[0]] = refused[1]
    for number, form in enumerate(forms.values(), start=1):
        form.because.id = f"because-{number}"
    return forms
