"""My meeting: the young person sees it, and says what goes in."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voice_app.core import clock
from voice_app.core.actor import Actor, Level, Role
from voice_app.entries.models import EntryKind
from voice_app.entries.pages import start_of
from voice_app.reviews import pages, queries, service
from voice_app.reviews.forms import CheckForm
from voice_app.reviews.routes.blueprint import bp
from voice_app.web import access, half_written
from voice_app.web.access import Relation
from voice_app.web.keeping import keeps
from voice_app.web.paging import last_shown
from voice_app.web.transaction import reading, transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@bp.get("/meeting")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def meeting() -> ResponseReturnValue:
    """When people meet, who is there, what goes in, and what was decided last time."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found = queries.of(session, actor=actor, young_person_id=actor.person_id, now=now)
        mine = pages.meeting(session, actor=actor, found=found, now=now)
    return render_template("reviews/meeting.html", meeting=mine)


@bp.get("/meeting/page")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def whole() -> ResponseReturnValue:
    """Everything that the others may read, who reads it, and a way to say that it is right."""
    return _whole(CheckForm())


def _keep_late(asking: Actor) -> ResponseReturnValue | None:
    """Keep what is not right, when it came after the phone had locked, for the same page."""
    return half_written.keep_late(asking, CheckForm(meta={"csrf": False}), **_place())


@bp.post("/meeting/page")
@keeps(_keep_late)
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def check() -> ResponseReturnValue:
    """Say that their part is right, or what is not."""
    actor, now, form = access.actor(), clock.now(), CheckForm()
    if form.is_by_itself:
        return half_written.keep(form, **_place())
    is_right = "right" in request.form
    if not is_right and not form.validate_on_submit():
        return _whole(form), 400
    with transaction() as session:
        service.check(
            session,
            actor=actor,
            review_id=_coming(session, now),
            check_id=form.made_id(),
            not_right="" if is_right else form.words.data,
            now=now,
        )
        half_written.let_go(session, form)
    # NOTE: a young person has just said whether the page about them is right.
    flash(_("Thank you. It is kept."))
    return redirect(url_for(".whole"), code=303)


@bp.get("/meeting/page/room")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def seen_by_room() -> ResponseReturnValue:
    """What anybody in the room may be handed."""
    return _seen_by(None)


@bp.get("/meeting/page/<uuid:person_id>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def seen_by(person_id: UUID) -> ResponseReturnValue:
    """What one of the others reads."""
    return _seen_by(person_id)


def _place() -> dict[str, str]:
    return {"page": url_for(".whole"), "prompt": str(CheckForm.QUESTION)}


def _whole(form: CheckForm) -> str:
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found, plan = queries.newest_with_plan(session, actor=actor, now=now)
        part = queries.words_at(session, found, actor=actor, after=last_shown("after"), now=now)
        page = pages.review_page(session, actor=actor, found=found, plan=plan, part=part, now=now)
        mine = pages.my_part(session, actor=actor, found=found, now=now)
        copies = pages.copies(session, found)
        half_written.give_back(session, form, page=url_for(".whole"))
    return render_template("reviews/whole.html", review=page, mine=mine, copies=copies, form=form)


def _seen_by(whose: UUID | None) -> str:
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found, _plan = queries.newest_with_plan(session, actor=actor, now=now)
        page = pages.pack_page(session, actor=actor, found=found, whose=whose, now=now)
    return render_template("reviews/seen_by.html", pack=page)


@bp.get("/meeting/words")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def words() -> ResponseReturnValue:
    """Which words go in, in which order, and what else there is."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found = queries.coming(session, actor=actor, now=now)
        picking = pages.picking(
            session, actor=actor, found=found, before=last_shown("before"), now=now
        )
    return render_template(
        "reviews/picking.html",
        picking=picking,
        new_key=uuid4(),
        start=start_of(EntryKind.FOR_MY_MEETING).number,
    )


@bp.get("/meeting/words/<uuid:entry_id>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def put_in(entry_id: UUID) -> ResponseReturnValue:
    """Who could read these words if they went in; said before anything is changed."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        found = queries.coming(session, actor=actor, now=now)
        picked = pages.picked(session, actor=actor, found=found, entry_id=entry_id, now=now)
    return render_template("reviews/put_in.html", picked=picked)


@bp.post("/meeting/words/<uuid:entry_id>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def pick(entry_id: UUID) -> ResponseReturnValue:
    """Put these words in."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        service.pick(
            session, actor=actor, review_id=_coming(session, now), entry_id=entry_id, now=now
        )
    return redirect(url_for(".words"), code=303)


@bp.post("/meeting/words/<uuid:entry_id>/<any(up, down):way>")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def shift(entry_id: UUID, way: str) -> ResponseReturnValue:
    """Put these words one place further up or down."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        service.shift(
            session,
            actor=actor,
            review_id=_coming(session, now),
            entry_id=entry_id,
            up=way == "up",
            now=now,
        )
    return redirect(url_for(".words"), code=303)


@bp.post("/meeting/words/<uuid:entry_id>/out")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def leave_out(entry_id: UUID) -> ResponseReturnValue:
    """Take these words out again."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        service.leave_out(
            session, actor=actor, review_id=_coming(session, now), entry_id=entry_id, now=now
        )
    return redirect(url_for(".words"), code=303)


@bp.post("/meeting/people/<uuid:member_id>/welcome")
@access.allow(Role.YOUNG_PERSON, level=Level.OPEN, relation=Relation.SELF)
def welcome(member_id: UUID) -> ResponseReturnValue:
    """Let somebody who came later read what is in already."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        service.welcome(
            session, actor=actor, review_id=_coming(session, now), member_id=member_id, now=now
        )
    return redirect(url_for(".meeting"), code=303)


def _coming(session: "Session", now: datetime) -> UUID:
    """The review that comes next for the young person asking.

    Raises:
        NotFound: none is planned.
    """
    return queries.coming(session, actor=access.actor(), now=now).review.id
