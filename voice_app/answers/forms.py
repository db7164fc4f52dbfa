"""What may be sent about a wish, and what is said beside each field when it is missing."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import (
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from voice_app.answers.rules import Decision, Missing, VerdictValue, WishState
from voice_app.web.forms import TOO_EARLY, DayField, Form, Written, chosen

#: More than a young person should have to read, and less than any page breaks at.
LONGEST_TEXT = 4000
LONGEST_LINE = 300

STATES = (
    SelectChoice(WishState.BEING_LOOKED_AT.value, _l("Being looked at")),
    # NOTE: an answer to a wish.
    SelectChoice(WishState.YES.value, _l("Yes")),
    SelectChoice(WishState.PARTLY.value, _l("Partly")),
    # NOTE: an answer to a wish: no for the moment, looked at again on a date.
    SelectChoice(WishState.NOT_NOW.value, lazy_pgettext("answer", "Not now")),
    # NOTE: an answer to a wish.
    SelectChoice(WishState.NO.value, _l("No")),
)

VERDICTS = (
    # NOTE: what a young person thinks of an answer. "OK" is "I can live with it", not "happy".
    SelectChoice(VerdictValue.OK.value, _l("OK")),
    SelectChoice(VerdictValue.NOT_OK.value, _l("Not OK")),
    SelectChoice(VerdictValue.DONT_UNDERSTAND.value, _l("Don’t understand")),
)

#: Beside which field something is said to be missing, and how.
SAYS = {
    Missing.STATE: ("state", _l("Choose what was decided.")),
    Missing.WHAT_HAPPENS: ("what_happens", _l("Write what will happen.")),
    Missing.BECAUSE: ("because", _l("Write the reason. Every answer needs one.")),
    Missing.DECIDED_BY: ("decided_by", _l("Write who decided.")),
    Missing.DECIDED_ON: ("decided_on", _l("Give the day when it was decided.")),
    Missing.DECIDED_IN_THE_FUTURE: ("decided_on", _l("That day has not come yet.")),
    Missing.DECIDED_TOO_EARLY: ("decided_on", TOO_EARLY),
    Missing.LOOK_AGAIN_ON: ("look_again_on", _l("Give the day when you look at it again.")),
    Missing.LOOK_AGAIN_IN_THE_PAST: ("look_again_on", _l("Give a day after today.")),
    Missing.LOOK_AGAIN_TOO_LATE: ("look_again_on", _l("That is very far away. Is the year right?")),
}

_TOO_LONG = _l("That is too long. Say it in fewer words.")


class AnswerForm(Form):
    """An answer to a wish. What it must hold is decided in `rules`; here it is only read."""

    state = RadioField(_l("What we decided"), choices=STATES, validators=[Optional()])
    what_happens = TextAreaField(
        _l("What will happen"), validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)]
    )
    because = TextAreaField(
        # NOTE: the reason for an answer follows.
        _l("Because"),
        validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)],
    )
    decided_by = StringField(
        _l("Decided by"), validators=[Length(max=LONGEST_LINE, message=_TOO_LONG)]
    )
    decider = SelectField(_l("Which of them works here"), validators=[Optional()])
    decided_on = DayField(_l("Decided on"), validators=[Optional()])
    look_again_on = DayField(_l("We look again"), validators=[Optional()])
    #: The newest answer that was on the page, so that nobody answers over somebody unseen.
    after = HiddenField()

    def offer_deciders(self, workers: Iterable[tuple[UUID, str]]) -> None:
        """Let the worker pick one of these colleagues as decider, or nobody."""
        # NOTE: nobody in the list of colleagues decided it.
        nobody = SelectChoice("", _l("Nobody in this list"))
        self.decider.choices = [nobody, *(SelectChoice(str(id_), name) for id_, name in workers)]

    def decision(self) -> Decision:
        """What was sent so far, as the rules understand it; what makes no sense is left out."""
        states = [state.value for state in WishState]
        deciders = [choice.value for choice in self.decider.choices or () if choice.value]
        return Decision(
            state=WishState(self.state.data if self.state.data in states else "not_answered"),
            what_happens=self.what_happens.data or "",
            because=self.because.data or "",
            decided_by=self.decided_by.data or "",
            decider_id=UUID(self.decider.data) if self.decider.data in deciders else None,
            decided_on=self.decided_on.data,
            look_again_on=self.look_again_on.data,
        )

    def seen_answer(self) -> UUID | None:
        """The newest answer that the worker had before them; None when there was none."""
        return _uuid(self.after.data)

    def point_out(self, missing: Iterable[Missing]) -> None:
        """Say beside each field what it lacks."""
        for one in missing:
            name, message = SAYS[one]
            self[name].errors = [*self[name].errors, message]


class TellingForm(Form):
    """How a worker told an answer in person, and what the young person said to it."""

    how = TextAreaField(
        _l("How you told it: where, and who was there"),
        validators=[
            Written(_l("Write how you told it.")),
            Length(max=LONGEST_TEXT, message=_TOO_LONG),
        ],
    )
    told_on = DayField(
        _l("The day"), validators=[InputRequired(_l("Give the day when you told it."))]
    )
    said = TextAreaField(
        _l("What was said to it, word for word"),
        validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)],
    )
    verdict = RadioField(
        _l("Is the answer OK?"),
        # NOTE: the young person did not say whether an answer is OK.
        choices=[*VERDICTS, SelectChoice("", _l("Did not say"))],
        default="",
        validators=[Optional()],
    )
    answer_id = HiddenField(validators=[InputRequired()])

    def can_be(self, *, today: date, since: date) -> bool:
        """Has that day come, and not before the place was made? Says so beside the field if not."""
        told_on = self.told_on.data
        if told_on and told_on > today:
            self.told_on.errors = [SAYS[Missing.DECIDED_IN_THE_FUTURE][1]]
        elif told_on and told_on < since:
            self.told_on.errors = [TOO_EARLY]
        return not self.told_on.errors

    def told_answer(self) -> UUID:
        """Which answer was told; one that makes no sense is no answer's."""
        return _uuid(self.answer_id.data) or UUID(int=0)

    def verdict_value(self) -> VerdictValue | None:
        """What the young person said of the answer, if they said."""
        said = chosen(self.verdict)
        return VerdictValue(said) if said else None


class VerdictForm(Form):
    """One of three equal buttons."""

    value = RadioField(choices=VERDICTS, validators=[InputRequired()])


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
