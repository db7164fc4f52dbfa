"""Four figures about what adults did. None is about a young person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from voice_app.answers.rules import VerdictValue
from voice_app.care.rules import working_days_between
from voice_app.core.clock import london_day
from voice_app.oversight import rules
from voice_app.oversight.queries import Asked
from voice_app.oversight.rules import Share


@dataclass(frozen=True)
class Figure:
    """One big figure, what it says, and what stands beside it in small."""

    number: str
    what: str
    more: tuple[str, ...] = ()


def figures(asked: Sequence[Asked], packs: Share, *, within: int, today: date) -> list[Figure]:
    """What became of the wishes and packs of these months."""
    return [
        _answered(asked, today),
        _days(asked, within),
        _verdicts(asked),
        _share(
            packs, _("of packs were checked by the young person first"), _("packs that are ready")
        ),
    ]


def _answered(asked: Sequence[Asked], today: date) -> Figure:
    """A wish whose answer is not due yet counts only once it has one."""
    answered = sum(one.answered_at is not None for one in asked)
    waiting = sum(one.answered_at is None and one.due_on >= today for one in asked)
    later = ngettext("%(num)s more is not due yet", "%(num)s more are not due yet", waiting)
    return _share(
        Share(answered, len(asked) - waiting),
        _("of wishes got an answer with a reason"),
        _("wishes that were answered or due"),
        *([str(later)] if waiting else ()),
    )


def _days(asked: Sequence[Asked], within: int) -> Figure:
    days = rules.in_the_middle(
        working_days_between(london_day(one.asked_at), london_day(one.answered_at), one.nation)
        for one in asked
        if one.answered_at is not None
    )
    # NOTE: below a number of days: they are working days, and so many is what was promised.
    promise = str(_("Working days. Promise: %(num)s", num=within))
    if days is None:
        return Figure(_nothing(), str(_("answers with a reason")), (promise,))
    # NOTE: under a number of working days: of all answers half came sooner and half later.
    what = _("in the middle, from asking to answer")
    number = ngettext("%(num)s day", "%(num)s days", days)
    return Figure(str(number), str(what), (promise,))


def _verdicts(asked: Sequence[Asked]) -> Figure:
    said = [one.verdict for one in asked if one.verdict is not None]
    not_ok, unclear = (
        said.count(value) for value in (VerdictValue.NOT_OK, VerdictValue.DONT_UNDERSTAND)
    )
    others = (
        # NOTE: how many answers young people called "Not OK", and did not understand.
        str(_("Not OK: %(num)s", num=not_ok)),
        str(_("Don’t understand: %(num)s", num=unclear)),
    )
    return _share(
        Share(said.count(VerdictValue.OK), len(said)),
        _("of answers: “OK” from the young person"),
        _("answers of which a young person said what they think"),
        *(others if said else ()),
    )


def _share(share: Share, what: str, of_nothing: str, *more: str) -> Figure:
    """How much of it, or `of_nothing` where there is nothing of which to say that."""
    if share.is_of_none:
        return Figure(_nothing(), str(of_nothing), more)
    counted = str(_("%(part)s of %(whole)s", part=share.part, whole=share.whole))
    if share.is_of_few:
        return Figure(counted, str(what), more)
    percent = str(_("%(num)s%%", num=share.percent))
    return Figure(percent, str(what), (counted, *more))


def _nothing() -> str:
    # NOTE: above "wishes that were answered or due", where there were none in these months.
    return str(_("None yet"))
