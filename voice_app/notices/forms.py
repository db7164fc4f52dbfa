"""What may be sent about notices: a browser, an address, times."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField
from wtforms.validators import InputRequired, Length, Regexp

from voice_app.care.forms.staff import ClockField
from voice_app.notices.rules import LONGEST_ENDPOINT
from voice_app.web.forms import Form

LONGEST_ADDRESS = 254

_NOT_THIS_TIME = _l("That did not work. Try again later.")
_NO_TIME = _l("Write the time like this: 09:00.")


class BrowserForm(Form):
    """A browser, as it says of itself how it can be told."""

    endpoint = HiddenField(
        validators=[
            InputRequired(_NOT_THIS_TIME),
            Length(max=LONGEST_ENDPOINT, message=_NOT_THIS_TIME),
        ]
    )
    p256dh = HiddenField(validators=[Length(max=200, message=_NOT_THIS_TIME)])
    auth = HiddenField(validators=[Length(max=200, message=_NOT_THIS_TIME)])

    def refuse(self) -> None:
        """Say that this browser cannot be told."""
        self.endpoint.errors = [_NOT_THIS_TIME]


class QuietForm(Form):
    """From when until when nobody is told. The same time twice is never."""

    # NOTE: a clock time. Nothing is shown on the phone from then on.
    starts = ClockField(_l("Quiet from"), validators=[InputRequired(_NO_TIME)])
    # NOTE: a clock time. From then on the phone may show something again.
    ends = ClockField(_l("until"), validators=[InputRequired(_NO_TIME)])


class AddressForm(Form):
    """An e-mail address, or none."""

    mail_address = EmailField(
        _l("Your e-mail address"),
        filters=[lambda value: value.strip() if value else value],
        validators=[
            Length(max=LONGEST_ADDRESS, message=_l("That is too long.")),
            # Nothing that a mail server could take for more than one address, or for a header.
            Regexp(
                r"^$|^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z",
                message=_l("Write the whole address, like dan@example.org."),
            ),
        ],
    )
