"""Linking a carer, protecting facts, and shutting what is open."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from voice_app.care.rules import carers as rules
from voice_app.care.rules.carers import WrongDay
from voice_app.care.service.carers import CarerDetails
from voice_app.sharing.rules import Ending
from voice_app.web.forms import DayField, Form, Once, Written
from voice_app.wording.protected import Fact, FactKind, can_be_found

LONGEST_LINE = 200
LONGEST_WORDS = 10_000

TOO_LONG = _l("That is too long. Say it in fewer words.")

FACT_NAMES = {
    FactKind.ADDRESS: _l("Address"),
    FactKind.SCHOOL: _l("School"),
    # NOTE: the name of the house or home in which a young person lives.
    FactKind.PLACEMENT: _l("Name of the home"),
    FactKind.PHONE: _l("Phone number"),
    FactKind.NAME: _l("Somebody’s name"),
}
_WRONG_DAYS = {
    WrongDay.FUTURE: _l("That day has not come yet."),
    WrongDay.TOO_LONG_AGO: _l("That is more than a year ago. See them and their papers again."),
}


class OnlyAButton(Form):
    """A button that says everything by itself."""


class CarerForm(Once):
    """A parent or carer, and how somebody made sure who they are."""

    name = StringField(
        _l("Name"),
        [Written(_l("Type their first and last name.")), Length(max=100, message=TOO_LONG)],
    )
    relation = StringField(
        _l("What they are to the young person"),
        [
            Written(_l("Say what they are, such as foster carer or mum.")),
            Length(max=100, message=TOO_LONG),
        ],
    )
    sign_in_name = StringField(
        _l("Sign-in name"),
        [
            Length(3, 60, _l("Use 3 to 60 characters.")),
            Regexp(
                r"^[\w.@-]*$", message=_l("Use letters, numbers, dots, hyphens or @. No spaces.")
            ),
        ],
        filters=[lambda value: value.strip() if value else value],
    )
    is_here_already = BooleanField(_l("They are a carer of somebody else here already"))
    identity = TextAreaField(
        _l("How you made sure who they are"),
        [
            Written(_l("Say what you saw: a passport, a driving licence, a visit at home.")),
            Length(max=2000, message=TOO_LONG),
        ],
    )
    checked_on = DayField(_l("On which day"), validators=[InputRequired(_l("Give the day."))])

    def is_possible(self, today: date) -> bool:
        """Point out a day that cannot be; True when it can."""
        wrong = rules.wrong_day(self.checked_on.data, today)
        if wrong is not None:
            self.checked_on.errors = [_WRONG_DAYS[wrong]]
        return wrong is None

    def given(self) -> CarerDetails:
        """What was sent."""
        return CarerDetails(
            name=self.name.data,
            relation=self.relation.data,
            sign_in_name=self.sign_in_name.data,
            identity=self.identity.data,
            identity_checked_on=self.checked_on.data,
            is_here_already=self.is_here_already.data,
        )


class FactForm(Once):
    """A fact that must not leave."""

    kind = SelectField(
        _l("What it is"),
        choices=[SelectChoice(kind.value, name) for kind, name in FACT_NAMES.items()],
    )
    value = StringField(
        _l("The fact itself"),
        [Written(_l("Type the fact as it is.")), Length(max=LONGEST_LINE, message=TOO_LONG)],
    )

    def is_possible(self) -> bool:
        """Point out a fact that nobody could look for; True when it can be protected."""
        is_found = can_be_found(Fact(FactKind(self.kind.data), self.value.data))
        if not is_found:
            self.value.errors = [_l("That is too short to look for. Type more of it.")]
        return is_found


class BornForm(Form):
    """When a young person was born, because nobody knew."""

    born_on = DayField(_l("Date of birth"), validators=[InputRequired(_l("Give the day."))])

    def is_possible(self, today: date) -> bool:
        """Point out a day that cannot be; True when it can."""
        if self.born_on.data > today:
            self.born_on.errors = [_l("That day has not come yet.")]
        elif self.born_on.data < today - timedelta(days=30 * 366):
            self.born_on.errors = [_l("Is the year right?")]
        return not self.born_on.errors


class BecauseForm(Form):
    """Why something is done."""

    because = TextAreaField(
        _l("Because"),
        [Written(_l("Say why. It stays in the record.")), Length(max=2000, message=TOO_LONG)],
    )


class ShutForm(BecauseForm):
    """Why a door is shut, and what happened."""

    ending = RadioField(
        _l("What happened"),
        choices=[
            SelectChoice(Ending.INCIDENT.value, _l("Something happened, or may happen")),
            SelectChoice(Ending.SHUT.value, _l("It is not wanted or not needed any more")),
        ],
        validators=[InputRequired(_l("Pick one."))],
    )
