"""The first page, for whoever comes: nobody we know, a phone, a young person, a colleague."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from voice_app.core.actor import Level, Role
from voice_app.web import access

bp = Blueprint("home", __name__)


@bp.get("/")
@access.public
def front() -> ResponseReturnValue:
    """Where everybody begins; what it shows depends on how far they have come."""
    asking = g.actor
    if asking is None:
        return render_template("home/front.html")
    if not asking.is_young_person:
        administers = asking.role is Role.ADMINISTRATOR
        return redirect(url_for("accounts.people" if administers else "home.today"), code=303)
    if asking.level < Level.OPEN:
        return redirect(url_for("entries.letterbox"), code=303)
    return render_template("home/home.html")
