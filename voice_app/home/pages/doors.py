"""What a worker's day says of carers: what to sign and print, what ends soon, who wrote."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from voice_app.core.actor import Actor
from voice_app.sharing import queries
from voice_app.sharing.queries import Brief, Decided


@dataclass(frozen=True)
class Doors:
    """The doors to carers that somebody has something to do about today."""

    to_sign: list[Brief]
    #: Those whose carer waits for a printed way in.
    to_print: list[Brief]
    #: Those that shut by themselves within days, within weeks, and those whose carer wrote.
    urgent: list[Brief]
    ending: list[Brief]
    wrote: list[Brief]
    #: What was passed on and the young person is not told yet, for a manager to agree to.
    to_agree: list[Decided]


def doors(session: Session, *, actor: Actor, now: datetime) -> Doors:
    """What waits about carers for the person asking; one statement, two for a manager."""
    found = queries.for_today(session, actor=actor, now=now)
    ending = sorted((one for one in found if one.is_ending), key=lambda one: one.days_left or 0)
    return Doors(
        to_sign=[one for one in found if one.is_to_sign],
        to_print=[one for one in found if one.is_to_print],
        urgent=[one for one in ending if one.is_urgent],
        ending=[one for one in ending if not one.is_urgent],
        wrote=[one for one in found if one.has_news],
        to_agree=queries.to_agree(session, actor=actor, now=now),
    )
