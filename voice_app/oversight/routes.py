"""The page of those who watch over the service: counts of what adults did."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from voice_app.answers.service import make_wish
from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.oversight import pages
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading

bp = Blueprint("oversight", __name__)


@bp.get("/staff/overview")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.ASSIGNED)
def overview() -> ResponseReturnValue:
    """Whether adults answered the young people whom the person asking reviews; no words."""
    with reading() as session:
        found = pages.overview(
            session, actor=access.actor(), within=make_wish.within_days, now=clock.now()
        )
    return render_template("oversight/overview.html", found=found)
