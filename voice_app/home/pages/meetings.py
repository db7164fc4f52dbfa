"""Meetings of young people as staff pages list them: those to come, and what is left after one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from voice_app.reviews import rules
from voice_app.reviews.pages import STATE_NAMES, days_late
from voice_app.reviews.queries import Found


@dataclass(frozen=True)
class Meeting:
    """A meeting that has not been held yet, or after which something is left to do."""

    review_id: UUID
    young_person_id: UUID
    called: str
    #: When it will be, or when it was.
    on: date
    #: How far off it is: "In about 3 weeks".
    when: str
    state: str
    nobody_runs_it: bool
    #: The person asking looks after the young person, and so finds their page too.
    works_here: bool
    may_prepare: bool
    may_decide: bool
    may_tell: bool
    #: The last day to tell what was decided, and how many days it is late.
    tell_by: date | None
    days_late: int


@dataclass(frozen=True)
class Meetings:
    """The meetings that somebody belongs to and that are not over."""

    #: The soonest first.
    coming: list[Meeting]
    #: People have met, and something is still to be decided or told.
    unfinished: list[Meeting]


def meetings(found: Iterable[Found], today: date) -> Meetings:
    """These reviews, those that are over left out."""
    by_day = sorted(found, key=lambda one: (one.review.due_on, one.called))
    coming = [one for one in by_day if one.review.state in rules.COMING]
    unfinished = [
        one
        for one in by_day
        if rules.may_decide(one.review.state) or rules.may_tell(one.review.state)
    ]
    return Meetings(
        coming=[_meeting(one, today) for one in coming],
        unfinished=[_meeting(one, today) for one in unfinished],
    )


def _meeting(found: Found, today: date) -> Meeting:
    review = found.review
    works_here = found.member is not None and not found.member.is_guest
    return Meeting(
        review_id=review.id,
        young_person_id=review.young_person_id,
        called=found.called,
        on=review.held_on or review.due_on,
        when=meeting_in_words(review.due_on, today),
        state=str(STATE_NAMES[review.state]),
        nobody_runs_it=found.chair_has_left,
        works_here=works_here,
        may_prepare=works_here and review.state in rules.COMING,
        may_decide=works_here and rules.may_decide(review.state),
        may_tell=works_here and rules.may_tell(review.state),
        tell_by=found.tell_by,
        days_late=days_late(found, today),
    )


def meeting_in_words(on: date, today: date) -> str:
    """How far off a meeting is, as people say it: "In about 3 weeks"."""
    days = (on - today).days
    if days < 0:
        return str(_("The day has passed"))
    if days == 0:
        return str(_("Today"))
    if days == 1:
        return str(_("Tomorrow"))
    if days < 14:
        return str(ngettext("In %(num)s day", "In %(num)s days", days))
    return str(ngettext("In about %(num)s week", "In about %(num)s weeks", round(days / 7)))
