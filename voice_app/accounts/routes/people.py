"""Who has an account: making one, the printed links with two people behind them, ending one."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.accounts.forms import AccountForm
from voice_app.accounts.queries import people as queries
from voice_app.accounts.queries.links import APPROVERS
from voice_app.accounts.routes.blueprint import bp
from voice_app.accounts.service import links, people
from voice_app.config import Settings
from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.core.errors import AlreadyDone
from voice_app.web import access, qr
from voice_app.web.access import Relation
from voice_app.web.transaction import reading, transaction


@bp.get("/staff/accounts", endpoint="people")
@access.allow(*APPROVERS, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def show_people() -> ResponseReturnValue:
    """Everybody who works here, and the links that wait for a second person."""
    with reading() as data:
        found = queries.accounts(data, now=clock.now())
    return render_template("accounts/people.html", accounts=found, me_id=access.actor().person_id)


@bp.get("/staff/accounts/new")
@access.allow(Role.ADMINISTRATOR, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def new_account() -> ResponseReturnValue:
    """A form for a colleague who has no account yet."""
    return render_template("accounts/new.html", form=AccountForm())


@bp.post("/staff/accounts/new")
@access.allow(Role.ADMINISTRATOR, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def make_account() -> ResponseReturnValue:
    """Make an account and ask for its first link."""
    form = AccountForm()
    if not form.validate_on_submit():
        return render_template("accounts/new.html", form=form), 400
    try:
        with transaction() as data:
            person, printed = people.make(
                data,
                actor=access.actor(),
                name=form.name.data,
                job=form.job.data,
                sign_in_name=form.sign_in_name.data,
                role=Role(form.role.data),
                now=clock.now(),
            )
    except AlreadyDone:
        form.sign_in_name.errors = [_("Somebody has this sign-in name. Choose another.")]
        return render_template("accounts/new.html", form=form), 400
    if printed is not None:
        return _show_printed(printed)
    return redirect(url_for(".account", person_id=person.id), code=303)


@bp.get("/staff/accounts/<uuid:person_id>", endpoint="account")
@access.allow(*APPROVERS, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def show_account(person_id: UUID) -> ResponseReturnValue:
    """One colleague's account and what can be done with it."""
    with reading() as data:
        found = queries.account(data, person_id, now=clock.now())
        asked_by_id = found.link.asked_by_id if found.link else None
        asked_by = queries.names(data, [asked_by_id] if asked_by_id else [])
    return render_template(
        "accounts/account.html",
        account=found,
        asked_by=next(iter(asked_by.values()), None),
        me_id=access.actor().person_id,
        may_end=access.actor().role is Role.ADMINISTRATOR,
    )


@bp.post("/staff/accounts/<uuid:person_id>/link")
@access.allow(*APPROVERS, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def ask_for_link(person_id: UUID) -> ResponseReturnValue:
    """Ask for a link with which a colleague begins, or begins again."""
    with transaction() as data:
        printed = links.ask(data, actor=access.actor(), person_id=person_id, now=clock.now())
    if printed is not None:
        return _show_printed(printed)
    flash(_("Asked for. Somebody else who runs accounts must approve it now."))
    return redirect(url_for(".account", person_id=person_id), code=303)


@bp.post("/staff/accounts/links/<uuid:link_id>/approve")
@access.allow(*APPROVERS, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def approve_link(link_id: UUID) -> ResponseReturnValue:
    """Approve a link that somebody else asked for, and show it this once."""
    with transaction() as data:
        printed = links.approve(data, actor=access.actor(), link_id=link_id, now=clock.now())
    return _show_printed(printed)


@bp.post("/staff/accounts/links/<uuid:link_id>/stop")
@access.allow(*APPROVERS, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def stop_link(link_id: UUID) -> ResponseReturnValue:
    """Stop a link, printed or not."""
    with transaction() as data:
        person_id = links.withdraw(data, actor=access.actor(), link_id=link_id, now=clock.now())
    flash(_("The link is stopped. It opens nothing now."))
    return redirect(url_for(".account", person_id=person_id), code=303)


@bp.post("/staff/accounts/<uuid:person_id>/end")
@access.allow(Role.ADMINISTRATOR, level=Level.TWO_FACTORS, relation=Relation.SERVICE)
def end_account(person_id: UUID) -> ResponseReturnValue:
    """End a colleague's account from this moment on."""
    with transaction() as data:
        people.end(data, actor=access.actor(), person_id=person_id, now=clock.now())
    flash(_("The account is ended. They are signed out everywhere."))
    return redirect(url_for(".account", person_id=person_id), code=303)


def _show_printed(printed: links.Printed) -> str:
    """The sheet of paper. Its link is kept nowhere, so it is shown in answer to the click."""
    settings: Settings = current_app.config["VOICE_SETTINGS"]
    address = settings.public_url + url_for(".first_access", token=printed.token)
    with reading() as data:
        account = queries.account(data, printed.person_id, now=clock.now())
    return render_template(
        "accounts/printed_link.html",
        name=account.named.name,
        sign_in_name=account.sign_in_name,
        back=url_for(".account", person_id=account.id),
        address=address,
        code=qr.drawn(address),
        expires_at=printed.expires_at,
    )
