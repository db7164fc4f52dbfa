"""The words that pages of reviews share: kinds, states, and how far away a day is."""

from dataclasses import replace
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from voice_app.accounts.queries.people import named
from voice_app.core import vault
from voice_app.entries.models import Entry
from voice_app.entries.pages import Said, readable, said
from voice_app.reviews import rules
from voice_app.reviews.queries import Found, Here
from voice_app.reviews.rules import ReviewState, Unit

STATE_NAMES = {
    ReviewState.PLANNED: _l("Planned"),
    ReviewState.PREPARING: _l("Being prepared"),
    # NOTE: what is read at the meeting is fixed and has gone out; people have not met yet.
    ReviewState.FROZEN: _l("Ready, pack frozen"),
    # NOTE: people have met, and not everything is decided yet.
    ReviewState.HELD: _l("Held, not finished"),
    # NOTE: everything is decided, and the young person does not know yet.
    ReviewState.DECIDED: _l("Decided, not told yet"),
    ReviewState.TOLD: _l("Told"),
}


def how_far(day: date, today: date) -> str:
    """How far away a day is, as one sentence; empty when it is past."""
    away = rules.distance(day, today)
    if away.unit is Unit.PAST:
        return ""
    if away.unit is Unit.TODAY:
        return str(_("That is today."))
    if away.unit is Unit.TOMORROW:
        return str(_("That is tomorrow."))
    if away.unit is Unit.DAYS:
        return str(ngettext("In %(num)s day.", "In %(num)s days.", away.count))
    if away.unit is Unit.WEEKS:
        return str(ngettext("In about %(num)s week.", "In about %(num)s weeks.", away.count))
    return str(ngettext("In about %(num)s month.", "In about %(num)s months.", away.count))


def days_late(found: Found, today: date) -> int:
    """How many days it is late to tell what a review decided; 0 while there is time."""
    return max((today - found.tell_by).days, 0) if found.tell_by else 0


def on_day(day: date, today: date) -> str:
    """A day inside a sentence, with its year when it is not this one: "23 June"."""
    return str(format_date(day, "d MMMM" if day.year == today.year else "d MMMM y"))


def may_go_in(entry: Entry) -> bool:
    """May these words of a young person go into a meeting?"""
    return rules.may_go_in(entry.state, is_confirmed=entry.confirmed_at is not None)


def said_at(session: Session, here: Here, called: str, *, to_author: bool = False) -> Said:
    """Words on the page of a review, also those taken back after people had met over them."""
    body = vault.opened(session, here.entry)
    words = said(
        here.entry,
        body,
        called=called,
        typed_by=named(session, here.typist).first_name if here.typist else "",
        to_author=to_author,
    )
    if words.is_taken_back and here.pick is not None:
        return replace(words, words=readable(body.get("words", "")), starter=body.get("starter"))
    return words
