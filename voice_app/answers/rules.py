"""What an answer must hold, when it is late, and which wishes still wait. Plain decisions."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from voice_app.core.words import are_written


class WishState(StrEnum):
    """What became of a wish. The last four need a reason, a decider and a date."""

    NOT_ANSWERED = "not_answered"
    BEING_LOOKED_AT = "being_looked_at"
    YES = "yes"
    PARTLY = "partly"
    NOT_NOW = "not_now"
    NO = "no"


class VerdictValue(StrEnum):
    """What the young person makes of an answer."""

    OK = "ok"
    NOT_OK = "not_ok"
    DONT_UNDERSTAND = "dont_understand"


#: How many working days an answer may take unless the service promises something else.
ANSWER_WITHIN_DAYS = 5

#: A wish in one of these still waits for its first real answer.
WAITING = frozenset({WishState.NOT_ANSWERED, WishState.BEING_LOOKED_AT})
#: After one of these verdicts the young person is owed a new answer.
UNSETTLED = frozenset({VerdictValue.NOT_OK, VerdictValue.DONT_UNDERSTAND})
#: Answers that must say when somebody looks again.
LOOKED_AT_AGAIN = frozenset({WishState.PARTLY, WishState.NOT_NOW})
#: Further away than this a day is a slip of the pen.
LOOKED_AT_AGAIN_WITHIN = timedelta(days=5 * 366)


class Missing(StrEnum):
    """What a decision lacks, or what cannot be so."""

    STATE = "state"
    WHAT_HAPPENS = "what_happens"
    BECAUSE = "because"
    DECIDED_BY = "decided_by"
    DECIDED_ON = "decided_on"
    DECIDED_IN_THE_FUTURE = "decided_in_the_future"
    DECIDED_TOO_EARLY = "decided_too_early"
    LOOK_AGAIN_ON = "look_again_on"
    LOOK_AGAIN_IN_THE_PAST = "look_again_in_the_past"
    LOOK_AGAIN_TOO_LATE = "look_again_too_late"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a worker tells a young person about a wish.

    `decided_by` is names as text, `decider_id` an account if one of them has one.
    """

    state: WishState
    what_happens: str = ""
    because: str = ""
    decided_by: str = ""
    decider_id: UUID | None = None
    decided_on: date | None = None
    look_again_on: date | None = None


def missing(decision: Decision, *, today: date, since: date) -> tuple[Missing, ...]:
    """What a decision still needs before it can be told; empty when it is whole.

    Being looked at needs nothing: it is a promise, and the clock runs on.

    Args:
        since: the day since when the young person has a place here; nothing was decided before.
    """
    if decision.state is WishState.NOT_ANSWERED:
        return (Missing.STATE,)
    if decision.state is WishState.BEING_LOOKED_AT:
        return ()
    decided, again = decision.decided_on, decision.look_again_on
    wanted = {
        Missing.WHAT_HAPPENS: not are_written(decision.what_happens),
        Missing.BECAUSE: not are_written(decision.because),
        Missing.DECIDED_BY: not are_written(decision.decided_by),
        Missing.DECIDED_ON: decided is None,
        Missing.DECIDED_IN_THE_FUTURE: decided is not None and decided > today,
        Missing.DECIDED_TOO_EARLY: decided is not None and decided < since,
        Missing.LOOK_AGAIN_ON: again is None and decision.state in LOOKED_AT_AGAIN,
        Missing.LOOK_AGAIN_IN_THE_PAST: again is not None and again <= today,
        Missing.LOOK_AGAIN_TOO_LATE: again is not None and again > today + LOOKED_AT_AGAIN_WITHIN,
    }
    return tuple(field for field, is_wanted in wanted.items() if is_wanted)


def is_open(state: WishState, verdict: VerdictValue | None) -> bool:
    """Is a young person still owed an answer: none yet, or one that is not OK with them?"""
    return state in WAITING or verdict in UNSETTLED


def waits(
    state: WishState,
    verdict: VerdictValue | None,
    *,
    is_withdrawn: bool = False,
    is_told: bool = True,
) -> bool:
    """Has somebody something to do: an answer is owed, or one waits to be told in person?"""
    return not is_withdrawn and (is_open(state, verdict) or not is_told)


def days_late(state: WishState, due_on: date, today: date) -> int:
    """How many days a first answer is late; 0 when it came or there is still time."""
    return max((today - due_on).days, 0) if state in WAITING else 0
