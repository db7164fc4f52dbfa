"""Who the parents and carers of a young person are, and what must never reach them."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.accounts.queries import people as accounts
from voice_app.care.service import carers as care
from voice_app.care.service import facts, places
from voice_app.config import Settings
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level, Role
from voice_app.core.clock import london_day
from voice_app.core.errors import AlreadyDone, NotFound
from voice_app.sharing import pages, queries
from voice_app.sharing.forms import (
    FACT_NAMES,
    BecauseForm,
    BornForm,
    CarerForm,
    FactForm,
    OnlyAButton,
)
from voice_app.sharing.routes.blueprint import bp
from voice_app.web import access, qr
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction
from voice_app.wording.protected import FactKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@bp.get("/staff/people/<uuid:young_person_id>/carers")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def carers(young_person_id: UUID) -> ResponseReturnValue:
    """Everybody linked to a young person, and the facts that are protected."""
    with reading() as session:
        return _list(session, young_person_id, FactForm())


@bp.post("/staff/people/<uuid:young_person_id>/facts")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def protect(young_person_id: UUID) -> ResponseReturnValue:
    """Protect a fact from now on."""
    form = FactForm()
    with transaction() as session:
        if not (form.validate_on_submit() and form.is_possible()):
            return _list(session, young_person_id, form, for_closest=True), 400
        facts.protect(
            session,
            actor=access.actor(),
            fact_id=form.made_id(),
            young_person_id=young_person_id,
            kind=FactKind(form.kind.data),
            value=form.value.data,
            now=clock.now(),
        )
    flash(_("Protected. It stops every note in which it stands."))
    return redirect(url_for(".carers", young_person_id=young_person_id), code=303)


@bp.post("/staff/people/<uuid:young_person_id>/born")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def note_born_on(young_person_id: UUID) -> ResponseReturnValue:
    """Write down when the young person was born, so that doors shut at 18."""
    form, now = BornForm(), clock.now()
    with transaction() as session:
        if not (form.validate_on_submit() and form.is_possible(london_day(now))):
            page = _list(session, young_person_id, FactForm(formdata=None), born=form)
            return page, 400
        places.note_born_on(
            session,
            actor=access.actor(),
            young_person_id=young_person_id,
            born_on=form.born_on.data,
            now=now,
        )
    return redirect(url_for(".carers", young_person_id=young_person_id), code=303)


@bp.post("/staff/facts/<uuid:fact_id>/end")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def protect_no_longer(fact_id: UUID) -> ResponseReturnValue:
    """End the protection of a fact that is true no longer."""
    with transaction() as session:
        young_person_id = facts.protect_no_longer(
            session, actor=access.actor(), fact_id=fact_id, now=clock.now()
        )
    return redirect(url_for(".carers", young_person_id=young_person_id), code=303)


@bp.get("/staff/people/<uuid:young_person_id>/carers/new")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def new_carer(young_person_id: UUID) -> ResponseReturnValue:
    """A form for somebody whom a colleague has met."""
    with reading() as session:
        return _new(session, young_person_id, CarerForm())


@bp.post("/staff/people/<uuid:young_person_id>/carers/new")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def link_carer(young_person_id: UUID) -> ResponseReturnValue:
    """Link them, and ask a manager to print their way in."""
    form, now = CarerForm(), clock.now()
    with transaction() as session:
        if not (form.validate_on_submit() and form.is_possible(london_day(now))):
            return _new(session, young_person_id, form), 400
        try:
            row = care.link_carer(
                session,
                actor=access.actor(),
                link_id=form.made_id(),
                young_person_id=young_person_id,
                given=form.given(),
                now=now,
            )
        except AlreadyDone:
            form.sign_in_name.errors = [_("Somebody has this sign-in name. Choose another.")]
            return _new(session, young_person_id, form), 400
        except care.NobodySignsInSo:
            form.sign_in_name.errors = [_("No carer here has this name and this sign-in name.")]
            return _new(session, young_person_id, form), 400
        link_id = row.id
    flash(_("Linked. It opens nothing yet. A manager prints their way in."))
    return redirect(url_for(".door", door_id=link_id), code=303)


@bp.post("/staff/carers/<uuid:door_id>/link")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def ask_for_printed_link(door_id: UUID) -> ResponseReturnValue:
    """Ask for a new printed link, because the one before ran out or was lost."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        door = queries.door(session, actor=actor, link_id=door_id, now=now)
        care.ask_for_printed_link(session, actor=actor, carer_link_id=door_id, now=now)
        young_person_id = door.link.young_person_id
    flash(_("Asked for. A manager prints it."))
    return redirect(url_for(".carers", young_person_id=young_person_id), code=303)


@bp.post("/staff/carers/<uuid:door_id>/print")
@access.allow(Role.MANAGER, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def print_link(door_id: UUID) -> ResponseReturnValue:
    """Approve a printed link that somebody else asked for, and show it this once."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        printed = care.print_link(session, actor=actor, carer_link_id=door_id, now=now)
        door = queries.door(session, actor=actor, link_id=door_id, now=now)
    with reading() as session:
        (account,) = accounts.access_of(session, [printed.person_id], now=now).values()
    settings: Settings = current_app.config["VOICE_SETTINGS"]
    address = settings.public_url + url_for("accounts.first_access", token=printed.token)
    return render_template(
        "accounts/printed_link.html",
        name=door.carer,
        sign_in_name=account.sign_in_name,
        back=url_for(".carers", young_person_id=door.link.young_person_id),
        address=address,
        code=qr.drawn(address),
        expires_at=printed.expires_at,
    )


@bp.get("/staff/carers/<uuid:door_id>/end")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def before_ending_link(door_id: UUID) -> ResponseReturnValue:
    """What ending a link does, and why it ends."""
    return _ending(door_id, BecauseForm())


@bp.post("/staff/carers/<uuid:door_id>/end")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def end_link(door_id: UUID) -> ResponseReturnValue:
    """End a link for good."""
    form = BecauseForm()
    if not form.validate_on_submit():
        return _ending(door_id, form), 400
    with transaction() as session:
        young_person_id = care.end_link(
            session,
            actor=access.actor(),
            carer_link_id=door_id,
            because=form.because.data,
            now=clock.now(),
        )
    flash(_("Ended. They read nothing through it from now on."))
    return redirect(url_for(".carers", young_person_id=young_person_id), code=303)


def _ending(door_id: UUID, form: BecauseForm) -> str:
    with reading() as session:
        door = queries.door(session, actor=access.actor(), link_id=door_id, now=clock.now())
    if not (door.may_write or access.actor().role is Role.MANAGER):
        raise NotFound
    return render_template("sharing/before_ending.html", door=door, form=form)


def _list(
    session: "Session",
    young_person_id: UUID,
    form: FactForm,
    *,
    for_closest: bool = False,
    born: BornForm | None = None,
) -> str:
    found = pages.carers_page(
        session, actor=access.actor(), young_person_id=young_person_id, now=clock.now()
    )
    if (for_closest or born) and not found.may_link:
        raise NotFound
    return render_template(
        "sharing/carers.html",
        found=found,
        form=form,
        born=born or BornForm(formdata=None),
        button=OnlyAButton(),
        kinds=FACT_NAMES,
        me_id=access.actor().person_id,
        may_print=access.actor().role is Role.MANAGER,
    )


def _new(session: "Session", young_person_id: UUID, form: CarerForm) -> str:
    found = pages.carers_page(
        session, actor=access.actor(), young_person_id=young_person_id, now=clock.now()
    )
    if not found.may_link:
        raise NotFound
    return render_template("sharing/new_carer.html", found=found, form=form)
