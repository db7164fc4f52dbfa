"""Writing an assessment and a summary."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectChoice, SelectMultipleField, StringField
from wtforms import TextAreaField as Text
from wtforms.validators import InputRequired, Length

from voice_app.sharing import rules
from voice_app.sharing.forms.carers import LONGEST_WORDS, TOO_LONG
from voice_app.sharing.rules import Assessment, Lacks, SummaryText
from voice_app.sharing.rules.checking import WordFound
from voice_app.web.forms import DayField, Form, Once, Written

#: Nobody writes so many versions that their number has as many digits.
LONGEST_NUMBER = 9

_SAY_IT = _l("Write this. Two people sign it.")


def _length() -> Length:
    return Length(max=LONGEST_WORDS, message=TOO_LONG)


def version_of(sent: str | None) -> int:
    """The number of a version as it was sent; 0 for what can be none."""
    return int(sent) if sent and sent.isdecimal() and len(sent) < LONGEST_NUMBER else 0


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


class AssessmentForm(Form):
    """Why it is safe that one carer reads something. Open questions, nothing to tick off."""

    safe = Text(_l("What makes it safe enough?"), [Written(_SAY_IT), _length()])
    danger = Text(_l("Where does the danger come from?"), [Written(_SAY_IT), _length()])
    if_wrong = Text(
        _l("What could happen if this is wrong, and what would you do?"),
        [Written(_SAY_IT), _length()],
    )
    basis = Text(_l("How do you know?"), [Written(_SAY_IT), _length()])
    protective = Text(_l("What protects the young person?"), [Written(_SAY_IT), _length()])
    covered = Text(_l("What it covers"), [Written(_l("Say what may be told.")), _length()])
    not_covered = Text(_l("What it does not cover"), [_length()])
    view = Text(_l("What the young person says of it"), [_length()])
    no_view = Text(_l("If they were not asked: why"), [_length()])
    ends_on = DayField(_l("Closes itself on"), validators=[InputRequired(_l("Give the day."))])
    still_covered = SelectMultipleField(_l("Covers what was told before"))
    after = HiddenField(default="0")

    def offer(self, released: Iterable[tuple[UUID, str]]) -> None:
        """What was released before and may still be read under this version."""
        self.still_covered.choices = [SelectChoice(str(id_), name) for id_, name in released]

    def given(self) -> Assessment:
        """What was sent."""
        return Assessment(
            safe=self.safe.data,
            danger=self.danger.data,
            if_wrong=self.if_wrong.data,
            basis=self.basis.data,
            protective=self.protective.data,
            covered=_lines(self.covered.data),
            not_covered=_lines(self.not_covered.data),
            view=self.view.data or "",
            no_view=self.no_view.data or "",
            ends_on=self.ends_on.data,
        )

    def is_possible(self, today: date) -> bool:
        """Point out what is missing or cannot be; True when two people may sign it."""
        latest = rules.latest_end(today)
        said: dict[Lacks, tuple[Field, Any]] = {
            Lacks.VIEW: (
                self.no_view,
                _l("Write what they say of it, or why they were not asked."),
            ),
            Lacks.ENDS_ON_PAST: (self.ends_on, _l("That day is past.")),
            Lacks.ENDS_ON_TOO_LATE: (
                self.ends_on,
                _l("Three months is the most: %(day)s.", day=latest.strftime("%d/%m/%Y")),
            ),
        }
        lacks = rules.wrong(self.given(), today)
        for lack in lacks:
            field, words = said[lack] if lack in said else (self[lack.value], _SAY_IT)
            field.errors = [words]
        return not lacks

    def version(self) -> int:
        """The number of the newest version that the writer had before them; 0 for none."""
        return version_of(self.after.data)

    def kept_open(self) -> list[UUID]:
        """What was released before and is still covered, of what was offered."""
        offered = {choice.value for choice in self.still_covered.choices or ()}
        return [UUID(one) for one in self.still_covered.data or () if one in offered]


def assessment_form(body: Mapping[str, Any] | None, number: int, **fields: Any) -> AssessmentForm:
    """A form with what the version before says, for a new one."""
    given = dict(body or {})
    for name in ("covered", "not_covered"):
        given[name] = "\n".join(given.get(name, ()))
    return AssessmentForm(data={**given, "after": str(number), **fields})


class SummaryForm(Once):
    """What a carer is to read. It may be kept half-written."""

    from_them = Text(_l("What the young person wants them to know"), [_length()])
    danger = Text(_l("Where the danger is"), [_length()])
    helps = Text(_l("What helps"), [_length()])
    next = Text(_l("What comes next, and when"), [_length()])
    ring = Text(_l("Who to ring"), [_length()])
    not_shown = Text(_l("If the young person is not shown this: why"), [_length()])
    version = HiddenField(default="1")

    #: By the name of its field, the words for which a reason may be given.
    reasons: Mapping[str, str] = {}

    def text(self) -> SummaryText:
        """What was sent."""
        return SummaryText(
            from_them=self.from_them.data or "",
            danger=self.danger.data or "",
            helps=self.helps.data or "",
            next=self.next.data or "",
            ring=self.ring.data or "",
        )

    def number(self) -> int:
        """The version that the writer had before them."""
        return version_of(self.version.data)

    def kept(self) -> dict[str, str]:
        """Words that stay, each with its reason, by their key."""
        return {key: self[name].data for name, key in self.reasons.items() if self[name].data}

    def reason_for(self, found: WordFound) -> Field:
        """The field beside some words that harm."""
        return self[reason_name(found.key)]


class NewSummaryForm(SummaryForm):
    """A summary that is begun, maybe because the young person asked for it."""

    asked_in = HiddenField()

    def asked_in_id(self) -> UUID | None:
        """The words in which it was asked for, as they were sent; None for none."""
        try:
            return UUID(self.asked_in.data or "")
        except ValueError:
            return None


def reason_name(key: str) -> str:
    """The name of the field for the reason why some words stay."""
    return f"why-{sha256(key.encode()).hexdigest()[:12]}"


def summary_form(found: Sequence[WordFound], data: Mapping[str, Any] | None = None) -> SummaryForm:
    """A form with a field for each of the words that were found, to say why they stay.

    Args:
        data: what the form shows at first; None when it was sent.
    """
    names = {reason_name(one.key): one.key for one in found}
    fields = {
        name: StringField(_l("Why these words stay"), [Length(max=500, message=TOO_LONG)])
        for name in names
    }
    made: type[SummaryForm] = type("MadeSummaryForm", (SummaryForm,), {**fields, "reasons": names})
    if data is None:
        return made()
    kept = data.get("kept", {})
    return made(data={**data, **{name: kept.get(key, "") for name, key in names.items()}})
