"""What may be sent about a review, and what is said beside each field when it is wrong."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from voice_app.answers.forms import LONGEST_LINE, AnswerForm
from voice_app.entries.forms import WhoForm, Written
from voice_app.reviews.rules import (
    CopyKind,
    Deed,
    Lack,
    LetterWords,
    Retold,
    ReviewKind,
    Step,
    TextKind,
    TookPart,
    Way,
)
from voice_app.web.forms import DayField, Form, Once

LONGEST_TEXT = 8000
#: A long report, and then some: about 30,000 words.
LONGEST_REPORT = 300_000
LONGEST_NAME = 120

_TOO_LONG = _l("That is too long. Say it in fewer words.")

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
        self.chair.choices = self.others.choices = _choices(workers)


class MoveForm(Form):
    """Another day, and why."""

    to_on = DayField(_l("The new day"), validators=[InputRequired(_l("Give the new day."))])
    because = TextAreaField(
        _l("Why it moves"),
        validators=[
            InputRequired(_l("Write why. The young person reads it.")),
            Length(max=LONGEST_TEXT, message=_TOO_LONG),
        ],
    )


class NameForm(Form):
    """Somebody who belongs to it from now on."""

    person = SelectField(_l("Name somebody"), coerce=UUID)

    def offer(self, people: People) -> None:
        """Let one of these be named."""
        self.person.choices = _choices(people)


class ChairForm(Form):
    """Who runs the meeting now."""

    person = RadioField(
        _l("Who runs the meeting now"),
        coerce=UUID,
        validators=[InputRequired(_l("Choose who runs it."))],
    )

    def offer(self, workers: People) -> None:
        """Let one of these be chosen."""
        self.person.choices = _choices(workers)


class StepForm(Written, WhoForm, Once):
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
            InputRequired(_l("Write something first.")),
            Length(max=LONGEST_REPORT, message=_TOO_LONG),
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
        _l("Why it is not checked"), validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)]
    )


class CheckForm(Once):
    """What a young person says of their part of the page."""

    words = TextAreaField(
        # NOTE: a young person says what is wrong with the page about them. Warm, no blame.
        _l("What is not right?"),
        validators=[
            InputRequired(_l("Say what is not right, or go back.")),
            Length(max=LONGEST_TEXT, message=_TOO_LONG),
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
            InputRequired(_l("Write who gets it.")),
            Length(max=LONGEST_NAME, message=_TOO_LONG),
        ],
    )
    job = StringField(
        _l("What they do"),
        validators=[
            InputRequired(_l("Write what they do, such as teacher or nurse.")),
            Length(max=LONGEST_NAME, message=_TOO_LONG),
        ],
    )
    given_on = DayField(_l("The day"), validators=[InputRequired(_l("Give the day."))])
    kind = RadioField(
        _l("As what"),
        choices=[SelectChoice(one.value, name) for one, name in COPY_NAMES.items()],
        validators=[InputRequired(_l("Choose as what they get it."))],
    )
    no_carer = BooleanField(
        _l("This is not a parent or carer"),
        validators=[InputRequired(_l("A parent or carer never gets a pack."))],
    )


#: Beside which field a decision is said to lack something, and how.
LACKS = {
    Lack.OWNER: ("owner", _l("Say who sees to it.")),
    Lack.BY_ON: ("by_on", _l("Give the day by which it is done.")),
    Lack.BY_IN_THE_PAST: ("by_on", _l("Give today or a day to come.")),
    Lack.SHAPED: ("shaped", _l("Choose whether their view shaped it.")),
    Lack.SHAPED_BY: ("shaped_by", _l("Write what their view changed, or why it did not.")),
}


class DecisionForm(AnswerForm):
    """An answer at a review, who sees to it, and what the young person's view did to it."""

    doer = SelectField(_l("Who sees to it"), validators=[Optional()])
    owner = StringField(
        _l("Anybody else: their names"),
        validators=[Length(max=LONGEST_LINE, message=_TOO_LONG)],
    )
    by_on = DayField(_l("Done by"), validators=[Optional()])
    shaped = RadioField(
        _l("Did their view shape it?"),
        choices=[
            # NOTE: what a young person said changed what was decided.
            SelectChoice("yes", _l("Yes, it shaped it")),
            # NOTE: what a young person said did not change what was decided.
            SelectChoice("no", _l("No, it did not")),
        ],
        validators=[Optional()],
    )
    shaped_by = TextAreaField(
        _l("How it shaped it, or why it did not"),
        validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)],
    )

    def offer_members(self, members: People) -> None:
        """Let one of these have decided it, and one of them see to it."""
        members = list(members)
        self.offer_deciders(members)
        self.doer.choices = [
            # NOTE: nobody in the list of colleagues sees to it.
            SelectChoice("", _l("Nobody in this list")),
            *_choices(members),
        ]

    def deed(self, names: Mapping[UUID, str]) -> Deed:
        """What was sent so far of who sees to it; `names` are those in the list, by id."""
        chosen = next((id_ for id_ in names if str(id_) == self.doer.data), None)
        owners = [names[chosen] if chosen else "", (self.owner.data or "").strip()]
        return Deed(
            owner=", ".join(owner for owner in owners if owner),
            owner_id=chosen,
            by_on=self.by_on.data,
            shaped={"yes": True, "no": False}.get(self.shaped.data),
            shaped_by=self.shaped_by.data or "",
        )

    def point_out_lacks(self, lacks: Iterable[Lack]) -> None:
        """Say beside each field what it lacks."""
        for one in lacks:
            name, message = LACKS[one]
            self[name].errors = [*self[name].errors, message]


class ToldForm(Form):
    """How the young person was told face to face, and what they said."""

    how = TextAreaField(
        _l("How you told it: where, and who was there"),
        validators=[
            InputRequired(_l("Write how you told it.")),
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


class DissentForm(Once):
    """Who did not agree with what was decided, and why."""

    person = SelectField(_l("Who did not agree"), validators=[Optional()])
    who = StringField(
        _l("Or somebody else: their name"),
        validators=[Length(max=LONGEST_LINE, message=_TOO_LONG)],
    )
    words = TextAreaField(
        _l("Why, in their own words"),
        validators=[
            InputRequired(_l("Write why. Their own words are best.")),
            Length(max=LONGEST_TEXT, message=_TOO_LONG),
        ],
    )

    def offer(self, people: People) -> None:
        """Let one of these be who did not agree."""
        # NOTE: nobody in a list of people; somebody else is named in another field.
        self.person.choices = [SelectChoice("", _l("Somebody else")), *_choices(people)]

    def whose(self, people: People) -> tuple[UUID | None, str]:
        """Who it is: an id where they are in the list, and a name."""
        for person_id, name in people:
            if str(person_id) == self.person.data:
                return person_id, name
        return None, (self.who.data or "").strip()

    def has_somebody(self) -> bool:
        """Say beside the field that a name is missing; True when there is one."""
        if not self.person.data and not (self.who.data or "").strip():
            self.who.errors = [_l("Say who did not agree.")]
        return not self.who.errors


def _choices(people: People) -> list[SelectChoice]:
    return [SelectChoice(str(person_id), name) for person_id, name in people]


class LetterForm(Form):
    """The letter to the young person; `letter_form` adds two fields for each decision."""

    greeting = TextAreaField(
        _l("How it begins"), validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)]
    )
    also = TextAreaField(
        _l("What else was decided"), validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)]
    )
    closing = TextAreaField(
        _l("How it ends"), validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)]
    )
    #: The newest version that was on the page, so that nobody writes over one unseen.
    after = HiddenField()

    def words(self, decisions: Iterable[UUID]) -> LetterWords:
        """What was sent so far."""
        return LetterWords(
            greeting=self.greeting.data or "",
            also=self.also.data or "",
            closing=self.closing.data or "",
            about={
                one: Retold(
                    decided=self.part(one, "decided").data or "",
                    because=self.part(one, "because").data or "",
                )
                for one in decisions
            },
        )

    def part(self, decision_id: UUID, part: str) -> Any:
        """The field for one part ("decided" or "because") of what it says of a decision."""
        return self[f"{part}-{decision_id.hex}"]

    def version(self) -> int:
        """The number of the newest version that the writer had before them; 0 for none."""
        text = self.after.data or ""
        return int(text) if text.isdecimal() and len(text) < 6 else 0

    def point_out(self, parts: Iterable[tuple[UUID, str]]) -> None:
        """Say beside each field what it lacks."""
        for decision_id, part in parts:
            self.part(decision_id, part).errors = [UNTOLD[part]]


UNTOLD = {
    "decided": _l("Write what was decided."),
    "because": _l("Write the reason. Every answer needs one."),
}


def letter_form(words: LetterWords, number: int, *, is_new: bool) -> LetterForm:
    """The letter as a form, with what is kept, or with what was sent when it is not new."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {
        "greeting": words.greeting,
        "also": words.also,
        "closing": words.closing,
        "after": str(number),
    }
    for decision_id, retold in words.about.items():
        for part, label in (("decided", _l("We decided")), ("because", _l("Because"))):
            name = f"{part}-{decision_id.hex}"
            fields[name] = TextAreaField(
                label, validators=[Length(max=LONGEST_TEXT, message=_TOO_LONG)]
            )
            data[name] = getattr(retold, part)
    form = type("WholeLetterForm", (LetterForm,), fields)
    return form(None, data=data) if is_new else form()  # type: ignore[no-any-return]
