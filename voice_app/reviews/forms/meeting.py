"""Forms around a meeting: its day, who belongs, what is written, frozen, held and told."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from voice_app.entries.forms import WhoForm, WordsStep
from voice_app.reviews.rules import (
    GIVEN_AS,
    CopyKind,
    ReviewKind,
    Step,
    TextKind,
    TookPart,
    Way,
)
from voice_app.web.forms import DayField, Form, HalfWritten, Once, Written

LONGEST_TEXT = 8000
#: A long report, and then some: about 30,000 words.
LONGEST_REPORT = 300_000
LONGEST_NAME = 120

TOO_LONG = _l("That is too long. Say it in fewer words.")

KIND_NAMES = {
    # NOTE: the first review of a young person's plan.
    ReviewKind.FIRST: _l("First review"),
    ReviewKind.REGULAR: _l("Regular review"),
    # NOTE: a review between the regular ones, because something changed.
    ReviewKind.EXTRA: _l("Extra review"),
}

TEXT_NAMES = {
    # NOTE: what kind of adult text this is: something the writer saw or heard themselves.
    TextKind.SEEN_HEARD: _l("Seen or heard"),
    # NOTE: what kind of adult text this is: what the child said, as an adult remembers it.
    TextKind.CHILDS_WORDS: _l("The child’s words"),
    TextKind.MY_OPINION: _l("My opinion"),
    TextKind.DECISION: _l("Decision"),
}

TOOK_PART_NAMES = {
    # NOTE: how a young person took part in their meeting. Each way is as good as the others.
    TookPart.SPOKE: _l("They were there and spoke"),
    TookPart.SOMEBODY_SPOKE: _l("Somebody spoke for them"),
    TookPart.WORDS_ONLY: _l("Their words only"),
    TookPart.CHOSE_NOT: _l("They chose not to"),
}

COPY_NAMES = {
    # NOTE: as what somebody was given a copy.
    CopyKind.PDF: _l("PDF"),
    CopyKind.DOCX: _l("Word file"),
    CopyKind.PAPER: _l("Paper"),
    # NOTE: the letter to the young person, as a file.
    CopyKind.LETTER: _l("Letter, PDF"),
}


WAY_NAMES = {
    # NOTE: ways of being part of a meeting about oneself, each a box to tick.
    Way.IN_THE_ROOM: _l("In the room"),
    Way.BY_VIDEO: _l("By video"),
    Way.SOMEBODY_SPEAKS: _l("Somebody speaks for me"),
    # NOTE: a young person is not there; what they wrote is read.
    Way.JUST_MY_WORDS: _l("Just my words"),
}

#: People as choices: their id, and their name with what they do.
People = Iterable[tuple[UUID, str]]


class PlanForm(Once):
    """When people meet, who runs it, and who of those who look after the young person belongs."""

    kind = RadioField(
        _l("What kind of review"),
        choices=[SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()],
        validators=[InputRequired(_l("Choose what kind of review it is."))],
    )
    due_on = DayField(_l("The day"), validators=[InputRequired(_l("Give the day."))])
    chair = RadioField(
        _l("Who runs it"), coerce=UUID, validators=[InputRequired(_l("Choose who runs it."))]
    )
    others = SelectMultipleField(_l("Who else belongs to it"), coerce=UUID)

    def offer(self, workers: People) -> None:
        """Let these people be chosen."""
        self.chair.choices = self.others.choices = choices(workers)


class MoveForm(Form):
    """Another day, and why."""

    to_on = DayField(_l("The new day"), validators=[InputRequired(_l("Give the new day."))])
    because = TextAreaField(
        _l("Why it moves"),
        validators=[
            Written(_l("Write why. The young person reads it.")),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
    )


class NameForm(Form):
    """Somebody who belongs to it from now on."""

    person = SelectField(_l("Name somebody"), coerce=UUID)

    def offer(self, people: People) -> None:
        """Let one of these be named."""
        self.person.choices = choices(people)


class ChairForm(Form):
    """Who runs the meeting now."""

    person = RadioField(
        _l("Who runs the meeting now"),
        coerce=UUID,
        validators=[InputRequired(_l("Choose who runs it."))],
    )

    def offer(self, workers: People) -> None:
        """Let one of these be chosen."""
        self.person.choices = choices(workers)


class StepForm(WordsStep, WhoForm, Once):
    """How a young person takes part, about one step of it, and who reads that."""

    ways = SelectMultipleField(
        _l("How I join in"),
        choices=[SelectChoice(way.value, name) for way, name in WAY_NAMES.items()],
    )

    def ticked(self, step: Step) -> tuple[Way, ...]:
        """The ways that were ticked, in their order; other steps have none."""
        if step is not Step.JOIN_IN:
            return ()
        return tuple(way for way in Way if way.value in (self.ways.data or ()))


class TextForm(Once):
    """What an adult has to say, and what it is worth."""

    kind = RadioField(
        _l("What is it"),
        choices=[SelectChoice(kind.value, name) for kind, name in TEXT_NAMES.items()],
        validators=[InputRequired(_l("Choose what it is, so that nobody has to guess."))],
    )
    words = TextAreaField(
        _l("What you have to say"),
        validators=[
            Written(_l("Write something first.")),
            Length(max=LONGEST_REPORT, message=TOO_LONG),
        ],
    )


class HeldForm(Form):
    """The day on which people met, and how the young person took part."""

    held_on = DayField(
        _l("The day you met"), validators=[InputRequired(_l("Give the day you met."))]
    )
    took_part = RadioField(
        _l("How the young person took part"),
        choices=[SelectChoice(one.value, name) for one, name in TOOK_PART_NAMES.items()],
        validators=[InputRequired(_l("Choose how they took part."))],
    )


class FreezeForm(Form):
    """Why the young person has not checked their part, when they have not."""

    because = TextAreaField(
        _l("Why it is not checked"), validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)]
    )
    keeps_words = BooleanField(_l("These words stay as they are"))


class CheckForm(HalfWritten):
    """What a young person says of their part of the page."""

    # NOTE: a young person says what is wrong with the page about them. Warm, no blame.
    QUESTION = _l("What is not right?")

    words = TextAreaField(
        QUESTION,
        validators=[
            Written(_l("Say what is not right, or go back.")),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
    )


class CopyForm(Form):
    """One's own copy of the pack, as a file."""

    as_file = RadioField(
        _l("As what"),
        choices=[SelectChoice(one.value, COPY_NAMES[one]) for one in (CopyKind.PDF, CopyKind.DOCX)],
        validators=[InputRequired(_l("Choose what kind of file."))],
    )


class HandOutForm(Form):
    """A copy for somebody without an account: to whom, on which day, as what."""

    name = StringField(
        _l("Their name"),
        validators=[
            Written(_l("Write who gets it.")),
            Length(max=LONGEST_NAME, message=TOO_LONG),
        ],
    )
    job = StringField(
        _l("What they do"),
        validators=[
            Written(_l("Write what they do, such as teacher or nurse.")),
            Length(max=LONGEST_NAME, message=TOO_LONG),
        ],
    )
    given_on = DayField(_l("The day"), validators=[InputRequired(_l("Give the day."))])
    kind = RadioField(
        _l("As what"),
        choices=[SelectChoice(one.value, COPY_NAMES[one]) for one in GIVEN_AS],
        validators=[InputRequired(_l("Choose as what they get it."))],
    )
    no_carer = BooleanField(
        _l("This is not a parent or carer"),
        validators=[InputRequired(_l("A parent or carer never gets a pack."))],
    )


class ToldForm(Form):
    """How the young person was told face to face, and what they said."""

    how = TextAreaField(
        _l("How you told it: where, and who was there"),
        validators=[
            Written(_l("Write how you told it.")),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
    )
    told_on = DayField(
        _l("The day"), validators=[InputRequired(_l("Give the day when you told it."))]
    )
    said = TextAreaField(
        _l("What was said to it, word for word"),
        validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
    )


def choices(people: People) -> list[SelectChoice]:
    """People as choices of a list."""
    return [SelectChoice(str(person_id), name) for person_id, name in people]
