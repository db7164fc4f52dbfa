"""What was chosen counts only when it was one of the choices."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectChoice
from wtforms.validators import Optional

from tests.support.world import World
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
