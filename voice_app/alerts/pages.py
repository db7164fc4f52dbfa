"""The truth about an alert in whole sentences: before it is sent, while it waits, and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from voice_app.alerts.queries import Hearing, Shown, Told
from voice_app.alerts.rules import AlertKind, Step
from voice_app.care.pages.hours import hour, is_back
from voice_app.care.queries import ReadersState
from voice_app.core.clock import london_day
from voice_app.entries.rules import EntryLevel, excerpt

#: How much of one message a list shows (letters), whole sentences only.
LONGEST = 600

#: How lists on staff pages speak of each kind, after the name of the young person.
KINDS = {
    # NOTE: on staff pages, what a young person said by pressing a button.
    AlertKind.NOT_SAFE: _l("“I don’t feel safe”"),
    AlertKind.CONTACT_ME: _l("“Please contact me”"),
}
#: How young people read back what they chose.
OWN_KINDS = {
    AlertKind.NOT_SAFE: _l("I don’t feel safe"),
    AlertKind.CONTACT_ME: _l("Please contact me"),
}


@dataclass(frozen=True)
class Box:
    """One alert on staff pages."""

    alert_id: UUID
    young_person_id: UUID
    title: str
    #: Their words, or the beginning of very long ones.
    words: str
    contact: str
    paper: str
    #: "38 minutes left"; empty once it is seen and there is time, or it is closed.
    clock: str
    #: Whose it is, until when, and who comes next.
    owner: str
    #: Was it sent without the PIN, and what they said of that since.
    doubt: str
    seen: str
    is_seen: bool
    is_closed: bool
    raised_at: datetime
    #: When it was asked on a phone that had no signal; None when it came at once.
    asked_at: datetime | None


def box(shown: Shown, now: datetime, *, me_id: UUID) -> Box:
    """One alert for staff, as `me_id` reads it."""
    alert = shown.alert
    left = "" if alert.closed_at is not None else _left(alert.due_at, now)
    return Box(
        alert_id=alert.id,
        young_person_id=alert.young_person_id,
        # NOTE: the first is a young person's name, the second what they pressed.
        title=str(_("%(name)s: %(said)s", name=shown.called, said=KINDS[alert.kind])),
        words=excerpt(shown.body["words"], LONGEST),
        contact=excerpt(shown.body["contact"], LONGEST),
        paper=shown.paper,
        clock=left,
        owner=_whose(shown, now, me_id),
        doubt=_doubt(shown),
        seen=_seen(shown),
        is_seen=alert.seen_at is not None,
        is_closed=alert.closed_at is not None,
        raised_at=alert.raised_at,
        asked_at=_asked(shown),
    )


def _left(due_at: datetime, now: datetime) -> str:
    if due_at <= now:
        # NOTE: the time in which somebody should have looked is over.
        return str(_("Late"))
    left = due_at - now
    if left < timedelta(hours=2):
        minutes = max(1, round(left / timedelta(minutes=1)))
        return str(ngettext("%(num)s minute left", "%(num)s minutes left", minutes))
    return str(_("Until %(when)s", when=_when(due_at, now)))


def _whose(shown: Shown, now: datetime, me_id: UUID) -> str:
    alert, owner, deputy = shown.alert, shown.owner, shown.deputy
    if owner is None:
        return str(_("Nobody looks after them now. All managers were told."))
    if alert.step is Step.LEAD:
        return str(_("%(name)s’s. All managers were told", name=owner.name))
    then = deputy.name if deputy is not None else ""
    if alert.step is Step.DEPUTY:
        return str(_("%(name)s’s. %(next)s was told too", name=owner.name, next=then))
    next_ = then or str(_("the managers"))
    if alert.owner_id == me_id:
        when = _when(alert.due_at, now)
        # NOTE: somebody must act until then; after it a colleague is told.
        return str(_("Yours until %(when)s, then %(next)s", when=when, next=next_))
    return str(_("%(name)s’s, then %(next)s", name=owner.name, next=next_))


def _doubt(shown: Shown) -> str:
    alert = shown.alert
    if alert.level is EntryLevel.OPEN or alert.confirmed_at is not None:
        return ""
    if alert.denied_at is not None:
        # NOTE: somebody else pressed the button on a young person's phone.
        return str(_("%(name)s says: that was not me. Who has the phone?", name=shown.called))
    if shown.body.get("is_from_a_taken_phone"):
        # NOTE: the phone was taken from the young person before this was sent from it.
        return str(_("Not confirmed yet: sent from a phone that somebody else has."))
    return str(_("Not confirmed yet: sent without the code of the phone."))


def _asked(shown: Shown) -> datetime | None:
    asked = shown.body.get("asked_at")
    return datetime.fromisoformat(asked) if asked else None


def _seen(shown: Shown) -> str:
    if shown.seen_by is None:
        return ""
    return str(_("%(name)s has seen it.", name=shown.seen_by.name))


def before(found: Hearing, now: datetime) -> list[str]:
    """Who reads it and when, before a young person sends it. It promises nobody's coming."""
    if found.state is ReadersState.CLOSED:
        # NOTE: to a young person whom the service no longer looks after.
        return [str(_("Your place here is closed. Nobody reads here now."))]
    owner, deputy = found.owner, found.deputy
    if owner is None:
        return [
            str(_("Nobody works with you just now.")),
            str(_("The managers read this, on working days.")),
        ]
    said = [
        # NOTE: to a young person: who gets what they send.
        str(_("This goes to %(name)s.", name=owner.first_name)),
        is_back(owner.first_name, found.back_at, now),
    ]
    return [*said, _then(deputy.first_name if deputy else "", found.due_at, now)]


def _then(deputy: str, due_at: datetime, now: datetime) -> str:
    when = _when(due_at, now)
    if deputy:
        # NOTE: to a young person. The name is a colleague's; "when" is such as "today at 10 am".
        return str(_("If nobody sees it, we tell %(name)s too, %(when)s.", name=deputy, when=when))
    # NOTE: to a young person. "When" is such as "today at 10 am".
    return str(_("If nobody sees it, we tell the managers, %(when)s.", when=when))


def in_one_line(shown: Shown) -> str:
    """What became of it so far, in a few words for a row of a young person's page."""
    alert = shown.alert
    if alert.closed_at is not None and shown.closed_by is not None:
        return str(_("%(name)s wrote down what was done.", name=shown.closed_by.first_name))
    if alert.seen_at is not None and shown.seen_by is not None:
        # NOTE: to a young person: a colleague has seen what they sent.
        return str(_("%(name)s has seen it.", name=shown.seen_by.first_name))
    return str(_("It was sent. Nobody has seen it yet."))


def became(shown: Shown, told: Sequence[Told], found: Hearing, now: datetime) -> list[str]:
    """What became of it so far, for the young person; the newest truth first."""
    alert = shown.alert
    if alert.closed_at is not None and shown.closed_by is not None:
        name = shown.closed_by.first_name
        return [
            # NOTE: to a young person: a colleague wrote down what was done about what they sent.
            str(_("%(name)s wrote down what was done.", name=name)),
        ]
    if alert.seen_at is not None and shown.seen_by is not None:
        name, when = shown.seen_by.first_name, _when(alert.seen_at, now)
        return [str(_("%(name)s saw this %(when)s.", name=name, when=when))]
    names = [one.name.first_name for one in told if one.step is not Step.LEAD]
    said = [str(_("It was sent. Nobody has seen it yet."))]
    # NOTE: to a young person: this colleague was told that they sent something.
    said += [str(_("%(name)s was told.", name=name)) for name in names]
    if alert.step is Step.LEAD:
        said.append(str(_("The managers were told.")))
        return said
    owner = found.owner
    if owner is not None and alert.owner_id == owner.person_id:
        said.append(is_back(owner.first_name, found.back_at, now))
    deputy = shown.deputy.first_name if shown.deputy and alert.step is Step.OWNER else ""
    return [*said, _then(deputy, alert.due_at, now)] if alert.due_at > now else said


def _when(at: datetime, now: datetime) -> str:
    """A moment as people say it: "today at 10 am"."""
    day, today, time = london_day(at), london_day(now), hour(at)
    if day == today:
        return str(_("today at %(time)s", time=time))
    if day == today + timedelta(days=1):
        return str(_("tomorrow at %(time)s", time=time))
    if day == today - timedelta(days=1):
        return str(_("yesterday at %(time)s", time=time))
    said = format_date(day, "EEEE" if abs((day - today).days) < 7 else "EEEE d MMMM")
    # NOTE: a day such as "Friday", and a time such as "9 am".
    return str(_("on %(day)s at %(time)s", day=said, time=time))
