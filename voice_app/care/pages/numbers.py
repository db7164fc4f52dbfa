"""The page with numbers: who can be rung or texted, and who is at work when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from voice_app.care.models import AssignmentKind
from voice_app.care.pages.hours import is_back
from voice_app.care.queries import Worker
from voice_app.care.rules.helplines import Helpline

#: What the keys in the data file say. A service may also write plain hours into its file.
HOURS = {
    # NOTE: a helpline that answers day and night and costs nothing.
    "any_time": _l("Any time. Free."),
    # NOTE: a helpline that answers on every day, not all night, and costs nothing.
    "every_day": _l("Every day. Free."),
    # NOTE: a helpline that adults may ring in the day, and that costs nothing.
    "daytime": _l("In the day, not at night. Free."),
    # NOTE: what a charity is for.
    "exploited": _l("For parents of children who are exploited."),
}
SCHEMES = {"call": "tel", "text": "sms"}
ICONS = {"call": "call", "text": "chat", "web": "search"}


@dataclass(frozen=True)
class Line:
    """Somebody to ring or text, as the page shows it."""

    name: str
    number: str
    #: None for an address on the internet: who opens it there leaves a trace in the browser.
    url: str | None
    line: str
    icon: str


def line(helpline: Helpline) -> Line:
    """One helpline, with the month in which its facts were checked."""
    digits = helpline.number.replace(" ", "")
    hours = HOURS.get(helpline.hours, helpline.hours)
    month = format_date(helpline.checked_on, "MMMM y")
    return Line(
        # NOTE: before the name of a helpline that answers text messages, not calls.
        name=_("Text %(name)s", name=helpline.name) if helpline.way == "text" else helpline.name,
        number=helpline.number,
        url=None if helpline.way == "web" else f"{SCHEMES[helpline.way]}:{digits}",
        line=_("%(hours)s Checked in %(month)s.", hours=hours, month=month),
        icon=ICONS[helpline.way],
    )


def asked_about(workers: Sequence[Worker]) -> list[UUID]:
    """Whose hours the page needs: the keyworkers, and who covers for them today."""
    keyworkers = _keyworkers(workers)
    covers = [one.covered_by.person_id for one in keyworkers if one.covered_by]
    return [one.person_id for one in keyworkers] + covers


def truth(
    workers: Sequence[Worker], back: Mapping[UUID, datetime | None], now: datetime
) -> list[str]:
    """When the keyworkers are next at work, or that nobody is there at all. No promise."""
    keyworkers = _keyworkers(workers)
    if not keyworkers:
        return [_("Nobody who works with you reads here now.")]
    said = []
    for one in keyworkers:
        said.append(is_back(one.first_name, back[one.person_id], now))
        if one.covered_by is not None:
            cover = one.covered_by
            said.append(
                # NOTE: the first is a colleague who stands in while the other is away.
                _("%(cover)s is there for %(name)s.", cover=cover.first_name, name=one.first_name)
            )
            said.append(is_back(cover.first_name, back[cover.person_id], now))
    return [str(sentence) for sentence in said]


def _keyworkers(workers: Sequence[Worker]) -> list[Worker]:
    """The keyworkers, or whoever else there is when there is none."""
    found = [one for one in workers if one.kind is AssignmentKind.KEYWORKER]
    return found or list({one.person_id: one for one in workers}.values())
