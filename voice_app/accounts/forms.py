"""What may be sent about accounts, and what we say when it is wrong."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, PasswordField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, EqualTo, Length, Regexp, ValidationError

from voice_app.accounts.rules import passphrases, pins
from voice_app.core.actor import Role
from voice_app.web.forms import Form, Written

#: Far longer than anything that is checked, so that nobody sends us work.
LONGEST_NAME = 100
LONGEST_GUESS = 2000


def _stripped(value: str | None) -> str | None:
    return value.strip() if value else value


class PinForm(Form):
    """A young person's PIN, on their phone."""

    # NOTE: above the field on the lock page. It says nothing of what is inside.
    pin = PasswordField(_l("Enter your code"))

    def validate_pin(self, field: Field) -> None:
        """Refuse what cannot be a PIN; a slip of the thumb is no wrong try."""
        if pins.problem_with(field.data or "") is pins.PinProblem.LENGTH:
            raise ValidationError(_l("Your code is 4 to 8 numbers."))


class NewPinForm(Form):
    """A PIN being chosen, typed twice. Care's pages use it too."""

    # NOTE: a young person chooses a PIN. "Code" is the word on the lock page.
    pin = PasswordField(_l("New code"))
    again = PasswordField(_l("The same code again"))

    def validate_pin(self, field: Field) -> None:
        """Refuse, kindly, what is no PIN or what a stranger would try first."""
        problem = pins.problem_with(field.data or "")
        if problem is pins.PinProblem.LENGTH:
            raise ValidationError(_l("Use 4 to 8 numbers."))
        if problem is pins.PinProblem.OBVIOUS:
            raise ValidationError(_l("That one is easy to guess. Pick another."))

    def validate_again(self, field: Field) -> None:
        """Refuse a slip of the thumb."""
        if field.data != self.pin.data:
            raise ValidationError(_l("The two codes are not the same. Try once more."))


class SignInForm(Form):
    """The first step of a colleague."""

    sign_in_name = StringField(
        _l("Sign-in name"),
        [Written(_l("Type your sign-in name.")), Length(max=LONGEST_NAME)],
        filters=[_stripped],
    )
    passphrase = PasswordField(
        _l("Passphrase"),
        [DataRequired(_l("Type your passphrase.")), Length(max=LONGEST_GUESS)],
    )


class CodeForm(Form):
    """The second step of a colleague, and whatever else a code confirms."""

    code = StringField(
        _l("Code"),
        [Written(_l("Type the code.")), Length(max=LONGEST_NAME)],
        filters=[_stripped],
    )


def _sign_in_name() -> StringField:
    return StringField(
        _l("Sign-in name"),
        [
            Written(_l("Type a sign-in name.")),
            Length(3, 60, _l("Use 3 to 60 characters.")),
            Regexp(
                r"^[\w.@-]*$", message=_l("Use letters, numbers, dots, hyphens or @. No spaces.")
            ),
        ],
        filters=[_stripped],
    )


class ColleagueForm(Form):
    """Who a colleague is."""

    name = StringField(
        _l("Name"),
        [Written(_l("Type their first and last name.")), Length(max=LONGEST_NAME)],
        filters=[_stripped],
    )
    job = StringField(
        _l("Job"),
        [Written(_l("Type what they do.")), Length(max=LONGEST_NAME)],
        filters=[_stripped],
    )
    sign_in_name = _sign_in_name()


class FirstAdministratorForm(ColleagueForm):
    """The same of whoever fills it in, in words to them."""

    name = StringField(
        _l("Your name"),
        [Written(_l("Type your first and last name.")), Length(max=LONGEST_NAME)],
        filters=[_stripped],
    )
    job = StringField(
        _l("Your job"),
        [Written(_l("Type what you do.")), Length(max=LONGEST_NAME)],
        filters=[_stripped],
    )
    #: Again, for a form's fields stand in the order in which they were written.
    sign_in_name = _sign_in_name()


class AccountForm(ColleagueForm):
    """A new account: who a colleague is, and what they may run."""

    role = RadioField(
        _l("What they do here"),
        choices=[
            SelectChoice(Role.STAFF.value, _l("Works with young people")),
            SelectChoice(Role.MANAGER.value, _l("Manages: says who looks after whom")),
            SelectChoice(
                Role.ADMINISTRATOR.value, _l("Administers accounts: reads nobody’s words")
            ),
        ],
        validators=[DataRequired(_l("Pick what they do here."))],
    )


class PassphraseForm(Form):
    """A new passphrase, typed twice. Nothing is asked of it but length and not being common."""

    passphrase = PasswordField(_l("New passphrase"))
    again = PasswordField(
        _l("The same passphrase again"),
        [EqualTo("passphrase", _l("The two passphrases are not the same."))],
    )

    def __init__(self, *args: Any, names: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = names

    def validate_passphrase(self, field: Field) -> None:
        """Refuse what is short, common, or holds the person's own name."""
        problem = passphrases.problem_with(field.data or "", names=self._names)
        if problem is not None:
            raise ValidationError(_PASSPHRASE_PROBLEMS[problem])


_PASSPHRASE_PROBLEMS = {
    passphrases.PassphraseProblem.SHORT: _l("Use 15 characters or more. Four words are good."),
    passphrases.PassphraseProblem.LONG: _l("That is longer than we can keep. Use up to 1,000."),
    passphrases.PassphraseProblem.NAME: _l("Leave out your name."),
    passphrases.PassphraseProblem.COMMON: _l("Others would guess that one. Choose another."),
}
