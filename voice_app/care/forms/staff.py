"""Forms of those who work with young people: places, who looks after whom, hours."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from voice_app.care.models import AssignmentKind
from voice_app.care.rules.helplines import NATIONS
from voice_app.web.forms import DayField, Form, Once, Written, chosen

LONGEST_NAME = 60
LONGEST_FULL_NAME = 200
LONGEST_WHY = 500

# NOTE: nations of the United Kingdom.
NATION_NAMES = (_l("England"), _l("Wales"))
KIND_NAMES = {
    AssignmentKind.KEYWORKER: _l("Keyworker"),
    AssignmentKind.SOCIAL_WORKER: _l("Social worker"),
    AssignmentKind.REVIEWING_OFFICER: _l("Reviewing officer"),
}
WEEKDAYS = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)

#: Time away that began before this, or ends after it, is a slip of the pen.
FARTHEST_AWAY = timedelta(days=2 * 366)
#: The oldest that a young person can be when their place is made.
OLDEST = timedelta(days=30 * 366)

_TOO_LONG = _l("That is too long.")
_WHICH_YEAR = _l("Is the year right?")
_NOT_A_TIME = _l("Write the time like this: 09:00.")


class PauseForm(Form):
    """Why reading is paused on a phone, as its young person will read it."""

    why = TextAreaField(
        _l("Why"),
        validators=[
            Written(_l("Write why, as you would say it to them.")),
            Length(max=LONGEST_WHY, message=_TOO_LONG),
        ],
    )


class PlaceForm(Once):
    """What is needed to make a young person's place, and what may be added."""

    called = StringField(
        _l("The name they want to be called"),
        filters=[lambda value: value.strip() if value else value],
        validators=[
            Written(_l("Write the name they want to be called.")),
            Length(max=LONGEST_NAME, message=_TOO_LONG),
        ],
    )
    full_name = StringField(
        _l("Full name, if you have it"),
        filters=[lambda value: value.strip() if value else value],
        validators=[Length(max=LONGEST_FULL_NAME, message=_TOO_LONG)],
    )
    born_on = DayField(_l("Date of birth, if you have it"), validators=[Optional()])
    nation = SelectField(
        _l("The nation whose rules apply"), choices=list(map(SelectChoice, NATIONS, NATION_NAMES))
    )
    came_into_care_on = DayField(_l("Came into care on, if they did"), validators=[Optional()])

    def is_possible(self, today: date) -> bool:
        """Point out days that cannot be; True when there is none."""
        born, came = self.born_on.data, self.came_into_care_on.data
        if born and born > today:
            self.born_on.errors = [_l("That day has not come yet.")]
        elif born and born < today - OLDEST:
            self.born_on.errors = [_WHICH_YEAR]
        if came and came > today:
            self.came_into_care_on.errors = [_l("That day has not come yet.")]
        elif came and born and came < born:
            self.came_into_care_on.errors = [_l("That is before they were born.")]
        elif came and came < today - OLDEST:
            self.came_into_care_on.errors = [_WHICH_YEAR]
        return not self.born_on.errors and not self.came_into_care_on.errors


class OfferForm(Form):
    """Ask for a code by which a phone can join."""

    ends_others = BooleanField(_l("Close the phones that joined before"))


class ComparedForm(Form):
    """What the keyworker sees on the two screens, or that the code is not wanted."""

    same = HiddenField()


class AssignForm(Form):
    """A colleague and what they are to a young person."""

    staff = SelectField(_l("Who"), validators=[InputRequired(_l("Choose who."))])
    kind = SelectField(
        _l("As what"),
        choices=[SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()],
        validators=[InputRequired(_l("Choose what they are."))],
    )

    def offer(self, workers: Iterable[tuple[UUID, str]]) -> None:
        """Offer these colleagues."""
        # NOTE: nothing is chosen yet in a list of colleagues.
        nobody = SelectChoice("", _l("Choose"))
        self.staff.choices = [nobody, *(SelectChoice(str(id_), name) for id_, name in workers)]


class OnlyAForm(Form):
    """A button that says everything by itself."""


class ClockField(TimeField):  # type: ignore[misc]  # WTForms says nothing of its types.
    """A time on the clock in London."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; say in plain words what a time looks like when it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_NOT_A_TIME) from None


def hours_form(shifts: dict[int, tuple[time, time]]) -> "HoursForm":
    """The working week as a form, filled in with what is kept."""
    data = {}
    for weekday, (starts, ends) in shifts.items():
        data[f"starts_{weekday}"], data[f"ends_{weekday}"] = starts, ends
    return HoursForm(data=data)


class _Week(Form):
    """The two fields of each day, which `HoursForm` adds rules to."""


for _weekday, _name in enumerate(WEEKDAYS):
    for _end, _label in (("starts", _l("from")), ("ends", _l("until"))):
        setattr(
            _Week,
            f"{_end}_{_weekday}",
            ClockField(_label, validators=[Optional()]),
        )


class HoursForm(_Week):
    """From when until when somebody works on each day; empty is a day off."""

    def days(self) -> list[tuple[Any, Any, Any]]:
        """Each weekday's name and its two fields."""
        return [
            (name, self[f"starts_{weekday}"], self[f"ends_{weekday}"])
            for weekday, name in enumerate(WEEKDAYS)
        ]

    def is_possible(self) -> bool:
        """Point out days with one time only, or that end before they begin."""
        for _, starts, ends in self.days():
            if bool(starts.data) != bool(ends.data):
                missing = ends if starts.data else starts
                missing.errors = [_l("Give both times, or neither.")]
            elif starts.data and starts.data >= ends.data:
                ends.errors = [_l("This is before the day begins.")]
        return not self.errors

    def shifts(self) -> dict[int, tuple[time, time]]:
        """What was sent, for the days with hours."""
        return {
            weekday: (starts.data, ends.data)
            for weekday, (_, starts, ends) in enumerate(self.days())
            if starts.data and ends.data
        }


class AwayForm(Form):
    """Days away, and who covers."""

    first_on = DayField(_l("First day away"), validators=[InputRequired(_l("Give the day."))])
    last_on = DayField(_l("Last day away"), validators=[InputRequired(_l("Give the day."))])
    cover = SelectField(_l("Who covers"), validators=[Optional()])

    def offer(self, workers: Iterable[tuple[UUID, str]]) -> None:
        """Offer these colleagues as cover, or nobody."""
        # NOTE: nobody stands in for a colleague who is away.
        nobody = SelectChoice("", _l("Nobody"))
        self.cover.choices = [nobody, *(SelectChoice(str(id_), name) for id_, name in workers)]

    def validate_last_on(self, field: Any) -> None:
        """Refuse an end before the beginning."""
        if self.first_on.data and field.data and field.data < self.first_on.data:
            raise ValidationError(_l("This is before the first day."))

    def is_possible(self, today: date) -> bool:
        """Point out days that are over, or so far away that the year must be wrong."""
        if self.last_on.data < today:
            self.last_on.errors = [_l("That day is past.")]
        elif self.last_on.data > today + FARTHEST_AWAY:
            self.last_on.errors = [_WHICH_YEAR]
        if self.first_on.data < today - FARTHEST_AWAY:
            self.first_on.errors = [_WHICH_YEAR]
        return not self.last_on.errors and not self.first_on.errors

    def cover_id(self) -> UUID | None:
        """Who covers, if anybody."""
        cover = chosen(self.cover)
        return UUID(cover) if cover else None
