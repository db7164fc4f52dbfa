"""What was passed on, beside the words that it was about."""

from collections.abc import Iterable
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.entries.models import Entry
from voice_app.entries.pages import Happened, happenings
from voice_app.sharing import queries
from voice_app.sharing.queries import Decided


def passed_on_of(session: Session, *, actor: Actor, entry: Entry) -> list[Happened]:
    """What the author of an entry was told about passing it on; one statement."""
    decided = queries.told_to_me_of(session, actor=actor, entry=entry)
    where = url_for("sharing.mine")
    return [Happened(_sentence(one), f"{where}#{one.decision.id}") for one in decided]


def put_right_in(decided: Iterable[Decided]) -> dict[UUID, UUID]:
    """Which of these was put right by which other; by the earlier, whose newest it is."""
    found = sorted(decided, key=lambda one: one.decision.decided_at)
    there = {one.decision.id for one in found}
    rows = [one.decision for one in found]
    return {row.corrects_id: row.id for row in rows if row.corrects_id in there}


def _sentence(decided: Decided) -> str:
    named = {"name": decided.decided_by.first_name}
    if decided.decision.passes_on:
        return str(_("%(name)s passed something on.", **named))
    return str(_("%(name)s decided to keep something between you.", **named))


happenings.append(passed_on_of)
