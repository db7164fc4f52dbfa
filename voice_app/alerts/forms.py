"""What may be sent when somebody asks for a person, and when a worker says what was done."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length

from voice_app.alerts.rules import AlertKind
from voice_app.web.forms import Form, HalfWritten, Once, Written

LONGEST = 5_000
TOO_LONG = _l("That is too long. 5,000 letters is the most.")
_WRITE = _l("Write this. The young person reads it too.")


class RingMeForm(Once):
    """Without the PIN. Its words must tell nothing to whoever holds the phone."""

    # NOTE: above an empty box on a page that anybody who holds the phone may see. Neutral.
    words = TextAreaField(_l("Write"))
    # NOTE: how and when to ring somebody. Anybody who holds the phone may see it. Neutral.
    contact = TextAreaField(_l("How and when"))


class ReachForm(HalfWritten):
    """Behind the PIN: what they want somebody to know, and how to reach them safely."""

    QUESTION = _l("Want to say more?")

    kind = RadioField(
        _l("What do you want to say?"),
        choices=[
            # NOTE: tender. A young person asks for help by choosing it.
            SelectChoice(AlertKind.NOT_SAFE.value, _l("I don’t feel safe")),
            # NOTE: a young person asks somebody they know to get in touch.
            SelectChoice(AlertKind.CONTACT_ME.value, _l("Please contact me")),
        ],
        validators=[InputRequired(_l("Pick one."))],
    )
    words = TextAreaField(QUESTION, [Length(max=LONGEST, message=TOO_LONG)])
    contact = TextAreaField(
        _l("How and when is it safe to contact you?"), [Length(max=LONGEST, message=TOO_LONG)]
    )

    def half(self) -> str:
        """Both texts, one below the other, as they come back in the first."""
        return "\n".join(one for one in (self.words.data, self.contact.data) if one)


class CloseForm(Form):
    """What was done, and whether the young person knows."""

    done = TextAreaField(
        _l("What was done"), [Written(_WRITE), Length(max=LONGEST, message=TOO_LONG)]
    )
    told = RadioField(
        _l("Did you tell them yourself?"),
        choices=[
            SelectChoice("yes", _l("Yes")),
            SelectChoice("no", _l("Not yet")),
        ],
        validators=[InputRequired(_l("Pick one."))],
    )
    how_told = TextAreaField(
        _l("How you told them, or why not yet"),
        [
            Written(_l("Write how they were told, or why not yet.")),
            Length(max=LONGEST, message=TOO_LONG),
        ],
    )
