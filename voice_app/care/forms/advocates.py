"""Forms about somebody at a young person's side."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from voice_app.web.forms import Form, Once, Written

LONGEST_LINE = 200
LONGEST_WORDS = 2000

_TOO_LONG = _l("That is too long. Say it in fewer words.")


class AdvocateForm(Once):
    """Somebody who goes on the list."""

    name = StringField(
        _l("Name"),
        validators=[
            Written(_l("Write their name.")),
            Length(max=LONGEST_LINE, message=_TOO_LONG),
        ],
    )
    organisation = StringField(
        _l("Organisation"), validators=[Length(max=LONGEST_LINE, message=_TOO_LONG)]
    )
    phone = StringField(
        _l("Phone number"),
        validators=[
            Written(_l("Give a number that young people can ring.")),
            Length(max=LONGEST_LINE, message=_TOO_LONG),
        ],
    )
    how = TextAreaField(
        _l("What they do, and when they can be reached"),
        validators=[Length(max=LONGEST_WORDS, message=_TOO_LONG)],
    )


class ArrangeForm(Form):
    """What was arranged."""

    advocate = SelectField(_l("Who it is"), validators=[Optional()])
    arranged = TextAreaField(
        _l("What you arranged"),
        validators=[
            Written(_l("Write what you arranged. The young person reads it.")),
            Length(max=LONGEST_WORDS, message=_TOO_LONG),
        ],
    )

    def offer(self, listed: Iterable[tuple[UUID, str]]) -> None:
        """Let one of the list be chosen, or somebody else."""
        # NOTE: somebody who is not on a list of people.
        nobody = SelectChoice("", _l("Somebody else"))
        self.advocate.choices = [nobody, *(SelectChoice(str(id_), name) for id_, name in listed)]

    def advocate_id(self) -> UUID | None:
        """Who was chosen from the list, if anybody."""
        return UUID(self.advocate.data) if self.advocate.data else None
