"""Words that a young person put into a meeting, as the list of their own words tells it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.core.clock import london_day
from voice_app.entries.models import Entry
from voice_app.entries.pages import State, states
from voice_app.reviews import queries
from voice_app.reviews.pages.words import may_go_in, on_day
from voice_app.reviews.queries import InMeetings


def states_of_picks(
    session: Session, *, actor: Actor, entries: Sequence[Entry], now: datetime
) -> Mapping[UUID, State]:
    """Which of a young person's words are in a meeting, and which may go in; one statement."""
    known = queries.in_meetings(session, actor=actor, entry_ids={entry.id for entry in entries})
    found = {}
    for entry in entries:
        offer = _offer(entry, known)
        if entry.id in known.days:
            found[entry.id] = _in_meeting(known.days[entry.id], london_day(now), offer)
        elif offer:
            found[entry.id] = State("", "", offer=offer)
    return found


def _offer(entry: Entry, known: InMeetings) -> tuple[str, str] | None:
    if entry.id in known.steps:
        step = known.steps[entry.id]
        # NOTE: a button below words in which a young person says how they take part in their
        # meeting; it leads back to where they said so.
        return (url_for("reviews.step", number=step.number), _("My meeting")) if step else None
    if known.coming is None or entry.id in known.coming or not may_go_in(entry):
        return None
    # NOTE: a button below words of a young person; their meeting may then talk about them.
    return url_for("reviews.put_in", entry_id=entry.id), _("Put it in my meeting")


def _in_meeting(day: date, today: date, offer: tuple[str, str] | None) -> State:
    return State(
        # NOTE: beside words that a young person put into their meeting, as in "23 June".
        _("In my meeting, %(day)s", day=on_day(day, today)),
        "meeting",
        url=url_for("reviews.meeting"),
        readers=_("The people in your meeting can read this."),
        offer=offer,
    )


# What became of a wish says more than where it is talked about, so answers stand above.
states.insert(0, states_of_picks)
