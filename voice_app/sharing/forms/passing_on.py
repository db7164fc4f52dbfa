"""Writing down that something is passed on, or not, and that the young person was told."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField
from wtforms import TextAreaField as Text
from wtforms.validators import InputRequired, Length, Optional

from voice_app.sharing import rules
from voice_app.sharing.forms.carers import LONGEST_WORDS, TOO_LONG
from voice_app.sharing.rules import Lawful, Passing, PassingLacks
from voice_app.web.forms import DayField, Form, Once, Written

LAWFUL_NAMES = {
    Lawful.SERIOUS_HARM: _l("A child or somebody else may be seriously harmed"),
    Lawful.SAFEGUARDING: _l("It is our task to keep a child safe, and they must know it for that"),
    Lawful.LEGAL_DUTY: _l("A law or a court says that it must be passed on"),
    Lawful.AGREED: _l("The young person agrees, and is free to say no"),
    Lawful.CONFIDENCE: _l("A duty to keep it in confidence, and nobody is in danger by it"),
}
_WRITE = _l("Write this. A court may read it one day.")
_DAY_SAID = {
    PassingLacks.TELL_BY: _l("Give the day."),
    PassingLacks.TELL_BY_PAST: _l("That day is past."),
    PassingLacks.TELL_BY_TOO_LATE: _l("Four weeks is the most."),
}


def _length() -> Length:
    return Length(max=LONGEST_WORDS, message=TOO_LONG)


class PassingForm(Once):
    """A decision, whichever way it goes."""

    passes_on = RadioField(
        _l("What did you decide?"),
        choices=[
            SelectChoice("yes", _l("I must pass this on")),
            SelectChoice("no", _l("I do not pass this on")),
        ],
        validators=[InputRequired(_l("Pick one."))],
    )
    to_whom = Text(_l("Who: names and what they do"), [Written(_WRITE), _length()])
    what = Text(_l("What exactly"), [Written(_WRITE), _length()])
    why = Text(_l("Why"), [Written(_WRITE), _length()])
    lawful = SelectField(
        _l("The reason in law"),
        # NOTE: nothing is chosen yet in a list of reasons.
        choices=[
            SelectChoice("", _l("Choose")),
            *(SelectChoice(one.value, name) for one, name in LAWFUL_NAMES.items()),
        ],
        validators=[InputRequired(_l("Choose the reason."))],
    )
    how_told = Text(_l("How you told the young person"), [_length()])
    view = Text(_l("What the young person says of it"), [_length()])
    why_not_yet = Text(_l("If they are not told yet: why"), [_length()])
    tell_by = DayField(_l("Told by, or looked at again on"), validators=[Optional()])

    def given(self) -> Passing:
        """What was sent."""
        return Passing(
            passes_on=self.passes_on.data == "yes",
            lawful=Lawful(self.lawful.data),
            to_whom=self.to_whom.data,
            what=self.what.data,
            why=self.why.data,
            how_told=self.how_told.data or "",
            view=self.view.data or "",
            why_not_yet=self.why_not_yet.data or "",
            tell_by=self.tell_by.data,
        )

    def is_possible(self, today: date) -> bool:
        """Point out what is missing or cannot be; True when it can be kept."""
        lacks = rules.lacks(self.given(), today)
        for lack in lacks:
            if lack is PassingLacks.TOLD:
                self.why_not_yet.errors = [
                    _l("Say how they were told, or why they are not told yet.")
                ]
            elif lack in _DAY_SAID:
                self.tell_by.errors = [_DAY_SAID[lack]]
            else:
                self[lack.value].errors = [_WRITE]
        return not lacks


class WaitForm(Form):
    """That a young person is not told before a new day."""

    why_not_yet = Text(_l("Why they are not told yet"), [Written(_WRITE), _length()])
    tell_by = DayField(_l("Told by, or looked at again on"), validators=[Optional()])

    def is_possible(self, today: date) -> bool:
        """Point out what is missing or cannot be; True when it can be kept."""
        lacks = rules.wait_lacks(self.why_not_yet.data or "", self.tell_by.data, today)
        for lack in lacks:
            if lack in _DAY_SAID:
                self.tell_by.errors = [_DAY_SAID[lack]]
        return not lacks


class PassedOnToldForm(Form):
    """That the young person was told by now."""

    how_told = Text(_l("How you told the young person"), [Written(_WRITE), _length()])
    view = Text(_l("What the young person says of it"), [_length()])
