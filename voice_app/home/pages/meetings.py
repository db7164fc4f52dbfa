"""Meetings that are coming, as lists say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from voice_app.reviews.queries import Found
from voice_app.reviews.rules import COMING


@dataclass(frozen=True)
class Meeting:
    """A meeting that has not been held yet."""

    review_id: UUID
    young_person_id: UUID
    called: str
    on: date
    #: How far off it is: "In about 3 weeks".
    when: str


def meetings(found: Iterable[Found], today: date) -> list[Meeting]:
    """Those of these reviews that are still to come, the soonest first."""
    coming = [one for one in found if one.review.state in COMING]
    coming.sort(key=lambda one: (one.review.due_on, one.called))
    return [
        Meeting(
            review_id=one.review.id,
            young_person_id=one.review.young_person_id,
            called=one.called,
            on=one.review.due_on,
            when=meeting_in_words(one.review.due_on, today),
        )
        for one in coming
    ]


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
