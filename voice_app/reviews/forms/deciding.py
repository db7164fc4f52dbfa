"""Forms of what a review decides: each decision, who did not agree, and the letter about it."""

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
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from voice_app.answers.forms import LONGEST_LINE, AnswerForm
from voice_app.core.words import are_written
from voice_app.reviews.forms.meeting import LONGEST_TEXT, TOO_LONG, People, choices
from voice_app.reviews.rules import Deed, Lack, LetterWords, Retold
from voice_app.web.forms import DayField, Form, Once, Written

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
        validators=[Length(max=LONGEST_LINE, message=TOO_LONG)],
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
        validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
    )

    def offer_members(self, members: People) -> None:
        """Let one of these have decided it, and one of them see to it."""
        members = list(members)
        self.offer_deciders(members)
        self.doer.choices = [
            # NOTE: nobody in the list of colleagues sees to it.
            SelectChoice("", _l("Nobody in this list")),
            *choices(members),
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


class DissentForm(Once):
    """Who did not agree with what was decided, and why."""

    person = SelectField(_l("Who did not agree"), validators=[Optional()])
    who = StringField(
        _l("Or somebody else: their name"),
        validators=[Length(max=LONGEST_LINE, message=TOO_LONG)],
    )
    words = TextAreaField(
        _l("Why, in their own words"),
        validators=[
            Written(_l("Write why. Their own words are best.")),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
    )

    def offer(self, people: People) -> None:
        """Let one of these be who did not agree."""
        # NOTE: nobody in a list of people; somebody else is named in another field.
        self.person.choices = [SelectChoice("", _l("Somebody else")), *choices(people)]

    def whose(self, people: People) -> tuple[UUID | None, str]:
        """Who it is: an id where they are in the list, and a name."""
        for person_id, name in people:
            if str(person_id) == self.person.data:
                return person_id, name
        return None, (self.who.data or "").strip()

    def has_somebody(self) -> bool:
        """Say beside the field that a name is missing; True when there is one."""
        if not self.person.data and not are_written(self.who.data):
            self.who.errors = [_l("Say who did not agree.")]
        return not self.who.errors


class LetterForm(Form):
    """The letter to the young person; `letter_form` adds two fields for each decision."""

    greeting = TextAreaField(
        _l("How it begins"), validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)]
    )
    also = TextAreaField(
        _l("What else was decided"), validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)]
    )
    closing = TextAreaField(
        _l("How it ends"), validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)]
    )
    keeps_words = BooleanField(_l("These words stay as they are"))
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
                label, validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)]
            )
            data[name] = getattr(retold, part)
    form = type("WholeLetterForm", (LetterForm,), fields)
    return form(None, data=data) if is_new else form()  # type: ignore[no-any-return]
