"""What may be sent to a plan. Words are not trimmed, checked or changed."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from voice_app.core.words import are_written
from voice_app.plan import rules
from voice_app.web.forms import HalfWritten


class PlanForm(HalfWritten):
    """What one wants, or what helps."""

    words = TextAreaField()

    def is_whole(self) -> bool:
        """Point out an empty page, or more than fits; True when it can be kept."""
        words = self.words.data or ""
        if not are_written(words):
            self.words.errors = [_l("Write something first, or press Not now.")]
        elif rules.is_too_long(words):
            self.words.errors = [_l("That is more than fits here. Your words are still there.")]
        return not self.words.errors
