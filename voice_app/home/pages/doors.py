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
    #: Those that shut by themselves soon, the first to shut first, and whose carer wrote.
    ending: list[Brief]
    wrote: list[Brief]
    #: What was passed on and the young person is not told yet, for a manager to agree to.
    to_agree: list[Decided]


def doors(session: Session, *, actor: Actor, now: datetime) -> Doors:
    """What waits about carers for the person asking; one statement, four for a manager."""
    news = queries.news(session, actor=actor, now=now)
    return Doors(
        to_sign=queries.to_sign(session, actor=actor, now=now),
        to_print=queries.to_print(session, actor=actor, now=now),
        ending=sorted(
            (one for one in news if one.days_left is not None),
            key=lambda one: one.days_left or 0,
        ),
        wrote=[one for one in news if one.has_written],
        to_agree=queries.to_agree(session, actor=actor, now=now),
    )
