"""Forms of a young person's phone: the code, and what they choose."""

from babel import Locale, UnknownLocaleError
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from voice_app.accounts.forms import NewPinForm
from voice_app.care.rules.first_run import PAPERS, THEMES
from voice_app.web.forms import Form, HalfWritten, Written
from voice_app.web.phone_use import PhoneUse

LONGEST_NAME = 60
LONGEST_TALK = 2000

# NOTE: names of the papers a young person can choose.
PAPER_NAMES = (_l("Fern"), _l("Tide"), _l("Heather"), _l("Pad"), _l("Rose"), _l("Plain"))
# NOTE: how bright the app is.
THEME_NAMES = (_l("As the phone is"), _l("Light"), _l("Dark"))

_NO_NAME = _l("Write a name, or choose Not now.")
_TOO_LONG = _l("That is too long. Say it in fewer words.")
_NO_PIN = _l("Type the code you have now.")


class CodeForm(Form):
    """The code from the other screen."""

    code = StringField(_l("Code"), validators=[Written(_l("Type the code."))])


class WhoseForm(Form):
    """Who can open the phone in their hand."""

    use = RadioField(
        _l("Who can open this phone?"),
        choices=[
            # NOTE: nobody but me can open this phone.
            SelectChoice(PhoneUse.MINE.value, _l("Only me")),
            # NOTE: it is my phone, but somebody else knows how to open it.
            SelectChoice(PhoneUse.SEEN.value, _l("It is mine, but somebody else could")),
            SelectChoice(PhoneUse.OTHERS.value, _l("Other people use it too")),
        ],
        validators=[InputRequired(_l("Pick one."))],
    )


class GoOnForm(Form):
    """The phone goes on after the pictures; `key` is its own key's public half, if it made one."""

    use = RadioField(
        _l("Do other people use this phone?"),
        choices=[
            # NOTE: nobody but me uses this phone.
            SelectChoice(PhoneUse.MINE.value, _l("No, only me")),
            SelectChoice(PhoneUse.OTHERS.value, _l("Yes")),
        ],
        validators=[Optional()],
    )
    key = HiddenField()


class CalledForm(Form):
    """The name they want to be called."""

    called = StringField(
        _l("What should we call you?"),
        filters=[lambda value: value.strip() if value else value],
        validators=[Written(_NO_NAME), Length(max=LONGEST_NAME, message=_TOO_LONG)],
    )


class LanguageForm(Form):
    """The language they like best."""

    language = RadioField(_l("Which language do you like best?"), validators=[InputRequired()])

    def offer(self, codes: list[str]) -> None:
        """Offer these languages, each by its own name."""
        self.language.choices = [SelectChoice(code, own_name(code)) for code in codes]


class PaperForm(Form):
    """The paper of their pages."""

    paper = RadioField(
        _l("Choose your paper"),
        choices=list(map(SelectChoice, PAPERS, PAPER_NAMES)),
        validators=[InputRequired()],
    )


class LookForm(PaperForm):
    """The paper, and how bright it is."""

    theme = RadioField(
        _l("How bright?"),
        choices=list(map(SelectChoice, THEMES, THEME_NAMES)),
        validators=[Optional()],
    )


class TalkForm(HalfWritten):
    """How people should talk to them."""

    QUESTION = _l("How should people talk to you?")

    words = TextAreaField(
        QUESTION,
        validators=[Length(max=LONGEST_TALK, message=_TOO_LONG)],
    )


class ChangePinForm(NewPinForm):
    """A new PIN in place of the one they have."""

    old = PasswordField(_l("The code you have now"), validators=[InputRequired(_NO_PIN)])


def own_name(code: str) -> str:
    """A language as its own speakers call it; the code where nobody has told us."""
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return code
    name = locale.get_language_name(code)
    return name[:1].upper() + name[1:] if name else code
