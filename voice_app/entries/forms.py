"""What may be sent on the way from a thought to somebody who reads it.

Nothing a young person writes is trimmed, checked or changed here.
"""

from collections.abc import Iterable, Mapping
from typing import Any
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
from wtforms.validators import InputRequired, Length, Optional

from voice_app.core.words import are_written
from voice_app.entries.rules import FEELINGS, OWN_WORD, Felt, LifeArea, with_strengths
from voice_app.web.forms import ByItself, Form, Turning, chosen

LONGEST_MESSAGE = 2000

#: Choices of one field: what is sent, and the words beside it.
Choices = Iterable[tuple[Any, Any]]


class Step(ByItself):
    """One step of saying something. `go` is where the pressed button leads."""

    @property
    def goes_on(self) -> bool:
        """Does the young person want the next step, rather than back or out?"""
        return self.go.data not in ("back", "not_now") and not self.is_by_itself


class StartForm(Step):
    """What somebody wants to say. Nothing is chosen beforehand."""

    kind = RadioField(
        _l("What do you want to say?"),
        validators=[InputRequired(_l("Choose one, or press Not now."))],
    )

    def offer(self, choices: Choices) -> None:
        """Let one of these starts be chosen."""
        self.kind.choices = [SelectChoice(*one) for one in choices]


class FeelingsForm(Step):
    """How somebody feels: as many as they like, in a fixed order, and a word of their own."""

    feelings = SelectMultipleField(
        _l("How do you feel?"), choices=[SelectChoice(name) for name in FEELINGS]
    )
    own_word = StringField(_l("Your own word"))

    def felt(self, strengths: Mapping[str, str]) -> list[Felt]:
        """What was picked, with how strong each is where that was said.

        A word that was written counts as picked.
        """
        word = self.own_word.data or None
        picked = set(self.feelings.data or ())
        if are_written(word):
            picked.add(OWN_WORD)
        felt = [Felt(name) for name in FEELINGS if name in picked and name != OWN_WORD]
        if OWN_WORD in picked:
            felt.append(Felt(OWN_WORD, word=word))
        return with_strengths(felt, strengths)


def strengths_in(sent: Mapping[str, str]) -> dict[str, str]:
    """The strengths among what was sent, by feeling."""
    return {name: sent[f"strength-{name}"] for name in FEELINGS if f"strength-{name}" in sent}


class WordsStep(Step, Turning):
    """A step on which somebody writes, and whose page keeps by itself what they wrote."""

    words = TextAreaField()


class WriteForm(WordsStep):
    """The words, and if they like which part of their life they are about."""

    life_area = RadioField(_l("What is it about?"), validators=[Optional()])
    start = HiddenField()

    def offer(self, areas: Choices) -> None:
        """Let one part of life be chosen, or none."""
        self.life_area.choices = [SelectChoice(*one) for one in areas]

    def area(self) -> LifeArea | None:
        """The part of life that was chosen, or None."""
        area = chosen(self.life_area)
        return LifeArea(area) if area else None


class WhoForm(Step):
    """Whom the words are for. Nobody chosen means just me."""

    to = SelectMultipleField(_l("Who can see this?"))

    def offer(self, people: Choices) -> None:
        """Let these people be chosen; nobody is chosen beforehand."""
        self.to.choices = [SelectChoice(str(person_id), name) for person_id, name in people]

    def chosen(self) -> list[UUID]:
        """Those who were chosen, once the form is valid."""
        return [UUID(person_id) for person_id in self.to.data or ()]


class LetterboxForm(Form):
    """An empty place to write; all its words may be read by anybody who holds the phone."""

    # NOTE: the name of an empty page. It must say nothing about what is written there.
    words = TextAreaField(_l("Write"))
    key = HiddenField()


class HeardForm(Form):
    """ "I've heard you", with a message if the worker likes."""

    message = TextAreaField(
        _l("Your message"),
        validators=[
            Length(max=LONGEST_MESSAGE, message=_l("That is too long. Say it in fewer words."))
        ],
    )
