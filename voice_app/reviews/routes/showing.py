"""Reviews as those see them who belong: the list, and the page of one."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from voice_app.core import clock
from voice_app.core.actor import WORKERS, Level
from voice_app.entries import service as entries
from voice_app.plan import service as plans
from voice_app.reviews import pages, queries
from voice_app.reviews.routes.blueprint import bp
from voice_app.web import access
from voice_app.web.access import Relation
from voice_app.web.paging import last_shown
from voice_app.web.transaction import reading, transaction

#: What the trail calls the page of a review.
PLACE = "review"


@bp.get("/staff/reviews")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def all_mine() -> ResponseReturnValue:
    """Reviews to which the person asking belongs; for a manager also those without a chair."""
    actor, now = access.actor(), clock.now()
    with reading() as session:
        mine = queries.mine(session, actor=actor, now=now)
        unchaired = queries.without_chair(session, actor=actor, now=now)
    return render_template(
        "reviews/reviews.html",
        reviews=pages.lines(mine, now=now),
        unchaired=pages.lines(unchaired, now=now),
    )


@bp.get("/staff/reviews/<uuid:review_id>")
@access.allow(*WORKERS, level=Level.TWO_FACTORS, relation=Relation.MEMBER)
def show(review_id: UUID) -> ResponseReturnValue:
    """The page of a review. It opens with the young person's words; showing them is a reading."""
    actor, now = access.actor(), clock.now()
    with transaction() as session:
        found, plan = queries.with_plan(session, actor=actor, review_id=review_id, now=now)
        part = queries.words_at(session, found, actor=actor, after=last_shown("after"), now=now)
        choices = queries.taking_part_of(session, found, actor=actor, now=now)
        page = pages.review_page(
            session, actor=actor, found=found, plan=plan, part=part, choices=choices, now=now
        )
        words = [one.entry for one in part.here] + [one.entry for one in choices]
        entries.show_to(session, actor=actor, entries=words, place=PLACE, now=now)
        plans.show_to(
            session,
            actor=actor,
            young_person_id=found.review.young_person_id,
            plan=plan,
            place=PLACE,
            now=now,
        )
    return render_template("reviews/review.html", review=page)
