"""What a young person may send about what a carer reads."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length

from voice_app.entries.forms import WordsStep
from voice_app.sharing.rules import NoteKind, Preview, Wanted
from voice_app.web.forms import HalfWritten, Once, Written

# NOTE: to a young person whose words are longer than a form takes. Kind, and nothing is lost.
_TOO_LONG = _l("That is very long. Can you say it in two parts?")


class SayForm(HalfWritten):
    """Whether a note may go to somebody, and what to change in it."""

    preview = RadioField(
        # NOTE: a young person has read what somebody else is to be told.
        _l("Is it OK to send this?"),
        choices=[
            # NOTE: a young person lets a note go to their carer.
            SelectChoice(Preview.OK.value, _l("Yes, OK")),
            # NOTE: a young person does not want a note to go to their carer like this.
            SelectChoice(Preview.NOT_OK.value, _l("Not OK")),
        ],
        validators=[InputRequired(_l("Pick one."))],
    )
    # NOTE: above a field that may stay empty.
    QUESTION, HALF = _l("What should change? You don’t have to say."), "own"

    own = TextAreaField(
        QUESTION,
        [Length(max=5000, message=_TOO_LONG)],
    )


class NoteForm(WordsStep, Once):
    """What a carer writes to those who look after the young person; its page keeps it by itself."""

    kind = RadioField(
        _l("What is it about?"),
        choices=[
            SelectChoice(NoteKind.SEEN.value, _l("What I see")),
            SelectChoice(NoteKind.HELP.value, _l("What I need help with")),
        ],
        validators=[InputRequired(_l("Pick one."))],
    )
    words = TextAreaField(
        _l("In your own words"),
        [Written(_l("Write something first.")), Length(max=10_000, message=_TOO_LONG)],
    )


class AskForm(HalfWritten):
    """Something that a young person wants to be told to a carer, or that it shall end."""

    wanted = RadioField(
        _l("What do you want?"),
        choices=[
            SelectChoice(Wanted.TELL.value, _l("Tell them something")),
            SelectChoice(Wanted.SHUT.value, _l("Stop telling them things")),
        ],
        default=Wanted.TELL.value,
        validators=[InputRequired(_l("Pick one."))],
    )
    QUESTION, HALF = _l("In your own words"), "own"

    own = TextAreaField(
        QUESTION,
        [Written(_l("Write something first.")), Length(max=5000, message=_TOO_LONG)],
    )
    to = SelectMultipleField(_l("Who can see this?"))

    def offer(self, workers: Iterable[tuple[UUID, str]]) -> None:
        """The people who can be asked."""
        self.to.choices = [SelectChoice(str(id_), name) for id_, name in workers]

    def chosen(self) -> list[UUID]:
        """Who was chosen, of those offered."""
        offered = {choice.value for choice in self.to.choices or ()}
        return [UUID(one) for one in self.to.data or () if one in offered]
