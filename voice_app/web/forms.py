"""What every form of ours starts from, and fields that speak plainly."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Optional, StopValidation

from voice_app.core.words import are_written

#: What `go` says when a page keeps what is written without being told to.
KEEP, AWAY = BY_ITSELF = ("keep", "away")

#: What would make a browser refuse or cut by itself.
_BY_THE_BROWSER = ("required", "minlength", "maxlength", "pattern")
_NOT_A_DAY = _l("Write the day like this: 23/06/2026.")
_WHICH_YEAR = _l("Is the year right?")
#: What is said beside a day on which a young person had no place here yet.
TOO_EARLY = _l("That is before their place here was made. Is the year right?")
#: Years in which somebody who works with Voice, or is written of in it, may live.
YEARS = range(1900, 2200)


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF says nothing of its types.
    """A form with its token. Validate with `form.validate_on_submit()` in the route."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How each field of ours is written into a page."""

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:
            """Leave refusing to us: a browser does it in its own language, and cuts without a word.

            A screen reader still hears what has to be filled in.
            """
            by_the_browser = dict.fromkeys(_BY_THE_BROWSER, False)
            needed = {"aria-required": "true"} if field.flags.required else {}
            given = {**by_the_browser, **needed, **render_kw}
            return super().render_field(field, given)


class Once(Form):
    """A form that makes something: its id comes with it, so that sending it twice makes one."""

    once = HiddenField(default=lambda: str(uuid4()))

    def made_id(self) -> UUID:
        """The id of what this form makes."""
        try:
            return UUID(self.once.data)
        except (TypeError, ValueError):
            return uuid4()


class ByItself(Form):
    """A form whose page may send it with nobody pressing anything.

    It sends "keep" while somebody writes, and "away" when the page is hidden or left.
    """

    go = StringField(validators=[Optional()])

    @property
    def is_by_itself(self) -> bool:
        """Did the page send this, with nobody pressing anything?"""
        return self.go.data in BY_ITSELF


class Turning(Form):
    """A form that says which of its page's own sendings this is."""

    #: Set by script, so that what the page saved by itself never overtakes a pressed button.
    turn = HiddenField()

    def turn_number(self) -> int | None:
        """Which of the page's own sendings this is; None without script."""
        digits = self.turn.data or ""
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


class HalfWritten(ByItself, Turning, Once):
    """A form of one text, whose page keeps by itself what is half written."""

    #: The field that is kept.
    HALF = "words"
    #: Does the page show what was half written before?
    is_back = False

    def half(self) -> str:
        """What stands on the page."""
        return self[self.HALF].data or ""

    def put_back(self, words: str, once: str) -> None:
        """Show what was kept before, and go on with it."""
        self[self.HALF].data, self.once.data, self.is_back = words, once, True


class Written:
    """Asks for something that can be seen; what was sent is not changed."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Field) -> None:
        """Say what is missing beside the field."""
        if not are_written(field.data):
            raise StopValidation(self.message)


def chosen(field: RadioField | SelectField) -> str:
    """What was chosen, when it is one of the choices; empty otherwise.

    A field that may stay empty lets spaces pass as empty, and a page may be older than its
    choices: neither is a reason to lose what else was sent.
    """
    offered = [choice.value for choice in field.choices or ()]
    return str(field.data) if field.data in offered else ""


class DayField(DateField):  # type: ignore[misc]  # WTForms says nothing of its types.
    """A day, as a browser sends it or as people here write it."""

    def __init__(self, label: Any, **settings: Any) -> None:
        super().__init__(label, format=["%Y-%m-%d", "%d/%m/%Y"], **settings)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; say in plain words what a day looks like when it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_NOT_A_DAY) from None
        if self.data is not None and self.data.year not in YEARS:
            raise ValueError(_WHICH_YEAR)
