"""What is said beside a field when something about a review cannot be so."""

from flask_babel import gettext as _

from voice_app.reviews.service import Problem
from voice_app.web.forms import TOO_EARLY


def say(problem: Problem) -> str:
    """What to do about it."""
    said = {
        Problem.DAY_IS_PAST: _("That day is past. Choose a day to come."),
        Problem.DAY_TO_COME: _("That day has not come yet."),
        Problem.DAY_TOO_EARLY: TOO_EARLY,
        Problem.DAY_TOO_FAR: _("That is more than two years away. Is the year right?"),
        Problem.NO_REASON: _("Write why. The young person reads it."),
    }
    return str(said[problem])
