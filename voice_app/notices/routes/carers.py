"""A carer asks for an e-mail when a note was released to them, where the service writes any."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import Level, Role
from voice_app.notices import queries, service
from voice_app.notices.forms import AddressForm
from voice_app.notices.pages import Asking, asking
from voice_app.notices.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import database, reading, transaction


@bp.get("/shared/telling")
@access.allow(Role.CARER, level=Level.TWO_FACTORS, relation=Relation.SELF)
def write_to_me() -> ResponseReturnValue:
    """Where they are written to, and what the letter says."""
    page = _asking()
    form = AddressForm(mail_address=page.choices.address)
    return render_template("notices/carer.html", asking=page, form=form)


@bp.post("/shared/telling")
@access.allow(Role.CARER, level=Level.TWO_FACTORS, relation=Relation.SELF)
def set_my_address() -> ResponseReturnValue:
    """Write to this address from now on, or to none."""
    page, form = _asking(), AddressForm()
    if not form.validate_on_submit():
        return render_template("notices/carer.html", asking=page, form=form), 400
    address, now = form.mail_address.data or "", clock.now()
    with transaction() as data:
        service.write_to(data, actor=access.actor(), address=address, now=now)
    flash(_("Kept.") if address else _("You get no e-mails."))
    return redirect(url_for(".write_to_me"), code=303)


def _asking() -> Asking:
    with reading() as data:
        page = asking(queries.choices_of(data, actor=access.actor()), database().vault)
    if not page.can_write:
        abort(404)
    return page
