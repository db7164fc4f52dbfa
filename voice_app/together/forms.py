"""What may be sent while writing together. A young person's words are not trimmed or changed."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from voice_app.core.words import are_written
from voice_app.entries.forms import FeelingsForm
from voice_app.entries.rules import STARTS, EntryKind
from voice_app.web.forms import Form, Once, Written, chosen

LONGEST_LINE = 500

_TOO_LONG = _l("That is too long. Say it in fewer words.")

#: Questions that leave every answer open; none of them puts a word into anybody's mouth.
READY = (
    _l("Tell me about your week."),
    _l("Tell me more about that."),
    _l("What happened then?"),
    _l("How was that for you?"),
    _l("What would you like to be different?"),
    _l("What should people in your meeting know?"),
)


class BeginForm(Once):
    """Where they are, and who is there."""

    where = StringField(
        _l("Where you are"),
        validators=[
            Written(_l("Write where you are.")),
            Length(max=LONGEST_LINE, message=_TOO_LONG),
        ],
    )
    who_was_there = StringField(
        _l("Who is there"),
        validators=[
            Written(_l("Write who is there.")),
            Length(max=LONGEST_LINE, message=_TOO_LONG),
        ],
    )


class AskForm(Once):
    """The next question, ready or in the worker's own words; or none at all."""

    ready = RadioField(
        _l("A ready question"),
        choices=[SelectChoice(str(number), text) for number, text in enumerate(READY)],
        validators=[Optional()],
    )
    own = StringField(
        _l("Or your own question"), validators=[Length(max=LONGEST_LINE, message=_TOO_LONG)]
    )

    def question(self) -> str:
        """What was asked; the worker's own words count when both are there."""
        own: str = self.own.data or ""
        if are_written(own):
            return own
        ready = chosen(self.ready)
        return str(READY[int(ready)]) if ready else ""

    def is_whole(self) -> bool:
        """Point out that nothing was asked; True when something was."""
        if not self.question():
            self.own.errors = [_l("Choose a question, or write your own.")]
        return not self.own.errors


class WordsForm(FeelingsForm):
    """The exact words, what kind of thing it is, and feelings if the young person wants."""

    words = TextAreaField(_l("Their exact words"))
    kind = RadioField(_l("What is it?"), default=EntryKind.SOMETHING.value)
    #: Set by script, see `static/js/keep.js`.
    turn = HiddenField()

    def offer(self, names: Iterable[tuple[EntryKind, object]]) -> None:
        """Let one of these kinds be chosen."""
        known = dict(names)
        self.kind.choices = [
            SelectChoice(one.value, known[one]) for one in (*STARTS, EntryKind.SOMETHING)
        ]

    def has_words(self) -> bool:
        """Point out that nothing was typed or felt; True when something was."""
        if not are_written(self.words.data) and not self.felt({}):
            self.words.errors = [_l("Type what was said first.")]
        return not self.words.errors


class ReadBackForm(Form):
    """What the young person said when the words were read to them."""

    said = StringField(
        _l("What they said, word for word"),
        validators=[Length(max=LONGEST_LINE, message=_TOO_LONG)],
    )
    go = StringField(validators=[Optional()])

    @property
    def is_right(self) -> bool:
        """Did they say that the words are right?"""
        return bool(self.go.data == "right")

    def is_whole(self) -> bool:
        """Point out that their answer is missing; True when it is there."""
        if not are_written(self.said.data):
            self.said.errors = [_l("Write what they said to it, even one word.")]
        return not self.said.errors


class WhoForm(Form):
    """Who else can see it. Nobody chosen is fine."""

    to = SelectMultipleField(_l("Who else can see this?"), coerce=UUID)

    def offer(self, people: Iterable[tuple[UUID, str]]) -> None:
        """Let these people be chosen."""
        self.to.choices = [SelectChoice(str(person_id), name) for person_id, name in people]
