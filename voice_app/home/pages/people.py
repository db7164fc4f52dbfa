"""Everybody whom a worker looks after, as a list."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from voice_app.accounts.queries import names
from voice_app.care.models import AssignmentKind
from voice_app.care.queries import young_people_of
from voice_app.core.actor import Actor

KINDS = {
    # NOTE: what somebody who works here is to a young person.
    AssignmentKind.KEYWORKER: _l("You are their keyworker"),
    AssignmentKind.SOCIAL_WORKER: _l("You are their social worker"),
    AssignmentKind.REVIEWING_OFFICER: _l("You are their reviewing officer"),
}


@dataclass(frozen=True)
class OneOfMine:
    """A young person in the list, and why they are in it."""

    young_person_id: UUID
    called: str
    lines: list[str]


def people(session: Session, *, actor: Actor, now: datetime) -> list[OneOfMine]:
    """Everybody whom the person asking looks after or covers for today, by name."""
    cared = young_people_of(session, actor=actor, now=now)
    covered = names(session, {person_id for one in cared for person_id in one.covering_for})
    return [
        OneOfMine(
            young_person_id=one.young_person_id,
            called=one.called,
            lines=[
                *[str(KINDS[kind]) for kind in AssignmentKind if kind in one.kinds],
                *[
                    str(_("You cover for %(name)s today", name=covered[person_id].first_name))
                    for person_id in one.covering_for
                ],
            ],
        )
        for one in cared
    ]
