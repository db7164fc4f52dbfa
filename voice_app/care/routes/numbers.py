"""Numbers, a way to slow down, and, behind the PIN of young people, what is good to know."""

from flask import current_app, g, render_template
from flask.typing import ResponseReturnValue

from voice_app.care import queries
from voice_app.care.pages import numbers as pages
from voice_app.care.queries.places import mine
from voice_app.care.routes.blueprint import bp
from voice_app.care.rules.helplines import helplines_of
from voice_app.core import clock
from voice_app.core.actor import Actor, Level, Role
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.transaction import reading


@bp.get("/numbers")
@access.public
def numbers() -> ResponseReturnValue:
    """Numbers of the nation. Before the PIN there is no name on it; colleagues see it too."""
    asking: Actor | None = g.actor
    is_open = asking is not None and asking.is_young_person and asking.level is Level.OPEN
    nation, truth = current_app.config["VOICE_SETTINGS"].nation, []
    if asking is not None and is_open:
        now = clock.now()
        with reading() as data:
            nation = mine(data, actor=asking).nation
            workers = queries.workers_of(data, asking.person_id, now=now)
            back = queries.next_at_work(data, pages.asked_about(workers), now=now, nation=nation)
        truth = pages.truth(workers, back, now)
    return render_template(
        "care/numbers.html",
        lines=[pages.line(helpline) for helpline in helplines_of(nation)],
        truth=truth,
        is_open=is_open,
        is_on_a_phone=asking is not None and asking.is_young_person,
    )


@bp.get("/slow-down")
@access.public
def slow_down() -> ResponseReturnValue:
    """A minute of slow breathing: a few steps to read. It says nothing about anybody."""
    asking: Actor | None = g.actor
    is_open = asking is not None and asking.is_young_person and asking.level is Level.OPEN
    return render_template("care/slow_down.html", is_open=is_open)


@bp.get("/good-to-know")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def good_to_know() -> ResponseReturnValue:
    """It is not your fault, two hard words, and what adults must do."""
    with reading() as data:
        workers = queries.workers_of(data, access.actor().person_id, now=clock.now())
    readers = list(dict.fromkeys(worker.first_name for worker in workers))
    return render_template("care/good_to_know.html", readers=readers)
