"""What was chosen counts only when it was one of the choices."""

from collections.abc import Iterable
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField, PasswordField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, InputRequired, Optional

from tests.support.world import World
from voice_app.web import forms
from voice_app.web.forms import chosen


class Asked(Form):  # type: ignore[misc]
    fruit = RadioField(choices=[SelectChoice("fig"), SelectChoice("plum")], validators=[Optional()])


@pytest.mark.parametrize(
    ("sent", "counts"), [("fig", "fig"), ("pear", ""), (" \r\n", ""), ("", ""), ("\x00", "")]
)
def test_only_one_of_the_choices_counts(sent: str, counts: str) -> None:
    form = Asked(MultiDict({"fruit": sent}))

    assert chosen(form.fruit) == counts


def test_nothing_sent_is_nothing_chosen() -> None:
    assert chosen(Asked(MultiDict()).fruit) == ""


def test_spaces_pass_as_empty_where_a_field_may_stay_empty() -> None:
    form = Asked(MultiDict({"fruit": " "}))

    assert form.validate()
    assert form.fruit.data == " "


def test_a_question_of_spaces_is_pointed_out_and_nothing_breaks(world: World) -> None:
    dan = world.browse(world.dan)
    dan.read(f"/staff/people/{world.amina.id}/together")
    dan.press("Start", where="Dan’s car", who_was_there="Amina and Dan")

    answer = dan.press("Ask this", ready=" ", own="")

    assert answer.status_code == 400
    assert "Choose a question, or write your own." in answer.text


def forms_of_ours() -> Iterable[type[Form]]:
    """Every form of the app, which has imported them all."""
    waiting = [forms.Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        yield form


def asks_for_any_letter(form: type[Form]) -> list[str]:
    """Fields for words that a letter nobody can see would pass."""
    fields: list[tuple[str, Any]] = [
        (name, getattr(form, name)) for name in dir(form) if hasattr(form, name)
    ]
    return [
        f"{form.__name__}.{name}"
        for name, field in fields
        if isinstance(getattr(field, "field_class", None), type)
        and issubclass(field.field_class, StringField)
        and not issubclass(field.field_class, HiddenField | PasswordField)
        for check in [*field.kwargs.get("validators", ()), *(field.args[1:2] or [()])[0]]
        if isinstance(check, DataRequired | InputRequired)
    ]


@pytest.mark.usefixtures("world")
def test_words_that_nobody_can_see_are_no_words_on_any_form() -> None:
    class Careless(Form):  # type: ignore[misc]
        words = StringField("Words", validators=[InputRequired()])
        name = StringField("Name", [DataRequired()])

    assert [field for form in forms_of_ours() for field in asks_for_any_letter(form)] == []
    assert asks_for_any_letter(Careless) == ["Careless.name", "Careless.words"]
